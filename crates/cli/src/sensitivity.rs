//! `amnok sensitivity`.

use crate::Failure;
use amnok_lab::sensitivity::{Estimate, Influence};
use amnok_page::minus;
use amnok_store::Amendment;
use amnok_store::sensitivity::{self, Driven, ordered};
use amnok_store::sweep::Sweep;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Options of `amnok sensitivity`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of a whole sweep.
    folder: PathBuf,
    /// Values shown for each outcome.
    #[arg(long, default_value_t = 5)]
    top: usize,
    /// Show these outcomes only, by the names of the table, separated by commas; the table and the page have all.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Writes the table and the page beside the runs, and prints the strongest values of each outcome.
pub fn sensitivity(arguments: &Arguments) -> Result<(), Failure> {
    // Ctrl-C ends the process: nothing is written before all is known.
    let into = Amendment::begin(&arguments.folder)?;
    let never = AtomicBool::new(false);
    let Some((sweep, driven)) = sensitivity::sensitivity(&arguments.folder, &never)? else {
        return Ok(());
    };
    let names: Vec<&str> = driven.iter().map(|of| of.outcome.name).collect();
    if let Some(unknown) = arguments.only.iter().find(|name| !names.contains(&name.as_str())) {
        let names = names.join(", ");
        return Err(Failure::Input(format!("--only {unknown}: the outcomes are {names}")));
    }
    let page = amnok_page::drivers(&sweep, &driven);
    sensitivity::write(&into, &sweep, &driven, &page)?;
    let mut text = String::new();
    let shown = |of: &&Driven| arguments.only.is_empty() || arguments.only.iter().any(|name| name == of.outcome.name);
    for of in driven.iter().filter(shown) {
        outcome(&mut text, of, &sweep, arguments.top);
    }
    let folder = arguments.folder.display();
    let _ = writeln!(text, "\n{folder}/sensitivity.html, {folder}/sensitivity.parquet");
    crate::say(&text)
}

fn outcome(text: &mut String, of: &Driven, sweep: &Sweep, top: usize) {
    let (used, all) = (of.drivers.used, of.drivers.of);
    let _ = writeln!(text, "\n{} ({used} of {all} usable)", of.outcome.words);
    if of.drivers.influences.is_empty() {
        let _ = writeln!(text, "  does not vary, or is defined at too few points");
    }
    for place in ordered(&of.drivers).into_iter().take(top) {
        let key = &sweep.print.plan.factors[place].key;
        let _ = writeln!(text, "  {key:<40} {}", words(&of.drivers.influences[place]));
    }
}

fn words(influence: &Influence) -> String {
    let with = |of: &Estimate| minus(format!("{:.3} [{:.3}, {:.3}]", of.value, of.low, of.high));
    match influence {
        Influence::Sobol { first, total } => format!("total {}, first {}", with(total), with(first)),
        Influence::First(first) => format!("first {}", with(first)),
        Influence::Morris { mu_star, sigma } => format!("mu* {}, sigma {sigma:.3}", with(mu_star)),
    }
}
