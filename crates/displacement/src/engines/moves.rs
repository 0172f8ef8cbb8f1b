//! What a batch of one group does: a decision in the morning, the day's way on a link, further decisions on the way.

use super::alone;
use super::arrivals::Arrivals;
use super::cells::Cell;
use super::counts::Counts;
use super::group::Group;
use super::lots::Lots;
use crate::choices::Choice;
use crate::decide::{choose_by, decide, planned};
use crate::exact::ways::DistanceClasses;
use crate::ground::{Ground, asked};
use crate::state::State;
use crate::sums::Sums;
use crate::travel::travel;
use amnok_chance::Stream;

/// Those who move at this moment, and what is used again and again to move them.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    movers: Vec<(State, u32)>,
    taken: Vec<Taken>,
    ways: DistanceClasses,
    /// Links for which the classes of ways were made.
    links: usize,
    /// How many numbers there are for who people are.
    numbers: usize,
    /// Those who have arrived and may go on today, by class of their way and who they are.
    waiting: Counts,
    /// Numbers of the states of those who rest, by place and who they are, each one more; 0: not known.
    resting: Vec<u32>,
    /// The same where ways have no classes.
    arrivals: Arrivals,
    /// Those among them who wait for nobody, since whoever has a plan draws nothing, and how far they have come. Unit: km.
    at_once: Vec<(State, u32, f64)>,
    ends: Sums,
    lots: Lots,
}

/// How far somebody has come today, and its class where there is one.
#[derive(Clone, Copy, Debug)]
struct Travelled {
    km: f64,
    class: Option<usize>,
}

/// People who take an option: its link and what is left of its route then.
#[derive(Clone, Copy, Debug)]
struct Taken {
    link: u32,
    route: u32,
    count: u32,
}

impl Taken {
    #[inline]
    fn of(choice: &Choice, count: u32) -> Taken {
        let (link, route) = (choice.link, choice.route);
        Taken { link, route, count }
    }
}

/// More classes of ways and of people than this are not kept apart in advance.
const MOST_WAITING: usize = 2_000_000;

impl Moves {
    /// The morning of a day; makes the classes of ways, once for a network.
    pub fn prepare(&mut self, ground: &Ground) {
        self.lots.prepare(ground);
        let network = &ground.network;
        if self.links != network.links.len() {
            self.links = network.links.len();
            self.numbers = ground.traits.numbers(network.places.len());
            self.ways = DistanceClasses::new(network);
            self.arrivals.prepare(network);
            if self.ways.len() * self.numbers > MOST_WAITING {
                self.ways = DistanceClasses::default();
            }
            self.waiting.resize(self.ways.len() * self.numbers);
            let resting = if self.ways.is_empty() { 0 } else { network.places.len() };
            self.resting = vec![0; resting * self.numbers];
        }
    }

    /// A decision in the morning of so many people of a cell who have not acted yet. Those who stay cover no way today, so that their
    /// evening is known.
    pub fn decide(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        (cell, acting): (&mut Cell, u32),
        stream: &mut Stream,
    ) {
        let state = cell.state(ground);
        let (staying, stay) = decide(ground, state, acting, None, stream, &mut self.movers, &mut self.ends);
        for (state, count) in self.movers.drain(..) {
            let number = group.count(ground, &state, count);
            let stints = &mut group.stints;
            cell.rested.draw(count, stream, |stint| stints.add(number, stint, 1));
        }
        let staying = staying.in_the_evening(0.0, &ground.network.rules);
        group.put(ground, (&staying, stay));
        cell.waiting -= acting;
        if cell.waiting == 0 {
            let stints = core::mem::take(&mut cell.rested).in_the_evening();
            if !stints.is_empty() {
                let number = ground.states.number(&staying) as usize;
                group.stints.append(number, stints);
            }
        }
    }

    /// The way of the day of so many of a cell who are on a link in the morning, perhaps in the middle of it.
    pub fn set_off(&mut self, ground: &mut Ground, group: &mut Group, who: (&Cell, u32), stream: &mut Stream) {
        let (cell, count) = who;
        let mut state = cell.state(ground);
        if count == 1 {
            return self.walk_alone(ground, group, (&mut state, 0.0), stream);
        }
        let fresh = Travelled { km: 0.0, class: None };
        self.advance(ground, group, (state, count), fresh, stream);
    }

    /// The way of the day of one person on a link.
    #[inline]
    fn walk_alone(&mut self, ground: &mut Ground, group: &mut Group, who: (&mut State, f64), stream: &mut Stream) {
        let (state, km) = who;
        let km = alone::walk(ground, state, km, stream, &mut self.ends);
        state.end_day(km, &ground.network.rules);
        group.put(ground, (state, 1));
    }

    /// One day's way on a link: who is still on it goes back to the group, and so does who has arrived for today; who may
    /// go on is put into the arrivals, in order of the way covered.
    fn advance(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        (state, count): (State, u32),
        way: Travelled,
        stream: &mut Stream,
    ) {
        if count == 1 {
            let mut state = state;
            return self.walk_alone(ground, group, (&mut state, way.km), stream);
        }
        let afoot = match (state.on_foot, ground.network.links[state.at as usize].walk_chance) {
            (true, _) => count,
            (false, chance) => stream.binomial(count, chance),
        };
        if afoot > 0 {
            self.advance_at(ground, group, (state, afoot), way, true);
        }
        if afoot < count {
            self.advance_at(ground, group, (state, count - afoot), way, false);
        }
    }

    /// The same where all walk or all drive.
    #[inline]
    fn advance_at(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        (state, count): (State, u32),
        way: Travelled,
        walking: bool,
    ) {
        let leg = travel(&ground.network, state, way.km, walking);
        if leg.arrived {
            ground.present[leg.state.at as usize] += i64::from(count);
        }
        if !leg.goes_on(state.cut) {
            let state = leg.state.in_the_evening(leg.km, &ground.network.rules);
            return group.put(ground, (&state, count));
        }
        let class = match way.class {
            Some(class) if leg.state.route == 0 && !walking => Some(self.ways.after(class, state.at as usize)),
            _ => self.ways.class(leg.state, leg.km),
        };
        self.wait(ground, (&leg.state, count), (leg.km, class));
    }

    /// People who have arrived, in a class of ways where there is one, wait for their next decision of the day.
    #[inline]
    fn wait(&mut self, ground: &mut Ground, (state, count): (&State, u32), (km, class): (f64, Option<usize>)) {
        match class {
            Some(class) => self.waiting.add(class * self.numbers + state.who as usize, count),
            None if state.route != 0 => self.at_once.push((*state, count, km)),
            None => self.arrivals.push(ground, (state, count), km),
        }
    }

    /// What people do today who have a plan, until they have come to its end or to a link that some walk.
    fn follow(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        (mut state, count): (State, u32),
        mut km: f64,
        stream: &mut Stream,
    ) {
        if !alone::is_usual(ground, &state) {
            let way = Travelled { km, class: None };
            return self.decide_on_the_way(ground, group, (state, count), way, stream);
        }
        while state.route != 0 {
            let Some((link, rest)) = planned(ground, state.at as usize, state.route) else {
                state.route = 0;
                state.end_day(km, &ground.network.rules);
                return group.put(ground, (&state, count));
            };
            ground.sets_out(state.at as usize, link as u32, count);
            let on = &ground.network.links[link];
            let speed = on.pace(false, &ground.network.rules);
            if on.walk_chance > 0.0 || speed <= on.km || km + on.km >= speed {
                let way = Travelled { km, class: None };
                return self.advance(ground, group, (state.entering(link, rest), count), way, stream);
            }
            ground.present[on.to] += i64::from(count);
            (state.at, state.route, km) = (on.to as u32, rest, km + on.km);
        }
        let class = self.ways.class(state, km);
        self.wait(ground, (&state, count), (km, class));
    }

    /// What [`Moves::advance`] does for those of a class who drive to the end of a link at once and may go on there by class, which
    /// is what most do; whether it is.
    #[inline]
    fn drive_through(&mut self, ground: &mut Ground, taken: Taken, (class, km): (usize, f64), who: u32) -> bool {
        let link = &ground.network.links[taken.link as usize];
        let speed = link.pace(false, &ground.network.rules);
        let usual = taken.route == 0 && link.walk_chance == 0.0;
        let through = usual && speed > link.km && km + link.km < speed;
        if through {
            ground.present[link.to] += i64::from(taken.count);
            let after = self.ways.after(class, taken.link as usize);
            self.waiting.add(after * self.numbers + who as usize, taken.count);
        }
        through
    }

    /// Further decisions of the day, the shortest way covered first; `None` where `on` breaks it off.
    pub fn onward(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        stream: &mut Stream,
        on: &dyn Fn() -> bool,
    ) -> Option<()> {
        for steps in 1.. {
            asked(steps, on)?;
            if let Some((state, count, km)) = self.at_once.pop() {
                self.follow(ground, group, (state, count), km, stream);
            } else if let Some(waiting) = self.waiting.pop() {
                self.decide_by_class(ground, group, waiting, stream);
            } else if let Some((who, km)) = self.arrivals.pop(ground) {
                self.decide_on_the_way(ground, group, who, Travelled { km, class: None }, stream);
            } else {
                break;
            }
        }
        Some(())
    }

    /// A decision of people who have arrived.
    fn decide_on_the_way(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        (state, count): (State, u32),
        way: Travelled,
        stream: &mut Stream,
    ) {
        let (movers, ends) = (&mut self.movers, &mut self.ends);
        let (staying, stay) = decide(ground, state, count, Some(way.km), stream, movers, ends);
        let staying = staying.in_the_evening(way.km, &ground.network.rules);
        group.put(ground, (&staying, stay));
        while let Some(mover) = self.movers.pop() {
            self.advance(ground, group, mover, way, stream);
        }
    }

    /// The same of one person, and all that they do today.
    fn go_alone(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        (mut state, mut km): (State, f64),
        stream: &mut Stream,
    ) {
        if alone::is_usual(ground, &state) {
            km = alone::go_on(ground, &mut state, km, stream, &mut self.ends);
        } else if alone::decide(ground, &mut state, Some(km), stream, &mut self.ends) {
            km = alone::walk(ground, &mut state, km, stream, &mut self.ends);
        }
        state.end_day(km, &ground.network.rules);
        group.put(ground, (&state, 1));
    }

    /// More people who rest; `own` is the number of the place and of who they are, under which the number of their state is remembered.
    #[inline]
    fn stay(&mut self, ground: &mut Ground, group: &mut Group, (own, state): (usize, State), count: u32) {
        if count == 0 {
            return;
        }
        let number = match self.resting[own] {
            0 => {
                let number = ground.states.number(&state);
                self.resting[own] = number + 1;
                number
            }
            number => number - 1,
        };
        group.resting.put(number as usize, count);
    }

    /// The same where their ways are of one class: all that can be told of them is where they are and who, so that most of what
    /// [`decide`] asks need not be asked.
    fn decide_by_class(
        &mut self,
        ground: &mut Ground,
        group: &mut Group,
        (waiting, count): (usize, u32),
        stream: &mut Stream,
    ) {
        let (class, who) = match self.numbers {
            1 => (waiting, 0),
            numbers => (waiting / numbers, (waiting % numbers) as u32),
        };
        let (place, km) = self.ways.middle(class);
        let state = State {
            at: place,
            who,
            ..State::default()
        };
        if count == 1 {
            return self.go_alone(ground, group, (state, km), stream);
        }
        let way = Travelled { km, class: Some(class) };
        if ground.harvest {
            return self.decide_on_the_way(ground, group, (state, count), way, stream);
        }
        let (place, kind) = (place as usize, ground.traits.kind(who));
        let acting = (count, ground.acting(place, kind));
        let all = &mut self.taken;
        let options = ground.choices.of(place);
        let of_the_day = ground.ends_of_the_day(place, kind);
        // There is room at the ends of all where the weights of the day hold.
        let by_lots = of_the_day.is_some_and(|ends| {
            self.lots.act((place, kind), acting, ends, stream, |option, count| {
                all.push(Taken::of(&options[option], count));
            })
        });
        if !by_lots && !options.is_empty() {
            let ends = of_the_day.unwrap_or_else(|| ground.ends_by_room(place, kind, &mut self.ends));
            choose_by(ground, place, acting, ends, stream, |choice, count| {
                all.push(Taken::of(choice, count));
            });
        }
        let mut gone = 0;
        for taken in &self.taken {
            ground.flows[taken.link as usize] += u64::from(taken.count);
            gone += taken.count;
        }
        ground.present[place] -= i64::from(gone);
        self.stay(
            ground,
            group,
            (place * self.numbers + who as usize, state),
            count - gone,
        );
        while let Some(taken) = self.taken.pop() {
            if !self.drive_through(ground, taken, (class, km), who) {
                let entering = state.entering(taken.link as usize, taken.route);
                self.advance(ground, group, (entering, taken.count), way, stream);
            }
        }
    }
}
