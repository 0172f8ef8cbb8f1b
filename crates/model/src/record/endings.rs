//! Attempts of the present period by how they ended. To which measures an attempt adds depends on its ending alone: attempts are counted as
//! they come, and the measures take the counts when the period ends.
//!
//! Reads attempts; owns their counts.

use crate::facts::{Incident, Outcome};
use crate::record::extent::Extent;
use crate::record::measures::{By, Ending, MEASURES, Measure, Of, Place};

/// Attempts of the present period, and the measures that count them.
#[derive(Clone, Debug)]
pub struct Endings {
    counties: usize,
    strata: usize,
    /// Measures that count an attempt, by [`Ending::number`].
    counted_by: Vec<Vec<Entry>>,
    /// How many ended so, by the resident's county and by the county where it was tried: by [`Ending::number`], county, activity and stratum.
    home: Vec<u64>,
    here: Vec<u64>,
    /// Whether any ended so, by [`Ending::number`].
    any: Vec<bool>,
}

/// A measure that counts attempts.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// First cell of the measure.
    first: usize,
    /// Whose county.
    county: Place,
    /// Whether strata are told apart.
    by_stratum: bool,
}

impl Ending {
    const COUNT: usize = Outcome::ALL.len() * 4;

    #[inline]
    fn number(outcome: Outcome, died: bool, brokered: bool) -> usize {
        (outcome as usize) << 2 | usize::from(died) << 1 | usize::from(brokered)
    }

    fn of(number: usize) -> Ending {
        Ending {
            outcome: Outcome::ALL[number >> 2],
            died: number & 2 > 0,
            brokered: number & 1 > 0,
        }
    }
}

impl Endings {
    /// None yet; `places` has every measure's first cell, and how many it has to a county.
    pub fn new(extent: Extent<'_>, places: &[(usize, usize)]) -> Endings {
        let (counties, strata) = (extent.border.counties.len(), extent.border.strata.len());
        let none = vec![0; Ending::COUNT * counties * 2 * strata];
        Endings {
            counties,
            strata,
            counted_by: (0..Ending::COUNT)
                .map(|number| entries(Ending::of(number), places))
                .collect(),
            home: none.clone(),
            here: none,
            any: vec![false; Ending::COUNT],
        }
    }

    /// An attempt has ended, or several have in the same way.
    #[inline]
    pub fn count(&mut self, incident: &Incident) {
        let ending = Ending::number(incident.outcome, incident.died, incident.brokered);
        self.any[ending] = true;
        let group = incident.activity as usize * self.strata + usize::from(incident.stratum);
        let place = |county: u16| (ending * self.counties + usize::from(county)) * 2 * self.strata + group;
        self.home[place(incident.county)] += u64::from(incident.count);
        self.here[place(incident.at)] += u64::from(incident.count);
    }

    /// Adds the counts to the cells of the measures, and begins anew.
    pub fn take(&mut self, cells: &mut [f64]) {
        let groups = 2 * self.strata;
        for (ending, any) in self.any.iter_mut().enumerate() {
            if !core::mem::take(any) {
                continue;
            }
            for entry in &self.counted_by[ending] {
                let counts = match entry.county {
                    Place::Home => &self.home,
                    Place::Here => &self.here,
                };
                let counts = &counts[ending * self.counties * groups..][..self.counties * groups];
                // Where strata are not told apart there is a cell for each activity.
                let strata = if entry.by_stratum { 1 } else { self.strata };
                for (cell, counts) in cells[entry.first..].iter_mut().zip(counts.chunks(strata)) {
                    *cell += counts.iter().sum::<u64>() as f64;
                }
            }
        }
        self.home.fill(0);
        self.here.fill(0);
    }
}

/// The measures to which an attempt that ended so adds one.
fn entries(ending: Ending, places: &[(usize, usize)]) -> Vec<Entry> {
    let entry = |(measure, (first, _)): (&Measure, &(usize, usize))| match measure.of {
        Of::Attempts(counts) if counts(ending) => Some(Entry {
            first: *first,
            county: measure.county,
            by_stratum: measure.by == By::Stratum,
        }),
        _ => None,
    };
    MEASURES.iter().zip(places).filter_map(entry).collect()
}
