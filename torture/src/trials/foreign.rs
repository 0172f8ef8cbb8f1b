//! Outputs that are not ours to write: the folder itself, the one above, a file, a link, another's folder, with and without
//! `--force`; work of somebody else where ours would go.

use super::{Bench, any};
use crate::tree;
use crate::writers::WRITERS;
use std::fs;
use std::os::unix::fs::symlink;

const OUTS: [&str; 12] = [
    ".",
    "..",
    "/",
    "",
    "thesis",
    "thesis/chapter.txt",
    "thesis/../thesis",
    "link",
    "dangling",
    "out.txt",
    "pipe",
    "INPUT",
];

pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let writers: Vec<_> = WRITERS.iter().filter(|writer| writer.out == "out").collect();
    let writer = any(&writers, dice);
    let place = bench.place(writer.needs)?;
    // One level deeper, so that `..` is the trial's folder too.
    let inside = place.at("thesis");
    symlink(place.at("thesis"), place.at("link")).map_err(|e| e.to_string())?;
    symlink(place.at("nowhere"), place.at("dangling")).map_err(|e| e.to_string())?;
    let _ = std::process::Command::new("mkfifo").arg(place.at("pipe")).status();
    let partial = dice.bool();
    if partial {
        for name in ["out.partial", ".out.partial"] {
            fs::create_dir_all(place.at(name)).map_err(|e| e.to_string())?;
            fs::write(place.at(name).join("mine.txt"), "not Amnok's").map_err(|e| e.to_string())?;
        }
    }
    let out = if partial { "out" } else { any(&OUTS, dice) };
    let input = writer.needs.first().copied().unwrap_or("thesis");
    let out = if out == "INPUT" { input } else { out };
    let before = tree::read(&place.path());
    let mut words = writer.words(out);
    if writer.force && dice.bool() {
        words.push("--force".into());
    }
    let (words, folder) = if out == ".." {
        (
            words.into_iter().map(|word| beside(word, writer.needs)).collect(),
            inside,
        )
    } else {
        (words, place.path())
    };
    let call = bench.call(words, &folder);
    let ended = call.end()?;
    place.is_untouched().map_err(|why| format!("{why}, by {call}"))?;
    let after = tree::read(&place.path());
    let lost = before.iter().find(|(path, bytes)| after.get(*path) != Some(*bytes));
    match lost {
        Some((path, _)) => Err(format!("{} is touched, by {call}", path.display())),
        None if ended.well() && !partial => Err(format!("done, it says, over what is not ours: {call}")),
        None => Ok(1),
    }
}

/// The word, where it names an input, as it is named from one level deeper.
fn beside(word: String, needs: &[&str]) -> String {
    if needs
        .iter()
        .any(|need| word == *need || word.starts_with(&format!("{need}/")))
    {
        format!("../{word}")
    } else {
        word
    }
}
