//! An epidemic: stochastic SEIR county by county, imported across the river. Reads trade and the runs of the day before;
//! owns the compartments. It adds to distress ([`super::economy`]) and has the state complain to the neighbour when the disease is
//! first found in a county. Off where both rates of import are 0.
//!
//! Source: the note of February 2020 names persons, animals and carcasses at the river as ways for the virus. Assumed: residents of a county mix evenly,
//! counties infect each other only through the river; nobody dies of it in the model.

use crate::chance::Purpose;
use crate::facts::{Fact, Infections, Log};
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::epidemic::Epidemic;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Chance that a run across the border brings the disease; 0 turns the epidemic off.
        import_per_contact: f64 = "probability", 0.0..=1.0;
        /// Imports by goods, animals and persons at full trade; 0 turns them off.
        import_per_month: f64 = "per county-month", 0.0..=1000.0;
        /// Infections that one who is infectious would cause in a day where nobody is immune.
        contacts_per_day: f64 = "per day", 0.0..=10.0;
        /// Mean time from infection to being infectious.
        latent_days: f64 = "days", 0.01..=365.0;
        /// Mean time of being infectious.
        infectious_days: f64 = "days", 0.01..=365.0;
        /// Policing of the far bank asked for when the disease is first found in a county.
        complaint: f64 = "share", 0.0..=1.0;
    }
}

/// Chance of being infected in a day where a share `prevalence` is infectious: `1 − e^{−β·prevalence}`.
pub fn infection(contacts_per_day: f64, prevalence: f64) -> f64 {
    daily_probability(contacts_per_day * prevalence)
}

/// A day of every county. Returns the counties where the disease is new.
pub fn step(today: &Today, params: &Params, epidemic: &mut Epidemic, log: &mut impl Log) -> Vec<usize> {
    let mut new = Vec::new();
    if params.import_per_contact <= 0.0 && params.import_per_month <= 0.0 {
        return new;
    }
    let (ripen, recover) = (
        daily_probability(1.0 / params.latent_days),
        daily_probability(1.0 / params.infectious_days),
    );
    for county in 0..epidemic.residents.len() {
        let mut draws = today.draws(Purpose::Epidemic, county, 0);
        let contacts = core::mem::take(&mut epidemic.contacts[county]);
        let by_trade = daily_probability(params.import_per_month / 30.0 * today.trade);
        let imports = draws.binomial(contacts, params.import_per_contact) + u32::from(draws.chance(by_trade));
        let clean = epidemic.exposed[county] + epidemic.infectious[county] == 0;
        let susceptible = epidemic.susceptible(county);
        let caught = draws.binomial(
            susceptible,
            infection(params.contacts_per_day, epidemic.prevalence(county)),
        );
        let ripe = draws.binomial(epidemic.exposed[county], ripen);
        let well = draws.binomial(epidemic.infectious[county], recover);
        let infected = (caught + imports).min(susceptible);
        epidemic.exposed[county] = epidemic.exposed[county] + infected - ripe;
        epidemic.infectious[county] = epidemic.infectious[county] + ripe - well;
        epidemic.recovered[county] += well;
        if infected > 0 {
            log.happened(&Fact::Infections(Infections {
                day: today.day,
                county: county as u16,
                persons: infected,
            }));
            if clean {
                new.push(county);
            }
        }
    }
    new
}

/// Those who ran goods across the border today have met others there, by county: what they bring shows tomorrow.
pub fn meet(runs: &[u32], epidemic: &mut Epidemic) {
    for (contacts, runs) in epidemic.contacts.iter_mut().zip(runs) {
        *contacts += runs;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;
    use crate::world::orders_in_force::Standing;

    /// Infections that one case causes where nobody is immune: contacts per day × mean whole days of being infectious, `1/(1 − e^{−1/days})`.
    fn reproduction(params: &Params) -> f64 {
        params.contacts_per_day / daily_probability(1.0 / params.infectious_days)
    }

    /// Share of a large population that is infected in the end, z = 1 − e^{−R·z}, the root above 0; 0 where R ≤ 1.
    fn final_size(reproduction: f64) -> f64 {
        if reproduction <= 1.0 {
            return 0.0;
        }
        (0..1_000).fold(1.0, |z, _| -libm::expm1(-reproduction * z))
    }

    fn town(residents: u32, exposed: u32) -> Epidemic {
        Epidemic {
            residents: vec![residents],
            exposed: vec![exposed],
            infectious: vec![0],
            recovered: vec![0],
            contacts: vec![0],
        }
    }

    /// A day of the town, with full trade.
    fn simulate(day: u32, params: &Params, luck: Luck, epidemic: &mut Epidemic) -> Vec<usize> {
        let standing = Standing::default();
        let today = Today::plain(day, luck, &standing);
        step(&today, params, epidemic, &mut ())
    }

    /// Lives through an outbreak without further import; returns how many were infected.
    fn outbreak(params: &Params, residents: u32, first: u32, replicate: u32) -> u32 {
        let mut epidemic = town(residents, first);
        let luck = Luck { seed: 41, replicate };
        for day in 0..2_000 {
            simulate(day, params, luck, &mut epidemic);
            if epidemic.exposed[0] + epidemic.infectious[0] == 0 {
                break;
            }
        }
        epidemic.recovered[0]
    }

    fn params(contacts_per_day: f64, latent_days: f64, infectious_days: f64) -> Params {
        // Import is on, so that the step runs; its chance is nothing.
        Params {
            import_per_contact: 0.0,
            import_per_month: 1e-300,
            contacts_per_day,
            latent_days,
            infectious_days,
            complaint: 0.0,
        }
    }

    /// One outbreak of 200,000 with R = 2: the share infected has standard deviation of about 0.002 around the final size;
    /// within 5 of these (level 6e-7); an R off by a twentieth (share off by 0.02) is seen with power above 0.99.
    #[test]
    fn the_final_size_is_that_of_the_closed_form() {
        let mut params = params(0.0, 4.0, 6.0);
        params.contacts_per_day = 2.0 * daily_probability(1.0 / 6.0);
        assert!((reproduction(&params) - 2.0).abs() < 1e-12);
        let share = f64::from(outbreak(&params, 200_000, 200, 0)) / 200_000.0;
        let expected = final_size(2.0);
        assert!((expected - 0.796_8).abs() < 1e-4, "{expected}");
        assert!((share - expected).abs() < 0.01, "{share} for {expected}");
    }

    /// A household of three, one infected, infectious for one day (Reed–Frost): with q the chance to escape one case,
    /// P(no other) = q², P(one other) = 2(1−q)q·q. 20,000 households, 5 standard errors (level 6e-7 each of two).
    #[test]
    fn a_household_is_a_chain_binomial() {
        let params = params(1.2, 0.01, 0.01);
        let households = 20_000;
        let mut counts = [0_u32; 4];
        for replicate in 0..households {
            counts[outbreak(&params, 3, 1, replicate) as usize] += 1;
        }
        let q = libm::exp(-1.2 / 3.0);
        for (cases, p) in [(1, q * q), (2, 2.0 * (1.0 - q) * q * q)] {
            let share = f64::from(counts[cases]) / f64::from(households);
            let error = libm::sqrt(p * (1.0 - p) / f64::from(households));
            assert!((share - p).abs() < 5.0 * error, "{cases} cases: {share} for {p}");
        }
    }

    #[test]
    fn without_import_nothing_happens() {
        let mut epidemic = town(1_000, 0);
        epidemic.contacts[0] = 500;
        let off = Params {
            contacts_per_day: 1.0,
            ..Params::default()
        };
        assert!(simulate(0, &off, Luck { seed: 1, replicate: 0 }, &mut epidemic).is_empty());
        assert_eq!(epidemic.exposed, [0]);
    }
}
