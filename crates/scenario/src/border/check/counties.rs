//! counties.csv: the counties in order along the line.

use super::context::Context;
use super::names::position;
use super::numbers::Number;
use super::scenario_toml::Main;
use super::sheet::rows;
use super::value::cells;
use crate::border::as_written::{Sheet, Text};
use crate::border::totals;
use amnok_model::given::County;

/// Numbers of a county.
pub(crate) const NUMBERS: [Number; 8] = Number::all(County::NUMBERS, "county");

const MOST_COUNTIES: usize = 1000;

/// Checks counties.csv. A county with errors is kept as it can be, so that orders that name it are not errors too.
pub(crate) fn check(sheet: &Sheet, main: &Main, main_known: bool, context: &mut Context) -> Vec<County> {
    let columns: Vec<String> = ["name", "province", "river"]
        .map(String::from)
        .into_iter()
        .chain(
            NUMBERS
                .iter()
                .flat_map(|n| [n.key.to_string(), format!("{}_basis", n.key)]),
        )
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut counties: Vec<County> = Vec::new();
    let found = rows(sheet, &columns, MOST_COUNTIES, context);
    if found.is_empty() && sheet.rows.is_empty() {
        context.findings.say(
            &sheet.top,
            "no county",
            "at least one row below the column names",
            "write a row for each county, in order along the line",
        );
    }
    for row in found {
        let name = row[0];
        if !context.name(&name.text, "the county", &name.at) {
            continue;
        }
        if counties.iter().any(|c| c.name == name.text) {
            context.twice(&name.text, "county", &name.at);
            continue;
        }
        let province = one_of(row[1], "province", &main.province_names, main_known, context);
        let river = one_of(row[2], "river", &main.river_names, main_known, context);
        let mut numbers = [0.0; 8];
        for (i, number) in NUMBERS.iter().enumerate() {
            let wanted = number.expected(&format!("county.{}", name.text));
            numbers[i] = cells(row[3 + 2 * i], row[4 + 2 * i], wanted, context).unwrap_or(0.0);
        }
        let [
            border_km,
            residents,
            leave_weight,
            smuggle_weight,
            fence,
            wall,
            camera,
            power,
        ] = numbers;
        if residents.fract() != 0.0 {
            context.findings.say(
                &row[5].at,
                format!("{residents} residents"),
                "a whole number of persons",
                "round it",
            );
        }
        counties.push(County {
            name: name.text.clone(),
            province,
            river,
            border_km,
            residents: residents as u32,
            leave_weight,
            smuggle_weight,
            fence,
            wall,
            camera,
            power,
        });
    }
    for (total, what) in [
        (totals::border(&counties), "km of border"),
        (totals::residents(&counties), "residents"),
    ] {
        if total.is_beyond() {
            let totals::Total { sum, most } = total;
            context.findings.say(
                &sheet.top,
                format!("{sum} {what} in all counties"),
                format!("at most {most} {what}"),
                "check the units of the column, or take counties out",
            );
        }
    }
    counties
}

fn one_of(cell: &Text, what: &str, names: &[String], known: bool, context: &mut Context) -> usize {
    if !known {
        return names.iter().position(|name| *name == cell.text).unwrap_or(0);
    }
    let names = names.iter().map(String::as_str);
    position(&cell.text, what, names, &cell.at, context).unwrap_or(0)
}
