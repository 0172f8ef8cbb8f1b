//! `amnok evidence add`: takes a new report in.

use crate::{Failure, scenario};
use amnok_scenario::{Claim, Counted, Scenario, many};
use std::fmt::Write;
use std::path::PathBuf;

/// Subcommands of `amnok evidence`.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Take a new report in: a claim, and where it counts something, a row of an observed series.
    Add(Box<Add>),
}

/// Options of `amnok evidence add`.
#[derive(clap::Args)]
pub struct Add {
    /// Scenario folder, whose evidence.toml and observed series are added to.
    scenario: PathBuf,
    /// Name by which values, orders and rows refer to it, e.g. `crackdown-hyesan-2021`.
    #[arg(long)]
    id: String,
    /// Who published it.
    #[arg(long)]
    outlet: String,
    /// Its title.
    #[arg(long)]
    title: String,
    /// Date of the report: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long)]
    date: String,
    /// How exact the date is, e.g. day, month, or in words.
    #[arg(long)]
    precision: String,
    /// County that it is about, if it is about one; it is said before the words.
    #[arg(long)]
    county: Option<String>,
    /// What it says, in your own words.
    #[arg(long)]
    says: String,
    /// Kind of source, e.g. news, official, report, paper.
    #[arg(long)]
    kind: String,
    /// Grade: reliability of the source, A to F, and credibility of the claim, 1 to 6, e.g. C3.
    #[arg(long)]
    grade: String,
    /// Why it is graded so.
    #[arg(long)]
    because: String,
    /// Where it can be read.
    #[arg(long, default_value = "")]
    url: String,
    /// What it counts: an observed series by name, e.g. arrivals.
    #[arg(long, value_name = "SERIES", requires_all = ["from", "to", "value"])]
    counts: Option<String>,
    /// First day that is counted, YYYY-MM-DD.
    #[arg(long, requires = "counts")]
    from: Option<String>,
    /// Last day that is counted, YYYY-MM-DD.
    #[arg(long, requires = "counts")]
    to: Option<String>,
    /// How many.
    #[arg(long, requires = "counts", allow_negative_numbers = true)]
    value: Option<f64>,
    /// Unit of a series that is not there yet; a count if left out.
    #[arg(long, requires = "counts")]
    unit: Option<String>,
    /// Result folders that are asked whether they rest on the scenario as it was; may be repeated.
    #[arg(long, value_name = "FOLDER")]
    result: Vec<PathBuf>,
}

impl Add {
    /// The claim.
    fn claim(&self, scenario: &Scenario) -> Result<Claim, Failure> {
        let told = Claim {
            id: self.id.clone(),
            outlet: self.outlet.clone(),
            title: self.title.clone(),
            date: self.date.clone(),
            date_precision: self.precision.clone(),
            kind: self.kind.clone(),
            says: self.says.clone(),
            url: self.url.clone(),
            reliability: String::new(),
            credibility: 0,
            grade_reason: self.because.clone(),
        };
        let graded = scenario.claim(told, self.county.as_deref(), &self.grade);
        graded.map_err(|why| Failure::Input(format!("--{why}")))
    }

    /// What it counts.
    fn counted(&self) -> Option<Counted> {
        Some(Counted {
            series: self.counts.clone()?,
            start: self.from.clone()?,
            end: self.to.clone()?,
            value: self.value?,
        })
    }
}

/// Carries out `amnok evidence`.
pub fn evidence(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Add(arguments) => add(arguments),
    }
}

/// Writes the claim and the row, or nothing where the scenario were wrong with them, and says what rests on it.
fn add(arguments: &Add) -> Result<(), Failure> {
    let before = scenario::load(Some(&arguments.scenario), &[])?;
    // Whatever can be wrong is looked at before anything is written.
    let unit = unit(arguments, &before)?;
    let results = results(arguments, &before)?;
    let (claim, counted) = (arguments.claim(&before)?, arguments.counted());
    let taken = before.with_claim(&claim, counted.as_ref(), unit);
    let changed = taken.map_err(|found| Failure::Input(found.to_string()))?.changed;
    let mut told = String::new();
    amnok_store::replace_all(&arguments.scenario, &changed)?;
    for name in changed.keys() {
        let _ = writeln!(told, "written: {}", arguments.scenario.join(name).display());
    }
    let now = scenario::load(Some(&arguments.scenario), &[]);
    told += &resting(arguments, &now?);
    crate::say(&(told + &results))
}

/// The unit of what is counted, which is that of its series where there is one.
fn unit<'a>(arguments: &'a Add, before: &Scenario) -> Result<&'a str, Failure> {
    let Some(unit) = arguments.unit.as_deref() else {
        return Ok("count");
    };
    let known = before
        .observed
        .iter()
        .find(|series| Some(&series.name) == arguments.counts.as_ref());
    match known.filter(|series| series.unit != unit) {
        Some(series) => Err(Failure::Input(format!(
            "--unit {unit}: {} is in {}; write --value in that unit, and leave --unit out",
            series.name, series.unit
        ))),
        None => Ok(unit),
    }
}

/// Of each result that is asked about, whether it rests on the scenario as it was.
fn results(arguments: &Add, before: &Scenario) -> Result<String, Failure> {
    let mut text = String::new();
    for folder in &arguments.result {
        let of = amnok_scenario::load(&folder.join("scenario"));
        let of = of.map_err(|found| Failure::Input(format!("--result {}: {found}", folder.display())))?;
        let how = match of.digest == before.digest {
            true => "rests on the scenario as it was before this report",
            false => "rests on another scenario",
        };
        let _ = writeln!(text, "  {}: {how}", folder.display());
    }
    Ok(text)
}

/// What rests on the claim now.
fn resting(arguments: &Add, now: &Scenario) -> String {
    let mut text = now.explain(&arguments.id).unwrap_or_default();
    let on = now.resting_on(&arguments.id);
    if on.values.is_empty() && on.orders.is_empty() {
        let _ = writeln!(
            text,
            "  to let a value or an order rest on it, name {} as its source in scenario.toml or orders.csv",
            arguments.id
        );
    }
    if let Some(county) = &arguments.county {
        let key = format!("county.{county}.");
        let values = now.values.iter().filter(|value| value.key.starts_with(&key)).count();
        let ordered = now
            .orders
            .iter()
            .filter(|order| order.place.split(';').any(|place| place == county))
            .count();
        let _ = writeln!(
            text,
            "  of {county}: {} and {} stand already; `amnok explain --search {county}`",
            many(values, "value", "values"),
            many(ordered, "order", "orders")
        );
    }
    // It is of the files as they were, whatever the report counts.
    if !matches!(now.learned(), Ok(None)) {
        let _ = writeln!(
            text,
            "  what was learned of the scenario was learned without it: bank and fit again"
        );
    }
    text
}
