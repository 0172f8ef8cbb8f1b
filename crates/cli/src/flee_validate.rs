//! `amnok flee validate`.

use crate::Failure;
use crate::progress::Progress;
use crate::stop::{Heeding, heed};
use amnok_lab::displacement::RunSettings;
use amnok_scenario::flee::{Configuration, Conflict, LoadOptions, RuleSet, configurations, load_by};
use amnok_scenario::many;
use amnok_store::validation::{self, Case, CaseResult, ValidationWork};
use amnok_store::{Place, displacement, ran};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Options of `amnok flee validate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders below which every configuration is run.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Sets of rules, side by side: `flee`, `documented`, or `own` (as the settings say).
    #[arg(long, value_delimiter = ',', value_parser = ["own", "flee", "documented"], default_value = "own")]
    rules: Vec<String>,
    /// Settings in place of those of every configuration; may be repeated, each is a set of rules beside the others.
    #[arg(long)]
    settings: Vec<PathBuf>,
    /// Drop conflicts in places that are not in locations.csv, as Flee does in silence.
    #[arg(long)]
    lenient: bool,
    /// Replicates of each case.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Days, in place of Length in every sim_period.csv.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Result folder: validation.csv and a page. The same command goes on where it was stopped.
    #[arg(long)]
    out: PathBuf,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
}

/// A set of rules: its name, the settings in place of a configuration's own, and which of both.
struct Rules {
    name: String,
    settings: Option<PathBuf>,
    rules: Option<RuleSet>,
}

impl Arguments {
    /// Every configuration once, also where it lies below several of the folders.
    fn configurations(&self) -> Result<Vec<Configuration>, Failure> {
        let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
        for folder in &self.folders {
            let found = configurations(folder);
            if found.is_empty() {
                let why = format!("{}: no folder below it holds locations.csv", folder.display());
                return Err(Failure::Input(why));
            }
            let several = self.folders.len() > 1;
            let new = found
                .into_iter()
                .filter(|one| seen.insert(one.input.canonicalize().unwrap_or_else(|_| one.input.clone())));
            all.extend(new.map(|one| Configuration {
                name: if several {
                    format!("{}: {}", folder.display(), one.name)
                } else {
                    one.name
                },
                ..one
            }));
        }
        Ok(all)
    }

    fn sets(&self) -> Vec<Rules> {
        let own = [None].into_iter().chain(self.settings.iter().cloned().map(Some));
        let settings: Vec<Option<PathBuf>> = own.skip(usize::from(!self.settings.is_empty())).collect();
        let mut sets = Vec::new();
        for settings in settings {
            for rules in &self.rules {
                let file = settings.as_ref().map(|path| path.display().to_string());
                let name = match (file, rules.as_str()) {
                    (None, rules) => rules.to_owned(),
                    (Some(file), "own") => file,
                    (Some(file), rules) => format!("{file}, {rules}"),
                };
                sets.push(Rules {
                    name,
                    settings: settings.clone(),
                    rules: RuleSet::of(rules),
                });
            }
        }
        sets
    }

    fn load(&self, of: &Configuration, set: &Rules) -> Result<Conflict, String> {
        let Some(registered) = &of.registered else {
            return Err(
                "no folder of registered people is found: `registered` or `source_data` with data_layout.csv".into(),
            );
        };
        let options = LoadOptions {
            rules: set.rules,
            lenient: self.lenient,
        };
        let settings = set.settings.as_ref().or(of.settings.as_ref());
        load_by(
            options,
            &of.input,
            Some(registered),
            settings.map(PathBuf::as_path),
            self.days,
        )
        .map_err(|found| {
            let first = found.0.first().map_or(String::new(), |d| {
                format!("line {} of {}: {}", d.line, short(&d.file), d.found)
            });
            match found.0.len() {
                1 => first,
                n => format!("{first}, and {} more", n - 1),
            }
        })
    }
}

/// Runs every case that is missing, and prints the table.
pub fn validate(arguments: &Arguments) -> Result<(), Failure> {
    let since = Instant::now();
    let mut place = Place::of(&arguments.out, arguments.force)?;
    for folder in &arguments.folders {
        place = place.apart_from(folder)?;
    }
    let (configurations, sets) = (arguments.configurations()?, arguments.sets());
    let pairs: Vec<(&Configuration, &Rules)> = configurations
        .iter()
        .flat_map(|one| sets.iter().map(move |set| (one, set)))
        .collect();
    let case = |(one, set): &(&Configuration, &Rules)| Case {
        configuration: one.name.clone(),
        rules: set.name.clone(),
    };
    let options = validation::ValidationSettings {
        seed: arguments.seed,
        replicates: arguments.replicates,
    };
    let stop = heed();
    let work = ValidationWork::begin(place, pairs.iter().map(case).collect(), options)?;
    let threads = crate::threads(arguments.threads);
    let progress = Progress::new(arguments.quiet, "cases", pairs.len(), 0);
    let mut outcomes = Vec::new();
    for (number, (one, set)) in pairs.iter().enumerate() {
        outcomes.push(one_case(arguments, &work, number, (one, set), (threads, &stop))?);
        progress.one();
    }
    progress.done();
    stop.writes();
    let cases = work.cases().to_vec();
    let page = amnok_page::validation(&cases, &outcomes, options);
    work.finish(&outcomes, &page, ran(since.elapsed().as_secs_f64(), threads))?;
    drop(stop);
    match arguments.quiet {
        true => Ok(()),
        false => crate::say(&amnok_page::terminal::validation::text(
            &cases,
            &outcomes,
            &arguments.out,
        )),
    }
}

/// A case as it is kept, or lived through now.
fn one_case(
    arguments: &Arguments,
    work: &ValidationWork,
    number: usize,
    (one, set): (&Configuration, &Rules),
    (threads, stop): (usize, &Heeding),
) -> Result<CaseResult, Failure> {
    if stop.flag().load(Ordering::Relaxed) {
        return Err(stopped(work, number));
    }
    let conflict = match arguments.load(one, set) {
        Ok(conflict) => conflict,
        Err(why) => return Ok(CaseResult::Refused(why)),
    };
    if let Some(outcome) = work.kept(number, &conflict.digest) {
        return Ok(outcome);
    }
    let asked = RunSettings {
        flows: false,
        ..RunSettings::of(arguments.seed, arguments.replicates)
    };
    let all = displacement::simulate(&conflict, asked, threads, stop.flag(), || ());
    let all = all.ok_or_else(|| stopped(work, number))?;
    let outcome = CaseResult::of(&conflict, &all);
    work.keep(number, &conflict.digest, &outcome)?;
    Ok(outcome)
}

/// What is told of a stop: what is kept stays.
fn stopped(work: &ValidationWork, done: usize) -> Failure {
    let left = work.cases().len() - done;
    Failure::Stopped(format!(
        "stopped with {} to go; the same command goes on from here",
        many(left, "case", "cases")
    ))
}

/// A file's name without the folders around it.
fn short(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
