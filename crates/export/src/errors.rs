//! How far simulated camps are from registered ones, day by day.

use amnok_lab::Spread;
use amnok_lab::displacement::{Measure, Replicates};

/// Errors by day over replicates: median and the ends of the middle nine tenths.
pub(crate) fn errors_by_day(all: &Replicates) -> Vec<(usize, Measure, Spread)> {
    let days = all.courses.first().map_or(0, |course| course.rows.len());
    let known = |measure: &Measure| all.courses.iter().any(|course| measure.is_known(course));
    let measures: Vec<Measure> = Measure::ALL.into_iter().filter(known).collect();
    let mut found = Vec::new();
    for day in 0..days {
        for measure in &measures {
            let values = all.courses.iter().map(|course| measure.of_day(&course.rows[day]));
            found.extend(Spread::of(values).map(|spread| (day, *measure, spread)));
        }
    }
    found
}
