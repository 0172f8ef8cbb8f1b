//! People who were followed, hop by hop and in the columns of Flee's log; links in the columns of Flee's log.

use super::csv::{cell, python};
use super::people::date;
use amnok_displacement::happenings::open_links;
use amnok_displacement::trail::{Evening, Hop, Trail};
use amnok_scenario::flee::Conflict;
use std::fmt::Write;

fn names(conflict: &Conflict) -> Vec<String> {
    let places = conflict.displacement.network.places.iter();
    places.map(|place| cell(&place.name)).collect()
}

/// Every link that somebody who was followed took; a row of hop 0 says where they began. `person` is their number among all people in
/// the order in which they came, from 0. Days have their dates as in the other tables; `arrived` is empty for who is on the link at the end.
pub fn tracers_csv(conflict: &Conflict, trail: &Trail) -> String {
    let (names, network) = (names(conflict), &conflict.displacement.network);
    let mut text = String::from("tracer,person,hop,from,to,km,set_out,arrived,turned_back\n");
    let on = |day: u32| date(conflict.start, day as usize);
    for (number, person) in (1..).zip(&trail.people) {
        let Some((place, day)) = trail.beginning(number) else {
            continue;
        };
        let _ = writeln!(
            text,
            "{number},{person},0,,{},,,{},false",
            names[place as usize],
            on(day)
        );
        for (hop, Hop { link, set_out, reached }) in (1..).zip(trail.hops(number)) {
            let link = &network.links[link as usize];
            let back = reached.is_some_and(|(place, _)| place as usize == link.from);
            let arrived = reached.map_or(String::new(), |(_, day)| on(day).to_string());
            let (from, to) = (&names[link.from], &names[link.to]);
            let _ = writeln!(
                text,
                "{number},{person},{hop},{from},{to},{},{},{arrived},{back}",
                link.km,
                on(set_out)
            );
        }
    }
    text
}

/// Those who were followed in the columns of Flee's `agents.out.0` at level 1, without attributes: a row for each evening from the day
/// on which they begin.
pub fn agents_out(conflict: &Conflict, trail: &Trail) -> String {
    let (names, world) = (names(conflict), &conflict.displacement);
    let network = &world.network;
    let mut rows: Vec<(u32, u32, String)> = Vec::new();
    for (number, person) in (1..).zip(&trail.people) {
        let Some((home, _)) = trail.beginning(number) else {
            continue;
        };
        for (day, evening) in trail.evenings(number, network, world.days) {
            let (place, first, second) = stand(conflict, &names, &evening);
            let Evening {
                travelling,
                hops,
                km,
                today,
                ..
            } = evening;
            let travelling = if travelling { "True" } else { "False" };
            let (km, today) = (whole_or(km), whole_or(today));
            let home = &names[home as usize];
            let row = format!(
                "{day},0-{person},{home},{place},{first},{second},{travelling},{km},{},{today},\n",
                hops + 1
            );
            rows.push((day, *person, row));
        }
    }
    rows.sort_by_key(|(day, person, _)| (*day, *person));
    let head = "#time,rank-agentid,original_location,current_location,gps_x,gps_y,is_travelling,distance_travelled,places_travelled,distance_moved_this_timestep\n";
    rows.iter().fold(head.to_owned(), |text, (.., row)| text + row)
}

/// Flee prints 0 without a point where nothing was ever added.
fn whole_or(km: f64) -> String {
    if km == 0.0 { "0".into() } else { python(km) }
}

/// Name and coordinates of where somebody is; of a link, its middle.
fn stand(conflict: &Conflict, names: &[String], evening: &Evening) -> (String, String, String) {
    let network = &conflict.displacement.network;
    if !evening.travelling {
        let at = &network.places[evening.at as usize];
        return (names[evening.at as usize].clone(), python(at.first), python(at.second));
    }
    let link = &network.links[evening.at as usize];
    let (a, b) = (&network.places[link.from], &network.places[link.to]);
    let middle = |a: f64, b: f64| python((a + b) / 2.0);
    (
        format!("L:{}:{}", names[link.from], names[link.to]),
        middle(a.first, b.first),
        middle(a.second, b.second),
    )
}

/// Links in the columns of Flee's `links.out.0` at level 1: for each day and open link how many people have entered it so far, by the
/// flows of one replicate day by day.
pub fn links_out(conflict: &Conflict, flows_by_day: &[u32]) -> String {
    let (names, world) = (names(conflict), &conflict.displacement);
    let network = &world.network;
    let links = network.links.len();
    let mut entered = vec![0_u64; links];
    let mut text = String::from("#time,start_location,end_location,cum_num_agents,attribute\n");
    let open = open_links(network, &world.closures, world.days);
    for (day, (open, flows)) in open.iter().zip(flows_by_day.chunks(links.max(1))).enumerate() {
        for (sum, people) in entered.iter_mut().zip(flows) {
            *sum += u64::from(*people);
        }
        for link in network
            .leaving
            .iter()
            .flatten()
            .map(|link| *link as usize)
            .filter(|link| open[*link])
        {
            let at = &network.links[link];
            let _ = writeln!(
                text,
                "{day},{},{},{},total",
                names[at.from], names[at.to], entered[link]
            );
        }
    }
    text
}
