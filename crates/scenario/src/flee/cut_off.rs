//! Closures that cut places off: people can then no longer leave a place that they flee from, or no longer reach a camp.

use super::sheet::rows;
use super::{Context, Files};
use crate::diagnose::{Place, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::happenings::{Closed, concerns};
use amnok_displacement::network::Network;
use amnok_displacement::newcomers::Schedule;

/// Most links that are looked at to find what closures cut off; beyond, the later closures are not looked at.
const MOST_LOOKS: usize = 20_000_000;
/// Names that are listed.
const NAMED: usize = 3;

/// How a place is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// Every link of a place that people flee from is closed.
    Shut,
    /// No open way leads there from any place that people flee from.
    Unreached,
}

/// A place that a closure cuts off: the closure in the order of the file, the place, from which day until before which.
#[derive(Clone, Copy, Debug)]
struct Episode {
    closure: usize,
    place: usize,
    cut: Cut,
    from: i64,
    until: i64,
}

/// Warns of closures that cut off places from which people flee, or camps; `fled` are the places that people flee from on any day.
pub(super) fn find(files: &Files, world: &Displacement, fled: &[bool], context: &mut Context) {
    let lines = lines(files);
    let schedule = Schedule::new(world);
    let mut all = episodes(world, fled);
    all.sort_by_key(|e| (e.closure, e.from, e.until, e.cut == Cut::Unreached));
    let together = |a: &Episode, b: &Episode| {
        a.closure == b.closure && (a.from, a.until) == (b.from, b.until) && a.cut == b.cut && a.cut == Cut::Unreached
    };
    for episodes in all.chunk_by(together) {
        let first = &episodes[0];
        let Some(at) = lines.get(first.closure) else { continue };
        let (found, expected) = match first.cut {
            Cut::Shut => shut(world, &schedule, first),
            Cut::Unreached => unreached(world, &schedule, episodes),
        };
        context.findings.say(
            at,
            found,
            expected,
            "check kind, names and days of the closure; `link` closes one link",
        );
    }
}

/// Where the rows of closures stand, in the order in which closures are kept.
fn lines(files: &Files) -> Vec<Place> {
    let mut lines = Vec::new();
    let name = format!("{}closures.csv", files.input);
    rows(files, &name, false, &mut Context::default(), |row, _| {
        let kept = ["country", "location", "link", "camp", "idpcamp"].contains(&row.cell(0).trim());
        if kept && !row.is_comment() {
            lines.push(row.at(0));
        }
    });
    lines
}

/// Everything that closures cut off, day by day.
fn episodes(world: &Displacement, fled: &[bool]) -> Vec<Episode> {
    let mut network = world.network.clone();
    let mut before = status(&network, fled);
    let apart: Vec<bool> = before.iter().map(Option::is_some).collect();
    let (mut all, mut under_way): (Vec<Episode>, Vec<Episode>) = (Vec::new(), Vec::new());
    let mut looks = 0;
    let end = i64::from(world.days);
    for (day, closure, open) in happenings(world) {
        let what = world.closures[closure].what;
        let mut changed = false;
        for link in 0..network.links.len() {
            changed |= concerns(&network, what, link) && network.set_open(link, open);
        }
        looks += network.links.len() + network.places.len();
        if !changed || looks > MOST_LOOKS {
            continue;
        }
        let now = status(&network, fled);
        under_way.retain_mut(|episode| {
            let over = now[episode.place] != Some(episode.cut);
            if over {
                episode.until = day;
                all.push(*episode);
            }
            !over
        });
        for place in (0..now.len()).filter(|place| now[*place] != before[*place] && !apart[*place]) {
            if let Some(cut) = now[place] {
                let (from, until) = (day, end);
                under_way.push(Episode {
                    closure,
                    place,
                    cut,
                    from,
                    until,
                });
            }
        }
        before = now;
    }
    all.extend(under_way);
    all.retain(|episode| episode.until > episode.from);
    all
}

/// Closings and openings of links within the period, in the order in which they happen: day, closure, whether it opens.
fn happenings(world: &Displacement) -> Vec<(i64, usize, bool)> {
    let of = |(i, closure): (usize, &amnok_displacement::happenings::Closure)| {
        let links = !matches!(closure.what, Closed::Camp(..));
        [(closure.start, i, false), (closure.end, i, true)]
            .into_iter()
            .filter(move |(day, ..)| links && (0..i64::from(world.days)).contains(day))
    };
    let mut all: Vec<_> = world.closures.iter().enumerate().flat_map(of).collect();
    all.sort_by_key(|(day, closure, open)| (*day, *closure, *open));
    all
}

/// How each place is cut off at this moment, where it matters: places that people flee from, and camps.
fn status(network: &Network, fled: &[bool]) -> Vec<Option<Cut>> {
    let mut reached = fled.to_vec();
    let mut next: Vec<usize> = (0..fled.len()).filter(|place| fled[*place]).collect();
    while let Some(place) = next.pop() {
        for link in network.leaving[place].iter().map(|link| &network.links[*link as usize]) {
            if link.open && !std::mem::replace(&mut reached[link.to], true) {
                next.push(link.to);
            }
        }
    }
    let mut leaving = network.leaving.iter().map(|links| links.iter());
    let mut of = |place: usize| {
        let shut = leaving.next()?.all(|link| !network.links[*link as usize].open);
        match (fled[place], network.places[place].camp) {
            (true, _) => shut.then_some(Cut::Shut),
            (false, true) => (!reached[place]).then_some(Cut::Unreached),
            (false, false) => None,
        }
    };
    (0..fled.len()).map(&mut of).collect()
}

fn days(first: &Episode) -> String {
    match first.until - first.from {
        1 => format!("on day {}", first.from),
        n => format!("on days {} to {}, {n} days", first.from, first.until - 1),
    }
}

/// A place that people flee from, which nobody can leave.
fn shut(world: &Displacement, schedule: &Schedule, episode: &Episode) -> (String, &'static str) {
    let name = quoted(&world.network.places[episode.place].name);
    let people = schedule.from_place(world, episode.place, episode.from as u32..episode.until as u32);
    let people = match people {
        Some(people) if people >= 0.5 => format!("; of the people who set out, {people:.0} do there meanwhile"),
        _ => String::new(),
    };
    let found = format!(
        "a closure of every link of {name}, from which people flee, {}: nobody can leave it{people}",
        days(episode)
    );
    (found, "an open link of every place that people flee from")
}

/// Camps that nobody can reach, and what is registered in them meanwhile.
fn unreached(world: &Displacement, schedule: &Schedule, episodes: &[Episode]) -> (String, &'static str) {
    let first = &episodes[0];
    let names = episodes.iter().map(|e| quoted(&world.network.places[e.place].name));
    let shown = if episodes.len() == NAMED + 1 { NAMED + 1 } else { NAMED };
    let mut listed: Vec<String> = names.take(shown).collect();
    if episodes.len() > shown {
        listed.push(format!("{} others", episodes.len() - shown));
    }
    let what = match episodes.len() {
        1 => "the camp".to_owned(),
        n => format!("{n} camps,"),
    };
    let on = |day: i64| -> i64 {
        let each = episodes.iter().filter_map(|e| schedule.registered(e.place, day as u32));
        each.sum()
    };
    let (before, after) = (on(first.from), on(first.until - 1));
    let registered = match after - before {
        0 => String::new(),
        n if n > 0 => format!("; registered people rise by {n} there meanwhile, to {after}"),
        n => format!("; registered people fall by {} there meanwhile, to {after}", -n),
    };
    let found = format!(
        "a closure that leaves no open way from any place that people flee from to {what} {}, {}{registered}",
        listed.join(", "),
        days(first)
    );
    (found, "a way to every camp while people are registered to arrive")
}
