//! From files as written to the checked scenario. Each file has its room; [`context`] holds what they share.

mod context;
mod coordinates;
pub(crate) mod counties;
mod evidence;
mod forces;
mod names;
mod numbers;
mod observed;
mod orders;
mod policy;
mod posterior;
mod record;
pub(crate) mod scenario_toml;
mod sheet;
mod strata;
mod telling;
mod trade;
mod value;
mod window;

pub(crate) use forces::{MOST_FORCES, POSTINGS};
pub(crate) use names::topics;
pub(crate) use numbers::Number;
pub(crate) use policy::{MOST_RESPONSES, POLICY_NUMBERS, RESPONSE_NUMBERS, SCOPES};
pub(crate) use scenario_toml::{MOST_PROVINCES, MOST_RIVERS, RIVER_SERIES};
pub(crate) use strata::{LEVEL_NUMBERS, MOST_AXES, MOST_LEVELS};
pub(crate) use telling::{
    COMMAND_CHANCE, MOST_STAGES, MOST_TELLERS, OUTLET_CHANCE, OUTLET_NUMBERS, SOURCES, STAGE_NUMBERS,
};

use crate::border::as_written::{self, Item, Sheet};
use crate::border::checked::{Scenario, Series};
use crate::border::posterior::{CSV, TOML, is_learned};
use crate::decode::decode;
use crate::diagnose::{Diagnostics, Place, listed, mend_name, quoted};
use crate::files::digest;
use amnok_model::inputs::Inputs;
use context::Context;
use jiff::ToSpan;
use names::Places;
use std::collections::BTreeMap;

/// Files that every scenario has.
const FILES: [&str; 5] = [
    "scenario.toml",
    "counties.csv",
    "orders.csv",
    "trade.csv",
    "evidence.toml",
];

/// What the public record says, row by row; every other file of its folder is a series.
const RECORD: &str = "observed/record.csv";

/// Checks all files at once.
pub(crate) fn all(files: &BTreeMap<String, Vec<u8>>) -> Result<Scenario, Diagnostics> {
    let mut context = Context::default();
    names(files, &mut context);

    let evidence = toml(files, "evidence.toml", &mut context);
    let written = toml(files, "scenario.toml", &mut context);
    let counties = csv(files, "counties.csv", &mut context);
    let orders = csv(files, "orders.csv", &mut context);
    let trade = csv(files, "trade.csv", &mut context);

    context.claims_known = evidence.is_some();
    if let Some(evidence) = &evidence {
        evidence::check(evidence, &mut context);
    }
    let main = written.as_ref().map(|item| scenario_toml::check(item, &mut context));
    // Where names were lost to other errors, references to them are not errors as well.
    let main_known = main.as_ref().is_some_and(|main| main.names_whole);
    let main = main.unwrap_or_default();
    let rows = counties.as_ref().map_or(0, |sheet| sheet.rows.len());
    let counties = counties
        .map(|sheet| counties::check(&sheet, &main, main_known, &mut context))
        .unwrap_or_default();
    let places = Places {
        counties: &counties,
        provinces: &main.province_names,
        known: main_known && rows == counties.len(),
    };
    let outlets = telling::outlets(&main.outlets, &places, &mut context);
    let (orders, order_texts) = orders
        .map(|sheet| orders::check(&sheet, &main, &places, &mut context))
        .unwrap_or_default();
    let trade = trade
        .map(|sheet| trade::check(&sheet, main.period, &mut context))
        .unwrap_or_default();
    let record = csv(files, RECORD, &mut context).map(|sheet| {
        let known = window::Lookup {
            places: &places,
            strata: &main.strata,
            until: main.observed_until,
        };
        record::check(&sheet, &known, &mut context)
    });
    let record = record.unwrap_or_default();
    record::set_with(&record, &mut context);
    let series: Vec<Series> = files
        .keys()
        .filter(|name| is_observed(name) && *name != RECORD)
        .filter_map(|name| {
            csv(files, name, &mut context).map(|sheet| observed::check(name, &sheet, &main, &mut context))
        })
        .collect();
    let learned = (toml(files, TOML, &mut context), csv(files, CSV, &mut context));
    let posterior = posterior::check(files, (learned.0.as_ref(), learned.1.as_ref()), &mut context);

    let Context {
        findings,
        values,
        claims,
        ..
    } = context;
    if let Some(diagnostics) = findings.finish() {
        return Err(diagnostics);
    }
    let Some((start, days)) = main.period else {
        return Err(Diagnostics::default());
    };
    let ends = series.iter().flat_map(|series| series.rows.iter().map(|row| row.end));
    let latest = ends.chain(record.iter().map(|row| row.window.to)).max();
    let last = start.saturating_add((i64::from(days) - 1).days());
    Ok(Scenario {
        inputs: Inputs {
            name: main.name,
            start,
            days,
            currency: main.currency,
            provinces: main.provinces,
            rivers: main.rivers,
            counties,
            strata: main.strata,
            forces: main.forces,
            orders,
            trade,
            commands: main.commands,
            outlets,
            policy: main.policy,
            parameters: main.parameters,
        },
        title: main.title,
        seed: main.seed,
        replicates: main.replicates,
        digest: digest_without_learned(files),
        files: files.clone(),
        set: Vec::new(),
        values,
        claims,
        orders: order_texts,
        observed: series,
        record,
        observed_until: main.observed_until.or(latest).unwrap_or(last),
        posterior,
    })
}

/// What was learned is made from a scenario, and no part of what tells it from others.
fn digest_without_learned(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut own = files.clone();
    own.retain(|name, _| !is_learned(name));
    digest(&own)
}

fn is_observed(name: &str) -> bool {
    name.starts_with("observed/") && name.ends_with(".csv")
}

/// Files that are missing, and files that nothing reads.
fn names(files: &BTreeMap<String, Vec<u8>>, context: &mut Context) {
    if ["locations.csv", "routes.csv"]
        .iter()
        .all(|name| files.contains_key(*name))
    {
        context.findings.say(
            &Place::top("locations.csv"),
            "a folder of the Flee simulator",
            format!("a scenario folder with {}", listed(FILES)),
            "`amnok flee check DIR` reads it",
        );
        return;
    }
    for file in FILES {
        if !files.contains_key(file) {
            context.findings.say(
                &Place::top(file),
                "no such file",
                format!("a scenario folder with {}", listed(FILES)),
                format!("write {file}, or copy it from the embedded scenario (`amnok init DIR`)"),
            );
        }
    }
    for name in files.keys() {
        let read = FILES.contains(&name.as_str()) || is_observed(name) || is_learned(name);
        if !read {
            context.findings.say(
                &Place::top(name),
                format!("the file {}", quoted(name)),
                format!("{} and observed/*.csv", listed(FILES)),
                mend_name(name, FILES),
            );
        }
    }
}

fn toml(files: &BTreeMap<String, Vec<u8>>, name: &str, context: &mut Context) -> Option<Item> {
    let text = decode(name, files.get(name)?, &mut context.findings)?;
    let item = as_written::toml(name, text, &mut context.findings)?;
    coordinates::refuse_in(&item, &mut context.findings);
    Some(item)
}

fn csv(files: &BTreeMap<String, Vec<u8>>, name: &str, context: &mut Context) -> Option<Sheet> {
    let text = decode(name, files.get(name)?, &mut context.findings)?;
    let sheet = as_written::csv(name, text, &mut context.findings)?;
    coordinates::refuse_in_sheet(&sheet, &mut context.findings);
    Some(sheet)
}
