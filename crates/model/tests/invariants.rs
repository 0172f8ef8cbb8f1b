//! Invariants on a border where everything happens, and in random scenarios; they are also asserted after every day
//! of every debug run (`amnok_model::invariants`).

mod common;

use amnok_model::chance::Luck;
use amnok_model::facts::{Fact, Incident, Log, Outcome};
use amnok_model::inputs::Parameters;
use amnok_model::record::ledger::Ledger;
use amnok_model::record::measures::MEASURES;
use amnok_model::{Engine, run};
use proptest::prelude::*;

#[test]
fn same_luck_same_bytes() {
    let inputs = common::busy_border(200, 20_000);
    let luck = Luck { seed: 1, replicate: 3 };
    assert_eq!(
        run(&inputs, luck, Engine::Selective, &mut ()),
        run(&inputs, luck, Engine::Selective, &mut ())
    );
}

#[test]
fn the_ledger_is_the_fold_of_the_events() {
    let inputs = common::busy_border(31, 50_000);
    let mut log: Vec<Incident> = Vec::new();
    let rows = run(&inputs, Luck { seed: 2, replicate: 0 }, Engine::Selective, &mut log);
    let mut fold = Ledger::new(inputs.extent());
    log.iter().for_each(|incident| fold.happened(&Fact::Attempt(*incident)));
    fold.end_day();
    fold.end_period(31);
    let fold = fold.into_rows();
    for info in MEASURES.iter().take(10) {
        assert_eq!(rows.total(info.name), fold.total(info.name), "{}", info.name);
    }
    let paid: f64 = log.iter().map(|i| i.paid.units()).sum();
    assert!(
        (paid - rows.total("paid") - rows.total("paid_broker")).abs() < 1e-6 * paid.max(1.0),
        "paid = received"
    );
    assert!(log.len() > 1_000 && paid > 0.0);
}

#[test]
fn nothing_depends_on_later_days() {
    let long = common::busy_border(120, 20_000);
    let mut short = long.clone();
    short.days = 59;
    let luck = Luck { seed: 4, replicate: 0 };
    let (mut all, mut first): (Vec<Incident>, Vec<Incident>) = (Vec::new(), Vec::new());
    run(&long, luck, Engine::Selective, &mut all);
    run(&short, luck, Engine::Selective, &mut first);
    all.retain(|i| i.day < 59);
    assert_eq!(all, first);
}

#[test]
fn every_parameter_has_a_row_and_reads_what_was_written() {
    let mut parameters = Parameters::default();
    let table = Parameters::table();
    for (number, entry) in table.iter().enumerate() {
        (entry.write)(&mut parameters, number as f64 + 0.5);
    }
    for (number, entry) in table.iter().enumerate() {
        assert_eq!(
            (entry.read)(&parameters),
            number as f64 + 0.5,
            "{}.{}",
            entry.section,
            entry.key
        );
    }
    // Each number written once: as many fields as rows.
    let fields = format!("{parameters:?}").matches(".5").count();
    assert_eq!(fields, table.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    /// Whatever the numbers are within their bounds, a run ends and keeps every daily invariant.
    #[test]
    fn random_scenarios_keep_the_invariants(seed in any::<u64>(), draws in prop::collection::vec(0.0..1.0f64, 400)) {
        let mut inputs = common::busy_border(125, 2_000);
        for (entry, draw) in Parameters::table().iter().zip(&draws) {
            let usual = (entry.read)(&inputs.parameters);
            let scaled = usual * libm::exp(4.0 * (draw - 0.5));
            (entry.write)(&mut inputs.parameters, scaled.clamp(entry.least, entry.most));
        }
        let rows = run(&inputs, Luck { seed, replicate: 0 }, Engine::Selective, &mut ());
        let outcomes: f64 = MEASURES[1..=Outcome::ALL.len()].iter().map(|m| rows.total(m.name)).sum();
        prop_assert_eq!(outcomes, rows.total("attempts"));
        prop_assert!(rows.value.iter().all(|v| v.is_finite()));
    }
}
