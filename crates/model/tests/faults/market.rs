//! What goods cost along the border, and how that draws runs (docs/model.md §7.22).

use crate::case::*;
use crate::common::{open_border, order};
use amnok_model::facts::Fact;

pub const CHECKS: &[Check] = &[("what_grows_dear_draws_runs", premium)];

/// The price on the border over that inland is `usual·(inland supply / border supply)^scarcity`; runs are tried with this, over `usual`, to
/// the power `pull` times the usual hazard. Informal trade is taken from what was logged; a lockdown lessens it in one county.
fn premium(case: &Case) {
    let mut inputs = open_border(300, 40_000);
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.trade = vec![1.0, 1.0, 1.0, 0.2, 0.2, 0.2, 0.2, 0.7, 0.7, 0.7, 0.7, 0.7];
    inputs.parameters.attempt.lockdown = 0.3;
    let economy = &mut inputs.parameters.economy;
    (economy.window_days, economy.baseline_days, economy.goods_per_run) = (20.0, 40.0, 150.0);
    let numbers = &mut inputs.parameters.market;
    (numbers.informal, numbers.state, numbers.inland) = (0.5, 0.2, 0.9);
    (numbers.usual, numbers.scarcity, numbers.pull) = (0.9, 0.9, 2.5);
    inputs.orders = vec![
        order(OrderKind::Lockdown, 120, &[0], None, 1.0),
        order(OrderKind::Crossings, 60, &[1], None, 0.3),
        order(OrderKind::StateSmuggling, 200, &[0, 1], None, 0.0),
    ];
    let lived = case.run(&inputs, 1);
    for county in 0..2 {
        let mut goods = vec![0.0; 300];
        for fact in &lived.log.facts {
            if let Fact::Goods(g) = fact
                && usize::from(g.county) == county
            {
                goods[g.day as usize] += 150.0 * f64::from(g.runs);
            }
        }
        let usual = goods[..40].iter().sum::<f64>() / 40.0;
        let months = months(&inputs);
        let (mut prices, mut draws) = (Vec::new(), Vec::new());
        for day in 0..300 {
            let month = months
                .iter()
                .position(|m| m.contains(&day))
                .expect("a month of the run");
            let informal = match day {
                0..40 => 1.0,
                _ => goods[day - 20..day].iter().sum::<f64>() / 20.0 / usual,
            };
            let (trade, state) = (inputs.trade[month], if day < 200 { 1.0 } else { 0.0 });
            let here = trade * if county == 1 && day >= 60 { 0.3 } else { 1.0 };
            let dearer = libm::pow((0.9 + 0.1 * trade) / (0.5 * informal + 0.2 * state + 0.3 * here), 0.9);
            prices.push(0.9 * dearer);
            draws.push(libm::pow(dearer, 2.5));
        }
        assert!(prices[299] > 1.0, "goods are dear at last: {}", prices[299]);
        equal_all(
            "premium",
            &lived.months("premium", county, None),
            &means(&inputs, &prices),
        );
        let tried = lived.daily(300, |i| i.county == county as u16 && i.activity == Activity::Smuggle);
        for month in months {
            let expected = |day: usize| {
                let free = if county == 0 && day >= 120 { 0.3 } else { 1.0 };
                20_000.0 * daily(free * draws[day])
            };
            rate("runs", tried[month.clone()].iter().sum(), month.map(expected).sum());
        }
    }
}
