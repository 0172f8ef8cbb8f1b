//! Residents, one by one, implicitly: traits are a pure function of their number; only those to whom something has
//! happened are stored. Within a county they are numbered stratum by stratum.

use crate::facts::Activity;
use crate::given::Border;
use core::ops::Range;
use rustc_hash::FxHashMap;

/// Where a resident is who is not at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Detained until this day.
    Detained(u32),
    /// On the other side.
    Abroad,
    /// Caught on the other side and held there.
    HeldAbroad,
    /// Dead.
    Dead,
}

/// The place by which the draws of residents of a county for an activity are addressed.
#[inline]
pub fn place(county: usize, activity: Activity) -> usize {
    county + 4096 * activity as usize
}

/// Classes of the residents of a stratum: of equal size, by rank.
pub const CLASSES: usize = 64;

/// Class of the resident of a rank among so many.
#[inline]
pub fn class(rank: u32, members: u32) -> usize {
    (u64::from(rank) * CLASSES as u64 / u64::from(members)) as usize
}

/// Ranks of a class among so many residents.
#[inline]
pub fn ranks(class: usize, members: u32) -> Range<u32> {
    let first = |class: usize| (class as u64 * u64::from(members)).div_ceil(CLASSES as u64) as u32;
    first(class)..first(class + 1)
}

/// Residents of every county.
#[derive(Clone, Debug)]
pub struct Residents {
    /// First number of each stratum, county by county, and the number of residents at the end.
    pub strata: Vec<Vec<u32>>,
    away: Vec<FxHashMap<u32, Whereabouts>>,
    /// How many are away, by county, stratum and class.
    away_by_class: Vec<Vec<[u32; CLASSES]>>,
    /// Detained at present, by county.
    pub detained: Vec<u32>,
    /// Abroad, by county of origin.
    pub abroad: Vec<u32>,
    /// Caught when they crossed to leave, and held there, by county of origin.
    pub held_abroad: Vec<u32>,
    /// Dead, by county.
    pub dead: Vec<u32>,
    release: Vec<Vec<(u16, u32)>>,
}

impl Residents {
    /// Everybody at home.
    pub fn new(border: Border<'_>, days: u32) -> Residents {
        let strata = border
            .counties
            .iter()
            .map(|county| {
                let mut bounds = vec![0];
                let mut share = 0.0;
                for stratum in border.strata {
                    share += stratum.share;
                    bounds.push(libm::round(f64::from(county.residents) * share.min(1.0)) as u32);
                }
                *bounds.last_mut().unwrap_or(&mut 0) = county.residents;
                bounds
            })
            .collect();
        let n = border.counties.len();
        Residents {
            strata,
            away: vec![FxHashMap::default(); n],
            away_by_class: vec![vec![[0; CLASSES]; border.strata.len()]; n],
            detained: vec![0; n],
            abroad: vec![0; n],
            held_abroad: vec![0; n],
            dead: vec![0; n],
            release: vec![Vec::new(); days as usize + 1],
        }
    }

    /// The numbers of a stratum's residents in a county.
    #[inline]
    pub fn members(&self, county: usize, stratum: usize) -> Range<u32> {
        self.strata[county][stratum]..self.strata[county][stratum + 1]
    }

    /// Whether a resident is at home.
    #[inline]
    pub fn at_home(&self, county: usize, resident: u32) -> bool {
        !self.away[county].contains_key(&resident)
    }

    /// Sets where somebody is who was at home.
    pub fn leave_home(&mut self, county: usize, resident: u32, whereabouts: Whereabouts) {
        let before = self.away[county].insert(resident, whereabouts);
        debug_assert!(before.is_none(), "only one who is at home can go");
        *self.away_like(county, resident) += 1;
        match whereabouts {
            Whereabouts::Detained(until) => {
                self.detained[county] += 1;
                let day = (until as usize).min(self.release.len() - 1);
                self.release[day].push((county as u16, resident));
            }
            Whereabouts::Abroad => self.abroad[county] += 1,
            Whereabouts::HeldAbroad => self.held_abroad[county] += 1,
            Whereabouts::Dead => self.dead[county] += 1,
        }
    }

    /// Lets those go home whose detention ends today.
    pub fn release(&mut self, day: u32) {
        for (county, resident) in core::mem::take(&mut self.release[day as usize]) {
            self.away[county as usize].remove(&resident);
            *self.away_like(county as usize, resident) -= 1;
            self.detained[county as usize] -= 1;
        }
    }

    /// How many are away of the stratum and class of a resident.
    fn away_like(&mut self, county: usize, resident: u32) -> &mut u32 {
        let stratum = self.strata[county].partition_point(|first| *first <= resident) - 1;
        let members = self.members(county, stratum);
        &mut self.away_by_class[county][stratum][class(resident - members.start, members.len() as u32)]
    }

    /// How many of a class of a stratum are at home.
    #[inline]
    pub fn home(&self, county: usize, stratum: usize, class: usize) -> u32 {
        let all = ranks(class, self.members(county, stratum).len() as u32).len() as u32;
        all - self.away_by_class[county][stratum][class]
    }

    /// How many are stored as away, county by county: equals detained + abroad + held there + dead at all times.
    pub fn away(&self, county: usize) -> usize {
        self.away[county].len()
    }
}
