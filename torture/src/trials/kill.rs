//! A command that writes is killed or stopped at a random moment, mostly several times; then it is asked for once more.

use super::{Bench, State, any};
use crate::call::Call;
use crate::place::Place;
use crate::tree::Tree;
use crate::writers::{WRITERS, Writer};

const SIGNALS: [&str; 6] = ["KILL", "KILL", "KILL", "INT", "TERM", "HUP"];

pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let writer = &any(WRITERS, dice);
    let place = bench.place(writer.needs)?;
    let mut words = writer.words("out");
    let old = if writer.force && dice.bool() {
        words.push("--force".into());
        Some(older(bench, &place)?)
    } else {
        None
    };
    let call = bench.call(words, &place.path());
    let mut acts = 0;
    for _ in 0..dice.usize(1..8) {
        let after = bench.takes(writer).mul_f64(dice.f64() * 1.1);
        let ended = call.signalled(Some((any(&SIGNALS, dice), after)))?;
        acts += u64::from(ended.sent.is_some());
        let told = |why| format!("{why}, after {:?} {after:?} into {call}", ended.sent);
        place.is_untouched().map_err(told)?;
        let state = bench.whole_or_absent(writer, &place, old.as_ref()).map_err(told)?;
        if ended.well() && state != State::New {
            return Err(told(format!("done, it says, and the result is {state:?}")));
        }
        if state == State::New && writer.force {
            return Ok(acts);
        }
    }
    goes_on(bench, writer, &place, &call, old.as_ref())?;
    Ok(acts)
}

/// The same command, undisturbed: it ends well, leaves the right result, and nothing else.
fn goes_on(bench: &Bench, writer: &Writer, place: &Place, call: &Call, old: Option<&Tree>) -> Result<(), String> {
    let there = bench.whole_or_absent(writer, place, old)?;
    let ended = call.end()?;
    if there == State::New && writer.out == "out" {
        return Ok(()); // it was done, and the second call says that a result is in the way
    }
    if !ended.well() {
        return Err(format!("a kill blocks the next call: {call}: {}", ended.error));
    }
    let told = |why| format!("{why}, after a kill and {call}");
    let state = bench.whole_or_absent(writer, place, old).map_err(told)?;
    if state != State::New {
        return Err(told(format!("the result is {state:?}")));
    }
    let known: Vec<&str> = writer.needs.iter().copied().chain([writer.out]).collect();
    let left = place.left(&known);
    if left.is_empty() {
        Ok(())
    } else {
        Err(told(format!("left behind: {}", left.join(", "))))
    }
}

/// An older result at the place of the new one.
fn older(bench: &Bench, place: &Place) -> Result<Tree, String> {
    let with = bench.place(&["scenario"])?;
    let words = "run scenario --fixed --replicates 1 --seed 9 --quiet --out out"
        .split(' ')
        .map(str::to_owned);
    bench.must(&bench.call(words.collect(), &with.path()))?;
    std::fs::rename(with.at("out"), place.at("out")).map_err(|e| e.to_string())?;
    place.result("out").ok_or_else(|| "no older result".into())
}
