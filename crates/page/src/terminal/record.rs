//! The model beside the public record, as a table for people and as JSON for scripts.

use crate::numbers::{self, brief};
use amnok_lab::public_record::{Judged, Readings, Verdict, judge, read};
use amnok_model::inputs::Inputs;
use amnok_model::observers::Observation;
use amnok_model::record::rows::Rows;
use amnok_scenario::{Posterior, many};
use serde_json::{Value, json};
use std::fmt::Write;

/// Letters of a line.
const WIDTH: usize = 100;

/// A run beside the public record, where its histories drew their values, there are several, and there is a record.
pub fn judged(record: &[Observation], inputs: &Inputs, drawn: bool, rows: &[(u32, Rows)]) -> Option<Vec<Judged>> {
    (drawn && rows.len() > 1 && !record.is_empty()).then(|| {
        let readings: Vec<Readings> = rows.iter().map(|(_, rows)| read(record, inputs, rows)).collect();
        judge(record, inputs, &readings)
    })
}

/// How many rows agree, of all, in a sentence.
pub fn sentence(judged: &[Judged]) -> String {
    let count = |verdict| judged.iter().filter(|row| row.verdict == verdict).count();
    format!(
        "{} of {} rows agree: {} too low, {} too high, {} missing",
        count(Verdict::Agrees),
        judged.len(),
        count(Verdict::TooLow),
        count(Verdict::TooHigh),
        count(Verdict::Missing)
    )
}

/// For people.
pub fn text(judged: &[Judged], histories: usize, learned: Option<&Posterior>) -> String {
    let from = match learned {
        Some(kept) => format!(
            "what was learned from {}, these rows among them",
            many(kept.origin.observations, "observation", "observations")
        ),
        None => "the prior".into(),
    };
    let mut text = format!(
        "{}, each with a luck of its own and values drawn from {from}\n\n{:<23} {:>16} {:>10} {:>10} {:>10} {:>9}  verdict\n",
        many(histories, "history", "histories"),
        "row",
        "recorded",
        "5 %",
        "median",
        "95 %",
        "record %"
    );
    for row in judged {
        let [low, median, high] = match &row.simulated {
            Some(spread) => [spread.low, spread.median, spread.high].map(brief),
            None => ["–"; 3].map(str::to_string),
        };
        let place = row
            .percentile
            .map_or("–".into(), |share| format!("{:.0}", 100.0 * share));
        let _ = writeln!(
            text,
            "{:<23} {:>16} {low:>10} {median:>10} {high:>10} {place:>9}  {}",
            row.id,
            bounds(row),
            row.verdict.name()
        );
    }
    let missing = |row: &Judged| Some(format!("\nmissing {}: {}", row.id, row.why.as_ref()?));
    let reasons: String = judged.iter().filter_map(missing).collect();
    let lines = reasons.lines().map(|line| cut(line, WIDTH));
    text.extend(lines.map(|line| line + "\n"));
    let _ = writeln!(
        text,
        "\nagrees: recorded bounds overlap 5 to 95 %, the median is within a factor of three of them\n{}",
        sentence(judged)
    );
    text
}

/// For scripts: a row each; what is not recorded or simulated is null.
pub fn json(judged: &[Judged]) -> Value {
    let one = |row: &Judged| {
        let at = |of: fn(&amnok_lab::Spread) -> f64| row.simulated.as_ref().map(of);
        json!({
            "id": row.id,
            "low": row.low,
            "high": row.high,
            "p5": at(|spread| spread.low),
            "p50": at(|spread| spread.median),
            "p95": at(|spread| spread.high),
            "verdict": row.verdict.name(),
        })
    };
    judged.iter().map(one).collect()
}

/// What is recorded, as it was written where that is short.
pub fn bounds(row: &Judged) -> String {
    recorded(row.low, row.high)
}

/// Two bounds, or one, of what is recorded.
pub fn recorded(low: Option<f64>, high: Option<f64>) -> String {
    let exact = |value: f64| match value {
        value if value < 10_000.0 && value.fract() == 0.0 => numbers::whole(value),
        value if value < 10_000.0 => value.to_string(),
        value => brief(value),
    };
    numbers::bounds(low, high, exact)
}

fn cut(line: &str, most: usize) -> String {
    line.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_a_hundred_letters_and_scripts_have_every_number() {
        let row = Judged {
            id: "remitted-of-a-long-name".into(),
            quantity: "money sent home".into(),
            unit: "USD".into(),
            low: Some(8e6),
            high: Some(20e6),
            simulated: amnok_lab::Spread::of([1e8; 3]),
            percentile: Some(0.0),
            verdict: Verdict::TooHigh,
            why: None,
        };
        let missing = Judged {
            low: None,
            simulated: None,
            percentile: None,
            verdict: Verdict::Missing,
            why: Some("nothing in the model computes this yet: no measure of a name that is as long as this".into()),
            ..row.clone()
        };
        let judged = [row, missing];
        let text = text(&judged, 3, None);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert!(
            text.ends_with("0 of 2 rows agree: 0 too low, 1 too high, 1 missing\n"),
            "{text}"
        );
        assert_eq!(
            json(&judged).to_string(),
            r#"[{"high":20000000.0,"id":"remitted-of-a-long-name","low":8000000.0,"p5":100000000.0,"p50":100000000.0,"p95":100000000.0,"verdict":"too high"},"#
                .to_owned()
                + r#"{"high":20000000.0,"id":"remitted-of-a-long-name","low":null,"p5":null,"p50":null,"p95":null,"verdict":"missing"}]"#
        );
    }
}
