//! Where to begin looking for an option among many.

/// Parts of equal length into which the sum of all weights is divided.
const PARTS: usize = 16;
/// Among so few options it is quicker to look at all, among more than so many to halve them again and again.
const FEW: usize = 8;
const MANY: usize = 128;

/// The first option of each part of the sum of all weights.
#[derive(Clone, Copy, Debug)]
pub struct Guide {
    /// Parts for each unit of weight; 0: there is nothing to guide through.
    scale: f64,
    sum: f64,
    first: [u8; PARTS],
}

impl Guide {
    /// Of weights, each added to those before it.
    pub fn new(ends: &[f64]) -> Guide {
        let sum = ends.last().copied().unwrap_or(0.0);
        let mut guide = Guide {
            scale: 0.0,
            sum,
            first: [0; PARTS],
        };
        if (FEW + 1..MANY).contains(&ends.len()) && sum > 0.0 {
            guide.scale = PARTS as f64 / sum;
            let mut option = 0;
            for part in 0..PARTS {
                while guide.part(ends[option]) < part {
                    option += 1;
                }
                guide.first[part] = option as u8;
            }
        }
        guide
    }

    /// Whether it shortens the way.
    #[inline]
    pub fn helps(&self) -> bool {
        self.scale > 0.0
    }

    /// The sum of all weights.
    #[inline]
    pub fn sum(&self) -> f64 {
        self.sum
    }

    /// The part of a point. It grows with the point however it is rounded, so that a bound in a part before is below the point.
    #[inline]
    fn part(&self, point: f64) -> usize {
        ((point * self.scale) as usize).min(PARTS - 1)
    }

    /// The option at a point of that scale; nothing beyond the last. `ends` are the weights it was made of.
    #[inline]
    pub fn option(&self, ends: &[f64], point: f64) -> Option<usize> {
        if point >= self.sum {
            return None;
        }
        let mut option = usize::from(self.first[self.part(point)]);
        while ends[option] <= point {
            option += 1;
        }
        Some(option)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against a search through all, at the bounds of options, just beside them and between. Where all weigh the same, bounds of options are bounds
    /// of parts, or are rounded to either side of them.
    #[test]
    fn it_finds_what_a_search_finds() {
        let mut helped = 0;
        let unlike = [
            (0, 1.0),
            (3, 1.0),
            (9, 0.1),
            (17, 0.3),
            (40, 1e-9),
            (127, 7.7),
            (300, 1.0),
        ];
        let alike = (1..=60).map(|tenths| (48, 0.1 * f64::from(tenths), true));
        let cases = unlike.map(|(options, unit)| (options, unit, false));
        for (options, unit, alike) in cases.into_iter().chain(alike) {
            // Unless they are alike some options weigh nothing, and some much.
            let unlike = |i: u32| f64::from((i * 7 + 1) % 5) * if i % 11 == 3 { 40.0 } else { 1.0 };
            let mut sum = 0.0;
            let ends: Vec<f64> = (0..options)
                .map(|i| {
                    sum += unit * if alike { 1.0 } else { unlike(i) };
                    sum
                })
                .collect();
            let guide = Guide::new(&ends);
            assert_eq!(guide.sum(), sum);
            if !guide.helps() {
                continue;
            }
            helped += 1;
            let around = |end: f64| [end.next_down().max(0.0), end, end.next_up()];
            let at = ends.iter().copied().flat_map(around);
            for point in at.chain((0..2000).map(|i| sum * f64::from(i) / 1600.0)) {
                let found = ends.partition_point(|end| *end <= point);
                let expected = (found < ends.len()).then_some(found);
                assert_eq!(guide.option(&ends, point), expected, "{point} of {sum}");
            }
        }
        assert_eq!(helped, 64);
        assert!(!Guide::new(&[0.0; 20]).helps(), "nothing weighs anything");
    }
}
