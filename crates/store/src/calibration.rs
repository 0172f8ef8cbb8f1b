//! The folder of a displacement that was calibrated: its files, every point that was tried, and the camps from there on.

use crate::error::ResultError;
use crate::folder::{Draft, Place};
use crate::tables::displacement::csv::cell;
use crate::tables::displacement::{camp_names, date};
use amnok_lab::camps::{Calibrated, Search, VARIED, scored};
use amnok_scenario::flee::Conflict;
use serde_json::{Value, json};
use std::fmt::Write;

/// The table of points.
pub const POINTS: &str = "points.csv";
/// The table of bands.
pub const BANDS: &str = "forecast.csv";

/// Begins the folder.
///
/// # Errors
/// When something is in the way.
pub fn begin(place: Place) -> Result<Draft, ResultError> {
    Draft::anew(place, "calibration")
}

/// Writes all files and seals the folder.
///
/// # Errors
/// When a file cannot be written, or the folder has come into being meanwhile.
pub fn finish(
    draft: Draft,
    conflict: &Conflict,
    search: Search,
    found: &Calibrated,
    page: &str,
    ran: Value,
) -> Result<(), ResultError> {
    draft.start()?;
    draft.add_all("", &conflict.files)?;
    draft.add(POINTS, points_csv(found).as_bytes())?;
    draft.add(BANDS, bands_csv(conflict, found).as_bytes())?;
    draft.add(crate::PAGE, page.as_bytes())?;
    let later = scored(&found.camps, &found.registered, found.until);
    draft.seal(json!({
        "kind": "calibration",
        "title": conflict.name,
        "version": env!("CARGO_PKG_VERSION"),
        "input": conflict.digest,
        "seed": search.seed,
        "points": search.points,
        "until": date(conflict.start, found.until).to_string(),
        "days": conflict.displacement.days,
        "error_after": later.mean,
        "within": { "50": later.within[0], "90": later.within[1] },
        "ran": ran,
    }))
}

/// Every point that was tried: its settings, its error until the day, its weight.
pub fn points_csv(of: &Calibrated) -> String {
    let keys: Vec<&str> = VARIED.iter().map(|varied| varied.key).collect();
    let mut text = format!("{},error,weight\n", keys.join(","));
    for ((trial, error), weight) in of.trials.iter().zip(&of.errors).zip(&of.camps.weights) {
        if let Some(values) = &trial.values {
            let values: Vec<String> = values.iter().map(f64::to_string).collect();
            let _ = writeln!(text, "{},{error},{weight}", values.join(","));
        }
    }
    text
}

/// People in every camp on every day after: quantiles of the forecast, and who was registered.
pub fn bands_csv(conflict: &Conflict, of: &Calibrated) -> String {
    let mut text = String::from("date,camp,q05,q25,q50,q75,q95,registered\n");
    let names = camp_names(conflict);
    for day in of.until + 1..of.registered.len() {
        for (camp, name) in names.iter().enumerate() {
            let Some(people) = of.people(camp, day) else { continue };
            let [low, lower, median, upper, high] = people.numbers().map(f64::round);
            let (date, name) = (date(conflict.start, day), cell(name));
            let seen = of.own.rows[day].registered[camp];
            let _ = writeln!(text, "{date},{name},{low},{lower},{median},{upper},{high},{seen}");
        }
    }
    text
}
