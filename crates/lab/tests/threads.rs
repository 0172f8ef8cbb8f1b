//! Results do not depend on threads, nor on how the replicates are split.

use amnok_lab::in_order;
use amnok_model::chance::Luck;
use amnok_model::given::{County, Province, River, Stratum};
use amnok_model::inputs::{Inputs, Parameters};
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use jiff::civil::date;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

fn inputs() -> Inputs {
    let mut parameters = Parameters::default();
    parameters.attempt.leave_per_year = 0.5;
    parameters.attempt.spread = 2.0;
    parameters.attempt.search = 1.0;
    parameters.attempt.reach_km = 10.0;
    parameters.attempt.without_means_leave = 1.0;
    parameters.season.outage_days = 1.0;
    parameters.neighbour.response_days = 1.0;
    parameters.bribe.tenure_days = 1.0;
    Inputs {
        name: "one".into(),
        start: date(2019, 1, 1),
        days: 60,
        currency: "USD".into(),
        provinces: vec![Province {
            name: "P".into(),
            neighbour_policing: 0.0,
        }],
        rivers: vec![River {
            name: "R".into(),
            ease: [1.0; 12],
            drown: [0.1; 12],
            visibility: [1.0; 12],
            flood: [0.0; 12],
        }],
        counties: vec![County {
            name: "C".into(),
            province: 0,
            river: 0,
            border_km: 5.0,
            residents: 10_000,
            leave_weight: 1.0,
            smuggle_weight: 1.0,
            fence: 0.0,
            wall: 0.0,
            camera: 0.0,
            power: 0.0,
        }],
        strata: vec![Stratum {
            name: "all".into(),
            share: 1.0,
            leave: 1.0,
            smuggle: 1.0,
            means: 1.0,
            kin: false,
        }],
        forces: vec![],
        orders: vec![],
        trade: vec![1.0; 3],
        commands: vec![],
        outlets: vec![],
        policy: None,
        parameters,
    }
}

fn kept(numbers: &[u32], threads: usize) -> Vec<(u32, Rows)> {
    let inputs = inputs();
    let mut all = Vec::new();
    let work = |replicate| run(&inputs, Luck { seed: 4, replicate }, Engine::Selective, &mut ());
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
    let whole = kept(&all, 1);
    assert!(whole[0].1.total("attempts") > 100.0 && whole[0] != whole[1]);
    assert_eq!(whole, kept(&all, 3));
    assert_eq!(whole, [kept(&all[..5], 2), kept(&all[5..], 2)].concat());
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
