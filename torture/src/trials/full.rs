//! The disk is full somewhere on the way: a file may not grow beyond a random size, or the file system holds a few KB.

use super::{Bench, State, any};
use crate::place::Place;
use crate::writers::{WRITERS, Writer};
use std::path::Path;
use std::process::{Command, Stdio};

pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let writer = &any(WRITERS, dice);
    let small = dice.bool().then(|| Small::new(dice.usize(300..1500))).flatten();
    // Too small even for what the command reads: then a file's size is bounded instead.
    if let Some(small) = &small
        && let Ok(place) = bench.place_in(small.0.path(), writer.needs)
    {
        return within(bench, writer, &place, None);
    }
    // In blocks of 512 bytes, as `ulimit -f` of every shell counts them; at least one, for what it says goes into a file too.
    let limit = format!("-f {}", dice.usize(1..120));
    within(bench, writer, &bench.place(writer.needs)?, Some(limit))
}

fn within(bench: &Bench, writer: &Writer, place: &Place, limit: Option<String>) -> Result<u64, String> {
    let mut call = bench.call(writer.words("out"), &place.path());
    call.limits.extend(limit.clone());
    let ended = call.end()?;
    let told = |why| format!("{why}, on a full disk: {call}: {}", ended.error);
    place.is_untouched().map_err(told)?;
    let state = bench.whole_or_absent(writer, place, None).map_err(told)?;
    if ended.well() && state != State::New {
        return Err(told(format!("done, it says, and the result is {state:?}")));
    }
    if !ended.well() && ended.error.trim().is_empty() {
        return Err(told("it fails and does not say why".into()));
    }
    if limit.is_some() && state != State::New {
        let call = bench.call(writer.words("out"), &place.path());
        let ended = call.end()?;
        if !ended.well() {
            return Err(format!("a full disk blocks the next call: {call}: {}", ended.error));
        }
        bench
            .whole_or_absent(writer, place, None)
            .map_err(|why| format!("{why}, once there was room: {call}"))?;
    }
    Ok(1)
}

/// A file system of a few KB, where this user may mount one.
struct Small(tempfile::TempDir);

impl Small {
    fn new(kilobytes: usize) -> Option<Small> {
        let folder = tempfile::tempdir().ok()?;
        let size = format!("size={kilobytes}k");
        mount(&["mount", "-t", "tmpfs", "-o", &size, "tmpfs"], folder.path()).then_some(Small(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        mount(&["umount", "-l"], self.0.path());
    }
}

fn mount(words: &[&str], folder: &Path) -> bool {
    let mut command = Command::new(words[0]);
    command
        .args(&words[1..])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
