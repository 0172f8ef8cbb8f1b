//! `amnok hindcast`.

use crate::forecast::{HUB_COLUMNS, hub_row};
use crate::progress::Progress;
use crate::{Failure, target};
use amnok_lab::learn::hindcast::{FORECASTERS, Hindcast, Scored, hindcast as forecasts, last_target, origins, scores};
use amnok_lab::learn::{COUNTED, How, hub_quantiles};
use amnok_page::{hindcast_json, scores_json};
use amnok_store::sweep::Bank;
use amnok_store::{Place, hindcast as store};
use jiff::civil::Date;
use std::fmt::Write;
use std::path::PathBuf;

/// Options of `amnok hindcast`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of a whole bank.
    bank: PathBuf,
    /// Folder of a wave after it (`amnok bank --after`); may be repeated, in their order.
    #[arg(long = "wave", value_name = "BANK")]
    waves: Vec<PathBuf>,
    /// Score only quarters that end after this day.
    #[arg(long, value_name = "DAY", default_value = "2021-03-31", value_parser = crate::fit::day)]
    after: Date,
    /// Draws of each posterior.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(100..=20_000))]
    draws: u32,
    /// Seed of the draws.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Write every forecast to this file, with the columns of the forecast hubs.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Leave a folder with every forecast beside what came, the scores and a page; `amnok serve` shows them among the estimates.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Replace a file or folder of that name.
    #[arg(long)]
    force: bool,
    /// Say nothing of progress.
    #[arg(long)]
    quiet: bool,
    /// Print the scores as JSON.
    #[arg(long)]
    json: bool,
}

/// Forecasts the past, and prints how well: the model, the random walk, and both together.
pub fn hindcast(arguments: &Arguments) -> Result<(), Failure> {
    let csv_file = target(arguments.csv.as_deref(), arguments.force, &[])?;
    let place = arguments
        .out
        .as_deref()
        .map(|out| Place::of(out, arguments.force)?.apart_from(&arguments.bank));
    let place = place.transpose()?;
    let bank = Bank::read_prior(&arguments.bank)?.with_waves(&arguments.waves)?;
    let observed = bank.scenario.observations();
    let given = bank.given(&observed);
    let how = How {
        draws: arguments.draws as usize,
        seed: arguments.seed,
        threads: crate::threads(arguments.threads),
    };
    // Both before the hours of work.
    let origins = origins(&observed);
    if origins == 0 {
        return Err(Failure::Input(format!(
            "{}: nothing to forecast: observed/arrivals.csv needs more than eight rows of a calendar quarter each",
            arguments.bank.display()
        )));
    }
    if let Some(last) = last_target(&observed).filter(|last| *last <= arguments.after) {
        return Err(Failure::Input(format!(
            "--after {}: no quarter that was observed ends later; name a day before {last}",
            arguments.after
        )));
    }
    let progress = Progress::new(arguments.quiet || arguments.json, "origins", origins, 0);
    let (all, refused) = forecasts(&given, how, || progress.one());
    progress.done();
    if let Some(file) = csv_file {
        file.write(csv(&all).as_bytes())?;
    }
    let scored = scores(&all, arguments.after);
    if let Some(place) = place {
        let summary = hindcast_json(&all, &scored, &arguments.after.to_string());
        let page = amnok_page::hindcast(&bank.scenario, &summary);
        store::finish(store::begin(place)?, &bank.scenario, &csv(&all), &summary, &page)?;
    }
    if arguments.json {
        return crate::say(&format!("{:#}\n", scores_json(&scored)));
    }
    let mut text = table(&scored, arguments.after);
    for (origin, why) in refused {
        let _ = writeln!(text, "\nfrom {origin} the model does not forecast: {why}");
    }
    crate::say(&text)
}

fn table(scored: &[Option<Scored>; 3], after: Date) -> String {
    let mut text = format!(
        "Arrivals by quarter, one to four quarters ahead, quarters that end after {after}\n\n{:<12} {:>9} {:>8} {:>16} {:>11} {:>6} {:>6}\n",
        "forecaster", "forecasts", "WIS", "WIS of ln(x+1)", "relative", "50 %", "90 %"
    );
    for (name, scored) in FORECASTERS.iter().zip(scored) {
        let _ = match scored {
            Some(s) => writeln!(
                text,
                "{name:<12} {:>9} {:>8.2} {:>16.3} {:>11} {:>6.2} {:>6.2}",
                s.count,
                s.plain,
                s.log,
                // Where the random walk was never off, nothing is relative to it.
                Some(s.relative)
                    .filter(|of| of.is_finite())
                    .map_or("–".into(), |of| format!("{of:.2}")),
                s.half,
                s.most
            ),
            None => writeln!(text, "{name:<12} {:>9}", 0),
        };
    }
    text
}

/// As the forecast hubs have it, with a column for who forecasts.
fn csv(all: &[Hindcast]) -> String {
    let mut text = format!("{HUB_COLUMNS},forecaster\n");
    for one in all {
        for (name, draws) in FORECASTERS
            .iter()
            .zip(&one.draws)
            .filter(|(_, draws)| !draws.is_empty())
        {
            for (level, value) in hub_quantiles(draws) {
                let row = hub_row(&one.origin, COUNTED, &one.to, (level, value));
                let _ = writeln!(text, "{row},{name}");
            }
        }
    }
    text
}
