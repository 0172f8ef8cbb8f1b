//! Power on the fences: each county's is live or dead, a two-state chain. Reads the share of time by order; owns `powered` of the counties.
//!
//! Assumed: a county has power or has none; the seasons of the rivers themselves are given, not made here.

use crate::chance::Purpose;
use crate::parameter::numbers;
use crate::today::Today;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Mean length of a spell without power on a county's fence.
        outage_days: f64 = "days", 1.0..=365.0;
    }
}

/// Chances of going dead and of coming back in one day, so that the fence is live a share `share` of the time and
/// spells without power last `outage` days in the mean: `b = 1/outage`, `a = b·(1−share)/share`, both at most 1.
pub fn switching(share: f64, outage: f64) -> (f64, f64) {
    let back = (1.0 / outage).min(1.0);
    if share <= 0.0 {
        return (1.0, 0.0);
    }
    (
        (back * (1.0 - share) / share).min(1.0),
        if share >= 1.0 { 1.0 } else { back },
    )
}

/// Power on each county's fence today.
pub fn step(today: &Today, params: &Params, counties: &mut Counties) {
    let power = &today.standing.power;
    for (c, powered) in counties.powered.iter_mut().enumerate() {
        let draw = today.draws(Purpose::Power, c, 0).uniform();
        *powered = if today.day == 0 {
            draw < power[c]
        } else {
            let (fails, returns) = switching(power[c], params.outage_days);
            if *powered { draw >= fails } else { draw < returns }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;

    /// Stationary share of a two-state chain: b/(a+b).
    #[test]
    fn switching_has_the_share_asked_for() {
        for share in [0.2, 0.5, 0.9] {
            let (fails, returns) = switching(share, 4.0);
            assert!((returns / (fails + returns) - share).abs() < 1e-12 || fails == 1.0);
        }
        assert_eq!(switching(0.0, 3.0), (1.0, 0.0));
        assert_eq!(switching(1.0, 3.0), (0.0, 1.0));
    }

    /// Spells of a two-state chain are geometric: mean `outage_days` dark, `outage_days · share / (1 − share)` live.
    #[test]
    fn spells_have_their_means() {
        let (fails, returns) = switching(0.6, 3.0);
        let luck = Luck { seed: 41, replicate: 0 };
        let (days, mut powered, mut changes, mut dark) = (200_000, true, 0.0, 0.0);
        for day in 0..days {
            let draw = luck
                .at(Purpose::Power, day as usize / 50_000, 0, day % 50_000)
                .uniform();
            let next = if powered { draw >= fails } else { draw < returns };
            changes += f64::from(u8::from(next != powered));
            dark += f64::from(u8::from(!next));
            powered = next;
        }
        let spells = changes / 2.0;
        // About 27,000 spells of standard deviation below their mean + 1: five standard errors are 0.13 days.
        assert!((dark / spells - 3.0).abs() < 0.13, "{}", dark / spells);
        assert!(((f64::from(days) - dark) / spells - 4.5).abs() < 0.2);
    }
}
