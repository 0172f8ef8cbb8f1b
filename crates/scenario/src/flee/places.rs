//! locations.csv and routes.csv: the network.

use super::settings::Settings;
use super::sheet::{Row, rows};
use super::{Desk, Files, events, roads};
use crate::diagnose::{listed, mend_name, quoted};
use amnok_displacement::network::{Network, Place};
use amnok_displacement::{Displacement, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of place, as they are written.
pub(crate) const KINDS: &str = "conflict_zone, town, camp, idpcamp, forwarding_hub, marker or flood_zone";

/// Most places, and most rows of routes.
pub(crate) const MOST_PLACES: usize = 5_000;
const MOST_ROUTES: usize = 50_000;
/// Longest name. Unit: characters.
const LONGEST: usize = 200;

/// Names of locations.csv.
#[derive(Debug, Default)]
pub(crate) struct Known {
    index: BTreeMap<String, usize>,
    /// Names in rows that are wrong themselves: not said to be unknown as well.
    broken: BTreeSet<String>,
    /// Rows could not be read, so that any name may be theirs.
    incomplete: bool,
    /// Region of each place.
    pub regions: Vec<String>,
    /// Share of farmers among those who set out from each place.
    pub farmers: Vec<f64>,
}

impl Known {
    /// The number of a place.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// Whether the row of this name is wrong itself.
    pub fn is_broken(&self, name: &str) -> bool {
        self.incomplete || self.broken.contains(name)
    }
}

/// Places with their links, closures and extra people, and their names.
pub(crate) fn read(files: &Files, settings: &Settings, desk: &mut Desk) -> (Displacement, Known) {
    let (mut places, mut idps, mut countries) = (Vec::new(), Vec::new(), Vec::new());
    let mut known = Known::default();
    let mut names: Vec<String> = Vec::new();
    let before = desk.findings.len();
    let mut read = 0;
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
            read += 1;
            if too_many(read, MOST_PLACES, "places", &row, desk) {
                return;
            }
            match place(&row, settings, &names, &mut countries, &known, desk) {
                Some((place, (idp, farmers))) => {
                    known.index.insert(place.name.clone(), places.len());
                    let region = if row.cell(1).is_empty() { "unknown" } else { row.cell(1) };
                    known.regions.push(region.to_owned());
                    known.farmers.push(farmers);
                    places.push(place);
                    idps.push(idp);
                }
                None => {
                    known.broken.insert(row.cell(0).to_owned());
                }
            }
        },
    );
    let lost = known.broken.is_empty()
        || known
            .broken
            .iter()
            .any(|n| n.is_empty() || n.chars().nth(LONGEST).is_some());
    known.incomplete = places.is_empty() || desk.findings.len() > before && lost;
    if places.is_empty() && desk.findings.len() == before {
        super::missing(
            &format!("{}locations.csv", files.input),
            "at least one place",
            &mut desk.findings,
        );
        if let Some(last) = desk.findings_last() {
            last.found = "a file without places".into();
        }
    }
    let mut network = Network::new(places, settings.rules.clone());
    routes(files, &mut network, &known, desk);
    network.major_routes = roads::read(files, &network, &known, desk);
    let closures = events::closures(files, &network, &known, &countries, desk);
    let world = Displacement {
        network,
        closures,
        initial_idps: idps,
        ..Displacement::default()
    };
    (world, known)
}

/// Whether this row, the `number`-th from 1, is one too many; says so at the first.
pub(crate) fn too_many(number: usize, most: usize, what: &str, row: &Row, desk: &mut Desk) -> bool {
    if number == most + 1 {
        let found = format!("more than {most} {what}");
        desk.findings.say(
            &row.at(0),
            found,
            format!("at most {most}"),
            "take out what is not needed",
        );
    }
    number > most
}

fn place(
    row: &Row,
    settings: &Settings,
    names: &[String],
    countries: &mut Vec<String>,
    known: &Known,
    desk: &mut Desk,
) -> Option<(Place, (u32, f64))> {
    if !row.is_long_enough(
        8,
        "name,region,country,latitude,longitude,location_type,conflict_date,population",
        desk,
    ) {
        return None;
    }
    let name = row.cell(0);
    let long = name.chars().nth(LONGEST).is_some();
    if known.get(name).is_some() {
        desk.warnings.say(
            &row.at(0),
            format!("{} a second time: routes, series and columns mean the last place of the name, as in Flee, and no route leads to the others", quoted(name)),
            "a name of its own for every place",
            "name one of them anew",
        );
    }
    if name.is_empty() || long {
        let found = match name.is_empty() {
            true => "no name".into(),
            false => format!("a name of more than {LONGEST} characters"),
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
    let more = attributes(row, settings, names, (kind, country), &mut place, desk)?;
    kind.shape(&mut place, &settings.rules);
    match place.camp {
        true => place.capacity = size,
        false => (place.population, place.capacity) = (size, -1),
    }
    Some((place, more))
}

/// The columns of a name of their own; returns people displaced there before and the share of farmers.
fn attributes(
    row: &Row,
    settings: &Settings,
    names: &[String],
    (kind, country): (Kind, usize),
    place: &mut Place,
    desk: &mut Desk,
) -> Option<(u32, f64)> {
    let (mut idp, mut farmers) = (0, 0.0);
    let (mut trade, mut development) = (None, None);
    let pulls = settings.rules.economic_pull && country != 0;
    for (i, attribute) in names.iter().enumerate().skip(8) {
        match attribute.as_str() {
            "conflict_intensity" => place.own_intensity = row.number(i, 0.0, 1e6, "the intensity", desk)?,
            "initial_idps" => idp = displaced(row, i, kind, settings, desk)?,
            "capacity_per_day" => {
                place.capacity_per_day = row.whole(i, 0, 1_000_000_000, "the capacity added each day", desk)?
            }
            "trade_volume" if pulls => trade = Some(row.number(i, 0.0, 1e12, "the volume of trade", desk)?),
            "hdi" if pulls => development = Some(row.number(i, 0.0, 1e6, "the human development", desk)?),
            "trade_volume" | "hdi" if settings.rules.economic_pull => {}
            "deactivation_probability" if settings.rules.sinks => {
                place.sink = row.number(i, 0.0, 1.0, "the chance of staying for good", desk)?;
            }
            "farmer_fraction" if settings.rules.farmers_only && !settings.harvest.is_empty() => {
                farmers = row.number(i, 0.0, 1.0, "the share of farmers", desk)?;
            }
            "" => {}
            _ => desk.note(format!(
                "locations.csv: the column `{attribute}` has no effect under the rules that are on"
            )),
        }
    }
    if pulls {
        let (Some(trade), Some(development)) = (trade, development) else {
            let found = format!("the place abroad {} without them", quoted(row.cell(0)));
            let expected = "columns `trade_volume` and `hdi`, at which use_economic_pull looks";
            desk.findings
                .say(&row.at(0), found, expected, "add the columns after the eighth");
            return None;
        };
        place.economy = Some(1.0 + trade + development * development);
    }
    Some((idp, farmers))
}

/// People displaced before. Flee puts them into places of the output only, and does not look at the number elsewhere.
fn displaced(row: &Row, i: usize, kind: Kind, settings: &Settings, desk: &mut Desk) -> Option<u32> {
    let camp = matches!(kind, Kind::Camp | Kind::IdpCamp);
    let put = camp || settings.documented() || settings.spawning.by_flood.is_some();
    let text = row.cell(i).trim();
    let number = match put && !(settings.documented() && text.is_empty()) {
        true => row.whole(i, 0, 100_000_000, "the people displaced at home", desk)?,
        false => text.parse::<i64>().unwrap_or(0).clamp(0, 100_000_000),
    };
    Some(number as u32)
}

/// The place of a name; said if there is none.
pub(crate) fn find(row: &Row, i: usize, network: &Network, index: &Known, desk: &mut Desk) -> Option<usize> {
    let name = row.cell(i);
    let found = index.get(name);
    if found.is_none() && !index.is_broken(name) {
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

fn routes(files: &Files, network: &mut Network, known: &Known, desk: &mut Desk) {
    let mut names: Vec<String> = Vec::new();
    let mut read = 0;
    rows(files, &format!("{}routes.csv", files.input), true, desk, |row, desk| {
        if row.is_comment() {
            names = (0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect();
            return;
        }
        if !row.is_long_enough(3, "name1,name2,distance", desk) {
            return;
        }
        read += 1;
        if too_many(read, MOST_ROUTES, "routes", &row, desk) {
            return;
        }
        let (Some(a), Some(b)) = (find(&row, 0, network, known, desk), find(&row, 1, network, known, desk)) else {
            return;
        };
        if a == b {
            let found = "a route from a place to itself, which nobody takes";
            desk.warnings.say(&row.at(1), found, "two places", "take the row out");
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
