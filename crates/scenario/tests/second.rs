//! A border that shares no name with the first, with other layers, another currency and watchers of watchers four deep: data alone.

use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::{Engine, run};
use std::collections::BTreeSet;
use std::path::Path;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line")
}

/// The scenario from a copy of its folder that stands alone.
fn second() -> amnok_scenario::Scenario {
    let alone = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(folder()).expect("the scenario's folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_owned();
        std::fs::copy(&path, alone.path().join(name)).expect("a copy");
    }
    amnok_scenario::load(alone.path()).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Every name that the files gave.
fn names(inputs: &Inputs) -> BTreeSet<String> {
    let mut names = BTreeSet::from([inputs.name.clone(), inputs.currency.clone()]);
    names.extend(inputs.provinces.iter().map(|p| p.name.clone()));
    names.extend(inputs.rivers.iter().map(|r| r.name.clone()));
    names.extend(inputs.counties.iter().map(|c| c.name.clone()));
    names.extend(inputs.strata.iter().map(|s| s.name.clone()));
    names.extend(inputs.forces.iter().map(|f| f.name.clone()));
    names.extend(inputs.commands.iter().map(|c| c.name.clone()));
    names.extend(inputs.outlets.iter().map(|o| o.name.clone()));
    names
}

/// How many watchers stand one behind the other over a force.
fn depth(inputs: &Inputs, force: usize) -> usize {
    let watchers = (0..inputs.forces.len()).filter(|w| inputs.forces[*w].watches.contains(&force));
    watchers.map(|w| 1 + depth(inputs, w)).max().unwrap_or(0)
}

#[test]
fn it_shares_no_name_with_the_first() {
    let first = amnok_scenario::embedded().expect("the embedded scenario is right");
    let second = second();
    let shared: Vec<String> = names(&first.inputs)
        .intersection(&names(&second.inputs))
        .cloned()
        .collect();
    assert!(shared.is_empty(), "{shared:?}");
    let ids = |s: &amnok_scenario::Scenario| s.claims.iter().map(|c| c.id.clone()).collect::<BTreeSet<_>>();
    assert!(ids(&first).is_disjoint(&ids(&second)));
    assert_eq!(depth(&second.inputs, 0), 4);
    assert!(depth(&first.inputs, 0) != 4 && first.inputs.forces.len() != second.inputs.forces.len());
}

#[test]
fn it_runs_from_its_folder_alone() {
    let scenario = second();
    let luck = Luck {
        seed: scenario.seed,
        replicate: 0,
    };
    let rows = run(&scenario.inputs, luck, Engine::Selective, &mut ());
    for name in [
        "attempts",
        "crossed",
        "arrested",
        "found_out",
        "responses",
        "loiterers",
        "infected",
        "transfers",
    ] {
        assert!(rows.total(name) > 0.0, "no {name}");
    }
    // Its own command hears less than there is, and its own outlets less still.
    let (so, on_file, told) = (
        rows.total("arrested"),
        rows.reported("arrested_here", 0),
        rows.reported("arrested_here", 2),
    );
    assert!(so > on_file && on_file > told, "{so} {on_file} {told}");
    assert_eq!(rows, run(&scenario.inputs, luck, Engine::Selective, &mut ()));
}

/// The selective engine is the exhaustive one here as well: attempts of one run differ by less than 5 standard deviations of their
/// difference, taken as Poisson numbers whose variance clusters of belief and deals raise by at most four (level below 1e-5; a tenth
/// more or less is seen with power above 0.9).
#[test]
fn both_engines_live_through_it() {
    let mut inputs = second().inputs;
    inputs.days = 60;
    let attempts = |engine| run(&inputs, Luck { seed: 8, replicate: 1 }, engine, &mut ()).total("attempts");
    let (selective, exhaustive) = (attempts(Engine::Selective), attempts(Engine::Exhaustive));
    let spread = 5.0 * (4.0 * (selective + exhaustive)).sqrt();
    assert!((selective - exhaustive).abs() < spread, "{selective} {exhaustive}");
}
