//! Small scenarios for tests: two counties on one river, two strata, as many forces as asked for.
#![allow(dead_code)]

use amnok_model::facts::{Accident, Dispatch, Fact, Incident, Log, Story, Topic};
use amnok_model::given::*;
use amnok_model::inputs::*;

/// Everything that a run says; attempts that are told of together are kept one by one.
#[derive(Default)]
pub struct All {
    pub incidents: Vec<Incident>,
    pub accidents: Vec<Accident>,
    pub dispatches: Vec<Dispatch>,
    pub stories: Vec<Story>,
    pub facts: Vec<Fact>,
}

impl Log for All {
    fn happened(&mut self, fact: &Fact) {
        self.facts.push(*fact);
        match fact {
            Fact::Attempt(incident) => self.incidents.extend(one_by_one(incident)),
            Fact::Accident(accident) => self.accidents.push(*accident),
            Fact::Dispatch(dispatch) => self.dispatches.push(*dispatch),
            Fact::Story(story) => self.stories.push(*story),
            _ => {}
        }
    }
}

/// Attempts that are told of together, each with its part of what they paid.
fn one_by_one(incident: &Incident) -> impl Iterator<Item = Incident> {
    let (told, count) = (*incident, incident.count);
    let paid = move |of: u32| told.paid.part(of, count);
    (0..count).map(move |i| Incident {
        count: 1,
        paid: paid(i + 1) - paid(i),
        ..told
    })
}

pub fn force(name: &str) -> Force {
    Force {
        name: name.into(),
        posting: Posting::Even,
        watches: vec![],
        behind: false,
        numbers: ForceNumbers {
            unit_size: 50.0,
            covers: 1.0,
            ..ForceNumbers::default()
        },
    }
}

pub fn order(kind: OrderKind, day: i32, counties: &[usize], force: Option<usize>, size: f64) -> Order {
    Order {
        number: 0,
        day,
        end: None,
        kind,
        counties: counties.to_vec(),
        force,
        size,
    }
}

/// No watchers, no barriers, no harm: everybody who tries gets across.
pub fn open_border(days: u32, residents: u32) -> Inputs {
    let mut inputs = Inputs::open(days, residents);
    let named = |name: &str| County {
        name: name.into(),
        ..inputs.counties[0].clone()
    };
    inputs.counties = vec![named("A"), named("B")];
    let everybody = inputs.strata[0].clone();
    let (one, two) = (everybody.clone(), everybody);
    inputs.strata = vec![
        Stratum {
            name: "one".into(),
            share: 0.5,
            ..one
        },
        Stratum {
            name: "two".into(),
            share: 0.5,
            leave: 2.0,
            smuggle: 0.0,
            ..two
        },
    ];
    let p = &mut inputs.parameters;
    p.attempt.leave_per_year = 0.2;
    p.attempt.smuggle_per_year = 1.0;
    p.attempt.means_leave = 1.0;
    p.attempt.means_smuggle = 1.0;
    p.attempt.means_sigma = 1.0;
    p.attempt.search = 1.0;
    p.attempt.reach_km = 10.0;
    p.attempt.lockdown = 1.0;
    p.patrol.on_duty = 1.0;
    p.patrol.group_reach_km = 1000.0;
    p.passage.smuggle_exposure = 1.0;
    p.bribe.tenure_days = 30.0;
    p.economy.window_days = 30.0;
    p.economy.baseline_days = 30.0;
    p.season.outage_days = 3.0;
    p.neighbour.response_days = 10.0;
    p.neighbour.handed_over = 1.0;
    p.passage.fire_smuggle = 1.0;
    inputs
}

/// A border where everything happens: three forces, deals, barriers, orders of every kind.
pub fn busy_border(days: u32, residents: u32) -> Inputs {
    let mut inputs = open_border(days, residents);
    let numbers = ForceNumbers {
        strength_per_km: 6.0,
        unit_size: 30.0,
        covers: 1.0,
        detection: 0.05,
        arrest: 0.6,
        fire: 0.1,
        hit: 0.3,
        penalty_days: 60.0,
        income_per_day: 0.5,
        corruptible: 1.0,
        value_share: 0.6,
        oversight: 0.05,
    };
    let named = |name: &str, posting, watches, behind, per_km| Force {
        name: name.into(),
        posting,
        watches,
        behind,
        numbers: ForceNumbers {
            strength_per_km: per_km,
            covers: 0.3,
            value_share: 0.3,
            ..numbers.clone()
        },
    };
    inputs.forces = vec![
        named("patrol", Posting::Even, vec![], false, 6.0),
        named("special", Posting::Embedded, vec![0], false, 0.0),
        named("battery", Posting::LeastGuarded, vec![0, 1], true, 0.0),
    ];
    inputs.rivers[0].drown = [0.01; 12];
    inputs.rivers[0].flood = [0.2; 12];
    inputs.provinces[0].neighbour_policing = 0.5;
    for county in &mut inputs.counties {
        (county.fence, county.wall, county.camera, county.power) = (0.5, 0.2, 0.2, 0.5);
    }
    let p = &mut inputs.parameters;
    p.attempt.spread = 3.0;
    p.attempt.without_means_leave = 0.3;
    p.attempt.without_means_smuggle = 0.3;
    p.attempt.means_leave = 3000.0;
    p.attempt.means_smuggle = 60.0;
    p.attempt.risk_leave = 2.0;
    p.attempt.risk_smuggle = 1.0;
    p.attempt.distress_leave = 0.5;
    p.attempt.distress_smuggle = 0.5;
    p.attempt.search = 0.2;
    p.patrol.alert_attention = 0.3;
    p.patrol.far_bank_attention = 0.1;
    p.patrol.group_reach_km = 4.0;
    p.patrol.command = 0.5;
    p.passage = amnok_model::mechanisms::passage::Params {
        zone_stop: 0.1,
        zone_arrest: 0.5,
        smuggle_exposure: 1.0,
        camera_sight: 0.5,
        camera_response: 0.3,
        fence_live: 0.8,
        fence_smuggle: 0.7,
        fence_gap: 0.5,
        fence_death: 0.05,
        fence_delay: 0.5,
        wall_turn_back: 0.2,
        wall_delay: 0.5,
        mine_width_km: 0.002,
        mine_death: 0.5,
        zone_fire: 0.5,
        fire_smuggle: 0.6,
        shot_death: 0.5,
        detention_leave_days: 60.0,
        detention_smuggle_days: 20.0,
    };
    p.bribe = amnok_model::mechanisms::bribe::Params {
        theta: 0.5,
        collective: 1.0,
        sympathy: 2.0,
        severity_leave: 20.0,
        tolerance_sigma: 0.5,
        spot_leave: 500.0,
        spot_smuggle: 20.0,
        value_leave: 6000.0,
        value_smuggle: 50.0,
        broker_margin: 0.5,
        deal_per_year: 4.0,
        tenure_days: 60.0,
        deal_end_per_year: 0.5,
        cover: 0.9,
    };
    p.inspection = amnok_model::mechanisms::inspection::Params {
        inspectors: 0.05,
        forget_per_year: 3.0,
        prosecute: 0.3,
        rotate_unit: 0.3,
    };
    p.belief = amnok_model::mechanisms::belief::Params {
        death_weight: 5.0,
        learn: 0.02,
        spread: 0.3,
        forget_per_year: 4.0,
        by_eye: 0.01,
        prior: 0.1,
        fear_jump: 0.05,
        fear_spread: 0.2,
        fear_forget_per_year: 2.0,
        fear_floor: 0.05,
        morale_scrutiny: 5.0,
        morale_lockdown: 0.3,
        morale_shooting: 1.0,
        morale_recover_per_year: 6.0,
    };
    p.economy.trade = 1.0;
    p.economy.smuggling = 0.8;
    p.economy.lockdown = 1.0;
    p.economy.goods_per_run = 100.0;
    p.barrier = amnok_model::mechanisms::barrier::Params {
        decay_per_year: 0.2,
        repair_per_year: 0.3,
        flood_damage: 0.2,
    };
    p.works = amnok_model::mechanisms::works::Params {
        metres_per_worker_day: 0.5,
        supply: 0.7,
        shared: 0.3,
        wall_labour: 4.0,
        camera_labour: 1.0,
        repair_metres_per_worker_day: 0.1,
        deaths_per_worker_year: 0.01,
        injuries_per_worker_year: 0.1,
    };
    inputs.strata[0].kin = true;
    let p = &mut inputs.parameters;
    p.economy.epidemic = 2.0;
    p.economy.remittances = 0.2;
    p.neighbour.threat_grievance = 0.5;
    p.neighbour.grievance_forget_per_year = 1.0;
    p.epidemic = amnok_model::mechanisms::epidemic::Params {
        import_per_contact: 0.01,
        import_per_month: 0.5,
        contacts_per_day: 0.4,
        latent_days: 3.0,
        infectious_days: 6.0,
        complaint: 0.7,
    };
    p.remittance = amnok_model::mechanisms::remittance::Params {
        settled: 200.0,
        transfers_per_year: 10.0,
        amount: 500.0,
        fade_per_year: 0.5,
        commission: 0.3,
        commission_risk: 0.5,
        intercepted: 0.05,
        lockdown: 0.3,
        means_share: 0.5,
    };
    p.abroad = amnok_model::mechanisms::abroad::Params {
        stock: 500.0,
        onward_per_year: 0.5,
        caught_per_year: 0.3,
        direct: 0.4,
        waiting_days: 10.0,
        travel_days: 8.0,
        caught_onward: 0.1,
        custody_days: 15.0,
        held_days: 10.0,
    };
    p.ring = amnok_model::mechanisms::ring::Params {
        rings: 6.0,
        runs_per_year: 60.0,
        value_per_run: 200_000.0,
        members: 5.0,
        layer_days: 5.0,
        official_days: 10.0,
        layer_share: 0.05,
        official_share: 0.1,
        quashed: 0.3,
        rest_days: 20.0,
        found_per_year: 10.0,
        caught_per_year: 20.0,
        flee_per_year: 30.0,
        detention_days: 40.0,
    };
    p.mine = amnok_model::mechanisms::mine::Params {
        laying: 0.01,
        per_person_year: 0.01,
        killed: 0.3,
        duds: 0.2,
        fail_per_year: 0.5,
        washed: 0.3,
        trodden: 0.05,
        forget_per_year: 2.0,
    };
    p.bystander = amnok_model::mechanisms::bystander::Params {
        in_zone: 200.0,
        far_bank: 300.0,
        fire: 0.5,
        mistaken_per_year: 1.0,
    };
    p.broker = amnok_model::mechanisms::broker::Params {
        per_thousand: 5.0,
        caught_per_year: 2.0,
        give_up_per_year: 3.0,
        return_per_year: 4.0,
        scarcity: 0.7,
    };
    p.deterrence = amnok_model::mechanisms::deterrence::Params {
        kept_back: 0.4,
        danger: 3.0,
    };
    p.outpost = amnok_model::mechanisms::outpost::Params {
        traced_leave: 0.3,
        traced_smuggle: 0.02,
        trace_days: 15.0,
        rotate: 0.4,
    };
    p.watch = amnok_model::mechanisms::watch::Params {
        described: 0.3,
        kept_away: 0.2,
        per_sought: 0.1,
        forget_per_year: 2.0,
    };
    (p.livestock.per_km_year, p.livestock.policing) = (30.0, 1.0);
    (p.pity.builders, p.pity.families) = (2.0, 0.3);
    p.branding = amnok_model::mechanisms::branding::Params {
        posted_again: 0.3,
        stigma_days: 40.0,
        shown: 0.2,
    };
    p.police = amnok_model::mechanisms::police::Params {
        leave: 0.2,
        smuggle: 0.1,
        arrest: 0.6,
    };
    p.desertion.per_guard_year = 0.5;
    p.homecoming.per_year = 0.3;
    p.officials = amnok_model::mechanisms::officials::Params {
        complicity: 0.8,
        collective: 0.5,
        alert: 0.2,
        loiterers_per_km_year: 20.0,
    };
    p.far_bank = amnok_model::mechanisms::far_bank::Params {
        with_trade: 0.3,
        policing: 1.0,
        close_days: 10.0,
        open_days: 60.0,
    };
    p.market = amnok_model::mechanisms::market::Params {
        informal: 0.6,
        state: 0.1,
        inland: 0.4,
        usual: 0.9,
        scarcity: 0.5,
        pull: 1.0,
    };
    p.press.morale = 2.0;
    (p.neighbour.catch_leave, p.neighbour.catch_smuggle) = (0.2, 0.15);
    p.neighbour.handed_over = 0.4;
    p.neighbour.decay_per_year = 1.0;
    inputs.orders = vec![
        order(OrderKind::Deploy, 40, &[0, 1], Some(1), 40.0),
        order(OrderKind::Deploy, 60, &[0], Some(2), 12.0),
        order(OrderKind::Mine, 70, &[1], None, 20.0),
        order(OrderKind::Zone, 50, &[0, 1], None, 1.0),
        order(OrderKind::Fire, 55, &[0, 1], Some(1), 0.5),
        order(OrderKind::Alert, 55, &[0], None, 2.0),
        order(OrderKind::Answer, 75, &[0], None, 0.0),
        order(OrderKind::Brand, 85, &[1], None, 0.0),
        order(OrderKind::NoExceptions, 105, &[1], None, 0.0),
        order(OrderKind::Collective, 80, &[0, 1], None, 0.0),
        order(OrderKind::Investigate, 60, &[0], None, 5.0),
        order(OrderKind::Threaten, 75, &[1], None, 0.8),
        order(OrderKind::Build, 30, &[0], None, 50.0),
        order(OrderKind::BuildFence, 30, &[0, 1], None, 2.0),
        order(OrderKind::BuildWall, 35, &[0], None, 3.0),
        order(OrderKind::BuildCameras, 40, &[0], None, 3.0),
        order(OrderKind::Repair, 45, &[1], None, 30.0),
        order(OrderKind::Complain, 65, &[0, 1], None, 0.9),
        order(OrderKind::Embed, 45, &[0], Some(1), 10.0),
        order(OrderKind::Rotate, 90, &[0, 1], Some(0), 0.5),
        order(OrderKind::Lockdown, 100, &[0], None, 1.0),
        order(OrderKind::Withdraw, 110, &[0, 1], Some(1), 0.5),
        order(OrderKind::RestrictOnward, 60, &[0, 1], None, 0.3),
        order(OrderKind::HaltReturns, 70, &[0], None, 0.0),
        order(OrderKind::CloseFarBank, 80, &[1], None, 0.5),
        order(OrderKind::StateSmuggling, 85, &[0], None, 0.2),
        order(OrderKind::Crossings, 85, &[1], None, 0.4),
        order(OrderKind::WatchFarBank, 110, &[0, 1], None, 0.0),
        order(OrderKind::Penalty, 112, &[0, 1], Some(0), 120.0),
        order(OrderKind::Inspect, 112, &[0, 1], None, 3.0),
        order(OrderKind::Power, 114, &[1], None, 0.9),
    ];
    reporters(&mut inputs);
    inputs
}

/// Two commands, one of which holds deaths at work back, and an outlet with sources in one county.
fn reporters(inputs: &mut Inputs) {
    let stage = |days, passes, until| Stage {
        to: "above".into(),
        days,
        passes,
        until,
    };
    let hears = |chance: f64, topics: &[Topic]| -> Vec<ReportingChance> {
        let hears = |topic: &Topic| ReportingChance { topic: *topic, chance };
        topics.iter().map(hears).collect()
    };
    inputs.commands = vec![
        Command {
            name: "watch".into(),
            hears: hears(0.7, &Topic::ALL),
            stages: vec![stage(1.0, 0.9, None), stage(2.0, 1.0, None)],
            orders: vec![OrderKind::Alert, OrderKind::Inspect],
        },
        Command {
            name: "works".into(),
            hears: hears(1.0, &[Topic::WorkerDeaths]),
            stages: vec![stage(0.0, 1.0, Some((4, 15)))],
            orders: vec![],
        },
    ];
    inputs.outlets = vec![Outlet {
        name: "outlet".into(),
        hears: hears(0.05, &Topic::ALL),
        sources: vec![Sources {
            place: "A".into(),
            counties: vec![0],
            number: 3.0,
        }],
        lag_days: 6.0,
        lag_sigma: 0.7,
    }];
}
