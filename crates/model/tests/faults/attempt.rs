//! Who tries (docs/model.md §7.6). Where they try: `belief.rs`.

use crate::bribe::bought;
use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("attempts_come_at_the_rates_of_county_and_stratum", rates),
    ("distress_drives_risk_deters_lockdown_and_poverty_hold_back", drive),
    ("the_keen_are_numbered_last", spread),
    ("who_can_pay_goes_by_a_deal", means_of_residents),
    ("without_money_from_kin_fewer_can_pay", kin),
    (
        "where_no_ground_can_be_passed_all_seems_lost_and_has_no_price",
        no_ground,
    ),
    ("whoever_is_seen_is_anybody_who_crosses_there", anybody),
];

fn phi(x: f64) -> f64 {
    0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
}

/// Of `n` residents with a hazard of leaving per year, and one of smuggling, over the days of a run where everybody crosses: who leaves
/// leaves once, who smuggles comes back and does it again unless he has left.
fn expected(n: f64, days: u32, leave: f64, smuggle: f64) -> (f64, f64) {
    let at_home = |day: u32| libm::exp(-leave * f64::from(day) / 365.0);
    let gone = n * (1.0 - at_home(days));
    (gone, n * daily(smuggle) * (0..days).map(at_home).sum::<f64>())
}

fn counts(lived: &Lived, county: u16, stratum: u8) -> (f64, f64) {
    let of = |activity| lived.count(|i| (i.county, i.stratum, i.activity) == (county, stratum, activity));
    (of(Activity::Leave), of(Activity::Smuggle))
}

/// λ₀/365 · w_county · w_stratum, nothing else in the way; the ledger counts by residence, stratum and activity, as the log does.
fn rates(case: &Case) {
    let mut inputs = open_border(60, 100_000);
    for (stratum, (share, leave, smuggle)) in inputs.strata.iter_mut().zip([(0.4, 0.8, 1.2), (0.6, 1.7, 0.6)]) {
        (stratum.share, stratum.leave, stratum.smuggle) = (share, leave, smuggle);
    }
    (inputs.counties[0].leave_weight, inputs.counties[0].smuggle_weight) = (0.6, 1.6);
    let lived = case.run(&inputs, 1);
    for (county, weights) in [(0, (0.6, 1.6)), (1, (1.0, 1.0))] {
        for (stratum, (n, leave, smuggle)) in [(0, (40_000.0, 0.8, 1.2)), (1, (60_000.0, 1.7, 0.6))] {
            let wanted = expected(n, 60, 0.2 * weights.0 * leave, weights.1 * smuggle);
            let found = counts(&lived, county, stratum);
            rate("leave", found.0, wanted.0);
            rate("smuggle", found.1, wanted.1);
            for (activity, found) in [(0, found.0), (1, found.1)] {
                let ours = |row: &Row| (row.county, row.stratum, row.activity) == (county as usize, stratum, activity);
                let sum = lived.of("attempts").filter(ours).map(|row| row.value).sum();
                equal("in the ledger", sum, found);
            }
        }
    }
}

/// e^{β_D·D − β_R·R} · (1 − L(1 − ℓ)) · a₀, where nobody can be paid: D = 0.5 by closed trade, R = `prior`, L by order.
fn drive(case: &Case) {
    let mut inputs = open_border(60, 100_000);
    inputs.forces = vec![force("patrol")];
    inputs.forces[0].numbers.strength_per_km = 1.0;
    inputs.trade = vec![0.0; 3];
    inputs.parameters.economy.trade = 0.5;
    inputs.parameters.belief.prior = 0.3;
    inputs.orders = vec![order(OrderKind::Lockdown, 0, &[1], None, 0.8)];
    let attempt = &mut inputs.parameters.attempt;
    (attempt.distress_leave, attempt.distress_smuggle) = (2.0, 1.6);
    (attempt.risk_leave, attempt.risk_smuggle) = (2.5, 3.0);
    (attempt.without_means_leave, attempt.without_means_smuggle) = (0.6, 0.5);
    attempt.lockdown = 0.25;
    attempt.reach_km = 0.1;
    inputs.strata[1].smuggle = 1.0;
    let lived = case.run(&inputs, 2);
    for (county, free) in [(0, 1.0), (1, 1.0 - 0.8 * 0.75)] {
        for (stratum, weight) in [(0, 1.0), (1, 2.0)] {
            let leave = 0.2 * weight * libm::exp(2.0 * 0.5 - 2.5 * 0.3) * free * 0.6;
            let smuggle = libm::exp(1.6 * 0.5 - 3.0 * 0.3) * free * 0.5;
            let wanted = expected(50_000.0, 60, leave, smuggle);
            let found = counts(&lived, county, stratum);
            rate("leave", found.0, wanted.0);
            rate("smuggle", found.1, wanted.1);
        }
    }
    assert!(lived.log.incidents.iter().all(|i| !i.brokered), "nobody can be paid");
}

/// m·u^{m−1}: ranks above u hold the share 1 − u^m of attempts, here m = 3.
fn spread(case: &Case) {
    let mut inputs = open_border(60, 100_000);
    inputs.parameters.attempt.spread = 3.0;
    inputs.parameters.attempt.leave_per_year = 0.0;
    let lived = case.run(&inputs, 3);
    let above = |rank: f64| lived.count(|i| i.resident.is_some_and(|r| f64::from(r) >= 50_000.0 * rank));
    let all = above(0.0);
    rate("all", all, 2.0 * 50_000.0 * 60.0 * daily(1.0));
    for rank in [0.25, 0.5, 0.75] {
        share("above", above(rank), all, 1.0 - rank * rank * rank);
    }
}

/// P = Φ((ln median − ln price)/σ); the hazard is multiplied by P + (1 − P)·a₀, and P of that go by a deal.
fn means_of_residents(case: &Case) {
    let mut inputs = bought(30, 100_000);
    let attempt = &mut inputs.parameters.attempt;
    (attempt.means_smuggle, attempt.means_leave, attempt.means_sigma) = (45.0, 400.0, 0.7);
    (attempt.without_means_smuggle, attempt.without_means_leave) = (0.3, 0.4);
    inputs.strata[1].smuggle = 1.0;
    inputs.strata[0].means = 0.6;
    let lived = case.run(&inputs, 4);
    for (stratum, means, weight) in [(0, 0.6, 1.0), (1, 1.0, 2.0)] {
        let pays = |median: f64, price: f64| phi((libm::log(median * means) - libm::log(price)) / 0.7);
        let (leave, smuggle) = (pays(400.0, 300.0), pays(45.0, 30.0));
        let (can_leave, can_smuggle) = (leave + (1.0 - leave) * 0.4, smuggle + (1.0 - smuggle) * 0.3);
        let wanted = expected(100_000.0, 30, 0.4 * weight * can_leave, 3.0 * can_smuggle);
        let found = counts(&lived, 0, stratum);
        let other = counts(&lived, 1, stratum);
        rate("leave", found.0 + other.0, wanted.0);
        rate("smuggle", found.1 + other.1, wanted.1);
        let by_deal = |activity| lived.count(|i| (i.stratum, i.activity, i.brokered) == (stratum, activity, true));
        share(
            "leave by a deal",
            by_deal(Activity::Leave),
            found.0 + other.0,
            leave / can_leave,
        );
        share(
            "smuggle by a deal",
            by_deal(Activity::Smuggle),
            found.1 + other.1,
            smuggle / can_smuggle,
        );
    }
}

/// Means are multiplied by 1 + `means_share`·(M − 1), where there are kin; M is 0 once contact has faded for the whole of the window.
fn kin(case: &Case) {
    let mut inputs = bought(120, 40_000);
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.strata[1].smuggle = 1.0;
    inputs.strata[0].kin = true;
    let economy = &mut inputs.parameters.economy;
    (economy.window_days, economy.baseline_days) = (10.0, 10.0);
    let money = &mut inputs.parameters.remittance;
    (money.settled, money.transfers_per_year, money.amount) = (5_000.0, 365.0 * 40.0, 10.0);
    (money.fade_per_year, money.means_share) = (200.0, 0.4);
    let lived = case.run(&inputs, 5);
    for (stratum, means) in [(0, 0.6), (1, 1.0)] {
        let late = |i: &Incident| i.stratum == stratum && i.day >= 40;
        let by_deal = lived.count(|i| late(i) && i.brokered);
        share("by a deal", by_deal, lived.count(late), phi(libm::log(means)));
    }
}

/// A river of ease 0 all around: no stretch weighs anything, so that the risk perceived is 1 and there is no price, though every guard has
/// a deal. Once the ice is there, both are as usual.
fn no_ground(case: &Case) {
    let mut inputs = bought(90, 10_000);
    inputs.parameters.belief.prior = 0.2;
    inputs.rivers[0].ease[1] = 0.0;
    let lived = case.run(&inputs, 6);
    for county in 0..2 {
        let risk = lived.months("perceived_risk", county, None);
        equal_all("risk", &risk, &[0.2, 1.0, 0.2]);
        let priced = lived.of("price").filter(|row| row.county == county);
        let days: Vec<u32> = priced.map(|row| row.day).collect();
        assert_eq!(
            days,
            [0, 0, 59, 59],
            "a price for each activity, but not in the second month"
        );
    }
    let second = |i: &Incident| (31..59).contains(&i.day);
    assert_eq!(lived.count(|i| second(i) && i.brokered), 0.0, "nobody can buy a way");
}

/// One force that arrests all whom it sees, 1 − e^{−κ·guards}, whatever their county and stratum: of each so many are arrested.
fn anybody(case: &Case) {
    let mut inputs = open_border(120, 60_000);
    for (stratum, share) in inputs.strata.iter_mut().zip([0.3, 0.7]) {
        (stratum.share, stratum.leave, stratum.smuggle) = (share, 0.0, 1.0);
    }
    inputs.counties[1].residents = 20_000;
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.detection, numbers.arrest) = (2.0, 0.1, 1.0);
    (numbers.penalty_days, numbers.income_per_day) = (1e6, 1e4);
    inputs.parameters.belief.fear_floor = 1.0;
    inputs.forces = vec![patrol];
    let lived = case.run(&inputs, 7);
    for (county, stratum) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let sum = |name| {
            let ours = lived
                .of(name)
                .filter(|row| (row.county, row.stratum) == (county, stratum));
            ours.map(|row| row.value).sum::<f64>()
        };
        share("arrested", sum("arrested"), sum("attempts"), -libm::expm1(-0.2));
    }
}
