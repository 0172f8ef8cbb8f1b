//! What only a run shows: camps that stay empty although people are registered to arrive.

use super::Conflict;
use crate::diagnose::{Diagnostic, Findings, quoted};
use amnok_displacement::Course;

/// A camp stays empty if it never holds this share of those who are registered there at most.
const EMPTY: f64 = 0.01;
/// Fewer registered people than this are not looked at.
const FEW: i64 = 50;

impl Conflict {
    /// Warns of camps that stay empty in every one of these histories although people are registered to arrive there, but for
    /// those of which [`Conflict::warnings`] says already that nobody can reach them.
    pub fn seen_in(&self, courses: &[Course]) -> Vec<Diagnostic> {
        let mut findings = Findings::default();
        for (column, place) in self.displacement.camps().into_iter().enumerate() {
            let rows = || courses.iter().flat_map(|course| &course.rows);
            let most = |of: fn(&amnok_displacement::Row) -> &Vec<i64>| {
                rows().filter_map(|row| of(row).get(column)).max().copied().unwrap_or(0)
            };
            let (simulated, registered) = (most(|row| &row.simulated), most(|row| &row.registered));
            let empty = registered >= FEW && (simulated as f64) < EMPTY * registered as f64;
            let at = &self.lines[place];
            let said = |w: &Diagnostic| w.file == *at.file && w.line == at.line;
            if empty && !self.warnings.iter().any(said) {
                let name = quoted(&self.displacement.network.places[place].name);
                findings.say(
                    at,
                    format!(
                        "the camp {name}, which stays empty: at most {simulated} people in {} simulated, up to {registered} registered",
                        histories(courses.len())
                    ),
                    "people where they are registered",
                    "see its routes and their lengths, its capacity, its closures, and the weights of other places",
                );
            }
        }
        findings.finish().map_or(Vec::new(), |all| all.0)
    }
}

fn histories(n: usize) -> String {
    match n {
        1 => "one history".into(),
        n => format!("{n} histories"),
    }
}
