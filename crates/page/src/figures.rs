//! Fan charts by month, and the price of passage by layer.

use super::charts::{Line, closer, columns, fan, fan_by_factors};
use super::label::in_words;
use super::summary::{MonthlySummary, Selection, minus, select};
use amnok_lab::Spread;
use amnok_model::facts::Activity;
use maud::{Markup, html};

const LEAVE: usize = Activity::Leave as usize;
const SMUGGLE: usize = Activity::Smuggle as usize;

fn sum(summary: &MonthlySummary, name: &str, select: Selection) -> Line {
    Line {
        name: name.to_string(),
        spread: summary.by_month(|r, m| summary.all(r, select, m)),
    }
}

fn by_force(summary: &MonthlySummary, name: &str) -> Vec<Line> {
    let forces = summary.inputs.forces.iter().enumerate();
    forces
        .map(|(number, force)| sum(summary, &in_words(&force.name), select(name).force(number)))
        .collect()
}

/// Charts by month.
pub fn months(summary: &MonthlySummary) -> Markup {
    let residents = |county: usize| f64::from(summary.inputs.counties[county].residents);
    let mean = |name: &str, label: &str| Line {
        name: label.to_string(),
        spread: summary.by_month(|r, m| summary.mean(r, select(name), m, residents)),
    };
    let tried = |activity: usize| {
        [
            sum(summary, "attempts", select("attempts").activity(activity)),
            sum(summary, "reached the other side", select("crossed").activity(activity)),
        ]
    };
    html! {
        p.note {
            "The line is the median of " (summary.replicates()) " simulated histories, the darker band their middle half, the "
            "lighter band nine tenths of them. Small triangles above a figure are dated orders, with their number where there are several: point at one to read what it "
            "was and who reported it (they are listed under " a href="#orders" { "Orders" } ")."
            @if summary.forecast.is_some() {
                " The shaded part lies after the last date of which anything counted or measured is used: it is a forecast under the orders and the \
                 trade that are known."
            }
        }
        div.grid {
            (fan(summary, "Attempts to leave", "attempts per month", &tried(LEAVE),
                "People who set out to leave for good, and those of them who reached the other side."))
            (fan(summary, "Smuggling trips", "attempts per month", &tried(SMUGGLE),
                "Trips for goods, out and back, and those of them that reached the other side."))
            (closer(summary, "Attempts to leave", "attempts per month", &tried(LEAVE)))
            (closer(summary, "Smuggling trips", "attempts per month", &tried(SMUGGLE)))
            (fan(summary, "Guards with a standing deal", "guards", &by_force(summary, "deals"),
                "Guards who let people or goods pass for money by a lasting arrangement, by the force to which they belong; mean \
                 over the days of the month."))
            (fan(summary, "Strength of the forces", "persons", &by_force(summary, "strength"),
                "Persons posted along the whole line, by force; mean over the days of the month."))
            (closer(summary, "Guards with a standing deal", "guards", &by_force(summary, "deals")))
            (fan(summary, "Distress", "index, 0 = before the closure", &[mean("distress", "distress")],
                "How hard life has become against the start: lost trade and informal income. Mean over residents."))
            (fan(summary, "Perceived risk", "chance of failing, 0 to 1", &[mean("perceived_risk", "perceived risk")],
                "What residents believe to be the chance that a passage where they would try it fails. Mean over residents."))
        }
    }
}

/// Price and payments of a passage.
pub fn price(summary: &MonthlySummary) -> Markup {
    let currency = summary.inputs.currency.as_str();
    let counties = 0..summary.inputs.counties.len();
    let asked = |label: &str, activity: usize| Line {
        name: label.to_string(),
        spread: summary.by_month(|r, m| {
            let prices = counties
                .clone()
                .map(|county| summary.value(r, select("price").activity(activity), county, m));
            let prices: Vec<f64> = prices.filter(|price| *price > 0.0).collect();
            prices.iter().sum::<f64>() / prices.len() as f64
        }),
    };
    let mut names: Vec<String> = summary.inputs.forces.iter().map(|f| in_words(&f.name)).collect();
    names.push("Broker".to_string());
    let layers = |activity: usize| -> Vec<Vec<f64>> {
        // What was struck on the spot is no part of a standing deal.
        let deals = |force| {
            [
                select("paid").activity(activity).force(force),
                minus("paid_spot").activity(activity).force(force),
            ]
        };
        let paid = (0..summary.inputs.forces.len()).map(|force| deals(force).to_vec());
        let paid = paid.chain([vec![select("paid_broker").activity(activity)]]);
        paid.map(|layer| {
            let months = 0..summary.months.len();
            let each = months.map(|m| {
                let mut money = 0.0;
                let mut trips = 0.0;
                for r in 0..summary.replicates() {
                    money += layer.iter().map(|part| summary.all(r, *part, m)).sum::<f64>();
                    trips += summary.all(r, select("brokered").activity(activity), m);
                }
                if trips > 0.0 { money / trips } else { 0.0 }
            });
            each.collect()
        })
        .collect()
    };
    let unit = format!("{currency} per passage");
    html! {
        p.note {
            "A passage by a standing deal pays every layer of guards on its way, and the broker who arranges it. Where no deal is "
            "to be had there is no price."
        }
        div.grid {
            (fan_by_factors(summary, "Price of passage to leave", &unit, &[asked("to leave", LEAVE)],
                "What a passage for one person costs where one is to be had: mean over the counties that have one. Gaps: nowhere."))
            (fan_by_factors(summary, "Price of passage to smuggle", &unit, &[asked("to smuggle", SMUGGLE)],
                "What a trip for goods costs where one is to be had: mean over the counties that have one. Gaps: nowhere."))
            (columns(summary, "Who is paid: to leave", &unit, &names, &layers(LEAVE),
                "Money paid by standing deals to each force and kept by brokers, divided by the attempts made through one. All \
                 replicates together; no column where nobody went this way."))
            (columns(summary, "Who is paid: to smuggle", &unit, &names, &layers(SMUGGLE),
                "The same for smuggling trips."))
        }
    }
}

/// Spread of a count in words: `12 (9 to 16)`.
pub fn words(spread: Option<Spread>) -> Markup {
    use super::numbers::{count, range};
    html! {
        @match spread {
            Some(s) if s.low == s.high => { b { (count(s.median)) } },
            Some(s) => { b { (count(s.median)) } " " span.range { "(" (range(s.low, s.high)) ")" } },
            None => "–",
        }
    }
}
