//! `amnok bank`.

use crate::Failure;
use crate::speak::tell;
use crate::sweep::{Asked, Common, Planned, carry_out};
use amnok_lab::sweep::Wave;
use amnok_scenario::many;
use amnok_store::Place;
use amnok_store::sweep::{Bank, Keeps};
use std::path::{Display, Path, PathBuf};
use std::time::Instant;

/// Options of `amnok bank`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Number of points, one run at each; a fit of the embedded scenario needs a thousand of the prior, and some hundreds after them.
    #[arg(long)]
    points: u32,
    /// Vary a value, KEY=LOW..HIGH, or KEY over its prior; `*` in KEY stands for anything; may be repeated. Every assumed value if left out.
    #[arg(long, value_name = "KEY[=LOW..HIGH]")]
    vary: Vec<String>,
    /// How points are laid out: lhs, or sobol (few values).
    #[arg(long, default_value = "lhs", value_parser = ["sobol", "lhs"])]
    design: String,
    /// A wave after these banks: points lie where their runs say that what was observed comes from; first the bank of the prior, then every later
    /// wave. Scenario, values and priors are those of the first.
    #[arg(long, value_name = "BANK", conflicts_with_all = ["scenario", "set", "vary", "design"])]
    after: Vec<PathBuf>,
    /// How far the points of a wave (`--after`) go from the prior (0) to the posterior (1); 0.5 if left out.
    #[arg(long, value_parser = temper)]
    temper: Option<f64>,
    /// Seed of the runs, each of which has a luck of its own; that of the scenario if left out (of a wave: and its number).
    #[arg(long)]
    seed: Option<u64>,
    /// Result folder.
    #[arg(long, default_value = "amnok-bank")]
    out: PathBuf,
}

fn temper(text: &str) -> Result<f64, String> {
    Wave::temper(text.parse().unwrap_or(f64::NAN)).map_err(str::to_owned)
}

/// How far a wave goes where nothing else is said.
const TEMPER: f64 = 0.5;

/// Runs points of the prior, or of a wave, and leaves a whole bank, or work that can be gone on with.
pub fn bank(arguments: &Arguments) -> Result<(), Failure> {
    if let Some((first, later)) = arguments.after.split_first() {
        let asked = (arguments.points, arguments.temper.unwrap_or(TEMPER));
        return wave((first, later), asked, arguments.seed, &arguments.out, &arguments.common);
    }
    if let Some(temper) = arguments.temper {
        return Err(Failure::Input(format!(
            "--temper {temper} is that of a wave, and points of the prior have none: name the banks that the wave comes after with --after, or \
             leave it out"
        )));
    }
    let asked = Asked {
        common: &arguments.common,
        keeps: Keeps::Columns,
        vary: &arguments.vary,
        design: &arguments.design,
        points: arguments.points,
        replicates: 1,
        seed: arguments.seed,
        out: &arguments.out,
    };
    carry_out(&asked, tables)
}

fn tables(out: Display<'_>) -> String {
    format!("Points: {out}/points.parquet; what is kept of each: {out}/columns.parquet, {out}/runs/*.parquet")
}

/// Runs the wave after banks, so many points at a temper, and leaves its folder, or work that can be gone on with.
pub fn wave(
    (first, later): (&Path, &[PathBuf]),
    (points, temper): (u32, f64),
    seed: Option<u64>,
    out: &Path,
    common: &Common,
) -> Result<(), Failure> {
    let since = Instant::now();
    let place = Place::of(out, common.force)?.apart_from(first)?;
    let place = later.iter().try_fold(place, |place, bank| place.apart_from(bank))?;
    let bank = Bank::read_prior(first)?.with_waves(later)?;
    if !common.quiet {
        tell(&format!(
            "{} fitted, to lay out where the next ones are",
            many(bank.runs.len(), "run is", "runs are")
        ));
    }
    let laid_out = bank.next_wave(points, temper, common.design_seed, crate::threads(common.threads));
    let (mut scenario, plan) = laid_out?;
    scenario.seed = seed.unwrap_or(scenario.seed);
    let keeps = Keeps::Columns;
    Planned { scenario, keeps, plan }.carry_out(common, place, since, tables)
}
