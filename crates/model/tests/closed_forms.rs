//! Whole runs against closed forms. Every test has fixed seeds; a comparison is at 5 standard errors (two-sided level
//! 6e-7 each, below 1e-5 for the family); shifts of 10 standard errors are always seen.

mod common;

use amnok_model::chance::Luck;
use amnok_model::facts::{Activity, Incident, Outcome};
use amnok_model::{Engine, run};

fn incidents(inputs: &amnok_model::inputs::Inputs, seed: u64) -> Vec<Incident> {
    let mut log = Vec::new();
    run(inputs, Luck { seed, replicate: 0 }, Engine::Selective, &mut log);
    log
}

#[test]
fn without_watchers_and_barriers_attempts_are_binomial_and_all_cross() {
    let inputs = common::open_border(60, 100_000);
    let log = incidents(&inputs, 11);
    assert!(log.iter().all(|i| i.outcome == Outcome::Crossed));
    let smuggled = log.iter().filter(|i| i.activity == Activity::Smuggle).count() as f64;
    // Stratum one only, of both counties; leavers are gone, at most 0.02 % of them a day.
    let p = 1.0 - libm::exp(-1.0 / 365.0);
    let stay = |day: f64| libm::exp(-0.2 / 365.0 * day);
    let expected: f64 = (0..60).map(|day| 100_000.0 * stay(f64::from(day)) * p).sum();
    assert!(
        (smuggled - expected).abs() < 5.0 * libm::sqrt(expected),
        "{smuggled} for {expected}"
    );
}

#[test]
fn one_force_without_bribes_sees_as_stated() {
    let mut inputs = common::open_border(200, 100_000);
    let mut force = common::force("patrol");
    (
        force.numbers.strength_per_km,
        force.numbers.detection,
        force.numbers.arrest,
    ) = (4.0, 0.1, 1.0);
    force.numbers.penalty_days = 1e6;
    force.numbers.income_per_day = 1e4;
    inputs.parameters.belief.fear_floor = 1.0;
    inputs.parameters.bribe.severity_leave = 1.0;
    inputs.forces = vec![force];
    let log = incidents(&inputs, 12);
    let arrested = log.iter().filter(|i| i.outcome == Outcome::Arrested).count() as f64;
    let (n, p) = (log.len() as f64, 1.0 - libm::exp(-0.1 * 4.0));
    assert!(
        (arrested - n * p).abs() < 5.0 * libm::sqrt(n * p * (1.0 - p)),
        "{arrested} for {}",
        n * p
    );
}

#[test]
fn obstacles_in_series_multiply() {
    let mut inputs = common::open_border(200, 100_000);
    for county in &mut inputs.counties {
        (county.wall, county.fence, county.power) = (0.5, 0.8, 1.0);
    }
    inputs.parameters.passage.wall_turn_back = 0.4;
    inputs.parameters.passage.fence_gap = 0.7;
    (
        inputs.parameters.passage.fence_live,
        inputs.parameters.passage.fence_smuggle,
    ) = (1.0, 1.0);
    inputs.rivers[0].drown = [0.05; 12];
    inputs.provinces[0].neighbour_policing = 0.5;
    inputs.parameters.neighbour.catch_leave = 0.2;
    inputs.parameters.neighbour.catch_smuggle = 0.2;
    let log = incidents(&inputs, 13);
    let crossed = log.iter().filter(|i| i.outcome == Outcome::Crossed).count() as f64;
    let p = (1.0 - 0.8 * 0.3) * (1.0 - 0.5 * 0.4) * 0.95 * (1.0 - 0.1);
    let n = log.len() as f64;
    assert!(
        (crossed - n * p).abs() < 5.0 * libm::sqrt(n * p * (1.0 - p)),
        "{crossed} for {}",
        n * p
    );
}

#[test]
fn power_is_live_its_share_of_the_time() {
    let mut inputs = common::open_border(3_650, 1);
    for county in &mut inputs.counties {
        county.power = 0.3;
    }
    inputs.parameters.season.outage_days = 4.0;
    let rows = run(&inputs, Luck { seed: 14, replicate: 0 }, Engine::Selective, &mut ());
    let months = rows.total("fence_live") / 2.0 / 120.0;
    // Spells of 4 and 12/7 days: about 5.7 days a cycle, 1,277 cycles in all.
    assert!((months - 0.3).abs() < 0.05, "{months}");
}
