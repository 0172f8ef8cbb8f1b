//! Counts by number, most of them nothing: those of somebody are found without asking all.

/// Counts by number, from 0; grows as needed.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    counts: Vec<u32>,
    /// A bit for each number that may have a count.
    marks: Vec<u64>,
    /// No mark lies before this word.
    first: usize,
}

impl Counts {
    /// Makes room for so many numbers.
    pub fn resize(&mut self, numbers: usize) {
        self.counts.resize(numbers, 0);
        self.marks.resize(numbers.div_ceil(64), 0);
    }

    /// More people, at least one, at a number for which there is room.
    #[inline]
    pub fn add(&mut self, number: usize, count: u32) {
        self.counts[number] += count;
        self.marks[number / 64] |= 1 << (number % 64);
        self.first = self.first.min(number / 64);
    }

    /// The same at any number.
    #[inline]
    pub fn put(&mut self, number: usize, count: u32) {
        if self.counts.len() <= number {
            self.resize(number + 1);
        }
        self.add(number, count);
    }

    /// Takes all out of the first number that has any.
    #[inline]
    pub fn pop(&mut self) -> Option<(usize, u32)> {
        while let Some(word) = self.marks.get_mut(self.first) {
            if *word != 0 {
                let number = self.first * 64 + word.trailing_zeros() as usize;
                *word &= *word - 1;
                return Some((number, core::mem::take(&mut self.counts[number])));
            }
            self.first += 1;
        }
        None
    }

    /// Numbers that have a count, in order, each with it.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        let marked = self.marks.iter().enumerate().skip(self.first);
        marked.flat_map(move |(place, word)| Bits(*word).map(move |bit| self.at(place, bit)))
    }

    /// Takes those out for which `out` says so, in order of their numbers.
    #[inline]
    pub fn take(&mut self, mut out: impl FnMut(u32, u32) -> bool) {
        for place in self.first..self.marks.len() {
            for bit in Bits(self.marks[place]) {
                let (number, count) = self.at(place, bit);
                if out(number, count) {
                    self.counts[number as usize] = 0;
                    self.marks[place] &= !(1 << bit);
                }
            }
        }
    }

    #[inline]
    fn at(&self, place: usize, bit: u32) -> (u32, u32) {
        let number = place * 64 + bit as usize;
        (number as u32, self.counts[number])
    }
}

/// The bits of a word that are set, lowest first.
struct Bits(u64);

impl Iterator for Bits {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let bit = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (bit < u64::BITS).then_some(bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against a plain list of counts, whatever is done: fixed draws.
    #[test]
    fn it_holds_what_a_list_of_counts_holds() {
        let (mut counts, mut list) = (Counts::default(), vec![0_u32; 500]);
        let mut dice = 1_u64;
        let mut draw = |below: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % below
        };
        for _ in 0..20_000 {
            let (number, count) = (draw(500) as usize, 1 + draw(9) as u32);
            match draw(12) {
                0 => {
                    let first = list.iter().position(|n| *n > 0);
                    let popped = first.map(|number| (number, core::mem::take(&mut list[number])));
                    assert_eq!(counts.pop(), popped);
                }
                1 => {
                    let mut taken = Vec::new();
                    counts.take(|number, count| {
                        let out = number % 3 == 0;
                        taken.extend(out.then_some((number as usize, count)));
                        out
                    });
                    let of_three = list.iter_mut().enumerate().step_by(3).filter(|(_, n)| **n > 0);
                    assert!(of_three.map(|(i, n)| (i, core::mem::take(n))).eq(taken));
                }
                _ => {
                    counts.put(number, count);
                    list[number] += count;
                }
            }
            let held = list.iter().enumerate().filter(|(_, n)| **n > 0);
            assert!(held.map(|(i, n)| (i as u32, *n)).eq(counts.iter()));
        }
    }

    #[test]
    fn the_first_that_has_any_is_taken_first() {
        let mut waiting = Counts::default();
        waiting.resize(200);
        for (class, count) in [(130, 3), (7, 1), (130, 2), (64, 9)] {
            waiting.add(class, count);
        }
        assert_eq!(waiting.pop(), Some((7, 1)));
        waiting.add(3, 4);
        let rest: Vec<_> = std::iter::from_fn(|| waiting.pop()).collect();
        assert_eq!(rest, [(3, 4), (64, 9), (130, 5)]);
    }
}
