//! What exists, as data: segments, guards at their posts, residents to whom something happened, county conditions.

pub mod abroad;
pub mod county;
pub mod epidemic;
pub mod guard;
pub mod orders_in_force;
pub mod rank;
pub mod remittance;
pub mod resident;
pub mod ring;
pub mod segment;
pub mod underway;
pub mod works;

use crate::chance::Luck;
use crate::given::{Border, Order, Response};
use abroad::Abroad;
use county::Counties;
use epidemic::Epidemic;
use guard::Posts;
use remittance::Remittances;
use resident::Residents;
use ring::Rings;
use segment::Segments;
use underway::Underway;
use works::Works;

/// What the world begins with.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// The border, who lives and who stands along it.
    pub border: Border<'a>,
    /// Number of days to come.
    pub days: u32,
    /// Orders that are given from the start.
    pub orders: &'a [Order],
    /// Measures that the centre may take by itself.
    pub responses: &'a [Response],
    /// Chance of failing that residents expect (`belief::Params::prior`).
    pub expected_risk: f64,
    /// Fear of guards, which is also its least: perceived chance of being found out (`belief::Params::fear_floor`).
    pub fear: f64,
    /// Days of which incomes are kept, at least 1 (`economy::Params::window_days`).
    pub income_days: usize,
    /// Rings; rounded to a whole number (`ring::Params::rings`).
    pub rings: f64,
    /// Those abroad who send money home already (`remittance::Params::settled`).
    pub senders: f64,
    /// Those on the other side already (`abroad::Params::stock`).
    pub abroad: f64,
    /// Hazard at which they go on or are caught (`abroad::Params::onward_per_year`, `abroad::Params::caught_per_year`). Unit: per year.
    pub leave_stock_per_year: f64,
}

/// The state of the world this morning.
#[derive(Clone, Debug)]
pub struct World {
    /// The line, kilometre by kilometre.
    pub segments: Segments,
    /// Guards, by force and segment.
    pub posts: Posts,
    /// Residents to whom something has happened.
    pub residents: Residents,
    /// Conditions, county by county.
    pub counties: Counties,
    /// What was ordered built, and how much of it is done.
    pub works: Works,
    /// Rings, and the cases that came of them.
    pub rings: Rings,
    /// Compartments of an epidemic.
    pub epidemic: Epidemic,
    /// Money sent home.
    pub remittances: Remittances,
    /// Those on the other side.
    pub abroad: Abroad,
    /// Dispatches on their way up.
    pub dispatches: Underway,
    /// Stories that are not told yet.
    pub stories: Underway,
}

impl World {
    /// The world on the morning of the first day.
    pub fn begin(beginning: &Beginning, luck: Luck) -> World {
        let border = beginning.border;
        let counties = border.counties.len();
        let segments = Segments::lay(border, beginning.expected_risk, luck);
        let posts = Posts::empty(beginning, &segments);
        World {
            residents: Residents::new(border, beginning.days),
            counties: Counties::new(border, beginning.income_days, beginning.expected_risk),
            works: Works::new(counties),
            rings: Rings::begin(border, beginning.rings, &segments, luck),
            epidemic: Epidemic::new(border.counties),
            remittances: Remittances::new(border.counties, beginning.senders, beginning.income_days),
            abroad: Abroad::new(beginning),
            dispatches: Underway::new(beginning.days),
            stories: Underway::new(beginning.days),
            segments,
            posts,
        }
    }
}
