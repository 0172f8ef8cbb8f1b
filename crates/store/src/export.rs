//! The folder of an export: files for other programs, whole or absent as every folder is.

use crate::error::ResultError;
use crate::folder::{Draft, Place};
use serde_json::json;
use std::path::Path;

/// Writes the files, by their names, that were made of a result.
///
/// # Errors
/// When another process works there, or a file cannot be written; nothing is left then.
pub fn write_export(place: Place, of: &Path, files: &[(String, Vec<u8>)]) -> Result<(), ResultError> {
    place.takes(files.iter().map(|(name, _)| name.as_str()))?;
    let draft = Draft::anew(place, "export")?;
    draft.start()?;
    draft.add_all("", files.iter().map(|(name, bytes)| (name, bytes)))?;
    let of = of.file_name().unwrap_or_default().to_string_lossy();
    draft.seal(json!({ "kind": "export", "version": env!("CARGO_PKG_VERSION"), "of": of }))
}
