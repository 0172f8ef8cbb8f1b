//! All that a run is given: the parts of [`crate::given`] and the numbers of every mechanism, joined. Only whoever makes a run
//! and whoever lets it go on knows it; mechanisms, the world and the record are given their parts.

mod open;

use crate::given::{Border, Command, County, Force, Order, Outlet, Policy, Province, River, Stratum};
use crate::mechanisms::{
    abroad, attempt, barrier, belief, branding, bribe, broker, bystander, desertion, deterrence, economy, epidemic,
    far_bank, homecoming, inspection, livestock, market, mine, neighbour, officials, outpost, passage, patrol, pity,
    police, press, remittance, ring, season, watch, works,
};
use crate::parameter::sections;
use crate::record::extent::Extent;
use crate::world::Beginning;
use jiff::civil::Date;

/// All that a run is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// Short name of the scenario.
    pub name: String,
    /// First day.
    pub start: Date,
    /// Number of days, at least 1 and at most 36,500.
    pub days: u32,
    /// Name of the currency of every amount, e.g. `USD`.
    pub currency: String,
    /// Provinces, in order along the border.
    pub provinces: Vec<Province>,
    /// Rivers.
    pub rivers: Vec<River>,
    /// Counties, in order along the border.
    pub counties: Vec<County>,
    /// Strata of residents; shares sum to 1.
    pub strata: Vec<Stratum>,
    /// Forces, the innermost layer (ordinary patrol) first.
    pub forces: Vec<Force>,
    /// Orders, by date.
    pub orders: Vec<Order>,
    /// Official trade by month from the month of `start`: index against baseline (1 = as before closure).
    pub trade: Vec<f64>,
    /// Commands, to which units report.
    pub commands: Vec<Command>,
    /// Outlets, to which sources tell.
    pub outlets: Vec<Outlet>,
    /// What the centre does by itself; `None`: nothing but its orders.
    pub policy: Option<Policy>,
    /// Numbers of the mechanisms.
    pub parameters: Parameters,
}

impl Inputs {
    /// The border and who lives and stands along it.
    pub fn border(&self) -> Border<'_> {
        Border {
            provinces: &self.provinces,
            rivers: &self.rivers,
            counties: &self.counties,
            strata: &self.strata,
            forces: &self.forces,
        }
    }

    /// How far a record of a run reaches.
    pub fn extent(&self) -> Extent<'_> {
        Extent {
            border: self.border(),
            commands: self.commands.len(),
            outlets: self.outlets.len(),
            policy: self.policy.as_ref(),
            start: self.start,
            days: self.days,
        }
    }

    /// What the world begins with.
    pub fn beginning(&self) -> Beginning<'_> {
        let numbers = &self.parameters;
        Beginning {
            border: self.border(),
            days: self.days,
            orders: &self.orders,
            responses: self.policy.as_ref().map_or(&[], |policy| &policy.playbook),
            expected_risk: numbers.belief.prior,
            fear: numbers.belief.fear_floor,
            income_days: numbers.economy.window_days.max(1.0) as usize,
            rings: numbers.ring.rings,
            senders: numbers.remittance.settled,
            abroad: numbers.abroad.stock,
            leave_stock_per_year: numbers.abroad.onward_per_year + numbers.abroad.caught_per_year,
        }
    }
}

sections! {
    /// The numbers of all mechanisms, one part each.
    pub struct Parameters {
        season, economy, far_bank, watch, livestock, market, barrier, epidemic, remittance, abroad, ring, works, mine, patrol, attempt, police, passage, homecoming,
        bystander, desertion, deterrence, branding, bribe, broker, inspection, outpost,
        belief, pity, neighbour, officials, press,
    }
}
