//! A made-up scenario and made-up rows, to see tables and pages without a run.
#![allow(dead_code, reason = "each user needs a part of it")]

use amnok_model::facts::{Activity, Discovery, Fact, Incident, Level, Log, Outcome, PaidFor, Payee, Payment};
use amnok_model::given::{County, Force, ForceNumbers, Posting, Province, River, Stratum};
use amnok_model::inputs::{Inputs, Parameters};
use amnok_model::record::ledger::Ledger;
use amnok_model::record::measures::measure;
use amnok_model::record::rows::Rows;
use amnok_model::units::Money;
use jiff::civil::date;

/// Counties, a few of them with names that HTML would take amiss.
pub fn inputs(counties: usize, days: u32) -> Inputs {
    let river = |name: &str| River {
        name: name.to_string(),
        ease: [1.0; 12],
        drown: [0.01; 12],
        visibility: [1.0; 12],
        flood: [0.0; 12],
    };
    let force = |name: &str| Force {
        name: name.to_string(),
        posting: Posting::Even,
        watches: vec![],
        behind: false,
        numbers: ForceNumbers::default(),
    };
    let stratum = |name: &str| Stratum {
        name: name.to_string(),
        share: 0.5,
        leave: 1.0,
        smuggle: 1.0,
        means: 1.0,
        kin: false,
    };
    Inputs {
        name: "made-up".to_string(),
        start: date(2019, 1, 1),
        days,
        currency: "USD".to_string(),
        provinces: vec![Province {
            name: "North & West".to_string(),
            neighbour_policing: 0.5,
        }],
        rivers: vec![river("Upper"), river("Lower")],
        counties: (0..counties)
            .map(|i| County {
                name: if i == 1 {
                    "<b>County & Co</b>".to_string()
                } else {
                    format!("County {i}")
                },
                province: 0,
                river: usize::from(i > counties / 2),
                border_km: 15.0 + ((i * 37) % 91) as f64,
                residents: 40_000 + ((i * 7919) % 120_000) as u32,
                leave_weight: 1.0,
                smuggle_weight: 1.0,
                fence: 0.2,
                wall: 0.0,
                camera: 0.1,
                power: 0.3,
            })
            .collect(),
        strata: vec![stratum("woman, kin abroad"), stratum("man, no kin abroad")],
        forces: ["border guard", "state security", "special operations", "army"]
            .map(force)
            .to_vec(),
        orders: vec![],
        trade: vec![1.0; 240],
        commands: vec![],
        outlets: vec![],
        policy: None,
        parameters: Parameters::default(),
    }
}

/// Rows of the shape that a run leaves, of facts by an arithmetic of their own.
pub fn rows(inputs: &Inputs, replicate: u32) -> Rows {
    let mut ledger = Ledger::new(inputs.extent());
    let mut state = 0x9E37_79B9_u64 ^ (u64::from(replicate) << 32 | 77);
    let mut noise = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    let mut month = inputs.start.month();
    for day in 0..inputs.days {
        let date = inputs
            .start
            .checked_add(jiff::Span::new().days(day))
            .unwrap_or(inputs.start);
        if date.month() != month {
            ledger.end_period(day);
            month = date.month();
        }
        for c in 0..inputs.counties.len() {
            levels(inputs, day, c, &mut noise, &mut ledger);
            attempts(inputs, day, c, &mut noise, &mut ledger);
            if noise() < 0.002 {
                ledger.happened(&Fact::Discovery(Discovery {
                    day,
                    county: c as u16,
                    force: 0,
                    ring: false,
                    prosecuted: false,
                    officers: 0,
                    branded: false,
                    posted_again: false,
                }));
            }
        }
        ledger.end_day();
    }
    ledger.end_period(inputs.days);
    ledger.into_rows()
}

/// From this day on the border is closed.
const CLOSED: u32 = 391;

fn levels(inputs: &Inputs, day: u32, c: usize, noise: &mut impl FnMut() -> f64, ledger: &mut Ledger) {
    let (closed, km) = (day >= CLOSED, inputs.counties[c].border_km);
    let mut level = |name, part: usize, value| {
        ledger.happened(&Fact::Level(Level {
            day,
            measure: measure(name) as u8,
            county: c as u16,
            part: part as u8,
            value,
        }));
    };
    for force in 0..4 {
        let share = 1.0 / f64::from(1 << force);
        level("strength", force, km * if closed { 9.0 } else { 6.0 } * share);
        level("deals", force, km * scale(day) * share);
    }
    level(
        "perceived_risk",
        0,
        (if closed { 0.8 } else { 0.2 }) + 0.1 * (c as f64 / 9.0).sin(),
    );
    level("distress", 0, (if closed { 0.6 } else { 0.02 }) + 0.05 * noise());
    if !closed || c.is_multiple_of(3) {
        let price = (if closed { 9000.0 } else { 2500.0 }) * (0.9 + 0.2 * noise());
        level("price", 0, price);
        level("price", 1, price / 20.0);
    }
}

/// How much of the usual traffic there is.
fn scale(day: u32) -> f64 {
    if day >= CLOSED {
        0.08 + f64::from(day) / 60_000.0
    } else {
        1.0
    }
}

fn attempts(inputs: &Inputs, day: u32, c: usize, noise: &mut impl FnMut() -> f64, ledger: &mut Ledger) {
    for activity in Activity::ALL {
        let (rate, fee) = match activity {
            Activity::Leave => (0.8, 900.0),
            Activity::Smuggle => (9.0, 60.0),
        };
        for stratum in 0..inputs.strata.len() {
            let tries = (rate * scale(day) * noise() * 2.0 + noise() * 0.99).floor() as u32;
            for number in 0..tries {
                let fate = noise();
                let ends = [0.7, 0.85, 0.96, 0.975, 0.98, 0.982, 0.99, 2.0];
                let end = ends.iter().position(|e| fate < *e).unwrap_or(0);
                ledger.happened(&Fact::Attempt(Incident {
                    day,
                    county: c as u16,
                    at: c as u16,
                    resident: Some(number),
                    count: 1,
                    stratum: stratum as u8,
                    activity,
                    brokered: f64::from(number) < (f64::from(tries) * 0.6).floor(),
                    outcome: Outcome::ALL[end],
                    died: (3..7).contains(&end),
                    force: None,
                    paid: Money::ZERO,
                }));
            }
            let mut paid = |to, each: f64| {
                ledger.happened(&Fact::Payment(Payment {
                    day,
                    county: c as u16,
                    to,
                    purpose: PaidFor::Deal(activity),
                    amount: Money::from_units(f64::from(tries) * each),
                    count: tries,
                }));
            };
            (0..4).for_each(|force| paid(Payee::Guard(force), fee / f64::from(1 << force)));
            paid(Payee::Broker, 40.0);
        }
    }
}
