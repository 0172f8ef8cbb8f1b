//! Those on the other side: settled, on the way, held, arrived, sent back.

use crate::given::County;
use crate::world::Beginning;
use crate::world::rank::at_rank;

/// Years of leaving before the first day that are told apart.
pub const YEARS_BEFORE: usize = 20;

/// What befalls somebody on the way, on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Sets out, or settles where the way is closed.
    SetsOut,
    /// Is caught.
    Caught,
    /// Arrives.
    Arrives,
}

/// Somebody on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traveller {
    /// County of origin.
    pub county: u16,
    /// Year of leaving, an index into [`Abroad::settled`].
    pub year: u16,
    /// What comes next.
    pub next: Next,
}

/// Counts by county of origin.
#[derive(Clone, Debug)]
pub struct Abroad {
    /// Settled in the neighbouring country, by county and year of leaving; the first [`YEARS_BEFORE`] are before the first day.
    pub settled: Vec<Vec<u32>>,
    /// On the way, by county.
    pub underway: Vec<u32>,
    /// Held by the neighbour, by county.
    pub held: Vec<u32>,
    /// Arrived, by county.
    pub arrived: Vec<u32>,
    /// Sent back, by county.
    pub returned: Vec<u32>,
    /// Came home by themselves, whatever became of them at the line, by county.
    pub home: Vec<u32>,
    /// The stock of the first day, by county.
    pub stock: Vec<u32>,
    /// Residents who had crossed to leave when last looked at, by county.
    pub seen: Vec<u32>,
    /// Residents caught when they crossed to leave, and held, when last looked at, by county.
    pub seen_held: Vec<u32>,
    /// What falls due, by day; what would fall due after the run never does.
    pub due: Vec<Vec<Traveller>>,
}

impl Abroad {
    /// The stock of the first day: shared over counties by residents and their tendency to leave, over years of leaving as a
    /// steady flow leaves it, `∝ e^{−(onward + caught) · years}`.
    pub fn new(beginning: &Beginning) -> Abroad {
        let counties = beginning.border.counties;
        let weights: Vec<f64> = counties.iter().map(County::leavers).collect();
        let ages: Vec<f64> = (0..YEARS_BEFORE)
            .map(|year| {
                let years = (YEARS_BEFORE - year) as f64 - 0.5;
                libm::exp(-beginning.leave_stock_per_year * years)
            })
            .collect();
        let years = YEARS_BEFORE + beginning.days as usize / 365 + 1;
        let cells = weights.iter().flat_map(|w| ages.iter().map(move |age| w * age));
        let mut counts = shared(beginning.abroad, &cells.collect::<Vec<f64>>()).into_iter();
        let settled: Vec<Vec<u32>> = weights
            .iter()
            .map(|_| {
                let mut by_year: Vec<u32> = counts.by_ref().take(YEARS_BEFORE).collect();
                by_year.resize(years, 0);
                by_year
            })
            .collect();
        let n = counties.len();
        Abroad {
            stock: settled.iter().map(|years| years.iter().sum()).collect(),
            settled,
            underway: vec![0; n],
            held: vec![0; n],
            arrived: vec![0; n],
            returned: vec![0; n],
            home: vec![0; n],
            seen: vec![0; n],
            seen_held: vec![0; n],
            due: vec![Vec::new(); beginning.days as usize + 1],
        }
    }
}

impl Abroad {
    /// Takes one of those settled out of the years of leaving, by rank among them all, and returns which year it was.
    ///
    /// # Panics
    /// Where the rank is not below their number.
    pub fn take_one(&mut self, county: usize, rank: u32) -> usize {
        let (year, _) = at_rank(rank, self.settled[county].iter().copied());
        self.settled[county][year] -= 1;
        year
    }
}

/// Whole numbers in proportion to weights whose sum is the rounded total.
fn shared(total: f64, weights: &[f64]) -> Vec<u32> {
    let all: f64 = weights.iter().sum();
    let mut sum = 0.0;
    let mut given = 0.0;
    weights
        .iter()
        .map(|weight| {
            sum += if all > 0.0 { weight / all } else { 0.0 };
            let until = libm::round(total * sum);
            let count = until - given;
            given = until;
            count as u32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_shared_adds_up() {
        let counts = super::shared(1000.0, &[1.0, 2.0, 0.0, 4.0, 0.5]);
        assert_eq!(counts.iter().sum::<u32>(), 1000);
        assert_eq!(counts[2], 0);
        assert_eq!(super::shared(5.0, &[0.0, 0.0]), [0, 0]);
    }
}
