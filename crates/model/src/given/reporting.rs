//! What is reported, and how likely: by units to their commands, by sources to their outlets.

use crate::facts::Topic;

/// How likely a command or outlet hears of a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportingChance {
    /// What.
    pub topic: Topic,
    /// Chance that it is told, under usual conditions: by the unit to its command, or by one source to its outlet. 0 to 1.
    pub chance: f64,
}
