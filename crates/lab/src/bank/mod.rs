//! A bank: what inference is given of many runs. Of each run, what an outsider could have measured ([`ColumnKind::Reading`]: every row of a series
//! and of the record, before error) and what nobody could ([`ColumnKind::Hidden`]), both as numbers without a place finer than a province.
//!
//! A hidden quantity is kept for all observed days together, by calendar quarter, and by quarter and province.

pub mod hidden;

use amnok_model::inputs::Inputs;
use amnok_model::observers::{Observation, Part};
use amnok_model::record::rows::Rows;
use core::ops::Range;
use hidden::{HIDDEN, Quantity};
use jiff::ToSpan;
use jiff::civil::Date;

/// Why a bank of a scenario teaches nothing, and what to do.
const NOTHING_OBSERVED: &str = "nothing was observed of the scenario of which a run has a reading, so that nothing can be learned from this bank: write what was observed into \
     observed/*.csv first, with whole months within the period";

/// What is to be said before a bank is made of a scenario with these inputs and observations, if anything.
pub fn warning(inputs: &Inputs, observations: &[Observation]) -> Option<&'static str> {
    let readable = observations.iter().any(|seen| seen.gap(inputs).is_none());
    (!readable).then_some(NOTHING_OBSERVED)
}

/// Who could know a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// An outsider, by measuring.
    Reading,
    /// Nobody outside.
    Hidden,
}

impl ColumnKind {
    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            ColumnKind::Reading => "reading",
            ColumnKind::Hidden => "hidden",
        }
    }
}

/// A number that is kept of every run.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Who could know it.
    pub what: ColumnKind,
    /// The observation that it is the reading of, or the hidden quantity.
    pub name: String,
    /// In words.
    pub words: String,
    /// Unit.
    pub unit: String,
    /// Province by number; `None`: the whole border.
    pub province: Option<usize>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// How a column is read off a run.
#[derive(Clone, Debug)]
enum Source {
    Seen(Box<Observation>),
    Hidden(&'static Quantity, Part),
}

/// Every number that is kept of every run, in order: readings, then hidden quantities.
#[derive(Clone, Debug)]
pub struct Columns {
    all: Vec<Column>,
    sources: Vec<Source>,
}

impl Columns {
    /// Those of a scenario's runs: readings of what was observed, as far as they can be read; hidden quantities of all days until `until`, and by
    /// quarter.
    pub fn of(inputs: &Inputs, observed: &[Observation], until: Date) -> Columns {
        let mut columns = Columns {
            all: Vec::new(),
            sources: Vec::new(),
        };
        for seen in observed.iter().filter(|seen| seen.gap(inputs).is_none()) {
            columns.all.push(Column {
                what: ColumnKind::Reading,
                name: seen.id.clone(),
                words: seen.quantity.clone(),
                unit: seen.unit.clone(),
                province: None,
                from: seen.window.from,
                to: seen.window.to,
            });
            columns.sources.push(Source::Seen(Box::new(seen.clone())));
        }
        let whole = 0..days_until(inputs, until);
        for quantity in HIDDEN {
            columns.hide(inputs, quantity, whole.clone(), None);
        }
        for quarter in quarters(inputs) {
            for quantity in HIDDEN {
                columns.hide(inputs, quantity, quarter.clone(), None);
                for province in 0..inputs.provinces.len() {
                    columns.hide(inputs, quantity, quarter.clone(), Some(province));
                }
            }
        }
        columns
    }

    fn hide(&mut self, inputs: &Inputs, quantity: &'static Quantity, days: Range<u32>, province: Option<usize>) {
        let date = |day: u32| inputs.start.saturating_add(i64::from(day).days());
        let unit = match quantity.unit {
            "currency" => &inputs.currency,
            unit => unit,
        };
        self.all.push(Column {
            what: ColumnKind::Hidden,
            name: quantity.name.into(),
            words: quantity.words.into(),
            unit: unit.to_string(),
            province,
            from: date(days.start),
            to: date(days.end.saturating_sub(1)),
        });
        let numbered = inputs.counties.iter().zip(0_u16..);
        let counties = province.map(|province| {
            let inside = numbered.filter(|(county, _)| county.province == province);
            inside.map(|(_, number)| number).collect()
        });
        let part = Part {
            days,
            counties,
            ..Part::default()
        };
        self.sources.push(Source::Hidden(quantity, part));
    }

    /// The columns.
    pub fn all(&self) -> &[Column] {
        &self.all
    }

    /// What a run has of each; `None` where there was no quote, or nothing to divide by.
    pub fn read(&self, inputs: &Inputs, rows: &Rows) -> Vec<Option<f64>> {
        let one = |source: &Source| match source {
            Source::Seen(seen) => seen.read(inputs, rows).ok().flatten(),
            Source::Hidden(quantity, part) => quantity.read(inputs, rows, part),
        };
        self.sources.iter().map(one).collect()
    }
}

/// Days of the run until a date, that day included; all where it lies behind the last or before the first.
fn days_until(inputs: &Inputs, until: Date) -> u32 {
    let days = until.since(inputs.start).map_or(-1, |span| span.get_days());
    match u32::try_from(days + 1) {
        Ok(days) if days > 0 => days.min(inputs.days),
        _ => inputs.days,
    }
}

/// First and last day of the calendar quarter of a day.
pub(crate) fn quarter_of(day: Date) -> (Date, Date) {
    let first = day.first_of_month().saturating_sub(((day.month() - 1) % 3).months());
    (first, first.saturating_add(2.months()).last_of_month())
}

/// The calendar quarters that lie in the run as a whole, as days of it.
fn quarters(inputs: &Inputs) -> impl Iterator<Item = Range<u32>> {
    let start = inputs.start;
    let last = i32::try_from(inputs.days).unwrap_or(i32::MAX);
    let (first, _) = quarter_of(start);
    (0..)
        .map_while(move |quarter: i64| {
            let [from, next] = [quarter, quarter + 1].map(|q| first.checked_add((3 * q).months()).ok());
            let day = |date: Date| date.since(start).ok().map(|span| span.get_days());
            let (from, next) = (day(from?)?, day(next?)?);
            (next <= last).then_some((from, next))
        })
        .filter_map(|(from, next)| Some(u32::try_from(from).ok()?..u32::try_from(next).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_model::chance::Luck;
    use amnok_model::{Engine, run};

    /// The embedded scenario for three quarters: what is kept of a run is coherent over quarters and provinces.
    #[test]
    fn provinces_add_up_to_the_border_and_quarters_to_the_whole() {
        let mut scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        scenario.inputs.days = 31 + 28 + 31 + 30 + 31 + 30 + 10;
        let inputs = &scenario.inputs;
        let until = jiff::civil::date(2019, 6, 30);
        let columns = Columns::of(inputs, &scenario.observations(), until);
        let luck = Luck { seed: 1, replicate: 0 };
        let rows = run(inputs, luck, Engine::Selective, &mut ());
        let values = columns.read(inputs, &rows);
        assert_eq!(values.len(), columns.all().len());
        let of = |name: &str, province: Option<usize>, from: Date| {
            let found = columns.all().iter().position(|column| {
                (column.name.as_str(), column.province, column.from) == (name, province, from)
                    && column.what == ColumnKind::Hidden
                    && (province.is_some() || column.to != until || from != inputs.start)
            });
            found.and_then(|place| values[place])
        };
        let (winter, spring) = (jiff::civil::date(2019, 1, 1), jiff::civil::date(2019, 4, 1));
        for quantity in HIDDEN.iter().filter(|quantity| quantity.adds_up()) {
            let name = quantity.name;
            let whole = columns
                .all()
                .iter()
                .position(|c| c.name == name && c.what == ColumnKind::Hidden);
            let whole = whole.and_then(|place| values[place]).expect("a sum");
            let quarters = [winter, spring].map(|from| of(name, None, from).expect("a sum"));
            assert!(
                (quarters.iter().sum::<f64>() - whole).abs() < 1e-6,
                "{name}: {quarters:?} for {whole}"
            );
            let provinces: f64 = (0..5).map(|p| of(name, Some(p), winter).expect("a sum")).sum();
            assert!(
                (provinces - quarters[0]).abs() < 1e-6,
                "{name}: {provinces} for {quarters:?}"
            );
        }
        assert!(of("passages", None, winter) <= of("attempts", None, winter));
        assert!(of("passages", None, winter) > Some(0.0));
        let official = of("official-share", None, winter).expect("there are incidents");
        assert!((0.0..1.0).contains(&official));
        assert_eq!(
            of("arrivals", None, jiff::civil::date(2019, 7, 1)),
            None,
            "a quarter that does not end is none"
        );
        let arrivals = columns
            .all()
            .iter()
            .position(|c| c.name == "arrivals 2019-01-01")
            .expect("a reading");
        assert_eq!(values[arrivals], of("arrivals", None, winter));
    }
}
