//! The other side (docs/model.md §7.11).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[
    ("policing_answers_complaints_and_slackens", complaint),
    ("a_threat_leaves_a_grievance_that_lessens_what_is_done", threat),
];

const CATCH: f64 = 0.6;
const USUAL: f64 = 0.2;

/// Many try every day; catch, usual policing, days of response, and how targets slacken.
fn border(days: u32) -> Inputs {
    let mut inputs = open_border(days, 60_000);
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.attempt.smuggle_per_year = 6.0;
    inputs.provinces[0].neighbour_policing = USUAL;
    let neighbour = &mut inputs.parameters.neighbour;
    (
        neighbour.catch_smuggle,
        neighbour.response_days,
        neighbour.decay_per_year,
    ) = (CATCH, 20.0, 3.0);
    inputs
}

/// Policing of each day as those who try meet it, from what is asked for on which day, and the grievance at each day's end.
fn policing(days: u32, grievance: (f64, f64), asked: &[(OrderKind, u32, f64)]) -> (Vec<f64>, Vec<f64>) {
    let (per_threat, forget) = grievance;
    let (mut now, mut target, mut resented) = (USUAL, USUAL, 0.0);
    let mut all = (Vec::new(), Vec::new());
    for day in 0..days {
        for (kind, _, level) in asked.iter().filter(|(_, on, _)| *on == day) {
            if *kind == OrderKind::Threaten {
                target = level.max(target);
                resented += per_threat;
            } else {
                target = target.max(USUAL + (level - USUAL) * libm::exp(-resented));
            }
        }
        all.0.push(now);
        let usual = USUAL * libm::exp(-resented);
        resented *= 1.0 - daily(forget);
        now += -libm::expm1(-1.0 / 20.0) * (target - now);
        target += daily(3.0) * (usual - target);
        all.1.push(resented);
    }
    all
}

/// Of those who reach the far bank `catch_smuggle`·policing are caught and sent back, month by month.
fn caught_as(what: &str, inputs: &Inputs, lived: &Lived, policing: &[f64]) {
    let reached = lived.daily(inputs.days, |_| true);
    let sent_back = lived.daily(inputs.days, |i| i.outcome == Outcome::SentBack);
    for month in months(inputs) {
        let (mut expected, mut variance) = (0.0, 0.0);
        for day in month.clone() {
            let p = CATCH * policing[day];
            expected += reached[day] * p;
            variance += reached[day] * p * (1.0 - p);
        }
        let found: f64 = sent_back[month.clone()].iter().sum();
        near(
            &format!("{what}, from day {}", month.start),
            found,
            expected,
            libm::sqrt(variance),
        );
    }
}

/// Policing approaches what a complaint asks for over `response_days`, and that slackens to the usual level by `decay_per_year`.
fn complaint(case: &Case) {
    let mut inputs = border(240);
    inputs.orders = vec![order(OrderKind::Complain, 31, &[0, 1], None, 0.8)];
    let (expected, _) = policing(240, (0.0, 0.0), &[(OrderKind::Complain, 31, 0.8)]);
    caught_as("complaint", &inputs, &case.run(&inputs, 1), &expected);
}

/// After a threat a complaint brings only `usual + (level − usual)·e^{−G}`, and the usual level is `usual·e^{−G}`; G is forgotten.
fn threat(case: &Case) {
    let mut inputs = border(300);
    let neighbour = &mut inputs.parameters.neighbour;
    (neighbour.threat_grievance, neighbour.grievance_forget_per_year) = (0.9, 1.5);
    inputs.orders = vec![
        order(OrderKind::Threaten, 10, &[0, 1], None, 0.6),
        order(OrderKind::Complain, 181, &[0, 1], None, 0.9),
    ];
    let asked = [(OrderKind::Threaten, 10, 0.6), (OrderKind::Complain, 181, 0.9)];
    let (expected, grievance) = policing(300, (0.9, 1.5), &asked);
    let lived = case.run(&inputs, 2);
    equal_all(
        "grievance",
        &lived.months("grievance", 0, None),
        &means(&inputs, &grievance),
    );
    caught_as("threat", &inputs, &lived, &expected);
}
