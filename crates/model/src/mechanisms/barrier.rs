//! What wall, fence and cameras are worth as time goes by: decay, usual upkeep, floods. Reads the river's
//! floods by month; owns the condition of segments. Building and repair by crews: [`super::works`].
//!
//! Source: reports of a barrier destroyed in part by a July flood and repaired by levies. Assumed: one condition for all
//! that stands on a segment.

use crate::chance::Purpose;
use crate::facts::{Fact, Flood, Log};
use crate::given::Border;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Rate at which the condition of what is built decays.
        decay_per_year: f64 = "per year", 0.0..=10.0;
        /// Rate at which repair restores it.
        repair_per_year: f64 = "per year", 0.0..=10.0;
        /// Share of its condition that what is built loses in a damaging flood.
        flood_damage: f64 = "share", 0.0..=1.0;
    }
}

/// Condition after a day of decay and usual upkeep: `c + repair·(1−c) − decay·c`, rates per day.
pub fn weathered(params: &Params, condition: f64) -> f64 {
    let (repair, decay) = (params.repair_per_year / 365.0, params.decay_per_year / 365.0);
    (condition + repair * (1.0 - condition) - decay * condition).clamp(0.0, 1.0)
}

/// A day of weather on what is built: decay, upkeep, floods. Returns the counties that were flooded.
pub fn step(today: &Today, params: &Params, border: Border, segments: &mut Segments, log: &mut impl Log) -> Vec<usize> {
    for condition in &mut segments.condition {
        *condition = weathered(params, *condition);
    }
    let mut flooded = Vec::new();
    for c in 0..border.counties.len() {
        let chance = daily_probability(border.river(c).flood[today.month] / 30.0);
        if chance > 0.0 && today.draws(Purpose::Flood, c, 0).chance(chance) {
            for s in segments.of(c) {
                segments.condition[s] *= 1.0 - params.flood_damage;
            }
            let county = c as u16;
            log.happened(&Fact::Flood(Flood { day: today.day, county }));
            flooded.push(c);
        }
    }
    flooded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where decay and upkeep balance, condition rests at repair / (repair + decay).
    #[test]
    fn condition_comes_to_rest_where_decay_and_upkeep_balance() {
        let params = Params {
            decay_per_year: 0.5,
            repair_per_year: 1.5,
            flood_damage: 0.0,
        };
        let condition = (0..20_000).fold(1.0, |c, _| weathered(&params, c));
        assert!((condition - 0.75).abs() < 1e-9, "{condition}");
    }
}
