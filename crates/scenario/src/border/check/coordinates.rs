//! Nothing finer than a county is accepted: keys, columns and texts that hold coordinates are refused.

use crate::border::as_written::{Item, ItemValue, Sheet, Text};
use crate::diagnose::{Findings, Place, quoted};

const KEYS: [&str; 24] = [
    "lat",
    "latitude",
    "lon",
    "lng",
    "long",
    "longitude",
    "latlon",
    "latlng",
    "lat_lon",
    "coordinate",
    "coordinates",
    "coord",
    "coords",
    "gps",
    "position",
    "geometry",
    "geojson",
    "wkt",
    "mgrs",
    "utm",
    "point",
    "x",
    "y",
    "easting",
];

/// Whether a key names a coordinate.
pub(crate) fn is_coordinate(key: &str) -> bool {
    KEYS.contains(&key.trim().to_lowercase().as_str())
}

fn say(at: &Place, found: String, findings: &mut Findings) {
    findings.say(
        at,
        found,
        "places by name of county: nothing finer than a county is accepted",
        "take the position out and name the county instead",
    );
}

/// Refuses coordinates anywhere in a TOML file.
pub(crate) fn refuse_in(item: &Item, findings: &mut Findings) {
    match &item.what {
        ItemValue::Text(text) if holds_coordinates(text) => {
            say(&item.at, format!("coordinates in the text {}", quoted(text)), findings);
        }
        ItemValue::List(list) => list.iter().for_each(|item| refuse_in(item, findings)),
        ItemValue::Table(entries) => {
            for (key, item) in entries {
                if is_coordinate(&key.text) {
                    say(
                        &key.at,
                        format!("the key {}, a coordinate", quoted(&key.text)),
                        findings,
                    );
                }
                refuse_in(item, findings);
            }
        }
        _ => {}
    }
}

/// Refuses coordinates anywhere in a CSV file.
pub(crate) fn refuse_in_sheet(sheet: &Sheet, findings: &mut Findings) {
    for Text { text, at } in &sheet.head {
        if is_coordinate(text) {
            say(at, format!("the column {}, a coordinate", quoted(text)), findings);
        }
    }
    for Text { text, at } in sheet.rows.iter().flatten() {
        if holds_coordinates(text) {
            say(at, format!("coordinates in the text {}", quoted(text)), findings);
        }
    }
}

/// Degrees with minutes or a point of the compass, or two numbers in a row with three or more decimals each.
fn holds_coordinates(text: &str) -> bool {
    let degrees = text.match_indices('°').any(|(i, sign)| {
        let before = text[..i].ends_with(|c: char| c.is_ascii_digit());
        let after = text[i + sign.len()..].trim_start();
        let compass = after.starts_with(['N', 'E', 'S', 'W']) && !after.chars().nth(1).is_some_and(char::is_alphabetic);
        let minutes = after.starts_with(|c: char| c.is_ascii_digit());
        before && (compass || minutes)
    });
    let fine = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        word.split_once('.').is_some_and(|(whole, decimals)| {
            (1..=3).contains(&whole.len())
                && decimals.len() >= 3
                && whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit())
        })
    };
    let words: Vec<&str> = text
        .split([' ', ',', ';', '/'])
        .filter(|word| !word.is_empty())
        .collect();
    degrees || words.windows(2).any(|pair| fine(pair[0]) && fine(pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_told_from_prose() {
        for bad in ["at 41.4012, 128.1782", "41°24'N", "41.4° N 128.2° E"] {
            assert!(holds_coordinates(bad), "{bad}");
        }
        for good in [
            "-20°C in January",
            "rose from 1.25 to 3.5",
            "0.125 of 3 km",
            "some 1,420.5 km",
        ] {
            assert!(!holds_coordinates(good), "{good}");
        }
    }
}
