//! Totals over a whole border, whichever counties, forces and orders have a share in them: each within what a run can hold. The
//! loader and everything that sets a value afterwards ask here.

use amnok_model::given::{County, Force, Order, OrderKind};
use amnok_model::inputs::Inputs;

const MOST_KM: f64 = 10_000.0;
const MOST_RESIDENTS: f64 = 1e8;
const MOST_GUARDS: f64 = 5e6;

/// A total and its bound.
pub struct Total {
    /// The sum.
    pub sum: f64,
    /// The most that it may be.
    pub most: f64,
}

impl Total {
    /// Whether the sum is beyond its bound, or no number.
    pub fn is_beyond(&self) -> bool {
        self.sum.is_nan() || self.sum > self.most
    }
}

/// Length of the border. Unit: km.
pub fn border(counties: &[County]) -> Total {
    Total {
        sum: counties.iter().map(|c| c.border_km).sum(),
        most: MOST_KM,
    }
}

/// Residents of all counties.
pub fn residents(counties: &[County]) -> Total {
    Total {
        sum: counties.iter().map(|c| f64::from(c.residents)).sum(),
        most: MOST_RESIDENTS,
    }
}

/// Persons of all forces, posted or deployed.
pub fn guards(counties: &[County], forces: &[Force], orders: &[Order]) -> Total {
    let km = border(counties).sum;
    let posted: f64 = forces.iter().map(|f| f.numbers.strength_per_km * km).sum();
    let deployed = orders.iter().filter(|o| o.kind == OrderKind::Deploy);
    Total {
        sum: posted + deployed.map(|o| o.size).sum::<f64>(),
        most: MOST_GUARDS,
    }
}

/// The first total that is beyond its bound, in words.
pub fn beyond_totals(inputs: &Inputs) -> Option<String> {
    let Inputs {
        counties,
        forces,
        orders,
        ..
    } = inputs;
    let totals = [
        (border(counties), "km of border in all counties"),
        (residents(counties), "residents in all counties"),
        (
            guards(counties, forces, orders),
            "persons of all forces, posted or deployed",
        ),
    ];
    let beyond = totals.into_iter().find(|(total, _)| total.is_beyond());
    beyond.map(|(total, what)| format!("{} {what}; at most {}", total.sum.round(), total.most))
}
