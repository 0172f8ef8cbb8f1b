//! Which of Flee's settings vary, and how far: those that move camps' shares most.
//!
//! Assumed: the ranges, about the values of Flee's code and of published cases.

use amnok_chance::prior::{Prior, Shape};
use amnok_displacement::network::Rules;

/// A setting that varies.
#[derive(Clone, Copy)]
pub struct Varied {
    /// Its key in simsetting.yml.
    pub key: &'static str,
    /// How likely each value is held to be.
    pub prior: Prior,
    /// Where it goes.
    pub set: fn(&mut Rules, f64),
}

impl Varied {
    /// The value below which a share of the prior lies.
    pub fn value(&self, share: f64) -> f64 {
        self.prior.quantile(share)
    }
}

const fn even(key: &'static str, [low, median, high]: [f64; 3], set: fn(&mut Rules, f64)) -> Varied {
    varied(key, Shape::Uniform, [low, median, high], set)
}

const fn factor(key: &'static str, [low, median, high]: [f64; 3], set: fn(&mut Rules, f64)) -> Varied {
    varied(key, Shape::LogUniform, [low, median, high], set)
}

const fn varied(key: &'static str, shape: Shape, [low, median, high]: [f64; 3], set: fn(&mut Rules, f64)) -> Varied {
    let prior = Prior {
        shape,
        low,
        median,
        high,
    };
    Varied { key, prior, set }
}

/// The ten settings.
pub const VARIED: [Varied; 10] = [
    factor("max_move_speed", [100.0, 360.0, 720.0], |rules, value| {
        rules.speed = value
    }),
    factor("default_movechance", [0.1, 0.3, 0.8], |rules, value| {
        rules.default_move_chance = value
    }),
    factor("camp_movechance", [0.0003, 0.001, 0.03], |rules, value| {
        rules.camp_move_chance = value
    }),
    even("conflict_movechance", [0.5, 0.9, 1.0], |rules, value| {
        rules.conflict_move_chance = value
    }),
    factor("camp_weight", [0.7, 1.5, 10.0], |rules, value| {
        rules.camp_weight = value
    }),
    factor("conflict_weight", [0.05, 0.3, 1.0], |rules, value| {
        rules.conflict_weight = value
    }),
    factor("foreign_weight", [0.5, 1.2, 10.0], |rules, value| {
        rules.foreign_weight = value
    }),
    factor("softening", [1.0, 10.0, 100.0], |rules, value| rules.softening = value),
    even("distance_power", [0.3, 1.0, 2.5], |rules, value| {
        rules.distance_power = value
    }),
    even("awareness_level", [0.51, 1.6, 3.49], |rules, value| {
        rules.awareness = libm::round(value) as u32
    }),
];
