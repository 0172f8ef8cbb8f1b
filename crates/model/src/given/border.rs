//! The line and who lives along it: provinces, rivers, counties, strata of residents.

use crate::given::force::Force;
use crate::parameter::numbers;

/// The border as it is given: the line, who lives along it, who stands there. The same on every day of a run.
#[derive(Clone, Copy, Debug)]
pub struct Border<'a> {
    /// Provinces.
    pub provinces: &'a [Province],
    /// Rivers.
    pub rivers: &'a [River],
    /// Counties.
    pub counties: &'a [County],
    /// Strata of residents.
    pub strata: &'a [Stratum],
    /// Forces.
    pub forces: &'a [Force],
}

impl Border<'_> {
    /// The river of a county.
    #[inline]
    pub fn river(&self, county: usize) -> &River {
        &self.rivers[self.counties[county].river]
    }
}

numbers! {
    /// A province: several counties in a row.
    pub struct Province {
        /// Name.
        pub name: String,
    } numbers {
        /// Usual level of policing on the other side, 0 to 1.
        neighbour_policing: f64 = "share", 0.0..=1.0;
    }
}

numbers! {
    /// A river, or another kind of line, with its seasons.
    pub struct River {
        /// Name.
        pub name: String,
    } series {
        /// Ease of crossing by month, January first; 1 is easiest.
        ease: [f64; 12] = "index", 0.0..=1.0;
        /// Chance of drowning in one passage by month, January first.
        drown: [f64; 12] = "probability", 0.0..=1.0;
        /// Visibility to watchers by month, January first; 1 is usual.
        visibility: [f64; 12] = "index", 0.0..=10.0;
        /// Mean number of floods of a county in a month that damage what is built, January first.
        flood: [f64; 12] = "floods per month", 0.0..=30.0;
    }
}

numbers! {
    /// A county: the finest place there is.
    pub struct County {
        /// Name.
        pub name: String,
        /// Index into `Border::provinces`.
        pub province: usize,
        /// Index into `Border::rivers`.
        pub river: usize,
    } numbers {
        /// Length of border.
        border_km: f64 = "km", 0.1..=2000.0;
        /// Residents at the start.
        residents: u32 = "persons", 0.0..=3e7;
        /// Tendency to leave against the average county.
        leave_weight: f64 = "multiple", 0.0..=100.0;
        /// Tendency to smuggle against the average county.
        smuggle_weight: f64 = "multiple", 0.0..=100.0;
        /// Share of the border with a fence at the start.
        fence: f64 = "share", 0.0..=1.0;
        /// Share of the border with a wall at the start.
        wall: f64 = "share", 0.0..=1.0;
        /// Share of the border with cameras at the start.
        camera: f64 = "share", 0.0..=1.0;
        /// Share of time that the fence is live.
        power: f64 = "share", 0.0..=1.0;
    }
}

impl County {
    /// Weight of the county among those who leave: residents × tendency to leave.
    pub fn leavers(&self) -> f64 {
        f64::from(self.residents) * self.leave_weight
    }
}

numbers! {
    /// A stratum of residents. Its numbers are the products of those of its levels, one of every axis.
    pub struct Stratum {
        /// Name, e.g. `woman, kin abroad, informal trade`.
        pub name: String,
        /// Whether they have kin abroad who may send money.
        pub kin: bool,
    } numbers {
        /// Share of residents at this level.
        share: f64 = "share", 0.0..=1.0;
        /// Multiplier of the hazard of leaving.
        leave: f64 = "multiple", 0.0..=1000.0;
        /// Multiplier of the hazard of smuggling.
        smuggle: f64 = "multiple", 0.0..=1000.0;
        /// Multiplier of means.
        means: f64 = "multiple", 0.0..=1000.0;
    }
}
