//! A program run once: what it took, and what its table says.
use crate::measure::median;
use serde::Deserialize;
use std::process::{Command, Stdio};

/// What one run of a program took, from its start to its end.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Weighed {
    /// Wall time. Unit: s.
    pub seconds: f64,
    /// Time of processor, of all threads, the system's included. Unit: s.
    pub processor: f64,
    /// Peak resident memory. Unit: MiB.
    pub peak_mib: f64,
}

/// What a table of Flee's columns says.
#[derive(Clone, Copy, Debug)]
pub struct FleeTotals {
    /// People ever displaced.
    pub people: f64,
    /// Averaged relative difference of all camps from those registered, over all days.
    pub difference: f64,
}

/// Runs a program by way of `weigh`; gives what it took, and what it wrote.
pub fn weigh(command: &[&str]) -> Result<(Weighed, String), String> {
    let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    let table = file.reopen().map_err(|error| error.to_string())?;
    let output = Command::new(beside("weigh")?)
        .args(command)
        .stdin(Stdio::null())
        .stdout(table)
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| format!("weigh: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{}\nin: {}", said.trim(), command.join(" ")));
    }
    let took = serde_json::from_str(&said).map_err(|error| format!("weigh said {said}: {error}"))?;
    let wrote = std::fs::read_to_string(file.path()).map_err(|error| error.to_string())?;
    Ok((took, wrote))
}

/// A program that was built with this one.
pub fn beside(name: &str) -> Result<String, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let path = own.with_file_name(name).with_extension(std::env::consts::EXE_EXTENSION);
    if path.exists() {
        Ok(path.to_string_lossy().into_owned())
    } else {
        Err(format!(
            "{} is not there: `cargo xtask bench` builds it",
            path.display()
        ))
    }
}

/// Version of the package and of the Python that runs it.
pub fn version(python: &str) -> Result<String, String> {
    const ASK: &str = "import importlib.metadata, platform as p; \
        print(f\"Flee {importlib.metadata.version('flee')} on {p.python_implementation()} {p.python_version()}\")";
    let output = Command::new(python).args(["-c", ASK]).output();
    let output = output.map_err(|error| format!("{python}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{python}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Median wall time.
pub fn seconds(runs: &[Weighed]) -> f64 {
    median(runs.iter().map(|run| run.seconds).collect())
}

/// Median peak memory.
pub fn peak(runs: &[Weighed]) -> f64 {
    median(runs.iter().map(|run| run.peak_mib).collect())
}

/// Reads a table: `<camp> sim` and `<camp> data` of each camp, and `total refugees (simulation)`.
pub fn outcome(table: &str) -> Result<FleeTotals, String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| header.iter().position(|cell| cell == name);
    let total = column("total refugees (simulation)").ok_or("the table has no total")?;
    let camps = header.iter().filter_map(|cell| cell.strip_suffix(" sim"));
    let camps = camps.map(|camp| Some((column(&format!("{camp} sim"))?, column(&format!("{camp} data"))?)));
    let camps: Vec<(usize, usize)> = camps.collect::<Option<_>>().ok_or("a camp has no data")?;
    let (mut people, mut difference, mut days) = (0.0, 0.0, 0.0);
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |at: usize| row[at].parse().map_err(|_| format!("{} is not a number", &row[at]));
        let (mut off, mut registered) = (0.0, 0.0);
        for &(sim, data) in &camps {
            let (sim, data): (f64, f64) = (cell(sim)?, cell(data)?);
            off += (sim - data).abs();
            registered += data;
        }
        people = cell(total)?;
        difference += off / registered.max(1.0);
        days += 1.0;
    }
    if days == 0.0 {
        return Err("the table has no days".into());
    }
    Ok(FleeTotals {
        people,
        difference: difference / days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_people_and_mean_difference() {
        let table = "Day,A sim,A data,B sim,B data,total refugees (simulation)\n\
                     0,0,0,1,0,3\n\
                     1,5,10,25,30,40\n";
        let of = outcome(table).unwrap();
        // One off of nobody counts as one; then ten off of forty.
        assert_eq!((of.people, of.difference), (40.0, (1.0 + 0.25) / 2.0));
        assert!(outcome("Day,A sim,total refugees (simulation)\n0,1,1\n").is_err());
        assert!(outcome("Day,total refugees (simulation)\n").is_err());
    }
}
