//! What stands in the way (docs/model.md §7.7). What forces see and how they answer: `patrol.rs`.

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("the_zone_stops_arrests_and_is_fired_into", zone),
    ("fire_meets_those_whom_guards_know_more_rarely", known),
    ("a_run_is_exposed_there_and_back", exposure),
    ("cameras_see_where_there_is_power_and_a_patrol", cameras),
    ("a_live_fence_kills_or_turns_back_a_dead_one_delays", fence),
    ("stretches_of_a_fence_are_live_by_their_share", stretches),
    ("runs_meet_a_live_fence_more_rarely", hours),
    ("a_wall_turns_back_or_delays", wall),
    ("mines_are_set_off_by_their_width", mines),
    ("the_river_drowns_and_the_far_bank_sends_back", far_bank),
    ("the_arrested_are_detained_for_their_days", detention),
];

/// Two persons a kilometre who take no bribe and see with that hazard.
fn guarded(days: u32, hazard: f64) -> Inputs {
    let mut inputs = open_border(days, 20_000);
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.detection) = (2.0, hazard / 2.0);
    (numbers.penalty_days, numbers.income_per_day) = (100.0, 1.0);
    inputs.forces = vec![patrol];
    inputs.parameters.belief.fear_floor = 1.0;
    inputs.parameters.bribe.severity_leave = 1.0;
    inputs
}

fn of_all(what: &str, lived: &Lived, outcome: Outcome, p: f64) {
    let n = lived.log.incidents.len() as f64;
    share(what, lived.count(|i| i.outcome == outcome), n, p);
}

/// 1 − e^{−zone_stop·km}; of those stopped, `zone_fire`·fire are fired at, `zone_arrest` of the others are arrested.
fn zone(case: &Case) {
    let mut inputs = guarded(90, 0.0);
    let numbers = &mut inputs.forces[0].numbers;
    (numbers.fire, numbers.hit) = (0.5, 0.6);
    let passage = &mut inputs.parameters.passage;
    (passage.zone_stop, passage.zone_arrest, passage.zone_fire) = (0.3, 0.6, 0.7);
    passage.shot_death = 0.4;
    inputs.orders = vec![order(OrderKind::Zone, 0, &[0, 1], None, 2.0)];
    let lived = case.run(&inputs, 1);
    let (stopped, fired) = (-libm::expm1(-0.6), 0.7 * 0.5);
    of_all("shot", &lived, Outcome::Shot, stopped * fired * 0.6);
    of_all("arrested", &lived, Outcome::Arrested, stopped * (1.0 - fired) * 0.6);
    let back = stopped * (fired * 0.4 + (1.0 - fired) * 0.4);
    of_all("turned back", &lived, Outcome::TurnedBack, back);
    let shot = lived.count(|i| i.outcome == Outcome::Shot);
    share("dead", lived.total("deaths_shot"), shot, 0.4);
}

/// Fire meets a smuggling run with `fire_smuggle` of the chance with which it meets one who leaves.
fn known(case: &Case) {
    let mut inputs = guarded(90, 1e9);
    let numbers = &mut inputs.forces[0].numbers;
    (numbers.fire, numbers.hit) = (0.8, 0.7);
    inputs.parameters.passage.fire_smuggle = 0.4;
    let lived = case.run(&inputs, 9);
    for (activity, fire) in [(Activity::Leave, 0.8), (Activity::Smuggle, 0.32)] {
        let tried = lived.count(|i| i.activity == activity);
        let shot = lived.count(|i| i.activity == activity && i.outcome == Outcome::Shot);
        share("shot", shot, tried, fire * 0.7);
    }
}

/// A hazard of κ·guards for one who leaves, `smuggle_exposure` times as much for a run.
fn exposure(case: &Case) {
    let mut inputs = guarded(90, 0.3);
    inputs.forces[0].numbers.arrest = 1.0;
    inputs.parameters.passage.smuggle_exposure = 1.8;
    let lived = case.run(&inputs, 2);
    for (activity, exposure) in [(Activity::Leave, 1.0), (Activity::Smuggle, 1.8)] {
        let tried = lived.count(|i| i.activity == activity);
        let seen = lived.count(|i| i.activity == activity && i.outcome == Outcome::Arrested);
        share("seen", seen, tried, -libm::expm1(-0.3 * exposure));
    }
}

/// Cover · sight · response, with power in one county and none in the other.
fn cameras(case: &Case) {
    let mut inputs = guarded(120, 0.0);
    inputs.forces[0].numbers.arrest = 1.0;
    for (county, power) in inputs.counties.iter_mut().zip([1.0, 0.0]) {
        (county.camera, county.power) = (0.8, power);
    }
    let passage = &mut inputs.parameters.passage;
    (passage.camera_sight, passage.camera_response) = (0.7, 0.6);
    let lived = case.run(&inputs, 3);
    let at = |county: u16| lived.count(|i| i.at == county);
    let seen = |county: u16| lived.count(|i| i.at == county && i.outcome == Outcome::Arrested);
    share("with power", seen(0), at(0), 0.8 * 0.7 * 0.6);
    equal("without", seen(1), 0.0);
}

/// Live: no gap with 1 − `fence_gap`, then death with `fence_death` or back. Dead: `fence_delay` times the exposure once more.
fn fence(case: &Case) {
    let mut inputs = guarded(120, 0.4);
    inputs.forces[0].numbers.arrest = 1.0;
    for (county, power) in inputs.counties.iter_mut().zip([1.0, 0.0]) {
        (county.fence, county.power) = (0.6, power);
    }
    let passage = &mut inputs.parameters.passage;
    (passage.fence_gap, passage.fence_death, passage.fence_delay) = (0.55, 0.3, 1.5);
    passage.smuggle_exposure = 1.0;
    (passage.fence_live, passage.fence_smuggle) = (1.0, 1.0);
    let lived = case.run(&inputs, 4);
    let count = |county: u16, outcome| lived.count(|i| i.at == county && i.outcome == outcome);
    let at = |county: u16| lived.count(|i| i.at == county);
    let unseen = libm::exp(-0.4);
    share(
        "dead",
        count(0, Outcome::Electrocuted),
        at(0),
        unseen * 0.6 * 0.45 * 0.3,
    );
    share("back", count(0, Outcome::TurnedBack), at(0), unseen * 0.6 * 0.45 * 0.7);
    share("before a live fence", count(0, Outcome::Arrested), at(0), 1.0 - unseen);
    let delayed = unseen * (0.4 + 0.6 * libm::exp(-0.4 * 1.5));
    share("at a dead fence", count(1, Outcome::Arrested), at(1), 1.0 - delayed);
}

/// Of stretches that are all fenced and have power, those are live whose draw is below `fence_live`: nobody passes there, everybody elsewhere.
fn stretches(case: &Case) {
    let mut inputs = open_border(60, 20_000);
    strip(&mut inputs, 40, 2_000);
    for county in &mut inputs.counties {
        (county.fence, county.power) = (1.0, 1.0);
    }
    let passage = &mut inputs.parameters.passage;
    (passage.fence_live, passage.fence_smuggle) = (0.6, 1.0);
    let lived = case.run(&inputs, 11);
    let luck = Luck { seed: 11, replicate: 0 };
    for county in 0..40 {
        let live = luck.at(Purpose::Current, county, 0, 0).uniform() < 0.6;
        let here = |i: &Incident| usize::from(i.at) == county;
        let stopped = lived.count(|i| here(i) && i.outcome == Outcome::TurnedBack);
        let expected = if live { lived.count(here) } else { 0.0 };
        equal("stopped", stopped, expected);
    }
}

/// A live fence stops 1 − `fence_gap` of those who leave, and `fence_smuggle` of that of the runs.
fn hours(case: &Case) {
    let mut inputs = open_border(120, 20_000);
    for county in &mut inputs.counties {
        (county.fence, county.power) = (1.0, 1.0);
    }
    let passage = &mut inputs.parameters.passage;
    (passage.fence_live, passage.fence_gap, passage.fence_smuggle) = (1.0, 0.3, 0.4);
    let lived = case.run(&inputs, 12);
    for (activity, stops) in [(Activity::Leave, 0.7), (Activity::Smuggle, 0.28)] {
        let tried = lived.count(|i| i.activity == activity);
        let stopped = lived.count(|i| i.activity == activity && i.outcome == Outcome::TurnedBack);
        share("stopped", stopped, tried, stops);
    }
}

/// Turned back with `wall_turn_back`, by nobody; else `wall_delay` times the exposure once more.
fn wall(case: &Case) {
    let mut inputs = guarded(120, 0.4);
    inputs.forces[0].numbers.arrest = 1.0;
    inputs.counties.iter_mut().for_each(|county| county.wall = 0.6);
    let passage = &mut inputs.parameters.passage;
    (passage.wall_turn_back, passage.wall_delay) = (0.3, 2.0);
    let lived = case.run(&inputs, 5);
    let unseen = libm::exp(-0.4);
    of_all("back", &lived, Outcome::TurnedBack, unseen * 0.6 * 0.3);
    let through = unseen * (0.4 + 0.6 * 0.7 * libm::exp(-0.8));
    of_all("crossed", &lived, Outcome::Crossed, through);
    assert!(
        lived
            .log
            .incidents
            .iter()
            .all(|i| i.outcome != Outcome::TurnedBack || i.force.is_none())
    );
}

/// 1 − e^{−mines·width}, of whom `mine_death` die.
fn mines(case: &Case) {
    let mut inputs = open_border(120, 20_000);
    let passage = &mut inputs.parameters.passage;
    (passage.mine_width_km, passage.mine_death) = (0.4e-5, 0.6);
    inputs.orders = vec![order(OrderKind::Mine, 0, &[0, 1], None, 100_000.0)];
    let lived = case.run(&inputs, 6);
    of_all("set off", &lived, Outcome::Mine, -libm::expm1(-0.4));
    let mine = lived.count(|i| i.outcome == Outcome::Mine);
    share("dead", lived.total("deaths_mine"), mine, 0.6);
}

/// P(drown), then `catch_…`·policing. Those caught are sent back if they meant to leave, and held while returns are halted; of smugglers
/// `handed_over` are, the others and all of them while returns are halted fined.
fn far_bank(case: &Case) {
    let mut inputs = open_border(120, 20_000);
    inputs.rivers[0].drown = [0.1; 12];
    inputs.provinces[0].neighbour_policing = 0.5;
    let neighbour = &mut inputs.parameters.neighbour;
    (neighbour.catch_leave, neighbour.catch_smuggle) = (0.6, 0.4);
    neighbour.handed_over = 0.35;
    inputs.parameters.abroad.held_days = 1e9;
    inputs.orders = vec![order(OrderKind::HaltReturns, 0, &[1], None, 0.0)];
    let lived = case.run(&inputs, 7);
    of_all("drowned", &lived, Outcome::Drowned, 0.1);
    let count =
        |at: u16, activity, outcome| lived.count(|i| i.at == at && i.activity == activity && i.outcome == outcome);
    for (at, activity, outcome, p) in [
        (0, Activity::Leave, Outcome::SentBack, 0.3),
        (1, Activity::Leave, Outcome::Held, 0.3),
        (0, Activity::Smuggle, Outcome::SentBack, 0.2 * 0.35),
        (0, Activity::Smuggle, Outcome::Fined, 0.2 * 0.65),
        (1, Activity::Smuggle, Outcome::Fined, 0.2),
    ] {
        let tried = lived.count(|i| i.at == at && i.activity == activity);
        share("caught there", count(at, activity, outcome), tried, 0.9 * p);
    }
    for (at, outcome) in [(0, Outcome::Held), (1, Outcome::SentBack)] {
        equal("nobody", lived.count(|i| i.at == at && i.outcome == outcome), 0.0);
    }
    let held = lived.daily(120, |i| i.outcome == Outcome::Held && i.county == 1);
    let so_far = |day: usize| held[..=day].iter().sum();
    let levels: Vec<f64> = (0..120).map(so_far).collect();
    equal_all("held", &lived.months("held_abroad", 1, None), &means(&inputs, &levels));
    equal(
        "all of them die",
        lived.total("deaths_drowned"),
        lived.count(|i| i.outcome == Outcome::Drowned),
    );
}

/// Whoever is arrested is away that day and `detention_…_days` more.
fn detention(case: &Case) {
    for (leave, smuggle, days) in [(1.0, 0.0, 20), (0.0, 1.0, 9)] {
        let mut inputs = guarded(90, 1.0);
        inputs.forces[0].numbers.arrest = 0.7;
        (
            inputs.parameters.attempt.leave_per_year,
            inputs.parameters.attempt.smuggle_per_year,
        ) = (leave, smuggle);
        let passage = &mut inputs.parameters.passage;
        (passage.detention_leave_days, passage.detention_smuggle_days) = (20.0, 9.0);
        let lived = case.run(&inputs, 8);
        let seen = lived.count(|i| i.force.is_some());
        share("arrested", lived.count(|i| i.outcome == Outcome::Arrested), seen, 0.7);
        for county in 0..2 {
            let arrested = lived.daily(90, |i| i.county == county && i.outcome == Outcome::Arrested);
            let away = |day: usize| arrested[day.saturating_sub(days)..=day].iter().sum();
            let away: Vec<f64> = (0..90).map(away).collect();
            equal_all(
                "detained",
                &lived.months("detained", county as usize, None),
                &means(&inputs, &away),
            );
        }
    }
}
