//! B4: conflicts of Flee at full scale, one agent for one person, with the package `flee` and with the program.
use crate::benchmarks::Options;
use crate::measure::median;
use crate::table::{Line, at_least, at_most, free};
use folders::Folders;
use weighed::{FleeTotals, outcome};

mod folders;
mod made;
mod rules;
mod weighed;

pub use folders::conflicts;
pub use rules::b4_rules;
pub use weighed::{Weighed, beside, weigh};

/// Replicates of an ensemble.
const ENSEMBLE: u32 = 32;

/// Both programs, the package's environment made by `cargo xtask bench`.
struct Programs {
    amnok: String,
    python: String,
    /// Of the package and of its Python.
    version: String,
}

/// Every conflict once with the package, between runs of ours; then ours with more people.
pub fn b4(asked: Options) -> Result<Vec<Line>, String> {
    let programs = Programs::find()?;
    let conflicts = folders::conflicts();
    // The first is the cheapest.
    let asked_for = if asked.quick { 1 } else { conflicts.len() };
    let mut lines = Vec::new();
    for folders in conflicts.iter().take(asked_for) {
        lines.extend(programs.compare(folders, asked.pairs)?);
    }
    let crowded = conflicts.iter().find(|folders| folders.name == "Burundi");
    lines.extend(programs.more_people(crowded.unwrap_or(&conflicts[0]), asked)?);
    Ok(lines)
}

impl Programs {
    fn find() -> Result<Programs, String> {
        let python = std::env::var("AMNOK_FLEE_PYTHON");
        let python = python.map_err(|_| "B4 needs the package flee: `cargo xtask bench B4` installs it")?;
        Ok(Programs {
            amnok: weighed::beside("amnok")?,
            version: weighed::version(&python)?,
            python,
        })
    }

    fn ours(&self, folders: &Folders, replicates: u32) -> Result<(Weighed, String), String> {
        let replicates = replicates.to_string();
        let paths = [&folders.input, &folders.registered];
        let mut command = vec![self.amnok.as_str(), "flee", "run"];
        command.extend(paths.map(String::as_str));
        command.extend(["--replicates", &replicates]);
        weigh(&command)
    }

    fn theirs(&self, folders: &Folders) -> Result<(Weighed, String), String> {
        let driver = concat!(env!("CARGO_MANIFEST_DIR"), "/flee/drive.py");
        weigh(&[&self.python, driver, &folders.input, &folders.registered])
    }

    fn compare(&self, folders: &Folders, pairs: usize) -> Result<Vec<Line>, String> {
        eprintln!("B4: {}; the package takes minutes …", folders.name);
        let (_, table) = self.ours(folders, 1)?;
        let our_outcome = outcome(&table)?;
        let mut ours = Vec::new();
        let some = |ours: &mut Vec<Weighed>| -> Result<(), String> {
            for _ in 0..pairs.div_ceil(2) {
                ours.push(self.ours(folders, 1)?.0);
            }
            Ok(())
        };
        some(&mut ours)?;
        let (theirs, table) = self.theirs(folders)?;
        some(&mut ours)?;
        let mut ensembles = Vec::new();
        for _ in 0..pairs.div_ceil(2) {
            ensembles.push(self.ours(folders, ENSEMBLE)?.0);
        }
        let outcomes = (outcome(&table)?, our_outcome);
        Ok(self.lines(folders, (&theirs, &ours, &ensembles), outcomes))
    }

    fn lines(
        &self,
        folders: &Folders,
        (theirs, ours, ensembles): (&Weighed, &[Weighed], &[Weighed]),
        (their_outcome, our_outcome): (FleeTotals, FleeTotals),
    ) -> Vec<Line> {
        let name = &folders.name;
        let people = our_outcome.people;
        let seconds = weighed::seconds(ours);
        let peak = weighed::peak(ours);
        let many = weighed::seconds(ensembles);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let (runs, version) = (ours.len(), &self.version);
        let times = |what: &str, figure: f64, least: f64| {
            let what = format!("{name}: {what}");
            // A set that was made up is too small to have a goal.
            if folders.invented {
                free("B4", what, figure, "times")
            } else {
                at_least("B4", what, figure, "times", least)
            }
        };
        let just = |what: String, figure: f64, unit: &str| free("B4", format!("{name}: {what}"), figure, unit);
        let processor = median(ours.iter().map(|run| run.processor).collect());
        let all_theirs = f64::from(ENSEMBLE) * theirs.seconds;
        vec![
            just(format!("{people:.0} people, {version}, one run"), theirs.seconds, "s"),
            just(format!("Amnok, median of {runs} runs"), seconds, "s"),
            times("time, Flee / Amnok", theirs.seconds / seconds, 1000.0),
            just(
                "time of processor, Flee / Amnok".into(),
                theirs.processor / processor,
                "times",
            ),
            just("peak memory of Flee".into(), theirs.peak_mib, "MiB"),
            just("peak memory of Amnok".into(), peak, "MiB"),
            times("peak memory, Flee / Amnok", theirs.peak_mib / peak, 20.0),
            just(
                format!("{ENSEMBLE} replicates with Amnok on {cores} threads"),
                many,
                "s",
            ),
            times(
                &format!("{ENSEMBLE} replicates, {ENSEMBLE} × the one run of Flee (it has no ensembles) / Amnok"),
                all_theirs / many,
                1000.0,
            ),
            times(
                &format!("peak memory, the one run of Flee / {ENSEMBLE} replicates with Amnok"),
                theirs.peak_mib / weighed::peak(ensembles),
                20.0,
            ),
            just(
                "averaged relative difference, Flee".into(),
                their_outcome.difference,
                "",
            ),
            just("averaged relative difference, Amnok".into(), our_outcome.difference, ""),
        ]
    }

    /// Ours alone, on the same folder with ten and a hundred times the people.
    fn more_people(&self, folders: &Folders, asked: Options) -> Result<Vec<Line>, String> {
        let mut lines = Vec::new();
        // So many times the people may cost so many times as much, where that is a goal.
        let cases = [(10, None), (100, Some(3.0))];
        for (times, most) in cases.into_iter().take(if asked.quick { 1 } else { 2 }) {
            let place = tempfile::tempdir().map_err(|error| error.to_string())?;
            let scaled = folders.scaled(times, place.path())?;
            let people = outcome(&self.ours(&scaled, 1)?.1)?.people;
            let (mut time, mut peak) = (Vec::new(), Vec::new());
            for _ in 0..asked.pairs {
                let (one, more) = (self.ours(folders, 1)?.0, self.ours(&scaled, 1)?.0);
                time.push(more.processor / one.processor);
                peak.push(more.peak_mib / one.peak_mib);
            }
            let of = format!("{} with {times} × the people", folders.name);
            let what = format!("{of} ({people:.0}) / 1 ×, time of processor");
            lines.push(match most {
                Some(most) => at_most("B4", what, median(time), "times", most),
                None => free("B4", what, median(time), "times"),
            });
            let what = format!("{of} / 1 ×, peak memory");
            lines.push(at_most("B4", what, median(peak), "times", 1.1));
        }
        Ok(lines)
    }
}
