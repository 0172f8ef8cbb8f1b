//! evidence.toml: claims, graded.

use super::desk::{Desk, Fields, plain_date, text};
use crate::border::as_written::{Item, What};
use crate::border::provenance::Claim;
use crate::diagnose::quoted;

const MOST_CLAIMS: usize = 10_000;

/// Checks evidence.toml.
pub(crate) fn check(item: &Item, desk: &mut Desk) {
    let Some(mut fields) = Fields::of(item, "evidence.toml", desk) else {
        return;
    };
    for item in fields.tables("claim", MOST_CLAIMS, desk) {
        claim(item, desk);
    }
    fields.done(desk);
}

fn claim(item: &Item, desk: &mut Desk) {
    let Some(mut fields) = Fields::of(item, "[[claim]]", desk) else {
        return;
    };
    let mut field =
        |key: &str, expected: &str, desk: &mut Desk| fields.text(key, expected, desk).unwrap_or_default().to_string();
    let outlet = field("outlet", "who published it", desk);
    let title = field("title", "its title", desk);
    let date_precision = field("date_precision", "how exact the date is, e.g. \"day\"", desk);
    let kind = field("kind", "the kind of source", desk);
    let says = field("says", "what it says, in your own words", desk);
    let grade_reason = field("grade_reason", "why it is graded so", desk);
    let date = date(&mut fields, desk);
    let url = url(&mut fields, desk);
    let reliability = reliability(&mut fields, desk);
    let credibility = fields.whole("credibility", 1, 6, desk).unwrap_or(6) as u8;
    let id_item = fields.need("id", "a short name", desk);
    fields.done(desk);
    let Some(id_item) = id_item else {
        return;
    };
    let Some(id) = text(id_item, "id", "a short name", desk) else {
        return;
    };
    if !desk.name(id, "the claim", &id_item.at) {
        return;
    }
    if desk.claims.iter().any(|c| c.id == id) {
        desk.twice(id, "claim", &id_item.at);
        return;
    }
    desk.claims.push(Claim {
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
fn date(fields: &mut Fields, desk: &mut Desk) -> String {
    let expected = "a date as YYYY, YYYY-MM or YYYY-MM-DD";
    let Some(item) = fields.need("date", expected, desk) else {
        return String::new();
    };
    let (What::Text(written) | What::Date(written) | What::Whole(written)) = &item.what else {
        text(item, "date", expected, desk);
        return String::new();
    };
    let whole = match written.len() {
        4 => format!("{written}-01-01"),
        7 => format!("{written}-01"),
        _ => written.clone(),
    };
    if plain_date(&whole).is_none() {
        desk.findings.say(
            &item.at,
            format!("{} for the date of a claim", quoted(written)),
            expected,
            "write what is known of the date, and how exact it is in `date_precision`",
        );
    }
    written.clone()
}

fn url(fields: &mut Fields, desk: &mut Desk) -> String {
    let Some(item) = fields.maybe("url") else {
        return String::new();
    };
    match &item.what {
        What::Text(url) if url.is_empty() || url.starts_with("https://") || url.starts_with("http://") => url.clone(),
        _ => {
            desk.findings.say(
                &item.at,
                format!("{} for `url`", item.shown()),
                "an address that begins with https:// or http://, or nothing",
                "write the whole address, or take the line out",
            );
            String::new()
        }
    }
}

fn reliability(fields: &mut Fields, desk: &mut Desk) -> String {
    let expected = "a letter from `A` (reliable) to `F` (cannot be judged)";
    let Some(item) = fields.need("reliability", expected, desk) else {
        return String::new();
    };
    let Some(grade) = text(item, "reliability", expected, desk) else {
        return String::new();
    };
    if !matches!(grade, "A" | "B" | "C" | "D" | "E" | "F") {
        desk.findings.say(
            &item.at,
            format!("{} for `reliability`", quoted(grade)),
            expected,
            "grade the source on the Admiralty scale",
        );
    }
    grade.to_string()
}
