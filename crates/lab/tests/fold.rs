//! Over both scenarios: the ledger is a fold of what a log hears, and nothing that the ledger keeps count of never happens.

use amnok_model::chance::Luck;
use amnok_model::facts::Fact;
use amnok_model::record::fold;
use amnok_model::record::measures::MEASURES;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use amnok_scenario::Scenario;
use std::path::Path;

/// As many of the orders that hold for good, those of the last years too, as a short run can show.
fn at_once(mut scenario: Scenario) -> Scenario {
    let orders = scenario.inputs.orders.iter_mut();
    orders
        .filter(|order| order.end.is_none())
        .for_each(|order| order.day = order.day.min(30));
    scenario
}

fn folded(mut scenario: Scenario, days: u32) -> Rows {
    scenario.inputs.days = days;
    let mut heard: Vec<Fact> = Vec::new();
    let luck = Luck { seed: 11, replicate: 2 };
    let rows = run(&scenario.inputs, luck, Engine::Selective, &mut heard);
    assert!(
        fold(scenario.inputs.extent(), &heard) == rows,
        "{}",
        scenario.inputs.name
    );
    rows
}

#[test]
fn both_scenarios_fold_to_their_ledgers_and_every_measure_is_of_something() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
    let embedded = || amnok_scenario::embedded().expect("the embedded scenario");
    let all = [
        folded(embedded(), 1_000),
        folded(at_once(embedded()), 400),
        folded(amnok_scenario::load(&folder).expect("the second scenario"), 550),
    ];
    let never = |name: &&str| all.iter().all(|rows| rows.total(name) == 0.0);
    let never: Vec<&str> = MEASURES.iter().map(|measure| measure.name).filter(never).collect();
    assert_eq!(never, [] as [&str; 0], "these measures counted nothing");
}
