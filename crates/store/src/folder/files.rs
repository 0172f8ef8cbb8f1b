//! Files on disk: written whole or not at all, brought to the disk, digested.

use crate::error::{ResultError, at};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Where work for a folder stands.
pub fn partial_of(out: &Path) -> PathBuf {
    let mut name: OsString = out.file_name().unwrap_or_default().to_os_string();
    name.push(".partial");
    out.with_file_name(name)
}

/// SHA-256 of bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(Sha256::new_with_prefix(bytes))
}

/// SHA-256 of a file, in hexadecimal, and its length in bytes. The file is not held in memory.
///
/// # Errors
/// When it is no plain file or cannot be read.
pub fn digest_of(path: &Path) -> io::Result<(String, u64)> {
    let mut file = plain(path)?;
    let (mut hash, mut length) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((hexadecimal(hash), length)),
            read => {
                hash.update(&buffer[..read]);
                length += read as u64;
            }
        }
    }
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Opens a plain file; a pipe, which would be waited for without end, a device or a folder is an error at once.
///
/// # Errors
/// When it is none, or cannot be opened.
pub fn plain(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "is no plain file"));
    }
    File::open(path)
}

/// The bytes of a plain file of at most `most` bytes.
///
/// # Errors
/// When it is none, is larger, or cannot be read.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    plain(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let larger = format!("is larger than {most} bytes, which no file of this kind is");
        return Err(io::Error::new(io::ErrorKind::InvalidData, larger));
    }
    Ok(bytes)
}

/// Writes a file beside its place, in the folder `beside`, brings it to the disk, and gives it its name; what could not be
/// written whole is removed. A link at `path` is replaced, never followed.
///
/// # Errors
/// When it cannot be written; what stood at `path` stands.
pub fn put(path: &Path, beside: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".unfinished");
    let unfinished = beside.join(name);
    let write = || {
        if fs::symlink_metadata(&unfinished).is_ok() {
            fs::remove_file(&unfinished)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        sync_folder(path.parent())
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&unfinished);
    })
}

/// Writes a file whole, in place of what stood there, or not at all.
///
/// # Errors
/// When it cannot be written; what stood there stands.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), ResultError> {
    put(path, path.parent().unwrap_or(Path::new(".")), bytes).map_err(at(path))
}

/// Brings the names in a folder to the disk. Not every system lets a folder be opened: then the system does it when it will.
///
/// # Errors
/// When the system refuses to write.
pub fn sync_folder(folder: Option<&Path>) -> io::Result<()> {
    let folder = folder.map(|folder| {
        if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        }
    });
    match folder.map(File::open) {
        Some(Ok(folder)) => match folder.sync_all() {
            Err(error) if error.kind() != io::ErrorKind::InvalidInput => Err(error),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Every file below a folder, by its name from there with `/` between folders, in order.
///
/// # Errors
/// When a folder cannot be read.
pub fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut all = Vec::new();
    collect(folder, "", &mut all)?;
    all.sort();
    Ok(all)
}

fn collect(folder: &Path, prefix: &str, all: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), all)?;
        } else {
            all.push(name);
        }
    }
    Ok(())
}

/// Brings every file and every name below a folder to the disk.
///
/// # Errors
/// When the system refuses to write.
pub fn sync_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_all(&entry.path())?;
        } else {
            OpenOptions::new().append(true).open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(Some(folder))
}

/// Removes a file, or a folder with all it holds; a link is removed, not followed. Nothing there is no fault.
///
/// # Errors
/// When it cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    }
}
