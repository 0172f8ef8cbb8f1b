//! Naive forecasts of a displacement, that a simulation has to beat to be of use.

use crate::displacement::Measure;
use amnok_displacement::{Course, Displacement, Row};

/// A naive forecast. Each is told what the simulation is told as well: how many people there are in camps in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// Each camp keeps the share of the registered that it has on the first day on which anybody is registered.
    ConstantShares,
    /// Each camp holds as many as at its last count before the day.
    LastCounts,
}

impl Baseline {
    /// All of them.
    pub const ALL: [Baseline; 2] = [Baseline::ConstantShares, Baseline::LastCounts];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Baseline::ConstantShares => "constant_shares",
            Baseline::LastCounts => "last_counts",
        }
    }

    /// Its error, mean over days; `rows` are those of any replicate, of which only what was registered is looked at.
    pub fn error(self, world: &Displacement, rows: &[Row], measure: Measure) -> f64 {
        let forecast = match self {
            Baseline::ConstantShares => constant_shares(rows),
            Baseline::LastCounts => last_counts(world, rows),
        };
        let told = |(row, simulated): (&Row, Vec<i64>)| {
            let apart: i64 = simulated.iter().zip(&row.registered).map(|(s, v)| (s - v).abs()).sum();
            Row {
                total_error: apart as f64 / row.registered_total.max(1) as f64,
                simulated,
                ..row.clone()
            }
        };
        let rows = rows.iter().zip(forecast).map(told).collect();
        measure.of(&Course {
            rows,
            ..Course::default()
        })
    }
}

fn constant_shares(rows: &[Row]) -> Vec<Vec<i64>> {
    let all = |row: &Row| row.registered.iter().sum::<i64>();
    let first = rows.iter().find(|row| all(row) > 0);
    let share = |camp: usize| first.map_or(0.0, |row| row.registered[camp] as f64 / all(row) as f64);
    let of = |row: &Row| {
        let camps = 0..row.registered.len();
        camps
            .map(|camp| (share(camp) * all(row) as f64).round() as i64)
            .collect()
    };
    rows.iter().map(of).collect()
}

/// A count of day d is known from the day after on; before the first count, that of the first day.
fn last_counts(world: &Displacement, rows: &[Row]) -> Vec<Vec<i64>> {
    let counted = |place: usize| {
        let name = &world.network.places[place].name;
        let series = world.series.iter().find(|series| series.name == *name);
        series.map_or(Vec::new(), |series| series.points.iter().map(|(day, _)| *day).collect())
    };
    let counted: Vec<Vec<i64>> = world.camps().into_iter().map(counted).collect();
    let of = |day: usize| {
        let known = |camp: usize| {
            let days = counted[camp].iter().filter(|on| (0..day as i64).contains(on));
            let last = days.max().copied().unwrap_or(0) as usize;
            rows[last].registered[camp]
        };
        (0..counted.len()).map(known).collect()
    };
    (0..rows.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_displacement::network::{Network, Place, Rules};
    use amnok_displacement::series::Series;

    /// Two camps: 30 and 10 registered on the first day, 30 and 90 on the third, on straight lines: 30 and 50 on the second.
    #[test]
    fn naive_forecasts_by_hand() {
        let camp = |name: &str| Place {
            name: name.into(),
            camp: true,
            ..Place::default()
        };
        let series = |name: &str, points: &[(i64, f64)]| Series {
            name: name.into(),
            points: points.to_vec(),
        };
        let world = Displacement {
            network: Network::new(vec![camp("A"), camp("B")], Rules::default()),
            days: 3,
            series: vec![
                series("A", &[(0, 30.0), (2, 30.0)]),
                series("B", &[(0, 10.0), (2, 90.0)]),
            ],
            ..Displacement::default()
        };
        let row = |a: i64, b: i64| Row {
            simulated: vec![0, 0],
            registered: vec![a, b],
            total_error: 0.0,
            registered_in_camps: a + b,
            simulated_total: 0,
            registered_total: 2 * (a + b),
            simulated_in_camps: 0,
            debt: 0,
            displaced_at_home: 0,
        };
        let rows = [row(30, 10), row(30, 50), row(30, 90)];
        let error = |baseline: Baseline, measure| baseline.error(&world, &rows, measure);
        // Shares .75 and .25: 60 and 20 for 30 and 50, then 90 and 30 for 30 and 90.
        let shares = (0.0 + 60.0 / 80.0 + 120.0 / 120.0) / 3.0;
        assert!((error(Baseline::ConstantShares, Measure::Relative) - shares).abs() < 1e-12);
        assert!((error(Baseline::ConstantShares, Measure::Total) - shares / 2.0).abs() < 1e-12);
        // The counts of day 0 on days 1 and 2: 40 and 80 people are missing.
        let last = (0.0 + 40.0 / 80.0 + 80.0 / 120.0) / 3.0;
        assert!((error(Baseline::LastCounts, Measure::Relative) - last).abs() < 1e-12);
    }
}
