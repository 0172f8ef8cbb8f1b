//! The simplest border there is, to begin with.

use super::{Inputs, Parameters};
use crate::given::{County, Province, River, Stratum};
use jiff::civil::date;

impl Inputs {
    /// A border that nobody watches: one county of ten kilometres on one river without danger, one stratum, no forces, no orders, nobody who
    /// tells. From the first day of 2019, with trade as in the base year. Every number of the mechanisms is the least that its bounds
    /// admit, but those who cannot pay for a passage try alone. So nobody tries before a rate is set, and all who try get across.
    pub fn open(days: u32, residents: u32) -> Inputs {
        Inputs {
            name: "open".into(),
            start: date(2019, 1, 1),
            days,
            currency: "USD".into(),
            provinces: vec![Province {
                name: "province".into(),
                neighbour_policing: 0.0,
            }],
            rivers: vec![River {
                name: "river".into(),
                ease: [1.0; 12],
                drown: [0.0; 12],
                visibility: [1.0; 12],
                flood: [0.0; 12],
            }],
            counties: vec![county(residents)],
            strata: vec![Stratum {
                name: "everybody".into(),
                kin: false,
                share: 1.0,
                leave: 1.0,
                smuggle: 1.0,
                means: 1.0,
            }],
            forces: vec![],
            orders: vec![],
            trade: vec![],
            commands: vec![],
            outlets: vec![],
            policy: None,
            parameters: least(),
        }
    }
}

fn county(residents: u32) -> County {
    County {
        name: "county".into(),
        province: 0,
        river: 0,
        border_km: 10.0,
        residents,
        leave_weight: 1.0,
        smuggle_weight: 1.0,
        fence: 0.0,
        wall: 0.0,
        camera: 0.0,
        power: 0.0,
    }
}

fn least() -> Parameters {
    let mut parameters = Parameters::default();
    for number in Parameters::table() {
        (number.write)(&mut parameters, number.least);
    }
    parameters.attempt.without_means_leave = 1.0;
    parameters.attempt.without_means_smuggle = 1.0;
    parameters
}
