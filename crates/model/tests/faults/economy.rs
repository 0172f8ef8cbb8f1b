//! What counties live on, and distress (docs/model.md §7.3).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[
    ("closed_trade_and_lockdown_are_felt_at_once", trade_and_lockdown),
    ("informal_trade_is_felt_against_its_baseline", informal_trade),
    ("illness_is_felt_by_its_share", illness),
    ("money_from_kin_is_felt_against_its_baseline", kin),
];

/// D = a_T(1 − T) + a_L·L.
fn trade_and_lockdown(case: &Case) {
    let mut inputs = open_border(59, 10);
    nobody(&mut inputs);
    inputs.trade = vec![0.6, 0.3];
    inputs.parameters.economy.trade = 0.8;
    inputs.parameters.economy.lockdown = 0.7;
    inputs.orders = vec![order(OrderKind::Lockdown, 0, &[1], None, 0.5)];
    let lived = case.run(&inputs, 1);
    let (january, february) = (0.8 * 0.4, 0.8 * 0.7);
    equal_all("at liberty", &lived.months("distress", 0, None), &[january, february]);
    equal_all(
        "locked down",
        &lived.months("distress", 1, None),
        &[january + 0.35, february + 0.35],
    );
}

/// S: goods of the last `window_days` against those of the first `baseline_days`; D = a_S(1 − S)⁺, income lost (1 − S)⁺ of the usual. A
/// lockdown makes S fall, its end makes it rise.
fn informal_trade(case: &Case) {
    let mut inputs = open_border(240, 3_000);
    let attempt = &mut inputs.parameters.attempt;
    (attempt.leave_per_year, attempt.smuggle_per_year, attempt.lockdown) = (0.0, 20.0, 0.2);
    let economy = &mut inputs.parameters.economy;
    (economy.smuggling, economy.window_days, economy.baseline_days) = (0.9, 20.0, 40.0);
    economy.goods_per_run = 75.0;
    let mut lockdown = order(OrderKind::Lockdown, 60, &[0, 1], None, 0.8);
    lockdown.end = Some(150);
    inputs.orders = vec![lockdown];
    let lived = case.run(&inputs, 2);
    for county in 0..2 {
        let runs = lived.daily(inputs.days, |i| {
            i.county as usize == county && i.outcome == Outcome::Crossed
        });
        let goods: Vec<f64> = runs.iter().map(|runs| 75.0 * runs).collect();
        equal("goods", lived.in_county("smuggled_value", county), goods.iter().sum());
        let usual = goods[..40].iter().sum::<f64>() / 40.0;
        let short = |day: usize| match day {
            0..40 => 0.0,
            _ => (1.0 - goods[day - 20..day].iter().sum::<f64>() / 20.0 / usual).max(0.0),
        };
        let short: Vec<f64> = (0..goods.len()).map(short).collect();
        let distress: Vec<f64> = short.iter().map(|short| 0.9 * short).collect();
        assert!(distress[140] > 0.3, "the lockdown is felt: {}", distress[140]);
        equal_all(
            "distress",
            &lived.months("distress", county, None),
            &means(&inputs, &distress),
        );
        let lost = short.iter().map(|short| short * usual).sum();
        equal("income lost", lived.in_county("income_lost", county), lost);
    }
}

/// D = a_E·I, the share of residents who are infectious.
fn illness(case: &Case) {
    let mut inputs = open_border(120, 1_000);
    nobody(&mut inputs);
    inputs.parameters.economy.epidemic = 3.0;
    let epidemic = &mut inputs.parameters.epidemic;
    (epidemic.import_per_month, epidemic.contacts_per_day) = (30.0, 0.4);
    (epidemic.latent_days, epidemic.infectious_days) = (3.0, 6.0);
    let lived = case.run(&inputs, 3);
    let ill = lived.months("infectious", 0, None);
    let expected: Vec<f64> = ill.iter().map(|ill| 3.0 * ill / 1_000.0).collect();
    assert!(expected[1] > 0.1, "somebody is ill: {expected:?}");
    equal_all("distress", &lived.months("distress", 0, None), &expected);
}

/// M: money that came in the window against the baseline; D = a_R(1 − M). Everybody sends every day (365·40 transfers a year), so what
/// comes is known: it fades with contact, a lockdown that leaves nothing stops it.
fn kin(case: &Case) {
    let mut inputs = open_border(200, 1_000);
    nobody(&mut inputs);
    let economy = &mut inputs.parameters.economy;
    (economy.remittances, economy.window_days, economy.baseline_days) = (0.6, 15.0, 50.0);
    let money = &mut inputs.parameters.remittance;
    (money.settled, money.transfers_per_year, money.amount) = (5_000.0, 365.0 * 40.0, 10.0);
    (money.fade_per_year, money.commission) = (0.8, 0.2);
    let mut lockdown = order(OrderKind::Lockdown, 100, &[1], None, 1.0);
    lockdown.end = Some(160);
    inputs.orders = vec![lockdown];
    let lived = case.run(&inputs, 4);
    for county in 0..2 {
        let comes = |day: u32| match day {
            100..160 if county == 1 => 0.0,
            _ => 8.0 * libm::round(2_500.0 * libm::exp(-0.8 * f64::from(day) / 365.0)),
        };
        let daily: Vec<f64> = (0..inputs.days).map(comes).collect();
        let usual = daily[..50].iter().sum::<f64>() / 50.0;
        let distress = |day: usize| match day {
            0..50 => 0.0,
            // Money comes before distress is felt: today's is in the window.
            _ => (0.6 * (1.0 - daily[day - 14..=day].iter().sum::<f64>() / 15.0 / usual)).max(0.0),
        };
        let distress: Vec<f64> = (0..daily.len()).map(distress).collect();
        equal(
            "received",
            lived.in_county("remitted_received", county),
            daily.iter().sum(),
        );
        equal_all(
            "distress",
            &lived.months("distress", county, None),
            &means(&inputs, &distress),
        );
    }
}
