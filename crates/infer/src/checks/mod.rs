//! Whether a fit can be believed: calibration on made-up worlds, observations that the rest contradicts, what was learned.
mod calibration;
mod conflict;
mod ecdf;
mod learned;
mod reach;

pub use calibration::{Calibration, HeldOut, Truths, calibrate, made_up};
pub use conflict::{Conflict, conflict, conflicts};
pub use ecdf::{Band, coverage};
pub use learned::learned;
pub use reach::{PLAUSIBLE, Reach, reach};
