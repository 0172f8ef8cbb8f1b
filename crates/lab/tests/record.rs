//! Histories held against a record of which the answer is known.

use amnok_chance::Luck;
use amnok_chance::prior::Prior;
use amnok_lab::public_record::{Histories, Verdict, judge, read, simulate};
use amnok_lab::sweep::Factor;
use amnok_model::Engine;
use amnok_model::facts::Activity;
use amnok_model::inputs::Inputs;
use amnok_model::observers::{Observation, ObservationKind, Window, observer};
use amnok_model::record::rows::Rows;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The invented border, two months of it.
fn inputs() -> Inputs {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
    let mut inputs = amnok_scenario::load(&folder).expect("the second scenario").inputs;
    inputs.days = 61;
    inputs
}

fn row(id: &str, name: &str, low: f64, high: f64) -> Observation {
    let inputs = inputs();
    Observation {
        id: id.into(),
        quantity: String::new(),
        observer: observer(name).expect("it is there"),
        kind: ObservationKind::Range,
        window: Window {
            from: inputs.start,
            to: inputs.start.last_of_month(),
            counties: None,
            strata: None,
            activity: None,
        },
        against: None,
        low: Some(low),
        high: Some(high),
        unit: String::new(),
        grade: 'A',
        source: String::new(),
        note: String::new(),
    }
}

/// Share of the line with cameras, drawn evenly from 0.2 to 0.6: nothing else decides it in the first month.
fn planted(luck: Luck) -> Inputs {
    let share = Factor {
        key: "cameras".into(),
        unit: "share".into(),
        prior: Prior::even(0.2, 0.6),
    };
    let mut inputs = inputs();
    inputs.orders.clear();
    let share = share.draw(luck);
    inputs.counties.iter_mut().for_each(|county| county.camera = share);
    inputs
}

const HISTORIES: Histories = Histories {
    count: 64,
    seed: 11,
    threads: 2,
    engine: Engine::Selective,
};

fn given(replicate: u32) -> Inputs {
    let seed = HISTORIES.seed;
    planted(Luck { seed, replicate })
}

#[test]
fn a_planted_row_is_judged_as_it_was_planted() {
    let mut missing = row("missing", "guards-crossed", 1.0, 2.0);
    missing.window.activity = Some(Activity::Leave);
    let record = [
        row("right", "cameras", 0.3, 0.5),
        row("too low", "cameras", 0.7, 0.9),
        row("too high", "cameras", 0.05, 0.1),
        missing,
    ];
    let stop = AtomicBool::new(false);
    let heard = AtomicU32::new(0);
    let each = || {
        heard.fetch_add(1, Ordering::Relaxed);
    };
    let all = simulate(&record, HISTORIES, &stop, given, each);
    assert_eq!((all.len(), heard.into_inner()), (64, 64));
    let judged = judge(&record, &inputs(), &all);
    let verdicts: Vec<Verdict> = judged.iter().map(|row| row.verdict).collect();
    assert_eq!(
        verdicts,
        [Verdict::Agrees, Verdict::TooLow, Verdict::TooHigh, Verdict::Missing]
    );
    // The median of 64 even draws is 0.4 ± 0.4·0.5/√64 = 0.025; four of these, and segments of a county are whole. Fixed seed.
    let right = judged[0].simulated.expect("cameras");
    assert!((right.median - 0.4).abs() < 0.1, "{right:?}");
    assert!(right.low > 0.15 && right.high < 0.65, "{right:?}");
    // √(0.3 · 0.5) = 0.387 is at 0.468 of the draws, ± 0.0624; four of these.
    let place = judged[0].percentile.expect("a place");
    assert!((place - 0.468).abs() < 0.25, "{place}");
    assert_eq!((judged[1].percentile, judged[2].percentile), (Some(1.0), Some(0.0)));
    assert!(judged[3].why.as_ref().is_some_and(|why| why.contains("guards_crossed")));
}

#[test]
fn readings_do_not_depend_on_threads_and_a_stop_is_heeded() {
    let record = [row("a", "cameras", 0.3, 0.5), row("b", "passages", 0.0, 1.0)];
    let stop = AtomicBool::new(false);
    let with = |threads| {
        let histories = Histories {
            count: 6,
            threads,
            ..HISTORIES
        };
        simulate(&record, histories, &stop, given, || {})
    };
    assert_eq!(with(1), with(4));
    stop.store(true, Ordering::Relaxed);
    assert!(with(2).is_empty());
}

#[test]
fn a_history_without_a_ledger_has_no_reading() {
    let record = [row("a", "price", 0.0, 1.0)];
    assert_eq!(read(&record, &inputs(), &Rows::default()), [None]);
}
