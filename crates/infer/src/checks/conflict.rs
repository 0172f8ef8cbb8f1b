//! Observations that all others contradict: each in turn is left out, the others are fitted, and the chance is asked with
//! which they expect something as far off.
//!
//! Source: Marshall & Spiegelhalter 2003, "Approximate cross-validatory predictive checks in disease mapping models", here by
//! fits that really leave the observation out (one emulator serves all).
use crate::chains::{self, ChainSettings};
use crate::fit::Fit;
use crate::likelihood::{Nodes, Observed, Scale, Statement, log_chance, student_quantile};
use crate::parallel::each;
use crate::posterior::Target;
use crate::purpose::{Purpose, stream};
use crate::scores::percentile;

/// Chance, over all observations together, with which a world without misfit is flagged.
const LEVEL: f64 = 0.05;
/// Chance, of each observation by itself, with which it stands apart without misfit.
pub const APART: f64 = 0.02;

/// Predicted observations: enough that a chance of 5 % over a hundred observations can be told from less, however few draws the chains give.
const PREDICTED: usize = 20_000;

/// One observation against the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Its place in [`Observed::observations`].
    pub observation: usize,
    /// Its percentile in what the others predict (for a floor, a ceiling or a range: the chance that they leave it).
    pub percentile: f64,
    /// Chance of something as far off.
    pub chance: f64,
    /// The same of a number where the simulator is right, so that errors alone come on top of what the others expect; of a floor, a ceiling or a range as
    /// [`Conflict::chance`], whose discrepancy keeps it from asking how an emulator ends far out.
    pub by_errors: f64,
    /// True of a floor, a ceiling or a range: its chance is that it holds, and not that of both tails.
    pub bound: bool,
    /// True if that chance is below 5 % over the number of observations.
    pub flagged: bool,
    /// True if that chance is at most [`APART`]: worth a look, though one of fifty does so without misfit.
    pub apart: bool,
}

/// Every observation against the others, on the emulators of a fit to all.
pub fn conflicts(fit: &Fit, observed: &Observed, values: usize, plan: ChainSettings) -> Vec<Conflict> {
    each(plan.threads, observed.observations.len(), |left| {
        let plan = ChainSettings {
            seed: plan.seed.wrapping_add(left as u64),
            threads: 1,
            ..plan
        };
        let kind = observed.observations[left].kind;
        Expected::of(fit, observed, values, left, plan).conflict(kind)
    })
}

/// What all other observations expect in place of one, whatever that one says.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Its place in [`Observed::observations`].
    observation: usize,
    /// Of how many observations it is one.
    among: usize,
    scale: Scale,
    /// By draw of the fit to the others: what it is a reading of, on its scale.
    readings: Vec<f64>,
    /// By draw: size of what the simulator may be off by.
    sizes: Vec<Size>,
    seed: u64,
}

/// Size of a discrepancy.
#[derive(Clone, Copy, Debug)]
enum Size {
    /// Inferred from others of the series.
    Inferred(f64),
    /// None of the series is left: half-normal, of this scale.
    Prior(f64),
}

impl Size {
    fn with(self, normal: f64) -> f64 {
        match self {
            Size::Inferred(size) => size,
            Size::Prior(scale) => scale * normal.abs(),
        }
    }
}

impl Expected {
    /// What the others expect in place of the observation `left`, on the emulators of a fit.
    pub fn of(fit: &Fit, observed: &Observed, values: usize, left: usize, plan: ChainSettings) -> Self {
        let mut others = observed.clone();
        let own = others.observations.remove(left);
        let target = Target::new(&fit.patchwork, &others, values, &fit.active);
        let chains = chains::run(target.size(), &target, plan);
        let place = target.place(own.reading);
        let known = others.observations.iter().any(|o| o.series == own.series);
        let one = |draw: usize| {
            let parts = target.parts(chains.draws.row(draw));
            let size = match known {
                true => Size::Inferred(parts.sizes[own.series]),
                false => Size::Prior(observed.series[own.series].discrepancy),
            };
            (target.readings(&parts)[place], size)
        };
        let (readings, sizes) = (0..chains.draws.rows()).map(one).unzip();
        Expected {
            observation: left,
            among: observed.observations.len(),
            scale: observed.scales[own.reading],
            readings,
            sizes,
            seed: plan.seed,
        }
    }

    /// What is expected in place of an observation of `observed` whose reading, on its scale, is known, and that nothing but errors comes on top.
    pub fn by_reading((observed, observation): (&Observed, usize), reading: f64, seed: u64) -> Self {
        Expected {
            observation,
            among: observed.observations.len(),
            scale: observed.scales[observed.observations[observation].reading],
            readings: vec![reading],
            sizes: vec![Size::Inferred(0.0)],
            seed,
        }
    }

    /// How far off it is if it says this.
    pub fn conflict(&self, kind: Statement) -> Conflict {
        let mut luck = stream(self.seed, Purpose::Predicted, self.observation, 0);
        let nodes = Nodes::new();
        let mut draws = Vec::new();
        let mut likelihood = 0.0;
        let count = self.readings.len();
        for (y, size) in self.readings.iter().zip(&self.sizes) {
            let size = size.with(luck.normal());
            likelihood += libm::exp(log_chance(&kind, self.scale, *y, size, &nodes)) / count as f64;
            for _ in 0..PREDICTED.div_ceil(count) {
                let off = size * student_quantile(luck.normal());
                draws.push(number(&kind.made_up(
                    self.scale,
                    y + off,
                    luck.uniform(),
                    luck.normal(),
                )));
            }
        }
        let bound = kind.is_bound();
        let (percentile, chance) = if bound {
            (likelihood, likelihood)
        } else {
            let level = percentile(&draws, &vec![1.0; draws.len()], number(&kind), 0.5);
            let resolution = 1.0 / draws.len() as f64;
            (level, (2.0 * level.min(1.0 - level)).max(resolution))
        };
        Conflict {
            observation: self.observation,
            percentile,
            chance,
            by_errors: self.of_number(&kind).unwrap_or(chance),
            bound,
            flagged: chance <= LEVEL / self.among as f64,
            apart: chance <= APART,
        }
    }

    /// [`Conflict::by_errors`] of it, without the rest, which takes many draws.
    pub fn by_errors(&self, kind: Statement) -> f64 {
        self.of_number(&kind).unwrap_or_else(|| self.conflict(kind).chance)
    }

    /// Chance of a number as far off as this by errors alone, of both tails; none for what is no number.
    fn of_number(&self, kind: &Statement) -> Option<f64> {
        let tails = |y: &f64| kind.tails(self.scale, *y);
        let all: Vec<(f64, f64)> = self.readings.iter().map(tails).collect::<Option<_>>()?;
        let mean = |of: fn(&(f64, f64)) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
        Some((2.0 * mean(|tails| tails.0).min(mean(|tails| tails.1))).min(1.0))
    }
}

/// The number that an observation consists of.
fn number(kind: &Statement) -> f64 {
    match *kind {
        Statement::Count { count, .. } => count,
        Statement::Ratio { value, .. } | Statement::Share { value, .. } | Statement::Quote { value, .. } => value,
        Statement::Floor { value, .. } | Statement::Ceiling { value, .. } => value,
        Statement::Range { low, high, .. } => 0.5 * (low + high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, prior_points};
    use crate::fit::Settings;
    use crate::likelihood::{Observation, Series};
    use crate::linear::Matrix;
    use crate::special::{log_count_chance, normal_below, normal_quantile};

    /// What can be named at all (docs/inference.md): one of 81 that is off by ln 4 contradicts the others at 5 % over their number where a discrepancy of Student's t is
    /// smaller than .142, which 43 of 100 half-normal ones of .25 are, and stands apart below .370, which 86 are; off by ln 16, below .284 (74) and .740 (all).
    #[test]
    fn heavy_tails_allow_what_is_off_by_four_times() {
        let least = |chance: f64| student_quantile(-normal_quantile(0.5 * chance));
        let share = |size: f64| 2.0 * normal_below(size / 0.25) - 1.0;
        for (times, chance, size, of_all) in [
            (4.0, LEVEL / 81.0, 0.142, 0.43),
            (4.0, APART, 0.370, 0.86),
            (16.0, LEVEL / 81.0, 0.284, 0.74),
            (16.0, APART, 0.740, 1.0),
        ] {
            let found = libm::log(times) / least(chance);
            assert!((found - size).abs() < 5e-4, "{times} {chance}: {found}");
            assert!(
                (share(found) - of_all).abs() < 5e-3,
                "{times} {chance}: {}",
                share(found)
            );
        }
    }

    /// Somebody who knows that four are expected finds ten with the chance that Poisson's law gives (half of that of ten counted with more, both tails: .010972; by draws
    /// nearly so, four standard errors of theirs are .003), and four as they are to be.
    #[test]
    fn who_knows_a_reading_expects_what_errors_alone_make_of_it() {
        let scale = Scale::Log { shift: 0.5 };
        let kind = |count: f64| Statement::Count { count, size: 1e9 };
        let observed = Observed {
            scales: vec![scale],
            series: vec![Series {
                name: "counts".to_owned(),
                discrepancy: 0.25,
            }],
            observations: vec![Observation {
                reading: 0,
                series: 0,
                kind: kind(4.0),
            }],
            wanted: Vec::new(),
        };
        let known = Expected::by_reading((&observed, 0), scale.there(4.0), 7);
        let (ten, four) = (known.conflict(kind(10.0)), known.conflict(kind(4.0)));
        assert!(
            (ten.chance - 0.0110).abs() < 0.003 && four.chance > 0.8,
            "{ten:?} {four:?}"
        );
        assert!(
            (ten.by_errors - 0.010_972).abs() < 1e-6 && four.by_errors > 0.9,
            "{ten:?} {four:?}"
        );
    }

    /// A discrepancy makes what is far off likelier, and errors alone know nothing of it: where three draws expect 2, 4 and 8, ten, none and four are as likely as the mean of
    /// their laws says, by its smaller tail. A floor has one chance.
    #[test]
    fn by_errors_a_number_is_as_likely_as_without_discrepancy() {
        let scale = Scale::Log { shift: 0.5 };
        let expected = Expected {
            observation: 0,
            among: 1,
            scale,
            readings: [2.0, 4.0, 8.0].map(|x| scale.there(x)).to_vec(),
            sizes: vec![Size::Inferred(0.7); 3],
            seed: 3,
        };
        let ten = expected.conflict(Statement::Count { count: 10.0, size: 1e9 });
        let below = |count: i32| {
            let chance = |n: i32, mean: f64| libm::exp(log_count_chance(f64::from(n), mean, f64::INFINITY));
            let of = |mean: f64| (0..count).map(|n| chance(n, mean)).sum::<f64>() + 0.5 * chance(count, mean);
            (of(2.0) + of(4.0) + of(8.0)) / 3.0
        };
        for count in [10, 0, 4] {
            let exact = 2.0 * below(count).min(1.0 - below(count));
            let (count, size) = (f64::from(count), 1e9);
            let found = expected.by_errors(Statement::Count { count, size });
            assert!((found - exact).abs() < 1e-6, "{count}: {found} {exact}");
        }
        assert!(
            ten.chance > 1.2 * ten.by_errors
                && ten.by_errors == expected.by_errors(Statement::Count { count: 10.0, size: 1e9 }),
            "{ten:?}"
        );
        let floor = expected.conflict(Statement::Floor {
            value: 20.0,
            error: 0.1,
        });
        let same = expected.by_errors(Statement::Floor {
            value: 20.0,
            error: 0.1,
        });
        assert!(
            floor.by_errors == floor.chance && same == floor.chance,
            "{floor:?} {same}"
        );
    }

    /// Five counts that share a level, and a floor; one count is planted four times too high and the floor above everything.
    /// Both are flagged, and nothing else; without the plants nothing is.
    #[test]
    fn planted_misfits_are_flagged_and_nothing_else_is() {
        let (points, luck) = (prior_points(600, 2, 91), prior_points(600, 6, 92));
        let readings = Matrix::from_fn(600, 6, |i, j| {
            let slope = if j == 5 { 0.0 } else { (j as f64 - 2.0) / 2.0 };
            libm::exp(4.0 + 0.8 * points[(i, 0)] + 0.3 * slope * points[(i, 1)] + 0.05 * luck[(i, j)])
        });
        let bank = Bank::new(points, readings, Matrix::zeros(600, 0), 0).expect("a bank");
        let all = |counts: [f64; 5], floor: f64, keep: usize| -> Vec<Conflict> {
            let count = |(reading, count): (usize, &f64)| Observation {
                reading,
                series: 0,
                kind: Statement::Count {
                    count: *count,
                    size: 50.0,
                },
            };
            let mut observations: Vec<Observation> = counts.iter().enumerate().map(count).collect();
            observations.push(Observation {
                reading: 5,
                series: 1,
                kind: Statement::Floor {
                    value: floor,
                    error: 0.1,
                },
            });
            let series = |name: &str, discrepancy: f64| Series {
                name: name.to_owned(),
                discrepancy,
            };
            let observed = Observed {
                scales: vec![Scale::Log { shift: 0.0 }; 6],
                series: vec![series("counts", 0.1), series("floor", 0.0)],
                observations,
                wanted: Vec::new(),
            };
            let mut settings = Settings::new(4);
            settings.rounds = 0;
            settings.plan = ChainSettings {
                chains: 60,
                steps: 10,
                keep,
                warming: 2,
                ..settings.plan
            };
            let fit = Fit::of(&bank, &observed, settings).expect("a fit");
            conflicts(&fit, &observed, 2, settings.plan)
        };
        let flagged = |counts: [f64; 5], floor: f64, keep: usize| -> Vec<usize> {
            let found = all(counts, floor, keep);
            found.iter().filter(|c| c.flagged).map(|c| c.observation).collect()
        };
        let honest = [52.0, 60.0, 47.0, 58.0, 55.0];
        assert_eq!(flagged(honest, 40.0, 10), Vec::<usize>::new());
        let mut planted = honest;
        planted[3] *= 4.0;
        assert_eq!(flagged(planted, 40.0, 10), [3]);
        assert_eq!(flagged(honest, 150.0, 10), [5]);
        // Less than that stands apart from a chance of 2 % on, without a contradiction.
        let less = [78.0, 86.0, 92.0, 98.0, 104.0].map(|count| {
            let mut counts = honest;
            counts[3] = count;
            all(counts, 40.0, 10)[3].clone()
        });
        assert!(less.iter().all(|of| of.apart == (of.chance <= 0.02)), "{less:?}");
        assert!(
            less.iter().any(|of| of.apart && !of.flagged && of.chance > 0.01),
            "{less:?}"
        );
        assert!(less.iter().any(|of| !of.apart), "{less:?}");
        // Sixty draws once left no chance below a sixtieth, so that nothing that was counted was ever flagged.
        assert_eq!(flagged(planted, 40.0, 1), [3]);
    }

    /// Where no other of the series is left, the size of its discrepancy is half-normal, of the scale that is assumed.
    #[test]
    fn a_size_that_nothing_tells_of_is_half_normal() {
        let luck = prior_points(1, 1, 3)[(0, 0)];
        assert_eq!(Size::Prior(0.25).with(-2.0), 0.5);
        assert_eq!(Size::Prior(0.25).with(luck), 0.25 * luck.abs());
        assert_eq!(Size::Inferred(0.25).with(-2.0), 0.25);
    }
}
