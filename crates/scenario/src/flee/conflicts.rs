//! sim_period.csv and conflicts.csv.

use super::names::Names;
use super::places::MOST_PLACES;
use super::sheet::{Row, rows};
use super::{Context, Files, MOST_DAYS, date, missing};
use crate::diagnose::{self, listed, mend_name, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::happenings::{self, Conflict};
use amnok_displacement::network::Place;
use amnok_displacement::newcomers::Schedule;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The first day and the number of days.
pub(crate) fn period(files: &Files, context: &mut Context) -> (Date, u32) {
    let name = format!("{}sim_period.csv", files.input);
    let (mut start, mut days) = (None, None);
    let before = context.findings.len();
    rows(files, &name, true, context, |row, context| {
        match row.cell(0).trim().to_lowercase().as_str() {
            "startdate" => {
                start = date(row.cell(1).trim());
                if start.is_none() {
                    context.findings.say(
                        &row.at(1),
                        quoted(row.cell(1)),
                        "a date as YYYY-MM-DD",
                        "write for example 2015-05-01",
                    );
                    start = Some(Date::constant(2000, 1, 1));
                }
            }
            "length" => {
                days = Some(
                    row.whole(1, 1, i64::from(MOST_DAYS), "the number of days", context)
                        .unwrap_or(1) as u32,
                )
            }
            _ => {}
        }
    });
    if context.findings.len() == before && (start.is_none() || days.is_none()) {
        missing(
            &name,
            "rows `StartDate,YYYY-MM-DD` and `Length,N`",
            &mut context.findings,
        );
        if let Some(last) = context.findings_last() {
            last.found = "a period without its start or its length".into();
        }
    }
    (start.unwrap_or(Date::constant(2000, 1, 1)), days.unwrap_or(1))
}

/// Whether there is a file of conflicts.
pub(crate) fn are_there(files: &Files) -> bool {
    files.contents.contains_key(&format!("{}conflicts.csv", files.input))
}

/// The names of the columns of a table by place, and the places that they are; one that comes twice is said.
pub(crate) fn columns(row: &Row, known: &Names, context: &mut Context) -> (Vec<String>, Vec<Option<usize>>) {
    if row.len() > 2 * MOST_PLACES {
        let found = format!("{} columns", row.len());
        context.findings.say(
            &row.at(0),
            found,
            "a column for each place",
            "take out what is no place",
        );
        return (Vec::new(), Vec::new());
    }
    let names: Vec<String> = (0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect();
    let mut places = vec![None; names.len()];
    for i in 1..names.len() {
        if !names[i].is_empty() && names[1..i].contains(&names[i]) {
            let found = format!("the column {} a second time", quoted(&names[i]));
            context
                .findings
                .say(&row.at(i), found, "every place once", "take one of the columns out");
        }
        places[i] = known.get(&names[i]);
    }
    (names, places)
}

/// The intensity of conflicts by place and day. A column of an unknown place is an error, or is dropped where `lenient`.
pub(crate) fn read(
    files: &Files,
    world: &Displacement,
    known: &Names,
    lenient: bool,
    context: &mut Context,
) -> Vec<Conflict> {
    let name = format!("{}conflicts.csv", files.input);
    let mut table: Option<Table> = None;
    rows(files, &name, true, context, |row, context| match &mut table {
        None => table = Some(Table::new(&row, (world, known, lenient), context)),
        Some(table) if table.days < world.days => table.day(&row, context),
        Some(_) => {}
    });
    let (all, days) = table.map_or((Vec::new(), 0), |table| (table.all, table.days));
    if days < world.days && files.contents.contains_key(&name) && context.findings.len() == 0 {
        too_few(&name, days, world.days, context);
    }
    all
}

/// The numbers of days in the first cells of rows, which Flee does not look at: the first row is day 0 and each after it the next.
#[derive(Debug, Default)]
pub(crate) struct DayNumbers {
    before: Option<u32>,
    said: bool,
}

impl DayNumbers {
    /// Warns of the first row whose number does not follow that of the row above it.
    pub fn look(&mut self, row: &Row, day: u32, context: &mut Context) {
        let number = row.cell(0).trim().parse::<u32>().ok();
        let follows = self
            .before
            .is_none_or(|before| number == Some(before.saturating_add(1)));
        if let (Some(found), false, false) = (number, follows, self.said) {
            self.said = true;
            context.warnings.say(
                &row.at(0),
                format!(
                    "day {found} below day {}: Flee counts rows, and takes this one for day {day}",
                    self.before.unwrap_or(0)
                ),
                "a row for each day, in their order",
                "sort the rows, and add those that are missing",
            );
        }
        self.before = number;
    }
}

/// conflicts.csv as far as it is read.
struct Table<'a> {
    world: &'a Displacement,
    known: &'a Names,
    lenient: bool,
    /// The names of the columns, and which place each is.
    names: Vec<String>,
    places: Vec<Option<usize>>,
    /// Columns of which something was said.
    said: BTreeSet<usize>,
    /// A conflict for each column that is a place, in their order.
    all: Vec<Conflict>,
    days: u32,
    numbers: DayNumbers,
}

impl<'a> Table<'a> {
    /// From the first row.
    fn new(row: &Row, (world, known, lenient): (&'a Displacement, &'a Names, bool), context: &mut Context) -> Self {
        let (names, places) = columns(row, known, context);
        let conflict = |place: &usize| Conflict {
            place: *place,
            intensity: Vec::new(),
        };
        let all = places.iter().flatten().map(conflict).collect();
        Table {
            world,
            known,
            lenient,
            names,
            places,
            said: BTreeSet::new(),
            all,
            days: 0,
            numbers: DayNumbers::default(),
        }
    }

    /// Takes in the row of a day.
    fn day(&mut self, row: &Row, context: &mut Context) {
        let mut next = 0;
        self.numbers.look(row, self.days, context);
        for i in 1..row.len().max(self.places.len()) {
            let value = match row.cell(i).trim() {
                "" => 0.0,
                _ => {
                    let what = "the intensity of a conflict";
                    row.number(i, 0.0, 1e6, what, context).unwrap_or(0.0)
                }
            };
            if let Some(Some(_)) = self.places.get(i) {
                if let Some(conflict) = self.all.get_mut(next) {
                    conflict.intensity.push(value);
                }
                next += 1;
            } else if !self.said.contains(&i) {
                self.nowhere(row, i, value, context);
            }
        }
        self.days += 1;
    }

    /// Says what is wrong with a value that stands below no place.
    fn nowhere(&mut self, row: &Row, i: usize, value: f64, context: &mut Context) {
        let text = row.cell(i).trim();
        match self.names.get(i).filter(|name| !name.is_empty()) {
            Some(name) if value > 1e-6 && !self.known.is_broken(name) => {
                unknown(self.world, self.lenient, name, (&row.at(i), self.days), context);
                self.said.insert(i);
            }
            None if !text.is_empty() => {
                let found = format!("the value {} without a column", quoted(text));
                let expected = "a place in the first row for every value";
                context.findings.say(&row.at(i), found, expected, "name the column");
                self.said.insert(i);
            }
            _ => {}
        }
    }
}

/// Says of a conflict in a place that is not there, from a day on: an error, or where `lenient` a warning.
fn unknown(world: &Displacement, lenient: bool, name: &str, (at, day): (&diagnose::Place, u32), context: &mut Context) {
    let places = || world.network.places.iter().map(|p| p.name.as_str());
    let found = format!("a conflict in the unknown place {}", quoted(name));
    let expected = format!("a place of locations.csv ({})", listed(places()));
    let mend = mend_name(name, places());
    if lenient {
        let dropped = format!("{found}, from day {} on: dropped, as Flee does in silence", day);
        context.warnings.say(at, dropped, expected, mend);
    } else {
        let mend = format!("{mend}; --lenient drops it, as Flee does");
        context.findings.say(at, found, expected, mend);
    }
}

/// Says that days lack their row.
fn too_few(name: &str, count: u32, days: u32, context: &mut Context) {
    missing(name, &format!("a row for each of {} days", days), &mut context.findings);
    if let Some(last) = context.findings_last() {
        last.found = format!("{count} rows of days: Flee stops on day {count}");
        last.mend = format!("add rows, or shorten the period by --days {count} or Length in sim_period.csv");
    }
}

/// Says so if people set out on a day on which no place of conflict has residents.
pub(crate) fn somewhere_to_begin(files: &Files, world: &Displacement, context: &mut Context) {
    if world.series.is_empty() || !world.by_data() {
        return;
    }
    let schedule = Schedule::new(world);
    let mut network = world.network.clone();
    for day in 0..world.days {
        happenings::change(&world.changes, &world.conflicts, &mut network, day);
        let begins = |(p, at): (usize, &Place)| {
            let fighting = at.intensity > 0.0 && network.decay(p, day) > 0.0;
            at.population > 0 && (fighting || world.spawning.hunger_everywhere && day > 1)
        };
        let somewhere = network.places.iter().enumerate().any(begins);
        if schedule.newcomers(day) > 0 && !somewhere {
            let name = format!("{}conflicts.csv", files.input);
            missing(
                &name,
                "a place of conflict with residents on every day with newcomers",
                &mut context.findings,
            );
            if let Some(last) = context.findings_last() {
                last.found = format!("no place of conflict with residents on day {day}, when people set out");
                last.line = day as usize + 2;
                last.mend = "let a conflict begin, or give its place a population in locations.csv".into();
            }
            return;
        }
    }
}
