//! How places attract, and how likely people are to act, on a day.

use crate::network::{Network, at_level};
use crate::traits::PersonKind;

impl Network {
    /// Chance of acting at a place: its own × (max(population, capacity) / base)^power; those who go hungry act beside; a flood
    /// puts its own in place of both.
    pub fn move_chance(&self, place: usize) -> f64 {
        let (rules, at) = (&self.rules, &self.places[place]);
        let mut chance = at.move_chance;
        if rules.move_chance_power != 0.0 {
            let size = at.population.max(at.capacity).max(0) as f64;
            chance *= libm::pow(size / rules.move_chance_base, rules.move_chance_power);
        }
        if rules.hungry_leave {
            chance = at.hungry + (1.0 - at.hungry) * chance;
        }
        match &rules.floods {
            Some(floods) if at.flood > 0 => at_level(&floods.move_chances, at.flood),
            _ => chance,
        }
    }

    /// The same for somebody of a kind, who may look ahead at floods to come.
    pub fn acting_chance(&self, place: usize, kind: &PersonKind) -> f64 {
        let (chance, ahead) = (self.move_chance(place), self.places[place].ahead.moving);
        match (self.forecasting, self.rules.documented) {
            (false, _) => chance,
            (true, false) => chance * kind.awareness * ahead,
            (true, true) => chance.max(kind.awareness * ahead),
        }
    }

    /// How a place attracts on a day, whoever comes: × abroad × camp × conflict^(intensity × decay), and × what floods and hunger
    /// make of it.
    pub fn score(&self, place: usize, day: u32) -> f64 {
        let (rules, at) = (&self.rules, &self.places[place]);
        let mut score = 1.0;
        if at.country != self.home {
            score *= rules.foreign_weight;
            if let (true, Some(economy)) = (rules.economic_pull, at.economy) {
                score *= economy;
            }
        }
        if at.camp {
            score *= rules.camp_weight;
        }
        if at.intensity > 0.0 {
            score *= libm::pow(rules.conflict_weight, at.intensity * self.decay(place, day));
        }
        if rules.hungry_repel && day > 0 && at.country == self.home {
            score *= 1.0 - at.hungry * at.hungry;
        }
        score * self.zone_factor(place)
    }

    /// Factor of a flood zone in its score: as Flee runs only, also where it is dry; 0 while a forecast is looked at.
    fn zone_factor(&self, place: usize) -> f64 {
        let at = &self.places[place];
        match &self.rules.floods {
            Some(floods) if at.flood_zone && !self.rules.documented => match self.forecasting {
                true => 0.0,
                false => at_level(&floods.weights, at.flood),
            },
            _ => 1.0,
        }
    }

    /// Factor of a flooded place as an end.
    pub fn flood_factor(&self, place: usize) -> f64 {
        match (&self.rules.floods, self.places[place].flood) {
            (Some(floods), level @ 1..) => at_level(&floods.weights, level),
            _ => 1.0,
        }
    }

    /// The score of a place, `score` before anybody's traits, for somebody of a kind who is elsewhere: hazards as they regard them,
    /// × population^power × `alike` × floods of today and to come × closeness.
    pub fn score_for(&self, from: usize, place: usize, score: f64, kind: &PersonKind, alike: f64) -> f64 {
        let (rules, at) = (&self.rules, &self.places[place]);
        let mut score = kind.regard.see(score);
        if let (false, Some(power)) = (at.camp, rules.population_power) {
            score *= libm::pow((at.population.max(1)) as f64, power);
        }
        score *= alike * self.flood_factor(place);
        if self.forecasting {
            score *= match rules.documented {
                true => 1.0 - kind.awareness * (1.0 - at.ahead.weight),
                false => kind.awareness * at.ahead.weight,
            };
        }
        if let Some(power) = rules.home_power {
            let apart = self.great_circle(from, place).max(1.0);
            score *= libm::pow(1.0 / apart, power);
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{FloodRules, Forecaster, Place, Rules};

    /// One place at home, where people act with 0.3.
    fn place(rules: Rules) -> Network {
        let place = Place {
            move_chance: 0.3,
            ..Place::default()
        };
        Network::new(vec![place; 2], rules)
    }

    fn floods() -> Option<FloodRules> {
        Some(FloodRules {
            move_chances: vec![0.1, 0.2, 0.7],
            weights: vec![0.9, 0.5, 0.25],
            forecaster: None,
        })
    }

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    }

    #[test]
    fn the_chance_of_acting_follows_size_hunger_and_floods() {
        let mut sized = place(Rules {
            move_chance_base: 1000.0,
            move_chance_power: 0.5,
            ..Rules::default()
        });
        (sized.places[0].population, sized.places[0].capacity) = (4000, 1000);
        near(sized.move_chance(0), 0.3 * 2.0);
        sized.places[0].capacity = 9000;
        near(sized.move_chance(0), 0.3 * 3.0);
        let mut hungry = place(Rules {
            hungry_leave: true,
            ..Rules::default()
        });
        hungry.places[0].hungry = 0.6;
        near(hungry.move_chance(0), 0.6 + 0.4 * 0.3);
        let mut flooded = place(Rules {
            floods: floods(),
            ..Rules::default()
        });
        for (level, chance) in [(0, 0.3), (1, 0.2), (2, 0.7), (5, 0.7)] {
            flooded.places[0].flood = level;
            near(flooded.move_chance(0), chance);
        }
    }

    /// As Flee runs a forecast holds back, as documented it moves.
    #[test]
    fn who_looks_ahead_acts_by_what_is_forecast() {
        let kind = PersonKind {
            awareness: 0.5,
            ..PersonKind::default()
        };
        let mut network = place(Rules::default());
        network.places[0].ahead.moving = 0.8;
        near(network.acting_chance(0, &kind), 0.3);
        network.forecasting = true;
        near(network.acting_chance(0, &kind), 0.3 * 0.5 * 0.8);
        network.rules.documented = true;
        near(network.acting_chance(0, &kind), 0.4);
        network.places[0].move_chance = 0.9;
        near(network.acting_chance(0, &kind), 0.9);
    }

    #[test]
    fn places_attract_by_country_kind_conflict_and_hunger() {
        let mut network = place(Rules {
            foreign_weight: 3.0,
            economic_pull: true,
            camp_weight: 1.5,
            conflict_weight: 0.25,
            decay: vec![1.0, 0.5],
            hungry_repel: true,
            ..Rules::default()
        });
        network.places[0].hungry = 0.5;
        near(network.score(0, 0), 1.0);
        near(network.score(0, 1), 0.75);
        network.places[0].intensity = 0.5;
        near(network.score(0, 29), 0.5 * 0.75);
        near(network.score(0, 30), libm::pow(0.25, 0.25) * 0.75);
        let abroad = &mut network.places[1];
        (abroad.country, abroad.economy, abroad.hungry, abroad.camp) = (1, Some(0.7), 0.9, true);
        near(network.score(1, 9), 3.0 * 0.7 * 1.5);
    }

    /// A flood zone weighs by its level also where it is dry, and nothing while a forecast is looked at; as documented it is a place
    /// like any other.
    #[test]
    fn flood_zones_attract_by_their_level() {
        let mut network = place(Rules {
            floods: floods(),
            ..Rules::default()
        });
        network.places[0].flood_zone = true;
        for (level, zone, end) in [(0, 0.9, 1.0), (1, 0.5, 0.5), (7, 0.25, 0.25)] {
            network.places[0].flood = level;
            near(network.score(0, 3), zone);
            near(network.flood_factor(0), end);
        }
        near(network.score(1, 3), 1.0);
        network.forecasting = true;
        near(network.score(0, 3), 0.0);
        network.rules.documented = true;
        near(network.score(0, 3), 1.0);
    }

    #[test]
    fn the_score_for_somebody_counts_people_likeness_floods_and_closeness() {
        let mut network = place(Rules {
            population_power: Some(0.5),
            home_power: Some(2.0),
            floods: floods(),
            ..Rules::default()
        });
        let kind = PersonKind {
            awareness: 0.4,
            ..PersonKind::default()
        };
        (network.places[1].population, network.places[1].first) = (900, 1.0);
        let apart = network.great_circle(0, 1);
        assert!((apart - 111.2).abs() < 0.1, "{apart}");
        let plain = 2.0 * 30.0 * 0.1 / (apart * apart);
        near(network.score_for(0, 1, 2.0, &kind, 0.1) / plain, 1.0);
        network.places[1].flood = 1;
        near(network.score_for(0, 1, 2.0, &kind, 0.1) / plain, 0.5);
        (network.forecasting, network.places[1].ahead.weight) = (true, 0.3);
        near(network.score_for(0, 1, 2.0, &kind, 0.1) / plain, 0.5 * 0.4 * 0.3);
        network.rules.documented = true;
        near(
            network.score_for(0, 1, 2.0, &kind, 0.1) / plain,
            0.5 * (1.0 - 0.4 * 0.7),
        );
        network.places[1].camp = true;
        near(
            network.score_for(0, 1, 2.0, &kind, 0.1) / plain,
            0.5 * (1.0 - 0.4 * 0.7) / 30.0,
        );
    }

    #[test]
    fn a_forecaster_looks_from_tomorrow_to_its_end() {
        let forecaster = Forecaster {
            days: 3,
            end: 9,
            weights: vec![0.5, 0.25],
        };
        let ahead = |day| forecaster.ahead(day).collect::<Vec<u32>>();
        assert_eq!((ahead(2), ahead(7), ahead(9)), (vec![3, 4, 5], vec![8, 9], vec![9]));
        assert!(forecaster.looks(9) && !forecaster.looks(10));
        assert_eq!([0, 1, 2].map(|i| forecaster.weight(i)), [0.5, 0.25, 0.0]);
        let tomorrow = Forecaster { days: 1, ..forecaster };
        assert!(!tomorrow.looks(2), "one day ahead is not looked at");
    }
}
