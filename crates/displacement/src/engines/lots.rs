//! What each of a crowd does, by lot: a byte of a random word looked up in a table of the place, instead of a draw for every option.
//!
//! Of the 256 bytes each stands for one option, or for staying, but for those in which a bound between two options lies: there a
//! further word says on which side. So everybody's chances are exact to 40 bits, as if a uniform number had been drawn.

use crate::decide::{each, split};
use crate::ground::Ground;
use amnok_chance::Stream;

/// Options of a place, at most: a lot is a byte, and one of its values says that it does not decide.
const OPTIONS: usize = 128;
/// Options and staying are counted in the bytes of a word where there are at most so many.
const LANES: usize = 8;
/// A byte that does not decide.
const BETWEEN: u8 = u8::MAX;
/// From this chance of acting on it pays to give a lot to those who stay as well.
const OFTEN: f64 = 0.05;
/// Giving lots to so many who stay, in the mean, costs as much as drawing how many do.
const STAYING: f64 = 24.0;
/// Giving lots to so many costs as much as drawing how many take each option.
const CROWD: u32 = 96;
/// Tables are kept for so many places and kinds of people, at most.
const TABLES: usize = 16_384;

/// Tables of today, made when they are first asked for.
#[derive(Clone, Debug, Default)]
pub struct Lots {
    /// By kind and place: for those who act, and for those of whom that is not known.
    tables: [Vec<Option<Box<Table>>>; 2],
    places: usize,
}

impl Lots {
    /// The morning of a day: what was known of the day before is forgotten.
    pub fn prepare(&mut self, ground: &Ground) {
        self.places = ground.network.places.len();
        let all = self.places * ground.traits.len();
        // Where routes are made once a day nobody looks at the room at their ends before choosing one.
        let kept = match ground.network.rules.fixed_routes {
            false if all <= TABLES => all,
            _ => 0,
        };
        for tables in &mut self.tables {
            tables.resize(kept, None);
            tables.iter_mut().flatten().for_each(|table| table.made = false);
        }
    }

    /// What so many people of a kind at a place do, each of whom acts with that chance: `give(option, count)` for every option that
    /// somebody takes, where `ends`, the weights of the day, each added to those before it, hold. `false`, and nothing drawn, where lots do not
    /// pay.
    #[inline]
    pub fn act(
        &mut self,
        (place, kind): (usize, usize),
        (count, chance): (u32, f64),
        ends: &[f64],
        stream: &mut Stream,
        mut give: impl FnMut(usize, u32),
    ) -> bool {
        let own = kind * self.places + place;
        if chance < OFTEN || own >= self.tables[0].len() || ends.len() > OPTIONS {
            return false;
        }
        let (mut acting, mut chance) = (count, chance.min(1.0));
        if f64::from(count) * (1.0 - chance) > STAYING {
            (acting, chance) = (stream.binomial(count, chance), 1.0);
        }
        if acting > CROWD {
            split(stream.binomial(acting, chance), ends, stream, give);
            return true;
        }
        let tables = &mut self.tables[usize::from(chance < 1.0)];
        let table = tables[own].get_or_insert_default();
        table.make(ends, chance);
        if ends.len() < LANES {
            let mut found = table.deal_few(acting, ends, stream);
            for option in 0..ends.len() {
                if found as u8 > 0 {
                    give(option, u32::from(found as u8));
                }
                found >>= 8;
            }
        } else {
            // One more place than there are options, in eights.
            let mut found = [0_u8; OPTIONS + 8];
            table.deal(acting, ends, stream, |option| found[option] += 1);
            each(&found, ends.len(), give);
        }
        true
    }
}

/// The option of each byte.
#[derive(Clone, Debug)]
struct Table {
    /// Whether it is of today, and of which weights and which chance of acting.
    made: bool,
    ends: Vec<f64>,
    chance: f64,
    options: [u8; 256],
    /// By what a byte is multiplied to be a point on the scale of weights: up to the weight of all options people act, beyond it
    /// they stay.
    scale: f64,
}

impl Default for Table {
    fn default() -> Table {
        Table {
            made: false,
            ends: Vec::new(),
            chance: 0.0,
            options: [BETWEEN; 256],
            scale: 0.0,
        }
    }
}

impl Table {
    fn make(&mut self, ends: &[f64], chance: f64) {
        if self.made {
            return;
        }
        self.made = true;
        if self.ends == ends && self.chance == chance {
            return;
        }
        self.ends.clear();
        self.ends.extend_from_slice(ends);
        self.chance = chance;
        self.scale = ends.last().copied().unwrap_or(0.0) / chance / 256.0;
        let mut option = 0;
        for (byte, at) in self.options.iter_mut().enumerate() {
            let (low, high) = (byte as f64 * self.scale, (byte + 1) as f64 * self.scale);
            while option < ends.len() && ends[option] <= low {
                option += 1;
            }
            let whole = ends.get(option).is_none_or(|end| *end >= high);
            *at = if whole { option as u8 } else { BETWEEN };
        }
    }

    /// Gives a lot to so many people, at most 255: how many take each option, and last how many stay, each in a byte of its own.
    #[inline]
    fn deal_few(&self, count: u32, ends: &[f64], stream: &mut Stream) -> u64 {
        let mut found = 0;
        self.deal(count, ends, stream, |option| found += 1 << (8 * (option & (LANES - 1))));
        found
    }

    /// Gives a lot to so many people: calls `take` with the option of each, or with the number of options where they stay.
    #[inline]
    fn deal(&self, count: u32, ends: &[f64], stream: &mut Stream, mut take: impl FnMut(usize)) {
        let mut one = |byte: u8, stream: &mut Stream| match self.options[usize::from(byte)] {
            BETWEEN => take(self.between(byte, ends, stream)),
            option => take(usize::from(option)),
        };
        let mut left = count as usize;
        while left > 0 {
            let word = stream.bits().to_le_bytes();
            let now = left.min(word.len());
            word[..now].iter().for_each(|byte| one(*byte, stream));
            left -= now;
        }
    }

    /// The option at a point within a byte.
    #[cold]
    fn between(&self, byte: u8, ends: &[f64], stream: &mut Stream) -> usize {
        self.at(byte, ends, stream.uniform())
    }

    fn at(&self, byte: u8, ends: &[f64], within: f64) -> usize {
        let point = (f64::from(byte) + within) * self.scale;
        ends.partition_point(|end| *end <= point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purpose::Purpose;
    use amnok_chance::Luck;

    fn table(ends: &[f64], chance: f64) -> Table {
        let mut table = Table::default();
        table.make(ends, chance);
        table
    }

    /// What each option, and last staying, has of all bytes, those that do not decide cut up by their bounds.
    fn shares(ends: &[f64], chance: f64) -> Vec<f64> {
        let table = table(ends, chance);
        let mut shares = vec![0.0; ends.len() + 1];
        for byte in 0..=u8::MAX {
            match table.options[usize::from(byte)] {
                BETWEEN => {
                    let parts = 1 << 14;
                    for part in 0..parts {
                        let within = (f64::from(part) + 0.5) / f64::from(parts);
                        shares[table.at(byte, ends, within)] += 1.0 / 256.0 / f64::from(parts);
                    }
                }
                option => shares[usize::from(option)] += 1.0 / 256.0,
            }
        }
        shares
    }

    #[test]
    fn every_option_has_its_share_of_the_lots() {
        for (weights, chance) in [
            (vec![1.0, 2.0, 5.0], 0.3),
            (vec![0.0, 1e-6, 3.0, 0.0, 0.7], 1.0),
            (vec![4.0], 0.05),
            (vec![1.0, 1.0], 1.0),
            ((1..=128).map(f64::from).collect(), 0.999),
        ] {
            let sum: f64 = weights.iter().sum();
            let mut before = 0.0;
            let add = |weight: &f64| {
                before += weight;
                before
            };
            let ends: Vec<f64> = weights.iter().map(add).collect();
            let found = shares(&ends, chance);
            for (weight, share) in weights.iter().zip(&found) {
                let expected = chance * weight / sum;
                assert!((share - expected).abs() < 1e-6, "{expected}: {share} of {found:?}");
            }
            let stay = found[ends.len()];
            assert!((stay - (1.0 - chance)).abs() < 1e-6, "{chance}: {stay} stay");
        }
    }

    #[test]
    fn an_option_without_weight_is_never_taken() {
        let ends = [0.0, 2.0, 2.0, 7.0];
        let table = table(&ends, 1.0);
        let mut found = [0; OPTIONS + 1];
        for who in 0..2_000 {
            let mut stream = Luck { seed: 3, replicate: 0 }.at(Purpose::Travel, 0, who, 0);
            let mut some = [0_u8; OPTIONS + 1];
            table.deal(91, &ends, &mut stream, |option| some[option] += 1);
            let mut stream = Luck { seed: 3, replicate: 0 }.at(Purpose::Travel, 0, who, 0);
            let few = table.deal_few(91, &ends, &mut stream).to_le_bytes();
            assert_eq!(few[..5], some[..5], "the same lots, counted in lanes");
            assert_eq!(some.iter().map(|n| u32::from(*n)).sum::<u32>(), 91);
            for (all, n) in found.iter_mut().zip(some) {
                *all += u32::from(n);
            }
        }
        assert_eq!(
            (found[0], found[2], found[4]),
            (0, 0, 0),
            "nobody stays where everybody acts"
        );
        // 182,000 lots, 2 of 7 for the second: a standard deviation of 193; off by 5 of them once in 1.7 million, and seeds are fixed.
        assert!((f64::from(found[1]) - 52_000.0).abs() < 5.0 * 193.0, "{}", found[1]);
    }
}
