//! Commands and their chains (docs/model.md §7.15).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[
    ("units_report_with_their_candour", candour),
    ("a_chain_takes_its_time_and_passes_its_share_on", chain),
    ("what_is_held_back_comes_on_its_day", held_back),
    ("loiterers_are_seen_at_their_rate_where_guards_must_watch", loiterers),
];

fn hears(inputs: &mut Inputs, chance: f64, stages: Vec<Stage>) {
    files(inputs);
    let command = &mut inputs.commands[0];
    command.hears.iter_mut().for_each(|hears| hears.chance = chance);
    command.stages = stages;
}

fn stage(days: f64, passes: f64, until: Option<(i8, i8)>) -> Stage {
    Stage {
        to: "above".into(),
        days,
        passes,
        until,
    }
}

/// c(1 − α·k)(1 − γ·collective)(1 + η·alert), k where guards were paid.
fn candour(case: &Case) {
    let mut inputs = crate::bribe::bought(90, 20_000);
    let third = inputs.counties[1].clone();
    inputs.counties.push(third);
    hears(&mut inputs, 0.4, vec![]);
    let officials = &mut inputs.parameters.officials;
    (officials.complicity, officials.collective, officials.alert) = (0.6, 0.5, 0.3);
    inputs.orders = vec![
        order(OrderKind::Alert, 0, &[1], None, 2.0),
        order(OrderKind::Collective, 0, &[2], None, 0.0),
    ];
    let lived = case.run(&inputs, 1);
    for (county, factor) in [(0, 1.0), (1, 1.6), (2, 0.5)] {
        let chance = 0.4 * factor;
        let of = |paid: bool| lived.count(|i| i.at == county && (i.paid.0 > 0) == paid);
        let (paid, free) = (of(true), of(false));
        assert!(paid > 500.0 && free > 500.0, "{paid} by a deal, {free} without");
        let expected = chance * (free + 0.4 * paid);
        let found: f64 = lived.filed(90, Topic::Crossed, county as usize).iter().sum();
        near("reported", found, expected, libm::sqrt(expected));
    }
}

/// A stage of mean d: whole days of an exponential, mean 1/(e^{1/d} − 1); a share `passes` comes at all.
fn chain(case: &Case) {
    let mut inputs = open_border(300, 5_000);
    hears(&mut inputs, 1.0, vec![stage(6.0, 0.7, None)]);
    let lived = case.run(&inputs, 2);
    let happened = lived.count(|i| i.day < 200);
    let delays: Vec<f64> = lived
        .log
        .dispatches
        .iter()
        .filter(|d| d.happened < 200)
        .map(|d| f64::from(d.arrived - d.happened))
        .collect();
    let n = delays.len() as f64;
    share("passed on", n, happened, 0.7);
    let mean = 1.0 / libm::expm1(1.0 / 6.0);
    near(
        "days",
        delays.iter().sum::<f64>() / n,
        mean,
        libm::sqrt(mean * (mean + 1.0) / n),
    );
}

/// On the next such day of a year, and not before: the thirty-first of March is day 89.
fn held_back(case: &Case) {
    let mut inputs = open_border(120, 5_000);
    hears(&mut inputs, 1.0, vec![stage(0.0, 1.0, Some((3, 31)))]);
    let lived = case.run(&inputs, 3);
    let happened = lived.count(|i| i.day <= 89);
    equal("came", lived.log.dispatches.len() as f64, happened);
    assert!(lived.log.dispatches.iter().all(|d| d.arrived == 89));
}

/// Poisson: `loiterers_per_km_year` · km · years, known to the command as well.
fn loiterers(case: &Case) {
    let mut inputs = open_border(365, 1);
    nobody(&mut inputs);
    files(&mut inputs);
    inputs.parameters.officials.loiterers_per_km_year = 60.0;
    inputs.orders = vec![order(OrderKind::WatchFarBank, 0, &[1], None, 0.0)];
    let lived = case.run(&inputs, 4);
    rate("seen", lived.in_county("loiterers", 1), 600.0);
    equal("not watched", lived.in_county("loiterers", 0), 0.0);
    let filed: f64 = lived.filed(365, Topic::Loiterers, 1).iter().sum();
    equal("filed", filed, lived.total("loiterers"));
}
