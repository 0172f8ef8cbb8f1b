//! What guards ask for (docs/model.md §7.8).

use crate::plain::Plain;
use amnok_model::facts::Activity;
use amnok_model::units::Money;
use amnok_model::world::guard::Account;

impl Plain<'_> {
    /// r = (tolerance · π · (J · severity + stigma) · (1 + collective) − sympathy·(2 − M))⁺ + danger · guns
    pub fn reservation(&self, force: usize, s: usize, tolerance: f64, activity: Activity) -> f64 {
        let (p, county) = (&self.inputs.parameters.bribe, self.world.segments.county[s] as usize);
        let severity = if activity == Activity::Leave {
            p.severity_leave
        } else {
            1.0
        };
        let fear = self.world.posts.fear[self.world.posts.unit(force, s)];
        let penalty = self.standing.penalty_days[force] * self.inputs.forces[force].numbers.income_per_day * severity;
        let stigma = match self.standing.brand[county] {
            true => self.inputs.parameters.branding.stigma_days,
            false => 0.0,
        };
        let penalty = penalty + stigma * self.inputs.forces[force].numbers.income_per_day;
        let collective = if self.standing.collective[county] {
            p.collective
        } else {
            0.0
        };
        let sympathy = p.sympathy * (2.0 - self.world.counties.morale[county]);
        let danger = self.inputs.parameters.deterrence.danger * self.guns(force, s);
        (tolerance * fear * penalty * (1.0 + collective) - sympathy).max(0.0) + danger
    }

    /// Greatest share of sightings that a battery behind the guards of a segment answers by fire.
    pub fn guns(&self, force: usize, s: usize) -> f64 {
        let county = self.world.segments.county[s] as usize;
        let behind = |f: &usize| *f != force && self.inputs.forces[*f].behind && !self.world.posts.at(*f, s).is_empty();
        let batteries = (0..self.inputs.forces.len()).filter(behind);
        batteries.map(|f| self.standing.fire[f][county]).fold(0.0, f64::max)
    }

    /// The price of each layer present on an open segment; `None` where one is not bought.
    pub fn fees(&self, s: usize, activity: Activity) -> Option<Vec<Money>> {
        let p = &self.inputs.parameters.bribe;
        let value = if activity == Activity::Leave {
            p.value_leave
        } else {
            p.value_smuggle
        };
        let mut fees = Vec::new();
        for force in 0..self.inputs.forces.len() {
            if self.world.posts.at(force, s).is_empty() {
                continue;
            }
            let bought = |a: &&Account| a.segment as usize == s && a.deal_until > 0;
            let deals = self.world.posts.accounts(force).iter().filter(bought);
            let tolerance = deals.map(|a| a.tolerance).fold(f64::INFINITY, f64::min);
            if tolerance == f64::INFINITY {
                return None;
            }
            let r = self.reservation(force, s, tolerance, activity);
            let offer = value * self.inputs.forces[force].numbers.value_share;
            if offer < r {
                return None;
            }
            fees.push(Money::from_units(r + p.theta * (offer - r)));
        }
        let sum: Money = fees.iter().copied().sum();
        let markup = match activity {
            Activity::Leave => self.world.counties.markup[self.world.segments.county[s] as usize],
            Activity::Smuggle => 1.0,
        };
        fees.push(Money::from_units(sum.units() * p.broker_margin * markup));
        Some(fees)
    }
}
