//! What comes of watching the far bank: counterparts keep away, and those who are described are sought. Reads orders and who was seen; owns
//! `sought` and `contact` of the counties, which dealings and new deals go by the next day.
//!
//! Source: s000-watch-china-side, s000-log-loiterers. Assumed: every number; that who is sought stays away until he is forgotten.

use crate::chance::Purpose;
use crate::facts::{Fact, Log, Sought};
use crate::given::Border;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of those seen on the far bank who are known again by their description and sought.
        described: f64 = "share", 0.0..=1.0;
        /// Share of the counterparts who keep away while the far bank is watched.
        kept_away: f64 = "share", 0.0..=1.0;
        /// Log-decrease of contact per person sought and kilometre.
        per_sought: f64 = "per person and km", 0.0..=100.0;
        /// Rate at which those sought are forgotten.
        forget_per_year: f64 = "per year", 0.0..=1000.0;
    }
}

/// What is left of the contact with the far bank: `(1 − kept_away·[watched]) · e^{−per_sought · sought per km}`.
pub fn contact(params: &Params, watched: bool, sought_per_km: f64) -> f64 {
    let stay = if watched { 1.0 - params.kept_away } else { 1.0 };
    stay * libm::exp(-params.per_sought * sought_per_km)
}

/// Of those seen today, county by county, some are sought from now on; of those sought before, some are forgotten.
pub fn step(today: &Today, params: &Params, border: Border, seen: &[u32], counties: &mut Counties, log: &mut impl Log) {
    let forgotten = daily_probability(params.forget_per_year / 365.0);
    for (c, county) in border.counties.iter().enumerate() {
        if seen[c] + counties.sought[c] > 0 {
            let mut draws = today.draws(Purpose::Sought, c, 0);
            counties.sought[c] -= draws.binomial(counties.sought[c], forgotten);
            let persons = draws.binomial(seen[c], params.described);
            counties.sought[c] += persons;
            if persons > 0 {
                log.happened(&Fact::Sought(Sought {
                    day: today.day,
                    county: c as u16,
                    persons,
                }));
            }
        }
        let per_km = f64::from(counties.sought[c]) / county.border_km;
        counties.contact[c] = contact(params, today.standing.far_bank[c], per_km);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_is_whole_where_nobody_watches_and_nobody_is_sought() {
        let params = Params {
            kept_away: 0.2,
            per_sought: 0.5,
            ..Params::default()
        };
        assert_eq!(contact(&params, false, 0.0), 1.0);
        assert_eq!(contact(&params, true, 0.0), 0.8);
        assert!((contact(&params, true, 2.0) - 0.8 * libm::exp(-1.0)).abs() < 1e-12);
    }
}
