//! Values drawn from the prior: what a history of its own assumptions is given.

use super::factors::factors;
use super::runs::{inputs_at, settings_of};
use amnok_chance::Luck;
use amnok_lab::sweep::Factor;
use amnok_model::inputs::Inputs;
use amnok_scenario::{Scenario, Setting};

/// A scenario whose assumed values are drawn, every one that a sweep varies if nothing is said, each from its own prior.
pub struct Drawn<'a> {
    scenario: &'a Scenario,
    factors: Vec<Factor>,
    settings: Vec<Setting>,
}

impl<'a> Drawn<'a> {
    /// That of a scenario.
    ///
    /// # Errors
    /// In words, where all values at their highest are more than a run can hold.
    pub fn of(scenario: &'a Scenario) -> Result<Drawn<'a>, String> {
        let factors = factors(scenario, &[])?;
        let settings = settings_of(scenario, &factors).map_err(|error| error.to_string())?;
        Ok(Drawn {
            scenario,
            factors,
            settings,
        })
    }

    /// What is drawn.
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// The values of one history, in the order of [`Drawn::factors`]: they depend on the seed and its number alone.
    pub fn values(&self, history: u32) -> Vec<f64> {
        let luck = Luck {
            seed: self.scenario.seed,
            replicate: history,
        };
        self.factors.iter().map(|factor| factor.draw(luck)).collect()
    }

    /// What one history is given.
    pub fn inputs(&self, history: u32) -> Inputs {
        inputs_at(self.scenario, &self.settings, &self.values(history))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_a_history_are_its_own_and_spread_as_the_prior_says() {
        let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let drawn = Drawn::of(&scenario).expect("it can be drawn");
        assert_eq!(drawn.values(3), Drawn::of(&scenario).expect("again").values(3));
        assert!(drawn.inputs(3) != drawn.inputs(4));
        // Kolmogorov's distance of the shares below all draws from even: some 400 values of 50 histories; beyond 1.95/√n once in a thousand. Where the
        // median is an end of the range, half of all draws are that end.
        let spreads =
            |factor: &Factor| factor.prior.low < factor.prior.median && factor.prior.median < factor.prior.high;
        let shares_of = |history| {
            let values = drawn.values(history);
            let all = drawn.factors().iter().zip(values);
            let of = |(factor, value): (&Factor, f64)| spreads(factor).then(|| factor.prior.share_below(value));
            all.filter_map(of).collect::<Vec<f64>>()
        };
        let mut shares: Vec<f64> = (0..50).flat_map(shares_of).collect();
        shares.sort_by(f64::total_cmp);
        let count = shares.len() as f64;
        let apart = shares
            .iter()
            .enumerate()
            .map(|(n, share)| (share - (n as f64 + 0.5) / count).abs());
        assert!(apart.fold(0.0, f64::max) < 1.95 / count.sqrt());
    }
}
