//! The day by another hand: everybody is asked.

use crate::DAY;
use crate::trial::Trial;
use amnok_model::chance::{Luck, Purpose, Words};
use amnok_model::facts::{Activity, Incident, Outcome};
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::passage::draw_index;
use amnok_model::units::Money;
use amnok_model::world::World;
use amnok_model::world::orders_in_force::Standing;
use std::collections::BTreeSet;

/// The same day, plainly.
pub struct Plain<'a> {
    pub inputs: &'a Inputs,
    pub standing: &'a Standing,
    pub world: &'a World,
    pub luck: Luck,
}

impl Plain<'_> {
    /// Everybody is asked.
    pub fn simulate(&self) -> Vec<Incident> {
        let mut incidents = Vec::new();
        let mut gone = BTreeSet::new();
        for county in 0..self.inputs.counties.len() {
            for stratum in 0..self.inputs.strata.len() {
                for activity in Activity::ALL {
                    let (hazard, paying) = self.hazard(county, stratum, activity);
                    let members = self.world.residents.members(county, stratum);
                    let spread = self.inputs.parameters.attempt.spread;
                    for resident in members.clone() {
                        let (rank, count) = (resident - members.start, members.len() as u64);
                        let class = (u64::from(rank) * 64 / count) as f64;
                        let power = |u: f64| libm::pow(u / 64.0, spread);
                        let multiplier = 64.0 * (power(class + 1.0) - power(class));
                        let place = county + 4096 * activity as usize;
                        let chance = -libm::expm1(-hazard * multiplier);
                        let mut tries = false;
                        let draws = self.luck.each(Purpose::Exhaustive, place, DAY);
                        draws.of(resident..resident + 1, chance, |_| tries = true);
                        if !tries || gone.contains(&(county, resident)) {
                            continue;
                        }
                        let words = self.luck.words(Purpose::Attempt, place, resident, DAY);
                        let incident = self.attempt(county, stratum, resident, activity, paying, &words);
                        let home = matches!(incident.outcome, Outcome::TurnedBack)
                            || (incident.outcome == Outcome::Crossed && activity == Activity::Smuggle);
                        if incident.died || !home {
                            gone.insert((county, resident));
                        }
                        incidents.push(incident);
                    }
                }
            }
        }
        incidents
    }

    /// The segment where somebody tries: of those with a deal, if he goes by one.
    fn place(&self, county: usize, deal: Option<Activity>, u: f64) -> usize {
        let sold = |s: usize| deal.is_none_or(|activity| self.fees(s, activity).is_some());
        let among: Vec<(usize, f64)> = self.pulls(county).into_iter().filter(|(s, _)| sold(*s)).collect();
        let sum: f64 = among.iter().map(|(_, pull)| pull).sum();
        let mut so_far = 0.0;
        for (s, pull) in &among {
            so_far += pull;
            if u * sum < so_far {
                return *s;
            }
        }
        among[among.len() - 1].0
    }

    fn attempt(
        &self,
        county: usize,
        stratum: usize,
        resident: u32,
        activity: Activity,
        paying: f64,
        words: &Words,
    ) -> Incident {
        let deal = words.chance(draw_index::PAYS, paying);
        let segment = self.place(county, deal.then_some(activity), words.uniform(draw_index::WHERE));
        let fee: Money = if deal {
            self.fees(segment, activity).into_iter().flatten().sum()
        } else {
            Money::ZERO
        };
        let mut trial = Trial {
            plain: self,
            words,
            s: segment,
            activity,
            deal: deal && fee > Money::ZERO,
            means: self.inputs.strata[stratum].means,
            seen: 0,
            paid: Money::ZERO,
            force: None,
        };
        let (outcome, died) = trial.pass();
        Incident {
            day: DAY,
            county: county as u16,
            at: self.world.segments.county[segment],
            resident: Some(resident),
            count: 1,
            stratum: stratum as u8,
            activity,
            brokered: trial.deal,
            outcome,
            died,
            force: trial.force,
            paid: trial.paid + if trial.deal { fee } else { Money::ZERO },
        }
    }
}
