//! How far a record reaches: the border, who tells, the period.

use crate::given::{Border, Policy};
use jiff::civil::Date;

/// How far a record reaches.
#[derive(Clone, Copy, Debug)]
pub struct Extent<'a> {
    /// The border, who lives and who stands along it.
    pub border: Border<'a>,
    /// Number of commands.
    pub commands: usize,
    /// Number of outlets.
    pub outlets: usize,
    /// What the centre keeps files for; `None`: for nothing.
    pub policy: Option<&'a Policy>,
    /// First day.
    pub start: Date,
    /// Number of days.
    pub days: u32,
}
