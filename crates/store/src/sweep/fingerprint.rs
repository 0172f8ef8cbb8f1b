//! What decides the bytes of a sweep.

use super::{COLUMNS, POINTS};
use crate::error::ResultError;
use crate::folder::Sealed;
use crate::number::{ranges, texts, within};
use crate::tables::read_points;
use amnok_chance::prior::{Prior, Shape};
use amnok_lab::sweep::{Design, Factor, SweepPlan, Wave};
use amnok_scenario::Scenario;
use serde_json::{Value, json};

/// Most runs at a point.
const MOST_REPLICATES: u32 = 100_000;

/// Name of the layout of a wave, beside those of designs.
const WAVE: &str = "wave";

/// What is kept of each run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Its ledger by year; replicates have the same luck at every point.
    Years,
    /// What inference is given ([`amnok_lab::bank`]); each point has a luck of its own.
    Columns,
}

impl Keeps {
    /// The kind of the folder, as its manifest says.
    pub const fn kind(self) -> &'static str {
        match self {
            Keeps::Years => "sweep",
            Keeps::Columns => "bank",
        }
    }

    /// Tables that its folder has beside the parts.
    const fn tables(self) -> &'static [&'static str] {
        match self {
            Keeps::Years => &[POINTS],
            Keeps::Columns => &[POINTS, COLUMNS],
        }
    }
}

/// All that decides the bytes of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPrint {
    /// What is kept of each run.
    pub keeps: Keeps,
    /// Digest of the scenario's files.
    pub digest: String,
    /// Version of the program.
    pub version: String,
    /// Seed of the runs.
    pub seed: u64,
    /// Values set beside the files, `key=value`, in order.
    pub set: Vec<String>,
    /// What is tried.
    pub plan: SweepPlan,
    /// Numbers of the parts, as ranges, first and last, ascending.
    pub parts: Vec<(u32, u32)>,
}

impl SweepPrint {
    /// That of the parts `first` to `last` of a sweep of a scenario.
    pub fn of(scenario: &Scenario, keeps: Keeps, plan: SweepPlan, parts: (u32, u32)) -> SweepPrint {
        SweepPrint {
            keeps,
            digest: scenario.digest.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            seed: scenario.seed,
            set: scenario.set.clone(),
            plan,
            parts: vec![parts],
        }
    }

    /// In what two differ, but for their parts; `None` where they belong together.
    pub fn difference(&self, other: &SweepPrint) -> Option<String> {
        let all = |p: &SweepPrint| {
            let factor = |f: &Factor| format!("{}={}", f.key, believed(&f.prior));
            [
                ("kind", p.keeps.kind().to_string()),
                ("scenario", p.digest.clone()),
                ("version of the program", p.version.clone()),
                ("seed", p.seed.to_string()),
                ("values set", p.set.join(" ")),
                ("design", p.layout().into()),
                ("banks before", p.after().join(" ")),
                (
                    "temper",
                    p.plan
                        .wave
                        .as_ref()
                        .map_or(String::new(), |wave| wave.temper.to_string()),
                ),
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

    /// How points are laid out, by name.
    fn layout(&self) -> &'static str {
        self.plan.wave.as_ref().map_or(self.plan.design.name(), |_| WAVE)
    }

    /// What the banks of the waves before it held ([`Sealed::content`]), in their order; none of a first wave.
    pub fn after(&self) -> &[String] {
        self.plan.wave.as_ref().map_or(&[], |wave| &wave.after)
    }

    /// Numbers of the parts, ascending.
    pub fn numbers(&self) -> Vec<u32> {
        self.parts.iter().flat_map(|(first, last)| *first..=*last).collect()
    }

    /// As the manifest has it.
    pub(super) fn to_json(&self) -> Value {
        let factor = |f: &Factor| {
            let Prior {
                shape,
                low,
                median,
                high,
            } = f.prior;
            json!({ "key": f.key, "unit": f.unit, "low": low, "median": median, "high": high, "shape": shape.name() })
        };
        let mut all = json!({
            "kind": self.keeps.kind(),
            "scenario": self.digest,
            "version": self.version,
            "seed": self.seed,
            "set": self.set,
            "design": self.layout(),
            "size": self.plan.asked,
            "design_seed": self.plan.seed,
            "replicates": self.plan.replicates,
            "varied": self.plan.factors.iter().map(factor).collect::<Vec<_>>(),
            "parts": self.parts,
        });
        if let Some(wave) = &self.plan.wave {
            (all["after"], all["temper"]) = (json!(wave.after), json!(wave.temper));
        }
        all
    }

    /// That of a manifest, with the points of a wave; none where something is missing or impossible.
    fn from_json(all: &Value, points: impl FnOnce(&[Factor]) -> Option<Vec<Vec<f64>>>) -> Option<SweepPrint> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let factor = |value: &Value| {
            let (low, high) = (value["low"].as_f64()?, value["high"].as_f64()?);
            let (shape, median) = (Shape::of(value["shape"].as_str()?)?, value["median"].as_f64()?);
            (low < high && (low..=high).contains(&median) && shape.allows(low, high)).then_some(())?;
            let prior = Prior {
                shape,
                low,
                median,
                high,
            };
            Some(Factor {
                key: text(&value["key"])?,
                unit: text(&value["unit"])?,
                prior,
            })
        };
        let factors: Vec<Factor> = all["varied"].as_array()?.iter().map(factor).collect::<Option<_>>()?;
        let asked: u32 = within(&all["size"], 1..=u32::MAX)?;
        let wave = if all["design"] == WAVE {
            let temper = Wave::temper(all["temper"].as_f64()?).ok()?;
            let points = points(&factors).filter(|points| points.len() == asked as usize)?;
            let after = texts(&all["after"])?;
            Some(Wave { after, temper, points })
        } else {
            None
        };
        let plan = SweepPlan {
            design: match &wave {
                Some(_) => Design::Latin,
                None => Design::of(all["design"].as_str()?)?,
            },
            wave,
            asked,
            seed: within(&all["design_seed"], 0..=u64::MAX)?,
            replicates: within(&all["replicates"], 1..=MOST_REPLICATES)?,
            factors,
        };
        let kinds = [Keeps::Years, Keeps::Columns];
        Some(SweepPrint {
            keeps: kinds.into_iter().find(|keeps| all["kind"] == keeps.kind())?,
            digest: text(&all["scenario"])?,
            version: text(&all["version"])?,
            seed: within(&all["seed"], 0..=u64::MAX)?,
            set: texts(&all["set"])?,
            parts: ranges(&all["parts"], plan.parts().ok()?.checked_sub(1)?)?,
            plan,
        })
    }

    /// That of a sweep's folder.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`] where something is missing or impossible, its tables of points and columns are not what was written, or the points of
    /// a wave cannot be read.
    pub fn read(sealed: &Sealed) -> Result<SweepPrint, ResultError> {
        let mut refused = None;
        let points = |factors: &[Factor]| {
            let file = sealed.file(POINTS);
            let read = file.and_then(|path| Ok(read_points(&path, factors)?));
            read.map_err(|error| refused = Some(error)).ok()
        };
        let read = SweepPrint::from_json(sealed.manifest(), points);
        if let Some(refused) = refused {
            return Err(refused);
        }
        let missing = "something is missing or impossible: sizes, seeds, or ranges from low to high";
        let print = read.ok_or_else(|| sealed.wrong(missing))?;
        // Who reads the folder in another program reads them.
        for table in print.keeps.tables() {
            sealed.file(table)?;
        }
        Ok(print)
    }
}

/// A prior in words.
fn believed(prior: &Prior) -> String {
    let Prior {
        shape,
        low,
        median,
        high,
    } = prior;
    format!("{low}..{high} {} about {median}", shape.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Once merged sweeps had points that differed in the last bit from those of a whole one.
    #[test]
    fn what_a_manifest_says_is_read_back_to_the_last_bit() {
        let thirds = (1..500).map(|n| f64::from(n) / 3.0 / 997.0);
        let factor = |low: f64| Factor {
            key: "bribe.theta".into(),
            unit: "share".into(),
            prior: Prior::even(low, low.exp()),
        };
        let print = SweepPrint {
            keeps: Keeps::Columns,
            digest: "d".into(),
            version: "v".into(),
            seed: u64::MAX,
            set: vec!["a=b".into()],
            plan: SweepPlan {
                design: Design::Latin,
                wave: None,
                asked: 2,
                seed: 1,
                factors: thirds.map(factor).collect(),
                replicates: 1,
            },
            parts: vec![(0, 0)],
        };
        let again = |print: &SweepPrint| {
            let text = print.to_json().to_string();
            let all: Value = serde_json::from_str(&text).expect("JSON");
            SweepPrint::from_json(&all, |_| print.plan.wave.as_ref().map(|wave| wave.points.clone()))
        };
        assert_eq!(again(&print), Some(print.clone()));
        let mut wave = print;
        wave.plan.wave = Some(Wave {
            after: vec!["a".into(), "b".into()],
            temper: 0.3,
            points: vec![vec![1.0 / 3.0; 499]; 2],
        });
        assert_eq!(again(&wave), Some(wave.clone()));
        if let Some(wave) = &mut wave.plan.wave {
            wave.points.pop();
        }
        assert_eq!(again(&wave), None, "as many points as are said");
    }
}
