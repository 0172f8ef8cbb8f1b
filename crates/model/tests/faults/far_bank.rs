//! Dealings on the far bank (docs/model.md §7.21).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[("runs_go_where_somebody_waits", openness)];

/// `o += (1 − e^{−1/days})·(target − o)`, target `left·(1 − with_trade·(1 − T)⁺)·e^{−policing·(P − usual)⁺}`: closed and opened by order in one
/// county, crossings shut in the other, policed from a complaint on. Runs of a day are tried with `o` times the usual hazard; the state's
/// own smuggling goes with it.
fn openness(case: &Case) {
    let mut inputs = open_border(300, 40_000);
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.trade = vec![1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.5, 1.4, 1.4, 1.4, 1.4, 1.4];
    inputs.provinces[0].neighbour_policing = 0.2;
    inputs.parameters.neighbour.response_days = 0.01;
    let numbers = &mut inputs.parameters.far_bank;
    (numbers.with_trade, numbers.policing) = (0.6, 1.2);
    (numbers.close_days, numbers.open_days) = (9.0, 40.0);
    let until = |kind, day, counties: &[usize], size, end| {
        let mut order = order(kind, day, counties, None, size);
        order.end = Some(end);
        order
    };
    inputs.orders = vec![
        until(OrderKind::CloseFarBank, 20, &[0], 0.3, 110),
        until(OrderKind::Crossings, 70, &[1], 0.4, 170),
        until(OrderKind::StateSmuggling, 90, &[0, 1], 0.5, 250),
        order(OrderKind::Complain, 180, &[1], None, 0.7),
    ];
    let lived = case.run(&inputs, 1);
    for county in 0..2 {
        let (mut now, mut all, mut state) = (1.0, Vec::new(), Vec::new());
        let months = months(&inputs);
        for day in 0..300 {
            let month = months
                .iter()
                .position(|m| m.contains(&day))
                .expect("a month of the run");
            let left = if county == 0 && (20..110).contains(&day) {
                0.3
            } else {
                1.0
            };
            let through = if county == 1 && (70..170).contains(&day) {
                0.4
            } else {
                1.0
            };
            let trade: f64 = inputs.trade[month] * through;
            // Those who were asked to police do from the next day on.
            let beyond = if county == 1 && day > 180 { 0.5 } else { 0.0 };
            let target = left * (1.0 - 0.6 * (1.0 - trade).max(0.0)) * libm::exp(-1.2 * beyond);
            let days = if target < now { 9.0 } else { 40.0 };
            now += -libm::expm1(-1.0 / days) * (target - now);
            all.push(now);
            state.push(if (90..250).contains(&day) { 0.5 * now } else { now });
        }
        equal_all(
            "openness",
            &lived.months("openness", county, None),
            &means(&inputs, &all),
        );
        equal_all(
            "state smuggling",
            &lived.months("state_smuggling", county, None),
            &means(&inputs, &state),
        );
        let tried = lived.daily(300, |i| i.county == county as u16 && i.activity == Activity::Smuggle);
        for month in months {
            let expected = |day: usize| 20_000.0 * daily(all[day]);
            rate("runs", tried[month.clone()].iter().sum(), month.map(expected).sum());
        }
    }
}
