//! Outlets and their sources (docs/model.md §7.16).

use crate::case::*;
use crate::common::{open_border, order};
use amnok_model::given::{Outlet, Sources};

pub const CHECKS: &[Check] = &[
    ("sources_tell_the_more_the_lower_morale_is", told),
    ("half_of_the_stories_come_within_the_median_lag", lag),
];

fn heard(days: u32, residents: u32, chance: f64) -> Inputs {
    let mut inputs = open_border(days, residents);
    inputs.outlets = vec![Outlet {
        name: "outlet".into(),
        hears: vec![ReportingChance {
            topic: Topic::Crossed,
            chance,
        }],
        sources: vec![Sources {
            place: "all".into(),
            counties: vec![0, 1],
            number: 3.0,
        }],
        lag_days: 8.0,
        lag_sigma: 0.5,
    }];
    inputs
}

/// 1 − e^{−s·c·(1 + μ(1 − M))}; M is 1 in one county and 1 − `morale_lockdown` from the second day on in the other.
fn told(case: &Case) {
    let mut inputs = heard(200, 20_000, 0.08);
    inputs.outlets[0].lag_days = 1.0;
    inputs.parameters.press.morale = 2.0;
    let belief = &mut inputs.parameters.belief;
    (belief.morale_lockdown, belief.morale_recover_per_year) = (0.4, 365.0 * 40.0);
    inputs.orders = vec![order(OrderKind::Lockdown, 0, &[1], None, 1.0)];
    let lived = case.run(&inputs, 1);
    for (county, angry) in [(0, 1.0), (1, 1.8)] {
        let happened = lived.count(|i| i.county == county && i.at == county && (1..150).contains(&i.day));
        let others = lived.count(|i| i.county != county && i.at == county && (1..150).contains(&i.day));
        let stories = lived.log.stories.iter();
        let told = stories
            .filter(|s| s.county == county && (1..150).contains(&s.happened))
            .count();
        share(
            "told",
            told as f64,
            happened + others,
            -libm::expm1(-3.0 * 0.08 * angry),
        );
    }
}

/// Log-normal, in whole days: half within the median of 8 days, Φ(ln(13/8)/σ) within 13.
fn lag(case: &Case) {
    let inputs = heard(400, 5_000, 100.0);
    let lived = case.run(&inputs, 2);
    let lags: Vec<u32> = lived
        .log
        .stories
        .iter()
        .filter(|s| s.happened < 250)
        .map(|s| s.published - s.happened)
        .collect();
    let within = |days: u32| lags.iter().filter(|lag| **lag < days).count() as f64;
    let n = lags.len() as f64;
    let phi = |x: f64| 0.5 * libm::erfc(-x / core::f64::consts::SQRT_2);
    share("within the median", within(8), n, 0.5);
    share("within 13 days", within(13), n, phi(libm::log(13.0 / 8.0) / 0.5));
}
