//! Who is told what: dispatches and stories against what happened, delays by rule, and the policy that goes by files.

mod common;

use amnok_model::chance::{Luck, Purpose};
use amnok_model::facts::{Accident, Cause, Dispatch, Incident, Outcome, Topic};
use amnok_model::given::{Order, OrderKind, Policy, Response, Scope};
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::measure;
use amnok_model::record::rows::NONE;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use common::All;
use std::collections::BTreeMap;

const LUCK: Luck = Luck { seed: 9, replicate: 0 };

fn simulate(inputs: &Inputs) -> (Rows, All) {
    let mut all = All::default();
    let rows = run(inputs, LUCK, Engine::Selective, &mut all);
    (rows, all)
}

/// What a command or outlet may have told: by topic, county and day.
fn happened(all: &All) -> BTreeMap<(Topic, u16, u32), u32> {
    let mut counts = BTreeMap::new();
    for i in &all.incidents {
        *counts.entry((Topic::of(i.outcome), i.at, i.day)).or_default() += 1;
    }
    for a in &all.accidents {
        let topic = match a.cause {
            Cause::Works => Topic::WorkerDeaths,
            Cause::Mine => Topic::MineSoldierDeaths,
        };
        *counts.entry((topic, a.county, a.day)).or_default() += a.killed;
    }
    counts
}

/// Topics of which the log holds every one.
fn logged(topic: Topic) -> bool {
    (topic as usize) < Outcome::ALL.len() || [Topic::WorkerDeaths, Topic::MineSoldierDeaths].contains(&topic)
}

#[test]
fn every_dispatch_and_story_is_of_something_that_happened() {
    let (rows, all) = simulate(&common::busy_border(200, 40_000));
    let happened = happened(&all);
    assert!(all.dispatches.len() > 500 && all.stories.len() > 100);
    let mut told: BTreeMap<(u8, bool, Topic, u16, u32), u32> = BTreeMap::new();
    for d in &all.dispatches {
        assert!(d.arrived >= d.happened);
        *told
            .entry((d.command, true, d.topic, d.county, d.happened))
            .or_default() += 1;
    }
    for s in &all.stories {
        assert!(s.published >= s.happened);
        assert_eq!(s.county, 0, "sources are in one county");
        *told
            .entry((s.outlet, false, s.topic, s.county, s.happened))
            .or_default() += 1;
    }
    for ((_, _, topic, county, day), count) in told.into_iter().filter(|(key, _)| logged(key.2)) {
        let so = happened.get(&(topic, county, day)).copied().unwrap_or(0);
        assert!(
            count <= so,
            "{topic:?} on day {day}: told {count} times, happened {so} times"
        );
    }
    // The ledger is the fold of what was told.
    let on_file = all
        .dispatches
        .iter()
        .filter(|d| d.command == 0 && d.topic == Topic::Arrested);
    assert_eq!(rows.reported("arrested_here", 0), on_file.count() as f64);
    let stories = all.stories.iter().filter(|s| s.topic == Topic::Arrested);
    assert_eq!(rows.reported("arrested_here", 2), stories.count() as f64);
    let loiterers = rows.total("loiterers");
    assert!(loiterers > 0.0 && rows.reported("loiterers", 0) <= loiterers);
}

#[test]
fn deaths_at_work_come_all_at_once_on_their_day() {
    let mut inputs = common::busy_border(200, 1_000);
    inputs.parameters.works.deaths_per_worker_year = 0.5;
    let (rows, all) = simulate(&inputs);
    let told: Vec<&Dispatch> = all.dispatches.iter().filter(|d| d.command == 1).collect();
    // Held until 15 April, day 104 of a year that begins on day 0.
    assert!(!told.is_empty() && told.iter().all(|d| d.arrived == 104));
    let before = |a: &&Accident| a.cause == Cause::Works && a.day <= 104;
    let dead: u32 = all.accidents.iter().filter(before).map(|a| a.killed).sum();
    assert_eq!(told.len() as u32, dead, "the rule leaves nobody out");
    assert!(rows.total("worker_deaths") >= f64::from(dead));
}

/// With money taken in it a passage is hushed up, and where units answer together less is reported: by the rule, exactly none where all
/// candour is lost.
#[test]
fn candour_that_is_lost_reports_nothing() {
    let mut inputs = common::busy_border(150, 20_000);
    inputs.parameters.officials.complicity = 1.0;
    inputs.parameters.officials.collective = 1.0;
    let (_, all) = simulate(&inputs);
    // Collective punishment holds from day 80 on in both counties.
    let late = |d: &&Dispatch| d.command == 0 && d.happened >= 80;
    assert!(all.dispatches.iter().filter(late).all(|d| !d.topic.under_a_unit()));
    // What a unit need not answer for is reported all the same.
    assert!(all.dispatches.iter().filter(late).any(|d| d.topic == Topic::SentBack));
    assert!(all.dispatches.iter().any(|d| d.command == 0 && d.topic.under_a_unit()));
}

fn with_policy(believes: Topic, playbook: Vec<Response>) -> Inputs {
    let mut inputs = common::busy_border(150, 40_000);
    inputs.policy = Some(Policy {
        command: 0,
        believes: vec![believes],
        scope: Scope::County,
        window_days: 20,
        above: 5.0,
        patience_days: 5,
        pause_days: 10,
        playbook,
    });
    inputs
}

fn response(kind: OrderKind, force: Option<usize>, size: f64) -> Response {
    Response {
        kind,
        force,
        size,
        delay_days: 2,
        days: Some(30),
    }
}

#[test]
fn the_centre_acts_by_what_is_on_file_and_not_by_what_is_so() {
    let playbook = vec![
        response(OrderKind::Inspect, None, 2.0),
        response(OrderKind::Deploy, Some(1), 30.0),
    ];
    let (acts, _) = simulate(&with_policy(Topic::Arrested, playbook.clone()));
    // Each of two measures once in each of two counties.
    assert_eq!(acts.total("responses"), 4.0);
    // As much happens, but nothing of it is passed on.
    let mut deaf = with_policy(Topic::Arrested, playbook);
    deaf.commands[0].stages[0].passes = 0.0;
    let (deaf, all) = simulate(&deaf);
    assert!(all.incidents.iter().filter(|i| i.outcome == Outcome::Arrested).count() > 100);
    assert_eq!(deaf.total("responses"), 0.0);
    assert_eq!(
        deaf.total("strength"),
        simulate(&common::busy_border(150, 40_000)).0.total("strength")
    );
    assert!(acts.total("strength") > deaf.total("strength"));
}

#[test]
fn scripted_orders_come_first() {
    use amnok_model::mechanisms::orders::{Orders, in_force};
    let inputs = with_policy(Topic::Arrested, vec![]);
    let issued: Vec<Order> = vec![Order {
        counties: vec![0, 1],
        ..response(OrderKind::Alert, None, 5.0).order(99, 50, None, vec![0, 1])
    }];
    let all = Orders {
        issued: &issued,
        scripted: &inputs.orders,
    };
    let alert = in_force(56, inputs.border(), all).alert;
    // The script has an alert of 2 in the first county from day 55 on, none in the second.
    assert_eq!(alert, [2.0, 5.0]);
}

#[test]
fn a_policy_that_never_acts_changes_nothing() {
    let (without, _) = simulate(&common::busy_border(120, 10_000));
    let mut inputs = common::busy_border(120, 10_000);
    inputs.policy = with_policy(Topic::Arrested, vec![response(OrderKind::Alert, None, 5.0)]).policy;
    if let Some(policy) = &mut inputs.policy {
        policy.above = 1e9;
    }
    assert_eq!(simulate(&inputs).0, without);
}

/// How often a topic happened on a day in a county, and whether guards had taken money in it: as the log has it.
fn known(all: &All, day: u32, county: u16, topic: Topic, involved: bool) -> u32 {
    let by_people = |i: &&Incident| {
        let seen = i.outcome != Outcome::TurnedBack || i.force.is_some();
        let same = i.day == day && i.at == county && Topic::of(i.outcome) == topic;
        seen && same && (i.paid.units() > 0.0) == involved
    };
    let people = all.incidents.iter().filter(by_people).count() as u32;
    let cause = |a: &&Accident| match topic {
        Topic::WorkerDeaths => a.cause == Cause::Works,
        Topic::MineSoldierDeaths => a.cause == Cause::Mine,
        _ => false,
    };
    let here = |a: &&Accident| a.day == day && a.county == county && !involved;
    let soldiers: u32 = all.accidents.iter().filter(cause).filter(here).map(|a| a.killed).sum();
    people + soldiers
}

/// The telling by another hand: from docs/model.md §7.15 and §7.16 and the log of what happened alone, one happening after the other.
/// Orders of the busy border: an alert of 2 in the first county from day 55, collective punishment in both from day 80.
#[test]
fn another_hand_tells_the_same() {
    let mut inputs = common::busy_border(120, 30_000);
    // Morale is not in the log.
    inputs.parameters.press.morale = 0.0;
    let (_, all) = simulate(&inputs);
    let (p, days) = (&inputs.parameters.officials, inputs.days);
    let (mut dispatches, mut stories) = (Vec::new(), Vec::new());
    for day in 0..days {
        for county in 0..2u16 {
            for topic in Topic::ALL.into_iter().filter(|m| logged(*m)) {
                for involved in [false, true] {
                    let alert = if county == 0 && day >= 55 { 2.0 } else { 0.0 };
                    let mut c = 0.7;
                    c *= if involved { 1.0 - p.complicity } else { 1.0 };
                    let theirs = !matches!(
                        topic,
                        Topic::SentBack | Topic::Fined | Topic::Held | Topic::WorkerDeaths | Topic::MineSoldierDeaths
                    );
                    c *= if day >= 80 && theirs { 1.0 - p.collective } else { 1.0 };
                    c *= 1.0 + p.alert * alert;
                    let who = (topic as u32) << 1 | u32::from(involved);
                    let mut lot = LUCK.at(Purpose::Dispatches, county as usize, who, day);
                    for _ in 0..lot.binomial(known(&all, day, county, topic, involved), f64::min(c, 1.0)) {
                        // One day to the first office, which keeps a tenth to itself, then two more.
                        let first = -libm::log(lot.uniform());
                        if lot.uniform() >= 0.9 {
                            continue;
                        }
                        let arrived = day + (first - 2.0 * libm::log(lot.uniform())) as u32;
                        dispatches.push((arrived, day, county, topic));
                    }
                }
                if county == 0 {
                    let count = known(&all, day, county, topic, false) + known(&all, day, county, topic, true);
                    let mut lot = LUCK.at(Purpose::Stories, 0, topic as u32, day);
                    for _ in 0..lot.binomial(count, 1.0 - libm::exp(-3.0 * 0.05)) {
                        let told = day + (6.0 * libm::exp(0.7 * lot.normal())) as u32;
                        stories.push((told, day, county, topic));
                    }
                }
            }
        }
    }
    let sorted = |mut list: Vec<(u32, u32, u16, Topic)>| {
        list.retain(|(comes, _, _, topic)| *comes < days && logged(*topic));
        list.sort_unstable();
        list
    };
    let by_model = all.dispatches.iter().filter(|d| d.command == 0);
    let by_model = by_model.map(|d| (d.arrived, d.happened, d.county, d.topic)).collect();
    let by_press = all
        .stories
        .iter()
        .map(|s| (s.published, s.happened, s.county, s.topic))
        .collect();
    assert!(dispatches.len() > 300 && stories.len() > 50);
    assert_eq!(sorted(dispatches), sorted(by_model));
    assert_eq!(sorted(stories), sorted(by_press));
}

/// A mended fault: what was told stood by the county where it happened, what happened by the home of those who tried, in one measure,
/// so that more could be told of a county than had happened in it.
#[test]
fn no_more_is_told_of_a_county_than_happened_there() {
    let inputs = common::busy_border(200, 20_000);
    let rows = run(&inputs, Luck { seed: 9, replicate: 0 }, Engine::Selective, &mut ());
    let sum = |name: &str, county: u16, reported_by: u8| {
        let own = |row: &usize| {
            usize::from(rows.measure[*row]) == measure(name)
                && rows.county[*row] == county
                && rows.reported_by[*row] == reported_by
        };
        (0..rows.len()).filter(own).map(|row| rows.value[row]).sum::<f64>()
    };
    let (mut told, mut elsewhere) = (0.0, 0.0);
    for county in [0, 1] {
        for topic in Topic::ALL {
            let happened = sum(topic.measure(), county, NONE);
            for reporter in 0..(inputs.commands.len() + inputs.outlets.len()) as u8 {
                let reported = sum(topic.measure(), county, reporter);
                assert!(reported <= happened, "{}: {reported} of {happened}", topic.name());
                told += reported;
            }
        }
        elsewhere += (sum("arrested", county, NONE) - sum("arrested_here", county, NONE)).abs();
    }
    assert!(told > 100.0, "{told} told");
    assert!(elsewhere > 0.0, "some are arrested where they do not live");
}
