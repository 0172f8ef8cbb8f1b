//! Every number of the model against what can be worked out by hand, in whole runs: `amnok_model::run`, its ledger, its log.
//!
//! A check is a function of a [`Case`]. It designs a small scenario in which one mechanism has a closed form and everything else is
//! off or constant, computes what is expected from the numbers as they should be, and has the case simulate. As a test nothing is
//! wrong with the numbers. `--faults` runs the checks again with each number of the model wrong by half, and fails unless some check
//! sees each ([`sweep`]): so a check that could not fail is found out.
//!
//! Statistical checks have fixed seeds and are at 5 standard errors, two-sided level 6e-7 each, below 1e-4 for all of them together;
//! their power against a number wrong by half is shown by the sweep itself.

#[path = "../common/mod.rs"]
mod common;

mod abroad;
mod attempt;
mod barrier;
mod belief;
mod branding;
mod bribe;
mod broker;
mod bystander;
mod case;
mod desertion;
mod deterrence;
mod economy;
mod epidemic;
mod far_bank;
mod homecoming;
mod inspection;
mod livestock;
mod market;
mod mine;
mod neighbour;
mod number;
mod officials;
mod outpost;
mod passage;
mod patrol;
mod pity;
mod police;
mod policy;
mod press;
mod record;
mod remittance;
mod ring;
mod season;
mod sweep;
mod watch;
mod works;

use case::{Case, Check};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Checks by mechanism, in the order of the day.
const ROOMS: &[(&str, &[Check])] = &[
    ("policy", policy::CHECKS),
    ("season", season::CHECKS),
    ("economy", economy::CHECKS),
    ("far_bank", far_bank::CHECKS),
    ("watch", watch::CHECKS),
    ("livestock", livestock::CHECKS),
    ("market", market::CHECKS),
    ("barrier", barrier::CHECKS),
    ("epidemic", epidemic::CHECKS),
    ("remittance", remittance::CHECKS),
    ("works", works::CHECKS),
    ("mine", mine::CHECKS),
    ("patrol", patrol::CHECKS),
    ("branding", branding::CHECKS),
    ("bribe", bribe::CHECKS),
    ("broker", broker::CHECKS),
    ("police", police::CHECKS),
    ("attempt", attempt::CHECKS),
    ("passage", passage::CHECKS),
    ("homecoming", homecoming::CHECKS),
    ("bystander", bystander::CHECKS),
    ("desertion", desertion::CHECKS),
    ("deterrence", deterrence::CHECKS),
    ("ring", ring::CHECKS),
    ("inspection", inspection::CHECKS),
    ("outpost", outpost::CHECKS),
    ("belief", belief::CHECKS),
    ("pity", pity::CHECKS),
    ("neighbour", neighbour::CHECKS),
    ("abroad", abroad::CHECKS),
    ("officials", officials::CHECKS),
    ("press", press::CHECKS),
    ("record", record::CHECKS),
    ("number", number::CHECKS),
];

/// What runs have to do with: checked again where they are moved by counts.
const BY_COUNTS: &[&str] = &[
    "economy",
    "far_bank",
    "market",
    "mine",
    "bribe",
    "police",
    "attempt",
    "passage",
    "inspection",
    "belief",
    "record",
];

/// Not there: it asks for the number of each who tries, which is not drawn for those who come home.
const NAMELESS: &str = "attempt::the_keen_are_numbered_last";

/// A check by its whole name, and what it is given.
type Named = (String, fn(&Case), Case<'static>);

/// Every check, and those that are made again by counts.
fn checks() -> Vec<Named> {
    let rooms = || {
        ROOMS
            .iter()
            .flat_map(|(room, checks)| checks.iter().map(move |check| (*room, check)))
    };
    let single = rooms().map(|(room, (name, check))| (format!("{room}::{name}"), *check, Case::RIGHT));
    let by_counts = rooms()
        .filter(|(room, _)| BY_COUNTS.contains(room))
        .map(|(room, (name, check))| (format!("{room}::{name}"), *check))
        .filter(|(name, _)| name != NAMELESS)
        .map(|(name, check)| (format!("by_counts::{name}"), check, Case::BY_COUNTS));
    single.chain(by_counts).collect()
}

/// Speaks as much of the language of Rust's test harness as `cargo test` and `cargo nextest` do.
fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let said = |word: &str| words.iter().any(|w| w == word);
    let mut names = words.iter().filter(|word| !word.starts_with("--") && *word != "terse");
    let asked = names.next();
    if said("--faults") {
        return sweep::sweep(asked.map_or("", String::as_str));
    }
    let chosen = |name: &str| match asked {
        Some(asked) if said("--exact") => name == asked,
        Some(asked) => name.contains(asked.as_str()),
        None => true,
    };
    if said("--ignored") {
        return ExitCode::SUCCESS;
    }
    let mut failed = 0;
    for (name, check, case) in checks().into_iter().filter(|(name, ..)| chosen(name)) {
        if said("--list") {
            println!("{name}: test");
        } else if catch_unwind(AssertUnwindSafe(|| check(&case))).is_err() {
            eprintln!("{name} failed");
            failed += 1;
        } else {
            println!("{name} passed");
        }
    }
    ExitCode::from(u8::from(failed > 0))
}
