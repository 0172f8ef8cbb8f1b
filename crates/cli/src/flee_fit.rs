//! `amnok flee fit` and `amnok flee forecast`.

use crate::Failure;
use crate::flee_reading::Reading;
use crate::progress::Progress;
use crate::stop::heed;
use amnok_displacement::Course;
use amnok_lab::Spread;
use amnok_lab::camps::{Camps, Forecast, Search, Trial, VARIED, error, forecast as ahead, registered, scored, trials};
use amnok_page::learned_share;
use amnok_scenario::flee::Conflict;
use amnok_store::Target;
use amnok_store::tables::displacement::csv::cell;
use amnok_store::tables::displacement::{camp_names, date};
use jiff::civil::Date;
use std::fmt::Write;
use std::path::PathBuf;

/// Fewest days that must be known.
const LEAST: usize = 30;

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

/// A folder calibrated until a day.
struct Calibrated {
    conflict: Conflict,
    until: usize,
    trials: Vec<Trial>,
    own: Course,
    seen: Vec<Vec<f64>>,
    camps: Camps,
}

impl Arguments {
    /// The number of the last day that is known.
    fn day(&self, conflict: &Conflict) -> Result<usize, Failure> {
        let days = conflict.displacement.days as usize;
        // A day is written under the date of the day after, as in Flee.
        let dated = |date: Date| {
            date.since(conflict.start)
                .ok()
                .map(|span| i64::from(span.get_days()) - 1)
        };
        let day = match self.until.parse::<i64>() {
            Ok(day) => Some(day),
            Err(_) => self.until.parse::<Date>().ok().and_then(dated),
        };
        let day = day.ok_or_else(|| {
            Failure::Input(format!(
                "--until {}: write a date as YYYY-MM-DD, or the number of a day",
                self.until
            ))
        })?;
        usize::try_from(day).ok().filter(|day| *day + 1 >= LEAST && day + 1 < days).ok_or_else(|| {
            Failure::Input(format!(
                "--until {}: the run has the days 0 to {} ({} to {}); at least {LEAST} of them must be known, and one to come",
                self.until,
                days.saturating_sub(1),
                date(conflict.start, 0),
                date(conflict.start, days.saturating_sub(1))
            ))
        })
    }

    fn calibrated(&self) -> Result<Calibrated, Failure> {
        let conflict = self.reading.load(&self.input, Some(&self.registered), self.days)?;
        let until = self.day(&conflict)?;
        let search = Search {
            points: self.points,
            seed: self.seed,
            threads: crate::threads(self.threads),
        };
        let stop = heed();
        let progress = Progress::new(self.quiet, "runs", self.points as usize + 1, 0);
        let lived = trials(&conflict.displacement, search, &stop, || progress.one()).map_err(Failure::Input)?;
        progress.done();
        let (trials, own) = lived.ok_or_else(|| Failure::Stopped("stopped; nothing is kept of a fit".into()))?;
        drop(stop);
        let seen = registered(&own);
        let days = seen
            .iter()
            .take(until + 1)
            .filter(|day| day.iter().any(|share| *share > 0.0))
            .count();
        if days < LEAST {
            return Err(Failure::Input(format!(
                "{}: people are registered in camps on {days} days until --until; at least {LEAST} are needed",
                self.registered.display()
            )));
        }
        let camps = ahead(&trials, &seen, until);
        Ok(Calibrated {
            conflict,
            until,
            trials,
            own,
            seen,
            camps,
        })
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
    let of = arguments.calibrated()?;
    let errors: Vec<f64> = of
        .trials
        .iter()
        .map(|trial| error(&trial.shares[..=of.until], &of.seen[..=of.until]))
        .collect();
    if let Some(file) = csv_file {
        file.write(points_csv(&of, &errors).as_bytes())?;
    }
    let best = errors.iter().copied().fold(f64::INFINITY, f64::min);
    let mut text = format!(
        "{}: {} points until {}; error (Σ |share − registered share|): settings of the folder {:.3}, best point {best:.3}\n\n{:<22} {:>22} {:>9} {:>22}  learned\n",
        of.conflict.name,
        of.trials.len() - 1,
        date(of.conflict.start, of.until),
        errors[0],
        "setting",
        "prior 5–95 %",
        "median",
        "calibrated 5–95 %"
    );
    let (values, weights): (Vec<&Vec<f64>>, Vec<f64>) = of
        .trials
        .iter()
        .zip(&of.camps.weights)
        .filter_map(|(trial, w)| Some((trial.values.as_ref()?, *w)))
        .unzip();
    for (place, varied) in VARIED.iter().enumerate() {
        let own: Vec<f64> = values.iter().map(|values| values[place]).collect();
        let Spread { low, median, high, .. } = Spread::weighted(&own, &weights);
        let prior = [0.05, 0.95].map(|share| varied.value(share));
        let learned = 1.0 - (high - low) / (prior[1] - prior[0]);
        let learned = learned_share(learned).unwrap_or("nothing".into());
        let range = |a: f64, b: f64| format!("{a:.4} to {b:.4}");
        let _ = writeln!(
            text,
            "{:<22} {:>22} {median:>9.4} {:>22}  {learned}",
            varied.key,
            range(prior[0], prior[1]),
            range(low, high)
        );
    }
    crate::say(&text)
}

/// Forecasts camps from a day on: what is mixed, camps on the last day, and how good it was where later counts are known.
pub fn forecast(arguments: &Arguments) -> Result<(), Failure> {
    let csv_file = arguments.csv_file()?;
    let of = arguments.calibrated()?;
    if let Some(file) = csv_file {
        file.write(bands_csv(&of).as_bytes())?;
    }
    let mut text = format!(
        "{}: {} points until {}\n\n",
        of.conflict.name,
        of.trials.len() - 1,
        date(of.conflict.start, of.until)
    );
    let (errors, mixture, within) = scored(&of.camps, &of.seen, of.until);
    let default = error(&of.trials[0].shares[of.until + 1..], &of.seen[of.until + 1..]);
    let _ = writeln!(text, "{:<44} {:>7} {:>12}", "forecast", "weight", "error after");
    for (place, forecast) in Forecast::ALL.into_iter().enumerate() {
        let _ = writeln!(
            text,
            "{:<44} {:>7.1} {:>12.3}",
            forecast.words(),
            of.camps.mixture[place],
            errors[place]
        );
    }
    let _ = writeln!(text, "{:<44} {:>7} {default:>12.3}", "settings of the folder", "");
    let _ = writeln!(text, "{:<44} {:>7} {mixture:>12.3}", "mixed by the weights", "");
    let _ = writeln!(
        text,
        "later counts within the 50 % bands: {:.2}, within the 90 % bands: {:.2}\n",
        within[0], within[1]
    );
    let last = of.seen.len() - 1;
    let _ = writeln!(
        text,
        "{:<28} {:>10} {:>22} {:>12}",
        format!("people on {}", date(of.conflict.start, last)),
        "forecast",
        "90 %",
        "registered"
    );
    let all = total(&of.own, last);
    let names = camp_names(&of.conflict);
    for (camp, band) in of.camps.bands.last().into_iter().flatten().enumerate() {
        let [low, median, high] = [band.low, band.median, band.high].map(|share| amnok_page::whole(share * all));
        let seen = amnok_page::whole(of.own.rows[last].registered[camp] as f64);
        let _ = writeln!(
            text,
            "{:<28} {median:>10} {:>22} {seen:>12}",
            names[camp],
            format!("{low} to {high}")
        );
    }
    crate::say(&text)
}

/// People registered in camps on a day.
fn total(own: &Course, day: usize) -> f64 {
    own.rows[day].registered.iter().sum::<i64>() as f64
}

fn points_csv(of: &Calibrated, errors: &[f64]) -> String {
    let keys: Vec<&str> = VARIED.iter().map(|varied| varied.key).collect();
    let mut text = format!("{},error,weight\n", keys.join(","));
    for ((trial, error), weight) in of.trials.iter().zip(errors).zip(&of.camps.weights) {
        if let Some(values) = &trial.values {
            let values: Vec<String> = values.iter().map(f64::to_string).collect();
            let _ = writeln!(text, "{},{error},{weight}", values.join(","));
        }
    }
    text
}

fn bands_csv(of: &Calibrated) -> String {
    let mut text = String::from("date,camp,q05,q25,q50,q75,q95,registered\n");
    let names = camp_names(&of.conflict);
    for (ahead, day) in of.camps.bands.iter().enumerate() {
        let number = of.until + 1 + ahead;
        let all = total(&of.own, number);
        for (camp, band) in day.iter().enumerate() {
            let [low, lower, median, upper, high] = band.numbers().map(|share| (share * all).round());
            let name = cell(&names[camp]);
            let seen = of.own.rows[number].registered[camp];
            let _ = writeln!(
                text,
                "{},{name},{low},{lower},{median},{upper},{high},{seen}",
                date(of.conflict.start, number)
            );
        }
    }
    text
}
