//! Others who control movement inland: police, neighbourhood units, mobile forces. Who means to cross may be caught by them on his way to the
//! line, whatever deal he has there. Reads orders; what comes of it: [`super::passage`].
//!
//! Source: police and neighbourhood units are told to watch those who might leave (s003-police-the-guards); arrests of families before they had
//! set out (caught-march-2020). Assumed: one hazard a way for each activity, multiplied by a crackdown.

use crate::parameter::numbers;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Hazard that one who leaves is caught on the way to the line, but for a crackdown.
        leave: f64 = "per way", 0.0..=10.0;
        /// Hazard that one who smuggles is caught on the way to the line, but for a crackdown.
        smuggle: f64 = "per way", 0.0..=10.0;
        /// Share of those caught who are arrested; the others are sent home.
        arrest: f64 = "share", 0.0..=1.0;
    }
}

/// What those on the way to the line meet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inland {
    /// Hazard by activity, but for a crackdown.
    pub hazard: [f64; 2],
    /// Share of those caught who are arrested.
    pub arrest: f64,
}

impl Params {
    /// What those on the way to the line meet.
    pub fn inland(&self) -> Inland {
        Inland {
            hazard: [self.leave, self.smuggle],
            arrest: self.arrest,
        }
    }
}
