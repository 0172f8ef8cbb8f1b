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
