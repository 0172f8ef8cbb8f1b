//! How this process ran.

use serde_json::{Value, json};
use std::fs;

/// The largest memory that this process has held, where the system tells it. Unit: bytes.
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// How this process ran: command, seconds, threads, peak memory where the system tells it.
pub fn ran(seconds: f64, threads: usize) -> Value {
    let command = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    json!({
        "command": command.collect::<Vec<_>>(),
        "wall_seconds": seconds,
        "threads": threads,
        "peak_memory_bytes": peak_memory(),
        "system": format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH),
    })
}
