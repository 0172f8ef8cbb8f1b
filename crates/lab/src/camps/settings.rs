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
    /// In words, with its unit.
    pub words: &'static str,
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

/// Key and words of a setting.
type Name = (&'static str, &'static str);

const fn even(name: Name, [low, median, high]: [f64; 3], set: fn(&mut Rules, f64)) -> Varied {
    varied(name, Shape::Uniform, [low, median, high], set)
}

const fn factor(name: Name, [low, median, high]: [f64; 3], set: fn(&mut Rules, f64)) -> Varied {
    varied(name, Shape::LogUniform, [low, median, high], set)
}

const fn varied((key, words): Name, shape: Shape, [low, median, high]: [f64; 3], set: fn(&mut Rules, f64)) -> Varied {
    let prior = Prior {
        shape,
        low,
        median,
        high,
    };
    Varied { key, words, prior, set }
}

/// The ten settings.
pub const VARIED: [Varied; 10] = [
    factor(
        ("max_move_speed", "Farthest that people go in a day, km"),
        [100.0, 360.0, 720.0],
        |rules, value| rules.speed = value,
    ),
    factor(
        ("default_movechance", "Chance to set out in a day, in a town"),
        [0.1, 0.3, 0.8],
        |rules, value| rules.default_move_chance = value,
    ),
    factor(
        ("camp_movechance", "Chance to set out in a day, in a camp"),
        [0.0003, 0.001, 0.03],
        |rules, value| rules.camp_move_chance = value,
    ),
    even(
        (
            "conflict_movechance",
            "Chance to set out in a day, where there is conflict",
        ),
        [0.5, 0.9, 1.0],
        |rules, value| rules.conflict_move_chance = value,
    ),
    factor(("camp_weight", "Pull of camps"), [0.7, 1.5, 10.0], |rules, value| {
        rules.camp_weight = value
    }),
    factor(
        ("conflict_weight", "Pull of places with conflict"),
        [0.05, 0.3, 1.0],
        |rules, value| rules.conflict_weight = value,
    ),
    factor(
        ("foreign_weight", "Pull of places abroad"),
        [0.5, 1.2, 10.0],
        |rules, value| rules.foreign_weight = value,
    ),
    factor(
        ("softening", "Distance added to every way, km"),
        [1.0, 10.0, 100.0],
        |rules, value| rules.softening = value,
    ),
    even(
        ("distance_power", "How strongly distance counts"),
        [0.3, 1.0, 2.5],
        |rules, value| rules.distance_power = value,
    ),
    even(
        ("awareness_level", "How many links ahead people know, 0 to 3"),
        [0.51, 1.6, 3.49],
        |rules, value| rules.awareness = libm::round(value) as u32,
    ),
];
