//! The folder of a trial: what the trial works on, and beside it what belongs to others.

use crate::tree::{self, Tree};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder of its own, with foreign files beside the inputs.
pub struct Place {
    folder: TempDir,
    foreign: Tree,
}

/// What belongs to others, in the trial's folder.
const FOREIGN: [(&str, &str); 5] = [
    ("thesis/chapter.txt", "the only copy"),
    ("thesis/manifest.json", "{\"mine\": true}"),
    ("out.txt", "nobody's result"),
    ("out-old/report.html", "<p>another's report</p>"),
    ("notes.partial/page.txt", "work of somebody else"),
];

impl Place {
    /// With copies of these folders out of the store.
    pub fn new(store: &Path, needs: &[&str]) -> Result<Place, String> {
        Place::within(&std::env::temp_dir(), store, needs)
    }

    /// Below a folder.
    pub fn within(parent: &Path, store: &Path, needs: &[&str]) -> Result<Place, String> {
        let place = || -> std::io::Result<Place> {
            let folder = TempDir::new_in(parent)?;
            for (name, text) in FOREIGN {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
                fs::write(path, text)?;
            }
            for need in needs {
                tree::copy(&store.join(need), &folder.path().join(need))?;
            }
            Ok(Place {
                folder,
                foreign: Tree::new(),
            })
        };
        let mut place = place().map_err(|why| format!("the trial's folder: {why}"))?;
        place.foreign = place.others();
        Ok(place)
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn others(&self) -> Tree {
        FOREIGN
            .iter()
            .map(|(name, _)| (PathBuf::from(name), fs::read(self.at(name)).ok()))
            .collect()
    }

    /// Nothing of anybody else is touched.
    pub fn is_untouched(&self) -> Result<(), String> {
        match tree::difference(&self.foreign, &self.others()) {
            Some(path) => Err(format!("a foreign file is touched: {}", path.display())),
            None => Ok(()),
        }
    }

    /// The result in a folder of this place, without what differs from call to call; `None` where there is none.
    pub fn result(&self, name: &str) -> Option<Tree> {
        self.at(name)
            .exists()
            .then(|| tree::lasting(tree::read(&self.at(name))))
    }

    /// What is in the folder beside the inputs, the result and what belongs to others: left behind by somebody.
    pub fn left(&self, known: &[&str]) -> Vec<String> {
        let foreign: Vec<&str> = FOREIGN.iter().filter_map(|(name, _)| name.split('/').next()).collect();
        let entries = fs::read_dir(self.folder.path()).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names
            .filter(|name| !known.contains(&name.as_str()) && !foreign.contains(&name.as_str()))
            .collect()
    }
}
