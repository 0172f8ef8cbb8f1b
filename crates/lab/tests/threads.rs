//! Results do not depend on threads, nor on how the replicates are split.

use amnok_lab::Ensemble;
use amnok_model::Engine;
use amnok_model::inputs::{County, Inputs, Parameters, Province, River, Stratum};
use amnok_model::ledger::Rows;
use jiff::civil::date;

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
        }],
        forces: vec![],
        orders: vec![],
        trade: vec![1.0; 3],
        parameters,
    }
}

fn kept(first: u32, replicates: u32, threads: usize) -> Vec<(u32, Rows)> {
    let inputs = inputs();
    let mut rows = Vec::new();
    let ensemble = Ensemble {
        inputs: &inputs,
        seed: 4,
        first,
        replicates,
        threads,
        engine: Engine::Selective,
    };
    let Ok(()) = ensemble.run(&mut rows);
    rows
}

#[test]
fn threads_and_splits_change_nothing() {
    let whole = kept(0, 12, 1);
    assert!(whole[0].1.total("attempts") > 100.0 && whole[0] != whole[1]);
    assert_eq!(whole, kept(0, 12, 3));
    assert_eq!(whole, [kept(0, 5, 2), kept(5, 7, 2)].concat());
}
