//! Quantities that can be swapped by mistake, each with a type of its own.

/// Money in hundredths of the scenario's currency, exact, so that what is paid equals what is received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// From units of the currency, rounded to the nearest hundredth; negative amounts become zero.
    pub fn from_units(units: f64) -> Money {
        let hundredths = units.max(0.0) * 100.0;
        let whole = hundredths as i64;
        // Halves upward; what is left of so many hundredths is exact.
        Money(whole.saturating_add(i64::from(hundredths - whole as f64 >= 0.5)))
    }

    /// So many times.
    pub fn times(self, count: u32) -> Money {
        Money(self.0 * i64::from(count))
    }

    /// The part that so many of so many have, rounded down; nothing of none.
    pub fn part(self, of: u32, all: u32) -> Money {
        Money((i128::from(self.0) * i128::from(of) / i128::from(all.max(1))) as i64)
    }

    /// In units of the currency.
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl core::ops::Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl core::ops::Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl core::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl core::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, |a, b| a + b)
    }
}

/// The daily probability of something with hazard `hazard` per day: `1 − e^{−hazard}`.
pub fn daily_probability(hazard: f64) -> f64 {
    -libm::expm1(-hazard.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_rounded_to_the_nearest_hundredth_halves_up() {
        for (units, hundredths) in [
            (0.004_99, 0),
            (0.005, 1),
            (1.0, 100),
            (2.675, 268),
            (1e17, i64::MAX),
            (-3.0, 0),
        ] {
            assert_eq!(Money::from_units(units), Money(hundredths), "{units}");
        }
        for number in 0..100_000 {
            let units = f64::from(number) * 0.377_1;
            assert_eq!(
                Money::from_units(units),
                Money(libm::round(units * 100.0) as i64),
                "{units}"
            );
        }
    }
}
