//! The folder of a sweep: its runs in parts that are whole or not there. What is under way stands in `<folder>.partial`; the
//! same command goes on with it, and the folder gets its name when all parts asked for are there.

use super::{ResultError, at, begin, whole};
use crate::tables::{TableError, points_bytes, read_runs, runs_bytes};
use amnok_lab::sweep::{Cell, Design, Factor, Plan, cells};
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::ledger::MEASURES;
use amnok_model::{Engine, run};
use amnok_scenario::{Scenario, Setting};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

pub use crate::tables::SweepRun;

/// All that decides the bytes of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPrint {
    /// Digest of the scenario's files.
    pub digest: String,
    /// Version of the program.
    pub version: String,
    /// Seed of the runs.
    pub seed: u64,
    /// Values set beside the files, `key=value`, in order.
    pub set: Vec<String>,
    /// What is tried.
    pub plan: Plan,
    /// Numbers of the parts, as ranges, first and last, ascending.
    pub parts: Vec<(u32, u32)>,
}

impl SweepPrint {
    /// In what two differ, but for their parts; `None` where they belong together.
    pub fn difference(&self, other: &SweepPrint) -> Option<String> {
        let all = |p: &SweepPrint| {
            let factor = |f: &Factor| format!("{}={}..{}", f.key, f.low, f.high);
            [
                ("scenario", p.digest.clone()),
                ("version of the program", p.version.clone()),
                ("seed", p.seed.to_string()),
                ("values set", p.set.join(" ")),
                ("design", p.plan.design.name().into()),
                ("size of the design", p.plan.asked.to_string()),
                ("seed of the design", p.plan.seed.to_string()),
                ("replicates", p.plan.replicates.to_string()),
                (
                    "values varied",
                    p.plan.factors.iter().map(factor).collect::<Vec<_>>().join(" "),
                ),
            ]
        };
        let differs = all(self).into_iter().zip(all(other)).find(|(a, b)| a != b);
        differs.map(|((what, a), (_, b))| format!("{what} {a} against {b}"))
    }

    /// Numbers of the parts, ascending.
    pub fn numbers(&self) -> Vec<u32> {
        self.parts.iter().flat_map(|(first, last)| *first..=*last).collect()
    }

    fn to_json(&self) -> Value {
        let factor = |f: &Factor| json!({ "key": f.key, "unit": f.unit, "low": f.low, "high": f.high });
        json!({
            "kind": "sweep",
            "scenario": self.digest,
            "version": self.version,
            "seed": self.seed,
            "set": self.set,
            "design": self.plan.design.name(),
            "size": self.plan.asked,
            "design_seed": self.plan.seed,
            "replicates": self.plan.replicates,
            "varied": self.plan.factors.iter().map(factor).collect::<Vec<_>>(),
            "parts": self.parts,
        })
    }

    fn from_json(all: &Value) -> Option<SweepPrint> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let small = |value: &Value| u32::try_from(value.as_u64()?).ok();
        let factor = |value: &Value| {
            Some(Factor {
                key: text(&value["key"])?,
                unit: text(&value["unit"])?,
                low: value["low"].as_f64()?,
                high: value["high"].as_f64()?,
            })
        };
        let pair = |value: &Value| Some((small(&value[0])?, small(&value[1])?));
        (all["kind"] == "sweep").then_some(())?;
        Some(SweepPrint {
            digest: text(&all["scenario"])?,
            version: text(&all["version"])?,
            seed: all["seed"].as_u64()?,
            set: all["set"].as_array()?.iter().map(text).collect::<Option<_>>()?,
            plan: Plan {
                design: Design::of(all["design"].as_str()?)?,
                asked: small(&all["size"])?,
                seed: all["design_seed"].as_u64()?,
                replicates: small(&all["replicates"])?,
                factors: all["varied"].as_array()?.iter().map(factor).collect::<Option<_>>()?,
            },
            parts: all["parts"].as_array()?.iter().map(pair).collect::<Option<_>>()?,
        })
    }
}

/// Whether a folder says that it holds a sweep.
pub fn is_sweep(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    serde_json::from_str::<Value>(&text).is_ok_and(|all| all["kind"] == "sweep")
}

/// Work on a sweep that is not whole yet.
#[derive(Debug)]
pub struct SweepWork {
    out: PathBuf,
    folder: PathBuf,
    print: SweepPrint,
    force: bool,
    lock: File,
}

const MARK: &str = "sweep.json";

impl SweepWork {
    /// Begins the parts of `print`, or goes on with them where the same sweep was stopped.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where the folder exists, another process works on it, or work on something else lies there
    /// (not with `force`, but for the other process).
    pub fn begin(out: &Path, print: SweepPrint, force: bool) -> Result<SweepWork, ResultError> {
        let asked = format!("{}\n", print.to_json());
        let (folder, lock) = begin(out, MARK, &asked, force, |folder, _| {
            format!(
                "{folder} holds unfinished work of another sweep; go on with the command that began it, choose another --out, or \
                 start anew with --force"
            )
        })?;
        let runs = folder.join("runs");
        fs::create_dir_all(&runs).map_err(at(&runs))?;
        Ok(SweepWork {
            out: out.to_path_buf(),
            folder,
            print,
            force,
            lock,
        })
    }

    /// Where unfinished work stands.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Numbers of the parts that are not kept yet.
    pub fn missing(&self) -> Vec<u32> {
        let lacks = |part: &u32| !path_of(&self.folder, *part).exists();
        self.print.numbers().into_iter().filter(lacks).collect()
    }

    /// Numbers of all parts that are asked for.
    pub fn numbers(&self) -> Vec<u32> {
        self.print.numbers()
    }

    /// Keeps one part: written beside its place, brought to the disk, then given its name.
    ///
    /// # Errors
    /// When it cannot be written; the parts kept before stay.
    pub fn keep(&self, part: u32, bytes: &[u8]) -> Result<(), ResultError> {
        let path = path_of(&self.folder, part);
        let unfinished = path.with_extension("unfinished");
        let write = || -> std::io::Result<()> {
            use std::io::Write;
            let mut file = File::create(&unfinished)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)?;
            // The name itself; not every system lets a folder be opened.
            if let Ok(folder) = File::open(self.folder.join("runs")) {
                let _ = folder.sync_all();
            }
            Ok(())
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&unfinished);
            let all = self.print.numbers().len();
            ResultError::Interrupted(format!(
                "{}: {error}\n{} of {all} parts are kept in {} and stay; make room and give the same command again",
                unfinished.display(),
                all - self.missing().len(),
                self.folder.display()
            ))
        })
    }

    /// Writes what stands beside the runs and gives the folder its name.
    ///
    /// # Errors
    /// When a file cannot be written; the parts stay.
    pub fn finish(self, scenario: &Scenario, ran: Value) -> Result<(), ResultError> {
        let points = self.print.plan.points().map_err(ResultError::Mismatch)?;
        whole(
            &self.folder.join("points.parquet"),
            &points_bytes(&self.print.plan.factors, &points)?,
        )?;
        let files = self.folder.join("scenario");
        scenario.write(&files).map_err(at(&files))?;
        let unit = |unit| {
            if unit == "currency" {
                scenario.inputs.currency.as_str()
            } else {
                unit
            }
        };
        let measure = |m: &amnok_model::ledger::MeasureInfo| json!({ "name": m.name, "unit": unit(m.unit), "meaning": m.meaning });
        let mut all = self.print.to_json();
        all["measures"] = MEASURES.iter().map(measure).collect();
        all["ran"] = ran;
        whole(&self.folder.join("manifest.json"), format!("{all:#}\n").as_bytes())?;
        if self.out.exists() && self.force {
            fs::remove_dir_all(&self.out).map_err(at(&self.out))?;
        }
        drop(self.lock);
        fs::rename(&self.folder, &self.out).map_err(at(&self.out))?;
        for name in [MARK, "lock"] {
            let path = self.out.join(name);
            fs::remove_file(&path).map_err(at(&path))?;
        }
        Ok(())
    }
}

fn path_of(folder: &Path, part: u32) -> PathBuf {
    folder.join("runs").join(format!("part-{part:06}.parquet"))
}

/// The settings of a plan's factors, in their order.
///
/// # Errors
/// When the scenario has no such value.
pub fn settings_of(scenario: &Scenario, plan: &Plan) -> Result<Vec<Setting>, ResultError> {
    let mut all: Vec<Option<Setting>> = scenario.settings().into_iter().map(Some).collect();
    let mut take = |factor: &Factor| {
        let found = all.iter_mut().find(|s| s.as_ref().is_some_and(|s| s.key == factor.key));
        found.and_then(Option::take).ok_or_else(|| {
            ResultError::Mismatch(format!(
                "{} is no value of the scenario, or is varied twice",
                factor.key
            ))
        })
    };
    plan.factors.iter().map(&mut take).collect()
}

/// What a run is given at a point.
pub fn inputs_at(scenario: &Scenario, settings: &[Setting], point: &[f64]) -> Inputs {
    let mut inputs = scenario.inputs.clone();
    for (setting, value) in settings.iter().zip(point) {
        setting.write(&mut inputs, *value);
    }
    inputs
}

/// Runs the parts that are missing, on `threads` threads, and keeps each; `each` is told when one is kept. When `stop` is set,
/// what was begun is finished and kept.
///
/// # Errors
/// When a part cannot be kept.
pub fn run_parts(
    scenario: &Scenario,
    work: &SweepWork,
    threads: usize,
    stop: &AtomicBool,
    mut each: impl FnMut(),
) -> Result<(), ResultError> {
    let plan = &work.print.plan;
    let settings = settings_of(scenario, plan)?;
    let points = plan.points().map_err(ResultError::Mismatch)?;
    let make = |part: u32| -> Result<Vec<u8>, ResultError> {
        let range = plan.of_part(part).map_err(ResultError::Mismatch)?;
        let mut runs = Vec::new();
        for point in range {
            let inputs = inputs_at(scenario, &settings, &points[point as usize]);
            runs.extend((0..plan.replicates).map(|replicate| SweepRun {
                point,
                replicate,
                cells: one(&inputs, scenario.seed, replicate),
            }));
        }
        Ok(runs_bytes(&scenario.inputs, &runs)?)
    };
    amnok_lab::in_order(&work.missing(), threads, stop, make, |part, bytes| {
        work.keep(part, &bytes?)?;
        each();
        Ok(())
    })
}

/// The cells of one run.
fn one(inputs: &Inputs, seed: u64, replicate: u32) -> Vec<Cell> {
    let rows = run(inputs, Luck { seed, replicate }, Engine::Selective, &mut ());
    cells::cells(inputs, &rows)
}

/// The folder of a sweep as it was read.
#[derive(Debug)]
pub struct Sweep {
    /// What decides its bytes.
    pub print: SweepPrint,
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// Its points.
    pub points: Vec<Vec<f64>>,
    /// Its runs, by point and replicate.
    pub runs: Vec<SweepRun>,
}

/// What a folder of a sweep says of itself.
///
/// # Errors
/// [`ResultError::File`] where there is no manifest, [`ResultError::Mismatch`] where it is of something else.
pub fn read_print(folder: &Path) -> Result<SweepPrint, ResultError> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(at(&path))?;
    let read = serde_json::from_str(&text)
        .ok()
        .and_then(|all| SweepPrint::from_json(&all));
    read.ok_or_else(|| {
        ResultError::Mismatch(format!(
            "{}: not the manifest of a sweep; name a folder that `amnok sweep` has left",
            path.display()
        ))
    })
}

fn scenario_of(folder: &Path, print: &SweepPrint) -> Result<Scenario, ResultError> {
    let files = folder.join("scenario");
    let wrong = |why: String| ResultError::Mismatch(format!("{}: {why}", files.display()));
    let mut scenario = amnok_scenario::load(&files).map_err(|diagnostics| wrong(diagnostics.to_string()))?;
    if scenario.digest != print.digest {
        return Err(wrong(
            "the files are no longer those that were run; put them back as they were".into(),
        ));
    }
    for asked in &print.set {
        scenario.set_as_written(asked).map_err(wrong)?;
    }
    scenario.seed = print.seed;
    Ok(scenario)
}

impl Sweep {
    /// Reads the folder of a whole sweep.
    ///
    /// # Errors
    /// When it is none, when parts are missing, or a file cannot be read.
    pub fn read(folder: &Path) -> Result<Sweep, ResultError> {
        let print = read_print(folder)?;
        let of = print.plan.parts().map_err(ResultError::Mismatch)?;
        if print.numbers().len() != of as usize {
            return Err(ResultError::Mismatch(format!(
                "{} holds {} of {of} parts; put all of them together with `amnok merge` first",
                folder.display(),
                print.numbers().len()
            )));
        }
        let scenario = scenario_of(folder, &print)?;
        let mut runs = Vec::new();
        for part in print.numbers() {
            runs.extend(read_runs(&path_of(folder, part), &scenario.inputs)?);
        }
        let points = print.plan.points().map_err(ResultError::Mismatch)?;
        let expected = points.len() * print.plan.replicates as usize;
        if runs.len() != expected {
            let found = TableError::Content(format!("{} runs where {expected} were made", runs.len()));
            return Err(found.into());
        }
        Ok(Sweep {
            print,
            scenario,
            points,
            runs,
        })
    }
}

/// Puts parts of one sweep together; the folders stay as they are. Gives back what they are together.
///
/// # Errors
/// [`ResultError::Mismatch`] where they do not belong together or a part is there twice; when a file cannot be read or written.
pub fn merge_sweeps(out: &Path, folders: &[PathBuf], ran: Value, force: bool) -> Result<SweepPrint, ResultError> {
    let Some(first) = folders.first() else {
        return Err(ResultError::Mismatch("name at least one result folder".into()));
    };
    let known = read_print(first)?;
    let mut whose: std::collections::BTreeMap<u32, &Path> = std::collections::BTreeMap::new();
    for folder in folders {
        let print = read_print(folder)?;
        if let Some(difference) = known.difference(&print) {
            let (a, b) = (first.display(), folder.display());
            return Err(ResultError::Mismatch(format!(
                "{a} and {b} do not belong together: {difference}"
            )));
        }
        for part in print.numbers() {
            if let Some(other) = whose.insert(part, folder) {
                let (a, b) = (other.display(), folder.display());
                return Err(ResultError::Mismatch(format!(
                    "part {part} is in {a} and in {b}; leave one of them out"
                )));
            }
        }
    }
    let print = SweepPrint {
        parts: super::Fingerprint::ranges(whose.keys().copied()),
        ..known
    };
    let scenario = scenario_of(first, &print)?;
    let work = SweepWork::begin(out, print.clone(), force)?;
    for (part, folder) in whose {
        let path = path_of(folder, part);
        work.keep(part, &fs::read(&path).map_err(at(&path))?)?;
    }
    work.finish(&scenario, ran)?;
    Ok(print)
}
