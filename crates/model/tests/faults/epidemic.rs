//! An epidemic (docs/model.md §7.13).

use crate::case::*;
use crate::common::open_border;

pub const CHECKS: &[Check] = &[
    ("runs_bring_the_disease_in_on_the_next_day", by_contact),
    ("trade_brings_the_disease_in", by_trade),
    ("the_infected_are_ill_after_and_for_their_time", stays),
    ("an_epidemic_ends_at_its_final_size", final_size),
    ("the_neighbour_is_asked_to_police_when_it_is_found", complaint),
];

/// Every run of the day before brings it with `import_per_contact`.
fn by_contact(case: &Case) {
    let mut inputs = open_border(120, 20_000);
    let attempt = &mut inputs.parameters.attempt;
    (attempt.leave_per_year, attempt.smuggle_per_year) = (0.0, 8.0);
    let epidemic = &mut inputs.parameters.epidemic;
    (
        epidemic.import_per_contact,
        epidemic.latent_days,
        epidemic.infectious_days,
    ) = (0.1, 5.0, 5.0);
    let lived = case.run(&inputs, 1);
    let runs = lived.count(|i| i.day < 119 && i.outcome == Outcome::Crossed);
    share("infected", lived.total("infected"), runs, 0.1);
}

/// 1 − e^{−import·T/30} a day and county.
fn by_trade(case: &Case) {
    let mut inputs = open_border(3_000, 5_000);
    nobody(&mut inputs);
    inputs.trade = vec![0.5; 120];
    let epidemic = &mut inputs.parameters.epidemic;
    (
        epidemic.import_per_month,
        epidemic.latent_days,
        epidemic.infectious_days,
    ) = (12.0, 5.0, 5.0);
    let lived = case.run(&inputs, 2);
    share(
        "infected",
        lived.total("infected"),
        6_000.0,
        -libm::expm1(-12.0 / 30.0 * 0.5),
    );
}

/// One newly infected a day and county (1,200 a month) who infects nobody: the mean number of infectious follows from both stays.
fn stays(case: &Case) {
    let mut inputs = open_border(59, 200);
    nobody(&mut inputs);
    strip(&mut inputs, 400, 200);
    let epidemic = &mut inputs.parameters.epidemic;
    epidemic.import_per_month = 1_200.0;
    (epidemic.latent_days, epidemic.infectious_days) = (15.0, 20.0);
    let lived = case.run(&inputs, 3);
    let (ripen, recover) = (-libm::expm1(-1.0 / 15.0), -libm::expm1(-1.0 / 20.0));
    let (mut exposed, mut infectious) = (0.0, 0.0);
    let day = |_| {
        (exposed, infectious) = (
            exposed * (1.0 - ripen) + 1.0,
            infectious * (1.0 - recover) + exposed * ripen,
        );
        infectious
    };
    let daily: Vec<f64> = (0..59).map(day).collect();
    for (month, expected) in means(&inputs, &daily).into_iter().enumerate() {
        let first = months(&inputs)[month].start as u32;
        let found: f64 = lived
            .of("infectious")
            .filter(|row| row.day == first)
            .map(|row| row.value)
            .sum();
        // Each county's number has at most the variance of a Poisson number, and so has its mean over a month.
        rate("infectious", found, 400.0 * expected);
    }
}

/// z = 1 − e^{−R·z}, R = contacts / (1 − e^{−1/infectious_days}), after some imports in the first month. The standard error is that of the
/// final size of a branching process with geometric stays: √(N·z(1−z)(1 + 2R²(1−z))) / (1 − R(1−z)).
fn final_size(case: &Case) {
    let mut inputs = open_border(500, 100_000);
    nobody(&mut inputs);
    inputs.trade = vec![0.0; 120];
    inputs.trade[0] = 1.0;
    let epidemic = &mut inputs.parameters.epidemic;
    (epidemic.import_per_month, epidemic.contacts_per_day) = (60.0, 0.3);
    (epidemic.latent_days, epidemic.infectious_days) = (2.0, 5.0);
    let lived = case.run(&inputs, 4);
    let r = 0.3 / -libm::expm1(-1.0 / 5.0);
    let z = (0..1_000).fold(1.0, |z: f64, _| -libm::expm1(-r * z));
    let (n, left) = (100_000.0, 1.0 - z);
    let error = libm::sqrt(n * z * left * (1.0 + 2.0 * r * r * left)) / (1.0 - r * left);
    for county in 0..2 {
        near("infected", lived.in_county("infected", county), n * z, error);
    }
}

/// Found on the first day everywhere, answered at once: from the second day on the share `complaint` is caught.
fn complaint(case: &Case) {
    let mut inputs = open_border(60, 20_000);
    let epidemic = &mut inputs.parameters.epidemic;
    (epidemic.import_per_month, epidemic.complaint) = (1_200.0, 0.6);
    (epidemic.latent_days, epidemic.infectious_days) = (2.0, 5.0);
    let neighbour = &mut inputs.parameters.neighbour;
    (neighbour.catch_smuggle, neighbour.response_days) = (1.0, 0.01);
    neighbour.catch_leave = 1.0;
    let lived = case.run(&inputs, 5);
    let tried = lived.count(|i| i.day > 0);
    share("caught", lived.count(|i| i.outcome == Outcome::SentBack), tried, 0.6);
}
