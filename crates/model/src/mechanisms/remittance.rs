//! Money sent home through brokers by those settled abroad. Reads orders and the risk that residents perceive; owns what
//! arrived. It goes into the county's distress ([`super::economy`]) and the means of households with kin abroad ([`super::attempt`]).
//!
//! Source: yearly surveys of those who arrived (who sends, how much, at what fee, who is still in contact). Assumed: the fee follows perceived risk,
//! interception follows inspection; all that is sent is commission, intercepted, or received.

use crate::chance::Purpose;
use crate::facts::{Fact, Log, Transfers};
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::{Money, daily_probability};
use crate::world::county::Counties;
use crate::world::remittance::Remittances;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Persons settled abroad at the start who have kin along this border.
        settled: f64 = "persons", 0.0..=100000000.0;
        /// Transfers of one who is settled, at the start.
        transfers_per_year: f64 = "per settled person-year", 0.0..=365.0;
        /// Amount of a transfer.
        amount: f64 = "currency", 0.0..=10000000.0;
        /// Rate at which those settled lose contact with kin.
        fade_per_year: f64 = "per year", 0.0..=100.0;
        /// Commission of brokers at the risk that residents usually perceive.
        commission: f64 = "share", 0.0..=1.0;
        /// Increase of the commission per unit of perceived risk above the usual.
        commission_risk: f64 = "share per unit of risk", 0.0..=10.0;
        /// Share of transfers that is found and taken, without special inspection.
        intercepted: f64 = "share", 0.0..=1.0;
        /// Share of transfers that a full lockdown leaves.
        lockdown: f64 = "share", 0.0..=1.0;
        /// Share of the means of households with kin abroad that comes from them.
        means_share: f64 = "share", 0.0..=1.0;
    }
}

/// Persons settled abroad with kin in a county who are still in contact, on a day: the stock of the start and those who have arrived
/// since ([`join`]), fading.
pub fn settled(day: u32, params: &Params, stock: f64) -> f64 {
    stock * libm::exp(-params.fade_per_year * f64::from(day) / 365.0)
}

/// Those who arrived today join those who send: counted in the stock of the start as what fades to one by now.
pub fn join(today: &Today, params: &Params, arrived: &[u32], remittances: &mut Remittances) {
    for (stock, arrived) in remittances.settled.iter_mut().zip(arrived) {
        *stock += f64::from(*arrived) / settled(today.day, params, 1.0);
    }
}

/// Share of an amount that brokers keep: `commission + commission_risk · (R − usual)⁺`, at most all.
pub fn commission(params: &Params, risk: f64, usual: f64) -> f64 {
    (params.commission + params.commission_risk * (risk - usual).max(0.0)).min(1.0)
}

/// Chance that a transfer is found: `1 − (1 − intercepted)^multiple`, with the multiple of inspection in force.
pub fn intercepted(params: &Params, multiple: f64) -> f64 {
    1.0 - libm::pow(1.0 - params.intercepted, multiple)
}

/// Multiplier of the means of households with kin abroad: `1 + means_share · (M − 1)`, M what arrives against the baseline.
pub fn means(params: &Params, index: f64) -> f64 {
    1.0 + params.means_share * (index - 1.0)
}

/// Multiplier of the means of those with kin abroad, by county.
pub fn means_by_county(params: &Params, remittances: &Remittances) -> Vec<f64> {
    remittances.index.iter().map(|index| means(params, *index)).collect()
}

/// What other mechanisms count as usual.
#[derive(Clone, Copy, Debug)]
pub struct Usual {
    /// Days at the start over which baselines are taken ([`super::economy::Params::baseline_days`]).
    pub baseline_days: f64,
    /// Risk that residents perceive with nothing in sight ([`super::belief::Params::prior`]).
    pub risk: f64,
}

/// Transfers of a day.
pub fn step(
    today: &Today,
    params: &Params,
    usual: Usual,
    counties: &Counties,
    remittances: &mut Remittances,
    log: &mut impl Log,
) {
    let baseline_days = usual.baseline_days.max(1.0);
    for c in 0..remittances.settled.len() {
        if remittances.settled[c] <= 0.0 {
            continue;
        }
        let free = 1.0 - today.standing.lockdown[c] * (1.0 - params.lockdown);
        let senders = libm::round(settled(today.day, params, remittances.settled[c])) as u32;
        let mut draws = today.draws(Purpose::Remittance, c, 0);
        let sent = draws.binomial(senders, daily_probability(params.transfers_per_year / 365.0 * free));
        let found = draws.binomial(sent, intercepted(params, today.standing.inspect[c]));
        let kept = Money::from_units(params.amount * commission(params, counties.risk[c], usual.risk));
        let amount = Money::from_units(params.amount);
        let arrives = Money(amount.0 - kept.0).times(sent - found);
        log.happened(&Fact::Transfers(Transfers {
            day: today.day,
            county: c as u16,
            sent,
            intercepted: found,
            amount,
            commission: kept,
        }));
        receive(today.day, baseline_days, c, arrives.units(), remittances);
    }
}

/// Puts what arrived today into the window and compares the window with the baseline.
fn receive(day: u32, baseline_days: f64, county: usize, value: f64, remittances: &mut Remittances) {
    let window = &mut remittances.window[county];
    let place = day as usize % window.len();
    window[place] = value;
    if f64::from(day) < baseline_days {
        remittances.baseline[county] += value;
    } else if remittances.baseline[county] > 0.0 {
        let recent = window.iter().sum::<f64>() / window.len() as f64;
        remittances.index[county] = recent / (remittances.baseline[county] / baseline_days);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params() -> Params {
        Params {
            commission: 0.3,
            commission_risk: 0.5,
            intercepted: 0.1,
            fade_per_year: 0.2,
            means_share: 0.5,
            ..Params::default()
        }
    }

    #[test]
    fn the_fee_rises_with_risk_and_never_takes_more_than_all() {
        assert!((commission(&params(), 0.1, 0.1) - 0.3).abs() < 1e-12);
        assert!((commission(&params(), 0.3, 0.1) - 0.4).abs() < 1e-12);
        assert!((commission(&params(), 0.05, 0.1) - 0.3).abs() < 1e-12);
        assert_eq!(
            commission(
                &Params {
                    commission_risk: 10.0,
                    ..params()
                },
                1.0,
                0.1
            ),
            1.0
        );
    }

    #[test]
    fn interception_multiplies_as_independent_searches() {
        assert!((intercepted(&params(), 1.0) - 0.1).abs() < 1e-12);
        assert!((intercepted(&params(), 2.0) - 0.19).abs() < 1e-12);
        assert_eq!(intercepted(&params(), 0.0), 0.0);
    }

    #[test]
    fn contact_fades_and_means_follow_what_arrives() {
        assert!((settled(365, &params(), 100.0) - 100.0 * libm::exp(-0.2)).abs() < 1e-9);
        assert_eq!(means(&params(), 1.0), 1.0);
        assert_eq!(means(&params(), 0.0), 0.5);
    }
}
