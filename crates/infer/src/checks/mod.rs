//! Whether a fit may be believed: calibration on known truths, observations that contradict the rest, what can be reached.
mod calibration;
mod conflict;
mod ecdf;
mod reach;

pub use calibration::{Calibration, HeldOut, Seen, Truths, calibrate, made_up};
pub use conflict::{APART, Conflict, Expected, conflicts};
pub use ecdf::{Band, coverage};
pub use reach::{PLAUSIBLE, Reach, reach};
