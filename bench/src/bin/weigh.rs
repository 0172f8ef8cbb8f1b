//! Runs one program and prints, as one line of JSON, what it took: wall time, time of processor, peak memory.
//!
//! A process of its own, and a small one, because Linux counts the peak of the process that starts a program as that
//! program's own: what this one weighs is the least that it can show.
#![expect(clippy::disallowed_methods, reason = "time is what is measured here")]
use std::process::ExitCode;

#[cfg(unix)]
fn weigh(command: &[String]) -> Result<String, String> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let [program, arguments @ ..] = command else {
        return Err("weigh PROGRAM ARGUMENTS".into());
    };
    let since = std::time::Instant::now();
    // Its log is thrown away; its table is the caller's to place: it inherits what this process was given.
    let output = std::process::Command::new(program)
        .args(arguments)
        .stderr(std::process::Stdio::null())
        .status();
    let seconds = since.elapsed().as_secs_f64();
    let status = output.map_err(|error| format!("{program}: {error}"))?;
    if !status.success() {
        return Err(format!("{program}: {status}"));
    }
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let micros = (used.user_time() + used.system_time()).num_microseconds();
    // Linux gives kibibytes, macOS bytes.
    let unit = if cfg!(target_os = "macos") { 1.0 } else { 1024.0 };
    let peak_mib = used.max_rss() as f64 * unit / 1_048_576.0;
    let processor = micros as f64 / 1e6;
    Ok(format!(
        "{{\"seconds\":{seconds},\"processor\":{processor},\"peak_mib\":{peak_mib}}}"
    ))
}

#[cfg(not(unix))]
fn weigh(_: &[String]) -> Result<String, String> {
    Err("the peak memory of another program is read on Unix only".into())
}

fn main() -> ExitCode {
    let command: Vec<String> = std::env::args().skip(1).collect();
    match weigh(&command) {
        Ok(line) => {
            eprintln!("{line}");
            ExitCode::SUCCESS
        }
        Err(cause) => {
            eprintln!("{cause}");
            ExitCode::FAILURE
        }
    }
}
