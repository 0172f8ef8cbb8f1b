//! `amnok check` and `amnok explain`.

use crate::engine::EngineName;
use crate::progress::Progress;
use crate::stop::heed;
use crate::{Failure, scenario};
use amnok_lab::public_record::{Histories, judge, simulate};
use amnok_page::terminal;
use amnok_scenario::Scenario;
use amnok_store::Values;
use amnok_store::sweep::Drawn;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// Options of `amnok check`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
    /// Hold it against the public record: live through histories drawn from what was learned, if the scenario keeps it, else from the prior, and say
    /// which rows they agree with.
    #[arg(long)]
    record: bool,
    /// Draw from the prior, whatever was learned.
    #[arg(long, requires = "record")]
    prior: bool,
    /// Number of histories, each with values and luck of its own.
    #[arg(long, default_value_t = 256, requires = "record", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    draws: u32,
    /// Seed of values and luck; that of the scenario if left out.
    #[arg(long, requires = "record")]
    seed: Option<u64>,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, requires = "record", value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Who is asked each day: candidates only, every resident (slow), or how many smuggling runs there are (fast where there are many).
    #[arg(long, value_enum, default_value = "selective", requires = "record")]
    engine: EngineName,
    /// Set a value, key=value, e.g. period.end=2019-12-31; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Print JSON: what the scenario rests on, or with --record an array of what is recorded and simulated of each row.
    #[arg(long)]
    json: bool,
    /// Say nothing of progress.
    #[arg(long, requires = "record")]
    quiet: bool,
}

/// Options of `amnok explain`.
#[derive(clap::Args)]
pub struct Explain {
    /// Key, e.g. `bribe.theta`, `county.Hyesan.residents`, `order.3`, or the id of a claim.
    #[arg(required_unless_present_any = ["list", "search"])]
    key: Option<String>,
    /// List all values: name, value, unit, meaning.
    #[arg(long, conflicts_with_all = ["key", "search"])]
    list: bool,
    /// List the values in whose name or meaning these words stand.
    #[arg(long, value_name = "WORDS", conflicts_with = "key")]
    search: Option<String>,
    /// Scenario folder; the one that comes with the program if left out.
    #[arg(long)]
    scenario: Option<PathBuf>,
}

/// Checks a scenario and counts what it rests on, or holds it against the public record.
pub fn check(arguments: &Arguments) -> Result<(), Failure> {
    let mut scenario = scenario::load(arguments.scenario.as_deref(), &arguments.set)?;
    if arguments.record {
        scenario.seed = arguments.seed.unwrap_or(scenario.seed);
        return against_record(arguments, &scenario);
    }
    let learned = terminal::learned::line(scenario.learned().map_err(Failure::Input)?);
    crate::say(&match arguments.json {
        true => format!("{:#}\n", as_json(&scenario)),
        false => format!("{}\n{learned}{}\n", scenario.title, scenario.summary()),
    })
}

/// What a scenario rests on.
fn as_json(scenario: &Scenario) -> Value {
    let summary = scenario.summary();
    json!({
        "title": scenario.title,
        "digest": scenario.digest,
        "values": { "sourced": summary.sourced, "assumed": summary.assumed },
        "claims": summary.claims,
        "claims_unused": summary.unused,
        "orders_after_end": summary.orders_after_end,
        "observed_outside": summary.unread,
        "without": summary.without,
    })
}

/// Lives through histories drawn from prior or posterior, and says which rows of the record they agree with.
fn against_record(arguments: &Arguments, scenario: &Scenario) -> Result<(), Failure> {
    let record = &scenario.record;
    if record.is_empty() {
        return Err(Failure::Input(
            "the scenario has no observed/record.csv; docs/reference/scenario.md says what it holds".into(),
        ));
    }
    let values = Values::drawn(scenario, arguments.prior)?;
    let drawn = Drawn::of(scenario, &values)?;
    let histories = Histories {
        count: arguments.draws,
        seed: scenario.seed,
        threads: crate::threads(arguments.threads),
        engine: arguments.engine.into(),
    };
    let stop = heed();
    let quiet = arguments.quiet || arguments.json;
    let progress = Progress::new(quiet, "histories", histories.count as usize, 0);
    let inputs_of = |history| drawn.inputs(history);
    let readings = simulate(record, histories, &stop, inputs_of, || progress.one());
    progress.done();
    if stop.load(Ordering::Relaxed) {
        return Err(Failure::Stopped("stopped; nothing is kept of a check".into()));
    }
    let judged = judge(record, &scenario.inputs, &readings);
    crate::say(&match arguments.json {
        true => format!("{:#}\n", terminal::record::json(&judged)),
        false => format!(
            "{}\n{}",
            scenario.title,
            terminal::record::text(&judged, readings.len(), values.posterior(scenario))
        ),
    })
}

/// Explains one value, or lists those that are asked for.
pub fn explain(arguments: &Explain) -> Result<(), Failure> {
    let scenario = scenario::load(arguments.scenario.as_deref(), &[])?;
    let Some(key) = &arguments.key else {
        return list(&scenario, arguments.search.as_deref().unwrap_or_default());
    };
    if let Some(text) = scenario.explain(key) {
        return crate::say(&format!("{}\n", text.trim_end()));
    }
    let near = scenario.nearest_key(key);
    let near = near.map_or_else(
        || format!("; `amnok explain --search {key}` looks for it in names and meanings"),
        |key| format!("; did you mean {key}?"),
    );
    Err(Failure::Input(format!("there is no value {key}{near}")))
}

/// Lists values, one a line, in the order of the scenario.
fn list(scenario: &Scenario, words: &str) -> Result<(), Failure> {
    let found = scenario.search(words);
    if found.is_empty() {
        return Err(Failure::Input(format!(
            "no value has {words} in its name or meaning; `amnok explain --list` lists all"
        )));
    }
    let line = |value: &&amnok_scenario::Value| {
        let unit = if value.unit == "none" { "" } else { &value.unit };
        let shown = amnok_page::without_rest(&value.value);
        format!("{} = {shown} {unit}  {}\n", value.key, value.meaning)
    };
    crate::say(&found.iter().map(line).collect::<String>())
}
