//! The sources of a crate as modules, and which module each names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A path of names: that of a module, or one written in its code.
pub type Names = Vec<String>;

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of Rust below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files_below = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files_below.push(path);
        }
    }
    files_below.sort();
    files_below
}

/// The code of a file without its tests.
pub fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a readable file");
    text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned()
}

/// One module: what it names, and what it hands on under a name of its own.
#[derive(Default)]
struct Module {
    named: Vec<Names>,
    handed_on: BTreeMap<String, Names>,
}

/// A crate's modules by their paths; the root has the empty path.
#[derive(Default)]
pub struct Modules(BTreeMap<Names, Module>);

impl Modules {
    /// Those below a folder `src`.
    pub fn below(src: &Path) -> Modules {
        let mut modules = Modules::default();
        for path in files(src) {
            let inside = path.strip_prefix(src).expect("below src").with_extension("");
            modules.add(&inside.to_string_lossy(), &code(&path));
        }
        modules
    }

    /// Those with these paths below `src` and texts.
    pub fn of(texts: &[(&str, &str)]) -> Modules {
        let mut modules = Modules::default();
        texts.iter().for_each(|(path, text)| modules.add(path, text));
        modules
    }

    fn add(&mut self, path: &str, text: &str) {
        let mut names: Names = path
            .split('/')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        names.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
        self.0.insert(names, Module::read(text));
    }

    /// Every pair of a module and another that it names.
    pub fn arrows(&self) -> Vec<(Names, Names)> {
        let mut arrows = Vec::new();
        for (from, module) in &self.0 {
            for named in &module.named {
                if let Some(to) = self.resolve(from, named, 8) {
                    arrows.push((from.clone(), to));
                }
            }
        }
        arrows
    }

    /// The module in which what a path written in `from` names was made: through names that are handed on.
    fn resolve(&self, from: &[String], written: &[String], steps: u32) -> Option<Names> {
        let mut rest = written.iter();
        let mut at: Names = from.to_vec();
        match rest.next()?.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => drop(at.pop()),
            child => {
                at.push(child.to_owned());
                self.0.get(&at)?;
            }
        }
        for name in rest {
            if name == "super" {
                at.pop();
                continue;
            }
            let below: Names = at.iter().cloned().chain([name.clone()]).collect();
            if self.0.contains_key(&below) {
                at = below;
            } else if let (Some(path), 1..) = (self.0.get(&at)?.handed_on.get(name), steps) {
                return self.resolve(&at, path, steps - 1);
            } else {
                break;
            }
        }
        Some(at)
    }
}

impl Module {
    fn read(code: &str) -> Module {
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code: String = lines.flat_map(|line| [line, "\n"]).collect();
        let mut module = Module::default();
        let mut plain = String::new();
        let mut left = code.as_str();
        while let Some(at) = next_use(left) {
            let end = left[at..].find(';').map_or(left.len(), |end| at + end);
            let line = left[..at].rfind('\n').map_or(0, |start| start + 1);
            let public = left[line..at].contains("pub");
            plain.push_str(&left[..at]);
            for (names, here) in expand(&left[at + "use ".len()..end]) {
                if public {
                    module.handed_on.insert(here, names.clone());
                }
                module.named.push(names);
            }
            left = &left[end..];
        }
        plain.push_str(left);
        module.named.extend(inline(&plain));
        module
    }
}

/// Where the next `use` begins that stands at the beginning of a line or after `pub` or `pub(…)`.
fn next_use(code: &str) -> Option<usize> {
    code.match_indices("use ").map(|(at, _)| at).find(|at| {
        let line = code[..*at].rfind('\n').map_or(0, |start| start + 1);
        let before = code[line..*at].trim();
        before.is_empty() || before == "pub" || (before.starts_with("pub(") && before.ends_with(')'))
    })
}

/// `a::{b, c::{d, e as f}}` as paths, each with its name here.
fn expand(tree: &str) -> Vec<(Names, String)> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let (path, new) = tree.split_once(" as ").unwrap_or((tree, ""));
        let names: Names = path.split("::").map(|name| name.trim().to_owned()).collect();
        let own = names.last().filter(|_| new.is_empty()).cloned();
        return vec![(names, own.unwrap_or_else(|| new.trim().to_owned()))];
    };
    let prefix: Names = tree[..open]
        .split("::")
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let close = tree.rfind('}').unwrap_or(tree.len());
    let mut paths = Vec::new();
    let (mut depth, mut start) = (0, open + 1);
    for (at, character) in tree.char_indices().take_while(|(at, _)| *at <= close).skip(open + 1) {
        match character {
            '{' => depth += 1,
            '}' if at < close => depth -= 1,
            _ => {}
        }
        if (character == ',' && depth == 0) || at == close {
            let part = tree[start..at].trim();
            start = at + 1;
            if !part.is_empty() {
                let whole = |(tail, here): (Names, String)| (prefix.iter().cloned().chain(tail).collect(), here);
                paths.extend(expand(part).into_iter().map(whole));
            }
        }
    }
    paths
}

/// Paths that are written in the code itself.
fn inline(code: &str) -> Vec<Names> {
    let mut paths = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                continue;
            }
            let path: String = code[at..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':')
                .collect();
            paths.push(path.trim_end_matches(':').split("::").map(str::to_owned).collect());
        }
    }
    paths
}
