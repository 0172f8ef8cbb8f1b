//! What every step is told of the day: which it is, whose luck, what stands by order.

use crate::chance::{Luck, Purpose, Stream};
use crate::given::Order;
use crate::world::orders_in_force::Standing;
use jiff::civil::Date;

/// A day, as every step is told it. The same for all of them; nothing in it changes before the next.
#[derive(Clone, Copy, Debug)]
pub struct Today<'a> {
    /// Day from 0.
    pub day: u32,
    /// Date of day 0.
    pub start: Date,
    /// Month of the year, 0 to 11.
    pub month: usize,
    /// Official trade of this month against the baseline (1).
    pub trade: f64,
    /// Luck of the run.
    pub luck: Luck,
    /// What stands by order.
    pub standing: &'a Standing,
    /// Orders that take effect today.
    pub orders: &'a [Order],
}

impl<'a> Today<'a> {
    /// A day without orders of its own, in January, with trade as before closure, in a run that began with 2019.
    pub fn plain(day: u32, luck: Luck, standing: &'a Standing) -> Today<'a> {
        Today {
            day,
            start: jiff::civil::date(2019, 1, 1),
            month: 0,
            trade: 1.0,
            luck,
            standing,
            orders: &[],
        }
    }

    /// Official trade of this month through the crossings of a county against the baseline (1).
    pub fn trade_at(&self, county: usize) -> f64 {
        self.trade * self.standing.crossings[county]
    }

    /// Today's draws of that address.
    #[inline]
    pub fn draws(&self, purpose: Purpose, place: usize, who: u32) -> Stream {
        self.luck.at(purpose, place, who, self.day)
    }
}
