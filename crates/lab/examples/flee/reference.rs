//! Flee's own runs: whole ones, and summaries over more of them.

use amnok_displacement::Displacement;
use amnok_lab::equivalence::Sample;
use std::path::Path;

/// One run of Flee. Columns are camps in the order of the input.
pub struct Run {
    /// People in each camp, by day.
    pub simulated: Vec<Vec<i64>>,
    /// What follows from the data alone, by day: registered in each camp, in all of them, everybody simulated, all
    /// registered, debt.
    pub settled: Vec<Vec<i64>>,
}

/// A camp on a day over all of Flee's runs.
#[derive(Clone, Copy, Default)]
pub struct Cell {
    /// Mean and spread.
    pub sample: Sample,
    /// Least.
    pub least: f64,
    /// Greatest.
    pub greatest: f64,
}

/// What there is of Flee's runs of one conflict.
pub struct Reference {
    /// Whole runs.
    pub runs: Vec<Run>,
    /// Summary by day and camp, over more runs.
    pub cells: Vec<Vec<Cell>>,
    /// Averaged relative difference of each run, and the same rescaled.
    pub errors: [Vec<f64>; 2],
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn number(cells: &[&str], i: usize) -> Result<f64, String> {
    let cell = cells.get(i).copied().unwrap_or("");
    cell.parse()
        .map_err(|_| format!("{cell} is no number in {}", cells.join(",")))
}

impl Reference {
    /// Reads `NAME-runK.csv`, `summary_NAME.csv` and `errors.csv`.
    pub fn read(folder: &Path, name: &str, world: &Displacement) -> Result<Reference, String> {
        let camps: Vec<&str> = world
            .camps()
            .iter()
            .map(|c| world.network.places[*c].name.as_str())
            .collect();
        let mut runs = Vec::new();
        while let Ok(table) = text(&folder.join(format!("{name}-run{}.csv", runs.len() + 1))) {
            runs.push(run(&table, &camps)?);
        }
        let mut cells = vec![vec![Cell::default(); camps.len()]; world.days as usize];
        for line in text(&folder.join(format!("summary_{name}.csv")))?.lines().skip(1) {
            let row: Vec<&str> = line.split(',').collect();
            let camp = camps
                .iter()
                .position(|c| Some(c) == row.get(2))
                .ok_or("a camp that is not known")?;
            let day = number(&row, 0)? as usize;
            *cells
                .get_mut(day)
                .and_then(|cells| cells.get_mut(camp))
                .ok_or("a day too many")? = Cell {
                sample: Sample {
                    runs: number(&row, 3)?,
                    mean: number(&row, 4)?,
                    sd: number(&row, 5)?,
                },
                least: number(&row, 6)?,
                greatest: number(&row, 7)?,
            };
        }
        let mut errors = [Vec::new(), Vec::new()];
        for line in text(&folder.join("errors.csv"))?.lines() {
            let row: Vec<&str> = line.split(',').collect();
            if row.first() == Some(&name) {
                errors[0].push(number(&row, 4)?);
                errors[1].push(number(&row, 5)?);
            }
        }
        if runs.is_empty() {
            return Err(format!("no run of {name}"));
        }
        Ok(Reference { runs, cells, errors })
    }
}

fn run(table: &str, camps: &[&str]) -> Result<Run, String> {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    let column = |name: String| {
        let found = head.iter().position(|h| **h == name);
        found.ok_or(format!("no column {name} in a run of Flee"))
    };
    let columns = |what: &str| -> Result<Vec<usize>, String> {
        camps.iter().map(|camp| column(format!("{camp} {what}"))).collect()
    };
    let simulated = columns("sim")?;
    let mut settled = columns("data")?;
    for name in [
        "refugees in camps (UNHCR)",
        "total refugees (simulation)",
        "raw UNHCR refugee count",
        "refugee_debt",
    ] {
        settled.push(column(name.into())?);
    }
    let mut run = Run {
        simulated: Vec::new(),
        settled: Vec::new(),
    };
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let pick = |which: &[usize]| -> Result<Vec<i64>, String> {
            which.iter().map(|i| number(&cells, *i).map(|n| n as i64)).collect()
        };
        run.simulated.push(pick(&simulated)?);
        run.settled.push(pick(&settled)?);
    }
    Ok(run)
}
