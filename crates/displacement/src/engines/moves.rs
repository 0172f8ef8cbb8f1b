//! What a batch of one group does: a decision in the morning, the day's way on a link, further decisions on the way.

use super::counts::Counts;
use crate::decide::decide;
use crate::exact::ways::DistanceClasses;
use crate::ground::{Ground, asked};
use crate::state::State;
use crate::trail::TrailEvent;
use crate::travel::travel;
use amnok_chance::Stream;

/// Those who move at this moment, and what is used again and again to move them.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    movers: Vec<(State, u32)>,
    ways: DistanceClasses,
    /// Links for which the classes of ways were made.
    links: usize,
    /// How many numbers there are for who people are.
    numbers: usize,
    /// Those who have arrived and may go on today, by class of their way and who they are.
    waiting: Counts,
    /// The same where ways have no classes.
    arrivals: Vec<Arrival>,
    weights: Vec<f64>,
}

/// How far somebody has come today, and its class where there is one.
#[derive(Clone, Copy, Debug)]
struct Travelled {
    km: f64,
    class: Option<usize>,
}

/// People who reached a place after so many km today and may go on, where ways have no classes.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    km: f64,
    state: u32,
    count: u32,
}

/// More classes of ways and of people than this are not kept apart in advance.
const MOST_WAITING: usize = 2_000_000;

impl Moves {
    /// Makes the classes of ways, once for a network.
    pub fn prepare(&mut self, ground: &Ground) {
        let network = &ground.network;
        if self.links != network.links.len() {
            self.links = network.links.len();
            self.numbers = ground.traits.numbers(network.places.len());
            self.ways = DistanceClasses::new(network);
            if self.ways.len() * self.numbers > MOST_WAITING {
                self.ways = DistanceClasses::default();
            }
            self.waiting.resize(self.ways.len() * self.numbers);
        }
    }

    /// A decision in the morning.
    pub fn decide(&mut self, ground: &mut Ground, group: &mut Counts, state: State, count: u32, stream: &mut Stream) {
        let stay = decide(ground, state, count, None, stream, &mut self.movers, &mut self.weights);
        put(group, ground, stay);
        for mover in self.movers.drain(..) {
            put(group, ground, mover);
        }
    }

    /// The way of the day of those who are on a link in the morning, perhaps in the middle of it.
    pub fn set_off(&mut self, ground: &mut Ground, group: &mut Counts, who: (State, u32), stream: &mut Stream) {
        let fresh = Travelled { km: 0.0, class: None };
        self.advance(ground, group, who, fresh, stream);
    }

    /// One day's way on a link: who is still on it goes back to the group, and so does who has arrived for today; who may
    /// go on is put into the arrivals, in order of the way covered.
    fn advance(
        &mut self,
        ground: &mut Ground,
        group: &mut Counts,
        (state, count): (State, u32),
        way: Travelled,
        stream: &mut Stream,
    ) {
        let afoot = match (state.on_foot, ground.network.links[state.at as usize].walk_chance) {
            (true, _) => count,
            (false, chance) => stream.binomial(count, chance),
        };
        for (walking, count) in [(true, afoot), (false, count - afoot)] {
            if count == 0 {
                continue;
            }
            let leg = travel(&ground.network, state, way.km, walking);
            if leg.arrived {
                ground.present[leg.state.at as usize] += i64::from(count);
                ground.trail.note(state.tracer, TrailEvent::Arrives(leg.state.at));
            }
            if leg.goes_on(state.cut) {
                let class = match way.class {
                    // Whoever is followed stays told apart from all others.
                    _ if state.tracer > 0 => None,
                    Some(class) if leg.state.route == 0 && !walking => Some(self.ways.after(class, state.at as usize)),
                    _ => self.ways.class(leg.state, leg.km),
                };
                match class {
                    Some(class) => self.waiting.add(class * self.numbers + leg.state.who as usize, count),
                    None => {
                        let (km, state) = (leg.km, ground.states.number(leg.state));
                        enqueue(&mut self.arrivals, Arrival { km, state, count });
                    }
                }
            } else {
                let state = leg.state.in_the_evening(leg.km, &ground.network.rules);
                ground.trail.note(state.tracer, TrailEvent::Evening(leg.km));
                put(group, ground, (state, count));
            }
        }
    }

    /// What [`Moves::advance`] does for those who drive to the end of a link at once and may go on there by class, which is
    /// what most do; whether it is.
    #[inline]
    fn drive_through(&mut self, ground: &mut Ground, entering: State, count: u32, way: Travelled) -> bool {
        let link = &ground.network.links[entering.at as usize];
        let speed = link.speed.unwrap_or(ground.network.rules.speed);
        let usual = !entering.on_foot && entering.route == 0 && link.walk_chance == 0.0;
        let Some(class) = way
            .class
            .filter(|_| usual && speed > link.km && way.km + link.km < speed)
        else {
            return false;
        };
        ground.present[link.to] += i64::from(count);
        let after = self.ways.after(class, entering.at as usize);
        self.waiting.add(after * self.numbers + entering.who as usize, count);
        true
    }

    /// Takes those who decide next among those who have arrived: state, way covered, number.
    fn next(&mut self, ground: &Ground) -> Option<(State, Travelled, u32)> {
        if let Some((waiting, count)) = self.waiting.pop() {
            let (class, who) = (waiting / self.numbers, (waiting % self.numbers) as u32);
            let (state, km) = self.ways.middle(class);
            let class = Some(class);
            return Some((State { who, ..state }, Travelled { km, class }, count));
        }
        let Arrival { km, state, count } = self.arrivals.pop()?;
        Some((ground.states.get(state), Travelled { km, class: None }, count))
    }

    /// Further decisions of the day, the shortest way covered first; `None` where `on` breaks it off.
    pub fn onward(
        &mut self,
        ground: &mut Ground,
        group: &mut Counts,
        stream: &mut Stream,
        on: &dyn Fn() -> bool,
    ) -> Option<()> {
        let mut steps = 0;
        while let Some((state, way, count)) = self.next(ground) {
            steps += 1;
            asked(steps, on)?;
            let (movers, weights) = (&mut self.movers, &mut self.weights);
            let (staying, stay) = decide(ground, state, count, Some(way.km), stream, movers, weights);
            let staying = staying.in_the_evening(way.km, &ground.network.rules);
            if stay > 0 {
                ground.trail.note(staying.tracer, TrailEvent::Evening(way.km));
            }
            put(group, ground, (staying, stay));
            while let Some((entering, count)) = self.movers.pop() {
                if !self.drive_through(ground, entering, count, way) {
                    self.advance(ground, group, (entering, count), way, stream);
                }
            }
        }
        Some(())
    }
}

/// More people in a state of a group.
#[inline]
pub fn put(group: &mut Counts, ground: &mut Ground, (state, count): (State, u32)) {
    if count == 0 {
        return;
    }
    group.put(ground.states.number(state) as usize, count);
}

/// Keeps arrivals from the longest way to the shortest, equal ones as one.
fn enqueue(arrivals: &mut Vec<Arrival>, new: Arrival) {
    let order = |a: &Arrival| new.km.total_cmp(&a.km).then(new.state.cmp(&a.state));
    match arrivals.binary_search_by(order) {
        Ok(i) => arrivals[i].count += new.count,
        Err(i) => arrivals.insert(i, new),
    }
}
