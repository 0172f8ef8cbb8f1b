//! Wall, fence, cameras: condition and works (design 4.5).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Rate at which the condition of what is built decays. Unit: per year.
    pub decay_per_year: f64,
    /// Rate at which repair restores it. Unit: per year.
    pub repair_per_year: f64,
    /// Length that one worker finishes in a day with full supply of material. Unit: m per worker-day.
    pub metres_per_worker_day: f64,
    /// Share of the material needed that arrives. Unit: share.
    pub supply: f64,
    /// Hazard of death of a worker at the works. Unit: per worker-year.
    pub deaths_per_worker_year: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "decay_per_year",
        unit: "per year",
        meaning: "Rate at which the condition of what is built decays.",
        least: 0.0,
        most: 10.0,
        read: |p| p.decay_per_year,
        write: |p, v| p.decay_per_year = v,
    },
    Parameter {
        key: "repair_per_year",
        unit: "per year",
        meaning: "Rate at which repair restores it.",
        least: 0.0,
        most: 10.0,
        read: |p| p.repair_per_year,
        write: |p, v| p.repair_per_year = v,
    },
    Parameter {
        key: "metres_per_worker_day",
        unit: "m per worker-day",
        meaning: "Length that one worker finishes in a day with full supply of material.",
        least: 0.0,
        most: 10.0,
        read: |p| p.metres_per_worker_day,
        write: |p, v| p.metres_per_worker_day = v,
    },
    Parameter {
        key: "supply",
        unit: "share",
        meaning: "Share of the material needed that arrives.",
        least: 0.0,
        most: 1.0,
        read: |p| p.supply,
        write: |p, v| p.supply = v,
    },
    Parameter {
        key: "deaths_per_worker_year",
        unit: "per worker-year",
        meaning: "Hazard of death of a worker at the works.",
        least: 0.0,
        most: 1.0,
        read: |p| p.deaths_per_worker_year,
        write: |p, v| p.deaths_per_worker_year = v,
    },
];

use crate::chance::{Luck, Purpose};
use crate::units::daily_probability;
use crate::world::segment::Segments;

/// Lays mines: `per_km` more along these counties.
pub fn mine(counties: &[usize], per_km: f64, segments: &mut Segments) {
    for &c in counties {
        for s in segments.of(c) {
            segments.mines[s] += per_km;
        }
    }
}

/// Works for a day: fence first where it is wanting most evenly, then wall and cameras at the same rate; condition
/// decays and is repaired. Reads workers; owns barriers. Returns deaths of workers by county.
pub fn step(day: u32, params: &Params, workers: &[f64], luck: Luck, segments: &mut Segments) -> Vec<u32> {
    let mut deaths = vec![0; workers.len()];
    let change = params.repair_per_year / 365.0;
    let decay = params.decay_per_year / 365.0;
    for condition in &mut segments.condition {
        *condition = (*condition + change * (1.0 - *condition) - decay * *condition).clamp(0.0, 1.0);
    }
    for (c, &workers) in workers.iter().enumerate() {
        if workers <= 0.0 {
            continue;
        }
        let range = segments.of(c);
        let length: f64 = range.clone().map(|s| segments.length_km[s]).sum();
        let built = workers * params.metres_per_worker_day * params.supply / 1000.0 / length;
        for s in range {
            segments.fence[s] = (segments.fence[s] + built).min(1.0);
            segments.wall[s] = (segments.wall[s] + built / 4.0).min(1.0);
            segments.camera[s] = (segments.camera[s] + built / 4.0).min(1.0);
        }
        deaths[c] = luck
            .at(Purpose::Works, c, 0, day)
            .binomial(workers as u32, daily_probability(params.deaths_per_worker_year / 365.0));
    }
    deaths
}
