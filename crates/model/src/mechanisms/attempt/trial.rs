//! The phase of attempts: everyone who tries today, one attempt after the other, and what each leaves behind.

use super::place::{self, Choice, Reach};
use super::who::{self, Multipliers};
use crate::Engine;
use crate::chance::{Luck, Purpose};
use crate::facts::{Activity, Fact, Goods, Incident, Log, Outcome};
use crate::inputs::Inputs;
use crate::mechanisms::bribe::tariff::{self, Tariff};
use crate::mechanisms::economy;
use crate::mechanisms::orders::Standing;
use crate::mechanisms::passage::{self, Setting, Way, word};
use crate::mechanisms::patrol::Sight;
use crate::world::World;
use crate::world::resident::Whereabouts;

/// What the phase keeps from day to day: what is fixed for a run, and buffers.
#[derive(Clone, Debug)]
pub struct Attempts {
    multipliers: Multipliers,
    reach: Vec<Reach>,
    choices: Vec<Choice>,
    candidates: Vec<u32>,
    sight: Sight,
    tariff: Tariff,
    /// Brokered passages today, by segment and activity.
    traffic: Vec<[u32; 2]>,
    /// Smuggling runs that came through today, by county.
    runs: Vec<u32>,
}

/// Which day it is, and by which luck and engine it is lived.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// Day from 0.
    pub day: u32,
    /// Month, 0 to 11.
    pub month: usize,
    /// Luck of the run.
    pub luck: Luck,
    /// Who is asked.
    pub engine: Engine,
}

/// One who tries.
struct Who {
    county: usize,
    stratum: usize,
    resident: u32,
    activity: Activity,
    /// Chance that he pays beforehand.
    paying: f64,
}

impl Attempts {
    /// Before the first day.
    pub fn new(inputs: &Inputs, world: &World) -> Attempts {
        Attempts {
            multipliers: Multipliers::new(inputs.parameters.attempt.spread),
            reach: Reach::of_all(inputs, &world.segments),
            choices: Vec::new(),
            candidates: Vec::new(),
            sight: Sight::default(),
            tariff: Tariff::default(),
            traffic: vec![[0; 2]; world.segments.len()],
            runs: vec![0; inputs.counties.len()],
        }
    }

    /// Everyone's attempts of a day. Reads orders, season, barriers, posts; owns residents' whereabouts, what was tried and
    /// failed by segment, and what came in.
    pub fn step(&mut self, today: Today, inputs: &Inputs, standing: &Standing, world: &mut World, log: &mut impl Log) {
        self.sight
            .look(today.month, inputs, standing, &world.segments, &world.posts);
        self.tariff
            .quote(inputs, standing, &world.segments, &world.posts, &world.counties);
        let (segments, counties) = (&world.segments, &mut world.counties);
        place::choices(
            today.month,
            inputs,
            segments,
            &self.tariff,
            &self.reach,
            counties,
            &mut self.choices,
        );
        let mut candidates = core::mem::take(&mut self.candidates);
        for county in 0..inputs.counties.len() {
            for stratum in 0..inputs.strata.len() {
                for activity in Activity::ALL {
                    let (hazard, paying) = super::hazard(
                        inputs,
                        standing,
                        &world.counties,
                        &world.remittances,
                        county,
                        stratum,
                        activity,
                    );
                    let members = world.residents.members(county, stratum);
                    let whose = (county, stratum, activity);
                    candidates.clear();
                    let (multipliers, luck) = (&self.multipliers, today.luck);
                    who::who(
                        today.day,
                        today.engine,
                        multipliers,
                        hazard,
                        luck,
                        whose,
                        members,
                        &mut candidates,
                    );
                    for &resident in &candidates {
                        if world.residents.at_home(county, resident) {
                            let who = Who {
                                county,
                                stratum,
                                resident,
                                activity,
                                paying,
                            };
                            self.one(&who, today, inputs, standing, world, log);
                        }
                    }
                }
            }
        }
        self.candidates = candidates;
        self.settle(today.day, inputs, world, log);
    }

    /// One attempt from beginning to end.
    #[allow(clippy::too_many_arguments, reason = "the whole of an attempt in one place")]
    fn one(
        &mut self,
        who: &Who,
        today: Today,
        inputs: &Inputs,
        standing: &Standing,
        world: &mut World,
        log: &mut impl Log,
    ) {
        let (county, activity) = (who.county, who.activity);
        let place = county + 4096 * activity as usize;
        let mut draws = today.luck.words(Purpose::Attempt, place, who.resident, today.day);
        let brokered = draws.chance(word::PAYS, who.paying);
        let segment = self.choices[county].pick(brokered.then_some(activity as usize), draws.uniform(word::WHERE));
        let way = Way {
            segment,
            activity,
            // Where nobody stands, nobody is paid.
            brokered: brokered && self.tariff.price[segment][activity as usize] > Some(0.0),
            month: today.month,
            means: inputs.strata[who.stratum].means,
        };
        let setting = Setting {
            inputs,
            standing,
            sight: &self.sight,
            segments: &world.segments,
        };
        let passed = passage::pass(
            today.day,
            &setting,
            way,
            &mut draws,
            &mut world.posts,
            &mut world.counties,
            log,
        );
        if let Some(whereabouts) = whereabouts(inputs, today.day, activity, passed.outcome, passed.died) {
            world.residents.leave_home(county, who.resident, whereabouts);
        }
        let through = passed.outcome == Outcome::Crossed;
        self.runs[county] += u32::from(through && activity == Activity::Smuggle);
        let heard = if passed.died {
            inputs.parameters.belief.death_weight.max(1.0)
        } else {
            1.0
        };
        world.segments.tried[segment] += heard;
        world.segments.failed[segment] += if through { 0.0 } else { heard };
        let mut paid = passed.paid;
        if way.brokered {
            self.traffic[segment][activity as usize] += 1;
            paid += self.tariff.total(segment, activity);
        }
        let incident = Incident {
            day: today.day,
            county: county as u16,
            at: world.segments.county[segment],
            resident: who.resident,
            stratum: who.stratum as u8,
            activity,
            brokered: way.brokered,
            outcome: passed.outcome,
            died: passed.died,
            force: passed.force,
            paid,
        };
        log.happened(&Fact::Attempt(incident));
    }

    /// At the end of the day standing deals are paid, and the goods that came through are counted.
    fn settle(&mut self, day: u32, inputs: &Inputs, world: &mut World, log: &mut impl Log) {
        tariff::settle(day, &self.tariff, &mut self.traffic, world, log);
        for (county, runs) in self.runs.iter_mut().enumerate().filter(|(_, runs)| **runs > 0) {
            world.epidemic.contacts[county] += *runs;
            let value = inputs.parameters.economy.goods_per_run * f64::from(*runs);
            economy::receive(day, &inputs.parameters.economy, county, value, &mut world.counties);
            log.happened(&Fact::Goods(Goods {
                day,
                county: county as u16,
                runs: core::mem::take(runs),
                value,
            }));
        }
    }
}

/// Where an outcome leaves the one who tried; `None`: at home.
fn whereabouts(inputs: &Inputs, day: u32, activity: Activity, outcome: Outcome, died: bool) -> Option<Whereabouts> {
    let params = &inputs.parameters.passage;
    let days = match activity {
        Activity::Leave => params.detention_leave_days,
        Activity::Smuggle => params.detention_smuggle_days,
    };
    match outcome {
        _ if died => Some(Whereabouts::Dead),
        Outcome::Crossed if activity == Activity::Leave => Some(Whereabouts::Abroad),
        Outcome::Arrested | Outcome::Shot | Outcome::Mine | Outcome::SentBack => {
            Some(Whereabouts::Detained(day + 1 + days as u32))
        }
        _ => None,
    }
}
