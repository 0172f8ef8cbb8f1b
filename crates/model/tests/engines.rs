//! Selective against exhaustive engine: same distribution. Ten ledger totals over 100 replicates each (400 by
//! `AMNOK_REPLICATES=400`), two-sample z-tests at a family level of 0.001 (Bonferroni); a shift of one standard
//! deviation of a single run is seen with power above 0.99.

mod common;

use amnok_model::chance::Luck;
use amnok_model::{Engine, run};

#[test]
fn both_engines_have_the_same_distribution() {
    let replicates = std::env::var("AMNOK_REPLICATES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100u32);
    let inputs = common::busy_border(120, 2_000);
    let names = [
        "attempts",
        "crossed",
        "turned_back",
        "arrested",
        "shot",
        "sent_back",
        "brokered",
        "paid",
        "deals",
        "found_out",
    ];
    let totals = |engine, seed| -> Vec<Vec<f64>> {
        (0..replicates)
            .map(|replicate| {
                let rows = run(&inputs, Luck { seed, replicate }, engine, &mut ());
                names.iter().map(|name| rows.total(name)).collect()
            })
            .collect()
    };
    let (selective, exhaustive) = (totals(Engine::Selective, 21), totals(Engine::Exhaustive, 22));
    for (column, name) in names.iter().enumerate() {
        let moments = |runs: &Vec<Vec<f64>>| {
            let n = runs.len() as f64;
            let mean = runs.iter().map(|r| r[column]).sum::<f64>() / n;
            let variance = runs
                .iter()
                .map(|r| (r[column] - mean) * (r[column] - mean))
                .sum::<f64>()
                / (n - 1.0);
            (mean, variance / n)
        };
        let ((a, va), (b, vb)) = (moments(&selective), moments(&exhaustive));
        let z = (a - b) / libm::sqrt(va + vb).max(1e-12);
        let p = libm::erfc(z.abs() / core::f64::consts::SQRT_2);
        println!("{name}: selective {a:.2}, exhaustive {b:.2}, z {z:.2}, p {p:.3}");
        assert!(p > 0.001 / names.len() as f64, "{name}: {a} against {b}, p {p}");
    }
}
