//! A day: conflicts begin and end, newcomers appear in places of conflict, borders close and open, everybody decides and
//! travels, and what camps hold is written beside what was registered.

use crate::course::Course;
use crate::displacement::Displacement;
use crate::engines::cohorts::Cohorts;
use crate::engines::people::People;
use crate::followed::{Census, Followed, sample};
use crate::ground::{Ground, Travellers};
use crate::network::Place;
use crate::newcomers::Schedule;
use crate::purpose::Purpose;
use crate::state::State;
use crate::{floods, happenings, newcomers};
use amnok_chance::Luck;

/// Which engine moves people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovementEngine {
    /// Counts by state.
    Cohorts,
    /// Everybody on their own.
    People,
}

/// How a run is lived through, and what is kept of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Which engine moves people.
    pub engine: MovementEngine,
    /// How many people are followed hop by hop.
    pub tracers: u32,
    /// Whether the flows of each day are kept: as many numbers as there are days times links.
    pub flows: bool,
}

impl Manner {
    /// By an engine: nobody is followed, flows are kept.
    pub fn of(engine: MovementEngine) -> Manner {
        Manner {
            engine,
            tracers: 0,
            flows: true,
        }
    }
}

impl Displacement {
    /// Simulates all days.
    pub fn run(&self, schedule: &Schedule, luck: Luck, engine: MovementEngine) -> Course {
        self.run_while(schedule, luck, engine, || true).unwrap_or_default()
    }

    /// Simulates all days, as long as `on` says so, which is asked each morning and many times a day; `None` if it does not to the
    /// end.
    pub fn run_while(
        &self,
        schedule: &Schedule,
        luck: Luck,
        engine: MovementEngine,
        on: impl Fn() -> bool,
    ) -> Option<Course> {
        self.live(schedule, luck, Manner::of(engine), on)
    }

    /// The same in a manner that is asked for. Where people are followed hop by hop ([`Course::trail`]; everybody where there are fewer), their
    /// draws are their own, so that the numbers are others, of the same distribution.
    pub fn live(&self, schedule: &Schedule, luck: Luck, manner: Manner, on: impl Fn() -> bool) -> Option<Course> {
        let Manner { engine, tracers, flows } = manner;
        let (cohorts, people) = (|| self.cohorts(schedule), People::default);
        if tracers == 0 {
            let nobody = (Vec::new(), flows);
            return match engine {
                MovementEngine::Cohorts => self.simulate(schedule, luck, nobody, &mut cohorts(), on),
                MovementEngine::People => self.simulate(schedule, luck, nobody, &mut people(), on),
            };
        }
        let mut census = Census::default();
        self.simulate(schedule, luck, (Vec::new(), false), &mut census, &on)?;
        let followed = (sample(census.come, tracers, luck), flows);
        match engine {
            MovementEngine::Cohorts => self.simulate(schedule, luck, followed, &mut Followed::new(cohorts()), on),
            MovementEngine::People => self.simulate(schedule, luck, followed, &mut Followed::new(people()), on),
        }
    }

    /// Nobody yet, in as many groups of seniority as matter: one where no camp has a limit.
    fn cohorts(&self, schedule: &Schedule) -> Cohorts {
        let limited = |p: &Place| p.capacity > 0 || p.capacity_per_day > 0;
        let limited = self.network.places.iter().any(limited);
        Cohorts::new(match limited {
            true => self.named_group() + schedule.camps.len() + schedule.groups,
            false => 1,
        })
    }

    /// How many groups of seniority those have who are named one by one: they come before all others.
    fn named_group(&self) -> usize {
        usize::from(!self.named.is_empty())
    }

    /// All days with this crowd; `followed` are those who are followed, in order, and `flows` says whether the flows of each day are kept.
    fn simulate(
        &self,
        schedule: &Schedule,
        luck: Luck,
        (followed, flows): (Vec<u32>, bool),
        crowd: &mut impl Travellers,
        on: impl Fn() -> bool,
    ) -> Option<Course> {
        let mut ground = Ground::new(self.network.clone());
        ground.trail.people = followed;
        ground.traits = self.traits.clone();
        let mut created = self.before(schedule, luck, &mut ground, crowd);
        let mut rows = Vec::with_capacity(self.days as usize);
        let links = if flows { ground.flows.len() } else { 0 };
        let mut flows_by_day = Vec::with_capacity(self.days as usize * links);
        let mut before = vec![0; links];
        for day in 0..self.days {
            if !on() {
                return None;
            }
            ground.trail.morning(day);
            created += self.morning(schedule, (luck, day), &mut ground, crowd);
            crowd.day(&mut ground, luck, day, &on)?;
            rows.push(schedule.row(&ground, day, created));
            for (now, before) in ground.flows.iter().zip(&mut before) {
                flows_by_day.push((now - *before) as u32);
                *before = *now;
            }
        }
        ground.trail.sort();
        Some(Course {
            rows,
            flows: ground.flows,
            flows_by_day,
            trail: ground.trail,
        })
    }

    /// Who is there before the first day: those who are named one by one, those registered in camps, those displaced before.
    /// Returns how many.
    fn before(&self, schedule: &Schedule, luck: Luck, ground: &mut Ground, crowd: &mut impl Travellers) -> i64 {
        for (place, kind) in &self.named {
            let who = ground.traits.who(*kind as usize, *place);
            let state = State::beginning(*place, who, &ground.network.rules);
            crowd.begin(ground, state, 1, 0);
            newcomers::take(self, &mut ground.network, &[(*place, 1)]);
        }
        let mut first: Vec<(usize, u32, usize)> = Vec::new();
        let extra = schedule.displaced_before(self);
        for (column, place) in schedule.shown.iter().enumerate() {
            let more: u32 = extra.iter().filter(|more| more.0 == *place).map(|more| more.1).sum();
            first.push((*place, schedule.first[column] + more, column));
        }
        first.extend(extra.iter().filter(|more| !schedule.shown.contains(&more.0)));
        let mut created = self.named.len() as i64;
        for (place, count, group) in first {
            let mut stream = luck.at(Purpose::Kinds, place, 0, 0);
            crowd.come(ground, place, count, self.named_group() + group, &mut stream);
            created += i64::from(count);
        }
        created
    }

    /// Food, floods and conflicts of the day, newcomers, closures and camps that grow. Returns how many came.
    fn morning(
        &self,
        schedule: &Schedule,
        (luck, day): (Luck, u32),
        ground: &mut Ground,
        crowd: &mut impl Travellers,
    ) -> i64 {
        self.food.serve(&mut ground.network, day);
        ground.harvest = self.harvest.get(day as usize).copied().unwrap_or(false);
        let conflicts: &[_] = if self.only_floods() { &[] } else { &self.conflicts };
        let fresh = happenings::change(&self.changes, conflicts, &mut ground.network, day);
        floods::rise(&self.levels, &mut ground.network, day);
        let came = newcomers::come(self, schedule, &mut ground.network, (luck, day), fresh);
        let mut created = 0;
        for (i, (place, count, group)) in came.into_iter().enumerate() {
            let mut stream = luck.at(Purpose::Kinds, place, 1 + i as u32, day);
            crowd.come(ground, place, count, self.named_group() + group, &mut stream);
            created += i64::from(count);
        }
        happenings::close(&self.closures, ground, crowd, day);
        for place in &mut ground.network.places {
            place.capacity += place.capacity_per_day;
        }
        created
    }
}
