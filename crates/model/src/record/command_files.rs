//! What the centre has on file of the topics by which its policy goes: what came to the end of one command's chain in the last days.
//!
//! Reads dispatches; owns the files.

use crate::facts::{Fact, Log, Topic};
use crate::record::extent::Extent;

/// Dispatches of the last days, by county. Empty where there is no policy.
#[derive(Clone, Debug)]
pub struct Files {
    /// The command whose dispatches count.
    command: usize,
    /// Topics that count.
    believes: Vec<Topic>,
    /// Days that are kept.
    window: usize,
    /// Arrivals by day of the window, then county.
    arrivals: Vec<u32>,
    /// Sum over the window, by county.
    sum: Vec<u32>,
}

impl Log for Files {
    #[inline]
    fn happened(&mut self, fact: &Fact) {
        if let Fact::Dispatch(dispatch) = fact
            && self.window > 0
            && self.command == usize::from(dispatch.command)
            && self.believes.contains(&dispatch.topic)
        {
            let county = usize::from(dispatch.county);
            self.arrivals[dispatch.arrived as usize % self.window * self.sum.len() + county] += 1;
            self.sum[county] += 1;
        }
    }
}

impl Files {
    /// Empty files.
    pub fn new(extent: Extent<'_>) -> Files {
        let (policy, counties) = (extent.policy, extent.border.counties.len());
        let window = policy.map_or(0, |policy| policy.window_days.max(1) as usize);
        Files {
            command: policy.map_or(0, |policy| policy.command),
            believes: policy.map_or_else(Vec::new, |policy| policy.believes.clone()),
            window,
            arrivals: vec![0; window * counties],
            sum: vec![0; counties],
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

    /// How many of the window are on file for a county: what the centre believes to have happened there.
    pub fn believed(&self, county: usize) -> u32 {
        self.sum[county]
    }
}
