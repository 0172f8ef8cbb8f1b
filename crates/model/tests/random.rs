//! Invariants of docs/model.md §8 in 1,000 random scenarios: other counties, forces, layers, orders, commands, outlets, a policy; half of them
//! single attempt by single attempt, half by counts.
//! The invariants of every day are asserted by the run itself (`amnok_model::invariants`, debug builds).

mod common;

use amnok_model::chance::{Luck, Purpose, Stream};
use amnok_model::facts::{Cause, Outcome, Topic};
use amnok_model::given::*;
use amnok_model::inputs::*;
use amnok_model::mechanisms::orders::Orders;
use amnok_model::mechanisms::patrol::spread::share_out;
use amnok_model::record::fold;
use amnok_model::record::measures::MEASURES;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use common::All;
use jiff::ToSpan;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// How large a scenario is; everything else follows from a seed.
#[derive(Clone, Copy, Debug)]
struct Size {
    counties: usize,
    forces: usize,
    orders: usize,
    commands: usize,
    outlets: usize,
    days: u32,
    policy: bool,
    counts: bool,
}

fn between(draws: &mut Stream, low: f64, high: f64) -> f64 {
    low + (high - low) * draws.uniform()
}

fn some(draws: &mut Stream, count: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = (0..count).filter(|_| draws.chance(0.5)).collect();
    if chosen.is_empty() {
        chosen.push(draws.below(count as u32) as usize);
    }
    chosen
}

fn scenario(seed: u64, size: Size) -> Inputs {
    let mut draws = Luck { seed, replicate: 0 }.at(Purpose::Exhaustive, 0, 0, 0);
    let d = &mut draws;
    let mut inputs = common::busy_border(size.days, 1_000);
    for entry in Parameters::table() {
        let usual = (entry.read)(&inputs.parameters);
        let scaled = usual * libm::exp(between(d, -2.0, 2.0));
        (entry.write)(&mut inputs.parameters, scaled.clamp(entry.least, entry.most));
    }
    let county = inputs.counties[0].clone();
    let any_county = |number: usize, d: &mut Stream| County {
        name: format!("C{number}"),
        border_km: between(d, 0.3, 9.0),
        residents: d.below(8_000),
        fence: d.uniform(),
        wall: d.uniform(),
        camera: d.uniform(),
        power: d.uniform(),
        ..county.clone()
    };
    inputs.counties = (0..size.counties).map(|c| any_county(c, d)).collect();
    inputs.forces = (0..size.forces).map(|f| force(f, d)).collect();
    let mut orders: Vec<Order> = (0..size.orders)
        .filter_map(|number| order(number, &inputs, d))
        .collect();
    orders.sort_by_key(|o| (o.day, o.number));
    inputs.orders = orders;
    inputs.commands = (0..size.commands).map(|_| command(d)).collect();
    inputs.outlets = (0..size.outlets).map(|_| outlet(&inputs, d)).collect();
    inputs.policy = (size.policy && size.commands > 0).then(|| policy(&inputs, d));
    inputs
}

fn force(number: usize, d: &mut Stream) -> Force {
    let postings = [Posting::Even, Posting::Embedded, Posting::LeastGuarded];
    let posting = if number == 0 {
        Posting::Even
    } else {
        postings[d.below(3) as usize]
    };
    Force {
        name: format!("F{number}"),
        posting,
        watches: (0..number).filter(|_| d.chance(0.6)).collect(),
        behind: d.chance(0.3),
        numbers: ForceNumbers {
            strength_per_km: between(d, 0.0, 6.0),
            unit_size: between(d, 1.0, 60.0),
            covers: d.uniform(),
            detection: between(d, 0.0, 0.3),
            arrest: d.uniform(),
            fire: d.uniform(),
            hit: d.uniform(),
            penalty_days: between(d, 0.0, 300.0),
            income_per_day: between(d, 0.1, 3.0),
            corruptible: between(d, 0.0, 3.0),
            value_share: d.uniform(),
            oversight: between(d, 0.0, 2.0),
        },
    }
}

/// A random order of any kind; none where it needs a force and there is none.
fn order(number: usize, inputs: &Inputs, d: &mut Stream) -> Option<Order> {
    let info = &ORDER_KINDS[d.below(ORDER_KINDS.len() as u32) as usize];
    if info.force && inputs.forces.is_empty() {
        return None;
    }
    let day = d.below(inputs.days + 10) as i32 - 5;
    Some(Order {
        number,
        day,
        end: d.chance(0.5).then(|| day + 1 + d.below(40) as i32),
        kind: info.kind,
        counties: some(d, inputs.counties.len()),
        force: info.force.then(|| d.below(inputs.forces.len() as u32) as usize),
        size: between(d, info.least, info.most.min(info.least + 60.0)),
    })
}

fn hears(d: &mut Stream) -> Vec<ReportingChance> {
    let topics = some(d, Topic::ALL.len()).into_iter();
    let hears = |m: usize| ReportingChance {
        topic: Topic::ALL[m],
        chance: d.uniform(),
    };
    topics.map(hears).collect()
}

fn command(d: &mut Stream) -> Command {
    let stage = |d: &mut Stream| Stage {
        to: "above".into(),
        days: between(d, 0.0, 6.0),
        passes: d.uniform(),
        until: d.chance(0.2).then_some((1, 20)),
    };
    Command {
        name: "command".into(),
        hears: hears(d),
        stages: (0..d.below(4)).map(|_| stage(d)).collect(),
        orders: Vec::new(),
    }
}

fn outlet(inputs: &Inputs, d: &mut Stream) -> Outlet {
    Outlet {
        name: "outlet".into(),
        hears: hears(d),
        sources: vec![Sources {
            place: "some".into(),
            counties: some(d, inputs.counties.len()),
            number: between(d, 0.0, 5.0),
        }],
        lag_days: between(d, 0.0, 15.0),
        lag_sigma: between(d, 0.0, 1.5),
    }
}

fn policy(inputs: &Inputs, d: &mut Stream) -> Policy {
    let scopes = [Scope::Border, Scope::Province, Scope::County];
    let responses: Vec<Order> = (0..3).filter_map(|number| order(number, inputs, d)).collect();
    // What is deployed or withdrawn by itself is left out: the roster below is kept by the script alone.
    let by_itself = responses
        .into_iter()
        .filter(|o| ![OrderKind::Deploy, OrderKind::Withdraw].contains(&o.kind));
    let response = |o: Order| Response {
        kind: o.kind,
        force: o.force,
        size: o.size,
        delay_days: o.number as u32,
        days: o.end.map(|_| 20),
    };
    Policy {
        command: 0,
        believes: Topic::ALL.to_vec(),
        scope: scopes[d.below(3) as usize],
        window_days: 1 + d.below(20),
        above: f64::from(d.below(20)),
        patience_days: 1 + d.below(5),
        pause_days: d.below(10),
        playbook: by_itself.map(response).collect(),
    }
}

/// One outcome per attempt; bribes paid = bribes received.
fn outcomes_and_money(rows: &Rows, all: &All) -> Result<(), TestCaseError> {
    let outcomes: f64 = MEASURES[1..=Outcome::ALL.len()]
        .iter()
        .map(|m| rows.total(m.name))
        .sum();
    prop_assert_eq!(outcomes, rows.total("attempts"));
    prop_assert_eq!(outcomes, all.incidents.len() as f64);
    prop_assert!(rows.value.iter().all(|v| v.is_finite()));
    let paid: f64 = all.incidents.iter().map(|i| i.paid.units()).sum();
    let received = rows.total("paid") + rows.total("paid_broker");
    prop_assert!((paid - received).abs() < 1e-6 * paid.max(1.0), "{} {}", paid, received);
    Ok(())
}

/// Every dispatch and story points to an event that happened, by each command or outlet at most once.
fn told_is_so(all: &All) -> Result<(), TestCaseError> {
    let mut so: BTreeMap<(Topic, u16, u32), u32> = BTreeMap::new();
    for i in &all.incidents {
        *so.entry((Topic::of(i.outcome), i.at, i.day)).or_default() += 1;
    }
    for a in &all.accidents {
        let topic = match a.cause {
            Cause::Works => Topic::WorkerDeaths,
            Cause::Mine => Topic::MineSoldierDeaths,
        };
        *so.entry((topic, a.county, a.day)).or_default() += a.killed;
    }
    let logged = |m: Topic| (m as usize) <= Topic::WorkerDeaths as usize || m == Topic::MineSoldierDeaths;
    let dispatches = all
        .dispatches
        .iter()
        .map(|d| ((d.command, true), d.topic, d.county, d.happened, d.arrived));
    let stories = all
        .stories
        .iter()
        .map(|s| ((s.outlet, false), s.topic, s.county, s.happened, s.published));
    let mut told: BTreeMap<_, u32> = BTreeMap::new();
    for (reporter, topic, county, happened, comes) in dispatches.chain(stories) {
        prop_assert!(comes >= happened);
        if logged(topic) {
            *told.entry((reporter, topic, county, happened)).or_default() += 1;
        }
    }
    for ((_, topic, county, day), count) in told {
        let happened = so.get(&(topic, county, day)).copied().unwrap_or(0);
        prop_assert!(
            count <= happened,
            "{:?} on day {}: {} of {}",
            topic,
            day,
            count,
            happened
        );
    }
    Ok(())
}

/// A mine goes off once: those whom mines hurt or kill, whoever they are, are no more than the mines laid.
fn mines(rows: &Rows) -> Result<(), TestCaseError> {
    let hurt = rows.total("mine") + rows.total("mine_casualties");
    prop_assert!(hurt <= rows.total("mines_laid"), "{} hurt", hurt);
    Ok(())
}

/// Guards on roster = strength of the first day + deployed − withdrawn: who is lost or found out is replaced.
fn roster(inputs: &Inputs, rows: &Rows) -> Result<(), TestCaseError> {
    for (f, data) in inputs.forces.iter().enumerate() {
        let first = |c: &County| libm::round(data.numbers.strength_per_km * c.border_km);
        let mut strength: Vec<f64> = inputs.counties.iter().map(first).collect();
        let (mut expected, mut sum, mut days) = (0.0, 0.0, 0.0);
        let scripted = Orders {
            issued: &[],
            scripted: &inputs.orders,
        };
        for day in 0..inputs.days {
            for o in scripted.due(day).iter().filter(|o| o.force == Some(f)) {
                let shares = share_out(o.size, inputs.border(), &o.counties);
                for (&c, share) in o.counties.iter().zip(shares) {
                    match o.kind {
                        OrderKind::Deploy => strength[c] += f64::from(share),
                        OrderKind::Withdraw => strength[c] -= libm::round(o.size * strength[c]),
                        _ => {}
                    }
                }
            }
            (sum, days) = (sum + strength.iter().sum::<f64>(), days + 1.0);
            let date = inputs.start.saturating_add(i64::from(day).days());
            if day + 1 == inputs.days || date.tomorrow().is_ok_and(|next| next.month() != date.month()) {
                (expected, sum, days) = (expected + sum / days, 0.0, 0.0);
            }
        }
        let strength = (0..rows.len()).filter(|r| MEASURES[rows.measure[*r] as usize].name == "strength");
        let found: f64 = strength
            .filter(|r| rows.force[*r] as usize == f)
            .map(|r| rows.value[r])
            .sum();
        prop_assert!(
            (found - expected).abs() < 1e-6 * expected.max(1.0),
            "{} {}",
            found,
            expected
        );
    }
    Ok(())
}

fn sizes() -> impl Strategy<Value = Size> {
    (
        1..5usize,
        0..5usize,
        0..14usize,
        0..3usize,
        0..3usize,
        1..110u32,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(counties, forces, orders, commands, outlets, days, policy, counts)| Size {
                counties,
                forces,
                orders,
                commands,
                outlets,
                days,
                policy,
                counts,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_thousand_random_scenarios_keep_the_invariants(seed in any::<u64>(), size in sizes()) {
        let inputs = scenario(seed, size);
        let luck = Luck { seed, replicate: 1 };
        let engine = if size.counts { Engine::Counts } else { Engine::Selective };
        let mut all = All::default();
        let rows = run(&inputs, luck, engine, &mut all);
        prop_assert_eq!(fold(inputs.extent(), &all.facts), rows.clone());
        outcomes_and_money(&rows, &all)?;
        told_is_so(&all)?;
        roster(&inputs, &rows)?;
        mines(&rows)?;
        // Nothing of a day depends on a later one.
        let mut shorter = inputs.clone();
        shorter.days = 1 + inputs.days / 2;
        let mut first = All::default();
        run(&shorter, luck, engine, &mut first);
        let until = |day: u32| day < shorter.days;
        prop_assert!(all.incidents.iter().filter(|i| until(i.day)).eq(&first.incidents));
        prop_assert!(all.dispatches.iter().filter(|d| until(d.arrived)).eq(&first.dispatches));
        prop_assert!(all.stories.iter().filter(|s| until(s.published)).eq(&first.stories));
    }

    /// While all returns are halted nobody is sent back, neither from the far bank nor of those who were held.
    #[test]
    fn nobody_is_sent_back_while_all_returns_are_halted(seed in any::<u64>(), size in sizes()) {
        let mut inputs = scenario(seed, size);
        inputs.orders.retain(|order| order.kind != OrderKind::HaltReturns);
        let everywhere: Vec<usize> = (0..inputs.counties.len()).collect();
        let number = inputs.orders.iter().map(|order| order.number + 1).max().unwrap_or(0);
        inputs.orders.insert(0, Order { number, ..common::order(OrderKind::HaltReturns, -1, &everywhere, None, 0.0) });
        inputs.orders.sort_by_key(|order| (order.day, order.number));
        let rows = run(&inputs, Luck { seed, replicate: 2 }, Engine::Selective, &mut ());
        prop_assert_eq!(rows.total("sent_back") + rows.total("repatriated"), 0.0);
    }
}
