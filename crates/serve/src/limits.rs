//! How much is taken in, and how long is waited for it.

use std::time::Duration;

/// Connections at once; more wait until one is free.
pub const CONNECTIONS: usize = 128;
/// How long a connection may take to say what it wants.
pub const HEADERS: Duration = Duration::from_secs(10);
/// Bytes of a form.
pub const FORM: usize = 2 << 20;

/// How long a whole upload may take.
pub const UPLOAD_TIME: Duration = Duration::from_secs(60);
/// How long between two parts of an upload.
pub const UPLOAD_PAUSE: Duration = Duration::from_secs(5);
/// Bytes of an upload.
pub const UPLOAD: usize = 64 << 20;
/// Bytes of all that an archive holds.
pub const UNPACKED: u64 = 256 << 20;
/// Files of an upload, or of an archive in it.
pub const FILES: usize = 2000;
/// Letters of a file's name with its folders.
pub const NAME: usize = 200;
/// Pieces of work that wait at once.
pub const WAITING: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    /// Halved or doubled, a limit was no longer what the docs say, and nothing noticed.
    #[test]
    fn limits_are_what_the_docs_say() {
        let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/serve.md");
        let docs = std::fs::read_to_string(docs).expect("the docs");
        let said = format!(
            "uploads of {} MB and {FILES} files within a minute, {} MB when unpacked, {CONNECTIONS} connections at once, {WAITING} pieces of work that wait",
            UPLOAD >> 20,
            UNPACKED >> 20,
        );
        let docs = docs.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(docs.contains(&said), "{said}");
        assert_eq!(UPLOAD_TIME, Duration::from_secs(60));
        // Who sends a part and then nothing holds a place no longer than who says nothing at all.
        assert!(UPLOAD_PAUSE < HEADERS && HEADERS < UPLOAD_TIME);
    }
}
