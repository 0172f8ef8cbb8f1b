//! The programs of B5, the sizes at which they run, and how each is called.
use crate::flee::beside;
use std::path::{Path, PathBuf};

/// A size of the border.
pub struct Size {
    /// Its name.
    pub name: &'static str,
    /// Residents of a county.
    pub people: u32,
    /// Hazard of trying. Unit: per resident-year.
    pub hazard: f64,
    /// How many times as fast as ixa Amnok is to be.
    pub ahead_of_ixa: f64,
}

/// From the smallest.
pub const SIZES: [Size; 4] = [
    Size {
        name: "100,000 residents",
        people: 10_000,
        hazard: 1.1,
        ahead_of_ixa: 2.0,
    },
    Size {
        name: "1 million residents, a tenth of the hazard",
        people: 100_000,
        hazard: 0.11,
        ahead_of_ixa: 5.0,
    },
    Size {
        name: "1 million residents",
        people: 100_000,
        hazard: 1.1,
        ahead_of_ixa: 5.0,
    },
    Size {
        name: "10 million residents, a hundredth of the hazard",
        people: 1_000_000,
        hazard: 0.011,
        ahead_of_ixa: 100.0,
    },
];

/// By what a program is run.
pub enum By {
    /// `amnok run`, with these options.
    Amnok(&'static [&'static str]),
    /// A program of `bench/peers`.
    Rust(&'static str),
    /// A script of `bench/peers/python`.
    Python(&'static str),
}

/// A program.
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// How it is run.
    pub by: By,
    /// Most residents of a county with which it is run: beyond that it takes minutes.
    pub most: u32,
}

/// Amnok, as goals are judged: the usual engine, totals on standard output as peers print them.
pub const OURS: &str = "Amnok";
/// Options with which it prints totals and keeps nothing.
pub const TOTALS: &[&str] = &["--totals"];
/// Amnok asking everybody.
pub const EXHAUSTIVE: &str = "Amnok, exhaustive";
/// The peer that is nearest.
pub const IXA: &str = "ixa, in events";
/// Mesa.
pub const MESA: &str = "Mesa";
/// The lower bound.
pub const SPARSE: &str = "plain Rust, sparse";
/// Plain Rust asking everybody.
pub const EVERYBODY: &str = "plain Rust, everybody";

const ANY: u32 = u32::MAX;

/// All of them.
pub const PROGRAMS: [Program; 12] = [
    Program {
        name: OURS,
        by: By::Amnok(TOTALS),
        most: ANY,
    },
    Program {
        name: "Amnok, by counts",
        by: By::Amnok(&["--totals", "--engine", "counts"]),
        most: ANY,
    },
    Program {
        name: "Amnok, folder and report kept",
        by: By::Amnok(&["--json", "--force"]),
        most: ANY,
    },
    Program {
        name: EXHAUSTIVE,
        by: By::Amnok(&["--totals", "--engine", "exhaustive"]),
        most: 10_000,
    },
    Program {
        name: SPARSE,
        by: By::Rust("sparse"),
        most: ANY,
    },
    Program {
        name: EVERYBODY,
        by: By::Rust("everybody"),
        most: ANY,
    },
    Program {
        name: IXA,
        by: By::Rust("ixa-events"),
        most: ANY,
    },
    Program {
        name: "ixa, everybody daily",
        by: By::Rust("ixa-daily"),
        most: 10_000,
    },
    Program {
        name: "krABMaga",
        by: By::Rust("krabmaga"),
        most: 10_000,
    },
    Program {
        name: "mesa-frames",
        by: By::Python("frames_border.py"),
        most: 10_000,
    },
    Program {
        name: MESA,
        by: By::Python("mesa_border.py"),
        most: 10_000,
    },
    Program {
        name: "agentpy",
        by: By::Python("agentpy_border.py"),
        most: 10_000,
    },
];

impl Program {
    /// Lines of code that are neither blank nor comment: of its own, and of the line that it shares with others.
    pub fn lines_of_code(&self) -> (usize, usize) {
        match self.by {
            By::Amnok(_) => (count("reduced/scenario.toml") + count("reduced/counties.csv"), 0),
            By::Rust(name) => (count(&format!("peers/src/bin/{name}.rs")), count("peers/src/lib.rs")),
            By::Python(name) => (count(&format!("peers/python/{name}")), count("peers/python/line.py")),
        }
    }
}

fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn count(path: &str) -> usize {
    let text = std::fs::read_to_string(own(path)).unwrap_or_default();
    let lines = text.lines().map(str::trim_start);
    lines
        .filter(|line| !line.is_empty() && !["//", "#", "\"\"\""].iter().any(|mark| line.starts_with(mark)))
        .count()
}

/// Where the programs are, and the folders that Amnok reads.
pub struct Place {
    amnok: String,
    rust: String,
    python: String,
    folder: tempfile::TempDir,
}

impl Place {
    /// Of programs that `cargo xtask bench` built.
    pub fn find() -> Result<Place, String> {
        let told = |name: &str| {
            std::env::var(name).map_err(|_| "B5 needs programs of peers: `cargo xtask bench B5` builds them".to_owned())
        };
        let place = Place {
            amnok: beside("amnok")?,
            rust: told("AMNOK_PEERS")?,
            python: told("AMNOK_PEERS_PYTHON")?,
            folder: tempfile::tempdir().map_err(|error| error.to_string())?,
        };
        for size in &SIZES {
            place
                .scenario(size)
                .map_err(|error| format!("bench/reduced: {error}"))?;
        }
        Ok(place)
    }

    /// The folder for a size: `bench/reduced` with so many residents.
    fn scenario(&self, size: &Size) -> std::io::Result<()> {
        let folder = self.folder_of(size);
        std::fs::create_dir_all(&folder)?;
        for file in std::fs::read_dir(own("reduced"))? {
            let file = file?;
            let (path, name) = (file.path(), file.file_name());
            let text = std::fs::read_to_string(path)?;
            // The only number of that size in the table of counties.
            let text = match name.to_str() {
                Some("counties.csv") => text.replace(",10000,", &format!(",{},", size.people)),
                _ => text,
            };
            std::fs::write(folder.join(name), text)?;
        }
        Ok(())
    }

    fn folder_of(&self, size: &Size) -> PathBuf {
        self.folder.path().join(size.people.to_string())
    }

    /// One run.
    pub fn command(&self, program: &Program, size: &Size, seed: u32) -> Vec<String> {
        let mut command = match program.by {
            By::Amnok(options) => return self.amnok(options, size, seed, 1),
            By::Rust(name) => vec![format!("{}/{name}", self.rust)],
            By::Python(name) => {
                let script = own("peers/python").join(name);
                vec![self.python.clone(), script.to_string_lossy().into_owned()]
            }
        };
        command.extend([size.people.to_string(), size.hazard.to_string(), seed.to_string()]);
        command
    }

    /// So many replicates of Amnok in one process.
    pub fn amnok(&self, options: &[&str], size: &Size, seed: u32, replicates: u32) -> Vec<String> {
        let folder = self.folder_of(size).to_string_lossy().into_owned();
        let (seed, replicates) = (seed.to_string(), replicates.to_string());
        let set = format!("attempt.smuggle_per_year={}", size.hazard);
        let usual = [
            "--fixed",
            "--replicates",
            &replicates,
            "--threads",
            "1",
            "--seed",
            &seed,
            "--set",
            &set,
        ];
        let mut command = vec![self.amnok.clone(), "run".into(), folder];
        command.extend(usual.iter().chain(options).map(|word| (*word).to_owned()));
        if !options.contains(&"--totals") {
            let out = self.folder.path().join("out").to_string_lossy().into_owned();
            command.extend(["--out".to_owned(), out]);
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The folder defines what is compared: it is read without a fault, and holds what bench/reduced.md says.
    #[test]
    fn the_reduced_border_is_read() {
        let scenario = amnok_scenario::load(&own("reduced")).unwrap_or_else(|errors| panic!("{errors}"));
        let inputs = &scenario.inputs;
        let km: f64 = inputs.counties.iter().map(|county| county.border_km).sum();
        let people: u32 = inputs.counties.iter().map(|county| county.residents).sum();
        assert_eq!((km, people, inputs.days, inputs.forces.len()), (100.0, 100_000, 365, 2));
        let rows = amnok_model::run(
            inputs,
            amnok_model::chance::Luck { seed: 1, replicate: 0 },
            amnok_model::Engine::Counts,
            &mut (),
        );
        let of = |name| rows.total(name);
        assert_eq!(
            of("attempts"),
            of("crossed") + of("turned_back") + of("arrested"),
            "nothing else happens"
        );
        assert_eq!(of("brokered") + of("deaths") + of("paid_broker"), 0.0);
    }
}
