//! Bits flipped, bytes cut and files taken away in results and in unfinished work: what was damaged is told, never read as
//! if it were right.

use super::{Bench, any};
use crate::place::Place;
use crate::tree;
use crate::writers::{WRITERS, Writer};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Commands that read a result, and which.
const READERS: [(&str, &str); 4] = [
    ("report whole", "whole"),
    ("report displaced", "displaced"),
    ("sensitivity sweep", "sweep"),
    ("merge out part-1 part-2", "part-1"),
];

/// One damage to a result, then a command that reads it.
pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let (words, folder) = any(&READERS, dice);
    let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
    let needs: Vec<&str> = words[1..]
        .iter()
        .map(String::as_str)
        .filter(|word| *word != "out")
        .collect();
    let right = made(bench, &words, &needs)?;
    let place = bench.place(&needs)?;
    let (file, how) = damage(&place.at(folder), dice)?;
    let call = bench.call(words, &place.path());
    let ended = call.end()?;
    let told = |why: &str| format!("{why}: {call}, {how} in {}: {}", file.display(), ended.error);
    place.is_untouched().map_err(|why| told(&why))?;
    if ended.well() {
        let now = result(&place, &call.words);
        let damaged = |path: &PathBuf| *path == file;
        // What was damaged may stay as it is where the command does not read it.
        let wrong = right
            .iter()
            .find(|(path, bytes)| now.get(*path) != Some(*bytes) && !damaged(path));
        if let Some((path, _)) = wrong {
            return Err(told(&format!("a wrong result ({}) with exit code 0", path.display())));
        }
    }
    Ok(1)
}

/// Work under way is killed, damaged, and gone on with.
pub fn unfinished(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let writers: Vec<&Writer> = WRITERS
        .iter()
        .filter(|writer| ["run", "sweep", "incidents"].contains(&writer.name))
        .collect();
    let writer = any(&writers, dice);
    let place = bench.place(writer.needs)?;
    let call = bench.call(writer.words("out"), &place.path());
    call.signalled(Some(("KILL", Duration::from_millis(dice.u64(5..200)))))?;
    let known: Vec<&str> = writer.needs.iter().copied().chain(["out"]).collect();
    let Some(work) = place.left(&known).into_iter().find(|name| place.at(name).is_dir()) else {
        return Ok(0);
    };
    let Ok((file, how)) = damage(&place.at(&work), dice) else {
        return Ok(0);
    };
    let ended = call.end()?;
    let told = |why: String| {
        format!(
            "{why}: {call}, {how} in {} of unfinished work: {}",
            file.display(),
            ended.error
        )
    };
    place.is_untouched().map_err(&told)?;
    let state = bench.whole_or_absent(writer, &place, None).map_err(&told)?;
    if ended.well() && state != super::State::New {
        return Err(told(format!("done, it says, and the result is {state:?}")));
    }
    Ok(1)
}

/// What the command leaves where nothing is damaged.
fn made(bench: &Bench, words: &[String], needs: &[&str]) -> Result<tree::Tree, String> {
    let place = bench.place(needs)?;
    let call = bench.call(words.to_vec(), &place.path());
    bench.must(&call)?;
    Ok(result(&place, words))
}

fn result(place: &Place, words: &[String]) -> tree::Tree {
    place.result(&words[1]).unwrap_or_default()
}

/// Damages a file somewhere below a folder; which one, and how.
pub fn damage(folder: &Path, dice: &mut fastrand::Rng) -> Result<(PathBuf, &'static str), String> {
    let files = tree::read(folder)
        .into_iter()
        .filter_map(|(path, bytes)| Some((path, bytes?)));
    let files: Vec<(PathBuf, Vec<u8>)> = files.filter(|(_, bytes)| !bytes.is_empty()).collect();
    if files.is_empty() {
        return Err("nothing to damage".into());
    }
    let (path, mut bytes) = any(&files, dice);
    let at = dice.usize(..bytes.len());
    let how = match dice.u8(..6) {
        0..3 => {
            bytes[at] ^= 1 << dice.u8(..8);
            "a flipped bit"
        }
        3 => {
            bytes.truncate(at);
            "a cut"
        }
        4 => {
            bytes.insert(at, dice.u8(..));
            "a byte too many"
        }
        _ => {
            let _ = fs::remove_file(folder.join(&path));
            return Ok((path, "a missing file"));
        }
    };
    fs::write(folder.join(&path), bytes).map_err(|e| e.to_string())?;
    Ok((path, how))
}
