//! What a fit learned, as a table for people and as JSON for scripts and for the commands that go on from it.

use crate::fit::{FitView, LEARNED, learned_in_words, misfit};
use crate::numbers::brief;
use amnok_lab::learn::{Estimate, Predicted, Quantiles, hub_quantiles};
use serde_json::{Value, json};
use std::fmt::Write;

/// For people: misfit first, then prior beside posterior of all observed days.
pub fn text(view: &FitView<'_>) -> String {
    let learned = view.learned;
    let mut text = format!(
        "{}\n{} runs of the prior, worth {:.0} near what was observed; {} observations until {}, {} of {} values moved by them\n{}\n",
        view.scenario.title,
        view.runs,
        learned.effective,
        learned.predicted.len(),
        view.scenario.observed_until,
        learned.active.len(),
        learned.values.columns(),
        misfit(view),
    );
    if let Some(modes) = &learned.modes {
        let _ = writeln!(text, "{modes}");
    }
    let _ = writeln!(
        text,
        "\n{:<50} {:>22} {:>9} {:>22}  learned",
        "all observed days, the whole border", "prior 5–95 %", "median", "posterior 5–95 %"
    );
    let first = view.estimates.first().map(|of| &view.columns[of.column]);
    for of in view.estimates {
        let column = &view.columns[of.column];
        let whole = first.is_some_and(|first| (first.from, first.to) == (column.from, column.to));
        if !whole || column.province.is_some() {
            continue;
        }
        let interval =
            |q: Option<Quantiles>| q.map_or("–".into(), |q| format!("{} to {}", brief(q.low), brief(q.high)));
        let median = of.posterior.map_or("–".into(), |q| brief(q.median));
        let what = format!("{} ({})", column.words, column.unit);
        let (prior, posterior) = (interval(of.prior), interval(of.posterior));
        let _ = writeln!(
            text,
            "{what:<50} {prior:>22} {median:>9} {posterior:>22}  {}",
            learned_in_words(of)
        );
    }
    let _ = writeln!(
        text,
        "\nlearned: share of the prior's 90 % interval that is gone; below {LEARNED} nothing was learned"
    );
    text
}

fn quantiles(of: Option<Quantiles>) -> Value {
    of.map_or(Value::Null, |q| json!([q.low, q.lower, q.median, q.upper, q.high]))
}

/// For scripts: everything that is estimated. Quantiles are those of 5, 25, 50, 75 and 95 %, those of forecasts the hubs' 23.
pub fn json(view: &FitView<'_>) -> Value {
    let learned = view.learned;
    let estimate = |of: &Estimate| {
        let column = &view.columns[of.column];
        json!({
            "column": of.column,
            "name": column.name,
            "words": column.words,
            "unit": column.unit,
            "place": column.province.map(|province| &view.scenario.inputs.provinces[province].name),
            "from": column.from.to_string(),
            "to": column.to.to_string(),
            "prior": quantiles(of.prior),
            "posterior": quantiles(of.posterior),
            "learned": of.learned(),
        })
    };
    let predicted = |row: &Predicted| {
        let seen = &view.observed[row.number];
        json!({
            "id": seen.id,
            "series": seen.observer.name,
            "low": seen.low,
            "high": seen.high,
            "prior": quantiles(Some(row.prior)),
            "prior_percentile": row.prior_share,
            "posterior": quantiles(Some(row.posterior)),
            "posterior_percentile": row.posterior_share,
            "distance": row.implausibility,
            "misfits": row.misfits(),
        })
    };
    let forecast = |(column, draws): &(usize, Vec<f64>)| {
        let column = &view.columns[*column];
        let (levels, values): (Vec<f64>, Vec<f64>) = hub_quantiles(draws).into_iter().unzip();
        json!({
            "target": column.name,
            "from": column.from.to_string(),
            "to": column.to.to_string(),
            "levels": levels,
            "values": values,
            "draws": draws,
        })
    };
    let keys = &view.factors;
    json!({
        "title": view.scenario.title,
        "until": view.scenario.observed_until.to_string(),
        "runs": view.runs,
        "effective_runs": learned.effective,
        "plausible": learned.plausible,
        "r_hat": learned.r_hat,
        "modes": learned.modes,
        "misfit": misfit(view),
        "active": learned.active.iter().map(|factor| &keys[*factor].key).collect::<Vec<_>>(),
        "conditions": view.scenario.later().map(|later| later.to_string()),
        "estimates": view.estimates.iter().map(estimate).collect::<Vec<_>>(),
        "observed": learned.predicted.iter().map(predicted).collect::<Vec<_>>(),
        "unused": learned.unused.iter().map(|(number, why)| json!({ "id": view.observed[*number].id, "why": why })).collect::<Vec<_>>(),
        "forecasts": learned.forecasts.iter().map(forecast).collect::<Vec<_>>(),
    })
}
