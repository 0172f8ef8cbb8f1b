//! Those abroad (docs/model.md §7.19).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[
    ("the_stock_is_shared_by_who_leaves", stock),
    ("the_settled_move_on_or_are_caught_at_their_rates", settled),
    ("some_are_on_the_way_or_held_on_the_first_morning", first_morning),
    ("who_does_not_mean_to_move_on_settles", direct),
    ("who_means_to_move_on_waits_his_time", waiting),
    ("the_way_and_custody_take_their_time_and_some_are_caught", way),
    ("the_held_are_sent_back_after_their_time_unless_halted", held),
    ("years_abroad_are_those_of_a_steady_flow", years),
    ("those_sent_back_are_of_whom_the_leavers_are", who),
    ("arrivals_are_told_apart_by_the_year_of_leaving", year_of_leaving),
];

/// No time at all: a stay of it lasts one day.
const NO_TIME: f64 = 1e-6;

fn nobody_tries(days: u32) -> Inputs {
    let mut inputs = open_border(days, 1_000);
    nobody(&mut inputs);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.waiting_days, abroad.travel_days) = (NO_TIME, NO_TIME);
    (abroad.custody_days, abroad.held_days) = (NO_TIME, NO_TIME);
    inputs
}

/// Some leave for good, all of whom cross.
fn leavers(days: u32) -> Inputs {
    let mut inputs = nobody_tries(days);
    inputs.parameters.attempt.leave_per_year = 0.6;
    inputs.counties.iter_mut().for_each(|county| county.residents = 20_000);
    inputs.parameters.abroad.direct = 1.0;
    inputs
}

/// By residents and tendency to leave, to whole persons.
fn stock(case: &Case) {
    let mut inputs = nobody_tries(1);
    inputs.parameters.abroad.stock = 5_000.0;
    inputs.counties[1].leave_weight = 3.0;
    let lived = case.run(&inputs, 1);
    near("of one", lived.in_county("settled_abroad", 0), 1_250.0, 0.2);
    near("of three", lived.in_county("settled_abroad", 1), 3_750.0, 0.2);
}

/// Competing hazards; an order leaves a share of moving on open. Before the first day the same happened for a year, and those on the way
/// (two days) or held (one) since the last days are no longer settled.
fn settled(case: &Case) {
    let mut inputs = nobody_tries(365);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.stock, abroad.onward_per_year, abroad.caught_per_year) = (40_000.0, 0.6, 0.4);
    inputs.orders = vec![order(OrderKind::RestrictOnward, 0, &[1], None, 0.5)];
    let lived = case.run(&inputs, 2);
    let stock = 20_000.0;
    let first = stock * (1.0 + libm::expm1(-1.0) * (0.6 * 2.0 + 0.4) / 365.0);
    for (county, onward) in [(0, 0.6), (1, 0.3)] {
        let all = onward + 0.4;
        let after = |days: u32| first * libm::exp(-all * f64::from(days) / 365.0);
        let daily_after: Vec<f64> = (1..=365).map(after).collect();
        let gone = first - after(365);
        let error = libm::sqrt(stock * 0.25);
        for (found, expected) in lived
            .months("settled_abroad", county, None)
            .iter()
            .zip(means(&inputs, &daily_after))
        {
            near("settled", *found, expected, error);
        }
        rate("moved on", lived.in_county("moved_on", county), gone * onward / all);
        // Those held since before the first day were counted then.
        rate("caught", lived.in_county("caught_abroad", county), gone * 0.4 / all);
    }
}

/// Of those who moved on or were caught in the year before, at a day by lot, the ones whose way and custody, or whose time in the
/// neighbour's hands, are not over: they are not settled on the first morning.
fn first_morning(case: &Case) {
    let mut inputs = nobody_tries(1);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.stock, abroad.onward_per_year, abroad.caught_per_year) = (40_000.0, 0.6, 0.4);
    (abroad.travel_days, abroad.custody_days, abroad.held_days) = (60.0, 40.0, 90.0);
    inputs.orders = vec![order(OrderKind::HaltReturns, 0, &[0, 1], None, 0.0)];
    let lived = case.run(&inputs, 8);
    let (mut on_the_way, mut held) = (0.0, 0.0);
    for ago in 0..365 {
        let both = |travel: u32| lasts(60.0, travel) * libm::exp(-f64::from(ago - travel) / 40.0);
        let longer = libm::exp(-f64::from(ago) / 60.0) + (1..=ago).map(both).sum::<f64>();
        on_the_way += longer / 365.0;
        held += libm::exp(-f64::from(ago) / 90.0) / 365.0;
    }
    let gone = 40_000.0 * -libm::expm1(-1.0);
    let (on_the_way, held) = (gone * 0.6 * on_the_way, gone * 0.4 * held);
    let settled = 40_000.0 - on_the_way - held;
    let sum = |name| (0..2).map(|county| lived.in_county(name, county)).sum::<f64>();
    rate("held", sum("held_abroad"), held + settled * daily(1.0) * 0.4);
    let error = libm::sqrt(on_the_way + held);
    near("settled", sum("settled_abroad"), settled * (1.0 - daily(1.0)), error);
}

/// A share 1 − `direct` of those who cross.
fn direct(case: &Case) {
    let mut inputs = leavers(31);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.direct, abroad.waiting_days) = (0.4, 1e6);
    let lived = case.run(&inputs, 3);
    for county in 0..2 {
        let mut crossed = 0.0;
        let day = |today: &f64| {
            crossed += today;
            crossed
        };
        let all: Vec<f64> = lived.daily(31, |i| i.county == county).iter().map(day).collect();
        let mean = means(&inputs, &all)[0];
        let found = lived.months("settled_abroad", county as usize, None)[0];
        near("settled", found, 0.6 * mean, libm::sqrt(all[30] * 0.24));
    }
}

/// Sums a chance over those who crossed, by the days left to them from the day after they crossed until the last one.
fn summed(inputs: &Inputs, lived: &Lived, chance: impl Fn(u32) -> f64) -> f64 {
    let last = inputs.days - 1;
    lived.log.incidents.iter().map(|i| chance(last - i.day)).sum()
}

/// P(more than k days) = e^{−k/mean}; who meets a closed way settles.
fn waiting(case: &Case) {
    let mut inputs = leavers(60);
    inputs.parameters.abroad.waiting_days = 15.0;
    let lived = case.run(&inputs, 4);
    let expected = summed(&inputs, &lived, |left| -libm::expm1(-f64::from(left) / 15.0));
    rate("moved on", lived.total("moved_on"), expected);
    inputs.orders = vec![order(OrderKind::RestrictOnward, 0, &[0, 1], None, 0.3)];
    let closed = case.run(&inputs, 4);
    rate("where the way is closed", closed.total("moved_on"), 0.3 * expected);
}

/// Whole days of a stay: P(k) = e^{−(k−1)/mean} − e^{−k/mean}.
fn lasts(mean: f64, k: u32) -> f64 {
    libm::exp(-(f64::from(k) - 1.0) / mean) - libm::exp(-f64::from(k) / mean)
}

/// Caught at the end of the way, or arrived after the way and the custody.
fn way(case: &Case) {
    let mut inputs = leavers(60);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.travel_days, abroad.custody_days, abroad.caught_onward) = (20.0, 12.0, 0.3);
    let lived = case.run(&inputs, 5);
    // They set out on the day after they crossed.
    let caught = |left: u32| 0.3 * -libm::expm1(-f64::from(left.saturating_sub(1)) / 20.0);
    let arrived = |left: u32| {
        let both = |on_the_way: u32| {
            let rest = left.saturating_sub(1).saturating_sub(on_the_way);
            lasts(20.0, on_the_way) * -libm::expm1(-f64::from(rest) / 12.0)
        };
        0.7 * (1..left).map(both).sum::<f64>()
    };
    rate("caught", lived.total("caught_abroad"), summed(&inputs, &lived, caught));
    rate("arrived", lived.total("arrivals"), summed(&inputs, &lived, arrived));
    equal("none of the stock", lived.total("arrivals_earlier"), 0.0);
}

/// Each day those held are sent back with 1 − e^{−1/held_days}: of the sum H of those still held at each day's end, and of those sent, S =
/// p(H + S).
fn held(case: &Case) {
    let mut inputs = nobody_tries(300);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.stock, abroad.caught_per_year, abroad.held_days) = (10_000.0, 1.0, 25.0);
    inputs.orders = vec![order(OrderKind::HaltReturns, 0, &[1], None, 0.0)];
    let lived = case.run(&inputs, 6);
    let held: f64 = lived
        .months("held_abroad", 0, None)
        .iter()
        .zip(months(&inputs))
        .map(|(held, days)| held * days.len() as f64)
        .sum();
    let p = -libm::expm1(-1.0 / 25.0);
    rate("sent back", lived.in_county("repatriated", 0), held * p / (1.0 - p));
    equal("halted", lived.in_county("repatriated", 1), 0.0);
}

/// Of the stock, a share e^{−(onward + caught)·years} of each year's leavers is left: the years abroad of those who arrive.
fn years(case: &Case) {
    let mut inputs = nobody_tries(365);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.stock, abroad.onward_per_year) = (40_000.0, 0.5);
    let lived = case.run(&inputs, 7);
    let arrivals = lived.total("arrivals");
    equal("all of the stock", lived.total("arrivals_earlier"), arrivals);
    let moments = (1..=20).fold((0.0, 0.0, 0.0), |(w, mean, square), year| {
        let age = f64::from(year) - 0.5;
        let left = libm::exp(-0.5 * age);
        (w + left, mean + left * age, square + left * age * age)
    });
    let (mean, square) = (moments.1 / moments.0, moments.2 / moments.0);
    // Those who leave do so ever fewer: the mean day of leaving under a hazard of 0.5 a year, and two days of the way.
    let day = (0..365).map(|d| (f64::from(d), libm::exp(-0.5 * f64::from(d) / 365.0)));
    let (sum, weight) = day.fold((0.0, 0.0), |(sum, w), (d, left)| (sum + (d + 2.0) * left, w + left));
    let expected = mean + sum / weight / 365.0;
    let error = libm::sqrt((square - mean * mean + 1.0 / 12.0) / arrivals);
    near("years abroad", lived.total("years_abroad") / arrivals, expected, error);
}

/// Those sent back are of a stratum by its share and its tendency to leave.
fn who(case: &Case) {
    let mut inputs = nobody_tries(200);
    (inputs.strata[0].leave, inputs.strata[1].leave) = (3.0, 1.0);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.stock, abroad.caught_per_year) = (20_000.0, 0.5);
    let lived = case.run(&inputs, 9);
    let all = lived.total("repatriated");
    let first = lived.of("repatriated").filter(|row| row.stratum == 0);
    share("of the first stratum", first.map(|row| row.value).sum(), all, 0.75);
}

/// Who leaves on day d and waits an exponential time of a mean of 365 days arrives in the next year with e^{−(365−d)/365} − e^{−(730−d)/365}.
fn year_of_leaving(case: &Case) {
    let mut inputs = leavers(730);
    inputs.parameters.abroad.waiting_days = 365.0;
    let lived = case.run(&inputs, 10);
    let left = lived.daily(730, |i| i.outcome == Outcome::Crossed);
    let until = |days: f64| -libm::expm1(-days.max(0.0) / 365.0);
    let (mut same, mut next) = (0.0, 0.0);
    for (day, n) in left.iter().enumerate() {
        // The way and custody take a day each.
        let to_end = |year: usize| (365 * year) as f64 - day as f64 - 2.5;
        match day < 365 {
            true => {
                same += n * until(to_end(1));
                next += n * (until(to_end(2)) - until(to_end(1)));
            }
            false => same += n * until(to_end(2)),
        }
    }
    assert!(same > 2_000.0 && next > 2_000.0, "{same} {next}");
    rate("same year", lived.total("arrivals_same_year"), same);
    rate("next year", lived.total("arrivals_next_year"), next);
}
