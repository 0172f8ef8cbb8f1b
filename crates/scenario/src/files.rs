//! Files by their names: written into a folder, and what tells them from others.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes files by their names, which may hold folders.
pub(crate) fn write(files: &BTreeMap<String, Vec<u8>>, folder: &Path) -> std::io::Result<()> {
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

/// SHA-256 over name, length and contents of each file in order.
pub(crate) fn digest(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
