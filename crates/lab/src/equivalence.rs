//! Whether two programs have the same distribution, from runs of both: of every number of a run on its own, and of all
//! numbers of a run at once.
//!
//! Means of one number are compared by Student's t with a common variance: if the programs are the same their variances are,
//! and with three runs on one side Welch's t would have two degrees of freedom and see nothing. Numbers of one run hang
//! together and small counts are not normal, so there is a second test for all numbers at once: whose runs are whose is
//! drawn anew many times, and the largest statistic over all numbers is compared with the largest of each drawing
//! (Westfall and Young 1993). It is exact whatever the distribution, and holds its level for all numbers together.

use crate::purpose::Purpose;
use amnok_chance::Luck;
use statrs::distribution::{ContinuousCDF, FisherSnedecor, StudentsT};

/// A number over several runs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// Runs.
    pub runs: f64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation, with one taken from the number of runs.
    pub sd: f64,
}

impl Sample {
    /// Of these values; a spread of 0 with fewer than two.
    pub fn of(values: &[f64]) -> Sample {
        let runs = values.len() as f64;
        let mean = values.iter().sum::<f64>() / runs.max(1.0);
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        Sample {
            runs,
            mean,
            sd: libm::sqrt(squares / (runs - 1.0).max(1.0)),
        }
    }
}

/// A comparison of two means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Means {
    /// First less second.
    pub difference: f64,
    /// Standard error of the difference.
    pub error: f64,
    /// Two-sided chance of a difference at least as large if there is none.
    pub p: f64,
}

/// Student's t with a common variance that is at least `least_sd` squared.
pub fn means(a: Sample, b: Sample, least_sd: f64) -> Means {
    let freedom = a.runs + b.runs - 2.0;
    let squares = a.sd * a.sd * (a.runs - 1.0) + b.sd * b.sd * (b.runs - 1.0);
    let variance = (squares / freedom).max(least_sd * least_sd);
    let error = libm::sqrt(variance * (1.0 / a.runs + 1.0 / b.runs));
    let difference = a.mean - b.mean;
    Means {
        difference,
        error,
        p: StudentsT::new(0.0, 1.0, freedom).map_or(1.0, |t| 2.0 * t.cdf(-libm::fabs(difference / error))),
    }
}

/// Holm's correction: the chance, for each p, that any of all is at least as small if nothing differs.
pub fn holm(ps: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|a, b| ps[*a].total_cmp(&ps[*b]));
    let (mut corrected, mut least) = (vec![1.0; ps.len()], 0.0_f64);
    for (rank, i) in order.into_iter().enumerate() {
        least = least.max(ps[i] * (ps.len() - rank) as f64).min(1.0);
        corrected[i] = least;
    }
    corrected
}

/// The shift of a mean, in standard deviations, that the t-test at a two-sided `level` sees with chance `power`, with so
/// many runs on either side.
pub fn shift_seen(a: f64, b: f64, level: f64, power: f64) -> f64 {
    let Ok(t) = StudentsT::new(0.0, 1.0, a + b - 2.0) else {
        return f64::INFINITY;
    };
    (t.inverse_cdf(1.0 - level / 2.0) + t.inverse_cdf(power)) * libm::sqrt(1.0 / a + 1.0 / b)
}

/// The chance that the standard deviations of so many runs on either side are within a factor of each other, if the
/// distribution is the same and normal.
pub fn within_factor(a: f64, b: f64, factor: f64) -> f64 {
    FisherSnedecor::new(a - 1.0, b - 1.0).map_or(1.0, |f| f.cdf(factor * factor) - f.cdf(1.0 / factor / factor))
}

/// What is asked of all numbers at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// Whether means differ: the largest |t|.
    Means,
    /// Whether spreads differ: the largest |ln (s₁² / s₂²)|, of what is left after taking each side's mean away.
    Spreads,
}

/// Outcome of a test over all numbers at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Largest {
    /// The largest statistic.
    pub statistic: f64,
    /// Which number has it.
    pub which: usize,
    /// Chance of one at least as large if nothing differs.
    pub p: f64,
}

/// The largest statistic over all numbers of a run, and its chance by drawing anew `drawings` times whose runs are
/// whose. Runs are lists of the same numbers; variances are at least `least_sd` squared.
pub fn relabelled(ours: &[Vec<f64>], theirs: &[Vec<f64>], asked: Statistic, least_sd: f64, drawings: u32) -> Largest {
    let numbers = ours.first().map_or(0, Vec::len);
    let mut runs: Vec<Vec<f64>> = ours.iter().chain(theirs).cloned().collect();
    if asked == Statistic::Spreads {
        let (a, b) = runs.split_at_mut(ours.len());
        centre(a, numbers);
        centre(b, numbers);
    }
    let table = Table::new(&runs, numbers, asked, least_sd);
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let (statistic, which) = table.largest(&order[ours.len()..]);
    let mut stream = Luck { seed: 1, replicate: 0 }.at(Purpose::Bootstrap, 0, 0, 0);
    let mut as_large = 1;
    for _ in 0..drawings {
        for i in 0..theirs.len() {
            let other = i + stream.below((runs.len() - i) as u32) as usize;
            order.swap(i, other);
        }
        as_large += u32::from(table.largest(&order[..theirs.len()]).0 >= statistic * (1.0 - 1e-12));
    }
    Largest {
        statistic,
        which,
        p: f64::from(as_large) / f64::from(drawings + 1),
    }
}

/// Takes the mean away, and widens what is left as if it had not been taken.
fn centre(runs: &mut [Vec<f64>], numbers: usize) {
    let n = runs.len() as f64;
    let wider = libm::sqrt(n / (n - 1.0).max(1.0));
    for i in 0..numbers {
        let mean = runs.iter().map(|run| run[i]).sum::<f64>() / n;
        for run in runs.iter_mut() {
            run[i] = (run[i] - mean) * wider;
        }
    }
}

/// All runs of both, number by number.
struct Table<'a> {
    runs: &'a [Vec<f64>],
    sums: Vec<f64>,
    squares: Vec<f64>,
    asked: Statistic,
    least: f64,
}

impl<'a> Table<'a> {
    fn new(runs: &'a [Vec<f64>], numbers: usize, asked: Statistic, least_sd: f64) -> Table<'a> {
        let sum = |f: fn(f64) -> f64| (0..numbers).map(|i| runs.iter().map(|run| f(run[i])).sum()).collect();
        Table {
            sums: sum(|v| v),
            squares: sum(|v| v * v),
            least: least_sd * least_sd,
            runs,
            asked,
        }
    }

    /// The largest statistic, and which number has it, if these runs are the second program's.
    fn largest(&self, second: &[usize]) -> (f64, usize) {
        let (all, m) = (self.runs.len() as f64, second.len() as f64);
        let n = all - m;
        let mut largest = (0.0, 0);
        for i in 0..self.sums.len() {
            let (mut sum, mut square) = (0.0, 0.0);
            for run in second {
                let value = self.runs[*run][i];
                sum += value;
                square += value * value;
            }
            let statistic = match self.asked {
                Statistic::Means => {
                    let (a, b) = ((self.sums[i] - sum) / n, sum / m);
                    let within = self.squares[i] - n * a * a - m * b * b;
                    let variance = (within / (all - 2.0)).max(self.least);
                    libm::fabs(a - b) / libm::sqrt(variance * (1.0 / n + 1.0 / m))
                }
                Statistic::Spreads => {
                    let (a, b) = ((self.squares[i] - square) / n, square / m);
                    libm::fabs(libm::log((a + self.least) / (b + self.least)))
                }
            };
            if statistic > largest.0 {
                largest = (statistic, i);
            }
        }
        largest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `runs` runs of `numbers` numbers that hang together, with a shift and a spread of the last.
    fn runs(seed: u64, runs: u32, numbers: usize, shift: f64, spread: f64) -> Vec<Vec<f64>> {
        let normal = |stream: &mut amnok_chance::Stream| (0..12).map(|_| stream.uniform()).sum::<f64>() - 6.0;
        (0..runs)
            .map(|replicate| {
                let mut stream = Luck { seed, replicate }.at(Purpose::Bootstrap, 1, 0, 0);
                let common = normal(&mut stream);
                let mut run: Vec<f64> = (0..numbers).map(|_| 10.0 * (common + normal(&mut stream))).collect();
                run[numbers - 1] = run[numbers - 1] * spread + shift;
                run
            })
            .collect()
    }

    #[test]
    fn means_are_compared_as_by_student() {
        let (a, b) = (Sample::of(&[1.0, 2.0, 3.0, 4.0]), Sample::of(&[4.0, 5.0, 6.0]));
        let found = means(a, b, 0.0);
        // Common variance (5 + 2) / 5 = 1.4; t = −2.5 / √(1.4 · 7/12) = −2.7664; p with 5 degrees of freedom: 0.0395.
        assert!(
            (found.difference / found.error + 2.7664).abs() < 1e-4 && (found.p - 0.0395).abs() < 1e-3,
            "{found:?}"
        );
        assert!((means(a, b, 10.0).error - 10.0 * libm::sqrt(7.0 / 12.0)).abs() < 1e-12);
    }

    #[test]
    fn holm_multiplies_the_least_by_all() {
        let corrected = holm(&[0.01, 0.5, 0.02, 0.9]);
        for (found, expected) in corrected.iter().zip([0.04, 1.0, 0.06, 1.0]) {
            assert!((found - expected).abs() < 1e-12, "{corrected:?}");
        }
    }

    #[test]
    fn what_is_the_same_passes_and_what_is_not_is_seen() {
        let (ours, same) = (runs(1, 32, 50, 0.0, 1.0), runs(2, 7, 50, 0.0, 1.0));
        for asked in [Statistic::Means, Statistic::Spreads] {
            let p = relabelled(&ours, &same, asked, 1.0, 499).p;
            assert!(p > 0.05, "{asked:?}: {p}");
        }
        let shifted = relabelled(&ours, &runs(2, 7, 50, 60.0, 1.0), Statistic::Means, 1.0, 499);
        assert!(shifted.p <= 0.002 && shifted.which == 49, "{shifted:?}");
        let wider = relabelled(&ours, &runs(2, 7, 50, 0.0, 8.0), Statistic::Spreads, 1.0, 499);
        assert!(wider.p <= 0.01 && wider.which == 49, "{wider:?}");
    }

    /// Under no difference at all p is at most 0.1 in a tenth of the trials: 200 of them, so 20 ± 4.2; four standard
    /// errors have a false-alarm chance of 6·10⁻⁵.
    #[test]
    fn drawing_anew_holds_its_level() {
        let small = (0..200)
            .filter(|i| {
                let (ours, theirs) = (runs(2 * i + 100, 8, 10, 0.0, 1.0), runs(2 * i + 101, 3, 10, 0.0, 1.0));
                relabelled(&ours, &theirs, Statistic::Means, 0.0, 99).p <= 0.1
            })
            .count();
        assert!((4..=37).contains(&small), "{small} of 200 at a tenth");
    }

    #[test]
    fn power_and_chance_are_stated_right() {
        // 32 against 10 runs: t(40) quantiles 2.0211 and 1.3031.
        assert!((shift_seen(32.0, 10.0, 0.05, 0.9) - 3.3242 * libm::sqrt(1.0 / 32.0 + 0.1)).abs() < 1e-3);
        assert!(
            (within_factor(10.0, 10.0, 1.7835) - 0.9).abs() < 1e-3,
            "F(9, 9) has its 95 % at 3.1789"
        );
    }
}
