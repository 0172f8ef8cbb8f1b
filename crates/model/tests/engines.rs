//! Engines against each other, everything switched on: the same distribution of every measure of the ledger. The exhaustive engine against the
//! selective one; the one by counts against the selective one, where few try and every draw is for one person, and where so many do
//! that they are moved together.
//!
//! Two tests for each measure's total over the run: of the means (Welch's statistic, large-sample normal) and of the whole
//! distribution (Kolmogorov-Smirnov, which is conservative for counts). One family level of 0.001 for all of them
//! together in each comparison (Bonferroni). 100 replicates of each engine, more by `AMNOK_REPLICATES=400`. Power of one test of means at
//! the level corrected for 70 tests, for a shift of half a standard deviation of one run: 0.2 with 100 replicates, above 0.99
//! with 400; for a whole standard deviation above 0.99 with 100. Fixed seeds.

mod common;

use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::MEASURES;
use amnok_model::{Engine, run};

const LEVEL: f64 = 0.001;

/// Two-sided p of the difference of two means.
fn of_means(a: &[f64], b: &[f64]) -> f64 {
    let moments = |numbers: &[f64]| {
        let n = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / n;
        let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
        (mean, squares / (n - 1.0) / n)
    };
    let ((a, va), (b, vb)) = (moments(a), moments(b));
    let z = (a - b).abs() / libm::sqrt(va + vb).max(1e-12);
    libm::erfc(z / core::f64::consts::SQRT_2)
}

/// Asymptotic p of the two-sample Kolmogorov-Smirnov statistic.
fn of_distributions(a: &[f64], b: &[f64]) -> f64 {
    let below = |numbers: &[f64], x: f64| numbers.iter().filter(|n| **n <= x).count() as f64 / numbers.len() as f64;
    let gap = a
        .iter()
        .chain(b)
        .map(|x| (below(a, *x) - below(b, *x)).abs())
        .fold(0.0, f64::max);
    let n = (a.len() * b.len()) as f64 / (a.len() + b.len()) as f64;
    if gap * libm::sqrt(n) < 0.2 {
        return 1.0; // the series converges too slowly, and its sum is 1 to twelve digits
    }
    let term = |k: i32| {
        let k = f64::from(k);
        libm::exp(-2.0 * k * k * gap * gap * n)
    };
    let sum: f64 = (1..=100).map(|k| if k % 2 == 1 { term(k) } else { -term(k) }).sum();
    (2.0 * sum).clamp(0.0, 1.0)
}

fn totals(inputs: &Inputs, engine: Engine, seed: u64, replicates: u32) -> Vec<Vec<f64>> {
    let one = |replicate| {
        let rows = run(inputs, Luck { seed, replicate }, engine, &mut ());
        MEASURES.iter().map(|measure| rows.total(measure.name)).collect()
    };
    (0..replicates).map(one).collect()
}

/// Simulates by both and asks whether any measure differs.
fn compare(inputs: &Inputs, first: (Engine, u64), second: (Engine, u64)) {
    let asked = std::env::var("AMNOK_REPLICATES").ok();
    let replicates = asked.and_then(|n| n.parse().ok()).unwrap_or(100u32);
    let totals = |(engine, seed)| totals(inputs, engine, seed, replicates);
    let (ours, theirs) = (totals(first), totals(second));
    let column = |runs: &[Vec<f64>], place: usize| -> Vec<f64> { runs.iter().map(|run| run[place]).collect() };
    let mean = |numbers: &[f64]| numbers.iter().sum::<f64>() / numbers.len() as f64;
    let mut results = Vec::new();
    for (place, measure) in MEASURES.iter().enumerate() {
        let (a, b) = (column(&ours, place), column(&theirs, place));
        let constant = a.iter().chain(&b).all(|x| *x == a[0]);
        if !constant {
            results.push((
                measure.name,
                mean(&a),
                mean(&b),
                of_means(&a, &b),
                of_distributions(&a, &b),
            ));
        }
    }
    assert!(results.len() >= 20, "only {} measures vary", results.len());
    let tests = 2.0 * results.len() as f64;
    println!(
        "{:?} against {:?}: {replicates} replicates of each engine, {tests} tests, each at {:.6}",
        first.0,
        second.0,
        LEVEL / tests
    );
    for (name, a, b, means, whole) in &results {
        println!("{name:<24} {a:12.3} against {b:12.3}  p of means {means:.3}  p of distributions {whole:.3}");
    }
    let least = results.iter().flat_map(|r| [r.3, r.4]).fold(1.0, f64::min);
    println!("least p {least:.4}, corrected {:.3}", (least * tests).min(1.0));
    for (name, a, b, means, whole) in results {
        assert!(
            means.min(whole) > LEVEL / tests,
            "{name}: {a} against {b}, p {means} and {whole}"
        );
    }
}

#[test]
fn exhaustive_and_selective_have_the_same_distribution() {
    let inputs = common::busy_border(120, 2_000);
    compare(&inputs, (Engine::Selective, 21), (Engine::Exhaustive, 22));
}

#[test]
fn counts_and_single_attempts_have_the_same_distribution_where_few_try() {
    let inputs = common::busy_border(120, 2_000);
    compare(&inputs, (Engine::Selective, 23), (Engine::Counts, 24));
}

/// Some 100 runs a day in each county, over five segments: classes are drawn as numbers, and halves of the line are.
#[test]
fn counts_and_single_attempts_have_the_same_distribution_where_many_try() {
    let mut inputs = common::busy_border(120, 4_000);
    inputs.parameters.attempt.smuggle_per_year = 40.0;
    compare(&inputs, (Engine::Selective, 25), (Engine::Counts, 26));
}

#[test]
fn the_tests_see_what_differs() {
    let numbers = |shift: f64| -> Vec<f64> { (0..400).map(|i| f64::from(i % 20) + shift).collect() };
    assert!(of_means(&numbers(0.0), &numbers(3.0)) < 1e-8);
    // The largest gap is 3/20, and 400·400/800 = 200: 2(e^-9 − e^-36 + …).
    let p = of_distributions(&numbers(0.0), &numbers(3.0));
    assert!((p - 2.0 * (libm::exp(-9.0) - libm::exp(-36.0))).abs() < 1e-12, "{p}");
    assert!(of_means(&numbers(0.0), &numbers(0.0)) > 0.999 && of_distributions(&numbers(0.0), &numbers(0.0)) > 0.999);
}
