//! What can be told of: what happened today, what is on its way to those who will hear it, what the centre has on file.

use crate::events::Matter;
use crate::inputs::Inputs;

const MATTERS: usize = Matter::ALL.len();

/// How often each matter happened today, by county, and whether guards had taken money in it.
#[derive(Clone, Debug)]
pub struct News {
    counts: Vec<[[u32; 2]; MATTERS]>,
}

impl News {
    /// Nothing has happened.
    pub fn new(inputs: &Inputs) -> News {
        News {
            counts: vec![[[0; 2]; MATTERS]; inputs.counties.len()],
        }
    }

    /// A new day.
    pub fn clear(&mut self) {
        self.counts.fill([[0; 2]; MATTERS]);
    }

    /// It happened so many times in a county; `involved`: guards had taken money in it.
    #[inline]
    pub fn add(&mut self, county: usize, matter: Matter, involved: bool, times: u32) {
        self.counts[county][matter as usize][usize::from(involved)] += times;
    }

    /// How often it happened today.
    pub fn count(&self, county: usize, matter: Matter, involved: bool) -> u32 {
        self.counts[county][matter as usize][usize::from(involved)]
    }
}

/// Something told that has not come to those who will hear it.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Who tells: an index into `Inputs::commands` or `Inputs::outlets`.
    pub teller: u8,
    /// What it is about.
    pub matter: Matter,
    /// County where it happened.
    pub county: u16,
    /// Day on which it happened.
    pub happened: u32,
}

/// Tellings under way, by the day on which they come.
#[derive(Clone, Debug)]
pub struct Underway {
    due: Vec<Vec<Telling>>,
}

impl Underway {
    /// Nothing is under way.
    pub fn new(inputs: &Inputs) -> Underway {
        Underway {
            due: vec![Vec::new(); inputs.days as usize],
        }
    }

    /// Sends one on its way; what would come after the last day is not heard in this run.
    pub fn send(&mut self, comes: u32, telling: Telling) {
        if let Some(day) = self.due.get_mut(comes as usize) {
            day.push(telling);
        }
    }

    /// Those that come today, in the order in which they were sent.
    pub fn come(&mut self, day: u32) -> Vec<Telling> {
        self.due.get_mut(day as usize).map(core::mem::take).unwrap_or_default()
    }
}

/// What the centre has on file of the matters by which its policy goes: arrivals of the last days, by county.
#[derive(Clone, Debug)]
pub struct Files {
    window: usize,
    /// Arrivals by day of the window, then county.
    arrivals: Vec<u32>,
    /// Sum over the window, by county.
    sum: Vec<u32>,
}

impl Files {
    /// Empty files; none are kept where there is no policy.
    pub fn new(inputs: &Inputs) -> Files {
        let window = inputs
            .policy
            .as_ref()
            .map_or(0, |policy| policy.window_days.max(1) as usize);
        Files {
            window,
            arrivals: vec![0; window * inputs.counties.len()],
            sum: vec![0; inputs.counties.len()],
        }
    }

    /// Opens a day: what came a window ago drops out.
    pub fn open(&mut self, day: u32) {
        if self.window == 0 {
            return;
        }
        let counties = self.sum.len();
        let first = day as usize % self.window * counties;
        for (sum, count) in self.sum.iter_mut().zip(&mut self.arrivals[first..first + counties]) {
            *sum -= core::mem::take(count);
        }
    }

    /// Files a dispatch of today.
    pub fn add(&mut self, day: u32, county: usize) {
        if self.window > 0 {
            self.arrivals[day as usize % self.window * self.sum.len() + county] += 1;
            self.sum[county] += 1;
        }
    }

    /// How many of the window are on file for a county: what the centre believes to have happened there.
    pub fn believed(&self, county: usize) -> u32 {
        self.sum[county]
    }
}
