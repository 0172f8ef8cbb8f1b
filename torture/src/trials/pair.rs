//! Two processes on one output: one of them wins, or both in turn; the other says why it does not.

use super::{Bench, State, any};
use crate::writers::WRITERS;

pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let writer = &any(WRITERS, dice);
    let place = bench.place(writer.needs)?;
    let mut call = bench.call(writer.words("out"), &place.path());
    let other = call.clone();
    if writer.force && dice.bool() {
        call.words.push("--force".into());
    }
    let (one, two) = call.beside(&other)?;
    let told = |why| format!("{why}, after two at once of {call}: {} | {}", one.error, two.error);
    place.is_untouched().map_err(told)?;
    let state = bench.whole_or_absent(writer, &place, None).map_err(told)?;
    if (one.well() || two.well()) != (state == State::New) {
        return Err(told(format!("the result is {state:?}")));
    }
    for ended in [&one, &two] {
        if !ended.well() && ended.error.trim().is_empty() {
            return Err(told("one fails and does not say why".into()));
        }
    }
    Ok(2)
}
