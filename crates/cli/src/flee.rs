//! `amnok flee`: the folders of the Flee simulator.

use crate::Failure;
use amnok_lab::displacement::replicates;
use amnok_model::mechanisms::journey::displacement::{Course, Engine};
use amnok_output::displacement::{averaged_relative_difference, flee_csv, flows_csv, summary_csv};
use amnok_scenario::flee::{Conflict, load};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Subcommands of `amnok flee`.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Live through a displacement as Flee does; prints Flee's own columns, or means and quantiles of many replicates.
    Run(Run),
    /// Check an input folder.
    Check(Check),
}

/// Options of `amnok flee run`.
#[derive(clap::Args)]
pub struct Run {
    /// Input folder: locations.csv, routes.csv, closures.csv, conflicts.csv, sim_period.csv.
    input: PathBuf,
    /// Folder of registered people: data_layout.csv and its series.
    validation: PathBuf,
    /// Settings (simsetting.yml); those in the input folder if left out, otherwise the defaults of Flee's code.
    #[arg(long)]
    settings: Option<PathBuf>,
    /// Replicates.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Days, in place of Length in sim_period.csv.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Move everybody on their own, as Flee does: slow, to test the other way.
    #[arg(long)]
    people: bool,
    /// New folder for the tables: replicate-N.csv, summary.csv, flows.csv.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Options of `amnok flee check`.
#[derive(clap::Args)]
pub struct Check {
    /// Input folder.
    input: PathBuf,
    /// Folder of registered people.
    validation: Option<PathBuf>,
    /// Settings.
    #[arg(long)]
    settings: Option<PathBuf>,
}

/// Carries out `amnok flee`.
pub fn flee(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Run(arguments) => run(arguments),
        Command::Check(arguments) => check(arguments),
    }
}

fn check(arguments: &Check) -> Result<(), Failure> {
    let conflict = load(
        &arguments.input,
        arguments.validation.as_deref(),
        arguments.settings.as_deref(),
        None,
    )
    .map_err(|found| Failure::Input(found.to_string()))?;
    let world = &conflict.displacement;
    let mut text = format!(
        "{} places, {} of them camps; {} links; {} closures; {} days from {}\n",
        world.network.places.len(),
        world.camps().len(),
        world.network.links.len(),
        world.closures.len(),
        world.days,
        conflict.start
    );
    for note in &conflict.notes {
        text.push_str(&format!("note: {note}\n"));
    }
    crate::say(&text)
}

fn run(arguments: &Run) -> Result<(), Failure> {
    if let Some(out) = arguments.out.as_ref().filter(|out| out.exists()) {
        return Err(Failure::Input(format!(
            "{} is in the way; name a new folder",
            out.display()
        )));
    }
    let conflict = load(
        &arguments.input,
        Some(&arguments.validation),
        arguments.settings.as_deref(),
        arguments.days,
    )
    .map_err(|found| Failure::Input(found.to_string()))?;
    for note in &conflict.notes {
        eprintln!("note: {note}");
    }
    let courses = courses(&conflict, arguments);
    let world = &conflict.displacement;
    let one = |course| flee_csv(world, conflict.start, conflict.displaced_at_home, course);
    let Some(out) = &arguments.out else {
        return match courses.as_slice() {
            [course] => crate::say(&one(course)),
            _ => crate::say(&summary_csv(world, conflict.start, &courses)),
        };
    };
    std::fs::create_dir_all(out)?;
    for (replicate, course) in courses.iter().enumerate() {
        std::fs::write(out.join(format!("replicate-{replicate:03}.csv")), one(course))?;
    }
    std::fs::write(out.join("summary.csv"), summary_csv(world, conflict.start, &courses))?;
    std::fs::write(out.join("flows.csv"), flows_csv(world, &courses))?;
    let errors: f64 = courses.iter().map(averaged_relative_difference).sum::<f64>() / courses.len() as f64;
    crate::say(&format!(
        "{} replicates of {} days; averaged relative difference {errors:.4}; tables in {}\n",
        courses.len(),
        world.days,
        out.display()
    ))
}

/// All replicates, in order.
fn courses(conflict: &Conflict, arguments: &Run) -> Vec<Course> {
    let engine = if arguments.people {
        Engine::People
    } else {
        Engine::Cohorts
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = arguments.threads.map_or(cores, usize::from);
    let (world, never) = (&conflict.displacement, AtomicBool::new(false));
    replicates(
        world,
        engine,
        arguments.seed,
        arguments.replicates,
        threads,
        &never,
        |_| (),
    )
}
