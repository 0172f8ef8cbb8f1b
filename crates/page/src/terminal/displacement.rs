//! The end of a run, camp by camp, for a terminal.

use crate::displacement::apart;
use crate::numbers::whole;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use amnok_store::tables::displacement::{camp_names, date, errors, summary};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// Camps on the last day beside what was registered, the three errors, time and memory, and where the folder is.
pub fn text(conflict: &Conflict, all: &Replicates, ran: &Value, out: &Path) -> String {
    let days = conflict.displacement.days as usize;
    let names = camp_names(conflict);
    let wide = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(28);
    let mut text = format!("{}: {days} days, replicates: {}\n\n", conflict.name, all.courses.len());
    let head = format!("people on {}", date(conflict.start, days.saturating_sub(1)));
    let _ = writeln!(
        text,
        "{head:<wide$} {:>12} {:>12} {:>12} {:>12} {:>9}",
        "simulated", "5 %", "95 %", "registered", "error"
    );
    for at in summary(all).iter().filter(|at| at.day + 1 == days) {
        let (mean, spread) = (at.simulated.mean, at.simulated.spread);
        let error = apart(mean, at.registered as f64);
        let _ = writeln!(
            text,
            "{:<wide$} {:>12} {:>12} {:>12} {:>12} {error:>9}",
            names[at.camp],
            whole(mean),
            whole(spread.low),
            whole(spread.high),
            whole(at.registered as f64)
        );
    }
    let _ = writeln!(
        text,
        "\n{:<wide$} {:>12} {:>12} {:>12}",
        "error, mean over days", "mean", "5 %", "95 %"
    );
    for (measure, over) in errors(all) {
        let (mean, low, high) = (over.mean, over.spread.low, over.spread.high);
        let _ = writeln!(text, "{:<wide$} {mean:>12.4} {low:>12.4} {high:>12.4}", measure.words());
    }
    let seconds = ran["wall_seconds"].as_f64().unwrap_or(0.0);
    let memory = ran["peak_memory_bytes"].as_f64();
    let memory = memory.map_or(String::new(), |bytes| format!(", {:.0} MB of memory", bytes / 1e6));
    let _ = writeln!(
        text,
        "\nThe intervals show chance only, not how uncertain the inputs are.\n{seconds:.1} s{memory}. The report: {}",
        out.join("report.html").display()
    );
    text
}
