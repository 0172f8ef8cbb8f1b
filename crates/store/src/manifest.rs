//! What a result folder says of itself.

use crate::error::ResultError;
use crate::folder::Sealed;
use crate::number::{ranges, texts, within};
use crate::values::Values;
use amnok_model::Engine;
use amnok_scenario::Scenario;
use serde_json::{Value, json};

/// Largest number of a replicate.
pub const LAST_REPLICATE: u32 = 1_100_000;

/// An engine by its name.
pub fn engine_named(name: &str) -> Option<Engine> {
    [Engine::Selective, Engine::Exhaustive, Engine::Counts]
        .into_iter()
        .find(|engine| engine_name(*engine) == name)
}

/// The name of an engine.
pub fn engine_name(engine: Engine) -> &'static str {
    match engine {
        Engine::Selective => "selective",
        Engine::Exhaustive => "exhaustive",
        Engine::Counts => "counts",
    }
}

/// All that decides the bytes of the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Digest of the scenario's files.
    pub digest: String,
    /// Version of the program.
    pub version: String,
    /// Seed.
    pub seed: u64,
    /// Engine by name.
    pub engine: String,
    /// Values set on the command line, `key=value`, in order.
    pub set: Vec<String>,
    /// Whether incidents are kept.
    pub incidents: bool,
    /// Where the values of each history come from.
    pub values: Values,
    /// Replicates as ranges, first and last, ascending.
    pub replicates: Vec<(u32, u32)>,
}

impl Fingerprint {
    /// That of the replicates `first` to `last` of a scenario.
    pub fn of(
        scenario: &Scenario,
        engine: Engine,
        incidents: bool,
        values: Values,
        (first, last): (u32, u32),
    ) -> Fingerprint {
        Fingerprint {
            digest: scenario.digest.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            seed: scenario.seed,
            engine: engine_name(engine).into(),
            set: scenario.set.clone(),
            incidents,
            values,
            replicates: vec![(first, last)],
        }
    }

    /// Numbers of the replicates, ascending.
    pub fn numbers(&self) -> Vec<u32> {
        self.replicates
            .iter()
            .flat_map(|(first, last)| *first..=*last)
            .collect()
    }

    /// The ranges of ascending numbers.
    pub fn ranges(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for number in numbers {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => ranges.push((number, number)),
            }
        }
        ranges
    }

    /// In what two differ, but for their replicates; `None` where they belong together.
    pub fn difference(&self, other: &Fingerprint) -> Option<String> {
        let all = |f: &Fingerprint| {
            [
                ("scenario", f.digest.clone()),
                ("version of the program", f.version.clone()),
                ("seed", f.seed.to_string()),
                ("engine", f.engine.clone()),
                ("values set", f.set.join(" ")),
                ("incidents kept", f.incidents.to_string()),
                ("values", f.values.name().into()),
                ("posterior", f.values.digest().unwrap_or("none").into()),
            ]
        };
        let differs = all(self).into_iter().zip(all(other)).find(|(a, b)| a != b);
        differs.map(|((what, a), (_, b))| format!("{what} {a} against {b}"))
    }

    /// As the manifest has it.
    pub fn to_json(&self) -> Value {
        let mut all = json!({
            "kind": "run",
            "scenario": self.digest,
            "version": self.version,
            "seed": self.seed,
            "engine": self.engine,
            "set": self.set,
            "incidents": self.incidents,
            "values": self.values.name(),
            "replicates": self.replicates,
        });
        if let Some(digest) = self.values.digest() {
            all["posterior"] = digest.into();
        }
        all
    }
}

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// What decides the tables.
    pub fingerprint: Fingerprint,
    /// How it was run; no part of what decides the tables.
    pub ran: Value,
}

impl Manifest {
    /// As it is written, but for the digests of the files.
    pub fn to_json(&self) -> Value {
        let mut all = self.fingerprint.to_json();
        all["ran"] = self.ran.clone();
        all
    }

    /// That of a result folder.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`] where something is missing or impossible.
    pub fn of(sealed: &Sealed) -> Result<Manifest, ResultError> {
        let all = sealed.manifest();
        let text = |key: &str| {
            let text = all[key].as_str().map(str::to_owned);
            text.ok_or_else(|| sealed.wrong(format!("no {key}")))
        };
        let engine = text("engine")?;
        if engine_named(&engine).is_none() {
            return Err(sealed.wrong("engine: none of that name"));
        }
        let values = Values::named(&text("values")?, all["posterior"].as_str());
        let values = values
            .ok_or_else(|| sealed.wrong("values: neither drawn, fixed, nor those of a posterior with its digest"))?;
        let replicates = ranges(&all["replicates"], LAST_REPLICATE).ok_or_else(|| {
            sealed.wrong(format!(
                "replicates: no ranges [first, last] in order up to {LAST_REPLICATE}"
            ))
        })?;
        Ok(Manifest {
            fingerprint: Fingerprint {
                digest: text("scenario")?,
                version: text("version")?,
                seed: within(&all["seed"], 0..=u64::MAX).ok_or_else(|| sealed.wrong("no seed"))?,
                engine,
                set: texts(&all["set"]).ok_or_else(|| sealed.wrong("no list of values set"))?,
                incidents: all["incidents"]
                    .as_bool()
                    .ok_or_else(|| sealed.wrong("incidents: neither true nor false"))?,
                values,
                replicates,
            },
            ran: all["ran"].clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_ranges_and_numbers_again() {
        let ranges = Fingerprint::ranges([0, 1, 2, 5, 7, 8].into_iter());
        assert_eq!(ranges, [(0, 2), (5, 5), (7, 8)]);
    }
}
