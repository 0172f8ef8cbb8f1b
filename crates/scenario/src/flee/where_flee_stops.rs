//! Days on which Flee would stop, and what is done here instead.

use super::{Context, Files};
use crate::diagnose::{Place, quoted};
use amnok_displacement::network::Link;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::{Displacement, happenings};

/// Warns of rules with which Flee stops on a day of the period. Rules as documented do not.
pub(super) fn find(files: &Files, world: &Displacement, context: &mut Context) {
    if world.network.rules.documented {
        return;
    }
    let settings = files.settings.clone().unwrap_or_default();
    on_links_over_night(&settings, world, context);
    residents_used_up(files, world, context);
}

/// The rules on who is like whom count people at places only: Flee stops in the first morning with somebody on a link.
fn on_links_over_night(settings: &str, world: &Displacement, context: &mut Context) {
    let network = &world.network;
    let day = |link: &Link| match network.rules.start_on_foot || link.walk_chance > 0.0 {
        true => network.rules.walking,
        false => link.speed.unwrap_or(network.rules.speed),
    };
    let long = network.links.iter().find(|link| link.km >= day(link));
    let Some(link) = long.filter(|_| network.rules.matching.is_on()) else {
        return;
    };
    let name = |place: usize| quoted(&network.places[place].name);
    context.findings.say(
        &Place::top(settings),
        format!(
            "a Match rule with a route that takes more than a day, from {} to {} ({} km): Flee stops in the first morning with somebody on it; here \
             those on links count nowhere",
            name(link.from),
            name(link.to),
            link.km
        ),
        "routes shorter than a day's way",
        "split the route by a place between its ends, or take the rule out",
    );
}

/// Where newcomers are taken from the populations of places of conflict, these may not suffice: Flee then takes people who are not there.
fn residents_used_up(files: &Files, world: &Displacement, context: &mut Context) {
    if !(world.by_data() && world.spawning.take_from_population) || world.spawning.hunger_everywhere {
        return;
    }
    let schedule = Schedule::new(world);
    let mut network = world.network.clone();
    let mut fled = vec![false; network.places.len()];
    let mut come = 0;
    for day in 0..world.days {
        happenings::change(&world.changes, &world.conflicts, &mut network, day);
        for (fled, place) in fled.iter_mut().zip(&network.places) {
            *fled |= place.intensity > 0.0;
        }
        come += i64::from(schedule.newcomers(day));
        let populations = network.places.iter().zip(&fled).filter(|(_, fled)| **fled);
        let residents: i64 = populations.map(|(place, _)| place.population).sum();
        if come > residents {
            let found = format!(
                "take_from_population with {residents} residents of places of conflict up to day {day}, of whom {come} have set out by then: they are used up; \
                 Flee stops on the first day on which no place of conflict has residents, here people then set out by intensity alone"
            );
            context.findings.say(
                &Place::top(&format!("{}locations.csv", files.input)),
                found,
                "more residents than people who set out",
                "mend the populations in the eighth column, or take the setting out",
            );
            return;
        }
    }
}
