//! locations.csv, routes.csv, closures.csv, location_changes.csv: the network.

use super::settings::Settings;
use super::sheet::{Row, rows};
use super::{Desk, Files};
use crate::diagnose::{listed, mend_name, quoted};
use amnok_model::mechanisms::journey::displacement::happenings::{Change, Closed, Closure};
use amnok_model::mechanisms::journey::displacement::{Displacement, Kind};
use amnok_model::mechanisms::journey::network::{Network, Place};

/// Kinds of place, as they are written.
const KINDS: &str = "conflict_zone, town, camp, idpcamp, forwarding_hub, marker or flood_zone";

/// Places with their links, closures and extra people.
pub(crate) fn read(files: &Files, settings: &Settings, desk: &mut Desk) -> Displacement {
    let (mut places, mut idps, mut countries) = (Vec::new(), Vec::new(), Vec::new());
    let mut names: Vec<String> = Vec::new();
    rows(
        files,
        &format!("{}locations.csv", files.input),
        true,
        desk,
        |row, desk| {
            if row.is_comment() {
                if row.len() > 8 && names.is_empty() {
                    names = (0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect();
                }
                return;
            }
            if let Some((place, idp)) = place(&row, settings, &names, &mut countries, &places, desk) {
                places.push(place);
                idps.push(idp);
            }
        },
    );
    if places.is_empty() && desk.findings.len() == 0 {
        super::missing(
            &format!("{}locations.csv", files.input),
            "at least one place",
            &mut desk.findings,
        );
    }
    let mut network = Network::new(places, settings.rules.clone());
    routes(files, &mut network, desk);
    let closures = closures(files, &network, &countries, desk);
    Displacement {
        network,
        closures,
        initial_idps: idps,
        ..Displacement::default()
    }
}

fn place(
    row: &Row,
    settings: &Settings,
    names: &[String],
    countries: &mut Vec<String>,
    known: &[Place],
    desk: &mut Desk,
) -> Option<(Place, u32)> {
    if !row.is_long_enough(
        8,
        "name,region,country,latitude,longitude,location_type,conflict_date,population",
        desk,
    ) {
        return None;
    }
    let name = row.cell(0);
    if name.is_empty() || known.iter().any(|p| p.name == name) {
        let found = if name.is_empty() {
            "no name".into()
        } else {
            format!("{} a second time", quoted(name))
        };
        desk.findings
            .say(&row.at(0), found, "a name of its own for every place", "name the place");
        return None;
    }
    let country = if row.cell(2).is_empty() { "unknown" } else { row.cell(2) };
    let country = countries.iter().position(|c| c == country).unwrap_or_else(|| {
        countries.push(country.to_owned());
        countries.len() - 1
    });
    let mut coordinate = |i: usize| match row.cell(i).trim() {
        "" => Some(0.0),
        _ => row.number(i, -180.0, 180.0, "a coordinate", desk),
    };
    let (first, second) = (coordinate(3)?, coordinate(4)?);
    let mut kind = Kind::of(row.cell(5));
    if kind == Kind::Unknown {
        desk.findings.say(
            &row.at(5),
            quoted(row.cell(5)),
            format!("a kind of place: {KINDS}"),
            "write one of them",
        );
    }
    if row.cell(5).to_lowercase().contains("conflict") {
        let begins = row.whole(6, -1_000_000, 1_000_000, "the day on which the conflict begins", desk)?;
        kind = if begins > 0 { Kind::Town } else { kind };
    }
    let size = match row.cell(7).trim() {
        "" => 0,
        _ => row.whole(7, 0, 4_000_000_000, "the population or capacity", desk)? / settings.hasten,
    };
    let mut place = Place {
        name: name.to_owned(),
        country,
        first,
        second,
        own_intensity: 1.0,
        ..Place::default()
    };
    let mut idp = 0;
    for (i, attribute) in names.iter().enumerate().skip(8) {
        match attribute.as_str() {
            "conflict_intensity" => place.own_intensity = row.number(i, 0.0, 1e6, "the intensity", desk)?,
            "initial_idps" => idp = row.whole(i, 0, 100_000_000, "the people displaced at home", desk)?,
            "capacity_per_day" => {
                place.capacity_per_day = row.whole(i, 0, 1_000_000_000, "the capacity added each day", desk)?
            }
            _ => desk.note(format!(
                "locations.csv: the column `{attribute}` has no effect under the rules that are supported"
            )),
        }
    }
    kind.shape(&mut place, &settings.rules);
    match place.camp {
        true => place.capacity = size,
        false => (place.population, place.capacity) = (size, -1),
    }
    Some((place, if place_is_camp(kind) { idp as u32 } else { 0 }))
}

fn place_is_camp(kind: Kind) -> bool {
    matches!(kind, Kind::Camp | Kind::IdpCamp)
}

/// The place of a name; said if there is none.
fn find(row: &Row, i: usize, network: &Network, desk: &mut Desk) -> Option<usize> {
    let name = row.cell(i);
    let found = network.places.iter().position(|p| p.name == name);
    if found.is_none() {
        let known = || network.places.iter().map(|p| p.name.as_str());
        let expected = format!("the name of a place in locations.csv ({})", listed(known()));
        desk.findings.say(
            &row.at(i),
            format!("the unknown place {}", quoted(name)),
            expected,
            mend_name(name, known()),
        );
    }
    found
}

fn routes(files: &Files, network: &mut Network, desk: &mut Desk) {
    let mut names: Vec<String> = Vec::new();
    rows(files, &format!("{}routes.csv", files.input), true, desk, |row, desk| {
        if row.is_comment() {
            names = (0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect();
            return;
        }
        if !row.is_long_enough(3, "name1,name2,distance", desk) {
            return;
        }
        let (Some(a), Some(b)) = (find(&row, 0, network, desk), find(&row, 1, network, desk)) else {
            return;
        };
        if a == b {
            desk.findings.say(
                &row.at(1),
                "a route from a place to itself",
                "two places",
                "take the row out",
            );
            return;
        }
        let Some(km) = row.number(2, 0.01, 40_000.0, "the distance in km", desk) else {
            return;
        };
        let times = match row.cell(3).trim() {
            "" | "0" | "0.0" => 1,
            "2" | "2.0" => {
                desk.note("routes.csv: forced redirection 2 has no effect in Flee, nor here");
                1
            }
            "1" | "1.0" => {
                desk.note("routes.csv: forced redirection 1 does not redirect in Flee, but counts the route twice; so it does here");
                2
            }
            other => {
                let found = format!("{} for forced redirection", quoted(other));
                desk.findings
                    .say(&row.at(3), found, "0, 1, 2 or nothing", "leave the cell empty");
                return;
            }
        };
        for _ in 0..times {
            for (from, to) in [(a, b), (b, a)] {
                let link = network.link(from, to, km);
                for (i, attribute) in names.iter().enumerate().skip(4) {
                    match attribute.as_str() {
                        "max_move_speed" => network.links[link].speed = row.number(i, 1.0, 1e5, "the speed", desk),
                        "walk_probability" => {
                            network.links[link].walk_chance = row.number(i, 0.0, 1.0, "a chance", desk).unwrap_or(0.0);
                        }
                        "" => {}
                        _ => desk.note(format!("routes.csv: the column `{attribute}` has no effect")),
                    }
                }
            }
        }
    });
}

fn closures(files: &Files, network: &Network, countries: &[String], desk: &mut Desk) -> Vec<Closure> {
    let mut all = Vec::new();
    rows(
        files,
        &format!("{}closures.csv", files.input),
        false,
        desk,
        |row, desk| {
            if row.is_comment() || !row.is_long_enough(5, "closure_type,name1,name2,closure_start,closure_end", desk) {
                return;
            }
            let country = |i: usize, desk: &mut Desk| {
                let name = row.cell(i);
                let found = countries.iter().position(|c| c == name);
                if found.is_none() {
                    let known = || countries.iter().map(String::as_str);
                    let expected = format!("a country of locations.csv ({})", listed(known()));
                    desk.findings.say(
                        &row.at(i),
                        format!("the unknown country {}", quoted(name)),
                        expected,
                        mend_name(name, known()),
                    );
                }
                found
            };
            let what = match row.cell(0).trim() {
                "country" => country(1, desk)
                    .zip(country(2, desk))
                    .map(|(a, b)| Closed::Countries(a, b)),
                "location" => find(&row, 1, network, desk).map(Closed::Place),
                "link" => {
                    desk.note("closures.csv: a closed `link` is closed in both directions; Flee closes nothing");
                    find(&row, 1, network, desk)
                        .zip(find(&row, 2, network, desk))
                        .map(|(a, b)| Closed::Link(a, b))
                }
                "camp" => find(&row, 1, network, desk).map(|p| Closed::Camp(p, Kind::Camp)),
                "idpcamp" => find(&row, 1, network, desk).map(|p| Closed::Camp(p, Kind::IdpCamp)),
                "remove_forced_redirection" => {
                    desk.note("closures.csv: remove_forced_redirection has no effect in Flee, nor here");
                    None
                }
                other => {
                    let kinds = [
                        "country",
                        "location",
                        "camp",
                        "idpcamp",
                        "link",
                        "remove_forced_redirection",
                    ];
                    let expected = format!("a kind of closure: {}", listed(kinds));
                    desk.findings
                        .say(&row.at(0), quoted(other), expected, mend_name(other, kinds));
                    None
                }
            };
            let start = row.whole(3, -1_000_000, 1_000_000, "the day on which it closes", desk);
            let end = row.whole(4, -1_000_000, 1_000_000, "the day on which it opens", desk);
            if let (Some(what), Some(start), Some(end)) = (what, start, end) {
                all.push(Closure { what, start, end });
            }
        },
    );
    all
}

/// Places that become something else.
pub(crate) fn changes(files: &Files, network: &Network, desk: &mut Desk) -> Vec<Change> {
    let mut all = Vec::new();
    rows(
        files,
        &format!("{}location_changes.csv", files.input),
        false,
        desk,
        |row, desk| {
            if row.is_comment() || !row.is_long_enough(3, "name,new type,day", desk) {
                return;
            }
            let kind = Kind::of(row.cell(1));
            if kind == Kind::Unknown {
                desk.findings.say(
                    &row.at(1),
                    quoted(row.cell(1)),
                    format!("a kind of place: {KINDS}"),
                    "write one of them",
                );
            }
            let (place, day) = (
                find(&row, 0, network, desk),
                row.whole(2, 0, 1_000_000, "the day", desk),
            );
            if let (Some(place), Some(day)) = (place, day) {
                all.push(Change {
                    place,
                    kind,
                    day: day as u32,
                });
            }
        },
    );
    all
}

/// Whether the head of locations.csv does not say that the longitude comes first.
pub(crate) fn latitude_first(files: &Files) -> bool {
    let text = files.contents.get(&format!("{}locations.csv", files.input));
    let head = text
        .map(|bytes| String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).to_lowercase())
        .unwrap_or_default();
    !head
        .lines()
        .next()
        .and_then(|line| line.split(',').nth(3))
        .is_some_and(|cell| cell.contains("lon"))
}
