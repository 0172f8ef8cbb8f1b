//! Small stacks, few descriptors, little memory: a result as always, or a message.

use super::{Bench, State, any};
use crate::writers::WRITERS;

pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let writer = &any(WRITERS, dice);
    let place = bench.place(writer.needs)?;
    let mut call = bench.call(writer.words("out"), &place.path());
    call.limits.push(match dice.u8(..2) {
        0 => format!("-s {}", dice.usize(256..8192)),
        _ => format!("-n {}", dice.usize(4..24)),
    });
    let ended = call.end()?;
    let told = |why| format!("{why}, under limits: {call}: {}", ended.error);
    place.is_untouched().map_err(told)?;
    let state = bench.whole_or_absent(writer, &place, None).map_err(told)?;
    if ended.well() && state != State::New {
        return Err(told(format!("done, it says, and the result is {state:?}")));
    }
    Ok(1)
}
