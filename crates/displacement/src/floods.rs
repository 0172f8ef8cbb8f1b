//! Floods: levels by place and day, what they do to chances of moving and to weights, and what is forecast.
//!
//! As Flee's program runs, the weight of a flooded place counts once more where the place is a flood zone, a dry flood zone has
//! the weight of level 0, and a forecast holds back whoever is where none is forecast. As it is documented, a level weighs once,
//! and a forecast moves people from what is coming. [`Rules::documented`](crate::network::Rules) says which; docs/flee.md compares both.

use crate::network::{FloodRules, ForecastFactors, Forecaster, Network, at_level};

/// The levels of one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Levels {
    /// Where.
    pub place: usize,
    /// Level by day, with its fraction; 0 beyond the end.
    pub by_day: Vec<f64>,
}

impl Levels {
    /// Level of a day with its fraction.
    pub fn on(&self, day: u32) -> f64 {
        self.by_day.get(day as usize).copied().unwrap_or(0.0)
    }
}

/// The levels of the day, and what is forecast.
pub fn rise(levels: &[Levels], network: &mut Network, day: u32) {
    let Some(rules) = network.rules.floods.clone() else {
        return;
    };
    let forecaster = rules.forecaster.as_ref().filter(|forecaster| forecaster.looks(day));
    network.forecasting = forecaster.is_some();
    let none = ForecastFactors {
        moving: 0.0,
        weight: if network.rules.documented { 1.0 } else { 0.0 },
    };
    network.places.iter_mut().for_each(|place| place.ahead = none);
    for column in levels {
        let level = column.on(day).max(0.0) as u32;
        let place = &mut network.places[column.place];
        place.flood = level;
        if let Some(forecaster) = forecaster {
            place.ahead = match network.rules.documented {
                true => expected(column, forecaster, &rules, day),
                false => as_flee(column, forecaster, &rules, day),
            };
        }
    }
}

/// As Flee runs: the chance × Σ w[φ(d)]·f[d] / T, the weight × (Σ w[ℓ]·f[d])² / T over days d for which a flood is forecast, f by
/// day of the run; both 0 where none is.
fn as_flee(column: &Levels, forecaster: &Forecaster, rules: &FloodRules, day: u32) -> ForecastFactors {
    let now = column.on(day).max(0.0) as u32;
    let (mut moving, mut weight) = (0.0, 0.0);
    for d in forecaster.ahead(day) {
        let level = column.on(d);
        if level >= 1.0 {
            moving += at_level(&rules.weights, level as u32) * forecaster.weight(d);
        }
        if level > 0.0 {
            weight += at_level(&rules.weights, now) * forecaster.weight(d);
        }
    }
    let days = f64::from(forecaster.days);
    ForecastFactors {
        moving: moving / days,
        weight: weight * weight / days,
    }
}

/// As documented: means over the days ahead, by the weights of days ahead, of the chance of acting and of the weight at the levels
/// that are forecast. The first weight is that of today.
fn expected(column: &Levels, forecaster: &Forecaster, rules: &FloodRules, day: u32) -> ForecastFactors {
    let (mut moving, mut weight, mut sum) = (0.0, 0.0, 0.0);
    for ahead in 0..forecaster.days {
        let d = day.saturating_add(ahead);
        if d > forecaster.end {
            break;
        }
        let (level, f) = (column.on(d).max(0.0) as u32, forecaster.weight(ahead));
        sum += f;
        moving += if level > 0 {
            f * at_level(&rules.move_chances, level)
        } else {
            0.0
        };
        weight += if level > 0 {
            f * at_level(&rules.weights, level)
        } else {
            f
        };
    }
    match sum > 0.0 {
        true => ForecastFactors {
            moving: moving / sum,
            weight: weight / sum,
        },
        false => ForecastFactors {
            moving: 0.0,
            weight: 1.0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Place, Rules};

    fn network(documented: bool) -> (Network, Vec<Levels>) {
        let forecaster = Forecaster {
            days: 3,
            end: 4,
            weights: vec![1.0, 0.9, 0.8, 0.7, 0.6],
        };
        let rules = Rules {
            documented,
            floods: Some(FloodRules {
                move_chances: vec![0.3, 0.4, 0.7, 1.0],
                weights: vec![0.9, 0.5, 0.2, 0.1],
                forecaster: Some(forecaster),
            }),
            ..Rules::default()
        };
        let levels = Levels {
            place: 0,
            by_day: vec![0.0, 1.7, 2.0, 0.5, 3.0, 1.0],
        };
        (Network::new(vec![Place::default(); 2], rules), vec![levels])
    }

    #[test]
    fn levels_are_cut_to_whole_numbers() {
        let (mut network, levels) = network(false);
        let found: Vec<u32> = (0..7)
            .map(|day| {
                rise(&levels, &mut network, day);
                network.places[0].flood
            })
            .collect();
        assert_eq!(found, [0, 1, 2, 0, 3, 1, 0]);
    }

    #[test]
    fn a_forecast_as_flee_runs() {
        let (mut network, levels) = network(false);
        rise(&levels, &mut network, 0);
        // Days 1 to 3: levels 1, 2 and half a level, which counts for the weight only.
        let ahead = network.places[0].ahead;
        assert!((ahead.moving - (0.5 * 0.9 + 0.2 * 0.8) / 3.0).abs() < 1e-12);
        let sum = 0.9 * (0.9 + 0.8 + 0.7);
        assert!((ahead.weight - sum * sum / 3.0).abs() < 1e-12);
        assert_eq!(
            network.places[1].ahead,
            ForecastFactors::default(),
            "nothing is forecast there"
        );
        // On the last day that day itself is looked at; after it nobody looks.
        rise(&levels, &mut network, 4);
        assert!((network.places[0].ahead.moving - 0.1 * 0.6 / 3.0).abs() < 1e-12);
        rise(&levels, &mut network, 5);
        assert!(!network.forecasting);
    }

    #[test]
    fn a_forecast_as_documented() {
        let (mut network, levels) = network(true);
        rise(&levels, &mut network, 0);
        // Today and two days ahead: levels 0, 1 and 2 with weights 1, 0.9 and 0.8.
        let ahead = network.places[0].ahead;
        assert!((ahead.moving - (0.9 * 0.4 + 0.8 * 0.7) / 2.7).abs() < 1e-12);
        assert!((ahead.weight - (1.0 + 0.9 * 0.5 + 0.8 * 0.2) / 2.7).abs() < 1e-12);
        assert_eq!(
            network.places[1].ahead,
            ForecastFactors {
                moving: 0.0,
                weight: 1.0
            }
        );
    }
}
