//! A made-up scenario and made-up rows, to see tables and pages without a run.
#![allow(dead_code, reason = "each user needs a part of it")]

use amnok_model::events::Activity;
use amnok_model::inputs::{County, Force, ForceNumbers, Inputs, Parameters, Posting, Province, River, Stratum};
use amnok_model::ledger::{Ledger, MEASURES, Rows, measure};
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

/// Rows of the shape that a run leaves, by an arithmetic of their own.
pub fn rows(inputs: &Inputs, replicate: u32) -> Rows {
    let mut ledger = Ledger::new(inputs.counties.len(), inputs.strata.len(), inputs.forces.len());
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
        let closed = day > 390;
        let scale = if closed { 0.08 + f64::from(day) / 60_000.0 } else { 1.0 };
        for (c, county) in inputs.counties.iter().enumerate() {
            for (number, info) in MEASURES.iter().enumerate() {
                let value = match info.name {
                    "strength" => county.border_km * if closed { 9.0 } else { 6.0 },
                    "deals" => county.border_km * scale,
                    "perceived_risk" => (if closed { 0.8 } else { 0.2 }) + 0.1 * (c as f64 / 9.0).sin(),
                    "distress" => (if closed { 0.6 } else { 0.02 }) + 0.05 * noise(),
                    "price" if closed && c % 3 > 0 => 0.0,
                    "price" => (if closed { 9000.0 } else { 2500.0 }) * (0.9 + 0.2 * noise()),
                    _ => continue,
                };
                for force in 0..4 {
                    match info.name {
                        "strength" | "deals" => ledger.add(number, c, force, value / f64::from(1 << force)),
                        "price" if force < 2 => {
                            ledger.add(number, c, force, value / if force == 0 { 1.0 } else { 20.0 })
                        }
                        _ if force == 0 => ledger.add(number, c, 0, value),
                        _ => {}
                    }
                }
            }
            for activity in Activity::ALL {
                let rate = if activity == Activity::Leave { 0.8 } else { 9.0 };
                for stratum in 0..inputs.strata.len() {
                    let tries = (rate * scale * noise() * 2.0 + noise() * 0.99).floor();
                    let slot = stratum + inputs.strata.len() * activity as usize;
                    ledger.add(0, c, slot, tries);
                    for _ in 0..tries as usize {
                        let fate = noise();
                        let ends = [0.7, 0.85, 0.96, 0.975, 0.98, 0.982, 0.99, 2.0];
                        let end = ends.iter().position(|e| fate < *e).unwrap_or(0);
                        ledger.add(1 + end, c, slot, 1.0);
                        if (3..7).contains(&end) {
                            ledger.add(measure("deaths"), c, slot, 1.0);
                        }
                    }
                    ledger.add(measure("brokered"), c, slot, (tries * 0.6).floor());
                    for force in 0..4 {
                        let share = 1.0 / f64::from(1 << force);
                        let paid = tries * if activity == Activity::Leave { 900.0 } else { 60.0 } * share;
                        ledger.add(measure("paid"), c, force + 4 * activity as usize, paid);
                    }
                    ledger.add(measure("paid_broker"), c, activity as usize, tries * 40.0);
                }
            }
            ledger.add(measure("found_out"), c, 0, if noise() < 0.002 { 1.0 } else { 0.0 });
        }
        ledger.end_day();
    }
    ledger.end_period(inputs.days);
    ledger.into_rows()
}
