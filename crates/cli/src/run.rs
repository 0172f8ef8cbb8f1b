//! `amnok run` and `amnok report`.

use crate::{Failure, other, scenario};
use amnok_lab::{Ensemble, Sink};
use amnok_model::Engine;
use amnok_model::ledger::{MEASURES, Rows};
use amnok_output::{page, tables};
use amnok_scenario::{Basis, Scenario};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Options of `amnok run`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
    /// Replicates; those of the scenario if left out.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: Option<u32>,
    /// Number of the first replicate.
    #[arg(long, default_value_t = 0)]
    first_replicate: u32,
    /// Seed; that of the scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; one for each core if left out.
    #[arg(long)]
    threads: Option<usize>,
    /// Result folder.
    #[arg(long, default_value = "amnok-out")]
    out: PathBuf,
    /// Who is asked each day.
    #[arg(long, value_enum, default_value = "selective")]
    engine: EngineName,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum EngineName {
    Selective,
    Exhaustive,
}

struct Keep {
    rows: Vec<(u32, Rows)>,
    of: u32,
    quiet: bool,
    since: Instant,
}

impl Sink for Keep {
    type Error = std::convert::Infallible;

    fn replicate(&mut self, number: u32, rows: Rows) -> Result<(), Self::Error> {
        self.rows.push((number, rows));
        if !self.quiet {
            eprintln!(
                "replicate {} of {}, {:.0} s",
                self.rows.len(),
                self.of,
                self.since.elapsed().as_secs_f64()
            );
        }
        Ok(())
    }
}

/// Runs a scenario and leaves a whole result folder, or none.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut scenario = scenario(arguments.scenario.as_deref())?;
    scenario.seed = arguments.seed.unwrap_or(scenario.seed);
    let out = &arguments.out;
    if out.exists() && !arguments.force {
        let place = out.display();
        return Err(Failure::Input(format!(
            "{place} exists already; choose another --out or replace it with --force"
        )));
    }
    let replicates = arguments.replicates.unwrap_or(scenario.replicates);
    let engine = match arguments.engine {
        EngineName::Selective => Engine::Selective,
        EngineName::Exhaustive => Engine::Exhaustive,
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let since = Instant::now();
    let ensemble = Ensemble {
        inputs: &scenario.inputs,
        seed: scenario.seed,
        first: arguments.first_replicate,
        replicates,
        threads: arguments.threads.unwrap_or(cores).min(replicates as usize),
        engine,
    };
    let mut keep = Keep {
        rows: Vec::new(),
        of: replicates,
        quiet: arguments.quiet,
        since,
    };
    let Ok(()) = ensemble.run(&mut keep);
    let partial = PathBuf::from(format!("{}.partial", out.display()));
    if partial.exists() {
        std::fs::remove_dir_all(&partial).map_err(other)?;
    }
    write(&partial, &scenario, &keep.rows, since)?;
    if out.exists() {
        std::fs::remove_dir_all(out).map_err(other)?;
    }
    std::fs::rename(&partial, out).map_err(other)?;
    if !arguments.quiet {
        summary(&scenario, &keep.rows);
        println!(
            "\n{:.0} s; the report is {}",
            since.elapsed().as_secs_f64(),
            out.join("report.html").display()
        );
    }
    Ok(())
}

fn write(folder: &Path, scenario: &Scenario, rows: &[(u32, Rows)], since: Instant) -> Result<(), Failure> {
    for (name, bytes) in &scenario.files {
        let path = folder.join("scenario").join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(other)?;
        }
        std::fs::write(path, bytes).map_err(other)?;
    }
    tables::write_ledger(&folder.join("ledger.parquet"), &scenario.inputs, rows.iter().cloned()).map_err(other)?;
    std::fs::write(folder.join("report.html"), page::report(&view(scenario), rows)).map_err(other)?;
    let manifest = serde_json::json!({
        "digest": scenario.digest,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": scenario.seed,
        "replicates": rows.len(),
        "first_replicate": rows.first().map(|(number, _)| number),
        "command": std::env::args().collect::<Vec<_>>(),
        "wall_seconds": since.elapsed().as_secs_f64(),
    });
    std::fs::write(folder.join("manifest.json"), format!("{manifest:#}\n")).map_err(other)
}

/// Makes the report of a result folder again.
pub fn report_again(folder: &Path) -> Result<(), Failure> {
    let mut scenario = scenario(Some(&folder.join("scenario")))?;
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).map_err(other)?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).map_err(other)?;
    scenario.seed = manifest["seed"]
        .as_u64()
        .ok_or_else(|| other("manifest.json has no seed"))?;
    let rows = tables::read_ledger(&folder.join("ledger.parquet")).map_err(other)?;
    std::fs::write(folder.join("report.html"), page::report(&view(&scenario), &rows)).map_err(other)?;
    println!("{}", folder.join("report.html").display());
    Ok(())
}

/// Totals over the whole period: median and 5 to 95 percent over replicates.
fn summary(scenario: &Scenario, rows: &[(u32, Rows)]) {
    println!(
        "{} – {} days, {} replicates",
        scenario.title,
        scenario.inputs.days,
        rows.len()
    );
    println!(
        "{:<16} {:>14} {:>14} {:>14}  unit",
        "whole period", "median", "5 %", "95 %"
    );
    for name in [
        "attempts",
        "crossed",
        "turned_back",
        "arrested",
        "shot",
        "sent_back",
        "deaths",
        "paid",
        "found_out",
    ] {
        let mut totals: Vec<f64> = rows.iter().map(|(_, rows)| rows.total(name)).collect();
        totals.sort_by(f64::total_cmp);
        let at = |share: f64| totals[((totals.len() - 1) as f64 * share).round() as usize];
        let unit = MEASURES.iter().find(|m| m.name == name).map_or("", |m| m.unit);
        let unit = if unit == "currency" {
            &scenario.inputs.currency
        } else {
            unit
        };
        println!(
            "{name:<16} {:>14.0} {:>14.0} {:>14.0}  {unit}",
            at(0.5),
            at(0.05),
            at(0.95)
        );
    }
}

/// The scenario as the page shows it.
fn view(scenario: &Scenario) -> page::View<'_> {
    let days = |order: usize| {
        scenario
            .inputs
            .orders
            .iter()
            .find(|o| o.number == order)
            .map_or(0, |o| o.day)
    };
    page::View {
        inputs: &scenario.inputs,
        title: scenario.title.clone(),
        seed: scenario.seed,
        digest: scenario.digest.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        orders: scenario
            .orders
            .iter()
            .map(|o| page::OrderLine {
                date: o.date.clone(),
                day: days(o.number),
                kind: o.kind.clone(),
                place: o.place.clone(),
                force: o.force.clone(),
                size: o.size.clone(),
                note: o.note.clone(),
                source: o.source.clone(),
            })
            .collect(),
        values: scenario
            .values
            .iter()
            .map(|v| page::ValueLine {
                key: v.key.clone(),
                value: v.value.clone(),
                unit: v.unit.clone(),
                meaning: v.meaning.clone(),
                basis: match &v.basis {
                    Basis::Source(id) => id.clone(),
                    Basis::Assumed { why, .. } => why.clone(),
                },
                assumed: match &v.basis {
                    Basis::Source(_) => None,
                    Basis::Assumed { low, high, .. } => Some((*low, *high)),
                },
            })
            .collect(),
        claims: scenario
            .claims
            .iter()
            .map(|c| page::ClaimLine {
                id: c.id.clone(),
                outlet: c.outlet.clone(),
                title: c.title.clone(),
                date: c.date.clone(),
                says: c.says.clone(),
                url: c.url.clone(),
                reliability: c.reliability.clone(),
                credibility: c.credibility,
                reason: c.grade_reason.clone(),
            })
            .collect(),
        observed: scenario
            .observed
            .iter()
            .map(|s| page::ObservedSeries {
                name: s.name.clone(),
                unit: s.unit.clone(),
                rows: s
                    .rows
                    .iter()
                    .map(|r| page::ObservedRow {
                        start: r.start,
                        end: r.end,
                        value: r.value,
                        source: r.source.clone(),
                    })
                    .collect(),
            })
            .collect(),
    }
}
