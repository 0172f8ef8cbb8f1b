//! Police and neighbourhood units on the way to the line (docs/model.md §7.27).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[("police_catch_and_arrest_by_activity_and_crackdown", caught)];

/// 1 − e^{−hazard · crackdown}, of whom `arrest` are arrested and the others sent home; nobody else stops anybody here.
fn caught(case: &Case) {
    let mut inputs = open_border(120, 20_000);
    let police = &mut inputs.parameters.police;
    (police.leave, police.smuggle, police.arrest) = (0.3, 0.2, 0.7);
    inputs.orders = vec![order(OrderKind::Crackdown, 0, &[1], None, 2.5)];
    let lived = case.run(&inputs, 1);
    for (at, multiple) in [(0, 1.0), (1, 2.5)] {
        for (activity, hazard) in [(Activity::Leave, 0.3), (Activity::Smuggle, 0.2)] {
            let of = |i: &Incident| i.at == at && i.activity == activity;
            let stopped = -libm::expm1(-hazard * multiple);
            let tried = lived.count(of);
            let arrested = lived.count(|i| of(i) && i.outcome == Outcome::Arrested);
            let back = lived.count(|i| of(i) && i.outcome == Outcome::TurnedBack);
            share("arrested", arrested, tried, stopped * 0.7);
            share("sent home", back, tried, stopped * 0.3);
        }
    }
}
