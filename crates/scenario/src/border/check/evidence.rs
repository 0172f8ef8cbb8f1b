//! evidence.toml: claims, graded.

use super::context::{Context, Fields, plain_date, text};
use crate::border::as_written::{Item, ItemValue};
use crate::border::provenance::Claim;
use crate::diagnose::quoted;

const MOST_CLAIMS: usize = 10_000;

/// Checks evidence.toml.
pub(crate) fn check(item: &Item, context: &mut Context) {
    let Some(mut fields) = Fields::of(item, "evidence.toml", context) else {
        return;
    };
    for item in fields.tables("claim", MOST_CLAIMS, context) {
        claim(item, context);
    }
    fields.done(context);
}

fn claim(item: &Item, context: &mut Context) {
    let Some(mut fields) = Fields::of(item, "[[claim]]", context) else {
        return;
    };
    let mut field = |key: &str, expected: &str, context: &mut Context| {
        fields.text(key, expected, context).unwrap_or_default().to_string()
    };
    let outlet = field("outlet", "who published it", context);
    let title = field("title", "its title", context);
    let date_precision = field("date_precision", "how exact the date is, e.g. \"day\"", context);
    let kind = field("kind", "the kind of source", context);
    let says = field("says", "what it says, in your own words", context);
    let grade_reason = field("grade_reason", "why it is graded so", context);
    let date = date(&mut fields, context);
    let url = url(&mut fields, context);
    let reliability = reliability(&mut fields, context);
    let credibility = fields.whole("credibility", 1, 6, context).unwrap_or(6) as u8;
    let id_item = fields.need("id", "a short name", context);
    fields.done(context);
    let Some(id_item) = id_item else {
        return;
    };
    let Some(id) = text(id_item, "id", "a short name", context) else {
        return;
    };
    if !context.name(id, "the claim", &id_item.at) {
        return;
    }
    if context.claims.iter().any(|c| c.id == id) {
        context.twice(id, "claim", &id_item.at);
        return;
    }
    context.claims.push(Claim {
        id: id.to_string(),
        outlet,
        title,
        date,
        date_precision,
        kind,
        says,
        url,
        reliability,
        credibility,
        grade_reason,
    });
}

/// A year, a month or a day.
fn date(fields: &mut Fields, context: &mut Context) -> String {
    let expected = "a date as YYYY, YYYY-MM or YYYY-MM-DD";
    let Some(item) = fields.need("date", expected, context) else {
        return String::new();
    };
    let (ItemValue::Text(written) | ItemValue::Date(written) | ItemValue::Whole(written)) = &item.what else {
        text(item, "date", expected, context);
        return String::new();
    };
    let whole = match written.len() {
        4 => format!("{written}-01-01"),
        7 => format!("{written}-01"),
        _ => written.clone(),
    };
    if plain_date(&whole).is_none() {
        context.findings.say(
            &item.at,
            format!("{} for the date of a claim", quoted(written)),
            expected,
            "write what is known of the date, and how exact it is in `date_precision`",
        );
    }
    written.clone()
}

fn url(fields: &mut Fields, context: &mut Context) -> String {
    let Some(item) = fields.maybe("url") else {
        return String::new();
    };
    match &item.what {
        ItemValue::Text(url) if url.is_empty() || url.starts_with("https://") || url.starts_with("http://") => {
            url.clone()
        }
        _ => {
            context.findings.say(
                &item.at,
                format!("{} for `url`", item.shown()),
                "an address that begins with https:// or http://, or nothing",
                "write the whole address, or take the line out",
            );
            String::new()
        }
    }
}

fn reliability(fields: &mut Fields, context: &mut Context) -> String {
    let expected = "a letter from `A` (reliable) to `F` (cannot be judged)";
    let Some(item) = fields.need("reliability", expected, context) else {
        return String::new();
    };
    let Some(grade) = text(item, "reliability", expected, context) else {
        return String::new();
    };
    if !matches!(grade, "A" | "B" | "C" | "D" | "E" | "F") {
        context.findings.say(
            &item.at,
            format!("{} for `reliability`", quoted(grade)),
            expected,
            "grade the source on the Admiralty scale",
        );
    }
    grade.to_string()
}
