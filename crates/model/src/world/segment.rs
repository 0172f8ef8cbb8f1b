//! Anonymous slices of a county's border, about one kilometre each, as arrays.

use crate::chance::{Luck, Purpose};
use crate::given::Border;
use crate::world::works::Structure;
use core::ops::Range;

/// The line, slice by slice, in order.
#[derive(Clone, Debug)]
pub struct Segments {
    /// County of each.
    pub county: Vec<u16>,
    /// Length, km.
    pub length_km: Vec<f64>,
    /// Position of the middle along the line, km.
    pub middle_km: Vec<f64>,
    /// Drawn ease of the ground, mean 1, within 0.5 to 1.5.
    pub ease: Vec<f64>,
    /// Built fraction of fence.
    pub fence: Vec<f64>,
    /// Built fraction of wall.
    pub wall: Vec<f64>,
    /// Built fraction of cameras.
    pub camera: Vec<f64>,
    /// Condition of what is built, 0 to 1.
    pub condition: Vec<f64>,
    /// Drawn place among the stretches of a fence, 0 to 1: those below the share that can be live carry current.
    pub current: Vec<f64>,
    /// Mines in the ground that would go off under a foot.
    pub mines: Vec<u32>,
    /// Share of the ways through that are known to be free of mines.
    pub known: Vec<f64>,
    /// Residents' perceived chance of failing here.
    pub belief: Vec<f64>,
    /// Attempts here today, as word of mouth weighs them.
    pub tried: Vec<f64>,
    /// Of these, failed.
    pub failed: Vec<f64>,
    /// Passages that came through here today, by activity.
    pub through: Vec<[u32; 2]>,
    ranges: Vec<Range<usize>>,
}

impl Segments {
    /// Cuts each county's stretch into equal slices of about one kilometre.
    pub fn lay(border: Border<'_>, expected_risk: f64, luck: Luck) -> Segments {
        let mut s = Segments {
            county: Vec::new(),
            length_km: Vec::new(),
            middle_km: Vec::new(),
            ease: Vec::new(),
            fence: Vec::new(),
            wall: Vec::new(),
            camera: Vec::new(),
            condition: Vec::new(),
            current: Vec::new(),
            mines: Vec::new(),
            known: Vec::new(),
            belief: Vec::new(),
            tried: Vec::new(),
            failed: Vec::new(),
            through: Vec::new(),
            ranges: Vec::new(),
        };
        let mut start_km = 0.0;
        for (number, county) in border.counties.iter().enumerate() {
            let count = libm::round(county.border_km).max(1.0) as usize;
            let length = county.border_km / count as f64;
            let first = s.county.len();
            for slice in 0..count {
                s.county.push(number as u16);
                s.length_km.push(length);
                s.middle_km.push(start_km + (slice as f64 + 0.5) * length);
                s.ease
                    .push(0.5 + luck.at(Purpose::SegmentEase, number, slice as u32, 0).uniform());
                s.fence.push(county.fence);
                s.wall.push(county.wall);
                s.camera.push(county.camera);
                s.condition.push(1.0);
                s.current
                    .push(luck.at(Purpose::Current, number, slice as u32, 0).uniform());
                s.mines.push(0);
                s.known.push(0.0);
                s.belief.push(expected_risk);
                s.tried.push(0.0);
                s.failed.push(0.0);
                s.through.push([0; 2]);
            }
            s.ranges.push(first..s.county.len());
            start_km += county.border_km;
        }
        s
    }

    /// Built fraction of a structure, by segment.
    pub fn built(&self, structure: Structure) -> &[f64] {
        match structure {
            Structure::Fence => &self.fence,
            Structure::Wall => &self.wall,
            Structure::Cameras => &self.camera,
        }
    }

    /// Builds so many km more of a structure on each segment of a range where it is not whole; what is new is in full condition, and so
    /// raises that of all that stands there.
    pub fn build(&mut self, structure: Structure, range: Range<usize>, km: impl Iterator<Item = f64>) {
        let part = |column| -> &mut [f64] { &mut Vec::as_mut_slice(column)[range.clone()] };
        let built = [&mut self.fence, &mut self.wall, &mut self.camera].map(part);
        let places = part(&mut self.condition).iter_mut().zip(&self.length_km[range.clone()]);
        for (s, ((condition, length), km)) in places.zip(km).enumerate() {
            let stands = built[0][s] + built[1][s] + built[2][s];
            let whole = &mut built[structure as usize][s];
            if *whole >= 1.0 {
                continue;
            }
            let share = km / length;
            *whole = (*whole + share).min(1.0);
            if stands + share > 0.0 {
                *condition = ((*condition * stands + share) / (stands + share)).min(1.0);
            }
        }
    }

    /// Mines per km.
    pub fn mines_per_km(&self, segment: usize) -> f64 {
        f64::from(self.mines[segment]) / self.length_km[segment]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.county.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.county.is_empty()
    }

    /// The segments of a county.
    pub fn of(&self, county: usize) -> Range<usize> {
        self.ranges[county].clone()
    }
}
