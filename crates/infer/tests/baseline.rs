//! The random walk on a published series: arrivals in South Korea by quarter, 2019–2023, as the Ministry of Unification gave
//! them (the numbers of scenarios/sino-korean/observed/arrivals.csv, where their sources stand). Forecasts from the end of
//! each quarter 2020Q4–2023Q3, one to four quarters ahead: what every forecast of this series is compared with.
use amnok_infer::baseline::{Scale, random_walk};
use amnok_infer::scores::{Quantiles, WeightedInterval};
use amnok_infer::weighted::equal;

const ARRIVALS: [f64; 20] = [
    229.0, 320.0, 226.0, 272.0, 135.0, 12.0, 48.0, 34.0, 31.0, 5.0, 12.0, 15.0, 11.0, 8.0, 23.0, 25.0, 34.0, 65.0,
    40.0, 57.0,
];
const DRAWS: usize = 20_000;

/// One forecast: how many steps ahead, its scores, and whether its central intervals held.
struct Judged {
    target: usize,
    plain: WeightedInterval,
    log: WeightedInterval,
    held: [bool; 2],
}

fn hindcast(scale: Scale) -> Vec<Judged> {
    let mut all = Vec::new();
    for origin in 7..ARRIVALS.len() - 1 {
        let draws = random_walk(&ARRIVALS[..=origin], scale, 4, DRAWS, 2020);
        for (target, draws) in (origin + 1..ARRIVALS.len()).zip(&draws) {
            let forecast = Quantiles::of_draws(draws, &equal(DRAWS));
            let seen = ARRIVALS[target];
            all.push(Judged {
                target,
                plain: forecast.score(seen),
                log: forecast.log_score(seen),
                held: [0.5, 0.9].map(|share| forecast.central(share).holds(seen)),
            });
        }
    }
    all
}

/// Mean WIS, mean WIS of ln(x + 1), coverage of 50 and 90 %.
fn means(forecasts: &[Judged]) -> [f64; 4] {
    let n = forecasts.len() as f64;
    let share = |k: usize| forecasts.iter().filter(|f| f.held[k]).count() as f64 / n;
    let mean = |score: fn(&Judged) -> f64| forecasts.iter().map(score).sum::<f64>() / n;
    [mean(|f| f.plain.score), mean(|f| f.log.score), share(0), share(1)]
}

/// An independent program (plain Python) gave 14.73, .465, .71 and 1.00 for the 41 forecasts of 2021Q2 and later, and 14.58,
/// .459, .71 and 1.00 for all 42; 20,000 draws scatter by about .05 and .002.
#[test]
fn the_random_walk_scores_as_an_independent_program_says() {
    let all = hindcast(Scale::Log);
    assert_eq!(all.len(), 42);
    let [wis, log, half, most] = means(&all);
    assert!((wis - 14.58).abs() < 0.2 && (log - 0.459).abs() < 0.006, "{wis} {log}");
    assert!((half - 0.71).abs() < 0.03 && most == 1.0, "{half} {most}");
    let later: Vec<Judged> = all.into_iter().filter(|f| f.target > 8).collect();
    assert_eq!(later.len(), 41);
    let [wis, log, half, most] = means(&later);
    assert!((wis - 14.73).abs() < 0.2 && (log - 0.465).abs() < 0.006, "{wis} {log}");
    assert!((half - 0.71).abs() < 0.03 && most == 1.0, "{half} {most}");
    println!("41 forecasts: WIS {wis:.1}, of ln(x + 1) {log:.3}, coverage {half:.2}/{most:.2}");
}

/// On the plain scale the steps of the large past make the walk worse in relative terms.
#[test]
fn the_plain_scale_is_worse_in_relative_terms() {
    assert!(means(&hindcast(Scale::Plain))[1] > 1.2 * means(&hindcast(Scale::Log))[1]);
}
