//! Orders on a time line, and as a table with their sources.

use crate::charts::{Axis, c};
use crate::label::{in_words, ordered, places, size};
use crate::summary::{MonthlySummary, after, months_between};
use crate::view::View;
use amnok_model::given::{ORDER_KINDS, OrderKindInfo};
use amnok_model::inputs::Inputs;
use amnok_scenario::{Scenario, many};
use amnok_store::Values;
use maud::{Markup, html};

/// Width of the time line, which a phone scrolls.
const WIDTH: f64 = 960.0;
/// Room for kinds of order.
const LEFT: f64 = 132.0;
const TOP: f64 = 22.0;
const ROW: f64 = 18.0;

/// A day as months from the first of the run.
fn month(inputs: &Inputs, day: i32) -> f64 {
    let date = after(inputs.start, i64::from(day.max(0))).unwrap_or(inputs.start);
    months_between(inputs.start, date) as f64 + f64::from(date.day() - 1) / 31.0
}

/// Kinds of order by row, months along; each order a bar from its day to its end, which leads to its row of the table.
pub fn time_line(scenario: &Scenario) -> Markup {
    let view = View::of(scenario, &Values::Fixed);
    let inputs = view.inputs;
    let summary = MonthlySummary::of(&view, &[]);
    let mut kinds: Vec<&str> = Vec::new();
    for order in &view.orders {
        if !kinds.contains(&order.kind.as_str()) {
            kinds.push(&order.kind);
        }
    }
    let bottom = TOP + ROW * kinds.len() as f64;
    let axis = Axis {
        summary: &summary,
        first: 0,
        left: LEFT,
        right: WIDTH - 10.0,
        top: TOP,
        bottom,
    };
    let months = summary.months.len() as f64;
    html! {
        svg.long viewBox=(format!("0 0 {WIDTH} {}", c(bottom + 40.0))) role="group" aria-label="Orders on a time line" {
            (axis.shade())
            @for (row, name) in kinds.iter().enumerate() {
                @let y = TOP + ROW * row as f64;
                line.row x1=(c(LEFT)) x2=(c(WIDTH - 10.0)) y1=(c(y + ROW)) y2=(c(y + ROW)) {}
                text.small.end x=(c(LEFT - 8.0)) y=(c(y + 13.0)) { (in_words(name)) }
            }
            @for (number, order) in view.orders.iter().enumerate() {
                @let row = kinds.iter().position(|known| *known == order.kind).unwrap_or(0);
                @let at = inputs.orders.iter().find(|known| known.number == number);
                @let from = month(inputs, order.day);
                @let until = at.and_then(|at| at.end).map_or(months, |end| month(inputs, end).min(months));
                @if from < months {
                    a.ordered href=(format!("#order-{number}")) {
                        title { (order.date) ": " (ordered(&order.kind, &order.place, &order.force, &order.size)) @if !order.note.is_empty() { ". " (order.note) } }
                        rect x=(c(axis.x(from))) y=(c(TOP + ROW * row as f64 + 3.0)) width=(c((axis.x(until) - axis.x(from)).max(3.0))) height=(c(ROW - 6.0)) rx="2"
                            .open[at.is_none_or(|at| at.end.is_none())] {}
                        path d=(format!("M{} {}v{}", c(axis.x(from)), c(TOP + ROW * row as f64 + 1.0), c(ROW - 2.0))) {}
                    }
                }
            }
            (axis.months())
        }
    }
}

/// What each kind of order that is given does.
pub fn kinds(scenario: &Scenario) -> Markup {
    let given = |kind: &&OrderKindInfo| scenario.orders.iter().any(|order| order.kind == kind.name);
    html! { dl { @for kind in ORDER_KINDS.iter().filter(given) { dt { (in_words(kind.name)) } dd { (kind.meaning) } } } }
}

/// Every order with its source, whose address `claim` gives.
pub fn order_table(scenario: &Scenario, claim: &dyn Fn(&str) -> String) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Orders with their sources" { table {
            caption { (many(scenario.orders.len(), "order", "orders")) }
            thead { tr { th { "Date" } th { "Order" } th { "Where" } th { "Force" } th { "Size" } th { "Note" } th { "Source" } } }
            tbody { @for order in &scenario.orders {
                tr id=(format!("order-{}", order.number)) {
                    td.date { (order.date) } th scope="row" { (in_words(&order.kind)) } td { (places(&order.place)) } td { (in_words(&order.force)) } td { (size(&order.kind, &order.size)) }
                    td.wide { (order.note) }
                    td.wide { @match scenario.claim_of(&order.source) {
                        Some(found) => { a href=(claim(&found.id)) { (found.outlet) ", " (found.date) } " (" (found.reliability) (found.credibility) ")" },
                        None => (order.source),
                    } }
                }
            } }
        } }
    }
}
