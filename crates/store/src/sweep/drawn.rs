//! Values that a history of its own assumptions is given: drawn from the prior, or from the posterior that is kept with the scenario.

use super::factors::factors;
use super::runs::{inputs_at, settings_of};
use crate::error::ResultError;
use crate::values::Values;
use amnok_chance::Luck;
use amnok_lab::sweep::{Factor, posterior_share};
use amnok_model::inputs::Inputs;
use amnok_scenario::{Posterior, Scenario, Setting};

/// A scenario whose assumed values are drawn, every one that a sweep varies if nothing is said: from a draw of the posterior where it has the
/// value, else each from its own prior.
pub struct Drawn<'a> {
    scenario: &'a Scenario,
    factors: Vec<Factor>,
    settings: Vec<Setting>,
    learned: Option<Learned<'a>>,
}

/// A posterior, and for each of its values the place among the factors; none where it was set beside the files.
struct Learned<'a> {
    posterior: &'a Posterior,
    places: Vec<Option<usize>>,
}

impl<'a> Drawn<'a> {
    /// That of a scenario; values that are fixed are drawn from the prior all the same.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`], where all values at their highest are more than a run can hold, or the posterior is another than the
    /// scenario keeps.
    pub fn of(scenario: &'a Scenario, values: &Values) -> Result<Drawn<'a>, ResultError> {
        let factors = factors(scenario, &[]).map_err(ResultError::Mismatch)?;
        let settings = settings_of(scenario, &factors)?;
        let place = |key: &str| factors.iter().position(|factor| factor.key == key);
        let learned = match values {
            Values::Fixed | Values::Prior => None,
            Values::Posterior(digest) => {
                let kept = scenario.learned().map_err(ResultError::Mismatch)?;
                let kept = kept.filter(|kept| kept.digest == *digest).ok_or_else(|| {
                    ResultError::Mismatch(format!("the scenario does not keep the posterior with digest {digest}"))
                })?;
                let places = kept.values.iter().map(|value| place(&value.key)).collect();
                Some(Learned {
                    posterior: kept,
                    places,
                })
            }
        };
        Ok(Drawn {
            scenario,
            factors,
            settings,
            learned,
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
        let mut values: Vec<f64> = self.factors.iter().map(|factor| factor.draw(luck)).collect();
        if let Some(Learned { posterior, places }) = &self.learned {
            for (place, value) in places.iter().zip(posterior.at(posterior_share(luck))) {
                if let Some(place) = place {
                    values[*place] = *value;
                }
            }
        }
        values
    }

    /// What one history is given.
    pub fn inputs(&self, history: u32) -> Inputs {
        inputs_at(self.scenario, &self.settings, &self.values(history))
    }

    /// The same values in another scenario, as far as that declares them alike and nothing was set in their place.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`], where all values of the other at their highest are more than a run can hold.
    pub fn beside(&'a self, other: &'a Scenario) -> Result<Beside<'a>, ResultError> {
        let all = factors(other, &[]).map_err(ResultError::Mismatch)?;
        let alike = |(place, factor): (usize, &Factor)| {
            let key = self.scenario.name_in(other, &factor.key)?;
            let named = Factor { key, ..factor.clone() };
            all.contains(&named).then_some((place, named))
        };
        let (places, shared): (Vec<usize>, Vec<Factor>) = self.factors.iter().enumerate().filter_map(alike).unzip();
        Ok(Beside {
            drawn: self,
            other,
            settings: settings_of(other, &shared)?,
            places,
        })
    }
}

/// Values that are drawn for one scenario, in another.
pub struct Beside<'a> {
    drawn: &'a Drawn<'a>,
    other: &'a Scenario,
    settings: Vec<Setting>,
    places: Vec<usize>,
}

impl Beside<'_> {
    /// What one history of the other is given.
    pub fn inputs(&self, history: u32) -> Inputs {
        let values = self.drawn.values(history);
        let shared: Vec<f64> = self.places.iter().map(|place| values[*place]).collect();
        inputs_at(self.other, &self.settings, &shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_scenario::{KeptValue, Origin, load_files};

    /// The embedded scenario with two draws of its first two assumed values, one of them three times as heavy.
    fn learned() -> Scenario {
        let mut scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let factors = factors(&scenario, &[]).expect("factors");
        let draw = |share: f64| factors[..2].iter().map(|factor| factor.prior.quantile(share)).collect();
        let posterior = Posterior {
            digest: String::new(),
            origin: Origin {
                scenario: scenario.digest.clone(),
                version: env!("CARGO_PKG_VERSION").into(),
                commands: Vec::new(),
                until: scenario.observed_until,
                runs: 1,
                effective: 1.0,
                observations: 1,
                misfit: "none".into(),
                notes: Vec::new(),
            },
            estimates: Vec::new(),
            values: factors[..2]
                .iter()
                .map(|factor| KeptValue {
                    key: factor.key.clone(),
                    prior: factor.prior,
                })
                .collect(),
            weights: vec![1.0, 3.0],
            draws: vec![draw(0.25), draw(0.75)],
        };
        scenario.files.extend(posterior.files());
        load_files(&scenario.files).expect("whole files")
    }

    /// Of 400 histories the heavier draw has 300 ± 35 (four standard deviations); the seed is fixed.
    #[test]
    fn histories_draw_what_was_learned_as_often_as_it_weighs_and_the_rest_from_the_prior() {
        let scenario = learned();
        let values = Values::drawn(&scenario, false).expect("it is of this scenario");
        let kept = values.posterior(&scenario).expect("a posterior");
        let (posterior, prior) = (Drawn::of(&scenario, &values), Drawn::of(&scenario, &Values::Prior));
        let (posterior, prior) = (posterior.expect("drawn"), prior.expect("drawn"));
        let mut heavy = 0;
        for history in 0..400 {
            let (learned, before) = (posterior.values(history), prior.values(history));
            assert!(kept.draws.contains(&learned[..2].to_vec()) && learned[2..] == before[2..]);
            heavy += u32::from(learned[..2] == kept.draws[1]);
        }
        assert!((265..=335).contains(&heavy), "{heavy} of 400");
        assert_eq!(posterior.values(7), posterior.values(7));
        assert!(Values::drawn(&scenario, true).is_ok_and(|values| values == Values::Prior));
        let other = Drawn::of(&scenario, &Values::Posterior("0".into()))
            .err()
            .map(|error| error.to_string());
        assert_eq!(
            other.as_deref(),
            Some("the scenario does not keep the posterior with digest 0")
        );
    }

    /// Sizes of the orders after it were those of the order before them.
    #[test]
    fn an_order_that_is_left_out_takes_no_size_from_the_others() {
        let a = amnok_scenario::embedded().expect("the embedded scenario is right");
        let off = a
            .orders
            .iter()
            .position(|order| order.date.as_str() > "2020-06-01")
            .expect("an order");
        let b = a.with_orders(&[off], &[]).expect("right without it");
        let drawn = Drawn::of(&a, &Values::Prior).expect("drawn");
        let beside = drawn.beside(&b).expect("both can be lived through");
        for history in 0..4 {
            let sizes = |inputs: &Inputs| inputs.orders.iter().map(|order| order.size).collect::<Vec<f64>>();
            let (mut expected, found) = (sizes(&drawn.inputs(history)), sizes(&beside.inputs(history)));
            expected.remove(off);
            assert_eq!(found, expected);
        }
    }

    /// A value that is set beside the files of either side is as it was set; the other has what was learned.
    #[test]
    fn two_scenarios_share_what_both_declare_alike() {
        let (a, mut b) = (learned(), learned());
        let values = Values::drawn(&a, false).expect("it is of this scenario");
        let drawn = Drawn::of(&a, &values).expect("drawn");
        assert!(drawn.beside(&a).expect("the same").inputs(3) == drawn.inputs(3));
        let factor = &drawn.factors()[0];
        b.set(&factor.key, &factor.prior.low.to_string())
            .expect("a value within bounds");
        let (shared, mut expected) = (drawn.beside(&b).expect("alike").inputs(3), drawn.inputs(3));
        assert!(shared != expected);
        let setting = b.settings().into_iter().find(|setting| setting.key == factor.key);
        setting.expect("a value").write(&mut expected, factor.prior.low);
        assert!(shared == expected);
    }

    #[test]
    fn the_values_of_a_history_are_its_own_and_spread_as_the_prior_says() {
        let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let drawn = Drawn::of(&scenario, &Values::Prior).expect("it can be drawn");
        assert_eq!(
            drawn.values(3),
            Drawn::of(&scenario, &Values::Prior).expect("again").values(3)
        );
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
