//! Sums and means over rows of a ledger, by measure, days, counties, activity and force.

use amnok_model::facts::Activity;
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::measure;
use amnok_model::record::rows::{NONE, Rows};
use core::ops::Range;

/// Rows to be read, narrowed step by step.
#[derive(Clone, Debug)]
pub struct RowSelection<'a> {
    inputs: &'a Inputs,
    rows: &'a Rows,
    days: Range<u32>,
    counties: Option<Vec<usize>>,
    activity: u8,
    force: u8,
    reported_by: u8,
}

impl<'a> RowSelection<'a> {
    /// All rows of a run.
    pub fn new(inputs: &'a Inputs, rows: &'a Rows) -> RowSelection<'a> {
        RowSelection {
            inputs,
            rows,
            days: 0..inputs.days,
            counties: None,
            activity: NONE,
            force: NONE,
            reported_by: NONE,
        }
    }

    /// Only months that begin on these days.
    pub fn days(&self, days: Range<u32>) -> RowSelection<'a> {
        RowSelection { days, ..self.clone() }
    }

    /// Only these counties.
    pub fn counties(&self, counties: &[usize]) -> RowSelection<'a> {
        RowSelection {
            counties: Some(counties.to_vec()),
            ..self.clone()
        }
    }

    /// Only this activity.
    pub fn activity(&self, activity: Activity) -> RowSelection<'a> {
        RowSelection {
            activity: activity as u8,
            ..self.clone()
        }
    }

    /// Only this force.
    pub fn force(&self, force: usize) -> RowSelection<'a> {
        RowSelection {
            force: force as u8,
            ..self.clone()
        }
    }

    /// What this command or outlet told, in place of what happened.
    pub fn reported_by(&self, number: usize) -> RowSelection<'a> {
        RowSelection {
            reported_by: number as u8,
            ..self.clone()
        }
    }

    fn cells(&self, name: &str) -> impl Iterator<Item = usize> {
        let wanted = measure(name) as u8;
        let rows = self.rows;
        (0..rows.len()).filter(move |row| {
            rows.measure[*row] == wanted
                && rows.reported_by[*row] == self.reported_by
                && self.days.contains(&rows.day[*row])
                && (self.activity == NONE || rows.activity[*row] == self.activity)
                && (self.force == NONE || rows.force[*row] == self.force)
                && (self.counties.as_ref()).is_none_or(|c| c.contains(&(rows.county[*row] as usize)))
        })
    }

    /// Sum of a measure.
    pub fn sum(&self, name: &str) -> f64 {
        self.cells(name).map(|row| self.rows.value[row]).sum()
    }

    /// How many counties there are.
    pub fn county_count(&self) -> usize {
        self.inputs.counties.len()
    }

    /// Mean of the log-ratio of a quote, over the months and counties in which both sides have one.
    pub fn log_quote_against(&self, base: &RowSelection<'_>, name: &str) -> Option<f64> {
        let key = |selection: &RowSelection<'_>, row: usize| {
            (
                selection.rows.day[row],
                selection.rows.county[row],
                selection.rows.activity[row],
            )
        };
        let before: std::collections::BTreeMap<_, f64> = base
            .cells(name)
            .map(|row| (key(base, row), base.rows.value[row]))
            .collect();
        let pairs = self
            .cells(name)
            .filter_map(|row| Some((self.rows.value[row], *before.get(&key(self, row))?)));
        let logs: Vec<f64> = pairs.map(|(now, then)| libm::log(now / then)).collect();
        (!logs.is_empty()).then(|| logs.iter().sum::<f64>() / logs.len() as f64)
    }
}

/// Log-ratio of two sums; `None` where one is zero.
pub fn log_ratio(now: f64, then: f64) -> Option<f64> {
    (now > 0.0 && then > 0.0).then(|| libm::log(now / then))
}
