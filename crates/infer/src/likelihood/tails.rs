//! How far off a number is where the reading is known: the chances of a smaller and of a larger one, in closed form.
use super::{Scale, Statement};
use crate::special::{log_count_chance, normal_below};

/// A part of a sum that no longer shows in it.
const NOTHING: f64 = 1e-17;
/// Of a law wider than that, every so many counts are summed that so many lie within a deviation, as a trapezoid: it is off by less than a millionth of a tail.
const FINE: f64 = 1024.0;

impl Statement {
    /// The chances, where the reading is y on its scale, that a number of this kind is smaller than this one and that it is larger, with half of that of the
    /// same number in each; none for floors, ceilings and ranges, which are no numbers. A share has a normal law here, by which shares are made up as well.
    pub fn tails(&self, scale: Scale, y: f64) -> Option<(f64, f64)> {
        let normal = |z: f64| (normal_below(z), normal_below(-z));
        match *self {
            Statement::Count { count, size } => Some(count_tails(count, scale.back(y).max(1e-12), size)),
            Statement::Ratio { value, error } | Statement::Quote { value, error } => {
                Some(normal((scale.there(value) - y) / error))
            }
            Statement::Share { value, of } => {
                let share = scale.back(y).clamp(1e-12, 1.0 - 1e-12);
                Some(normal((value - share) / (share * (1.0 - share) / of).sqrt()))
            }
            Statement::Floor { .. } | Statement::Ceiling { .. } | Statement::Range { .. } => None,
        }
    }
}

/// The tails of a negative binomial: the one that does not hold the mean is summed, the other is the rest.
fn count_tails(count: f64, mean: f64, size: f64) -> (f64, f64) {
    let chance = |count: f64| libm::exp(log_count_chance(count, mean, size));
    let apart = libm::floor((mean + mean * mean / size).sqrt() / FINE).max(1.0);
    let step = if count <= mean { -apart } else { apart };
    let (mut tail, mut next) = (0.5 * apart * chance(count), count + step);
    while next >= 0.0 {
        let term = apart * chance(next);
        tail += term;
        if term <= NOTHING * tail {
            break;
        }
        next += step;
    }
    if step < 0.0 {
        (tail, 1.0 - tail)
    } else {
        (1.0 - tail, tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: Scale = Scale::Log { shift: 0.0 };

    /// Poisson's law with a mean of 3: fewer than 2 with 4e⁻³, 2 with 4.5e⁻³; more than 5 with 1 − 18.4e⁻³.
    #[test]
    fn tails_of_known_cases() {
        let of = |count: f64| {
            let size = f64::INFINITY;
            Statement::Count { count, size }
                .tails(LOG, libm::log(3.0))
                .expect("a number")
        };
        let (once, fifth) = (libm::exp(-3.0), 2.025);
        let near = |found: (f64, f64), below: f64| {
            assert!(
                (found.0 - below).abs() < 1e-12 && (found.1 - 1.0 + below).abs() < 1e-12,
                "{found:?} {below}"
            );
        };
        near(of(2.0), (4.0 + 0.5 * 4.5) * once);
        near(of(0.0), 0.5 * once);
        near(of(5.0), (16.375 + 0.5 * fifth) * once);
        let quote = Statement::Quote {
            value: 20.0,
            error: 0.5,
        };
        near(
            quote.tails(LOG, libm::log(10.0)).expect("a number"),
            normal_below(2.0 * core::f64::consts::LN_2),
        );
        // 60 of 100 where a half is true: two deviations of .05.
        let share = Statement::Share { value: 0.6, of: 100.0 };
        near(share.tails(Scale::Plain, 0.5).expect("a number"), normal_below(2.0));
        let floor = Statement::Floor { value: 1.0, error: 0.1 };
        assert_eq!(floor.tails(LOG, 0.0), None);
    }

    /// Both tails of counts, however far off, are those of the whole law, and as small as they are: not what is left of 1.
    #[test]
    fn tails_of_counts_are_sums_of_the_law() {
        for (count, mean, size) in [
            (0.0, 8.0, 5.0),
            (7.0, 8.0, 5.0),
            (9.0, 8.0, 5.0),
            (60.0, 8.0, 5.0),
            (40.0, 90.0, f64::INFINITY),
            (600.0, 1000.0, f64::INFINITY),
            (3.0, 3.2, 0.4),
        ] {
            let chance = |n: u32| libm::exp(log_count_chance(f64::from(n), mean, size));
            let sum = |keep: &dyn Fn(f64) -> bool| (0..4000).filter(|n| keep(f64::from(*n))).map(chance).sum::<f64>();
            let half = 0.5 * libm::exp(log_count_chance(count, mean, size));
            let (below, above) = count_tails(count, mean, size);
            let (less, more) = (half + sum(&|n| n < count), half + sum(&|n| n > count));
            let near = |found: f64, exact: f64| (found / exact - 1.0).abs() < 1e-9;
            assert!(
                near(below.min(above), less.min(more)) && near(below.max(above), less.max(more)),
                "{count} {mean} {size}"
            );
        }
        // A thousand million counts were added up one by one. With a size of 1 the law is geometric: as many and more come with nearly e^{-count/mean}.
        for (count, mean) in [(1e9, 2e9), (3e9, 1e9)] {
            let (below, above) = count_tails(count, mean, 1.0);
            let exact = libm::exp(-count / mean);
            assert!(
                (above / exact - 1.0).abs() < 1e-3 && (below + above - 1.0).abs() < 1e-12,
                "{above} {exact}"
            );
        }
        // So far off that no chance is left to add up.
        assert_eq!(count_tails(1e6, 20.0, f64::INFINITY), (1.0, 0.0));
    }
}
