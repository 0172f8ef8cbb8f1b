//! Three worlds in which a mechanism differs from the model's, each observed as the scenario of a bank was and fitted by the bank: what is claimed, what
//! is true, and what the checks say. `cargo xtask verify planted BANK [WAVE…] [--fit FIT]`: with the limit that `amnok fit BANK --check` found, or one of its own, which takes
//! most of the time.

use amnok_lab::bank::{ColumnKind, Columns};
use amnok_lab::learn::checked::lessons;
use amnok_lab::learn::limit::{Least, Limit};
use amnok_lab::learn::{Given, How, Learned, estimates, fitted, learned, prepare};
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::observers::{Observation, ObservationKind};
use amnok_model::{Engine, run};
use amnok_scenario::Scenario;
use amnok_store::sweep::Bank;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HOW: How = How {
    draws: 300,
    seed: 0,
    threads: 2,
};
/// Runs of the prior that say how little an observation may be expected where the model is right.
const RIGHT: usize = 120;
/// Those who arrive each quarter from a stock of which the model knows nothing. Unit: persons.
const OTHERS: f64 = 40.0;

/// A world that differs from the model.
struct World {
    words: &'static str,
    /// What is other in its mechanisms.
    change: fn(&mut Inputs),
    /// Persons who arrive each quarter beside those of the model.
    others: f64,
}

const WORLDS: [World; 3] = [
    World {
        words: "seen twice as well in winter",
        change: |inputs| {
            for river in &mut inputs.rivers {
                [11, 0, 1].iter().for_each(|month| river.visibility[*month] *= 2.0);
            }
        },
        others: 0.0,
    },
    World {
        words: "a second stock abroad: forty more arrive each quarter",
        change: |_| {},
        others: OTHERS,
    },
    World {
        words: "guards who never forget",
        change: |inputs| inputs.parameters.inspection.forget_per_year = 0.0,
        others: 0.0,
    },
];

fn main() -> ExitCode {
    let words: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut sides = words.split(|word| word.as_os_str() == "--fit");
    let (folders, fit) = (sides.next().unwrap_or_default(), sides.next().and_then(<[_]>::first));
    let Some((first, later)) = folders.split_first() else {
        eprintln!("name the folder of a bank, and those of the waves after it");
        return ExitCode::from(2);
    };
    let bank = match Bank::read_prior(first).and_then(|bank| bank.with_waves(later)) {
        Ok(bank) => bank,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let seen = bank.scenario.observations();
    let found = match fit {
        Some(fit) => limit_of(fit),
        None => prepare(&bank.given(&seen), HOW)
            .and_then(|prepared| Limit::of(&prepared, RIGHT, &[]))
            .map_err(|refused| refused.to_string()),
    };
    match found {
        Ok(limit) => {
            let worlds = WORLDS.iter().enumerate();
            worlds.for_each(|(number, world)| tell(&bank, &limit, number, world));
            ExitCode::SUCCESS
        }
        Err(refused) => {
            eprintln!("{refused}");
            ExitCode::FAILURE
        }
    }
}

/// The limit that the check of a fit to the same bank found.
fn limit_of(fit: &Path) -> Result<Limit, String> {
    let of = |why: &dyn core::fmt::Display| format!("{}: {why}", fit.display());
    let text = std::fs::read_to_string(fit.join("fit.json")).map_err(|error| of(&error))?;
    let found: serde_json::Value = serde_json::from_str(&text).map_err(|error| of(&error))?;
    let least = |kind: &str| {
        let chance = found["check"]["limit"][kind].as_f64();
        let none = || of(&"it has no limit: make it by `amnok fit BANK --check 300`");
        Ok::<Least, String>(Least {
            chance: chance.ok_or_else(none)?,
            of: Vec::new(),
        })
    };
    Ok(Limit {
        numbers: least("numbers")?,
        bounds: least("bounds")?,
    })
}

/// Lives through a world at the values of one of the bank's points, and says what a fit makes of what was observed in it.
fn tell(bank: &Bank, limit: &Limit, number: usize, world: &World) {
    // Among the runs of the last wave, which lie near what was observed.
    let last = bank
        .waves
        .iter()
        .filter(|wave| (**wave as usize) < bank.later.len())
        .count();
    let point = last + (2 * number + 1) * (bank.points.len() - last) / (2 * WORLDS.len());
    let truth = truth(bank, point, world);
    let observed = observed(&bank.scenario, bank, &truth);
    let given = bank.given(&observed);
    println!(
        "\n{} (values of point {point}, {} observations)",
        world.words,
        observed.len()
    );
    let fit = match fitted(&given, HOW) {
        Ok(fit) => fit,
        Err(refused) => return println!("  {refused}"),
    };
    match learned(&given, &fit, HOW.seed) {
        Ok(learned) => claims(&given, &learned, &truth),
        Err(refused) => println!("  {refused}"),
    }
    let lessons = lessons(&fit);
    let flagged = lessons.conflicts.iter().filter(|conflict| conflict.flagged);
    let names: Vec<&str> = flagged.map(|conflict| lessons.id(&given, conflict)).collect();
    println!("  contradicted by all others: {}", listed(&names));
    let beyond = limit.beyond(&lessons.conflicts);
    let beyond: Vec<&str> = beyond.into_iter().map(|of| lessons.id(&given, of)).collect();
    println!(
        "  beyond the limit ({:.4} of a number, {:.4} of a bound): {}",
        limit.numbers.chance,
        limit.bounds.chance,
        listed(&beyond)
    );
}

/// What a run of the world has of every column.
fn truth(bank: &Bank, point: usize, world: &World) -> Vec<Option<f64>> {
    let scenario = &bank.scenario;
    let mut inputs = scenario.inputs.clone();
    let settings = scenario.settings();
    for (factor, value) in bank.print.plan.factors.iter().zip(&bank.points[point]) {
        settings
            .iter()
            .filter(|setting| setting.key == factor.key)
            .for_each(|setting| setting.write(&mut inputs, *value));
    }
    (world.change)(&mut inputs);
    let columns = Columns::of(&inputs, &scenario.observations(), scenario.observed_until);
    let luck = Luck {
        seed: scenario.seed.wrapping_add(1),
        replicate: point as u32,
    };
    let mut values = columns.read(&inputs, &run(&inputs, luck, Engine::Selective, &mut ()));
    for (column, value) in columns.all().iter().zip(&mut values) {
        let quarters = f64::from(column.to.since(column.from).map_or(0, |span| span.get_days()) + 1) / 91.3;
        if column.name.starts_with("arrivals") && column.province.is_none() {
            *value = value.map(|value| value + world.others * quarters.round());
        }
    }
    values
}

/// What is recorded of the world as it was of the real one: a count as it is, bounds about what was read as they are about what was recorded.
fn observed(scenario: &Scenario, bank: &Bank, truth: &[Option<f64>]) -> Vec<Observation> {
    let reading = |seen: &Observation| {
        let mut all = bank.columns.iter().zip(truth);
        let found = all.find(|(column, _)| column.what == ColumnKind::Reading && column.name == seen.id);
        found.and_then(|(_, value)| *value).filter(|value| *value > 0.0)
    };
    let moved = |mut seen: Observation| {
        let (value, recorded) = (reading(&seen)?, seen.recorded().filter(|recorded| *recorded > 0.0)?);
        let by = |bound: Option<f64>| bound.map(|bound| bound * value / recorded);
        (seen.low, seen.high) = match (seen.kind, seen.low, seen.high) {
            (ObservationKind::Count, ..) => (Some(value.round()), Some(value.round())),
            (_, low, None) => (low.map(|_| 0.9 * value), None),
            (_, None, high) => (None, high.map(|_| 1.1 * value)),
            (_, low, high) => (by(low), by(high)),
        };
        Some(seen)
    };
    scenario.observations().into_iter().filter_map(moved).collect()
}

/// Which intervals hold the truth, and what does not fit.
fn claims(given: &Given<'_>, learned: &Learned, truth: &[Option<f64>]) {
    let whole = given.columns.iter().find(|column| column.what == ColumnKind::Hidden);
    let (mut held, mut all) = (0, 0);
    for of in estimates(given, learned, None) {
        let column = &given.columns[of.column];
        let is_whole =
            whole.is_some_and(|whole| (whole.from, whole.to) == (column.from, column.to)) && column.province.is_none();
        let (Some(posterior), Some(prior), Some(true_value), true) =
            (of.posterior, of.prior, truth[of.column], is_whole)
        else {
            continue;
        };
        let inside = (posterior.low..=posterior.high).contains(&true_value);
        (held, all) = (held + usize::from(inside), all + 1);
        let (name, words) = (&column.name, if inside { "" } else { "  outside" });
        let (low, high, share) = (posterior.low, posterior.high, posterior.learned(&prior));
        println!(
            "  {name:<20} true {true_value:>12.4} claimed {low:>12.4} to {high:>12.4} learned {share:>5.2}{words}"
        );
    }
    let misfits = learned.predicted.iter().filter(|row| row.misfits());
    let misfits: Vec<&str> = misfits.map(|row| given.observed[row.number].id.as_str()).collect();
    println!(
        "  {held} of {all} intervals of 90 % hold the truth; does not fit: {}",
        listed(&misfits)
    );
}

/// Names in a row, or that there are none.
fn listed(names: &[&str]) -> String {
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}
