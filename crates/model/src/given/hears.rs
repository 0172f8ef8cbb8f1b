//! What tellers hear of: units of their commands, sources of their outlets.

use crate::facts::Matter;

/// A matter that a command or outlet hears of.
#[derive(Clone, Debug, PartialEq)]
pub struct Hears {
    /// What.
    pub matter: Matter,
    /// Chance that it is told, under usual conditions: by the unit to its command, or by one source to its outlet. 0 to 1.
    pub chance: f64,
}
