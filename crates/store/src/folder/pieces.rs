//! Pieces of work that are kept one by one, each with its digest, so that a damaged one is found when the work goes on.

use super::files::{digest, digest_of, put, read};
use crate::error::{ResultError, at};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Digests of the pieces, as `sha256sum` writes them; of two lines for a piece the last holds.
const DIGESTS: &str = "pieces.sha256";
/// Most bytes of the list.
const MOST: u64 = 1 << 30;

/// The pieces in a folder of work.
#[derive(Debug)]
pub(super) struct Pieces {
    folder: PathBuf,
    /// Name and digest of each that was written.
    listed: BTreeMap<String, String>,
    /// Whether a kill or a full disk has cut the last line short.
    cut: bool,
}

impl Pieces {
    /// Those that a folder lists.
    pub fn of(folder: &Path) -> Pieces {
        let text = read(&folder.join(DIGESTS), MOST).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let line = |line: &str| {
            let (digest, name) = line.split_once("  ")?;
            Some((name.to_owned(), digest.to_owned()))
        };
        Pieces {
            folder: folder.to_path_buf(),
            listed: text.lines().filter_map(line).collect(),
            cut: !text.is_empty() && !text.ends_with('\n'),
        }
    }

    /// Whether a piece is kept as it was written. One that is not is set aside under the name that comes back with it.
    ///
    /// # Errors
    /// When a damaged piece cannot be moved.
    pub fn check(&mut self, name: &str) -> Result<(bool, Option<PathBuf>), ResultError> {
        let path = self.folder.join(name);
        if fs::symlink_metadata(&path).is_err() {
            return Ok((false, None));
        }
        let found = digest_of(&path).ok().map(|(digest, _)| digest);
        if found.is_some() && self.listed.get(name) == found.as_ref() {
            return Ok((true, None));
        }
        let aside = self.folder.join(format!("{name}.damaged"));
        super::files::remove(&aside).map_err(at(&aside))?;
        fs::rename(&path, &aside).map_err(at(&path))?;
        Ok((false, Some(aside)))
    }

    /// Keeps a piece: its digest first, then the piece, so that none is there without.
    pub fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), ResultError> {
        self.list(name, digest(bytes))?;
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        put(&path, &self.folder, bytes).map_err(at(&path))
    }

    /// Keeps a piece that was written into its place by itself.
    pub fn keep_written(&mut self, name: &str) -> Result<(), ResultError> {
        let path = self.folder.join(name);
        let file = OpenOptions::new().append(true).open(&path).map_err(at(&path))?;
        file.sync_all().map_err(at(&path))?;
        let (digest, _) = digest_of(&path).map_err(at(&path))?;
        self.list(name, digest)
    }

    fn list(&mut self, name: &str, digest: String) -> Result<(), ResultError> {
        let path = self.folder.join(DIGESTS);
        let gap = if std::mem::replace(&mut self.cut, true) {
            "\n"
        } else {
            ""
        };
        let add = || {
            let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
            file.write_all(format!("{gap}{digest}  {name}\n").as_bytes())?;
            file.sync_data()
        };
        add().map_err(at(&path))?;
        self.cut = false;
        self.listed.insert(name.to_owned(), digest);
        Ok(())
    }
}
