//! Lists the files of the scenario that comes with the program, so that one that is put into its folder comes along.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDER: &str = "sino-korean";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={FOLDER}");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join(FOLDER);
    let mut list = String::from("&[\n");
    for (name, path) in files(&root)? {
        let _ = writeln!(list, "    ({name:?}, include_str!({path:?})),");
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("sino_korean.rs"), list)
}

/// Names, with `/` between folder and file, and paths, in order of their names.
fn files(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut all = Vec::new();
    for prefix in ["", "observed/"] {
        for entry in fs::read_dir(root.join(prefix))? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !name.starts_with('.') && (name.ends_with(".toml") || name.ends_with(".csv")) {
                all.push((format!("{prefix}{name}"), path));
            }
        }
    }
    all.sort();
    Ok(all)
}
