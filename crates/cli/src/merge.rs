//! `amnok merge`.

use crate::Failure;
use amnok_page::terminal;
use amnok_store::sweep::merge_sweeps;
use amnok_store::{Place, kind_of, ran};
use std::path::PathBuf;
use std::time::Instant;

/// Options of `amnok merge`.
#[derive(clap::Args)]
pub struct Arguments {
    /// New result folder.
    out: PathBuf,
    /// Result folders of the same scenario, seed, engine and version, no replicate twice; or of parts of one sweep or bank.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
}

/// Puts results together; the tables are the same bytes as those of one run.
pub fn merge(arguments: &Arguments) -> Result<(), Failure> {
    let place = Place::of(&arguments.out, arguments.force)?;
    if matches!(
        arguments.folders.first().and_then(|first| kind_of(first)),
        Some("sweep" | "bank")
    ) {
        return sweeps(arguments, place);
    }
    let whole = amnok_store::merge(place, &arguments.folders, amnok_page::run)?;
    tell_of_gaps(&whole.manifest.fingerprint.replicates);
    crate::say(&terminal::run::text(
        &whole.scenario,
        &whole.rows,
        &whole.manifest,
        &arguments.out,
    ))
}

/// Says between which histories others are not in any of the folders: a part may have been left out.
fn tell_of_gaps(ranges: &[(u32, u32)]) {
    for between in ranges.windows(2) {
        let (first, last) = (between[0].1 + 1, between[1].0 - 1);
        crate::tell(&format!(
            "warning: histories {first} to {last} are in none of these folders; were they lived through too, merge all of them"
        ));
    }
}

fn sweeps(arguments: &Arguments, place: Place) -> Result<(), Failure> {
    let since = Instant::now();
    let print = merge_sweeps(place, &arguments.folders, || ran(since.elapsed().as_secs_f64(), 1))?;
    let of = print.plan.parts().map_err(Failure::Input)?;
    crate::say(&format!(
        "{} of {of} parts of the {} are in {}\n",
        print.numbers().len(),
        print.keeps.kind(),
        arguments.out.display()
    ))
}
