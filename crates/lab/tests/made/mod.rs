//! A made-up bank: the arrivals of the embedded scenario, with readings and hidden quantities that follow from eight values by a formula.
#![allow(dead_code, reason = "each test needs a part of it")]

use amnok_chance::Luck;
use amnok_chance::prior::Prior;
use amnok_lab::bank::{Column, ColumnKind};
use amnok_lab::learn::{Given, How};
use amnok_lab::sweep::Factor;
use amnok_model::observers::Observation;
use jiff::civil::date;

/// A made-up bank.
pub struct Made {
    pub factors: Vec<Factor>,
    pub points: Vec<Vec<f64>>,
    pub columns: Vec<Column>,
    pub runs: Vec<Vec<Option<f64>>>,
    pub waves: Vec<u32>,
    pub observed: Vec<Observation>,
}

impl Made {
    pub fn given(&self) -> Given<'_> {
        Given {
            factors: &self.factors,
            points: &self.points,
            columns: &self.columns,
            runs: &self.runs,
            waves: &self.waves,
            observed: &self.observed,
        }
    }
}

pub const HOW: How = How {
    draws: 100,
    seed: 1,
    threads: 2,
};

/// Values from −1 to 1; arrivals of quarter q are exp(4 + x₀ + .1·q·x₁ + luck), passages exp(6 + 2·x₀ + luck), deaths exp(3 + x₇ + luck), which no
/// reading tells of; arrivals of the quarter after the last that is observed follow the same line.
pub fn run_of(point: &[f64], number: u32) -> Vec<Option<f64>> {
    let luck = |k: u32| {
        Luck {
            seed: 5,
            replicate: number,
        }
        .at(9_u16, 0, k, 0)
        .normal()
    };
    let arrivals = (0..12).map(|q| 4.0 + point[0] + 0.1 * (f64::from(q) - 5.5) * point[1] + 0.1 * luck(q));
    let hidden = [
        6.0 + 2.0 * point[0] + 0.1 * luck(20),
        3.0 + point[7] + 0.1 * luck(21),
        5.0 + 2.0 * point[0] + 0.1 * luck(22),
        4.0 + point[0] + 0.65 * point[1] + 0.1 * luck(23),
    ];
    arrivals.chain(hidden).map(|log| Some(libm::exp(log))).collect()
}

/// So many runs, and what would be observed where all values are `truth`, times `factor`.
pub fn made(runs: u32, truth: f64, factor: f64) -> Made {
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let factors: Vec<Factor> = (0..8)
        .map(|k| Factor {
            key: format!("x{k}"),
            unit: "none".into(),
            prior: Prior::even(-1.0, 1.0),
        })
        .collect();
    let value = |run: u32, k: u32| {
        2.0 * Luck {
            seed: 6,
            replicate: run,
        }
        .at(9_u16, 1, k, 0)
        .uniform()
            - 1.0
    };
    let points: Vec<Vec<f64>> = (0..runs).map(|run| (0..8).map(|k| value(run, k)).collect()).collect();
    let world = run_of(&[truth; 8], 1_000_000);
    let mut observed: Vec<Observation> = scenario.observations().into_iter().take(12).collect();
    for (seen, value) in observed.iter_mut().zip(&world) {
        let count = value.map(|value| libm::round(factor * value));
        (seen.low, seen.high) = (count, count);
    }
    let reading = |seen: &Observation| Column {
        what: ColumnKind::Reading,
        name: seen.id.clone(),
        words: seen.quantity.clone(),
        unit: seen.unit.clone(),
        province: None,
        from: seen.window.from,
        to: seen.window.to,
    };
    let hidden = |name: &str, province| Column {
        what: ColumnKind::Hidden,
        name: name.into(),
        words: name.into(),
        unit: "persons".into(),
        province,
        from: date(2019, 1, 1),
        to: date(2021, 12, 31),
    };
    let mut columns: Vec<Column> = observed.iter().map(reading).collect();
    columns.extend([
        hidden("passages", None),
        hidden("deaths", None),
        hidden("passages", Some(2)),
        Column {
            from: date(2022, 1, 1),
            to: date(2022, 3, 31),
            ..hidden("arrivals", None)
        },
    ]);
    Made {
        waves: vec![0; points.len()],
        runs: points.iter().zip(0..).map(|(point, run)| run_of(point, run)).collect(),
        factors,
        points,
        columns,
        observed,
    }
}
