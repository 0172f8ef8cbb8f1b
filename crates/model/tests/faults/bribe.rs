//! Reservation prices, bribes on the spot, standing deals (docs/model.md §7.8).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("a_passage_by_a_deal_costs_each_layer_and_the_broker", price),
    (
        "bribes_on_the_spot_are_taken_from_the_reservation_price_on",
        on_the_spot,
    ),
    (
        "deals_stand_at_their_stationary_share_where_they_are_worth_it",
        first_day,
    ),
    ("deals_form_and_end_at_their_rates", over_time),
    ("each_guard_is_asked_once_a_day_at_most", asked_once),
    ("who_was_bribed_on_the_spot_comes_to_a_deal_as_others_do", bribed_before),
    ("a_deal_covers_from_sight", cover),
];

/// A border whose guards see nobody and fear nothing, each with a standing deal: whoever can pay goes by one. A run costs
/// θ·40·(1 + margin) = 30, leaving 300.
pub fn bought(days: u32, residents: u32) -> Inputs {
    let mut inputs = open_border(days, residents);
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.corruptible, numbers.value_share) = (2.0, 1.0, 0.4);
    inputs.forces = vec![patrol];
    let bribe = &mut inputs.parameters.bribe;
    (bribe.deal_per_year, bribe.deal_end_per_year) = (1_000.0, 1e-6);
    (bribe.theta, bribe.broker_margin) = (0.5, 0.5);
    (bribe.value_smuggle, bribe.value_leave) = (100.0, 1_000.0);
    let attempt = &mut inputs.parameters.attempt;
    (attempt.smuggle_per_year, attempt.leave_per_year) = (3.0, 0.4);
    (attempt.means_smuggle, attempt.means_leave) = (30.0, 300.0);
    inputs
}

/// r + θ(offer − r) for each layer, r = 0 here, and the broker's margin on it.
fn price(case: &Case) {
    let lived = case.run(&bought(60, 20_000), 1);
    for (activity, fee) in [(Activity::Leave, 200.0), (Activity::Smuggle, 20.0)] {
        let a = activity as u8;
        let ours = |i: &&Incident| i.activity == activity && i.brokered;
        let by_deal: Vec<f64> = lived
            .log
            .incidents
            .iter()
            .filter(ours)
            .map(|i| i.paid.units())
            .collect();
        assert!(by_deal.len() > 300, "{} by a deal", by_deal.len());
        by_deal
            .iter()
            .for_each(|paid| equal("paid for a passage", *paid, 1.5 * fee));
        let n = by_deal.len() as f64;
        let sum = |name| {
            lived
                .of(name)
                .filter(|row| row.activity == a)
                .map(|row| row.value)
                .sum::<f64>()
        };
        equal("paid to guards", sum("paid"), n * fee);
        equal("kept by brokers", sum("paid_broker"), n * 0.5 * fee);
        for row in lived.of("price").filter(|row| row.activity == a) {
            equal("price", row.value, 1.5 * fee);
        }
    }
    let segments = lived.months("open_segments", 0, None);
    assert!(
        segments.iter().all(|open| *open > 0.99),
        "every segment is open: {segments:?}"
    );
}

/// Seen, one offers an exponential sum of mean `spot`·means; it is taken with e^{−r/mean} and then r + θ(offer − r) in the mean, with r =
/// π·J·severity·(1 + collective) − sympathy·(2 − M). Penalties by the force's numbers, or by order twice as high.
fn on_the_spot(case: &Case) {
    for (ordered, penalty) in [(None, 60.0), (Some(120.0), 120.0)] {
        let mut inputs = open_border(300, 20_000);
        let mut patrol = force("patrol");
        let numbers = &mut patrol.numbers;
        (numbers.strength_per_km, numbers.detection, numbers.arrest) = (2.0, 0.4, 1.0);
        (numbers.penalty_days, numbers.income_per_day) = (60.0, 0.5);
        inputs.forces = vec![patrol];
        let third = inputs.counties[1].clone();
        inputs.counties.push(third);
        inputs.strata[0].means = 1.5;
        inputs.strata[1].smuggle = 1.0;
        let bribe = &mut inputs.parameters.bribe;
        (bribe.theta, bribe.collective, bribe.sympathy, bribe.severity_leave) = (0.4, 1.5, 1.0, 20.0);
        (bribe.spot_leave, bribe.spot_smuggle) = (60.0, 4.0);
        let belief = &mut inputs.parameters.belief;
        (
            belief.fear_floor,
            belief.morale_lockdown,
            belief.morale_recover_per_year,
        ) = (0.1, 0.5, 365.0 * 40.0);
        inputs.orders = vec![
            order(OrderKind::Collective, 0, &[1], None, 0.0),
            order(OrderKind::Lockdown, 0, &[2], None, 1.0),
        ];
        if let Some(size) = ordered {
            inputs
                .orders
                .push(order(OrderKind::Penalty, 0, &[0, 1, 2], Some(0), size));
        }
        let lived = case.run(&inputs, 2);
        for (county, collective, sympathy) in [(0, 1.0, 1.0), (1, 2.5, 1.0), (2, 1.0, 1.5)] {
            for (activity, severity, spot) in [(Activity::Leave, 20.0, 60.0), (Activity::Smuggle, 1.0, 4.0)] {
                for (stratum, means) in [(0, 1.5), (1, 1.0)] {
                    let r = 0.1 * penalty * 0.5 * severity * collective - sympathy;
                    let ours =
                        |i: &&Incident| (i.at, i.activity, i.stratum) == (county, activity, stratum) && i.day > 0;
                    let (mut seen, mut taken, mut paid) = (0.0, 0.0, 0.0);
                    for incident in lived.log.incidents.iter().filter(ours) {
                        let bribed = incident.paid.0 > 0;
                        seen += f64::from(u8::from(bribed || incident.outcome == Outcome::Arrested));
                        taken += f64::from(u8::from(bribed));
                        paid += incident.paid.units();
                    }
                    let mean = spot * means;
                    share("bribes taken", taken, seen, libm::exp(-r / mean));
                    if taken > 20.0 {
                        near(
                            "mean bribe",
                            paid / taken,
                            r + 0.4 * mean,
                            0.4 * mean / libm::sqrt(taken),
                        );
                    }
                }
            }
        }
        let logged: f64 = lived.log.incidents.iter().map(|i| i.paid.units()).sum();
        near("logged as in the ledger", logged, lived.total("paid_spot"), 1e-5);
    }
}

/// Guards of tolerances log-normal of mean 1, for whom a run's share of 1.5 is worth it where tolerance·π·J ≤ 1.5.
pub fn guards(days: u32, per_km: f64, sigma: f64) -> Inputs {
    let mut inputs = open_border(days, 1);
    nobody(&mut inputs);
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.penalty_days, numbers.income_per_day) = (per_km, 60.0, 0.5);
    (numbers.corruptible, numbers.value_share) = (1.5, 0.4);
    inputs.forces = vec![patrol];
    inputs.parameters.belief.fear_floor = 0.1;
    let bribe = &mut inputs.parameters.bribe;
    (bribe.value_smuggle, bribe.tolerance_sigma) = (3.75, sigma);
    (bribe.deal_per_year, bribe.deal_end_per_year, bribe.tenure_days) = (1.0, 0.8, 1.0);
    inputs
}

/// f/(f + e) of those for whom it is worth it: Φ((ln(1.5/3) + σ²/2)/σ).
fn first_day(case: &Case) {
    let lived = case.run(&guards(1, 1_000.0, 0.8), 3);
    let worth = 0.5 * libm::erfc((libm::log(2.0) - 0.32) / 0.8 / core::f64::consts::SQRT_2);
    let stand = 1.5 / 2.3;
    // Those of the first day itself, too.
    let today = (1.0 - stand) * daily(1.5);
    share("deals", lived.total("deals"), 20_000.0, worth * (stand + today));
}

/// d' = d·e^{−end/365} + (n − d)·(1 − e^{−form/365})·(1 − e^{−tenure/tenure_days}) from the day on which a forbidding penalty ends.
fn over_time(case: &Case) {
    let mut inputs = guards(180, 300.0, 0.0);
    let bribe = &mut inputs.parameters.bribe;
    (bribe.deal_per_year, bribe.deal_end_per_year, bribe.tenure_days) = (4.0, 2.0, 400.0);
    bribe.value_smuggle = 100.0;
    let mut penalty = order(OrderKind::Penalty, 0, &[0, 1], Some(0), 1e5);
    penalty.end = Some(5);
    inputs.orders = vec![penalty];
    let lived = case.run(&inputs, 4);
    let mut deals = 0.0;
    let day = |day: u32| {
        if day >= 5 {
            let ripe = -libm::expm1(-(f64::from(day) + 365.0) / 400.0);
            deals = deals * (1.0 - daily(2.0)) + (3_000.0 - deals) * daily(6.0) * ripe;
        }
        deals
    };
    let expected: Vec<f64> = (0..180).map(day).collect();
    for county in 0..2 {
        let found = lived.months("deals", county, Some(0));
        for (found, expected) in found.iter().zip(means(&inputs, &expected)) {
            near(
                "deals",
                *found,
                expected,
                libm::sqrt(expected * (1.0 - expected / 3_000.0)),
            );
        }
        assert!(found[5] > 1_000.0, "many come to a deal: {found:?}");
    }
}

/// However keen brokers are, a guard is asked with 1 − e^{−form/365} a day, and comes to a deal with what his tenure makes of it.
fn asked_once(case: &Case) {
    let mut inputs = guards(7, 300.0, 0.0);
    let bribe = &mut inputs.parameters.bribe;
    (bribe.deal_per_year, bribe.deal_end_per_year, bribe.tenure_days) = (490.0, 1e-6, 1_500.0);
    bribe.value_smuggle = 100.0;
    let mut penalty = order(OrderKind::Penalty, 0, &[0, 1], Some(0), 1e5);
    penalty.end = Some(6);
    inputs.orders = vec![penalty];
    let lived = case.run(&inputs, 6);
    let ripe = -libm::expm1(-371.0 / 1_500.0);
    share("deals", 7.0 * lived.total("deals"), 6_000.0, daily(735.0) * ripe);
}

/// The law of [`over_time`] where every guard, as soon as a bribe is worth it, has passages on his account and no deal yet: some thirty
/// residents a day offer each of them far more than his price, and nothing is forgotten or found out.
fn bribed_before(case: &Case) {
    let mut inputs = guards(90, 10.0, 0.0);
    inputs.counties.iter_mut().for_each(|county| county.residents = 10_000);
    inputs.parameters.attempt.smuggle_per_year = 400.0;
    inputs.forces[0].numbers.detection = 0.5;
    let bribe = &mut inputs.parameters.bribe;
    (bribe.deal_per_year, bribe.deal_end_per_year, bribe.tenure_days) = (4.0, 2.0, 400.0);
    (bribe.value_smuggle, bribe.spot_smuggle) = (100.0, 1e6);
    let mut penalty = order(OrderKind::Penalty, 0, &[0, 1], Some(0), 1e8);
    penalty.end = Some(5);
    inputs.orders = vec![penalty];
    let lived = case.run(&inputs, 7);
    let bribed = lived.log.incidents.iter().filter(|i| i.paid.0 > 0 && !i.brokered);
    assert!(bribed.count() > 100_000, "every guard is bribed on the spot");
    let mut deals = 0.0;
    for day in 5..90 {
        let ripe = -libm::expm1(-(f64::from(day) + 365.0) / 400.0);
        deals = deals * (1.0 - daily(2.0)) + (200.0 - deals) * daily(6.0) * ripe;
    }
    let evening = |fact: &Fact| match fact {
        Fact::Level(level) if level.day == 89 && level.measure == measure("deals") as u8 => level.value,
        _ => 0.0,
    };
    let found: f64 = lived.log.facts.iter().map(evening).sum();
    share("deals", found, 200.0, deals / 200.0);
}

/// A deal leaves 1 − `cover` of the hazard of being seen.
fn cover(case: &Case) {
    let mut inputs = bought(60, 40_000);
    let numbers = &mut inputs.forces[0].numbers;
    (numbers.detection, numbers.arrest) = (0.5, 1.0);
    (numbers.penalty_days, numbers.income_per_day) = (100.0, 1.0);
    inputs.parameters.belief.fear_floor = 0.01;
    let bribe = &mut inputs.parameters.bribe;
    (bribe.cover, bribe.severity_leave) = (0.6, 1.0);
    let lived = case.run(&inputs, 5);
    for (by_deal, hazard) in [(true, 0.4), (false, 1.0)] {
        let tried = lived.count(|i| i.brokered == by_deal);
        let seen = lived.count(|i| i.brokered == by_deal && i.outcome == Outcome::Arrested);
        share("seen", seen, tried, -libm::expm1(-hazard));
    }
}
