//! One call of the program under limits, and what may come of it.

use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Memory that a call may ask for, in KiB: what it takes beyond, it has not bounded.
const MEMORY: u64 = 4 << 20;

/// A call: its words, where, and under which limits of the shell.
#[derive(Clone, Debug)]
pub struct Call {
    pub program: PathBuf,
    pub words: Vec<String>,
    pub place: PathBuf,
    /// Limits as `ulimit` takes them, e.g. `-n 12`.
    pub limits: Vec<String>,
    /// Longest that it may take.
    pub patience: Duration,
    /// Longest that it may go on after it was asked to stop.
    pub heed: Duration,
    /// May work for long; then it is stopped, and must heed that.
    pub long: bool,
}

/// How a call ended.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub error: String,
    /// The signal that was sent to it.
    pub sent: Option<&'static str>,
}

impl Call {
    fn start(&self) -> Result<(Child, File), String> {
        let limits = self.limits.iter().map(|limit| format!("ulimit {limit} && "));
        // A file that may not grow is said to whoever writes, not killed for: ignored signals are inherited.
        let script = format!(
            "trap '' XFSZ; ulimit -v {MEMORY}; ulimit -c 0; {}exec \"$0\" \"$@\"",
            limits.collect::<String>()
        );
        let errors = tempfile::tempfile().map_err(|e| e.to_string())?;
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(&self.program).args(&self.words);
        command
            .current_dir(&self.place)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command.stderr(errors.try_clone().map_err(|e| e.to_string())?);
        let child = command.spawn().map_err(|e| format!("{self}: {e}"))?;
        Ok((child, errors))
    }

    /// To its end.
    pub fn end(&self) -> Result<Ended, String> {
        self.signalled(None)
    }

    /// To its end, or until a signal is sent to it after a while.
    pub fn signalled(&self, signal: Option<(&'static str, Duration)>) -> Result<Ended, String> {
        let (mut child, mut errors) = self.start()?;
        let status = match signal {
            Some((name, after)) => match wait(&mut child, after) {
                Some(status) => (status, None),
                None => {
                    send(&child, name);
                    let status = wait(&mut child, if name == "KILL" { self.patience } else { self.heed });
                    (status.ok_or_else(|| self.hangs(&mut child, name))?, Some(name))
                }
            },
            None => match wait(&mut child, self.patience) {
                Some(status) => (status, None),
                None if self.long => {
                    send(&child, "INT");
                    let status = wait(&mut child, self.heed);
                    (status.ok_or_else(|| self.hangs(&mut child, "INT"))?, Some("INT"))
                }
                None => return Err(self.hangs(&mut child, "nothing")),
            },
        };
        let mut error = Vec::new();
        let _ = errors.rewind().and_then(|()| errors.read_to_end(&mut error));
        let ended = Ended {
            status: status.0,
            error: String::from_utf8_lossy(&error).into_owned(),
            sent: status.1,
        };
        self.judged(ended)
    }

    /// Whether it ended as a call may: with a code that is documented, by the signal that was sent, never by a panic.
    fn judged(&self, ended: Ended) -> Result<Ended, String> {
        let told = || {
            format!(
                "{self}\n  {:?}: {}",
                ended.status,
                ended.error.lines().take(6).collect::<Vec<_>>().join("\n  ")
            )
        };
        let code = ended.status.code();
        let ours = code.is_some_and(|code| [0, 1, 2, 130].contains(&code));
        let sent = ended.sent.is_some() && ended.status.signal().is_some();
        if ended.error.contains("panicked at") || ended.error.contains("overflowed its stack") {
            Err(format!("a panic: {}", told()))
        } else if !ours && !sent {
            Err(format!("an end that is not documented: {}", told()))
        } else if ended.error.lines().any(|line| line.len() > 4000) {
            Err(format!("a message of {} bytes: {self}", ended.error.len()))
        } else {
            Ok(ended)
        }
    }

    fn hangs(&self, child: &mut Child, after: &str) -> String {
        let _ = child.kill();
        let _ = child.wait();
        format!("a hang (sent {after}): {self}")
    }

    /// Two calls at once, both to their end.
    pub fn beside(&self, other: &Call) -> Result<(Ended, Ended), String> {
        std::thread::scope(|scope| {
            let first = scope.spawn(|| self.end());
            let second = other.end();
            let first = first.join().map_err(|_| "a thread of the trial panicked".to_owned())?;
            Ok((first?, second?))
        })
    }
}

impl std::fmt::Display for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "amnok {} [{}]", self.words.join(" "), self.limits.join(", "))
    }
}

impl Ended {
    /// Done, by its own word.
    pub fn well(&self) -> bool {
        self.status.success()
    }
}

fn send(child: &Child, signal: &str) {
    let _ = Command::new("kill")
        .args([&format!("-{signal}"), &child.id().to_string()])
        .status();
}

/// Until it ends, or for so long; time in which it was ready and the machine was busy with others does not count.
fn wait(child: &mut Child, most: Duration) -> Option<ExitStatus> {
    let since = Instant::now();
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if since.elapsed() >= most && since.elapsed().saturating_sub(starved(child.id())) >= most {
            return None;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// For how long that one of its threads which waited longest has waited for a core; nothing where the system does not tell.
fn starved(process: u32) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task"));
    let waited = |task: std::fs::DirEntry| {
        let said = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        said.split(' ').nth(1)?.parse().ok()
    };
    let longest = tasks.into_iter().flatten().flatten().filter_map(waited).max();
    Duration::from_nanos(longest.unwrap_or(0))
}
