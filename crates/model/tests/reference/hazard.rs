//! Who wants to try, and where (docs/model.md §7.6).

use crate::MONTH;
use crate::plain::Plain;
use amnok_model::facts::Activity;
use amnok_model::units::Money;

impl Plain<'_> {
    /// Segments in reach of a county with the pull that each has.
    pub fn pulls(&self, county: usize) -> Vec<(usize, f64)> {
        let (segments, p) = (&self.world.segments, &self.inputs.parameters.attempt);
        let own = segments.of(county);
        let (near, far) = (segments.middle_km[own.start], segments.middle_km[own.end - 1]);
        let reachable = |s: &usize| (segments.county[*s] as usize).abs_diff(county) <= 1;
        let pull = |s: usize| {
            let river = self.inputs.counties[segments.county[s] as usize].river;
            let ease = self.inputs.rivers[river].ease[MONTH];
            let away = (near - segments.middle_km[s]).max(segments.middle_km[s] - far).max(0.0);
            let belief = libm::exp(-segments.belief[s] / p.search) * ease;
            (s, belief * (libm::exp(-away / p.reach_km) * segments.ease[s]))
        };
        (0..segments.len()).filter(reachable).map(pull).collect()
    }

    /// Hazard before the resident's own multiplier, and chance of going by a deal.
    pub fn hazard(&self, county: usize, stratum: usize, activity: Activity) -> (f64, f64) {
        let (p, c, k) = (
            &self.inputs.parameters.attempt,
            &self.inputs.counties[county],
            &self.inputs.strata[stratum],
        );
        let leave = activity == Activity::Leave;
        let pick = |a: f64, b: f64| if leave { a } else { b };
        let (mut risk, mut all, mut paid, mut open) = (0.0, 0.0, 0.0, 0.0);
        for (s, pull) in self.pulls(county) {
            all += pull;
            risk += pull * self.world.segments.belief[s];
            if let Some(fees) = self.fees(s, activity) {
                open += pull;
                paid += pull * fees.into_iter().sum::<Money>().units();
            }
        }
        let price = (open > 0.0).then(|| paid / open);
        let from_kin = if k.kin {
            1.0 + self.inputs.parameters.remittance.means_share * (self.world.remittances.index[county] - 1.0)
        } else {
            1.0
        };
        let median = pick(p.means_leave, p.means_smuggle) * k.means * from_kin;
        let paying = match price {
            None => 0.0,
            Some(price) => {
                let x = (libm::log(median) - libm::log(price)) / p.means_sigma;
                0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
            }
        };
        let alone = pick(p.without_means_leave, p.without_means_smuggle);
        let able = paying + (1.0 - paying) * alone;
        let base = pick(p.leave_per_year, p.smuggle_per_year) / 365.0
            * (pick(c.leave_weight, c.smuggle_weight) * pick(k.leave, k.smuggle));
        let drive = pick(p.distress_leave, p.distress_smuggle) * self.world.counties.distress[county]
            - pick(p.risk_leave, p.risk_smuggle) * (risk / all);
        let free = 1.0 - self.standing.lockdown[county] * (1.0 - p.lockdown);
        let counties = &self.world.counties;
        let partner = if leave {
            1.0
        } else {
            counties.openness[county] * counties.draw[county]
        };
        (base * libm::exp(drive) * free * able * partner, paying / able)
    }
}
