//! Who tries, and where (design 4.7, 4.8).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Hazard of trying to leave, at baseline distress, no perceived risk and means at hand. Unit: per resident-year.
    pub leave_per_year: f64,
    /// Hazard of trying a smuggling run, at baseline distress, no perceived risk and means at hand. Unit: per resident-year.
    pub smuggle_per_year: f64,
    /// Largest multiplier of a resident: multipliers are bounded, of mean 1, the larger the more unequal. Unit: multiple of the mean.
    pub spread: f64,
    /// Log-increase of the hazard of leaving per unit of distress. Unit: per unit of distress.
    pub distress_leave: f64,
    /// Log-increase of the hazard of smuggling per unit of distress. Unit: per unit of distress.
    pub distress_smuggle: f64,
    /// Log-decrease of the hazard of leaving per unit of perceived risk. Unit: per unit of perceived risk.
    pub risk_leave: f64,
    /// Log-decrease of the hazard of smuggling per unit of perceived risk. Unit: per unit of perceived risk.
    pub risk_smuggle: f64,
    /// Share of attempts that a full lockdown leaves. Unit: share.
    pub lockdown: f64,
    /// Share of would-be leavers who try alone though they cannot pay the price of passage. Unit: share.
    pub without_means_leave: f64,
    /// Share of would-be smugglers who try alone though they cannot pay the price of passage. Unit: share.
    pub without_means_smuggle: f64,
    /// Median of what a leaver can raise for passage. Unit: currency.
    pub means_leave: f64,
    /// Median of what a smuggler can pay for one run. Unit: currency.
    pub means_smuggle: f64,
    /// Spread of means: standard deviation of their logarithm. Unit: log units.
    pub means_sigma: f64,
    /// Temperature of the search for blind spots: smaller means a sharper preference for low perceived risk. Unit: probability.
    pub search: f64,
    /// Distance over which the pull of a segment falls by e. Unit: km.
    pub reach_km: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "leave_per_year",
        unit: "per resident-year",
        meaning: "Hazard of trying to leave, at baseline distress, no perceived risk and means at hand.",
        least: 0.0,
        most: 10.0,
        read: |p| p.leave_per_year,
        write: |p, v| p.leave_per_year = v,
    },
    Parameter {
        key: "smuggle_per_year",
        unit: "per resident-year",
        meaning: "Hazard of trying a smuggling run, at baseline distress, no perceived risk and means at hand.",
        least: 0.0,
        most: 400.0,
        read: |p| p.smuggle_per_year,
        write: |p, v| p.smuggle_per_year = v,
    },
    Parameter {
        key: "spread",
        unit: "multiple of the mean",
        meaning: "Largest multiplier of a resident: multipliers are bounded, of mean 1, the larger the more unequal.",
        least: 1.0,
        most: 50.0,
        read: |p| p.spread,
        write: |p, v| p.spread = v,
    },
    Parameter {
        key: "distress_leave",
        unit: "per unit of distress",
        meaning: "Log-increase of the hazard of leaving per unit of distress.",
        least: 0.0,
        most: 10.0,
        read: |p| p.distress_leave,
        write: |p, v| p.distress_leave = v,
    },
    Parameter {
        key: "distress_smuggle",
        unit: "per unit of distress",
        meaning: "Log-increase of the hazard of smuggling per unit of distress.",
        least: 0.0,
        most: 10.0,
        read: |p| p.distress_smuggle,
        write: |p, v| p.distress_smuggle = v,
    },
    Parameter {
        key: "risk_leave",
        unit: "per unit of perceived risk",
        meaning: "Log-decrease of the hazard of leaving per unit of perceived risk.",
        least: 0.0,
        most: 20.0,
        read: |p| p.risk_leave,
        write: |p, v| p.risk_leave = v,
    },
    Parameter {
        key: "risk_smuggle",
        unit: "per unit of perceived risk",
        meaning: "Log-decrease of the hazard of smuggling per unit of perceived risk.",
        least: 0.0,
        most: 20.0,
        read: |p| p.risk_smuggle,
        write: |p, v| p.risk_smuggle = v,
    },
    Parameter {
        key: "lockdown",
        unit: "share",
        meaning: "Share of attempts that a full lockdown leaves.",
        least: 0.0,
        most: 1.0,
        read: |p| p.lockdown,
        write: |p, v| p.lockdown = v,
    },
    Parameter {
        key: "without_means_leave",
        unit: "share",
        meaning: "Share of would-be leavers who try alone though they cannot pay the price of passage.",
        least: 0.0,
        most: 1.0,
        read: |p| p.without_means_leave,
        write: |p, v| p.without_means_leave = v,
    },
    Parameter {
        key: "without_means_smuggle",
        unit: "share",
        meaning: "Share of would-be smugglers who try alone though they cannot pay the price of passage.",
        least: 0.0,
        most: 1.0,
        read: |p| p.without_means_smuggle,
        write: |p, v| p.without_means_smuggle = v,
    },
    Parameter {
        key: "means_leave",
        unit: "currency",
        meaning: "Median of what a leaver can raise for passage.",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.means_leave,
        write: |p, v| p.means_leave = v,
    },
    Parameter {
        key: "means_smuggle",
        unit: "currency",
        meaning: "Median of what a smuggler can pay for one run.",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.means_smuggle,
        write: |p, v| p.means_smuggle = v,
    },
    Parameter {
        key: "means_sigma",
        unit: "log units",
        meaning: "Spread of means: standard deviation of their logarithm.",
        least: 0.01,
        most: 5.0,
        read: |p| p.means_sigma,
        write: |p, v| p.means_sigma = v,
    },
    Parameter {
        key: "search",
        unit: "probability",
        meaning: "Temperature of the search for blind spots: smaller means a sharper preference for low perceived risk.",
        least: 0.001,
        most: 100.0,
        read: |p| p.search,
        write: |p, v| p.search = v,
    },
    Parameter {
        key: "reach_km",
        unit: "km",
        meaning: "Distance over which the pull of a segment falls by e.",
        least: 0.1,
        most: 1000.0,
        read: |p| p.reach_km,
        write: |p, v| p.reach_km = v,
    },
];

use crate::Engine;
use crate::chance::{Luck, Purpose, Stream};
use crate::events::Activity;
use crate::inputs::Inputs;
use crate::mechanisms::bribe;
use crate::mechanisms::orders::Standing;
use crate::world::World;

/// Hazards at which the layers of candidates end: each is twice the one before.
const FIRST_LAYER: f64 = 4e-6;
const LAYER_RATIO: f64 = 2.0;

/// A resident's multiplier: bounded by `spread`, of mean 1: `m = spread · u^{spread−1}`.
pub fn multiplier(spread: f64, luck: Luck, county: usize, resident: u32) -> f64 {
    spread * libm::pow(share(luck, county, resident), spread - 1.0)
}

/// The resident's place in the distribution of multipliers, in (0, 1).
fn share(luck: Luck, county: usize, resident: u32) -> f64 {
    luck.at(Purpose::Multiplier, county, resident, 0).uniform()
}

/// Whether a resident's waiting time ends within his hazard. The time lies at share `u` of the layer from `low` whose
/// probability is `inside`: `low − ln(1 − u·inside)`. What surely fails is refused before any logarithm or power:
/// the time is at least `low + u·inside`, and `v^{spread−1} ≤ v` where spread ≥ 2.
fn tries(hazard: f64, spread: f64, v: f64, low: f64, inside: f64, u: f64) -> bool {
    let bound = hazard * spread;
    let most = if spread >= 2.0 { bound * v } else { bound };
    low + u * inside <= most && low - libm::log1p(-u * inside) <= bound * libm::pow(v, spread - 1.0)
}

/// Chance that log-normal means reach a price: `Φ((ln median − ln price)/σ)`; 0 where there is no price.
pub fn affords(median: f64, sigma: f64, price: Option<f64>) -> f64 {
    match price {
        None => 0.0,
        Some(price) if price <= 0.0 => 1.0,
        Some(_) if median <= 0.0 => 0.0,
        Some(price) => 0.5 * libm::erfc((libm::log(price) - libm::log(median)) / sigma / core::f64::consts::SQRT_2),
    }
}

/// Where residents of a county try today: cumulative weights over the segments in reach, all and open ones only.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// First segment in reach.
    pub first: usize,
    /// Cumulative weight of every segment in reach.
    pub all: Vec<f64>,
    /// Cumulative weight of those where every layer is bought, by activity.
    pub open: [Vec<f64>; 2],
}

impl Choice {
    /// The segment at a share `u` of the cumulative weight.
    pub fn pick(&self, weights: &[f64], u: f64) -> usize {
        let target = u * weights.last().copied().unwrap_or(0.0);
        self.first + weights.partition_point(|w| *w <= target).min(weights.len() - 1)
    }
}

/// Sets the choice of every county: `P(s) ∝ e^{−ρ/τ − distance/δ} · ease`; and price and perceived risk with it.
/// Reads belief, ease, deals. Owns `Counties::price` and `risk`.
pub fn choices(month: usize, inputs: &Inputs, standing: &Standing, world: &mut World, choices: &mut Vec<Choice>) {
    let params = &inputs.parameters.attempt;
    let n = world.segments.len();
    let mut weight = Vec::with_capacity(n);
    let mut prices: [Vec<Option<f64>>; 2] = [Vec::with_capacity(n), Vec::with_capacity(n)];
    for s in 0..n {
        let county = world.segments.county[s] as usize;
        let ease = inputs.rivers[inputs.counties[county].river].ease[month] * world.segments.ease[s];
        weight.push(libm::exp(-world.segments.belief[s] / params.search) * ease);
        for activity in Activity::ALL {
            prices[activity as usize].push(bribe::price_of_passage(inputs, standing, world, s, activity));
        }
    }
    choices.resize(inputs.counties.len(), Choice::default());
    for (c, choice) in choices.iter_mut().enumerate() {
        let own = world.segments.of(c);
        let first = if c == 0 {
            own.start
        } else {
            world.segments.of(c - 1).start
        };
        let last = if c + 1 == inputs.counties.len() {
            own.end
        } else {
            world.segments.of(c + 1).end
        };
        let (near, far) = (
            world.segments.middle_km[own.start],
            world.segments.middle_km[own.end - 1],
        );
        choice.first = first;
        choice.all.clear();
        choice.open.iter_mut().for_each(Vec::clear);
        let (mut sum, mut risk) = (0.0, 0.0);
        let mut open = [0.0; 2];
        let mut paid = [0.0; 2];
        for s in first..last {
            let away = (near - world.segments.middle_km[s])
                .max(world.segments.middle_km[s] - far)
                .max(0.0);
            let pull = if away > 0.0 {
                weight[s] * libm::exp(-away / params.reach_km)
            } else {
                weight[s]
            };
            sum += pull;
            risk += pull * world.segments.belief[s];
            choice.all.push(sum);
            for a in 0..2 {
                if let Some(price) = prices[a][s] {
                    open[a] += pull;
                    paid[a] += pull * price;
                }
                choice.open[a].push(open[a]);
            }
        }
        world.counties.risk[c] = if sum > 0.0 { risk / sum } else { 1.0 };
        for a in 0..2 {
            world.counties.price[c][a] = (open[a] > 0.0).then(|| paid[a] / open[a]);
        }
    }
}

/// The daily hazard of a stratum, before the resident's own multiplier, and the chance that one who tries pays.
pub fn hazard(
    inputs: &Inputs,
    standing: &Standing,
    world: &World,
    c: usize,
    k: usize,
    activity: Activity,
) -> (f64, f64) {
    let params = &inputs.parameters.attempt;
    let (county, stratum) = (&inputs.counties[c], &inputs.strata[k]);
    let (base, weight, distress, risk, alone, means) = match activity {
        Activity::Leave => (
            params.leave_per_year,
            county.leave_weight * stratum.leave,
            params.distress_leave,
            params.risk_leave,
            params.without_means_leave,
            params.means_leave,
        ),
        Activity::Smuggle => (
            params.smuggle_per_year,
            county.smuggle_weight * stratum.smuggle,
            params.distress_smuggle,
            params.risk_smuggle,
            params.without_means_smuggle,
            params.means_smuggle,
        ),
    };
    let paying = affords(
        means * stratum.means,
        params.means_sigma,
        world.counties.price[c][activity as usize],
    );
    let able = paying + (1.0 - paying) * alone;
    let drive = libm::exp(distress * world.counties.distress[c] - risk * world.counties.risk[c]);
    let free = 1.0 - standing.lockdown[c] * (1.0 - params.lockdown);
    let hazard = base / 365.0 * weight * drive * free * able;
    (hazard, if able > 0.0 { paying / able } else { 0.0 })
}

/// Residents of a stratum who try today, ascending. `hazard` is before their own multipliers. Exact: a resident tries
/// iff his exponential waiting time of the day, of mean 1, is at most his hazard. The selective engine draws these times
/// layer by layer (thinning of independent layers), so that they are the same whatever the hazard is.
pub fn who(
    day: u32,
    engine: Engine,
    spread: f64,
    hazard: f64,
    luck: Luck,
    (c, k, activity): (usize, usize, Activity),
    members: core::ops::Range<u32>,
) -> Vec<u32> {
    let mut who = Vec::new();
    let bound = hazard * spread;
    if bound <= 0.0 || members.is_empty() {
        return who;
    }
    let a = activity as u32;
    if engine == Engine::Exhaustive {
        for resident in members {
            let u = luck
                .at(Purpose::Exhaustive, c + 4096 * a as usize, resident, day)
                .fine();
            if tries(hazard, spread, share(luck, c, resident), 0.0, 1.0, u) {
                who.push(resident);
            }
        }
        return who;
    }
    let (mut low, mut high, mut layer) = (0.0, FIRST_LAYER, 0);
    while low < bound {
        let mut draws = luck.at(Purpose::Candidates, c, (k as u32) << 16 | a << 8 | layer, day);
        let inside = -libm::expm1(low - high);
        layer_of_candidates(&mut draws, high - low, &members, |resident, u| {
            if tries(hazard, spread, share(luck, c, resident), low, inside, u) {
                who.push(resident);
            }
        });
        (low, high, layer) = (high, high * LAYER_RATIO, layer + 1);
    }
    who.sort_unstable();
    who.dedup();
    who
}

/// Calls `each` with those whose waiting time ends in a layer of that width, and with where in it, by waiting from one
/// such resident to the next.
fn layer_of_candidates(
    draws: &mut Stream,
    width: f64,
    members: &core::ops::Range<u32>,
    mut each: impl FnMut(u32, f64),
) {
    let mut position = f64::from(members.start) - 1.0;
    loop {
        position += libm::floor(libm::log(draws.fine()) / -width) + 1.0;
        if position >= f64::from(members.end) {
            return;
        }
        each(position as u32, draws.uniform());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_that_equal_the_price_reach_it_half_the_time() {
        assert!((affords(100.0, 1.0, Some(100.0)) - 0.5).abs() < 1e-12);
        assert_eq!(affords(100.0, 1.0, None), 0.0);
        assert_eq!(affords(100.0, 1.0, Some(0.0)), 1.0);
    }

    /// Both engines against the closed form: mean number who try a day with hazard λ·m, m = M·u^{M−1}. Fixed seeds, 5
    /// standard errors for each of six comparisons (family level 4e-6); a shift of 10 percent is seen with power > 0.99.
    #[test]
    fn engines_ask_the_same_number() {
        let members = 0..200_000u32;
        for (hazard, spread) in [(2e-4, 4.0), (3e-3, 4.0), (1e-3, 1.0)] {
            let grid = 100_000;
            let mean: f64 = (0..grid)
                .map(|i| spread * libm::pow((f64::from(i) + 0.5) / f64::from(grid), spread - 1.0))
                .map(|m| 1.0 - libm::exp(-hazard * m))
                .sum::<f64>()
                / f64::from(grid);
            let expected = mean * 200_000.0;
            for (engine, days) in [(Engine::Selective, 200), (Engine::Exhaustive, 10)] {
                let luck = Luck { seed: 5, replicate: 1 };
                let total: usize = (0..days)
                    .map(|d| {
                        who(
                            d,
                            engine,
                            spread,
                            hazard,
                            luck,
                            (0, 0, Activity::Leave),
                            members.clone(),
                        )
                        .len()
                    })
                    .sum();
                let (total, expected) = (total as f64, expected * f64::from(days));
                // Multipliers are shared by all days: their own spread adds to the error.
                let error = libm::sqrt(expected) + expected * spread / libm::sqrt(200_000.0);
                assert!(
                    (total - expected).abs() < 5.0 * error,
                    "{engine:?} {hazard}: {total} for {expected}"
                );
            }
        }
    }

    /// Common luck: raising the hazard only adds people.
    #[test]
    fn those_who_try_at_a_low_hazard_try_at_a_higher_one() {
        let luck = Luck { seed: 9, replicate: 0 };
        for day in 0..50 {
            let few = who(
                day,
                Engine::Selective,
                4.0,
                1e-4,
                luck,
                (3, 1, Activity::Smuggle),
                500..90_000,
            );
            let many = who(
                day,
                Engine::Selective,
                4.0,
                7e-4,
                luck,
                (3, 1, Activity::Smuggle),
                500..90_000,
            );
            assert!(few.iter().all(|r| many.binary_search(r).is_ok()));
        }
    }
}
