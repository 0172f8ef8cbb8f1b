//! One measured run, in a process of its own.
use serde::{Deserialize, Serialize};
use std::process::Command;
use std::time::Instant;

/// What a run took.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    /// Wall time of the work, without loading. Unit: s.
    pub seconds: f64,
    /// Time of processor of the work; 0 where it cannot be read, and in what an older commit says. Unit: s.
    #[serde(default)]
    pub processor: f64,
    /// Attempts lived through (or made bare).
    pub attempts: f64,
    /// Bytes written.
    pub bytes: u64,
    /// Peak resident memory of the process. Unit: MiB.
    pub peak_mib: f64,
    /// A digest of what came out, to show that two ways gave the same.
    pub digest: u64,
}

/// Times a piece of work that gives (attempts, bytes, digest).
pub fn timed(work: impl FnOnce() -> Result<(f64, u64, u64), String>) -> Result<Run, String> {
    let (since, used) = (Instant::now(), processor());
    let (attempts, bytes, digest) = work()?;
    Ok(Run {
        seconds: since.elapsed().as_secs_f64(),
        processor: processor() - used,
        attempts,
        bytes,
        peak_mib: 0.0,
        digest,
    })
}

/// Time of processor of this process until now; 0 where it cannot be read. Unit: s.
#[cfg(unix)]
fn processor() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let used = getrusage(UsageWho::RUSAGE_SELF).map(|used| used.user_time() + used.system_time());
    used.map_or(0.0, |used| used.num_microseconds() as f64 / 1e6)
}

/// Time of processor of this process until now; 0 where it cannot be read. Unit: s.
#[cfg(not(unix))]
fn processor() -> f64 {
    0.0
}

/// A run as the line that the parent reads; peak memory is taken here.
pub fn line(run: &Run) -> String {
    let peak_mib = amnok_store::peak_memory().map_or(0.0, |bytes| bytes as f64 / 1_048_576.0);
    serde_json::to_string(&Run {
        peak_mib,
        ..run.clone()
    })
    .unwrap_or_default()
}

/// Runs a case in a process of its own.
pub fn spawn(case: &[&str]) -> Result<Run, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program).arg("measure").args(case).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{case:?}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("{case:?}: {error}"))
}

/// Runs both sides, 0 and 1, so many times; every second pair begins with the other side.
pub fn in_turns<T>(pairs: usize, run: impl Fn(usize) -> Result<T, String>) -> Result<Vec<[T; 2]>, String> {
    let pair = |number: usize| {
        if number.is_multiple_of(2) {
            let first = run(0)?;
            Ok([first, run(1)?])
        } else {
            let second = run(1)?;
            Ok([run(0)?, second])
        }
    };
    (0..pairs).map(pair).collect()
}

/// Median; 0 of nothing.
pub fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    match of.len() {
        0 => 0.0,
        n if n % 2 == 1 => of[n / 2],
        n => (of[n / 2 - 1] + of[n / 2]) / 2.0,
    }
}
