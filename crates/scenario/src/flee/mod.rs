//! Flee's folders: places, routes, closures, conflicts, registered people and settings, as
//! users of [Flee](https://github.com/djgroen/flee) have them, checked and turned into a displacement to live through.
//!
//! What Flee ignores in silence (unknown settings, closures of unknown kinds, misspelt names) is an error here; what this
//! program does not do is refused with the reason; what has no effect in Flee either is told in a note.

mod after_a_run;
mod bounds;
mod closures;
mod compared;
mod conflicts;
mod coupled;
mod cut_off;
mod exchanged;
mod find;
mod floods;
mod folder;
mod food;
mod in_force;
mod location_changes;
mod misplaced;
mod names;
mod network;
mod people;
mod places;
mod registered;
mod routes;
mod settings;
mod sheet;
mod survey;
mod warnings;
mod where_flee_stops;
mod yaml;

pub use find::{Configuration, configurations, settings_in};
pub use folder::{load, load_by};
pub use in_force::Setting;
pub use settings::RuleSet;

use crate::diagnose::{Diagnostic, Diagnostics};
use crate::diagnose::{Findings, Place};
use crate::files::digest;
use amnok_displacement::Displacement;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// A folder that has been checked.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Name: that of the input folder, or of the folder around it where it is only called `input`.
    pub name: String,
    /// The files as they were read, by names under which a copy can be read again: `input/…`, `registered/…`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// SHA-256 over names and contents of [`Conflict::files`], in hexadecimal digits. The folder's own name is not in it.
    pub digest: String,
    /// What to live through.
    pub displacement: Displacement,
    /// Date of day 0.
    pub start: Date,
    /// Whether the first coordinate is the latitude.
    pub latitude_first: bool,
    /// Whether Flee's extra column of people displaced at home is asked for.
    pub displaced_at_home: bool,
    /// Settings in force, whether set or left as they are in Flee's code.
    pub settings: Vec<Setting>,
    /// What the files say that has no effect.
    pub notes: Vec<String>,
    /// What is no error, but is seldom meant, by file and line.
    pub warnings: Vec<Diagnostic>,
    /// Where each place stands in locations.csv.
    lines: Vec<Place>,
}

/// Files by the names that diagnostics give them, and which is what.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Contents.
    pub contents: BTreeMap<String, Vec<u8>>,
    /// What stands before the names of input files, as `places/`.
    pub input: String,
    /// What stands before the names of validation files; none: checked without registered people.
    pub validation: Option<String>,
    /// Name of the settings; none: the defaults of Flee's code.
    pub settings: Option<String>,
    /// Number of days in place of that of the files.
    pub days: Option<u32>,
    /// What is asked for beside the settings.
    pub options: LoadOptions,
}

/// What is asked for beside the settings of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// Rules in place of those of the settings, where these do not name any.
    pub rules: Option<RuleSet>,
    /// Whether conflicts in places that are not in locations.csv are dropped with a warning, as Flee does without; otherwise they are
    /// errors.
    pub lenient: bool,
}

/// Most days that are lived through.
pub(crate) const MOST_DAYS: u32 = 36_500;
/// What is found in place of a file that is not there.
const GONE: &str = "no such file";
/// Files of the input folder; beside them those whose names begin as those of attributes do.
const INPUT: [&str; 11] = [
    "sim_period.csv",
    "locations.csv",
    "routes.csv",
    "closures.csv",
    "conflicts.csv",
    "registration_corrections.csv",
    "location_changes.csv",
    floods::FILE,
    food::FILE,
    people::NAMED,
    routes::MAJOR,
];

/// What the readers share.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub findings: Findings,
    /// What is no error, but is seldom meant.
    pub warnings: Findings,
    pub notes: Vec<String>,
}

impl Context {
    /// The finding that was added last, to be worded better.
    pub fn findings_last(&mut self) -> Option<&mut Diagnostic> {
        self.findings.last_mut()
    }

    pub fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }
}

fn is_attribute(name: &str) -> bool {
    name.starts_with(people::PREFIX) && name.ends_with(".csv")
}

/// A date as YYYY-MM-DD; months and days may lack their zero, as Flee allows.
pub(crate) fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(|part| {
        let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<i16>().ok()).flatten()
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(crate) fn missing(file: &str, expected: &str, findings: &mut Findings) {
    findings.say(
        &Place::top(file),
        GONE,
        expected,
        "check the folder; docs/flee.md lists the files and examples/flee holds all of them",
    );
}

/// Checks files from anywhere.
///
/// # Errors
/// Everything that is wrong with them, at once.
pub fn load_files(files: &Files) -> Result<Conflict, Diagnostics> {
    let mut context = Context::default();
    let settings = settings::read(files, &mut context);
    let in_force = in_force::settings(&settings);
    let (start, days) = conflicts::period(files, &mut context);
    let days = files.days.unwrap_or(days);
    let (mut world, names) = network::read(files, &settings, &mut context);
    world.days = days;
    world.spawning = settings.spawning.clone();
    let latitude_first = places::latitude_first(files);
    world.changes = location_changes::changes(files, &world.network, &names, settings.default_intensity, &mut context);
    if world.spawning.by_flood.is_none()
        || settings.documented() && !settings.floods_only && conflicts::are_there(files)
    {
        world.conflicts = conflicts::read(files, &world, &names, settings.lenient, &mut context);
    }
    if settings.floods() {
        world.levels = floods::read(files, &world, &names, &mut context);
    }
    world.food = food::read(files, &world, &names, &mut context);
    people::read(files, &settings, &mut world, &names, &mut context);
    world.harvest = harvest(&settings.harvest, start, days);
    bounds::period(files, start, &world, &mut context);
    registered::read(files, start, settings.hasten, &mut world, &mut context);
    if context.findings.len() == 0 {
        bounds::paths(files, &world, &mut context);
        bounds::people(files, &world, &mut context);
    }
    if context.findings.len() == 0 {
        conflicts::somewhere_to_begin(files, &world, &mut context);
    }
    let copies = copies(files);
    match context.findings.finish() {
        None => Ok(Conflict {
            name: name(&files.input),
            digest: digest(&copies),
            files: copies,
            warnings: warnings::find(files, &world, context.warnings),
            lines: warnings::places(files, &world),
            displacement: world,
            start,
            latitude_first,
            displaced_at_home: settings.displaced_at_home,
            settings: in_force,
            notes: context.notes,
        }),
        Some(found) => Err(in_flee(found)),
    }
}

/// Whether each day is one of harvest: by the month of the day itself.
fn harvest(months: &[u32], start: Date, days: u32) -> Vec<bool> {
    let of = |day: u32| {
        let date = start.saturating_add(i64::from(day).days());
        months.contains(&(date.month() as u32))
    };
    match months {
        [] => Vec::new(),
        _ => (0..days).map(of).collect(),
    }
}

impl Conflict {
    /// Latitude and longitude of a place; `None` where none are given. Unit: degrees.
    pub fn position(&self, place: usize) -> Option<(f64, f64)> {
        let places = &self.displacement.network.places;
        places::position(&places[place], places::longitude_first(places, self.latitude_first))
    }

    /// Places with latitude and longitude exchanged, as far as the other places tell: what is drawn is drawn without them.
    pub fn exchanged(&self) -> Vec<usize> {
        misplaced::exchanged(&self.displacement.network.places, self.latitude_first)
    }

    /// Writes the files, as they were read, into a folder that is made if it is not there: `input` and `registered` in it can be
    /// read again.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        crate::files::write(&self.files, folder)
    }
}

/// The files by the names of a copy. What was asked for beside the settings is written into them.
fn copies(files: &Files) -> BTreeMap<String, Vec<u8>> {
    let mut copies = BTreeMap::new();
    for (name, bytes) in &files.contents {
        let input = name
            .strip_prefix(files.input.as_str())
            .filter(|name| INPUT.contains(name) || is_attribute(name));
        let prefix = files.validation.as_deref().unwrap_or_default();
        let copy = match input {
            _ if files.settings.as_ref() == Some(name) => "input/simsetting.yml".to_owned(),
            Some(name) => format!("input/{name}"),
            None => format!("registered/{}", name.strip_prefix(prefix).unwrap_or(name)),
        };
        copies.insert(copy, bytes.clone());
    }
    let LoadOptions { rules, lenient } = files.options;
    if let Some(rules) = rules.filter(|rules| *rules != RuleSet::default()) {
        set(&mut copies, "rules", rules.name());
    }
    if lenient {
        set(&mut copies, "lenient", "True");
    }
    copies
}

/// Adds a key at the top of the copied settings, if it is not there.
fn set(copies: &mut BTreeMap<String, Vec<u8>>, key: &str, value: &str) {
    let settings = copies.entry("input/simsetting.yml".to_owned()).or_default();
    let begins = format!("{key}:");
    if !String::from_utf8_lossy(settings)
        .lines()
        .any(|line| line.starts_with(&begins))
    {
        settings.extend(format!("\n{key}: {value}\n").bytes());
    }
}

/// Names of input folders that say no more than what they are.
const PLAIN: [&str; 2] = ["input", "input_csv"];

/// What a folder is called: its own name, or that of the first around it with a name of its own.
fn name(folder: &str) -> String {
    let parts = Path::new(folder)
        .components()
        .rev()
        .filter_map(|part| part.as_os_str().to_str());
    let mut own = parts.filter(|name| !PLAIN.contains(name) && ![".", "..", "/"].contains(name));
    own.next().unwrap_or("displacement").to_owned()
}

/// By file and line; files that are not there come first, since what is said of others may follow from that.
fn in_flee(mut found: Diagnostics) -> Diagnostics {
    let by = |d: &Diagnostic| (d.found != GONE, d.file.clone(), d.line, d.column);
    found.0.sort_by_key(by);
    found
}
