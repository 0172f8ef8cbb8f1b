//! A scenario as the page shows it.

use super::label::{anchor, called};
use amnok_model::inputs::Inputs;
use amnok_model::observers::Observation;
use amnok_scenario::{Basis, Later, Posterior, Scenario};
use amnok_store::Values;
use jiff::civil::Date;
use maud::{Markup, html};

/// All that the page says beside the numbers of the run.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// What the run was given.
    pub inputs: &'a Inputs,
    /// Title of the scenario.
    pub title: String,
    /// Seed of the run.
    pub seed: u64,
    /// Digest of the scenario's files.
    pub digest: String,
    /// Version of Amnok.
    pub version: String,
    /// Whether each history drew the values that are assumed.
    pub drawn: bool,
    /// What they were drawn from, where that was learned.
    pub posterior: Option<&'a Posterior>,
    /// What the public record says of quantities that a run computes.
    pub record: &'a [Observation],
    /// Orders of the history.
    pub orders: Vec<OrderLine>,
    /// Every value that went in.
    pub values: Vec<ValueLine>,
    /// Claims on which they rest.
    pub claims: Vec<ClaimLine>,
    /// What was observed, to be set beside the run.
    pub observed: Vec<ObservedSeries>,
    /// What goes into the days after the last observation, if the run goes so far.
    pub later: Option<Later>,
}

/// An order as readers see it.
#[derive(Clone, Debug)]
pub struct OrderLine {
    /// Date in words or digits.
    pub date: String,
    /// Day from the start of the run; may be negative.
    pub day: i32,
    /// Kind of order.
    pub kind: String,
    /// Where it holds.
    pub place: String,
    /// Force that it is about, or empty.
    pub force: String,
    /// Size with its unit, or empty.
    pub size: String,
    /// A note.
    pub note: String,
    /// Source with its grade, or why it is assumed.
    pub source: String,
}

/// A value that went into the run.
#[derive(Clone, Debug)]
pub struct ValueLine {
    /// Its key.
    pub key: String,
    /// The value.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// What it means.
    pub meaning: String,
    /// Where it comes from, or why it is assumed.
    pub basis: String,
    /// Lowest and highest believable value, where it is assumed.
    pub assumed: Option<(f64, f64)>,
}

/// A claim of the evidence.
#[derive(Clone, Debug)]
pub struct ClaimLine {
    /// Short name.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// Title.
    pub title: String,
    /// Date of publication.
    pub date: String,
    /// What it says, in our words.
    pub says: String,
    /// Address, shown as text.
    pub url: String,
    /// Reliability of the source, A to F.
    pub reliability: String,
    /// Credibility of the claim, 1 to 6.
    pub credibility: u8,
    /// Why it is graded so.
    pub reason: String,
}

/// An observed series.
#[derive(Clone, Debug)]
pub struct ObservedSeries {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Values.
    pub rows: Vec<ObservedRow>,
}

/// One value of an observed series.
#[derive(Clone, Debug)]
pub struct ObservedRow {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Value.
    pub value: f64,
    /// Where it comes from.
    pub source: String,
}

impl View<'_> {
    /// The source of a number as readers see it: who published it when, and how it is graded, with a link to the claim; its name alone, where no
    /// claim has it.
    pub fn source(&self, id: &str) -> Markup {
        html! {
            @match self.claims.iter().find(|claim| claim.id == id) {
                Some(claim) => {
                    a href=(format!("#{}", anchor("claim", id))) { (claim.outlet) ", " (claim.date) } " (" (claim.reliability) (claim.credibility) ")"
                },
                None => (id),
            }
        }
    }

    /// All that the page says of a scenario, whose histories have values from there.
    pub fn of<'a>(scenario: &'a Scenario, values: &Values) -> View<'a> {
        let order_day = |number: usize| {
            let order = scenario.inputs.orders.iter().find(|o| o.number == number);
            order.map_or(0, |order| order.day)
        };
        let order = |o: &amnok_scenario::OrderText| OrderLine {
            date: o.date.clone(),
            day: order_day(o.number),
            kind: o.kind.clone(),
            place: o.place.clone(),
            force: o.force.clone(),
            size: o.size.clone(),
            note: o.note.clone(),
            source: o.source.clone(),
        };
        let value = |v: &amnok_scenario::Value| {
            let (basis, assumed) = match &v.basis {
                Basis::Source(id) => (id.clone(), None),
                Basis::Assumed { why, low, high, .. } => (why.clone(), Some((*low, *high))),
            };
            ValueLine {
                key: v.key.clone(),
                value: v.value.clone(),
                unit: v.unit.clone(),
                meaning: called(scenario, &v.key),
                basis,
                assumed,
            }
        };
        let claim = |c: &amnok_scenario::Claim| ClaimLine {
            id: c.id.clone(),
            outlet: c.outlet.clone(),
            title: c.title.clone(),
            date: c.date.clone(),
            says: c.says.clone(),
            url: c.url.clone(),
            reliability: c.reliability.clone(),
            credibility: c.credibility,
            reason: c.grade_reason.clone(),
        };
        let series = |s: &amnok_scenario::Series| ObservedSeries {
            name: s.name.clone(),
            unit: s.unit.clone(),
            rows: (s.rows.iter())
                .map(|r| ObservedRow {
                    start: r.start,
                    end: r.end,
                    value: r.value,
                    source: r.source.clone(),
                })
                .collect(),
        };
        View {
            inputs: &scenario.inputs,
            title: scenario.title.clone(),
            seed: scenario.seed,
            digest: scenario.digest.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            drawn: values.differ(),
            posterior: values.posterior(scenario),
            record: &scenario.record,
            orders: scenario.orders.iter().map(order).collect(),
            values: scenario.values.iter().map(value).collect(),
            claims: scenario.claims.iter().map(claim).collect(),
            observed: scenario.observed.iter().map(series).collect(),
            later: scenario.later(),
        }
    }
}
