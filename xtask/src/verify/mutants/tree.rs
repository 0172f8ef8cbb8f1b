//! A copy of what is committed, in which faults are put in place.

use super::PLACES;
use super::fault::Fault;
use super::switches::{MODULE, Switched};
use crate::shell::{cargo, copied, git, target};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The copy; so each build goes on from the one before.
pub struct Tree {
    pub folder: PathBuf,
    /// Which commit it is.
    pub commit: String,
}

impl Tree {
    /// What is committed now, without faults.
    pub fn new() -> Result<Tree, String> {
        let folder = target("mutants").join("tree");
        let commit = copied("HEAD", &folder)?;
        let tree = Tree { folder, commit };
        tree.clean()?;
        Ok(tree)
    }

    /// Takes every fault out.
    pub fn clean(&self) -> Result<(), String> {
        copied(&self.commit, &self.folder)?;
        let clean = git(&self.folder, &["clean", "--quiet", "-fd", "crates"]);
        let why = || format!("{} cannot be set back", self.folder.display());
        clean.then_some(()).ok_or_else(why)
    }

    /// Every fault that can be put into the places.
    pub fn faults(&self) -> Result<Vec<Fault>, String> {
        let mut all = Vec::new();
        for place in PLACES {
            let list = Command::new("cargo")
                .args(["mutants", "--list", "--json", "--package", place.package, "--dir"])
                .arg(&self.folder)
                .output()
                .map_err(|error| error.to_string())?;
            if !list.status.success() {
                return Err(String::from_utf8_lossy(&list.stderr).into_owned());
            }
            let entries: Vec<Value> = serde_json::from_slice(&list.stdout).map_err(|error| error.to_string())?;
            let faults = entries.iter().filter_map(Fault::read);
            all.extend(faults.filter(|fault| fault.file.starts_with(place.code)));
        }
        Ok(all)
    }

    /// Puts the faults behind switches, by their number from 1; returns those for which that does not compile, which
    /// are left out of the tree.
    pub fn switch(&self, faults: &[Fault]) -> Result<BTreeSet<u32>, String> {
        let mut left = BTreeSet::new();
        loop {
            self.clean()?;
            let files = self.written(faults, &mut left)?;
            let wrong = self.wrong(&files)?;
            if wrong.is_empty() {
                return Ok(left);
            }
            left.extend(wrong);
        }
    }

    /// Writes the files with switches for all but those left out.
    fn written(&self, faults: &[Fault], left: &mut BTreeSet<u32>) -> Result<BTreeMap<String, Switched>, String> {
        let mut by_file: BTreeMap<&str, Vec<(u32, &Fault)>> = BTreeMap::new();
        for (number, fault) in (1..).zip(faults).filter(|(number, _)| !left.contains(number)) {
            by_file.entry(&fault.file).or_default().push((number, fault));
        }
        let mut files = BTreeMap::new();
        for (file, faults) in by_file {
            let path = self.folder.join(file);
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let switched = Switched::new(&text, &faults);
            left.extend(&switched.left);
            write(&path, &switched.text)?;
            files.insert(file.to_owned(), switched);
        }
        for place in PLACES {
            let src = self.folder.join("crates").join(place.folder).join("src");
            write(&src.join("fault.rs"), MODULE)?;
            let lib = src.join("lib.rs");
            let text = fs::read_to_string(&lib).map_err(|error| error.to_string())?;
            write(&lib, &(text + "\nmod fault;\n"))?;
        }
        Ok(files)
    }

    /// The faults in whose copies the compiler finds errors.
    fn wrong(&self, files: &BTreeMap<String, Switched>) -> Result<BTreeSet<u32>, String> {
        let mut check = cargo(&["check", "--quiet", "--message-format", "json"]);
        for place in PLACES {
            check.args(["--package", place.package]);
        }
        let output = check.current_dir(&self.folder).env("RUSTFLAGS", "--cap-lints=warn");
        let output = output
            .stderr(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let errors: Vec<Value> = messages
            .filter(|message| message["message"]["level"] == "error")
            .collect();
        let wrong: BTreeSet<u32> = errors.iter().flat_map(|error| blamed(error, files)).collect();
        if wrong.is_empty() && !output.status.success() {
            let what = errors
                .first()
                .map_or("", |error| error["message"]["rendered"].as_str().unwrap_or(""));
            return Err(format!("the tree with switches does not compile\n{what}"));
        }
        Ok(wrong)
    }
}

/// The faults that an error of the compiler points at.
fn blamed(error: &Value, files: &BTreeMap<String, Switched>) -> Vec<u32> {
    let spans = error["message"]["spans"].as_array().cloned().unwrap_or_default();
    let fault = |span: &Value| {
        let line = usize::try_from(span["line_start"].as_u64()?).ok()?;
        files.get(span["file_name"].as_str()?)?.whose(line)
    };
    spans.iter().filter_map(fault).collect()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
