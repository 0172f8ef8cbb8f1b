//! `amnok flee fit` and `amnok flee forecast`.

use crate::Failure;
use crate::flee_reading::Reading;
use crate::progress::Progress;
use crate::stop::heed;
use amnok_lab::camps::{Calibrated, Forecast, LEAST_DAYS, Search, calibrate, error, scored};
use amnok_page::learned_share;
use amnok_scenario::flee::Conflict;
use amnok_scenario::many;
use amnok_store::Target;
use amnok_store::calibration::{bands_csv, points_csv};
use amnok_store::tables::displacement::{camp_names, date, day_of};
use jiff::civil::Date;
use std::fmt::Write;
use std::path::PathBuf;

/// Options of `amnok flee fit` and `amnok flee forecast`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Input folder: locations.csv, routes.csv, closures.csv, conflicts.csv, sim_period.csv.
    input: PathBuf,
    /// Folder of registered people: data_layout.csv and its series.
    registered: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// Last day whose counts are used: a date, or the number of a day from 0. Later counts of camps are looked at only to say how good it was; how many
    /// people come in all is given, as it is to the naive forecasts.
    #[arg(long, value_name = "DAY")]
    until: String,
    /// Points of the ten settings that vary, one run at each.
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    points: u32,
    /// Seed of points and luck.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Days, in place of Length in sim_period.csv.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Write a table to this file: of a fit every point with its error and weight, of a forecast every camp and day with its bands.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Replace a file of that name.
    #[arg(long)]
    force: bool,
    /// Say nothing of progress.
    #[arg(long)]
    quiet: bool,
}

impl Arguments {
    /// The number of the last day that is known.
    fn day(&self, conflict: &Conflict) -> Result<usize, Failure> {
        let days = conflict.displacement.days as usize;
        let asked = match self.until.parse::<usize>() {
            Ok(day) => Ok(Some(day)),
            Err(_) => self.until.parse().map(|date: Date| day_of(conflict.start, date)),
        };
        let day = asked.map_err(|_| {
            Failure::Input(format!(
                "--until {}: write a date as YYYY-MM-DD, or the number of a day",
                self.until
            ))
        })?;
        day.filter(|day| *day + 1 >= LEAST_DAYS && day + 1 < days).ok_or_else(|| {
            Failure::Input(format!(
                "--until {}: the run has the days 0 to {} ({} to {}); at least {LEAST_DAYS} of them must be known, and one to come",
                self.until,
                days.saturating_sub(1),
                date(conflict.start, 0),
                date(conflict.start, days.saturating_sub(1))
            ))
        })
    }

    fn calibrated(&self) -> Result<(Conflict, Calibrated), Failure> {
        let conflict = self.reading.load(&self.input, Some(&self.registered), self.days)?;
        let until = self.day(&conflict)?;
        let search = Search {
            points: self.points,
            seed: self.seed,
            threads: crate::threads(self.threads),
        };
        let stop = heed();
        let progress = Progress::new(self.quiet, "runs", self.points as usize + 1, 0);
        let found = calibrate(&conflict.displacement, until, search, &stop, || progress.one());
        let found = found.map_err(|why| Failure::Input(format!("{}: {why}", self.registered.display())))?;
        progress.done();
        let found = found.ok_or_else(|| Failure::Stopped("stopped; nothing is kept of a fit".into()))?;
        Ok((conflict, found))
    }
}

impl Arguments {
    /// Where the table goes that is asked for.
    fn csv_file(&self) -> Result<Option<Target>, Failure> {
        crate::target(self.csv.as_deref(), self.force, &[&self.input, &self.registered])
    }
}

/// Calibrates the settings that move results most, and prints what was learned of each.
pub fn fit(arguments: &Arguments) -> Result<(), Failure> {
    let csv_file = arguments.csv_file()?;
    let (conflict, of) = arguments.calibrated()?;
    if let Some(file) = csv_file {
        file.write(points_csv(&of).as_bytes())?;
    }
    let best = of.least_error();
    let mut text = format!(
        "{}: {} until {}; error (Σ |share − registered share|): settings of the folder {:.3}, best point {best:.3}\n\n{:<22} {:>22} {:>9} {:>22}  learned\n",
        conflict.name,
        many(of.trials.len() - 1, "point", "points"),
        date(conflict.start, of.until),
        of.errors[0],
        "setting",
        "prior 5–95 %",
        "median",
        "calibrated 5–95 %"
    );
    for of in of.learned() {
        let range = |a: f64, b: f64| format!("{a:.4} to {b:.4}");
        let _ = writeln!(
            text,
            "{:<22} {:>22} {:>9.4} {:>22}  {}",
            of.varied.key,
            range(of.prior[0], of.prior[1]),
            of.now.median,
            range(of.now.low, of.now.high),
            learned_share(of.learned).unwrap_or("nothing".into())
        );
    }
    crate::say(&text)
}

/// Forecasts camps from a day on: camps on the last day, and how good it was where later counts are known.
pub fn forecast(arguments: &Arguments) -> Result<(), Failure> {
    let csv_file = arguments.csv_file()?;
    let (conflict, of) = arguments.calibrated()?;
    if let Some(file) = csv_file {
        file.write(bands_csv(&conflict, &of).as_bytes())?;
    }
    let mut text = format!(
        "{}: {} until {}\n\n{:<46} {:>12} {:>12}\n",
        conflict.name,
        many(of.trials.len() - 1, "point", "points"),
        date(conflict.start, of.until),
        "",
        "error before",
        "error after"
    );
    let after = scored(&of.camps, &of.registered, of.until);
    let default = error(&of.trials[0].shares[of.until + 1..], &of.registered[of.until + 1..]);
    let mut row = |words: &str, before: Option<f64>, after: f64| {
        let before = before.map_or(String::new(), |before| format!("{before:.3}"));
        let _ = writeln!(text, "{words:<46} {before:>12} {after:>12.3}");
    };
    for (place, forecast) in Forecast::ALL.into_iter().enumerate() {
        row(forecast.words(), Some(of.camps.before[place]), after.each[place]);
    }
    row("settings of the folder", None, default);
    row(
        "forecast: the mean of the first two",
        Some(of.camps.mean_before),
        after.mean,
    );
    let right = of.camps.coverage_if_right();
    let _ = writeln!(
        text,
        "later counts within the 50 % bands: {:.2}, within the 90 % bands: {:.2}\n\
         (were the 90 % bands right: {:.2} in the middle, below {:.2} in 5 of 100 forecasts, all of them in {:.0})\n",
        after.within[0],
        after.within[1],
        right.median,
        right.low,
        100.0 * right.whole
    );
    let last = of.registered.len() - 1;
    let _ = writeln!(
        text,
        "{:<28} {:>10} {:>22} {:>12}",
        format!("people on {}", date(conflict.start, last)),
        "forecast",
        "90 %",
        "registered"
    );
    for (camp, name) in camp_names(&conflict).iter().enumerate() {
        let Some(people) = of.people(camp, last) else { continue };
        let [low, median, high] = [people.low, people.median, people.high].map(amnok_page::whole);
        let seen = amnok_page::whole(of.own.rows[last].registered[camp] as f64);
        let _ = writeln!(
            text,
            "{name:<28} {median:>10} {:>22} {seen:>12}",
            format!("{low} to {high}")
        );
    }
    crate::say(&text)
}
