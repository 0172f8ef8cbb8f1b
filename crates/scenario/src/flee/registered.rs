//! The folder of registered people: data_layout.csv, its series, and corrections of overcounts.

use super::sheet::{Row, is_blank, rows, text_lines};
use super::{Context, Files, missing};
use crate::decode::decode;
use crate::diagnose::{Findings, Place, mend_name, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::series::Series;
use jiff::civil::Date;

/// Most files that data_layout.csv names.
const MOST_FILES: usize = 2_000;
/// Most text in all of them, each as often as it is named. Unit: bytes.
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// Largest count, after corrections.
const MOST_REGISTERED: f64 = 1e13;

/// Names of the files that data_layout.csv names.
pub(crate) fn named(files: &Files) -> Vec<String> {
    let Some(prefix) = &files.validation else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let Some(bytes) = files.contents.get(&format!("{prefix}data_layout.csv")) else {
        return names;
    };
    let text = decode("", bytes, &mut Findings::default()).unwrap_or("");
    for line in text_lines(text).filter(|line| !line.trim_start().starts_with('#')) {
        if names.len() > MOST_FILES {
            break;
        }
        names.extend(
            line.split(',')
                .skip(1)
                .map(|n| n.trim_matches('"').to_owned())
                .filter(|n| is_plain(n)),
        );
    }
    names.sort();
    names.dedup();
    names
}

/// A name of a file in the folder itself.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && name != ".." && !name.contains('\0')
}

/// Reads the series into `world`; every camp must have one.
pub(crate) fn read(files: &Files, start: Date, hasten: i64, world: &mut Displacement, context: &mut Context) {
    let Some(prefix) = &files.validation else {
        if world.by_data() {
            context.warnings.say(
                &Place::top("data_layout.csv"),
                "no folder of registered people: nobody sets out, and nothing is compared",
                "a folder with data_layout.csv and the counts of every camp",
                "name it after the input, or put it beside the input",
            );
        }
        return;
    };
    let layout = format!("{prefix}data_layout.csv");
    let before = context.findings.len();
    let mut all: Vec<Series> = Vec::new();
    let mut folder = Folder {
        files,
        prefix,
        start,
        hasten,
        named: 0,
        text: 0,
    };
    rows(files, &layout, true, context, |row, context| {
        if !row.is_comment() && row.len() >= 2 {
            all.extend(folder.row(&row, context));
        }
    });
    // Where places could not be read, none is known.
    if context.findings.len() == 0 {
        are_of_here(&layout, world, &all, context);
    }
    if context.findings.len() == before {
        without_series(&layout, world, &all, context);
    }
    if !world.spawning.sum_from_camps {
        begins_with_the_total(&layout, &all, context);
    }
    let read = context.findings.len() == before;
    corrections(files, start, read, &mut all, context);
    are_possible(&layout, &all, context);
    world.series = all;
}

/// The folder that is read, and how much of it was.
struct Folder<'a> {
    files: &'a Files,
    prefix: &'a str,
    start: Date,
    hasten: i64,
    /// Files so far.
    named: usize,
    /// Their text. Unit: bytes.
    text: usize,
}

impl Folder<'_> {
    /// The series of a row of data_layout.csv: of its files, each later one where the one before has nothing yet.
    fn row(&mut self, row: &Row, context: &mut Context) -> Option<Series> {
        let mut merged: Option<Series> = None;
        for i in 1..row.len() {
            let name = row.cell(i).trim();
            if name.is_empty() || !self.is_there(row, i, context) {
                continue;
            }
            if !self.is_small_enough(row, i, context) {
                return None;
            }
            let path = format!("{}{name}", self.prefix);
            let series = series(self.files, &path, row.cell(0), self.start, self.hasten, context);
            merged = Some(match merged {
                Some(first) if first.points.first().map(|p| p.0) < series.points.first().map(|p| p.0) => {
                    let found = format!("{}, which begins after the one before it", quoted(name));
                    let expected = "series that begin no later than the first";
                    let mend = "write the series that begins first last";
                    context.findings.say(&row.at(i), found, expected, mend);
                    first
                }
                Some(first) => first.merge(&series),
                None => series,
            });
        }
        merged
    }

    /// Whether the file of a cell is there; says so where it is not.
    fn is_there(&self, row: &Row, i: usize, context: &mut Context) -> bool {
        let name = row.cell(i).trim();
        let there = self.files.contents.contains_key(&format!("{}{name}", self.prefix));
        if !there {
            let found = format!("the file {}, which is not there", quoted(name));
            let expected = "the name of a file in the same folder";
            context
                .findings
                .say(&row.at(i), found, expected, "add the file, or mend its name");
        }
        there
    }

    /// Counts the file of a cell; says where that makes too many.
    fn is_small_enough(&mut self, row: &Row, i: usize, context: &mut Context) -> bool {
        self.named += 1;
        self.text += self.files.contents[&format!("{}{}", self.prefix, row.cell(i).trim())].len();
        let small = self.named <= MOST_FILES && self.text <= MOST_TEXT;
        if !small {
            let found = format!("{} files with {} bytes", self.named, self.text);
            let expected = format!("at most {MOST_FILES} files with {MOST_TEXT} bytes");
            context
                .findings
                .say(&row.at(i), found, expected, "name each series once");
        }
        small
    }
}

/// Says where none of the series is that of a place of the input: they are of another conflict.
fn are_of_here(layout: &str, world: &Displacement, all: &[Series], context: &mut Context) {
    let places = &world.network.places;
    let is_here = |series: &Series| places.iter().any(|place| place.name == series.name);
    let Some(first) = all.get(1).filter(|_| !all.iter().any(is_here)) else {
        return;
    };
    missing(
        layout,
        "series of places that are in locations.csv",
        &mut context.findings,
    );
    if let Some(last) = context.findings_last() {
        last.found = format!("series of other places, of {} for example", quoted(&first.name));
        last.mend = "name the folder of registered people that belongs to the input".into();
    }
}

/// Says where the first row is not the total, by which people set out while sum_from_camps is off.
fn begins_with_the_total(layout: &str, all: &[Series], context: &mut Context) {
    let Some(first) = all.first().filter(|series| series.name != "total") else {
        return;
    };
    let expected = "a first row that begins with `total,`, as sum_from_camps is off";
    missing(layout, expected, &mut context.findings);
    if let Some(last) = context.findings_last() {
        last.found = format!("{} in the first row", quoted(&first.name));
        last.mend = "put the row of the total first, or set sum_from_camps".into();
    }
}

/// Says where a count is larger than any.
fn are_possible(layout: &str, all: &[Series], context: &mut Context) {
    let beyond = |s: &&Series| s.points.iter().any(|(_, v)| !v.is_finite() || *v > MOST_REGISTERED);
    let Some(series) = all.iter().find(beyond) else {
        return;
    };
    let expected = format!("counts of at most {MOST_REGISTERED:.0}, after corrections");
    missing(layout, &expected, &mut context.findings);
    if let Some(last) = context.findings_last() {
        last.found = format!("larger counts in the series {}", quoted(&series.name));
        last.mend = "mend the series, or registration_corrections.csv".into();
    }
}

/// Warns of places of the output without a row: Flee stops there.
fn without_series(layout: &str, world: &Displacement, all: &[Series], context: &mut Context) {
    for place in world.camps() {
        let name = &world.network.places[place].name;
        if !all.iter().skip(1).any(|s| s.name == *name) {
            let kind = if world.network.places[place].camp {
                "camp"
            } else {
                "place"
            };
            let mend = match all.first().is_some_and(|s| s.name == *name) {
                true => "the first row is taken for the total: put one before it".to_owned(),
                false => mend_name(name, all.iter().map(|s| s.name.as_str())).replace("take it out", "add the row"),
            };
            context.warnings.say(
                &Place::top(layout),
                format!("no row for the {kind} {}: Flee stops; here nobody is registered there, and its error is 0 because nothing is compared", quoted(name)),
                format!("a row that begins with `{name},`"),
                mend,
            );
        }
    }
}

fn series(files: &Files, file: &str, name: &str, start: Date, hasten: i64, context: &mut Context) -> Series {
    let mut points: Vec<(i64, f64)> = Vec::new();
    let mut first = true;
    rows(files, file, true, context, |row, context| {
        let head = row.cell(0).trim();
        let begins = core::mem::take(&mut first);
        if row.len() < 2
            || row.is_comment()
            || row.cell(1).trim().is_empty()
            || begins && ["", "Date", "DateTime"].contains(&head)
        {
            return;
        }
        let Some(day) = day(head, start) else {
            context.findings.say(
                &row.at(0),
                quoted(head),
                "a date as YYYY-MM-DD",
                "write for example 2015-05-01",
            );
            return;
        };
        if points.last().is_some_and(|(before, _)| *before > day) {
            context.warnings.say(
                &row.at(0),
                format!("{head}, which is before the row above: Flee takes it as it stands, from the day on which all rows above are passed"),
                "rows in the order of their dates",
                "sort the rows",
            );
        }
        if let Some(count) = row.whole(1, 0, 4_000_000_000, "the people registered", context) {
            points.push((day, count as f64 / hasten as f64));
        }
    });
    if points.is_empty()
        && context.findings.len() == 0
        && files.contents.get(file).is_some_and(|bytes| !is_blank(bytes))
    {
        context.warnings.say(
            &Place::top(file),
            "a series without rows: Flee stops where it reads it; here nobody is registered",
            "at least one row `YYYY-MM-DD,count`",
            "add counts, or take the row out of data_layout.csv",
        );
    }
    Series {
        name: name.to_owned(),
        points,
    }
}

fn day(text: &str, start: Date) -> Option<i64> {
    let date = super::date(text)?;
    Some(i64::from((date - start).get_days()))
}

/// Corrections of overcounts. Where something is wrong with the series, so that they are not `read` as they should be, none is said to lack
/// what is corrected.
fn corrections(files: &Files, start: Date, read: bool, all: &mut [Series], context: &mut Context) {
    if all.is_empty() {
        return;
    }
    rows(
        files,
        &format!("{}registration_corrections.csv", files.input),
        false,
        context,
        |row, context| {
            if row.len() < 2 || row.is_comment() {
                return;
            }
            let Some(series) = all.iter_mut().find(|s| s.name == row.cell(0)) else {
                if !read {
                    return;
                }
                let found = format!("a correction of {}", quoted(row.cell(0)));
                let mend = mend_name(row.cell(0), all.iter().map(|s| s.name.as_str()));
                context
                    .findings
                    .say(&row.at(0), found, "the name of a series in data_layout.csv", mend);
                return;
            };
            match day(row.cell(1).trim(), start) {
                None => context.findings.say(
                    &row.at(1),
                    quoted(row.cell(1)),
                    "a date as YYYY-MM-DD",
                    "write for example 2015-05-01",
                ),
                Some(day) if day < 0 => {}
                Some(day) => {
                    if !series.correct(day) && read {
                        let found = format!("{}, on which the series has no row that follows another", row.cell(1));
                        context.findings.say(
                            &row.at(1),
                            found,
                            "the date of a row of the series, not its first",
                            "write the date of the corrected count",
                        );
                    }
                }
            }
        },
    );
}
