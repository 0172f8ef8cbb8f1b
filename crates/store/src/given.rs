//! What each history of a run is given: the values of the scenario, or values of its own, drawn from prior or posterior.

use crate::error::ResultError;
use crate::sweep::Drawn;
use crate::values::Values;
use amnok_model::inputs::Inputs;
use amnok_scenario::Scenario;
use std::borrow::Cow;

/// Every so many histories, one has the values of the history before it and another luck: what differs between the two is luck.
const EVERY: u32 = 4;

/// Numbers of two histories that have the same values, among those that there are.
pub fn pairs(numbers: &[u32]) -> Vec<(u32, u32)> {
    let with_another = numbers.iter().filter(|number| *number % EVERY == EVERY - 1);
    let pair = with_another.map(|number| (number - 1, *number));
    pair.filter(|(first, _)| numbers.contains(first)).collect()
}

/// What the histories of a run are given.
pub struct Given<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    drawn: Option<Drawn<'a>>,
}

impl<'a> Given<'a> {
    /// Values of the scenario, or drawn ones.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`] where all values at their highest are more than a run can hold, or the scenario keeps another posterior.
    pub fn of(scenario: &'a Scenario, values: &Values) -> Result<Given<'a>, ResultError> {
        Ok(Given {
            scenario,
            drawn: values.differ().then(|| Drawn::of(scenario, values)).transpose()?,
        })
    }

    /// What a history is given, by its number.
    pub fn inputs(&self, history: u32) -> Cow<'a, Inputs> {
        match &self.drawn {
            None => Cow::Borrowed(&self.scenario.inputs),
            Some(drawn) => Cow::Owned(drawn.inputs(history - u32::from(history % EVERY == EVERY - 1))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn histories_of_a_pair_have_the_same_values_and_all_others_their_own() {
        let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let drawn = Given::of(&scenario, &Values::Prior).expect("it can be drawn");
        assert_eq!(pairs(&[0, 1, 2, 3, 4, 7]), [(2, 3)]);
        for other in [0, 1, 4] {
            assert!(drawn.inputs(2) != drawn.inputs(other));
        }
        assert!(drawn.inputs(2) == drawn.inputs(3) && drawn.inputs(2) != Cow::Borrowed(&scenario.inputs));
        let fixed = Given::of(&scenario, &Values::Fixed).expect("it is as it is");
        assert!(fixed.inputs(2) == Cow::Borrowed(&scenario.inputs));
    }
}
