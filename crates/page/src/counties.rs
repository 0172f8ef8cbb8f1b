//! Counties on a schematic of the line.

use super::charts::{WIDTH, c, figure};
use super::numbers::{count, number};
use super::summary::{MonthlySummary, select};
use amnok_lab::Spread;
use maud::{Markup, html};

const ROW: f64 = 19.0;
const TOP: f64 = 34.0;

/// The schematic.
pub fn section(summary: &MonthlySummary) -> Markup {
    let inputs = summary.inputs;
    let months = 0..summary.months.len();
    let attempts: Vec<f64> = (0..inputs.counties.len())
        .map(|county| {
            let total = |r| {
                months
                    .clone()
                    .map(|m| summary.value(r, select("attempts").activity(0), county, m))
                    .sum::<f64>()
            };
            Spread::of((0..summary.replicates()).map(total)).map_or(0.0, |s| s.median)
        })
        .collect();
    let most_attempts = attempts.iter().copied().fold(0.0, f64::max).max(1e-9);
    let most_residents = inputs
        .counties
        .iter()
        .map(|county| f64::from(county.residents))
        .fold(1.0, f64::max);
    let longest = inputs
        .counties
        .iter()
        .map(|county| county.border_km)
        .fold(1e-9, f64::max);
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", c(TOP + ROW * inputs.counties.len() as f64 + 8.0))) role="img"
            aria-label="Counties along the line with residents and attempts" {
            text.small x="118" y="12" { "river" }
            text.small x="118" y="24" { "and km" }
            text.small x="178" y="12" { "residents," }
            text.small x="178" y="24" { "persons" }
            text.small x="326" y="12" { "attempts to leave," }
            text.small x="326" y="24" { "whole period" }
            @for (i, county) in inputs.counties.iter().enumerate() {
                @let y = TOP + ROW * i as f64;
                @let residents = f64::from(county.residents);
                @let wide = 2.0 + county.border_km / longest * 10.0;
                g {
                    title { (county.name) ", " (province(summary, i)) ": " (number(county.border_km)) " km of border on the "
                        (river(summary, i)) ", " (number(residents)) " residents, " (count(attempts[i])) " attempts to leave" }
                    text.end x="108" y=(c(y + 13.0)) { (county.name) }
                    rect.river.(format!("r{}", county.river % 4)) x=(c(122.0 - wide / 2.0)) y=(c(y)) width=(c(wide)) height=(c(ROW)) {}
                    text.small x="132" y=(c(y + 13.0)) { (number(county.border_km)) }
                    rect.fill.c0 x="178" y=(c(y + 4.0)) width=(c(residents / most_residents * 84.0)) height="11" {}
                    text.small x=(c(182.0 + residents / most_residents * 84.0)) y=(c(y + 13.0)) { (number(residents)) }
                    rect.fill.c1 x="326" y=(c(y + 4.0)) width=(c(attempts[i] / most_attempts * 100.0)) height="11" {}
                    text.small x=(c(330.0 + attempts[i] / most_attempts * 100.0)) y=(c(y + 13.0)) { (count(attempts[i])) }
                }
            }
        }
    };
    let mut rivers: Vec<&str> = (0..inputs.counties.len())
        .map(|county| river(summary, county))
        .collect();
    rivers.dedup();
    let caption = format!(
        "Each row is a county. The stroke of the river is as broad as the county's border is long; its colour changes with the \
         river (from above: {}). Attempts are medians over the simulated histories. The county is the finest place that Amnok \
         knows.",
        rivers.join(", then ")
    );
    html! {
        div.single {
            (figure("Counties along the line", "in order", &[], svg, &caption))
        }
    }
}

fn river<'a>(summary: &'a MonthlySummary, county: usize) -> &'a str {
    let river = summary.inputs.counties[county].river;
    summary
        .inputs
        .rivers
        .get(river)
        .map_or("border", |river| river.name.as_str())
}

fn province<'a>(summary: &'a MonthlySummary, county: usize) -> &'a str {
    let province = summary.inputs.counties[county].province;
    summary
        .inputs
        .provinces
        .get(province)
        .map_or("", |province| province.name.as_str())
}
