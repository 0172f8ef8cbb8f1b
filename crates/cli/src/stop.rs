//! A clean stop: Ctrl-C, SIGTERM, or the terminal that goes away.
//!
//! While a command lives through something, it heeds a stop by itself, between two days of a run. What does not heed it
//! within a second is ended: what is kept is whole at every moment. At all other times a stop ends the process at once.

use crate::Failure;
use crate::speak::tell;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A stop was asked for.
static STOP: AtomicBool = AtomicBool::new(false);
/// The command looks at [`STOP`] by itself.
static HEEDED: AtomicBool = AtomicBool::new(false);
/// A folder that is to be taken away where the command is ended.
static LEAVINGS: Mutex<Option<PathBuf>> = Mutex::new(None);

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
        match LEAVINGS.lock().ok().and_then(|mut folder| folder.take()) {
            Some(folder) => {
                let _ = std::fs::remove_dir_all(folder);
                tell("stopped; nothing is kept of a result that is not whole");
            }
            None => tell("stopped; what is kept is whole, and the same command goes on from there"),
        }
        std::process::exit(CODE.into());
    }
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
        if let Ok(mut leavings) = LEAVINGS.lock() {
            *leavings = Some(folder.to_path_buf());
        }
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
