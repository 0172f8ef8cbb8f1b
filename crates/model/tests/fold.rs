//! The ledger is a fold of what a log hears, for every measure; and the levels that are told in the evening are those of the world.

mod common;

use amnok_model::chance::Luck;
use amnok_model::day::first_morning;
use amnok_model::facts::{Fact, Level};
use amnok_model::record::evening::Evening;
use amnok_model::record::levels;
use amnok_model::record::measures::{MEASURES, Of, measure};
use amnok_model::record::rows::NONE;
use amnok_model::record::{fold, ledger::Ledger};
use amnok_model::world::World;
use amnok_model::world::works::{Structure, Task};
use amnok_model::{Engine, run};

const LUCK: Luck = Luck { seed: 5, replicate: 0 };

#[test]
fn folding_what_a_log_hears_gives_the_ledger_to_the_last_bit() {
    let inputs = common::busy_border(200, 20_000);
    let mut heard: Vec<Fact> = Vec::new();
    let rows = run(&inputs, LUCK, Engine::Selective, &mut heard);
    assert_eq!(fold(inputs.extent(), &heard), rows);
    // One fact less is another ledger: of every kind that came.
    let mut kinds = std::collections::BTreeSet::new();
    for (number, fact) in heard.iter().enumerate() {
        let silent = match fact {
            Fact::Level(level) => level.value == 0.0,
            Fact::Payment(payment) => payment.amount.units() == 0.0,
            Fact::Shortfall(short) => short.value == 0.0,
            Fact::Relief(relief) => relief.guards == 0,
            Fact::Duty(duty) => duty.guard_days == 0.0,
            _ => false,
        };
        let kind = format!("{fact:?}").split('(').next().unwrap_or_default().to_owned();
        if !silent && kinds.insert(kind.clone()) {
            let mut fewer = heard.clone();
            fewer.remove(number);
            assert_ne!(fold(inputs.extent(), &fewer), rows, "{kind} {number}");
        }
    }
    assert!(kinds.len() >= 16, "only {kinds:?} came");
}

/// Rows of different counties, activities and forces are not mixed up, whatever the break-down.
#[test]
fn every_level_stands_in_its_own_cell() {
    let inputs = common::busy_border(31, 1_000);
    let parts = |of: &Of| match of {
        Of::County(_) => 1,
        Of::Activity(_) => 2,
        Of::Force(_) => inputs.forces.len(),
        _ => 0,
    };
    let mut told: Vec<Fact> = Vec::new();
    for (number, measure) in MEASURES.iter().enumerate() {
        for part in 0..parts(&measure.of) {
            for county in 0..inputs.counties.len() {
                told.push(Fact::Level(Level {
                    day: 0,
                    measure: number as u8,
                    county: county as u16,
                    part: part as u8,
                    value: 1.0 + told.len() as f64,
                }));
            }
        }
    }
    let rows = fold(inputs.extent(), &told);
    for fact in &told {
        let Fact::Level(level) = fact else { continue };
        let part = |name: u8, here: bool| name == if here { level.part } else { NONE };
        let of = &MEASURES[usize::from(level.measure)].of;
        let found = (0..rows.len()).filter(|row| {
            rows.measure[*row] == level.measure
                && rows.county[*row] == level.county
                && part(rows.activity[*row], matches!(of, Of::Activity(_)))
                && part(rows.force[*row], matches!(of, Of::Force(_)))
        });
        let values: Vec<f64> = found.map(|row| rows.value[row]).collect();
        assert_eq!(values, [level.value], "{}", MEASURES[usize::from(level.measure)].name);
    }
}

/// A level of every day of a period is its mean, a flow its sum, a quote the mean of the days that had one.
#[test]
fn days_fold_as_the_measure_says() {
    let inputs = common::busy_border(31, 1_000);
    let mut ledger = Ledger::new(inputs.extent());
    let level = |name: &str, day, value| {
        Fact::Level(Level {
            day,
            measure: measure(name) as u8,
            county: 1,
            part: 0,
            value,
        })
    };
    use amnok_model::facts::{Infections, Log};
    for day in 0..4 {
        ledger.happened(&level("distress", day, f64::from(day)));
        if day < 2 {
            ledger.happened(&level("price", day, 100.0 + f64::from(day)));
        }
        ledger.happened(&Fact::Infections(Infections {
            day,
            county: 1,
            persons: day + 1,
        }));
        ledger.end_day();
    }
    ledger.end_period(4);
    let rows = ledger.into_rows();
    assert_eq!(rows.total("distress"), 1.5);
    assert_eq!(rows.total("price"), 100.5);
    assert_eq!(rows.total("infected"), 10.0);
}

/// Each level by hand, from a world in which no two of them are alike; a level that is added to the table and not here is an error.
#[test]
fn the_evenings_levels_are_those_of_the_world() {
    let mut inputs = common::busy_border(31, 1_000);
    inputs.counties[1].fence = 0.25;
    inputs.counties[1].wall = 0.125;
    inputs.counties[1].camera = 0.5;
    let mut world = first_morning(&inputs, LUCK);
    let middle = world.segments.of(1).start + world.segments.of(1).len() / 2;
    let posted = world.posts.strength(0, 1);
    assert!(posted > 0);
    let unit = world.posts.unit(0, middle);
    world.posts.fear[unit] = 0.375;
    let place = |world: &World, s: usize| world.posts.at(0, s).len();
    let posts: Vec<usize> = world.segments.of(1).filter(|s| place(&world, *s) > 0).take(2).collect();
    for (number, s) in posts.iter().enumerate() {
        // An account without a deal is not one with it.
        world.posts.account_mut(0, *s, 0).deal_until = 90 * number as u32;
    }
    let counties = &mut world.counties;
    (counties.distress[1], counties.risk[1], counties.morale[1]) = (0.7, 0.6, 0.8);
    (counties.trade[1], counties.openness[1]) = (0.35, 0.15);
    (counties.state_smuggling[1], counties.premium[1]) = (0.05, 1.7);
    (counties.powered[1], counties.grievance[1]) = (true, 2.5);
    counties.price[1] = [Some(900.0), None];
    world.residents.detained[1] = 7;
    world.counties.brokers[1] = 21;
    (world.epidemic.infectious[1], world.abroad.held[1]) = (11, 13);
    world.abroad.settled[1] = vec![8, 9];
    world.segments.of(1).for_each(|s| world.segments.condition[s] = 0.9);
    let end = world.segments.of(1).end;
    world.segments.mines[end - 2..end].copy_from_slice(&[30, 7]);
    for (structure, left_km, deadline) in [(Structure::Fence, 3.0, Some(10)), (Structure::Wall, 2.0, None)] {
        let county = 1;
        world.works.set(Task {
            structure,
            county,
            left_km,
            deadline,
        });
    }
    // All layers are bought on one segment of the county.
    let first = world.segments.of(1).start;
    for force in 0..inputs.forces.len() {
        if !world.posts.at(force, first).is_empty() {
            let post = world.posts.post(force, first);
            world.posts.bought[post] = Some(0);
        }
    }
    let watched = |s: &usize| (0..inputs.forces.len()).any(|f| !world.posts.at(f, *s).is_empty());
    let segments = world.segments.of(1).len() as f64;
    let unwatched = segments - world.segments.of(1).filter(watched).count() as f64;
    let open = (unwatched + f64::from(u8::from(watched(&first)))) / segments;
    let expected = [
        ("open_segments", 0, open),
        ("trade", 0, 0.35),
        ("openness", 0, 0.15),
        ("state_smuggling", 0, 0.05),
        ("premium", 0, 1.7),
        ("distress", 0, 0.7),
        ("perceived_risk", 0, 0.6),
        ("morale", 0, 0.8),
        ("detained", 0, 7.0),
        ("brokers", 0, 21.0),
        ("fence_live", 0, 1.0),
        ("fence_km", 0, 2.5),
        ("wall_km", 0, 1.25),
        ("camera_km", 0, 5.0),
        ("mines", 0, 37.0),
        ("condition", 0, 0.9),
        ("works_left_km", 0, 5.0),
        ("works_overdue_km", 0, 3.0),
        ("infectious", 0, 11.0),
        ("grievance", 0, 2.5),
        ("settled_abroad", 0, 17.0),
        ("held_abroad", 0, 13.0),
        ("price", 0, 900.0),
        ("strength", 0, f64::from(posted)),
        ("fear", 0, 0.375),
        ("deals", 0, 1.0),
    ];
    let mut told: Vec<Fact> = Vec::new();
    levels::read(&Evening::of(20, &world), &mut told);
    for (name, part, value) in expected {
        let here = told.iter().filter_map(|fact| match fact {
            Fact::Level(level) if (level.county, level.part) == (1, part) => Some(level),
            _ => None,
        });
        let found: Vec<f64> = here
            .filter(|level| usize::from(level.measure) == measure(name))
            .map(|level| level.value)
            .collect();
        assert!(
            found.len() == 1 && (found[0] - value).abs() < 1e-9,
            "{name}: {found:?} for {value}"
        );
    }
    let levels = MEASURES
        .iter()
        .filter(|m| matches!(m.of, Of::County(_) | Of::Activity(_) | Of::Force(_)));
    assert_eq!(levels.count(), expected.len(), "a level is not tried here");
}
