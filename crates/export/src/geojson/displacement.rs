//! A displacement as maps in GeoJSON (RFC 7946): places as points, links and flows as straight lines, longitude first.

use super::{collection, feature};
use crate::File;
use amnok_displacement::happenings::open_links;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use amnok_store::tables::displacement::{flows, summary};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// `places.geojson`, `links.geojson` and `flows.geojson`: people who set out on each link in each month, with the first and the last
/// day of the month for maps that move. What has no coordinates is left out.
pub fn displacement(conflict: &Conflict, all: &Replicates) -> Vec<File> {
    vec![
        collection("places", places(conflict, all)),
        collection("links", links(conflict, all)),
        collection("flows", by_month(conflict, all)),
    ]
}

fn places(conflict: &Conflict, all: &Replicates) -> Vec<Value> {
    let world = &conflict.displacement;
    let camps = world.camps();
    let last = (world.days as usize).saturating_sub(1);
    let summary = summary(all);
    let mut features = Vec::new();
    for (place, at) in world.network.places.iter().enumerate() {
        let Some(position) = point(conflict, place) else {
            continue;
        };
        let conflicts = world.conflicts.iter().filter(|c| c.place == place);
        let fought_over = conflicts
            .flat_map(|c| &c.intensity)
            .take(world.days as usize)
            .filter(|i| **i > 1e-6);
        let mut properties = Map::new();
        let mut put = |key: &str, value: Value| drop(properties.insert(key.into(), value));
        put("name", at.name.clone().into());
        put("kind", kind(conflict, place).into());
        put("population", at.population.into());
        put("capacity", (at.capacity >= 1).then_some(at.capacity).into());
        put("conflict_days", fought_over.count().into());
        let camp = camps.iter().position(|camp| *camp == place);
        let cell = summary.iter().rfind(|cell| cell.day == last && Some(cell.camp) == camp);
        put("simulated", cell.map(|cell| cell.simulated.mean).into());
        put("simulated_q05", cell.map(|cell| cell.simulated.spread.low).into());
        put("simulated_q95", cell.map(|cell| cell.simulated.spread.high).into());
        put("registered", cell.map(|cell| cell.registered).into());
        features.push(feature(
            json!({ "type": "Point", "coordinates": position }),
            properties.into(),
        ));
    }
    features
}

/// What a place is on the first morning.
fn kind(conflict: &Conflict, place: usize) -> &'static str {
    let at = &conflict.displacement.network.places[place];
    match () {
        () if at.idp => "idpcamp",
        () if at.camp => "camp",
        () if at.marker => "marker",
        () if at.flood_zone => "flood_zone",
        () if at.intensity > 0.0 || conflict.displacement.conflicts.iter().any(|c| c.place == place) => "conflict_zone",
        () if at.town => "town",
        () => "forwarding_hub",
    }
}

/// Longitude and latitude.
fn point(conflict: &Conflict, place: usize) -> Option<[f64; 2]> {
    conflict
        .position(place)
        .map(|(latitude, longitude)| [longitude, latitude])
}

fn line(conflict: &Conflict, link: usize) -> Option<Value> {
    let at = &conflict.displacement.network.links[link];
    let ends = [point(conflict, at.from)?, point(conflict, at.to)?];
    Some(json!({ "type": "LineString", "coordinates": ends }))
}

fn links(conflict: &Conflict, all: &Replicates) -> Vec<Value> {
    let world = &conflict.displacement;
    let name = |place: usize| &world.network.places[place].name;
    let mut people = vec![0.0; world.network.links.len()];
    for flow in flows(conflict, all) {
        people[flow.link] += flow.people;
    }
    let open = open_links(&world.network, &world.closures, world.days);
    let one = |(link, at): (usize, &amnok_displacement::network::Link)| {
        let open_days = open.iter().filter(|open| open[link]).count();
        let properties = json!({
            "link": link, "from": name(at.from), "to": name(at.to), "km": at.km, "open_days": open_days, "people": people[link],
        });
        Some(feature(line(conflict, link)?, properties))
    };
    world.network.links.iter().enumerate().filter_map(one).collect()
}

fn by_month(conflict: &Conflict, all: &Replicates) -> Vec<Value> {
    let world = &conflict.displacement;
    let mut sums: BTreeMap<(Date, usize), f64> = BTreeMap::new();
    for flow in flows(conflict, all) {
        let day = conflict.start.saturating_add((flow.day as i64).days());
        *sums.entry((day.first_of_month(), flow.link)).or_default() += flow.people;
    }
    let name = |place: usize| &world.network.places[place].name;
    let one = |((month, link), people): ((Date, usize), f64)| {
        let at = &world.network.links[link];
        let properties = json!({
            "link": link, "from": name(at.from), "to": name(at.to), "begin": month.to_string(),
            "end": month.last_of_month().to_string(), "people": people,
        });
        Some(feature(line(conflict, link)?, properties))
    };
    sums.into_iter().filter_map(one).collect()
}
