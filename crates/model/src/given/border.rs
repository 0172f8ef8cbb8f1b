//! The line and who lives along it: provinces, rivers, counties, strata of residents.

use crate::given::force::Force;

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

/// A province: several counties in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Province {
    /// Name.
    pub name: String,
    /// Usual level of policing on the other side, 0 to 1.
    pub neighbour_policing: f64,
}

/// A river, or another kind of line, with its seasons.
#[derive(Clone, Debug, PartialEq)]
pub struct River {
    /// Name.
    pub name: String,
    /// Ease of crossing by month, January first; 1 is easiest.
    pub ease: [f64; 12],
    /// Chance of drowning in one passage by month, January first.
    pub drown: [f64; 12],
    /// Visibility to watchers by month, January first; 1 is usual.
    pub visibility: [f64; 12],
    /// Mean number of floods of a county in a month that damage what is built, January first.
    pub flood: [f64; 12],
}

/// A county: the finest place there is.
#[derive(Clone, Debug, PartialEq)]
pub struct County {
    /// Name.
    pub name: String,
    /// Index into `Border::provinces`.
    pub province: usize,
    /// Index into `Border::rivers`.
    pub river: usize,
    /// Length of border, km.
    pub border_km: f64,
    /// Residents at the start.
    pub residents: u32,
    /// Tendency to leave against the average county (1).
    pub leave_weight: f64,
    /// Tendency to smuggle against the average county (1).
    pub smuggle_weight: f64,
    /// Share of the border with a fence at the start, 0 to 1.
    pub fence: f64,
    /// Share with a wall at the start, 0 to 1.
    pub wall: f64,
    /// Share with cameras at the start, 0 to 1.
    pub camera: f64,
    /// Share of time that the fence is live, 0 to 1.
    pub power: f64,
}

impl County {
    /// Weight of the county among those who leave: residents × tendency to leave.
    pub fn leavers(&self) -> f64 {
        f64::from(self.residents) * self.leave_weight
    }
}

/// A stratum of residents.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// Name, e.g. `woman, kin abroad, informal trade`.
    pub name: String,
    /// Share of residents.
    pub share: f64,
    /// Multiplier of the hazard of leaving.
    pub leave: f64,
    /// Multiplier of the hazard of smuggling.
    pub smuggle: f64,
    /// Multiplier of means.
    pub means: f64,
    /// Whether they have kin abroad who may send money.
    pub kin: bool,
}
