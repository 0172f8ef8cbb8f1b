//! Patterns that the model must reproduce (docs/model.md §1), each as a designed experiment: two versions of the scenario
//! that differ in one thing, run side by side with common luck, and a question about the difference.
//!
//! Every question is a two-sided t-interval over paired replicates; the level is shared out over all questions
//! (Bonferroni), so that the whole table errs with at most the stated probability. No parameter is changed.

mod design;
mod experiments;
mod selection;
mod systems;
mod telling;

use amnok_chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use selection::RowSelection;
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::sync::atomic::AtomicBool;

/// What a question expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Above no effect.
    Rises,
    /// Below no effect.
    Falls,
}

/// How an effect is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// One version divided by the other; no effect is 1.
    Ratio,
    /// A difference in this unit; no effect is 0.
    Difference(&'static str),
}

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval lies on the expected side.
    Reproduced,
    /// The interval holds no effect.
    Undecided,
    /// The whole interval lies on the other side.
    Contradicted,
    /// The scenario has nothing to ask with, or too little happened.
    NotTested,
}

impl Verdict {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Reproduced => "reproduced",
            Verdict::Undecided => "undecided",
            Verdict::Contradicted => "contradicted",
            Verdict::NotTested => "not tested",
        }
    }
}

/// One question of a pattern, answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Pattern, `P1` to `P28`.
    pub pattern: &'static str,
    /// What the pattern says.
    pub says: &'static str,
    /// What was asked.
    pub question: &'static str,
    /// Expected direction.
    pub expected: Expected,
    /// How to read the effect.
    pub scale: Scale,
    /// Effect: mean over paired replicates (geometric for ratios); `None` where it could not be asked.
    pub effect: Option<f64>,
    /// Interval.
    pub low: Option<f64>,
    /// Interval.
    pub high: Option<f64>,
    /// Verdict.
    pub verdict: Verdict,
}

/// How the patterns are tried.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// Seed.
    pub seed: u64,
    /// Paired replicates, at least 4.
    pub replicates: u32,
    /// Threads, at least 1.
    pub threads: usize,
    /// Chance that any of the answers errs.
    pub level: f64,
}

/// A pattern as a designed experiment.
struct Experiment {
    pattern: &'static str,
    says: &'static str,
    /// The two versions; `None` where the scenario has nothing to ask with.
    versions: Option<(Inputs, Inputs)>,
    questions: Vec<Question>,
}

/// The effect in one pair of runs: a log-ratio or a difference; `None` where too little happened.
type Effect = Box<dyn Fn(&RowSelection<'_>, &RowSelection<'_>) -> Option<f64> + Sync>;

struct Question {
    asks: &'static str,
    expected: Expected,
    scale: Scale,
    effect: Effect,
}

/// Tries every pattern on a scenario; `progress` hears of each before it begins.
pub fn validate(inputs: &Inputs, trial: Trial, progress: impl FnMut(&str)) -> Vec<Answer> {
    validate_some(inputs, trial, |_| true, progress)
}

/// Every pattern.
fn all(inputs: &Inputs) -> impl Iterator<Item = Experiment> {
    experiments::all(inputs).into_iter().chain(systems::all(inputs))
}

/// Names of the patterns that are tried, in order, each once.
pub fn names(inputs: &Inputs) -> Vec<&'static str> {
    let mut names: Vec<&str> = all(inputs).map(|e| e.pattern).collect();
    names.dedup();
    names
}

/// The same for those patterns only whose name is wanted; the level is shared out over their questions.
pub fn validate_some(
    inputs: &Inputs,
    trial: Trial,
    wanted: impl Fn(&str) -> bool,
    mut progress: impl FnMut(&str),
) -> Vec<Answer> {
    let experiments: Vec<Experiment> = all(inputs).filter(|e| wanted(e.pattern)).collect();
    let questions: usize = experiments.iter().map(|e| e.questions.len()).sum();
    let level = trial.level / questions.max(1) as f64;
    let mut answers = Vec::new();
    for experiment in experiments {
        progress(experiment.pattern);
        answers.extend(experiment.answer(trial, level));
    }
    answers
}

impl Experiment {
    fn answer(self, trial: Trial, level: f64) -> Vec<Answer> {
        let pairs = self.versions.map(|(base, variant)| {
            let pairs = in_pairs(&base, &variant, trial);
            (base, variant, pairs)
        });
        let answer = |question: &Question| {
            let effects: Vec<f64> = match &pairs {
                None => Vec::new(),
                Some((base, variant, pairs)) => {
                    let ask = |(a, b): &(Rows, Rows)| {
                        let sides = (RowSelection::new(base, a), RowSelection::new(variant, b));
                        (question.effect)(&sides.0, &sides.1).filter(|effect| effect.is_finite())
                    };
                    pairs.iter().filter_map(ask).collect()
                }
            };
            let many = effects.len() as u32 * 5 >= trial.replicates * 4;
            let interval = if many { interval(&effects, level) } else { None };
            let read = |value: f64| match question.scale {
                Scale::Ratio => libm::exp(value),
                Scale::Difference(_) => value,
            };
            Answer {
                pattern: self.pattern,
                says: self.says,
                question: question.asks,
                expected: question.expected,
                scale: question.scale,
                effect: interval.map(|i| read(i.0)),
                low: interval.map(|i| read(i.1)),
                high: interval.map(|i| read(i.2)),
                verdict: verdict(interval, question.expected),
            }
        };
        self.questions.iter().map(answer).collect()
    }
}

/// What an effect with its interval says of what was expected.
fn verdict(interval: Option<(f64, f64, f64)>, expected: Expected) -> Verdict {
    match (interval, expected) {
        (None, _) => Verdict::NotTested,
        (Some((_, low, _)), Expected::Rises) if low > 0.0 => Verdict::Reproduced,
        (Some((_, _, high)), Expected::Falls) if high < 0.0 => Verdict::Reproduced,
        (Some((_, low, high)), _) if low <= 0.0 && high >= 0.0 => Verdict::Undecided,
        _ => Verdict::Contradicted,
    }
}

/// Runs both versions of every replicate with the same luck.
fn in_pairs(base: &Inputs, variant: &Inputs, trial: Trial) -> Vec<(Rows, Rows)> {
    let numbers: Vec<u32> = (0..trial.replicates).collect();
    let both = |replicate: u32| {
        let luck = Luck {
            seed: trial.seed,
            replicate,
        };
        let one = |inputs| run(inputs, luck, Engine::Selective, &mut ());
        (one(base), one(variant))
    };
    let mut pairs = Vec::new();
    let keep = |_, pair| {
        pairs.push(pair);
        Ok::<(), core::convert::Infallible>(())
    };
    let Ok(()) = crate::in_order(&numbers, trial.threads, &AtomicBool::new(false), both, keep);
    pairs
}

/// Mean and t-interval at a two-sided level; `None` with fewer than two values.
pub fn interval(values: &[f64], level: f64) -> Option<(f64, f64, f64)> {
    let n = values.len() as f64;
    let t = StudentsT::new(0.0, 1.0, n - 1.0).ok()?.inverse_cdf(1.0 - level / 2.0);
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    let half = t * libm::sqrt(variance / n);
    Some((mean, mean - half, mean + half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_student() {
        let (mean, low, high) = interval(&[1.0, 2.0, 3.0, 4.0], 0.05).expect("four values");
        assert_eq!(mean, 2.5);
        // t(3, 0.975) = 3.1824; standard error 0.6455.
        assert!((high - mean - 2.0543).abs() < 1e-3 && (mean - low - 2.0543).abs() < 1e-3);
        assert_eq!(interval(&[1.0], 0.05), None);
    }
}
