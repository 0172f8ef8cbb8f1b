//! A clean stop: Ctrl-C, SIGTERM, or the terminal that goes away.
//!
//! While a command lives through something, it heeds a stop by itself, between two days of a run. What does not heed it
//! within a second is ended: what is kept is whole at every moment. At all other times a stop ends the process at once.
//! While a folder that keeps no pieces is written, a stop is heeded between two of its files, and the folder goes.

use crate::Failure;
use crate::speak::tell;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A stop was asked for.
static STOP: AtomicBool = AtomicBool::new(false);
/// The command looks at [`STOP`] by itself.
static HEEDED: AtomicBool = AtomicBool::new(false);
/// What a command that is ended leaves.
static LEAVINGS: Mutex<Leavings> = Mutex::new(Leavings::Pieces);

/// What becomes of the folder of work where a command is ended that does not end itself.
enum Leavings {
    /// It stays: the same command goes on from its pieces.
    Pieces,
    /// It is worth nothing, and taken away.
    Nothing(PathBuf),
    /// It is worth nothing either, but is being written into: it has our mark, and the next command takes it away.
    Unfinished,
}

/// How long a command may take to heed a stop.
const PATIENCE: Duration = Duration::from_millis(900);
/// The exit code of what was stopped.
pub const CODE: u8 = 130;

/// Listens to signals from here on.
///
/// # Errors
/// When the system refuses.
pub fn listen() -> Result<(), Failure> {
    ctrlc::set_handler(asked).map_err(|error| Failure::Other(format!("signals cannot be heeded: {error}")))
}

/// Signals come one at a time, on a thread of their own.
fn asked() {
    if !HEEDED.load(Ordering::SeqCst) || STOP.swap(true, Ordering::SeqCst) {
        std::process::exit(CODE.into());
    }
    std::thread::sleep(PATIENCE);
    if HEEDED.load(Ordering::SeqCst) {
        // Held to the end: nothing is written any more into a folder that goes.
        let leavings = leavings();
        if let Leavings::Nothing(folder) = &*leavings {
            let _ = std::fs::remove_dir_all(folder);
        }
        tell(match *leavings {
            Leavings::Pieces => "stopped; what is kept is whole, and the same command goes on from there",
            Leavings::Nothing(_) | Leavings::Unfinished => "stopped; nothing is kept of a result that is not whole",
        });
        std::process::exit(CODE.into());
    }
}

fn leavings() -> MutexGuard<'static, Leavings> {
    LEAVINGS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As long as it lives, the command heeds a stop by itself.
pub struct Heeding(());

/// Begins to heed a stop: before a folder is begun, so that a stop in between is heeded as well.
pub fn heed() -> Heeding {
    HEEDED.store(true, Ordering::SeqCst);
    Heeding(())
}

impl Heeding {
    /// The folder is worth nothing if the work is not ended: it is taken away where the command is ended.
    pub fn leaves(&self, folder: &Path) {
        *leavings() = Leavings::Nothing(folder.to_path_buf());
    }

    /// The folder is written from here on: by a draft that heeds the stop itself ([`amnok_store::folder::Draft::heeding`]).
    pub fn writes(&self) {
        *leavings() = Leavings::Unfinished;
    }

    /// Whether a stop was asked for.
    pub fn flag(&self) -> &'static AtomicBool {
        &STOP
    }
}

impl Deref for Heeding {
    type Target = AtomicBool;

    fn deref(&self) -> &AtomicBool {
        &STOP
    }
}

impl Drop for Heeding {
    fn drop(&mut self) {
        HEEDED.store(false, Ordering::SeqCst);
    }
}
