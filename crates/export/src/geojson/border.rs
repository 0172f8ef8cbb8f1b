//! Tables whose rows are counties, as GeoJSON. No scenario says where a county lies, so that a feature has no geometry (RFC 7946,
//! section 3.2): programs for maps read it as a table, to be joined by its name with the outlines of counties that the reader has.

use super::{collection, feature};
use crate::File;
use amnok_page::live::{Row, Table};
use amnok_scenario::Scenario;
use serde_json::{Map, Value};

/// A table by county; none where its rows are no counties. Rows that are no county, as a sum of all, are left out.
pub fn counties(scenario: &Scenario, name: &str, table: &Table) -> Option<File> {
    let border = &scenario.inputs;
    let known = border.counties.iter().map(|county| county.name.as_str());
    let rows = &table.rows;
    let by_county = rows.len() >= border.counties.len() && known.zip(rows).all(|(name, row)| row.name == name);
    if !by_county || border.counties.is_empty() {
        return None;
    }
    let names = table.names();
    let features = (0..border.counties.len()).map(|number| {
        let properties = properties(scenario, number, &rows[number], &names);
        feature(Value::Null, properties.into())
    });
    Some(collection(name, features.collect()))
}

/// What is known of a county, and its numbers in a table.
fn properties(scenario: &Scenario, number: usize, row: &Row, names: &[String]) -> Map<String, Value> {
    let border = &scenario.inputs;
    let county = &border.counties[number];
    let of_place = [
        ("name", Value::from(county.name.as_str())),
        ("order", (number + 1).into()),
        ("province", border.provinces[county.province].name.as_str().into()),
        ("river", border.rivers[county.river].name.as_str().into()),
        ("border_km", county.border_km.into()),
        ("residents", county.residents.into()),
    ];
    let of_place = of_place.map(|(key, value)| (key.to_owned(), value));
    let numbers = names.iter().cloned().zip(row.numbers().map(Value::from));
    of_place.into_iter().chain(numbers).collect()
}
