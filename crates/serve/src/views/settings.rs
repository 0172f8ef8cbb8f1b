//! Settings of a displacement by slider. They are kept as files of their own, so that a result says what it was lived through with.

use super::asked;
use crate::answer::{Answer, Refused};
use crate::entries::{Entry, Kind};
use crate::site::{Site, made};
use crate::upload::Files;
use amnok_lab::camps::VARIED;
use amnok_scenario::flee::{configurations, settings_in};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// Where the settings stand among the files that are kept.
const SETTINGS: &str = "input/simsetting.yml";

/// The settings that move camps most, each to be turned within the range that a fit searches.
pub fn sliders(entry: &Entry) -> Markup {
    let text = files(entry).remove(SETTINGS).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    html! {
        details {
            summary { "Settings" }
            form method="post" action=(format!("/folder/{}/settings", entry.id)) {
                div.dials { @for varied in &VARIED {
                    @let now = now(&text, varied.key).map_or(String::new(), |value| value.to_string());
                    @let (name, id) = (varied.words, format!("s-{}", varied.key));
                    div.dial data-dial {
                        label for=(id) { (name) }
                        div.set { input #(id) type="number" step="any" min="0" name=(varied.key) value=(now) data-was=(now) placeholder="left to Flee"; }
                        input.slide type="range" hidden step="any" min=(varied.prior.low) max=(varied.prior.high)
                            value=(if now.is_empty() { varied.prior.median.to_string() } else { now.clone() }) aria-label=(format!("{name}, slider"));
                        p.note { span.mono { (varied.key) } ". A fit searches " (varied.prior.low) " to " (varied.prior.high) "." }
                    }
                } }
                p { button.plain { "Keep as files with these settings" } }
            }
        }
    }
}

/// Keeps the files with other settings, beside those that they are of.
pub async fn keep(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| -> Answer {
        let entry = site.entry(&id, &[Kind::Flee])?;
        let mut files = files(&entry);
        let before = files.remove(SETTINGS).unwrap_or_default();
        let mut text = String::from_utf8_lossy(&before).into_owned();
        for varied in &VARIED {
            let Some(asked) = asked(&form, varied.key) else {
                continue;
            };
            let value: f64 = asked
                .parse()
                .map_err(|_| Refused::wrong(format!("{}: a number.", varied.key)))?;
            if now(&text, varied.key) != Some(value) {
                text = with(&text, varied.key, value);
            }
        }
        if text.as_bytes() == before {
            return Err(Refused::wrong("No setting is otherwise yet: turn one."));
        }
        files.insert(SETTINGS.into(), text.into_bytes());
        let id = site.entries.keep("folders", &format!("{id}-settings"), &files)?;
        Ok(Redirect::to(&format!("/folder/{id}")).into_response())
    })
    .await
}

/// The files of an entry as they are kept: input with its settings, and who was registered.
fn files(entry: &Entry) -> Files {
    let found = entry.folder().map(configurations).unwrap_or_default();
    let Some(first) = found.into_iter().next() else {
        return Files::new();
    };
    let within = |folder: &std::path::Path, name: &'static str| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let all = entries.filter_map(move |entry| {
            let file = entry.file_name().to_str()?.to_owned();
            let content = file.ends_with(".csv").then(|| std::fs::read(entry.path()).ok())??;
            Some((format!("{name}/{file}"), content))
        });
        all.collect::<Files>()
    };
    let mut all = within(&first.input, "input");
    if let Some(registered) = &first.registered {
        all.extend(within(registered, "registered"));
    }
    // Beside the input, or in it, as they are kept here.
    let settings = first.settings.or_else(|| settings_in(&first.input));
    let settings = settings.and_then(|path| std::fs::read(path).ok());
    all.insert(SETTINGS.into(), settings.unwrap_or_default());
    all
}

/// What stands before the colon of a line.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.trim_start().split_once(':')?;
    (!key.starts_with('#')).then(|| key.trim_end())
}

/// The value of a setting in the text of simsetting.yml.
fn now(text: &str, key: &str) -> Option<f64> {
    let line = text.lines().find(|line| key_of(line) == Some(key))?;
    let (_, value) = line.split_once(':')?;
    value.split('#').next()?.trim().parse().ok()
}

/// The text of simsetting.yml with another value of a setting, which belongs to the rules of movement.
fn with(text: &str, key: &str, value: f64) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    if let Some(line) = lines.iter_mut().find(|line| key_of(line) == Some(key)) {
        *line = format!("{:1$}{key}: {value}", "", indent(line));
        return lines.join("\n") + "\n";
    }
    let place = lines.iter().position(|line| key_of(line) == Some("move_rules"));
    let place = place.unwrap_or_else(|| {
        lines.push("move_rules:".into());
        lines.len() - 1
    });
    // As deep as what stands there already.
    let beside = lines.get(place + 1).map_or(0, |line| indent(line));
    lines.insert(
        place + 1,
        format!("{:1$}{key}: {value}", "", if beside > 0 { beside } else { 2 }),
    );
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_changed_where_it_stands_or_added() {
        let text = "# rules\nspawn_rules:\n  insert_day0: True\nmove_rules:\n    camp_weight: 2.0 # as published\n";
        assert_eq!(now(text, "camp_weight"), Some(2.0));
        assert_eq!(now(text, "softening"), None);
        let other = with(&with(text, "camp_weight", 3.5), "softening", 20.0);
        assert_eq!(
            other,
            "# rules\nspawn_rules:\n  insert_day0: True\nmove_rules:\n    softening: 20\n    camp_weight: 3.5\n"
        );
        assert_eq!(with("", "softening", 20.0), "move_rules:\n  softening: 20\n");
    }
}
