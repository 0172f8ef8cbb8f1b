//! People prefer places where those of their ethnicity or religion are.
//!
//! Only displaced people are counted, who rest at the place when the day's decisions begin, beside its population. A camp has none,
//! which counts as a very large one: next to towns camps weigh nothing, and an empty one is never entered.

use crate::network::{Matching, Network};
use crate::traits::Traits;

/// Population that counts where there is none.
const NO_POPULATION: f64 = 1e8;

/// Factors of the score of every place by kind, the places of the first kind first; `resting` is how many of each kind rest at
/// each place, in the same order.
pub fn factors(network: &Network, traits: &Traits, resting: &[u64]) -> Vec<f64> {
    let places = network.places.len();
    let matching = &network.rules.matching;
    let mut all = vec![1.0; traits.len() * places];
    for (i, factor) in all.iter_mut().enumerate() {
        let (kind, place) = (&traits.kinds[i / places], i % places);
        let population = match network.places[place].population {
            people if people < 1 => NO_POPULATION,
            people => people as f64,
        };
        let share = |same: &dyn Fn(usize) -> bool| {
            let kinds = (0..traits.len()).filter(|k| same(*k));
            kinds.map(|k| resting[k * places + place] as f64).sum::<f64>() / population
        };
        if matches_ethnicity(network, place) {
            *factor *= 10.0 * share(&|k| traits.kinds[k].ethnicity == kind.ethnicity);
        }
        if let (true, Some(usual)) = (network.places[place].camp, matching.camp_religion) {
            *factor *= share(&|k| traits.kinds[k].religion == kind.religion) / usual;
        }
    }
    all
}

fn matches_ethnicity(network: &Network, place: usize) -> bool {
    let (at, matching) = (&network.places[place], &network.rules.matching);
    match (at.camp, at.intensity > 0.0) {
        (true, _) => matching.camp,
        (false, true) => matching.conflict,
        (false, false) => matching.town,
    }
}

impl Matching {
    /// Whether any of these rules is on.
    pub fn is_on(&self) -> bool {
        self.camp || self.town || self.conflict || self.camp_religion.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Place, Rules};
    use crate::traits::PersonKind;

    #[test]
    fn shares_of_people_of_the_same_kind() {
        let rules = Rules {
            matching: Matching {
                camp: true,
                town: true,
                conflict: false,
                camp_religion: Some(0.4),
            },
            ..Rules::default()
        };
        let mut network = Network::new(vec![Place::default(); 3], rules);
        network.places[0].population = 1000;
        network.places[1].camp = true;
        (network.places[2].population, network.places[2].intensity) = (50, 1.0);
        let kind = |ethnicity, religion| PersonKind {
            ethnicity: Some(ethnicity),
            religion: Some(religion),
            ..PersonKind::default()
        };
        let traits = Traits {
            kinds: vec![kind(0, 0), kind(0, 1), kind(1, 1)],
            ..Traits::default()
        };
        let factors = factors(&network, &traits, &[30, 1, 5, 20, 2, 5, 10, 4, 5]);
        // The town: 50 of the first ethnicity among 1000 residents, 10 of the second.
        assert_eq!([factors[0], factors[3], factors[6]], [0.5, 0.5, 0.1]);
        // The camp: shares of ethnicity and religion, of a hundred million.
        assert_eq!(factors[1], 10.0 * 3e-8 * (1e-8 / 0.4));
        assert_eq!(factors[7], 10.0 * 4e-8 * (6e-8 / 0.4));
        // The place of conflict is not asked.
        assert_eq!([factors[2], factors[5], factors[8]], [1.0; 3]);
    }
}
