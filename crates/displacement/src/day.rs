//! A day: conflicts begin and end, newcomers appear in places of conflict, borders close and open, everybody decides and
//! travels, and what camps hold is written beside what was registered.

use crate::course::Course;
use crate::displacement::Displacement;
use crate::engines::cohorts::Cohorts;
use crate::engines::people::People;
use crate::ground::{Ground, Travellers};
use crate::newcomers::{Plan, SENIORITY};
use crate::{happenings, newcomers};
use amnok_chance::Luck;

/// Which engine moves people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Counts by state.
    Cohorts,
    /// Everybody on their own.
    People,
}

impl Displacement {
    /// Simulates all days.
    pub fn run(&self, plan: &Plan, luck: Luck, engine: Engine) -> Course {
        self.run_while(plan, luck, engine, || true).unwrap_or_default()
    }

    /// Simulates all days, as long as `on` says so each morning; `None` if it does not to the end.
    pub fn run_while(&self, plan: &Plan, luck: Luck, engine: Engine, on: impl Fn() -> bool) -> Option<Course> {
        match engine {
            Engine::Cohorts => {
                let limited = self
                    .network
                    .places
                    .iter()
                    .any(|p| p.capacity > 0 || p.capacity_per_day > 0);
                let groups = if limited { plan.camps.len() + SENIORITY } else { 1 };
                self.simulate(plan, luck, Cohorts::new(groups), on)
            }
            Engine::People => self.simulate(plan, luck, People::default(), on),
        }
    }

    fn simulate(&self, plan: &Plan, luck: Luck, mut crowd: impl Travellers, on: impl Fn() -> bool) -> Option<Course> {
        let mut ground = Ground::new(self.network.clone());
        let mut created = 0;
        for (column, place) in plan.camps.iter().enumerate() {
            let count = plan.first[column] + self.initial_idps.get(*place).copied().unwrap_or(0);
            crowd.add(&mut ground, *place, count, column);
            created += i64::from(count);
        }
        let mut rows = Vec::with_capacity(self.days as usize);
        let mut flows_by_day = Vec::with_capacity(self.days as usize * ground.flows.len());
        let mut before = ground.flows.clone();
        for day in 0..self.days {
            if !on() {
                return None;
            }
            happenings::change(&self.changes, &self.conflicts, &mut ground.network, day);
            let (came, group) = newcomers::come(self, plan, &mut ground.network, luck, day);
            for (place, count) in came {
                crowd.add(&mut ground, place, count, group);
                created += i64::from(count);
            }
            happenings::close(&self.closures, &mut ground, &mut crowd, day);
            for place in &mut ground.network.places {
                place.capacity += place.capacity_per_day;
            }
            crowd.day(&mut ground, luck, day);
            rows.push(plan.row(&ground, day, created));
            flows_by_day.extend(ground.flows.iter().zip(&before).map(|(now, then)| (now - then) as u32));
            before.clone_from(&ground.flows);
        }
        Some(Course {
            rows,
            flows: ground.flows,
            flows_by_day,
        })
    }
}
