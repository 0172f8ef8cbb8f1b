//! What a result folder says of itself.

use super::{ResultError, at};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

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
    /// Replicates as ranges, first and last, ascending.
    pub replicates: Vec<(u32, u32)>,
}

impl Fingerprint {
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
            ]
        };
        let differs = all(self).into_iter().zip(all(other)).find(|(a, b)| a != b);
        differs.map(|((what, a), (_, b))| format!("{what} {a} against {b}"))
    }

    fn to_json(&self) -> Value {
        json!({
            "scenario": self.digest,
            "version": self.version,
            "seed": self.seed,
            "engine": self.engine,
            "set": self.set,
            "incidents": self.incidents,
            "replicates": self.replicates,
        })
    }

    /// As one line.
    pub fn to_text(&self) -> String {
        format!("{}\n", self.to_json())
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
    /// Writes it into a folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), ResultError> {
        let path = folder.join("manifest.json");
        let mut all = self.fingerprint.to_json();
        all["ran"] = self.ran.clone();
        fs::write(&path, format!("{all:#}\n")).map_err(at(&path))
    }

    /// Reads that of a result folder.
    ///
    /// # Errors
    /// [`ResultError::File`] where there is none, [`ResultError::Mismatch`] where it is not one.
    pub fn read(folder: &Path) -> Result<Manifest, ResultError> {
        let path = folder.join("manifest.json");
        let text = fs::read_to_string(&path).map_err(at(&path))?;
        let wrong = |what: &str| {
            ResultError::Mismatch(format!(
                "{}: {what}; is {} a result folder of this program?",
                path.display(),
                folder.display()
            ))
        };
        let all: Value = serde_json::from_str(&text).map_err(|error| wrong(&format!("not JSON: {error}")))?;
        let text = |key: &str| {
            all[key]
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| wrong(&format!("no {key}")))
        };
        let texts = |value: &Value| {
            Some(
                value
                    .as_array()?
                    .iter()
                    .filter_map(|v| v.as_str().map(str::to_owned))
                    .collect(),
            )
        };
        let ranges = |value: &Value| -> Option<Vec<(u32, u32)>> {
            let range = |pair: &Value| Some((pair[0].as_u64()?.try_into().ok()?, pair[1].as_u64()?.try_into().ok()?));
            value.as_array()?.iter().map(range).collect()
        };
        Ok(Manifest {
            fingerprint: Fingerprint {
                digest: text("scenario")?,
                version: text("version")?,
                seed: all["seed"].as_u64().ok_or_else(|| wrong("no seed"))?,
                engine: text("engine")?,
                set: texts(&all["set"]).ok_or_else(|| wrong("no list of values set"))?,
                incidents: all["incidents"].as_bool().unwrap_or(false),
                replicates: ranges(&all["replicates"]).ok_or_else(|| wrong("no replicates"))?,
            },
            ran: all["ran"].clone(),
        })
    }
}

/// The largest memory that this process has held, where the system tells it. Unit: bytes.
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// How this process ran: command, seconds, threads, peak memory where the system tells it.
pub fn ran(seconds: f64, threads: usize) -> Value {
    json!({
        "command": std::env::args().collect::<Vec<_>>(),
        "wall_seconds": seconds,
        "threads": threads,
        "peak_memory_bytes": peak_memory(),
        "system": format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH),
    })
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
