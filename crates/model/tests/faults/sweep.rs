//! Every number wrong by half, one after the other: which check sees it?

use crate::ROOMS;
use crate::case::{Case, Check};
use crate::number::{self, Number};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Times one and a half, and times one half; where a bound does not admit that, the other way round.
const FACTORS: [f64; 2] = [1.5, 0.5];

/// Checks with the name of their mechanism, those of the mechanism `first` before the others.
fn checks(first: &str) -> Vec<(&'static str, Check)> {
    let all = ROOMS
        .iter()
        .flat_map(|(room, checks)| checks.iter().map(move |check| (*room, *check)));
    let (own, others): (Vec<_>, Vec<_>) = all.partition(|(room, _)| *room == first);
    own.into_iter().chain(others).collect()
}

/// The first check that fails.
fn seen_by(number: &Number, factor: f64) -> Option<String> {
    let fails = |(_, (_, check)): &(&str, Check)| {
        catch_unwind(AssertUnwindSafe(|| check(&Case::wrong(number, factor)))).is_err()
    };
    let seen = checks(number.room).into_iter().find(fails);
    seen.map(|(room, (name, _))| format!("{room}::{name}"))
}

/// Prints for each number the check that sees it; fails if any is unseen. Only numbers whose names contain
/// `only` are tried.
pub fn sweep(only: &str) -> ExitCode {
    let numbers: Vec<Number> = number::all().into_iter().filter(|n| n.name.contains(only)).collect();
    set_hook(Box::new(|_| {}));
    for (room, (name, check)) in checks("") {
        if catch_unwind(|| check(&Case::RIGHT)).is_err() {
            eprintln!("{room}::{name} fails though nothing is wrong");
            return ExitCode::FAILURE;
        }
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(number) = numbers.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((number, FACTORS.map(|factor| seen_by(number, factor))));
        }
        done
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut seen: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default())
            .collect()
    });
    seen.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    println!("| number | × 1.5 is seen by | × 0.5 is seen by |\n|---|---|---|");
    for (number, [more, less]) in &seen {
        let name = |check: &Option<String>| check.clone().unwrap_or_else(|| "nothing".into());
        println!("| `{}` | {} | {} |", number.name, name(more), name(less));
    }
    let unseen: Vec<&str> = seen
        .iter()
        .filter(|(_, by)| by.iter().any(Option::is_none))
        .map(|(number, _)| number.name.as_str())
        .collect();
    println!("\n{} numbers, {} seen at both.", seen.len(), seen.len() - unseen.len());
    if unseen.is_empty() && seen.len() == numbers.len() {
        return ExitCode::SUCCESS;
    }
    eprintln!("unseen: {}", unseen.join(", "));
    ExitCode::FAILURE
}
