//! Outposts that answer for what they did not notice (docs/model.md §7.30).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[("passages_come_to_light_and_outposts_answer_for_them", traced)];

/// A passage comes to light with 1 − e^{−1/`trace_days`} a day, from its own day on, if its activity's share says so; n of a day have a unit
/// rotated with 1 − (1 − `rotate`)^n where it must answer, and punish three officers. A county is one segment with one guard, who sees nobody.
fn traced(case: &Case) {
    for (activity, share_of) in [(Activity::Leave, 0.3), (Activity::Smuggle, 0.04)] {
        let mut inputs = open_border(60, 1);
        strip(&mut inputs, 100, 1_000);
        let mut patrol = force("patrol");
        patrol.numbers.strength_per_km = 1.0;
        inputs.forces = vec![patrol];
        let attempt = &mut inputs.parameters.attempt;
        (attempt.leave_per_year, attempt.smuggle_per_year) = match activity {
            Activity::Leave => (1.0, 0.0),
            Activity::Smuggle => (0.0, 15.0),
        };
        let outpost = &mut inputs.parameters.outpost;
        (outpost.traced_leave, outpost.traced_smuggle) = (0.3, 0.04);
        (outpost.trace_days, outpost.rotate) = (40.0, 0.4);
        let answer: Vec<usize> = (0..50).collect();
        inputs.orders = vec![order(OrderKind::Answer, 0, &answer, None, 0.0)];
        let lived = case.run(&inputs, 1);
        let stays = libm::exp(-1.0 / 40.0);
        let seen = |day: usize| 1.0 - libm::pow(stays, (60 - day) as f64);
        let through = lived.daily(60, |i| i.outcome == Outcome::Crossed);
        let expected: f64 = through
            .iter()
            .enumerate()
            .map(|(day, n)| n * share_of * seen(day))
            .sum();
        assert!(expected > 500.0, "wrong by half is seen: {expected}");
        rate("traced", lived.total("traced"), expected);
        answered(&lived);
    }
}

/// Units rotated for what came to light, and their officers.
fn answered(lived: &Lived) {
    let rotated = |fact: &Fact| match fact {
        Fact::Traced(traced) if traced.county < 50 => 1.0 - libm::pow(0.6, f64::from(traced.passages)),
        _ => 0.0,
    };
    let sum = |name, from: usize| {
        let rows = lived.of(name).filter(|row| row.county / 50 == from);
        rows.map(|row| row.value).sum::<f64>()
    };
    rate("rotated", sum("rotated", 0), lived.log.facts.iter().map(rotated).sum());
    equal("need not answer", sum("rotated", 1), 0.0);
    equal("officers", sum("officers_punished", 0), 3.0 * sum("rotated", 0));
}
