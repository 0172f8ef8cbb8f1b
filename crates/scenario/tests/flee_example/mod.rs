//! The folder of examples/flee in memory, small folders beside it, and what lives through them.
#![allow(dead_code, reason = "not every test needs all of it")]

use amnok_chance::Luck;
use amnok_displacement::engines::{cohorts::Cohorts, people::People};
use amnok_displacement::ground::{Ground, Travellers};
use amnok_displacement::network::Network;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::{Course, Displacement, MovementEngine, happenings};
use amnok_scenario::flee::{Files, LoadOptions, load_files};

/// The luck of all of them.
pub const LUCK: Luck = Luck { seed: 31, replicate: 0 };

/// Input at the top, registered people under `registered/`, settings in `simsetting.yml`.
pub fn example() -> Files {
    let contents = [
        (
            "sim_period.csv",
            include_str!("../../../../examples/flee/input/sim_period.csv"),
        ),
        (
            "locations.csv",
            include_str!("../../../../examples/flee/input/locations.csv"),
        ),
        ("routes.csv", include_str!("../../../../examples/flee/input/routes.csv")),
        (
            "closures.csv",
            include_str!("../../../../examples/flee/input/closures.csv"),
        ),
        (
            "conflicts.csv",
            include_str!("../../../../examples/flee/input/conflicts.csv"),
        ),
        (
            "registered/data_layout.csv",
            include_str!("../../../../examples/flee/registered/data_layout.csv"),
        ),
        (
            "registered/total.csv",
            include_str!("../../../../examples/flee/registered/total.csv"),
        ),
        (
            "registered/lakeside.csv",
            include_str!("../../../../examples/flee/registered/lakeside.csv"),
        ),
        (
            "registered/hillcamp.csv",
            include_str!("../../../../examples/flee/registered/hillcamp.csv"),
        ),
        (
            "simsetting.yml",
            include_str!("../../../../examples/flee/simsetting.yml"),
        ),
    ];
    Files {
        contents: contents
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into(),
        input: String::new(),
        validation: Some("registered/".into()),
        settings: Some("simsetting.yml".into()),
        days: None,
        options: LoadOptions::default(),
    }
}

/// A folder of so many days in which every place of conflict of locations.csv stays so, with more files beside it. With files
/// under `registered/` there are registered people.
pub fn folder(days: u32, locations: &str, routes: &str, more: &[(&str, &str)]) -> Files {
    let period = format!("StartDate,2030-01-01\nLength,{days}\n");
    let conflicts = String::from("#Day\n") + &(0..days).map(|day| format!("{day}\n")).collect::<String>();
    let mut files = Files {
        settings: Some("simsetting.yml".into()),
        validation: more
            .iter()
            .any(|(name, _)| name.starts_with("registered/"))
            .then(|| "registered/".into()),
        ..Files::default()
    };
    let mut all = vec![
        ("sim_period.csv", period.as_str()),
        ("locations.csv", locations),
        ("routes.csv", routes),
        ("closures.csv", ""),
        ("conflicts.csv", conflicts.as_str()),
        ("simsetting.yml", ""),
    ];
    all.extend(more);
    for (name, text) in all {
        files.contents.insert(name.to_owned(), text.as_bytes().to_vec());
    }
    files
}

/// What a right folder says.
pub fn world(files: &Files) -> Displacement {
    load_files(files).unwrap_or_else(|found| panic!("{found}")).displacement
}

/// One replicate by each engine.
pub fn courses(world: &Displacement) -> [Course; 2] {
    let schedule = Schedule::new(world);
    [MovementEngine::Cohorts, MovementEngine::People].map(|engine| world.run(&schedule, LUCK, engine))
}

/// Whether a count of independent people is near its mean.
pub fn close_to(found: i64, people: f64, probability: f64, what: &str) {
    let spread = (people * probability * (1.0 - probability)).sqrt().max(1e-9);
    let z = (found as f64 - people * probability) / spread;
    assert!(
        z.abs() < 4.5,
        "{what}: {found} of {people} where {probability} is expected (z = {z:.1})"
    );
}

/// Both engines over the network of a folder, with so many people at some places and what happens from outside.
pub fn both(world: &Displacement, begin: &[(usize, u32)], days: u32, mut seen: impl FnMut(u32, &Ground, &str)) {
    fn simulate(
        world: &Displacement,
        begin: &[(usize, u32)],
        days: u32,
        mut crowd: impl Travellers,
        mut seen: impl FnMut(u32, &Ground),
    ) {
        let mut ground = Ground::new(world.network.clone());
        for (place, count) in begin {
            crowd.add(&mut ground, *place, *count, 0);
        }
        for day in 0..days {
            happenings::change(&world.changes, &world.conflicts, &mut ground.network, day);
            happenings::close(&world.closures, &mut ground, &mut crowd, day);
            crowd.day(&mut ground, LUCK, day, &|| true).expect("a whole day");
            seen(day, &ground);
        }
    }
    simulate(world, begin, days, Cohorts::new(2), |day, ground| {
        seen(day, ground, "cohorts")
    });
    simulate(world, begin, days, People::default(), |day, ground| {
        seen(day, ground, "people")
    });
}

/// The network after what happened from outside on days up to this one.
pub fn network(world: &Displacement, day: u32) -> Network {
    let (mut ground, mut nobody) = (Ground::new(world.network.clone()), Cohorts::new(1));
    for day in 0..=day {
        happenings::change(&world.changes, &world.conflicts, &mut ground.network, day);
        happenings::close(&world.closures, &mut ground, &mut nobody, day);
    }
    ground.network
}

/// So many people at a place decide and travel for a day.
pub fn one_day(ground: &mut Ground, engine: &str, (place, count): (usize, u32)) {
    fn simulate(ground: &mut Ground, mut crowd: impl Travellers, place: usize, count: u32) {
        crowd.add(ground, place, count, 0);
        crowd.day(ground, LUCK, 0, &|| true).expect("a whole day");
    }
    match engine {
        "cohorts" => simulate(ground, Cohorts::new(1), place, count),
        _ => simulate(ground, People::default(), place, count),
    }
}
