//! The tables of scenario.toml that hold the numbers of the mechanisms: which there are, and which a scenario may do without.

use amnok_model::inputs::Parameters;
use amnok_model::parameter::Entry;

/// The table of a mechanism.
pub(crate) struct Section {
    /// Its name, which is also that of the mechanism's file.
    pub name: &'static str,
    /// Its numbers.
    pub numbers: Vec<Entry<Parameters>>,
}

impl Section {
    /// Whether a scenario may do without it: every number is then 0, so that the mechanism does not act. Where a number must be above 0
    /// the table must be there.
    pub fn may_be_left_out(&self) -> bool {
        self.numbers.iter().all(|number| number.least <= 0.0)
    }
}

/// All of them, in the order of the model's statement.
pub(crate) fn sections() -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    for number in Parameters::table() {
        match all.last_mut() {
            Some(section) if section.name == number.section => section.numbers.push(number),
            _ => all.push(Section {
                name: number.section,
                numbers: vec![number],
            }),
        }
    }
    all
}
