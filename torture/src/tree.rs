//! What a folder holds, to be compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file and folder below a folder: its bytes, or nothing for a folder.
pub type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// Reads a folder; what vanishes meanwhile is not in it.
pub fn read(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    below(folder, Path::new(""), &mut tree);
    tree
}

fn below(folder: &Path, at: &Path, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder.join(at)) else {
        return;
    };
    for entry in entries.flatten() {
        let path = at.join(entry.file_name());
        let full = folder.join(&path);
        if full.is_dir() && !full.is_symlink() {
            tree.insert(path.clone(), None);
            below(folder, &path, tree);
        } else if full.is_file() {
            tree.insert(path, fs::read(full).ok());
        }
    }
}

/// The tree without what differs from call to call: how long it took, how much memory, by how many threads.
pub fn lasting(tree: Tree) -> Tree {
    let plain = |(path, bytes): (PathBuf, Option<Vec<u8>>)| match bytes {
        Some(bytes) if path.ends_with("manifest.json") => (path, Some(manifest(&bytes))),
        other => (path, other),
    };
    tree.into_iter().map(plain).collect()
}

fn manifest(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_slice::<serde_json::Value>(bytes) else {
        return bytes.to_vec();
    };
    if let Some(entries) = value.as_object_mut() {
        entries.remove("ran");
        // Of the whole text, with how it ran.
        entries.remove("seal");
    }
    value.to_string().into_bytes()
}

/// The first place where two trees differ, if they do.
pub fn difference(a: &Tree, b: &Tree) -> Option<PathBuf> {
    let differ = |path: &&PathBuf| a.get(*path) != b.get(*path);
    a.keys().chain(b.keys()).find(differ).cloned()
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}
