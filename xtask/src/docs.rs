//! `cargo xtask docs`: README, guides and reference as a site under `target/docs/book`, with search; links are checked first.

use crate::{
    Task,
    shell::{cargo, done, target},
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const TASK: Task = Task {
    name: "docs",
    arguments: "",
    meaning: "checks the links of all pages, then makes a site of them with search: target/docs/book; installs mdbook once",
    parts: &[],
    run: |_| docs(),
};

const BOOK: &str = "[book]\ntitle = \"Amnok\"\n\n[output.html]\nno-section-label = true\n";

fn docs() -> bool {
    let Ok(pages) = pages() else { return false };
    if !links_hold() {
        return false;
    }
    let book = target("docs");
    let there = done(Command::new("mdbook").arg("--version").stdout(Stdio::null()));
    let install = [
        "install",
        "--locked",
        "mdbook",
        "--no-default-features",
        "--features",
        "search",
    ];
    laid_out(&pages, &book).is_ok()
        && (there || done(&mut cargo(&install)))
        && done(Command::new("mdbook").arg("build").arg(&book))
}

/// Whether every link between pages leads to a file that is there; part of `check`.
pub fn links_hold() -> bool {
    let Ok(pages) = pages() else {
        eprintln!("docs/ cannot be read");
        return false;
    };
    let broken: Vec<String> = pages.iter().flat_map(|page| broken(page)).collect();
    if !broken.is_empty() {
        eprintln!("links that lead nowhere:\n{}", broken.join("\n"));
    }
    broken.is_empty()
}

/// All pages in the order of reading: README, guides, what explains, reference, what is for those who work on it.
fn pages() -> std::io::Result<Vec<PathBuf>> {
    let mut pages = vec![PathBuf::from("README.md")];
    for folder in ["docs/guide", "docs", "docs/reference"] {
        let mut found: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
        found.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
        found.sort_by_key(|path| (!path.ends_with("README.md"), path.clone()));
        pages.extend(found);
    }
    pages.extend(["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(PathBuf::from));
    Ok(pages)
}

/// Links of a page to files that are not there.
fn broken(page: &Path) -> Vec<String> {
    let text = fs::read_to_string(page).unwrap_or_default();
    let folder = page.parent().unwrap_or(Path::new(""));
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ']).next());
    let inside = links.filter(|link| !link.contains("://") && !link.starts_with('#') && !link.is_empty());
    let missing = inside.filter(|link| !folder.join(link.split('#').next().unwrap_or(link)).exists());
    missing.map(|link| format!("{}: {link}", page.display())).collect()
}

/// The pages and pictures where mdbook looks for them, and its list of them.
fn laid_out(pages: &[PathBuf], book: &Path) -> std::io::Result<()> {
    let _ = fs::remove_dir_all(book);
    let mut summary = String::from("# Summary\n\n");
    for page in pages {
        let text = fs::read_to_string(page)?;
        let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or("Amnok");
        let guide = page.starts_with("docs/guide") && !page.ends_with("README.md");
        let deeper = if guide { "  " } else { "" };
        summary += &format!("{deeper}- [{title}]({})\n", page.display());
        let to = book.join("src").join(page);
        fs::create_dir_all(to.parent().unwrap_or(book))?;
        fs::write(to, text)?;
    }
    for picture in fs::read_dir("docs")?.flatten().map(|entry| entry.path()) {
        if picture.extension().is_some_and(|kind| kind == "png" || kind == "svg") {
            fs::copy(&picture, book.join("src").join(&picture))?;
        }
    }
    fs::write(book.join("src/SUMMARY.md"), summary)?;
    fs::write(book.join("book.toml"), BOOK)
}
