//! The folder of a fit, and what page and terminal say of it, from a made-up bank.

mod left;
#[path = "../../lab/tests/made/mod.rs"]
mod made;

use amnok_infer::checks::{Band, Conflict, Seen};
use amnok_lab::Spread;
use amnok_lab::learn::checked::{Check, Covered, Lessons, Taught};
use amnok_lab::learn::crossed::Crossed;
use amnok_lab::learn::limit::{Least, Limit};
use amnok_lab::learn::planted::{Found, Plant};
use amnok_lab::learn::{estimates, learn};
use amnok_page::{FitView, terminal};
use amnok_store::fit::read;
use amnok_store::tables::read_bank;
use left::leave;
use made::{HOW, made};

/// A check of one hidden quantity, calibrated on forty runs, and of one observation that all others contradict.
fn checked(column: usize) -> Check {
    let covered = Covered {
        column,
        half: 0.475,
        most: 0.9,
        uniform: true,
        percentiles: (0..40).map(|n| (f64::from(n) + 0.5) / 40.0).collect(),
    };
    Check {
        any: vec![covered.clone()],
        nearest: vec![covered],
        band: Band::of(40, 0.95, 1),
        lessons: Lessons {
            columns: vec![column],
            all: vec![0.625],
            taught: vec![Taught {
                series: "arrivals".into(),
                without: vec![0.05],
            }],
            conflicts: vec![Conflict {
                observation: 3,
                percentile: 0.0,
                chance: 0.0005,
                by_errors: 0.0002,
                bound: false,
                flagged: true,
                apart: true,
            }],
            used: (0..12).collect(),
        },
        limit: Limit {
            numbers: Least {
                chance: 0.0121,
                of: vec![0.5; 120],
            },
            bounds: Least {
                chance: 0.0031,
                of: vec![0.5; 120],
            },
        },
        planted: vec![Found {
            plant: Plant::Count(4.0),
            seen: Seen::WithErrorsAlone,
            worlds: 40,
            flagged: 0.95,
            possible: Some(0.975),
            apart: 1.0,
            most: vec![(column, 0.875), (column + 1, 0.925)],
        }],
        crossed: vec![Crossed {
            column,
            fit: Spread::from_numbers([100.0, 200.0, 300.0, 400.0, 500.0]),
            forest: Spread::from_numbers([700.0, 800.0, 900.0, 1000.0, 1100.0]),
            explained: 0.75,
        }],
    }
}

#[test]
fn a_fit_is_kept_shown_and_read_again() {
    let bank = made(300, 0.2, 1.0);
    let given = bank.given();
    let learned = learn(&given, HOW).expect("a fit");
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let check = checked(learned.hidden[0]);
    let view = FitView {
        scenario: &scenario,
        version: "0.0.0",
        given,
        learned: &learned,
        estimates: &estimates(&given, &learned, None),
        check: Some(&check),
    };
    let (page, text, summary) = (
        amnok_page::fit(&view),
        terminal::fit::text(&view),
        terminal::fit::json(&view),
    );
    for said in [
        "No observation contradicts the rest",
        "passages",
        "nothing learned",
        "arrivals 2019-01-01",
        "R-hat",
    ] {
        assert!(page.contains(said), "the page does not say {said}");
    }
    let planted = "one count times 4 planted in 40 held-out runs observed with errors alone: it is named in 95 % (98 % where every reading is known), and stands apart in \
        100 %; 90 % intervals of what it does not touch hold the truth in 90 %, in 88 % at least.";
    let row = "one count times 4</th><td>alone</td><td>40</td><td>95 %</td><td>98 %</td><td>100 %</td><td>90 %</td><td>88 %</td>";
    assert!(text.contains(planted) && page.contains(row), "{text}");
    let least = format!("observed with errors alone): {} (0.0002).", bank.observed[3].id);
    assert!(text.contains(&least) && page.contains(&least), "{least} {text}");
    assert_eq!(summary["check"]["beyond"].as_array().map(Vec::len), Some(1));
    // Of one it is spoken as of one, and its figure has a scale.
    for said in [
        "of 1 hidden quantity, 50 % intervals held the truth in 48 %",
        "1 is calibrated within its band",
        "Of 1 observation 1 stands apart",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("+20 %") && page.contains("percentile 0"));
    assert!(
        text.contains("passages 2019-01-01: 300 (100 to 500) by the fit, 900 (700 to 1,100) by a forest"),
        "{text}"
    );
    assert!(
        text.contains("agrees on 0 of 1") && page.contains("900 (700 to 1,100)"),
        "{text}"
    );
    assert!(summary["check"]["forest"][0]["agrees"] == false && summary["check"]["forest"][0]["explained"] == 0.75);
    assert!(
        text.contains("No observation contradicts the rest") && text.contains("deaths (persons)"),
        "{text}"
    );
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("fit");
    leave(&out, &bank.factors, &view, &page);
    assert_eq!(read(&out).expect("a fit"), summary);
    let rows = read_bank(&out.join("hidden.parquet"), given.columns.len()).expect("a table");
    assert_eq!((rows.len(), rows[7].0), (learned.histories.rows(), 7));
    let place_of = learned.hidden[1];
    assert_eq!(
        (rows[7].1[0], rows[7].1[place_of]),
        (None, Some(learned.histories[(7, 1)]))
    );
    std::fs::write(out.join("fit.json"), "{}").expect("written");
    let damaged = read(&out).expect_err("a damaged fit").to_string();
    assert!(damaged.contains("the file is no longer what was written"), "{damaged}");
}

/// The truths of held-out runs lie in the upper half of their posteriors only: the median moves to where three quarters were, the ends to the levels .525 and .975, and it
/// is said of whom. Where they lie evenly nothing is moved.
#[test]
fn intervals_that_did_not_hold_are_moved_and_that_is_said() {
    let bank = made(300, 0.2, 1.0);
    let given = bank.given();
    let learned = learn(&given, HOW).expect("a fit");
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let column = learned.hidden[0];
    let even = checked(column);
    let mut high = even.clone();
    high.nearest[0]
        .percentiles
        .iter_mut()
        .for_each(|level| *level = 0.5 + 0.5 * *level);
    high.nearest[0].uniform = false;
    let plain = estimates(&given, &learned, None);
    assert_eq!(estimates(&given, &learned, Some(&even)), plain);
    let moved = estimates(&given, &learned, Some(&high));
    let place = plain.iter().position(|of| of.column == column).expect("an estimate");
    let (before, after) = (
        plain[place].posterior.expect("draws"),
        moved[place].posterior.expect("draws"),
    );
    assert!(moved[place].moved && !plain[place].moved);
    assert!(
        after.low >= before.median && after.median > before.median && after.high > before.high,
        "{before:?} {after:?}"
    );
    assert!(
        (after.median / before.three_quarters - 1.0).abs() < 0.02,
        "{before:?} {after:?}"
    );
    let view = FitView {
        scenario: &scenario,
        version: "0.0.0",
        given,
        learned: &learned,
        estimates: &moved,
        check: Some(&high),
    };
    let said = format!("nearest to what was observed: {}.", given.columns[column].words);
    assert!(amnok_page::checked(&view).expect("a check").contains(&said));
    assert!(amnok_page::fit(&view).contains(&said) && terminal::fit::text(&view).contains(&said));
}
