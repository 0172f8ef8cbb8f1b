//! The public benchmark of simulation-based inference: C2ST of this crate's fits against reference posteriors, beside the
//! published figures. `sbibm FOLDER [TASK…]`, with `FOLDER/TASK/observations.csv` and `reference_posterior.csv`, and the
//! published means in `FOLDER/published_c2st.csv`.
mod tasks;

use amnok_chance::Luck;
use amnok_infer::bank::Bank;
use amnok_infer::c2st::c2st;
use amnok_infer::emulator::Richness;
use amnok_infer::fit::{Fit, FitError, Settings};
use amnok_infer::likelihood::Observed;
use amnok_infer::linear::Matrix;
use amnok_infer::waves::Waves;
use std::path::Path;
use std::process::ExitCode;
use tasks::Task;

/// Simulations of the first wave and of each of the three later ones: 10,000 in all.
const WAVE: usize = 2500;
/// Published methods shown beside ours, at 10,000 simulations.
const PUBLISHED: [&str; 6] = ["NPE", "NLE", "SNPE", "SNLE", "SNRE", "SMC-ABC"];

/// The lines of a CSV that hold only numbers, and the number of those that do not.
fn numbers(path: &Path) -> Result<Vec<Vec<f64>>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let row = |line: &str| {
        line.split(',')
            .map(|x| x.trim().parse::<f64>())
            .collect::<Result<Vec<f64>, _>>()
            .ok()
    };
    Ok(text.lines().filter_map(row).collect())
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = words.first() else {
        eprintln!("usage: sbibm FOLDER [TASK…], the layout of FOLDER is in docs/inference.md");
        return ExitCode::from(2);
    };
    match table(Path::new(folder), &words[1..]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The table, a line a task that the folder has.
fn table(folder: &Path, asked: &[String]) -> Result<(), String> {
    let published = std::fs::read_to_string(folder.join("published_c2st.csv")).unwrap_or_default();
    println!(
        "| task | C2ST | lowest–highest | {} | separate modes said |",
        PUBLISHED.join(" | ")
    );
    println!("|---|---|---|{}---|", "---|".repeat(PUBLISHED.len()));
    let mut sizes = Vec::new();
    for task in tasks::tasks(numbers(&folder.join("bernoulli_glm/design_matrix.csv")).ok()) {
        let wanted = asked.is_empty() || asked.iter().any(|name| name == task.name);
        if wanted && folder.join(task.name).is_dir() {
            sizes.extend(judge(&task, folder, &published)?);
        }
    }
    sizes.sort_unstable();
    sizes.dedup();
    println!(
        "\nDraws of each posterior, ours and the reference's: {sizes:?}. Simulations for each observation: {}.",
        4 * WAVE
    );
    Ok(())
}

/// One line of the table; returns the numbers of reference draws that were met.
fn judge(task: &Task, folder: &Path, published: &str) -> Result<Vec<usize>, String> {
    let observations = numbers(&folder.join(task.name).join("observations.csv"))?;
    let reference = numbers(&folder.join(task.name).join("reference_posterior.csv"))?;
    let (mut scores, mut modes, mut sizes) = (Vec::new(), 0, Vec::new());
    for observation in &observations {
        let own = reference.iter().filter(|row| row[0] == observation[0]);
        let rows: Vec<&[f64]> = own.map(|row| &row[1..]).collect();
        let (draws, fit) =
            fitted(task, &observation[1..], rows.len(), observation[0] as u64).map_err(|e| e.to_string())?;
        let score = c2st(&Matrix::from_rows(&rows), &draws, 1, 1);
        eprintln!(
            "{} {}: {score:.3} {}",
            task.name,
            observation[0],
            fit.modes.warning().unwrap_or_default()
        );
        scores.push(score);
        modes += usize::from(fit.modes.count() > 1);
        sizes.push(rows.len());
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let (low, high) = (
        scores.iter().copied().fold(1.0, f64::min),
        scores.iter().copied().fold(0.0, f64::max),
    );
    let others: Vec<String> = PUBLISHED
        .iter()
        .map(|method| mean_of(published, task.name, method))
        .collect();
    let said = format!("{modes} of {}", scores.len());
    println!(
        "| {} | {mean:.3} | {low:.3}–{high:.3} | {} | {said} |",
        task.name,
        others.join(" | ")
    );
    Ok(sizes)
}

/// The published mean of a method at 10,000 simulations, or a dash.
fn mean_of(published: &str, task: &str, method: &str) -> String {
    let start = format!("{task},{method},10000,");
    let found = published
        .lines()
        .find_map(|line| line.strip_prefix(&start)?.split(',').next()?.parse::<f64>().ok());
    found.map_or("–".to_owned(), |mean| format!("{mean:.3}"))
}

/// Waves of simulations and the last fit; as many draws as asked for.
fn fitted(task: &Task, seen: &[f64], draws: usize, seed: u64) -> Result<(Matrix, Fit), FitError> {
    let observed = Observed::exactly(seen, vec![task.scale; task.data]);
    let mut settings = Settings::new(seed);
    settings.richness = Richness::full(16);
    settings.plan.chains = 400;
    settings.rounds = 1;
    let waves = Waves {
        values: task.size,
        first: WAVE,
        later: WAVE,
        tempers: vec![0.3, 0.7, 1.0],
        settings,
    };
    let run = |wave: u32, points: &Matrix| -> Result<Bank, FitError> {
        let simulate = |i: usize| {
            let mut luck = Luck { seed, replicate: wave }.at(tasks::SIMULATION, 0, i as u32, 0);
            (task.simulate)(&(task.values)(points.row(i)), &mut luck)
        };
        let readings = Matrix::from_rows(&(0..points.rows()).map(simulate).collect::<Vec<_>>());
        Ok(Bank::new(
            points.clone(),
            readings,
            Matrix::zeros(points.rows(), 0),
            wave,
        )?)
    };
    let bank = waves.explore(&observed, run)?;
    (settings.plan.chains, settings.rounds) = (draws, 2);
    let fit = Fit::of(&bank, &observed, settings)?;
    let points = fit.points(task.size);
    let values: Vec<Vec<f64>> = (0..points.rows()).map(|i| (task.values)(points.row(i))).collect();
    Ok((Matrix::from_rows(&values), fit))
}
