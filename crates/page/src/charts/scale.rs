//! Upright scales: how high a value lies, and which values are named beside it.

use crate::numbers::short;

/// Ticks from 0 to at least `most`, at 1, 2 or 5 times a power of ten.
pub fn ticks(most: f64) -> Vec<f64> {
    let most = if most.is_finite() && most > 0.0 { most } else { 1.0 };
    let rough = most / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|f| f * power)
        .find(|s| *s >= rough)
        .unwrap_or(rough);
    (0..=(most / step).ceil() as usize).map(|i| i as f64 * step).collect()
}

/// Most powers of ten on a scale by factors: what is smaller lies at its lower end.
const DECADES: i32 = 8;

/// A scale from its first tick at the lower end to its last at the upper.
pub struct Scale {
    /// Values that are named, ascending.
    pub ticks: Vec<f64>,
    by_factors: bool,
}

impl Scale {
    /// From 0 to at least `most`, evenly.
    pub fn evenly(most: f64) -> Scale {
        Scale {
            ticks: ticks(most),
            by_factors: false,
        }
    }

    /// By factors, from the power of ten below the least value above 0 to that above the greatest; evenly where there is no value above 0.
    pub fn by_factors(values: impl Iterator<Item = f64>) -> Scale {
        let above = values.filter(|value| *value > 0.0 && value.is_finite());
        let (least, most) = above.fold((f64::INFINITY, 0.0), |(least, most), v| (v.min(least), v.max(most)));
        if most == 0.0 {
            return Scale::evenly(most);
        }
        let from = least.log10().floor() as i32;
        let to = (most.log10().ceil() as i32).max(from + 1);
        let powers = from.max(to - DECADES)..=to;
        Scale {
            ticks: powers.map(|power| 10f64.powi(power)).collect(),
            by_factors: true,
        }
    }

    /// The last tick.
    pub fn top(&self) -> f64 {
        self.ticks[self.ticks.len() - 1]
    }

    /// How high a value lies, as a share of the scale; what is below its lower end lies there.
    pub fn height(&self, value: f64) -> f64 {
        let (low, high) = (self.ticks[0], self.top());
        match self.by_factors {
            true => (value.max(low) / low).log10() / (high / low).log10(),
            false => value / high,
        }
    }

    /// A tick as it is written: even steps all in one unit.
    pub fn name(&self, tick: f64) -> String {
        short(tick, if self.by_factors { tick } else { self.top() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One draw with ten thousand times the money pressed all other prices to the lower edge.
    #[test]
    fn by_factors_ten_times_as_much_is_always_as_far() {
        let scale = Scale::by_factors([0.0, 2_000.0, 9_000_000.0].into_iter());
        assert_eq!(scale.ticks, [1e3, 1e4, 1e5, 1e6, 1e7]);
        let heights = [1e3, 1e4, 1e5, 1e6, 1e7].map(|value| (scale.height(value) * 100.0).round());
        assert_eq!(heights, [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(scale.height(0.0), 0.0, "nothing lies below the lower end");
        let named: Vec<String> = scale.ticks.iter().map(|tick| scale.name(*tick)).collect();
        assert_eq!(named, ["1,000", "10k", "100k", "1M", "10M"]);
    }

    #[test]
    fn a_scale_by_factors_has_two_ends_whatever_it_is_of() {
        let ticks = |values: &[f64]| Scale::by_factors(values.iter().copied()).ticks;
        assert_eq!(ticks(&[100.0]), [100.0, 1_000.0]);
        assert_eq!(ticks(&[0.05, 0.5])[..2], [0.01, 0.1]);
        assert_eq!(ticks(&[1e-9, 1e6]).len(), 9, "no more than eight powers of ten");
        assert_eq!(ticks(&[]), Scale::evenly(0.0).ticks);
        assert_eq!(ticks(&[f64::INFINITY, 0.0]), Scale::evenly(0.0).ticks);
    }

    #[test]
    fn even_steps_are_one_two_or_five_times_a_power_of_ten() {
        assert_eq!(ticks(9.0), [0.0, 2.5, 5.0, 7.5, 10.0]);
        assert_eq!(ticks(1.0), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(Scale::evenly(9.0).height(7.5), 0.75);
    }
}
