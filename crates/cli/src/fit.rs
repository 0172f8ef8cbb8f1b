//! `amnok fit`.

use crate::speak::tell;
use crate::sweep::Common;
use crate::{Failure, scenario};
use amnok_lab::learn::How;
use amnok_page::{FitRequest, FitStopped, make_fit};
use amnok_scenario::many;
use amnok_store::Place;
use amnok_store::fit::{known_until, observations};
use amnok_store::posterior::keepable;
use amnok_store::sweep::Bank;
use jiff::civil::Date;
use std::path::PathBuf;
use std::time::Instant;

/// Options of `amnok fit`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of a whole bank.
    bank: PathBuf,
    /// Folder of a wave after it (`amnok bank --after`); may be repeated, in their order.
    #[arg(long = "wave", value_name = "BANK")]
    waves: Vec<PathBuf>,
    /// Make so many waves first, or go on with them, in folders beside the bank: BANK-wave1, BANK-wave2, …
    #[arg(long = "waves", value_name = "NUMBER", conflicts_with = "waves", value_parser = clap::value_parser!(u8).range(1..=9))]
    more: Option<u8>,
    /// Points of each of these waves.
    #[arg(long, default_value_t = 600, requires = "more", conflicts_with = "waves", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    wave_points: u32,
    /// Scenario folder whose observations are fitted; that of the bank if left out.
    scenario: Option<PathBuf>,
    /// Use only what was observed until this day, e.g. 2021-12-31; the last day that the scenario takes in if left out.
    #[arg(long, value_name = "DAY", value_parser = crate::fit::day)]
    until: Option<Date>,
    /// Leave a series out, by the name of its observer, e.g. arrivals; may be repeated.
    #[arg(long, value_name = "SERIES")]
    without: Vec<String>,
    /// Ask whether it may be believed: hold out so many runs as if they were the world, and leave out one series, and one observation, after the
    /// other.
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u32).range(20..=100_000))]
    check: Option<u32>,
    /// Draws of the posterior.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(100..=20_000))]
    draws: u32,
    /// Seed of the draws.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Keep a posterior in this scenario folder, that of the bank: `amnok run` then lives through what was learned.
    #[arg(long, value_name = "SCENARIO")]
    keep: Option<PathBuf>,
    /// Result folder.
    #[arg(long, default_value = "amnok-fit")]
    out: PathBuf,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
    /// Print what is estimated as JSON.
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// Where a posterior is kept, if it is.
    fn kept(&self) -> String {
        self.keep.as_ref().map_or(String::new(), |folder| {
            format!("Kept in {0}: `amnok run {0}` lives through it.\n", folder.display())
        })
    }
}

/// Reads a day.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "write a day as YYYY-MM-DD, e.g. 2021-12-31".into())
}

/// Tempers of the waves; later ones than these have the last.
const TEMPERS: [f64; 3] = [0.5, 0.8, 1.0];

impl Arguments {
    /// Folders of the waves after the bank: those that are named, or so many beside it.
    fn waves(&self) -> Vec<PathBuf> {
        let Some(more) = self.more else {
            return self.waves.clone();
        };
        let name = self.bank.file_name().unwrap_or_default().to_string_lossy();
        (1..=more)
            .map(|number| self.bank.with_file_name(format!("{name}-wave{number}")))
            .collect()
    }
}

/// Makes those of the waves beside the bank that are not there yet, each after those before it.
fn make(arguments: &Arguments, waves: &[PathBuf]) -> Result<(), Failure> {
    let common = Common::of(arguments.seed, arguments.threads, arguments.quiet || arguments.json);
    for (number, out) in waves.iter().enumerate().filter(|(_, out)| !out.exists()) {
        let before = (&*arguments.bank, &waves[..number]);
        let asked = (arguments.wave_points, TEMPERS[number.min(TEMPERS.len() - 1)]);
        crate::bank::wave(before, asked, None, out, &common)?;
    }
    Ok(())
}

/// Learns from a bank what was observed, and leaves a whole folder; or says why nothing is estimated.
pub fn fit(arguments: &Arguments) -> Result<(), Failure> {
    let since = Instant::now();
    // Ctrl-C ends the process: nothing is written before all is known.
    let place = Place::of(&arguments.out, arguments.force)?.apart_from(&arguments.bank)?;
    let waves = arguments.waves();
    let place = waves.iter().try_fold(place, |place, wave| place.apart_from(wave))?;
    let bank = Bank::read_prior(&arguments.bank)?;
    let mut scenario = match &arguments.scenario {
        Some(folder) => scenario::load(Some(folder), &[])?,
        None => bank.scenario.clone(),
    };
    if let Some(day) = arguments.until {
        scenario = known_until(&scenario, day).map_err(|why| Failure::Input(format!("--{why}")))?;
    }
    if let Some(folder) = &arguments.keep {
        keepable(&bank, &scenario, folder, &scenario::load(Some(folder), &[])?)?;
    }
    let observed = observations(&scenario, &arguments.without).map_err(Failure::Input)?;
    // Which take long, so that all else is checked before.
    if arguments.more.is_some() {
        make(arguments, &waves)?;
    }
    let bank = bank.with_waves(&waves)?;
    if !arguments.quiet && !arguments.json {
        tell(&format!(
            "{}, {}",
            many(bank.runs.len(), "run", "runs"),
            many(observed.len(), "observation", "observations")
        ));
    }
    let how = How {
        draws: arguments.draws as usize,
        seed: arguments.seed,
        threads: crate::threads(arguments.threads),
    };
    let asked = FitRequest {
        bank: &bank,
        scenario: &scenario,
        observed: &observed,
        without: &arguments.without,
        how,
        check: arguments.check,
        keep: arguments.keep.as_deref(),
        since,
    };
    let said = make_fit(place, &asked).map_err(|why| match why {
        FitStopped::Result(error) => error.into(),
        FitStopped::Refused(refused) => refused.into(),
        FitStopped::Check(_) => Failure::Other(why.to_string()),
    })?;
    let out = arguments.out.display();
    match (arguments.json, arguments.quiet) {
        (true, _) => crate::say(&format!("{:#}\n", said.summary)),
        (_, true) => Ok(()),
        _ => crate::say(&format!(
            "{}\n{out}/report.html; `amnok nowcast {out}`, `amnok forecast {out}`\n{}",
            said.text,
            arguments.kept()
        )),
    }
}
