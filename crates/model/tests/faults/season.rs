//! Power on the fence (docs/model.md §7.2).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[("outages_last_as_stated_and_the_fence_is_live_its_share", outages)];

/// Nobody gets past a live fence, everybody past a dead one, and somebody tries every day: so every day shows which it is. Spells
/// without power last `outage_days` in the mean, the fence is live a share `power` of the days: the county's in one, by order in the
/// other. Spells are geometric; the share of a chain of correlation r has variance p(1−p)/n·(1+r)/(1−r).
fn outages(case: &Case) {
    let mut inputs = open_border(4_000, 200);
    inputs.parameters.season.outage_days = 4.0;
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.attempt.smuggle_per_year = 150.0;
    inputs.parameters.attempt.reach_km = 0.1;
    for county in &mut inputs.counties {
        (county.fence, county.power, county.border_km) = (1.0, 0.4, 10.0);
    }
    let passage = &mut inputs.parameters.passage;
    (passage.fence_live, passage.fence_smuggle) = (1.0, 1.0);
    // Nobody comes over from the next county.
    let between = inputs.counties[0].clone();
    inputs.counties.insert(
        1,
        amnok_model::given::County {
            residents: 0,
            border_km: 50.0,
            ..between
        },
    );
    inputs.orders = vec![order(OrderKind::Power, 0, &[2], None, 0.6)];
    let lived = case.run(&inputs, 1);
    for (county, power) in [(0, 0.4), (2, 0.6)] {
        let tried = lived.daily(inputs.days, |i| i.at == county);
        let back = lived.daily(inputs.days, |i| i.at == county && i.outcome == Outcome::TurnedBack);
        let live: Vec<bool> = tried
            .iter()
            .zip(&back)
            .map(|(tried, back)| *back > 0.5 * tried)
            .collect();
        let days = f64::from(inputs.days);
        let on = live.iter().filter(|live| **live).count() as f64;
        let correlation = 1.0 - 0.25 - 0.25 * (1.0 - power) / power;
        let spread = power * (1.0 - power) * (1.0 + correlation) / (1.0 - correlation);
        near("days live", on, days * power, libm::sqrt(days * spread));
        let begun = live.windows(2).filter(|days| days[0] && !days[1]).count() as f64;
        near("outage", (days - on) / begun, 4.0, libm::sqrt(12.0 / begun));
    }
}
