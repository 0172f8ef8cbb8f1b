//! From what was observed of a border to observations that inference understands: scales, kinds, errors, series.
//!
//! Every reading is smooth on the scale ln(x + shift): the shift is ½ for counts, a hundredth of what is recorded for all else. Observations of one
//! observer are one series, off by one discrepancy.
//!
//! Assumed: the sizes below.

use super::Given;
use crate::bank::ColumnKind;
use amnok_infer::likelihood as infer;
use amnok_infer::linear::Matrix;
use amnok_infer::weighted;
use amnok_model::observers::{Error, Observation, ObservationKind};

/// What the model may be off by, on the log scale: the scale of a half-normal.
pub const DISCREPANCY: f64 = 0.25;
/// Size of the negative binomial of a counted series: quarters scatter more than Poisson.
const SIZE: f64 = 20.0;
/// Share of the runs that must have a reading.
const PRESENT: f64 = 0.95;

/// How far, on the log scale, the truth may lie outside recorded bounds, by grade: A counted, B of several sources, C of one, D judged.
fn error_of(grade: char) -> f64 {
    match grade {
        'A' => 0.05,
        'B' => 0.1,
        'C' => 0.2,
        _ => 0.4,
    }
}

/// What inference is given of the observations.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Readings of the runs that can be learned from, then the hidden quantities that are wanted: runs × columns.
    pub readings: Matrix,
    /// What was observed of them.
    pub observed: infer::Observed,
    /// The number of each observation of [`infer::Observed::observations`] among all that were given.
    pub used: Vec<usize>,
    /// Observations from which nothing can be learned: number, and why.
    pub unused: Vec<(usize, String)>,
    /// The bank's number of each wanted column.
    pub wanted: Vec<usize>,
}

impl Evidence {
    /// That of a bank; `wanted` are hidden columns of which the emulator is to know.
    pub fn of(given: &Given<'_>, wanted: &[usize]) -> Evidence {
        let mut evidence = Evidence {
            readings: Matrix::zeros(0, 0),
            observed: infer::Observed {
                scales: Vec::new(),
                series: Vec::new(),
                observations: Vec::new(),
                wanted: Vec::new(),
            },
            used: Vec::new(),
            unused: Vec::new(),
            wanted: Vec::new(),
        };
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for (number, seen) in given.observed.iter().enumerate() {
            let place = |(column, _): &(usize, &crate::bank::Column)| *column;
            let named = |(_, column): &(usize, &crate::bank::Column)| {
                column.what == ColumnKind::Reading && column.name == seen.id
            };
            let Some(column) = given.columns.iter().enumerate().find(named).as_ref().map(place) else {
                evidence.unused.push((number, "no run can have it".into()));
                continue;
            };
            match usable(given, column, scale_of(seen)) {
                Ok(values) => {
                    evidence.add(seen, columns.len());
                    evidence.used.push(number);
                    columns.push(values);
                }
                Err(why) => evidence.unused.push((number, why)),
            }
        }
        for column in wanted {
            let scale = hidden_scale(given, *column);
            if let Ok(values) = usable(given, *column, scale) {
                evidence.observed.scales.push(scale);
                evidence.observed.wanted.push(columns.len());
                evidence.wanted.push(*column);
                columns.push(values);
            }
        }
        evidence.readings = Matrix::from_fn(given.runs.len(), columns.len(), |run, column| columns[column][run]);
        evidence
    }

    fn add(&mut self, seen: &Observation, reading: usize) {
        let all = &mut self.observed.series;
        let series = all.iter().position(|series| series.name == seen.observer.name);
        let series = series.unwrap_or_else(|| {
            all.push(infer::Series {
                name: seen.observer.name.into(),
                discrepancy: DISCREPANCY,
            });
            all.len() - 1
        });
        self.observed.scales.push(scale_of(seen));
        self.observed.observations.push(infer::Observation {
            reading,
            series,
            kind: kind_of(seen),
        });
    }
}

/// One number for what is recorded, above 0 where anything is.
fn middle(seen: &Observation) -> f64 {
    match (seen.low, seen.high) {
        (Some(low), Some(high)) if low > 0.0 => libm::sqrt(low * high),
        (low, high) => high.or(low).unwrap_or(1.0),
    }
}

/// The scale on which a reading is smooth.
fn scale_of(seen: &Observation) -> infer::Scale {
    let counted = seen.observer.error == Error::Poisson
        && seen.kind != ObservationKind::Ratio
        && seen.kind != ObservationKind::Share;
    let shift = if counted { 0.5 } else { (0.01 * middle(seen)).max(1e-6) };
    infer::Scale::Log { shift }
}

/// The scale of a hidden quantity: by the middle of its runs.
pub fn hidden_scale(given: &Given<'_>, column: usize) -> infer::Scale {
    if given.columns[column].unit != "share" && given.columns[column].name != "price" {
        return infer::Scale::Log { shift: 0.5 };
    }
    let present = given.prior_of(column);
    let median = weighted::quantile(&present, &weighted::equal(present.len().max(1)), 0.5);
    infer::Scale::Log {
        shift: if median > 0.0 { 0.05 * median } else { 1e-3 },
    }
}

/// What was observed, as inference has it.
fn kind_of(seen: &Observation) -> infer::Statement {
    let error = error_of(seen.grade);
    match (seen.kind, seen.low, seen.high) {
        (ObservationKind::Count, Some(count), _) => infer::Statement::Count {
            count: libm::round(count),
            size: SIZE,
        },
        (ObservationKind::Quote, Some(low), Some(high)) if low == high => infer::Statement::Quote {
            value: low,
            error: match seen.observer.error {
                Error::LogNormal(deviation) => deviation,
                Error::Poisson => error,
            },
        },
        (_, Some(low), Some(high)) if low < high => infer::Statement::Range { low, high, error },
        (_, Some(value), Some(_)) => infer::Statement::Quote { value, error },
        (_, None, Some(value)) => infer::Statement::Ceiling { value, error },
        (_, low, None) => infer::Statement::Floor {
            value: low.unwrap_or(0.0),
            error,
        },
    }
}

/// A column of the bank, the median in place of what few runs lack; or why nothing can be learned from it.
fn usable(given: &Given<'_>, column: usize, scale: infer::Scale) -> Result<Vec<f64>, String> {
    let present: Vec<f64> = given.runs.iter().filter_map(|run| run[column]).collect();
    let share = present.len() as f64 / given.runs.len().max(1) as f64;
    if share < PRESENT {
        return Err(format!("only {:.0} % of the runs have one", 100.0 * share));
    }
    let weights = weighted::equal(present.len());
    let smooth: Vec<f64> = present.iter().map(|x| scale.there(*x)).collect();
    if weighted::deviation(&smooth, &weights) < 1e-6 {
        return Err(format!(
            "it is {} in every run, so that nothing can be learned from it",
            present[0]
        ));
    }
    let median = weighted::quantile(&present, &weights, 0.5);
    Ok(given.runs.iter().map(|run| run[column].unwrap_or(median)).collect())
}

/// A count whose expectation is the reading y on its scale, at a level of its distribution.
pub(super) fn counted(scale: infer::Scale, y: f64, level: f64) -> f64 {
    let any = infer::Statement::Count { count: 0.0, size: SIZE };
    match any.made_up(scale, y, level, 0.0) {
        infer::Statement::Count { count, .. } => count,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_infer::likelihood::{Scale, Statement};

    /// The first observation of the embedded scenario, with these bounds instead.
    fn seen(kind: ObservationKind, grade: char, (low, high): (Option<f64>, Option<f64>)) -> Observation {
        let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let mut seen = scenario.observations().swap_remove(0);
        (seen.kind, seen.grade, seen.low, seen.high) = (kind, grade, low, high);
        seen
    }

    /// As docs/inference.md has it. Halving or doubling these turned no test of the crate red.
    #[test]
    fn errors_and_scales_are_those_that_are_assumed() {
        for (grade, error) in [('A', 0.05), ('B', 0.1), ('C', 0.2), ('D', 0.4)] {
            let range = seen(ObservationKind::Range, grade, (Some(4.0), Some(9.0)));
            let expected = Statement::Range {
                low: 4.0,
                high: 9.0,
                error,
            };
            assert_eq!(kind_of(&range), expected);
        }
        let count = seen(ObservationKind::Count, 'A', (Some(12.0), Some(12.0)));
        let expected = Statement::Count {
            count: 12.0,
            size: 20.0,
        };
        assert_eq!(kind_of(&count), expected);
        assert_eq!(scale_of(&count), Scale::Log { shift: 0.5 });
        // A hundredth of what is recorded, of two bounds of their geometric middle.
        let ratio = |bounds| scale_of(&seen(ObservationKind::Ratio, 'A', bounds));
        assert_eq!(ratio((Some(4.0), Some(9.0))), Scale::Log { shift: 0.01 * 6.0 });
        assert_eq!(ratio((Some(4.0), None)), Scale::Log { shift: 0.01 * 4.0 });
        assert_eq!(ratio((None, None)), Scale::Log { shift: 0.01 });
    }

    /// A hidden column of a hundred runs, of which `have` have the values from 1 on.
    fn hidden_of(have: usize, name: &str, unit: &str, then: impl FnOnce(&Given<'_>)) {
        let column = crate::bank::Column {
            what: ColumnKind::Hidden,
            name: name.into(),
            words: name.into(),
            unit: unit.into(),
            province: None,
            from: jiff::civil::date(2019, 1, 1),
            to: jiff::civil::date(2019, 12, 31),
        };
        let runs: Vec<Vec<Option<f64>>> = (0..100)
            .map(|run| vec![(run < have).then_some(run as f64 + 1.0)])
            .collect();
        then(&Given {
            factors: &[],
            points: &[],
            columns: &[column],
            runs: &runs,
            waves: &[0; 100],
            observed: &[],
        });
    }

    /// Halved, the share of the runs turned nothing red.
    #[test]
    fn a_hidden_quantity_is_carried_over_that_nine_tenths_of_the_runs_have() {
        for (have, carried) in [(90, vec![0]), (89, Vec::new())] {
            hidden_of(have, "price", "USD", |given| {
                assert_eq!(given.hidden().0, carried, "{have}")
            });
        }
    }

    /// Shares and prices by a twentieth of their median, so that none is far from all others for being small; what is counted by one half.
    #[test]
    fn a_hidden_quantity_is_smooth_by_a_twentieth_of_its_median() {
        for (have, name, unit, expected) in [
            (99, "price", "USD", 0.05 * 50.0),
            (99, "official-share", "share", 0.05 * 50.0),
            (99, "deaths", "persons", 0.5),
            (0, "price", "USD", 1e-3),
        ] {
            hidden_of(have, name, unit, |given| {
                let Scale::Log { shift } = hidden_scale(given, 0) else {
                    panic!("a logarithm");
                };
                assert!((shift / expected - 1.0).abs() < 1e-12, "{name}: {shift}");
            });
        }
    }

    /// Nothing is learned from a reading that fewer than 95 % of the runs have.
    #[test]
    fn a_reading_counts_that_95_of_100_runs_have() {
        let used = |have: usize| {
            let runs: Vec<Vec<Option<f64>>> = (0..100).map(|run| vec![(run < have).then_some(run as f64)]).collect();
            let given = Given {
                factors: &[],
                points: &[],
                columns: &[],
                runs: &runs,
                waves: &[0; 100],
                observed: &[],
            };
            usable(&given, 0, Scale::Log { shift: 0.5 })
        };
        assert!(used(95).is_ok());
        assert_eq!(used(94), Err("only 94 % of the runs have one".to_owned()));
    }
}
