//! What a fit learned, as a table for people and as JSON for scripts and for the commands that go on from it.

use crate::fit::{
    FitView, LEARNED, is_whole, learned_in_words, learned_share, misfit, moved, runs, runs_of_waves, with_interval,
};
use crate::numbers::brief;
use amnok_lab::Spread;
use amnok_lab::learn::checked::{Check, Covered};
use amnok_lab::learn::planted::Found;
use amnok_lab::learn::{Estimate, Predicted, hub_quantiles};
use amnok_scenario::many;
use serde_json::{Value, json};
use std::fmt::Write;

/// For people: misfit first, then prior beside posterior of all observed days.
pub fn text(view: &FitView<'_>) -> String {
    let learned = view.learned;
    let mut text = format!(
        "{}\n{}, worth {:.0} near what was observed; {} until {}, {} of {} moved by them\n{}\n",
        view.scenario.title,
        runs(view.given.waves),
        learned.effective,
        many(learned.predicted.len(), "observation", "observations"),
        view.scenario.observed_until,
        learned.active.len(),
        many(learned.values.columns(), "value", "values"),
        misfit(view),
    );
    if let Some(modes) = &learned.modes {
        let _ = writeln!(text, "{modes}");
    }
    let _ = writeln!(text, "\n{}", estimate_head("all observed days, the whole border"));
    for of in view.estimates {
        let column = &view.given.columns[of.column];
        if is_whole(view, column) {
            let _ = writeln!(
                text,
                "{}",
                estimate_row(&column.words, &column.unit, of.prior, of.posterior)
            );
        }
    }
    let _ = writeln!(
        text,
        "\nlearned: share of the prior's 90 % interval, in factors, that is gone; below {LEARNED} nothing was learned, or where it lies \
         (shifted: the median outside the prior's middle half)"
    );
    if let Some(moved) = moved(view) {
        let _ = writeln!(text, "{moved}");
    }
    if let Some(check) = view.check {
        checked(&mut text, view, check);
    }
    text
}

/// Names of the columns of [`estimate_row`].
pub(super) fn estimate_head(what: &str) -> String {
    format!(
        "{what:<50} {:>22} {:>9} {:>22}  learned",
        "prior 5–95 %", "median", "posterior 5–95 %"
    )
}

/// An estimate on one line: prior beside posterior, and how much was learned.
pub(super) fn estimate_row(words: &str, unit: &str, prior: Option<Spread>, posterior: Option<Spread>) -> String {
    let interval = |q: Option<Spread>| q.map_or("–".into(), |q| format!("{} to {}", brief(q.low), brief(q.high)));
    let median = posterior.map_or("–".into(), |q| brief(q.median));
    let (what, learned) = (format!("{words} ({unit})"), learned_in_words(prior, posterior));
    let (prior, posterior) = (interval(prior), interval(posterior));
    format!("{what:<50} {prior:>22} {median:>9} {posterior:>22}  {learned}")
}

/// Calibration, what series taught, and conflicts.
fn checked(text: &mut String, view: &FitView<'_>, check: &Check) {
    let _ = writeln!(text, "\n{}", check.sentence());
    let _ = writeln!(
        text,
        "\n{:<34} {:>6} {:>6} {:>14} {:>6}",
        "held the truth", "50 %", "90 %", "nearest: 50 %", "90 %"
    );
    for (of, near) in check.any.iter().zip(&check.nearest) {
        let column = &view.given.columns[of.column];
        let what = format!("{} {}", column.name, column.from);
        let outside = if of.uniform { "" } else { "  outside its band" };
        let _ = writeln!(
            text,
            "{what:<34} {:>6.2} {:>6.2} {:>14.2} {:>6.2}{outside}",
            of.half, of.most, near.half, near.most
        );
    }
    for found in check.planted.iter().filter(|found| found.worlds > 0) {
        let _ = writeln!(text, "{}", found.sentence());
    }
    for of in check.crossed.iter().filter(|of| !of.agrees()) {
        let column = &view.given.columns[of.column];
        let what = format!("{} {}", column.name, column.from);
        let (fit, forest) = (with_interval(&of.fit), with_interval(&of.forest));
        let _ = writeln!(text, "{what}: {fit} by the fit, {forest} by a forest");
    }
    let lessons = &check.lessons;
    let names: Vec<&str> = lessons
        .columns
        .iter()
        .map(|column| view.given.columns[*column].name.as_str())
        .collect();
    let share = |share: &f64| learned_share(*share).unwrap_or("–".into());
    let row = |shares: &[f64]| shares.iter().map(|s| format!("{:>7}", share(s))).collect::<String>();
    let _ = writeln!(text, "\nlearned, with one series left out, of: {}", names.join(", "));
    let _ = writeln!(text, "{:<24}{}", "(nothing left out)", row(&lessons.all));
    for of in &lessons.taught {
        let _ = writeln!(text, "{:<24}{}", of.series, row(&of.without));
    }
    for conflict in lessons.apart() {
        let id = lessons.id(&view.given, conflict);
        let says = if conflict.flagged {
            "contradicts all others"
        } else {
            "stands apart from all others"
        };
        let chance = conflict.chance;
        let _ = writeln!(
            text,
            "{id} {says}: they expect something as far off with a chance of {chance:.4}"
        );
    }
    let _ = writeln!(text, "{}", lessons.apart_sentence());
    let _ = writeln!(text, "{}", check.limit_sentence(&view.given));
}

fn quantiles(of: Option<Spread>) -> Value {
    of.map_or(Value::Null, |q| json!(q.numbers()))
}

/// For scripts: everything that is estimated. Quantiles are those of 5, 25, 50, 75 and 95 %, those of forecasts the hubs' 23.
pub fn json(view: &FitView<'_>) -> Value {
    let learned = view.learned;
    let estimate = |of: &Estimate| {
        let column = &view.given.columns[of.column];
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
            "moved": of.moved,
        })
    };
    let predicted = |row: &Predicted| {
        let seen = &view.given.observed[row.number];
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
        let column = &view.given.columns[*column];
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
    let keys = &view.given.factors;
    let value = |factor: &usize| {
        let draws = (0..learned.values.rows()).map(|draw| learned.values.row(draw)[*factor]);
        let before =
            Spread::from_numbers([0.05, 0.25, 0.5, 0.75, 0.95].map(|share| keys[*factor].prior.quantile(share)));
        json!({ "key": keys[*factor].key, "learned": Spread::of(draws).map(|now| now.learned(&before)) })
    };
    let mut all = json!({
        "title": view.scenario.title,
        "until": view.scenario.observed_until.to_string(),
        "runs": view.given.runs.len(),
        "runs_of_waves": runs_of_waves(view.given.waves),
        "effective_runs": learned.effective,
        "plausible": learned.plausible,
        "r_hat": learned.r_hat,
        "modes": learned.modes,
        "misfit": misfit(view),
        "active": learned.active.iter().map(|factor| &keys[*factor].key).collect::<Vec<_>>(),
        "values": learned.active.iter().map(value).collect::<Vec<_>>(),
        "conditions": view.scenario.later().map(|later| later.to_string()),
        "estimates": view.estimates.iter().map(estimate).collect::<Vec<_>>(),
        "observed": learned.predicted.iter().map(predicted).collect::<Vec<_>>(),
        "unused": learned.unused.iter().map(|(number, why)| json!({ "id": view.given.observed[*number].id, "why": why })).collect::<Vec<_>>(),
        "forecasts": learned.forecasts.iter().map(forecast).collect::<Vec<_>>(),
    });
    if let Some(check) = view.check {
        all["check"] = check_json(view, check);
    }
    all
}

fn planted_json(found: &Found) -> Value {
    let (least, mean) = found.least_and_mean();
    json!({ "plant": found.plant.words(), "observed_with_discrepancy": found.is_as_assumed(), "worlds": found.worlds, "flagged": found.flagged, "possible": found.possible, "apart": found.apart, "covered_90": mean, "least_covered_90": least })
}

fn check_json(view: &FitView<'_>, check: &Check) -> Value {
    let covered = |of: &Covered| json!({ "column": of.column, "name": view.given.columns[of.column].name, "covered_50": of.half, "covered_90": of.most, "uniform": of.uniform, "percentiles": of.percentiles });
    let lessons = &check.lessons;
    let without: Vec<Value> = lessons
        .taught
        .iter()
        .map(|of| json!({ "series": of.series, "learned": of.without }))
        .collect();
    json!({
        "held_out": check.any.iter().map(covered).collect::<Vec<_>>(),
        "nearest": check.nearest.iter().map(covered).collect::<Vec<_>>(),
        "limit": { "numbers": check.limit.numbers.chance, "bounds": check.limit.bounds.chance },
        "beyond": check.limit.beyond(&lessons.conflicts).iter().map(|of| json!({ "id": lessons.id(&view.given, of), "chance": of.by_errors })).collect::<Vec<_>>(),
        "planted": check.planted.iter().map(planted_json).collect::<Vec<_>>(),
        "columns": lessons.columns,
        "learned": lessons.all,
        "without": without,
        "forest": check.crossed.iter().map(|of| json!({ "column": of.column, "name": view.given.columns[of.column].name, "fit": quantiles(Some(of.fit)), "forest": quantiles(Some(of.forest)), "explained": of.explained, "agrees": of.agrees() })).collect::<Vec<_>>(),
        "conflicts": lessons.conflicts.iter().map(|of| json!({ "id": lessons.id(&view.given, of), "percentile": of.percentile, "chance": of.chance, "by_errors": of.by_errors, "flagged": of.flagged, "apart": of.apart })).collect::<Vec<_>>(),
    })
}
