//! Who people are, as far as a rule looks at it: how they regard hazards, their ethnicity and religion, how far they heed a
//! forecast; and where they come from, where that matters.
//!
//! Everybody draws each attribute once, when they set out, by weights of their place. People who are alike in all that a rule
//! looks at are of one kind, so that there are few kinds, whatever the number of attributes.

use amnok_chance::Stream;

/// How somebody regards the score of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Regard {
    /// As it is.
    #[default]
    Plain,
    /// Squared: hazards are avoided twice.
    Careful,
    /// As 1: hazards are not looked at.
    Bold,
}

impl Regard {
    /// A score as somebody of this regard sees it.
    #[inline]
    pub fn see(self, score: f64) -> f64 {
        match self {
            Regard::Plain => score,
            Regard::Careful => score * score,
            Regard::Bold => 1.0,
        }
    }
}

/// All that the rules look at in somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonKind {
    /// How they regard hazards.
    pub regard: Regard,
    /// Ethnicity, as a number.
    pub ethnicity: Option<u32>,
    /// Religion, as a number.
    pub religion: Option<u32>,
    /// How far they heed a forecast of floods; 1: as the others do where nobody is told apart.
    pub awareness: f64,
    /// Works on a farm.
    pub farmer: bool,
}

impl Default for PersonKind {
    fn default() -> PersonKind {
        PersonKind {
            regard: Regard::Plain,
            ethnicity: None,
            religion: None,
            awareness: 1.0,
            farmer: false,
        }
    }
}

/// Kinds of people, and how many of each set out from each place.
#[derive(Clone, Debug, PartialEq)]
pub struct Traits {
    /// All kinds, at least one.
    pub kinds: Vec<PersonKind>,
    /// Shares of the kinds by place; none: all are of the first kind.
    pub shares: Vec<Vec<f64>>,
    /// Whether it matters where people come from.
    pub homes: bool,
}

impl Default for Traits {
    fn default() -> Traits {
        Traits {
            kinds: vec![PersonKind::default()],
            shares: Vec::new(),
            homes: false,
        }
    }
}

impl Traits {
    /// Number of kinds.
    #[inline]
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether people are not told apart.
    pub fn is_empty(&self) -> bool {
        self.kinds.len() == 1 && !self.homes
    }

    /// The number of somebody of a kind who comes from a place.
    #[inline]
    pub fn who(&self, kind: usize, home: usize) -> u32 {
        let from = if self.homes { home } else { 0 };
        (from * self.kinds.len() + kind) as u32
    }

    /// The kind of somebody with a number.
    #[inline]
    pub fn kind(&self, who: u32) -> usize {
        match self.kinds.len() {
            1 => 0,
            kinds => who as usize % kinds,
        }
    }

    /// Where somebody with a number comes from, where that matters.
    #[inline]
    pub fn home(&self, who: u32) -> usize {
        who as usize / self.kinds.len()
    }

    /// How many numbers there are, for so many places.
    pub fn numbers(&self, places: usize) -> usize {
        self.kinds.len() * if self.homes { places } else { 1 }
    }

    /// How many of those who set out from a place are of each kind: an exact multinomial draw.
    pub fn split(&self, place: usize, count: u32, stream: &mut Stream, mut give: impl FnMut(u32, u32)) {
        let Some(shares) = self.shares.get(place) else {
            return give(self.who(0, place), count);
        };
        let (mut left, mut rest) = (count, shares.iter().sum::<f64>());
        let last = shares.iter().rposition(|share| *share > 0.0).unwrap_or(0);
        for (kind, share) in shares.iter().enumerate().take(last + 1) {
            let taken = match kind == last {
                true => left,
                false => stream.binomial(left, share / rest),
            };
            if taken > 0 {
                give(self.who(kind, place), taken);
            }
            left -= taken;
            rest -= share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purpose::Purpose;
    use amnok_chance::Luck;

    #[test]
    fn a_number_says_kind_and_home() {
        let traits = Traits {
            kinds: vec![PersonKind::default(); 3],
            homes: true,
            ..Traits::default()
        };
        for (kind, home) in [(0, 0), (2, 0), (1, 7)] {
            let who = traits.who(kind, home);
            assert_eq!((traits.kind(who), traits.home(who)), (kind, home));
        }
        assert_eq!(traits.numbers(5), 15);
    }

    /// Shares of 100,000 people; three comparisons at 4.5 standard deviations, a share off by 0.02 is seen with power above 0.99.
    #[test]
    fn kinds_are_drawn_by_their_shares() {
        let traits = Traits {
            kinds: vec![PersonKind::default(); 4],
            shares: vec![vec![0.0, 3.0, 1.0, 6.0]],
            ..Traits::default()
        };
        let mut stream = Luck { seed: 3, replicate: 0 }.at(Purpose::Kinds, 0, 0, 0);
        let mut found = [0; 4];
        traits.split(0, 100_000, &mut stream, |who, count| found[who as usize] += count);
        assert_eq!(found.iter().sum::<u32>(), 100_000);
        assert_eq!(found[0], 0);
        for (count, share) in found.iter().zip(&traits.shares[0]).skip(1) {
            let p = share / 10.0;
            let z = (f64::from(*count) - 1e5 * p) / (1e5 * p * (1.0 - p)).sqrt();
            assert!(z.abs() < 4.5, "{count} for {p}: z = {z:.1}");
        }
    }

    #[test]
    fn a_score_is_squared_or_not_looked_at() {
        let seen = [Regard::Plain, Regard::Careful, Regard::Bold].map(|regard| regard.see(0.5));
        assert_eq!(seen, [0.5, 0.25, 1.0]);
    }
}
