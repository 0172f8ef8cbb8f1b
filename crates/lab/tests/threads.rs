//! Results do not depend on threads, nor on how the replicates are split.

use amnok_lab::in_order;
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

fn inputs() -> Inputs {
    let mut inputs = Inputs::open(60, 10_000);
    inputs.rivers[0].drown = [0.1; 12];
    let attempt = &mut inputs.parameters.attempt;
    (attempt.leave_per_year, attempt.smuggle_per_year, attempt.spread) = (0.5, 5.0, 2.0);
    inputs
}

fn kept(engine: Engine, numbers: &[u32], threads: usize) -> Vec<(u32, Rows)> {
    let inputs = inputs();
    let mut all = Vec::new();
    let work = |replicate| run(&inputs, Luck { seed: 4, replicate }, engine, &mut ());
    let keep = |number, rows| {
        all.push((number, rows));
        Ok::<(), ()>(())
    };
    in_order(numbers, threads, &AtomicBool::new(false), work, keep).expect("keeping cannot fail");
    all
}

#[test]
fn threads_and_splits_change_nothing() {
    let all: Vec<u32> = (0..12).collect();
    for engine in [Engine::Selective, Engine::Counts] {
        let whole = kept(engine, &all, 1);
        assert!(whole[0].1.total("attempts") > 1_000.0 && whole[0] != whole[1]);
        assert_eq!(whole, kept(engine, &all, 3));
        assert_eq!(whole, [kept(engine, &all[..5], 2), kept(engine, &all[5..], 2)].concat());
    }
}

#[test]
fn no_work_is_begun_after_a_failure_or_a_stop() {
    let all: Vec<u32> = (0..1_000).collect();
    let done = AtomicU32::new(0);
    let work = |number| {
        done.fetch_add(1, Ordering::Relaxed);
        number
    };
    let failed = in_order(&all, 2, &AtomicBool::new(false), work, |number, _| {
        if number == 3 { Err(number) } else { Ok(()) }
    });
    assert_eq!(failed, Err(3));
    let begun = done.load(Ordering::Relaxed);
    assert!(in_order(&all, 2, &AtomicBool::new(true), work, |_, _| Ok::<(), ()>(())).is_ok());
    assert_eq!(done.load(Ordering::Relaxed), begun);
}

#[test]
fn a_single_piece_of_work_is_done_on_the_thread_that_asks() {
    let here = |_: u32| std::thread::current().id();
    let mut found = Vec::new();
    let keep = |number, thread| {
        found.push((number, thread));
        Ok::<(), ()>(())
    };
    in_order(&[7], 4, &AtomicBool::new(false), here, keep).expect("keeping cannot fail");
    assert_eq!(found, [(7, std::thread::current().id())]);
}
