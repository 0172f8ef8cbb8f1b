//! The same bytes by any number of threads, in parts, and by a program that was built otherwise.

use super::{Bench, State, any};
use crate::writers::WRITERS;

pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let threaded = |name: &str| ["run", "incidents", "compare", "sweep", "flee"].contains(&name);
    let writers: Vec<_> = WRITERS.iter().filter(|writer| threaded(writer.name)).collect();
    let writer = any(&writers, dice);
    let place = bench.place(writer.needs)?;
    let mut call = bench.call(writer.words("out"), &place.path());
    call.words
        .extend(["--threads".into(), any(&["1", "2", "3", "7", "64"], dice).to_string()]);
    if let Some(other) = &bench.subject.other
        && dice.bool()
    {
        call.program = other.clone();
        call.long = true; // it checks itself after every day
    }
    let ended = call.end()?;
    if ended.sent.is_some() {
        return Ok(0);
    }
    match bench.whole_or_absent(writer, &place, None) {
        Ok(State::New) if ended.well() => parts(bench).map(|()| 2),
        Ok(state) => Err(format!(
            "{call} by {}: the result is {state:?}: {}",
            call.program.display(),
            ended.error
        )),
        Err(why) => Err(format!("{why}: {call} by {}", call.program.display())),
    }
}

/// Parts put together are the tables of one run; a merged sweep those of one sweep.
fn parts(bench: &Bench) -> Result<(), String> {
    for (merged, whole) in [("merge", "run"), ("merge-sweep", "sweep")] {
        let tables = |name: &str| -> Vec<_> {
            let writer = WRITERS.iter().find(|writer| writer.name == name);
            let files = writer.into_iter().flat_map(|writer| bench.right(writer));
            files
                .filter(|(path, _)| path.extension().is_some_and(|kind| kind == "parquet"))
                .collect()
        };
        let (one, other) = (tables(merged), tables(whole));
        if one.is_empty() || one != other {
            return Err(format!("the tables of {merged} are not those of {whole}"));
        }
    }
    Ok(())
}
