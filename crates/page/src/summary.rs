//! Rows added up by month, and their spread over replicates.

use super::label::{month_of, ordered};
use super::view::View;
use amnok_lab::Spread;
use amnok_model::facts::Topic;
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::{By, MEASURES, OverDays, measure};
use amnok_model::record::rows::{NONE, Rows};
use jiff::civil::Date;
use std::ops::Deref;
use std::sync::Arc;

/// A calendar month of the run.
#[derive(Clone, Copy, Debug)]
pub struct Month {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
}

impl Month {
    /// `March 2020`.
    pub fn name(self) -> String {
        month_of(self.year, self.month.clamp(1, 12)).unwrap_or_default()
    }
}

/// An order's place on the axis of months.
pub struct Mark {
    /// Months from the first.
    pub at: f64,
    /// What is said when it is pointed at.
    pub text: String,
}

/// Sums of one replicate: by measure, slot, county and month.
struct Tally(Vec<Vec<f64>>);

/// All replicates by month, without the scenario that they are of: what can be kept while pages are made of it one by one.
pub struct Sums {
    /// Months, in order.
    pub months: Vec<Month>,
    /// Orders by date.
    pub marks: Vec<Mark>,
    /// First month of which nothing observed is taken in, if the run goes so far.
    pub forecast: Option<usize>,
    tallies: Vec<Tally>,
    /// What was told, by replicate; then by command or outlet, topic, month, over all counties.
    reported: Vec<Vec<f64>>,
}

/// All replicates by month.
pub struct MonthlySummary<'a> {
    /// The scenario.
    pub inputs: &'a Inputs,
    sums: Arc<Sums>,
}

impl Deref for MonthlySummary<'_> {
    type Target = Sums;

    fn deref(&self) -> &Sums {
        &self.sums
    }
}

/// What to add up.
#[derive(Clone, Copy)]
pub struct Selection {
    measure: usize,
    activity: Option<usize>,
    force: Option<usize>,
    sign: f64,
}

/// A measure in all its parts.
pub fn select(name: &str) -> Selection {
    Selection {
        measure: measure(name),
        activity: None,
        force: None,
        sign: 1.0,
    }
}

/// The same, to be taken off.
pub fn minus(name: &str) -> Selection {
    Selection {
        sign: -1.0,
        ..select(name)
    }
}

impl Selection {
    /// Of one activity only.
    pub fn activity(self, activity: usize) -> Selection {
        Selection {
            activity: Some(activity),
            ..self
        }
    }

    /// Of one force only.
    pub fn force(self, force: usize) -> Selection {
        Selection {
            force: Some(force),
            ..self
        }
    }
}

/// Months from the month of one date to that of another.
pub fn months_between(start: Date, date: Date) -> i64 {
    (i64::from(date.year()) - i64::from(start.year())) * 12 + i64::from(date.month()) - i64::from(start.month())
}

/// The date so many days later, if the calendar has it.
pub fn after(start: Date, days: i64) -> Option<Date> {
    start.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Number of the month of each day of a run.
pub fn months_of_days(inputs: &Inputs) -> Vec<usize> {
    (0..i64::from(inputs.days))
        .map_while(|day| after(inputs.start, day))
        .map(|date| months_between(inputs.start, date) as usize)
        .collect()
}

impl Sums {
    /// Adds up the rows.
    pub fn of(view: &View, rows: &[(u32, Rows)]) -> Sums {
        let inputs = view.inputs;
        let month_of_day = months_of_days(inputs);
        let count = month_of_day.last().map_or(0, |last| last + 1);
        let first = i64::from(inputs.start.year()) * 12 + i64::from(inputs.start.month()) - 1;
        let months: Vec<Month> = (0..count as i64)
            .map(|i| Month {
                year: ((first + i) / 12) as i16,
                month: ((first + i) % 12 + 1) as i8,
            })
            .collect();
        let first_later = |date| (months_between(inputs.start, date) + 1).max(0) as usize;
        let forecast = view.later.as_ref().map(|later| first_later(later.until));
        Sums {
            marks: marks(view, count),
            forecast: forecast.filter(|month| *month < count),
            tallies: rows
                .iter()
                .map(|(_, rows)| tally(inputs, &month_of_day, count, rows))
                .collect(),
            reported: rows
                .iter()
                .map(|(_, rows)| reported(inputs, &month_of_day, count, rows))
                .collect(),
            months,
        }
    }
}

impl<'a> MonthlySummary<'a> {
    /// Adds up the rows.
    pub fn of(view: &View<'a>, rows: &[(u32, Rows)]) -> MonthlySummary<'a> {
        MonthlySummary::again(view.inputs, Arc::new(Sums::of(view, rows)))
    }

    /// Of sums that were made before, of the same scenario.
    pub fn again(inputs: &'a Inputs, sums: Arc<Sums>) -> MonthlySummary<'a> {
        MonthlySummary { inputs, sums }
    }

    /// Number of replicates.
    pub fn replicates(&self) -> usize {
        self.tallies.len()
    }

    /// Number of the month of a date, if the run has it.
    pub fn month_of(&self, date: Date) -> Option<usize> {
        let month = usize::try_from(months_between(self.inputs.start, date)).ok()?;
        (month < self.months.len()).then_some(month)
    }

    /// Value of a measure in a county and month of a replicate.
    pub fn value(&self, replicate: usize, select: Selection, county: usize, month: usize) -> f64 {
        let (activities, forces) = width(self.inputs, select.measure);
        let cells = &self.tallies[replicate].0[select.measure];
        let one = |wanted: Option<usize>, width: usize| match wanted {
            Some(number) if number < width => number..number + 1,
            Some(_) if width > 1 => 0..0,
            _ => 0..width,
        };
        let place = county * self.months.len() + month;
        let mut sum = 0.0;
        for activity in one(select.activity, activities) {
            for force in one(select.force, forces) {
                let slot = activity * forces + force;
                sum += cells[slot * self.inputs.counties.len() * self.months.len() + place];
            }
        }
        select.sign * sum
    }

    /// What a command or outlet (commands first) told of a topic in some months of a replicate.
    pub fn reported(&self, replicate: usize, reporter: usize, topic: Topic, months: std::ops::Range<usize>) -> f64 {
        let first = (reporter * Topic::ALL.len() + topic as usize) * self.months.len();
        self.reported[replicate][first + months.start..first + months.end]
            .iter()
            .sum()
    }

    /// Sum over all counties in a month of a replicate.
    pub fn all(&self, replicate: usize, select: Selection, month: usize) -> f64 {
        (0..self.inputs.counties.len())
            .map(|county| self.value(replicate, select, county, month))
            .sum()
    }

    /// Spread of the sum over all counties and over the months given.
    pub fn total(&self, picks: &[Selection], months: std::ops::Range<usize>) -> Option<Spread> {
        Spread::of((0..self.replicates()).map(|r| {
            let by_month = months
                .clone()
                .map(|m| picks.iter().map(|p| self.all(r, *p, m)).sum::<f64>());
            by_month.sum()
        }))
    }

    /// Spread by month of a number made from a replicate and a month.
    pub fn by_month(&self, number: impl Fn(usize, usize) -> f64) -> Vec<Option<Spread>> {
        let months = 0..self.months.len();
        months
            .map(|month| Spread::of((0..self.replicates()).map(|r| number(r, month))))
            .collect()
    }

    /// Mean over counties with the weight given.
    pub fn mean(&self, replicate: usize, select: Selection, month: usize, weight: impl Fn(usize) -> f64) -> f64 {
        let mut sum = 0.0;
        let mut weights = 0.0;
        for county in 0..self.inputs.counties.len() {
            sum += weight(county) * self.value(replicate, select, county, month);
            weights += weight(county);
        }
        sum / weights
    }

    /// Years of the run with their months.
    pub fn years(&self) -> Vec<(i16, std::ops::Range<usize>)> {
        let mut years: Vec<(i16, std::ops::Range<usize>)> = Vec::new();
        for (number, month) in self.months.iter().enumerate() {
            match years.last_mut() {
                Some((year, range)) if *year == month.year => range.end = number + 1,
                _ => years.push((month.year, number..number + 1)),
            }
        }
        years
    }
}

/// Activities and forces by which a measure is broken down.
fn width(inputs: &Inputs, measure: usize) -> (usize, usize) {
    match MEASURES[measure].by {
        By::County => (1, 1),
        By::Stratum | By::Activity => (2, 1),
        By::Force => (1, inputs.forces.len()),
        By::ActivityForce => (2, inputs.forces.len()),
    }
}

fn tally(inputs: &Inputs, month_of_day: &[usize], months: usize, rows: &Rows) -> Tally {
    let counties = inputs.counties.len();
    let mut cells: Vec<Vec<f64>> = Vec::with_capacity(MEASURES.len());
    for number in 0..MEASURES.len() {
        let (activities, forces) = width(inputs, number);
        cells.push(vec![0.0; activities * forces * counties * months]);
    }
    let mut periods = vec![0u32; months];
    let mut previous = None;
    for i in 0..rows.len() {
        let (number, county) = (rows.measure[i] as usize, rows.county[i] as usize);
        if rows.reported_by[i] != NONE {
            continue;
        }
        let Some(&month) = month_of_day.get(rows.day[i] as usize) else {
            continue;
        };
        if number >= MEASURES.len() || county >= counties {
            continue;
        }
        if previous.replace(rows.day[i]) != Some(rows.day[i]) {
            periods[month] += 1;
        }
        let (activities, forces) = width(inputs, number);
        let activity = if activities == 1 || rows.activity[i] == NONE {
            0
        } else {
            rows.activity[i] as usize
        };
        let force = if forces == 1 || rows.force[i] == NONE {
            0
        } else {
            rows.force[i] as usize
        };
        if activity < activities && force < forces {
            cells[number][((activity * forces + force) * counties + county) * months + month] += rows.value[i];
        }
    }
    // Periods shorter than a month: levels are means, not sums.
    for (number, info) in MEASURES.iter().enumerate() {
        if info.over_days == OverDays::Level && months > 0 {
            for (place, cell) in cells[number].iter_mut().enumerate() {
                *cell /= f64::from(periods[place % months].max(1));
            }
        }
    }
    Tally(cells)
}

fn reported(inputs: &Inputs, month_of_day: &[usize], months: usize, rows: &Rows) -> Vec<f64> {
    let reporters = inputs.commands.len() + inputs.outlets.len();
    let mut cells = vec![0.0; reporters * Topic::ALL.len() * months];
    let measures: Vec<u8> = Topic::ALL.iter().map(|topic| measure(topic.measure()) as u8).collect();
    for i in 0..rows.len() {
        let (reporter, topic) = (
            rows.reported_by[i] as usize,
            measures.iter().position(|m| *m == rows.measure[i]),
        );
        if let (Some(topic), Some(month)) = (topic, month_of_day.get(rows.day[i] as usize))
            && reporter < reporters
        {
            cells[(reporter * Topic::ALL.len() + topic) * months + month] += rows.value[i];
        }
    }
    cells
}

fn marks(view: &View, months: usize) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for order in &view.orders {
        let Some(date) = after(view.inputs.start, i64::from(order.day.max(0))) else {
            continue;
        };
        let at = months_between(view.inputs.start, date) as f64 + f64::from(date.day() - 1) / 31.0;
        if at > months as f64 {
            continue;
        }
        let text = ordered(&order.kind, &order.place, &order.force, &order.size);
        let note = if order.note.is_empty() {
            String::new()
        } else {
            format!(". {}", order.note)
        };
        let text = format!("{}: {text}{note} [{}]", order.date, order.source);
        match marks.iter_mut().find(|mark| mark.at == at) {
            Some(mark) => mark.text = format!("{}\n{text}", mark.text),
            None => marks.push(Mark { at, text }),
        }
    }
    marks.sort_by(|a, b| a.at.total_cmp(&b.at));
    marks
}
