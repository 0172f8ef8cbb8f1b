//! Forecasts of the past beside what came, with their scores.

use super::charts::{Scale, c, figure};
use super::document::document;
use super::numbers::brief;
use amnok_lab::Spread;
use amnok_lab::learn::hindcast::{FORECASTERS, Hindcast, Scored};
use amnok_scenario::Scenario;
use maud::{Markup, html};
use serde_json::{Value, json};

/// Wide enough for twelve quarters, narrow enough for a phone.
const WIDTH: f64 = 480.0;
/// Room for numbers, and where the axis is.
const LEFT: f64 = 52.0;
const BOTTOM: f64 = 216.0;

/// Scores by forecaster, and every forecast with its 5, 25, 50, 75 and 95 % beside what came; quarters that end until a day are not scored.
pub fn as_json(all: &[Hindcast], scored: &[Option<Scored>; 3], after: &str) -> Value {
    let quantiles = |draws: &Vec<f64>| Spread::of(draws.iter().copied()).map(|spread| spread.numbers());
    let forecast = |one: &Hindcast| {
        json!({
            "origin": one.origin.to_string(), "to": one.to.to_string(), "ahead": one.ahead, "observed": one.observed,
            "quantiles": one.draws.each_ref().map(quantiles), "weight_of_model": one.weight,
        })
    };
    json!({ "after": after, "scores": scores_json(scored), "forecasts": all.iter().map(forecast).collect::<Vec<_>>() })
}

/// The scores alone.
pub fn scores_json(scored: &[Option<Scored>; 3]) -> Value {
    let one = |(name, scored): (&&str, &Option<Scored>)| {
        let scores = scored.map(|s| json!({ "count": s.count, "wis": s.plain, "log_wis": s.log, "relative": s.relative, "covered_50": s.half, "covered_90": s.most }));
        json!({ "forecaster": name, "scores": scores })
    };
    FORECASTERS.iter().zip(scored).map(one).collect()
}

/// The page.
pub fn hindcast(scenario: &Scenario, summary: &Value) -> String {
    let title = format!("Forecasts of the past: {}", scenario.title);
    let version = env!("CARGO_PKG_VERSION");
    let body = html! {
        header { p.kicker { "Amnok · how well arrivals are forecast" } h1 { (title) } }
        section id="past" { (past(summary)) }
    };
    document(&title, version, &body)
}

/// Scores as a table, and the forecasts of one quarter ahead beside what came.
pub fn past(summary: &Value) -> Markup {
    let after = summary["after"].as_str().unwrap_or_default();
    let scores = summary["scores"].as_array().map_or(&[][..], Vec::as_slice);
    html! {
        p.note {
            "Arrivals by quarter, forecast from the end of each quarter of the past, one to four quarters ahead, with nothing that was observed later. Orders and official trade "
            "of the quarters ahead are given to the model and not to the random walk."
        }
        div.scroll tabindex="0" role="region" aria-label="Scores of the forecasts" { table.numbers {
            caption { "Quarters that end after " (after) }
            thead { tr { th { "Forecaster" } th { "Forecasts" } th { "Weighted interval score, persons" } th { "Relative to the random walk" } th { "Within 50 %" } th { "Within 90 %" } } }
            tbody { @for of in scores {
                @let number = |key: &str| of["scores"][key].as_f64().map_or("–".to_owned(), brief);
                tr { th scope="row" { (of["forecaster"].as_str().unwrap_or_default()) }
                    td { (number("count")) } td { (number("wis")) } td { (number("relative")) } td { (number("covered_50")) } td { (number("covered_90")) } }
            } }
        } }
        p.note { "A smaller score is better; relative: of ln(x + 1), on targets that both forecast. Of good intervals a half and nine tenths hold what came." }
        (beside(&next_quarter(summary)))
    }
}

/// A forecast of the next quarter.
struct Next<'a> {
    to: &'a str,
    observed: f64,
    /// 5, 25, 50, 75, 95 % of each forecaster.
    quantiles: Vec<Option<Vec<f64>>>,
}

fn next_quarter(summary: &Value) -> Vec<Next<'_>> {
    let all = summary["forecasts"].as_array().map_or(&[][..], Vec::as_slice);
    let numbers = |of: &Value| -> Option<Vec<f64>> {
        let all: Option<Vec<f64>> = of.as_array()?.iter().map(Value::as_f64).collect();
        all.filter(|all| all.len() == 5)
    };
    let next = all.iter().filter(|of| of["ahead"] == 1).filter_map(|of| {
        Some(Next {
            to: of["to"].as_str()?,
            observed: of["observed"].as_f64()?,
            quantiles: of["quantiles"].as_array()?.iter().map(numbers).collect(),
        })
    });
    next.collect()
}

/// Each forecaster's intervals of every quarter side by side, and a mark for what came.
fn beside(all: &[Next]) -> Markup {
    let highest = |next: &Next| {
        let ends = next.quantiles.iter().flatten().map(|numbers| numbers[4]);
        ends.fold(next.observed, f64::max)
    };
    let scale = Scale::evenly(all.iter().map(highest).fold(0.0, f64::max));
    let wide = (WIDTH - LEFT - 8.0) / all.len().max(1) as f64;
    let y = |value: f64| BOTTOM - scale.height(value) * (BOTTOM - 12.0);
    let x = |place: usize, who: f64| LEFT + wide * (place as f64 + 0.2 + 0.3 * who);
    let name = |place: usize, next: &Next| (place == 0 || next.to[5..7] == *"03").then(|| next.to[..4].to_owned());
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", BOTTOM + 34.0)) role="img" aria-label="Forecasts of the next quarter beside what came" {
            @for step in &scale.ticks {
                line.grid x1=(c(LEFT)) x2=(c(WIDTH - 8.0)) y1=(c(y(*step))) y2=(c(y(*step))) {}
                text.small.end x=(c(LEFT - 6.0)) y=(c(y(*step) + 4.0)) { (scale.name(*step)) }
            }
            @for (place, next) in all.iter().enumerate() {
                g {
                    title { "Quarter to " (next.to)
                        @for (who, numbers) in FORECASTERS.iter().zip(&next.quantiles) {
                            @if let Some(of) = numbers { "\n" (who) ": " (brief(of[2])) " (" (brief(of[0])) " to " (brief(of[4])) ")" }
                        }
                        "\nobserved: " (brief(next.observed)) }
                    @for (who, of) in next.quantiles.iter().enumerate().filter_map(|(who, numbers)| Some((who, numbers.as_ref()?))) {
                        @let (at, colour) = (x(place, who as f64), format!("fill c{who}"));
                        rect class=(colour) fill-opacity="0.3" x=(c(at - 2.0)) y=(c(y(of[4]))) width="4" height=(c((y(of[0]) - y(of[4])).max(1.0))) {}
                        rect class=(colour) x=(c(at - 3.5)) y=(c(y(of[3]))) width="7" height=(c((y(of[1]) - y(of[3])).max(1.0))) {}
                    }
                    line.interval x1=(c(x(place, -0.3))) x2=(c(x(place, 2.3))) y1=(c(y(next.observed))) y2=(c(y(next.observed))) {}
                }
                @if let Some(year) = name(place, next) { text.small x=(c(x(place, 0.0))) y=(c(BOTTOM + 18.0)) { (year) } }
            }
            line.axis x1=(c(LEFT)) x2=(c(WIDTH - 8.0)) y1=(c(BOTTOM)) y2=(c(BOTTOM)) {}
        }
    };
    let names = FORECASTERS.map(str::to_owned);
    let caption = "One quarter ahead. Wide bars hold the middle half of a forecast, thin ones nine tenths; the line across them is what came.";
    html! { @if !all.is_empty() { (figure("Arrivals, forecast and come", "persons per quarter", &names, svg, caption)) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_scenario::embedded;
    use jiff::civil::date;

    #[test]
    fn what_came_and_the_scores_stand_beside_each_forecast() {
        let one = |ahead: usize, model: Vec<f64>| Hindcast {
            origin: date(2021, 3, 31),
            to: date(2021, 6, 30),
            ahead,
            observed: 63.0,
            draws: [model, vec![40.0, 50.0, 60.0], vec![45.0, 55.0, 65.0]],
            weight: 0.5,
        };
        let scored = Scored {
            count: 2,
            plain: 7.7,
            log: 0.2,
            half: 0.5,
            most: 1.0,
            relative: 0.59,
        };
        let all = [one(1, Vec::new()), one(2, vec![1.0, 2.0])];
        let summary = as_json(&all, &[None, Some(scored), None], "2021-03-31");
        let again: Value = serde_json::from_str(&summary.to_string()).expect("JSON");
        let page = hindcast(&embedded().expect("it is right"), &again);
        // Of a forecaster that refuses there is no bar, and two quarters ahead are scored and not drawn.
        assert_eq!(page.matches("Quarter to 2021-06-30").count(), 1);
        assert!(page.contains("random walk: 50 (") && !page.contains("model: ") && page.contains("observed: 63"));
        assert!(
            page.contains("<td>0.59</td>") && page.contains("end after 2021-03-31"),
            "{page}"
        );
    }
}
