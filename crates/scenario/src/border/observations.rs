//! Everything observed that is taken in, as one list: the rows of the series, then those of the record.

use crate::border::checked::{Scenario, SeriesRow};
use amnok_model::observers::{Observation, Observer, Window, observer};

impl Scenario {
    /// What was observed until the last day that is taken in: each row of a series as a count (where its observer counts) or a quote, then the
    /// rows of the record whose days are over by then.
    pub fn observations(&self) -> Vec<Observation> {
        let of_series = self.observed.iter().flat_map(|series| {
            let observer = observer(&series.name);
            let row = move |row| observer.map(|observer| of_row(observer, &series.unit, row));
            series.rows.iter().filter_map(row)
        });
        let all = of_series.chain(self.record.iter().cloned());
        all.filter(|seen| seen.window.to <= self.observed_until).collect()
    }
}

/// A row of a series as a statement of its own.
fn of_row(observer: &'static Observer, unit: &str, row: &SeriesRow) -> Observation {
    Observation {
        id: format!("{} {}", observer.name, row.start),
        quantity: observer.meaning.into(),
        observer,
        kind: observer.of_series(),
        window: Window {
            from: row.start,
            to: row.end,
            counties: None,
            strata: None,
            activity: None,
        },
        against: None,
        low: Some(row.value),
        high: Some(row.value),
        unit: unit.into(),
        grade: 'A',
        source: row.source.clone(),
        note: String::new(),
    }
}

#[cfg(test)]
mod tests {
    /// Twenty quarters of arrivals, a fence and a price, then the record; nothing of the days after the last that is taken in.
    #[test]
    fn series_and_record_are_one_list_that_ends_where_nothing_more_is_taken_in() {
        let mut scenario = crate::embedded().expect("the embedded scenario is right");
        let all = scenario.observations();
        assert_eq!(all.len(), 22 + scenario.record.len());
        assert_eq!(all[0].id, "arrivals 2019-01-01");
        assert_eq!((all[0].low, all[0].high), (Some(229.0), Some(229.0)));
        scenario.observed_until = jiff::civil::date(2020, 6, 30);
        let early = scenario.observations();
        assert!(early.iter().all(|seen| seen.window.to <= scenario.observed_until));
        assert_eq!(early.iter().filter(|seen| seen.observer.name == "arrivals").count(), 6);
    }
}
