//! The network as a map: places, links, and how many set out on them.

use super::labels::{Label, Line, Spot, placed};
use super::links;
use super::seen::Seen;
use super::shape::{Shape, Struck};
use crate::charts::c;
use crate::numbers::count;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

const WIDTH: f64 = 760.0;
/// Room for names around the outermost places.
const MARGIN: (f64, f64) = (70.0, 24.0);
/// Greatest and least height of what is drawn.
const HEIGHT: (f64, f64) = (580.0, 160.0);
/// Width of the widest line, and of the widest wedge.
const WIDEST: (f64, f64) = (16.0, 11.0);
/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

/// A place on the map.
struct Pin {
    place: usize,
    x: f64,
    y: f64,
    radius: f64,
    shape: Shape,
    /// People in it in the evening, where it is a camp.
    people: Option<f64>,
    /// People who set out from it.
    leave: f64,
}

/// People who set out, by the places where a link begins and ends.
type Flows = BTreeMap<(usize, usize), f64>;

struct Map {
    pins: Vec<Pin>,
    height: f64,
    /// Units for a kilometre.
    scale: f64,
    /// People who set out.
    flows: Flows,
    /// As many people as the widest line, and the widest wedge, stand for.
    most: (f64, f64),
    /// The day of whose evening people in camps are.
    evening: usize,
    /// Names of places without coordinates, and of those whose coordinates cannot be meant.
    missing: Vec<String>,
    exchanged: Vec<String>,
}

/// What happens at a place on any day that is lived through.
fn struck(seen: &Seen, place: usize) -> Struck {
    let world = &seen.conflict.displacement;
    let ever = |by_day: &[f64], least: f64| by_day.iter().take(seen.days()).any(|size| *size >= least);
    Struck {
        fought_over: (world.conflicts.iter()).any(|of| of.place == place && ever(&of.intensity, 1e-6)),
        flooded: (world.levels.iter()).any(|of| of.place == place && ever(&of.by_day, 1.0)),
    }
}

fn flows(seen: &Seen, days: &Range<usize>) -> Flows {
    let links = &seen.conflict.displacement.network.links;
    let mut flows = BTreeMap::new();
    for (link, at) in links.iter().enumerate() {
        let people: f64 = days
            .clone()
            .map(|day| seen.all.flow(&seen.conflict.displacement, day, link))
            .sum();
        *flows.entry((at.from, at.to)).or_insert(0.0) += people;
    }
    flows
}

/// Both directions of every link, and the most people on one, there and back together and one way more than the other.
fn widest(flows: &Flows) -> (f64, f64) {
    let of = |from: usize, to: usize| flows.get(&(from, to)).copied().unwrap_or(0.0);
    let both = flows.keys().map(|(a, b)| of(*a, *b) + of(*b, *a)).fold(1.0, f64::max);
    let more = flows
        .keys()
        .map(|(a, b)| (of(*a, *b) - of(*b, *a)).abs())
        .fold(1.0, f64::max);
    (both, more)
}

impl Map {
    /// Of some days, with as many people as the widest line and wedge stand for; that of the busiest of these days together if left out.
    fn of(seen: &Seen, days: Range<usize>, widest_of: Option<(f64, f64)>) -> Option<Map> {
        let world = &seen.conflict.displacement;
        let places = &world.network.places;
        let exchanged = seen.conflict.exchanged();
        let known: Vec<(usize, (f64, f64))> = (0..places.len())
            .filter(|place| !exchanged.contains(place))
            .filter_map(|place| Some((place, seen.conflict.position(place)?)))
            .collect();
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let all = known.iter().map(|(_, at)| of(at));
            (
                all.clone().fold(f64::INFINITY, f64::min),
                all.fold(f64::NEG_INFINITY, f64::max),
            )
        };
        let ((south, north), (west, east)) = (ends(|at| at.0), ends(|at| at.1));
        if known.len() < 2 {
            return None;
        }
        let along = ((south + north) / 2.0).to_radians().cos() * DEGREE;
        let (wide, high) = ((east - west) * along, (north - south) * DEGREE);
        let room = (WIDTH - 2.0 * MARGIN.0, HEIGHT.0 - 2.0 * MARGIN.1);
        let scale = (room.0 / wide.max(1e-3)).min(room.1 / high.max(1e-3));
        let height = (high * scale + 2.0 * MARGIN.1).max(HEIGHT.1);
        let (left, top) = ((WIDTH - wide * scale) / 2.0, (height - high * scale) / 2.0);
        let flows = flows(seen, &days);
        let camps = world.camps();
        let evening = days.end.saturating_sub(1);
        let people = |place: usize| {
            let camp = camps.iter().position(|camp| *camp == place)?;
            Some(seen.over(&[camp], evening).mean)
        };
        let most = camps.iter().filter_map(|place| people(*place)).fold(1.0, f64::max);
        let pins = known.iter().map(|(place, (latitude, longitude))| {
            let shape = Shape::of(&places[*place], struck(seen, *place));
            let people = people(*place);
            let leave = flows
                .iter()
                .filter(|((from, _), _)| from == place)
                .map(|(_, people)| people)
                .sum();
            Pin {
                place: *place,
                x: left + (longitude - west) * along * scale,
                y: top + (north - latitude) * DEGREE * scale,
                radius: match (people, shape) {
                    (Some(people), _) => 4.0 + 12.0 * (people / most).sqrt(),
                    (None, Shape::Town | Shape::Marker) => 3.0,
                    (None, _) => 5.0,
                },
                shape,
                people,
                leave,
            }
        });
        let pins: Vec<Pin> = pins.collect();
        let named = |place: usize| places[place].name.clone();
        let missing = (0..places.len()).filter(|place| seen.conflict.position(*place).is_none());
        Some(Map {
            missing: missing.map(named).collect(),
            exchanged: exchanged.iter().copied().map(named).collect(),
            pins,
            height: height + 22.0,
            scale,
            most: widest_of.unwrap_or_else(|| widest(&flows)),
            evening,
            flows,
        })
    }

    fn pin(&self, place: usize) -> Option<&Pin> {
        self.pins.iter().find(|pin| pin.place == place)
    }

    /// A line for every link, as wide as people set out on it in both directions together, and on it a wedge for those who went one way
    /// more than the other.
    fn links(&self, seen: &Seen) -> Markup {
        let name = |place: usize| seen.conflict.displacement.network.places[place].name.as_str();
        let of = |from: usize, to: usize| self.flows.get(&(from, to)).copied().unwrap_or(0.0);
        let pairs: BTreeSet<(usize, usize)> = self.flows.keys().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let (most, most_more) = self.most;
        let drawn = pairs.iter().filter_map(|(a, b)| {
            let (there, back) = (of(*a, *b), of(*b, *a));
            let (from, to) = if there >= back { (*a, *b) } else { (*b, *a) };
            let title = format!(
                "{} to {}: {} people set out; back: {}",
                name(from),
                name(to),
                count(there.max(back)),
                count(there.min(back))
            );
            let (from, to) = (self.pin(from)?, self.pin(to)?);
            let line = WIDEST.0 * ((there + back) / most).sqrt();
            let wedge = WIDEST.1 * ((there - back).abs() / most_more).sqrt();
            Some((from, to, line, wedge, title))
        });
        let drawn: Vec<_> = drawn.collect();
        html! {
            @for (from, to, wide, _, title) in &drawn {
                path.link d=(format!("M{} {}L{} {}", c(from.x), c(from.y), c(to.x), c(to.y))) stroke-width=(c(wide.max(1.0))) {
                    title { (title) }
                }
            }
            g.wedge { @for (from, to, _, wide, title) in &drawn {
                @if *wide >= 0.5 { path d=(wedge(from, to, *wide)) { title { (title) } } }
            } }
        }
    }

    /// The marks, smaller ones above larger ones, and as many names as there is room for; how many are left out.
    fn places(&self, seen: &Seen) -> (Markup, usize) {
        let name = |pin: &Pin| seen.conflict.displacement.network.places[pin.place].name.as_str();
        let mut order: Vec<&Pin> = self.pins.iter().collect();
        order.sort_by(|a, b| b.radius.total_cmp(&a.radius));
        let weight = |pin: &Pin| (pin.people.unwrap_or(-1.0), pin.leave);
        let mut named = order.clone();
        named.sort_by(|a, b| weight(b).partial_cmp(&weight(a)).unwrap_or(std::cmp::Ordering::Equal));
        let spots: Vec<Spot> = named
            .iter()
            .map(|pin| Spot {
                x: pin.x,
                y: pin.y,
                radius: pin.radius,
                text: name(pin).replace('_', " "),
                needed: pin.people.is_some(),
            })
            .collect();
        let lines = self.flows.keys().filter_map(|(a, b)| {
            let (a, b) = (self.pin(*a)?, self.pin(*b)?);
            (a.place < b.place).then_some(((a.x, a.y), (b.x, b.y)))
        });
        let lines: Vec<Line> = lines.collect();
        let labels = placed(&spots, &lines, (WIDTH, self.height - 20.0));
        let left_out = labels.iter().filter(|label| label.is_none()).count();
        let marks = html! {
            @for pin in order {
                g {
                    title {
                        (name(pin)) ": "
                        @match pin.people {
                            Some(people) => { (count(people)) " people on " (seen.date(self.evening)) }
                            None => { (pin.shape.words()) "; " (count(pin.leave)) " set out from here" }
                        }
                    }
                    (pin.shape.draw(pin.x, pin.y, pin.radius))
                }
            }
            @for Label { x, y, anchor, text, leader } in labels.iter().flatten() {
                @if let Some((x, y, to_x, to_y)) = leader { path.leader d=(format!("M{} {}L{} {}", c(*x), c(*y), c(*to_x), c(*to_y))) {} }
                text.name x=(c(*x)) y=(c(*y)) text-anchor=(anchor) { (text) }
            }
        };
        (marks, left_out)
    }

    /// All of it, and how many names are left out.
    fn drawing(&self, seen: &Seen) -> (Markup, usize) {
        let (places, left_out) = self.places(seen);
        let label = format!(
            "Map of {} places and the links between them, with the people who set out on each",
            self.pins.len()
        );
        let drawing = html! {
            svg viewBox=(format!("0 0 {WIDTH} {}", c(self.height))) role="img" aria-label=(label) {
                (self.links(seen))
                (places)
                (self.rule())
            }
        };
        (drawing, left_out)
    }

    /// A length in round kilometres, or metres.
    fn rule(&self) -> Markup {
        let longest = 130.0 / self.scale;
        let power = 10f64.powf(longest.max(1e-3).log10().floor());
        let km = [5.0, 2.0, 1.0]
            .into_iter()
            .map(|f| f * power)
            .find(|km| *km <= longest)
            .unwrap_or(power);
        let y = self.height - 8.0;
        let (length, unit) = if km < 1.0 { (km * 1000.0, "m") } else { (km, "km") };
        html! {
            path.rule d=(format!("M10 {}v5h{}v-5", c(y - 5.0), c(km * self.scale))) {}
            text.small x=(c(16.0 + km * self.scale)) y=(c(y)) { (count(length)) " " (unit) }
        }
    }
}

/// A triangle that is wide at one pin and ends in a point at the other.
fn wedge(from: &Pin, to: &Pin, wide: f64) -> String {
    let length = (to.x - from.x).hypot(to.y - from.y).max(1e-6);
    let (x, y) = (
        -(to.y - from.y) / length * wide / 2.0,
        (to.x - from.x) / length * wide / 2.0,
    );
    let (left, right) = ((from.x + x, from.y + y), (from.x - x, from.y - y));
    format!(
        "M{} {}L{} {}L{} {}z",
        c(left.0),
        c(left.1),
        c(right.0),
        c(right.1),
        c(to.x),
        c(to.y)
    )
}

/// The map by itself, where there are coordinates.
pub fn figure(seen: &Seen) -> Option<Markup> {
    Map::of(seen, 0..seen.days(), None).map(|map| map.drawing(seen).0)
}

/// The map of one day, where there are coordinates; its lines have the scale of the busiest day.
pub fn on_day(seen: &Seen, day: usize) -> Option<Markup> {
    let days = 0..seen.days();
    let each = days.map(|day| widest(&flows(seen, &(day..day + 1))));
    let most = each.fold((1.0, 1.0), |most: (f64, f64), of| (most.0.max(of.0), most.1.max(of.1)));
    Map::of(seen, day..day + 1, Some(most)).map(|map| map.drawing(seen).0)
}

/// The map with its legend, where there are coordinates.
pub fn section(seen: &Seen) -> Markup {
    let Some(map) = Map::of(seen, 0..seen.days(), None) else {
        return html! { p { "No map is drawn: locations.csv gives no coordinates of its places." } };
    };
    let (drawing, left_out) = map.drawing(seen);
    let shapes = Shape::ALL
        .into_iter()
        .filter(|shape| map.pins.iter().any(|pin| pin.shape == *shape));
    html! {
        p.note {
            "The faint line of a link is as wide as people set out on it in the whole period, there and back together, each counted every "
            "time (mean of histories, by square root). The wedge on it shows those who went one way more than the other: wide where they set "
            "out, pointed where they go, on a scale of its own. Point at a line or a place to read its numbers. Routes are drawn straight, not as they run."
        }
        p.legend {
            @for shape in shapes {
                span { svg.key viewBox="0 0 14 14" aria-hidden="true" { (shape.draw(7.0, 7.0, 5.0)) } (shape.words()) } " "
            }
            span { svg.key viewBox="0 0 26 14" aria-hidden="true" { path.link d="M1 7h24" stroke-width="8" {} } "all who set out, both ways" } " "
            span { svg.key viewBox="0 0 26 14" aria-hidden="true" { g.wedge { path d="M1 3v8L25 7z" {} } } "one way more than the other" }
        }
        figure.map { div.scroll tabindex="0" { (drawing) } }
        (links::busiest(seen))
        @if left_out > 0 { p.note { "For lack of room, names of " (left_out) " places are left out: point at a mark to read it. The table of camps names every camp." } }
        @if !map.exchanged.is_empty() {
            p.note { "Not on the map, because their latitude and longitude are the wrong way round: " (map.exchanged.join(", ")) "." }
        }
        @if !map.missing.is_empty() { p.note { "Not on the map, because they have no coordinates: " (map.missing.join(", ")) "." } }
    }
}
