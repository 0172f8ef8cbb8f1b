//! The lines of the table, in Markdown and in CSV.
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The benchmark, as in `B1`.
    pub id: String,
    /// What was measured.
    pub what: String,
    /// How much of it.
    pub figure: f64,
    /// Its unit; empty for a share.
    pub unit: String,
    /// What it should be, in words; empty where there is no goal.
    pub goal: String,
    /// Whether it is; true where there is no goal.
    pub met: bool,
    /// The day on which it was measured, and the machine; empty before it is kept.
    #[serde(default)]
    pub measured: String,
}

/// A figure that should be so much at most.
pub fn at_most(id: &str, what: impl Into<String>, figure: f64, unit: &str, most: f64) -> Line {
    Line {
        goal: format!("≤ {most}"),
        met: figure <= most,
        ..free(id, what, figure, unit)
    }
}

/// A figure that should be so much at least.
pub fn at_least(id: &str, what: impl Into<String>, figure: f64, unit: &str, least: f64) -> Line {
    Line {
        goal: format!("≥ {least}"),
        met: figure >= least,
        ..free(id, what, figure, unit)
    }
}

/// A figure without a goal.
pub fn free(id: &str, what: impl Into<String>, figure: f64, unit: &str) -> Line {
    Line {
        id: id.into(),
        what: what.into(),
        figure,
        unit: unit.into(),
        goal: String::new(),
        met: true,
        measured: String::new(),
    }
}

/// The lines as they stand in the docs.
pub fn markdown(lines: &[Line], header: bool) -> String {
    let mut text = String::new();
    if header {
        text.push_str("| | what | figure | goal | |\n|---|---|--:|---|---|\n");
    }
    for line in lines {
        let verdict = match (line.goal.is_empty(), line.met) {
            (true, _) => "",
            (false, true) => "met",
            (false, false) => "missed",
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} {} | {} | {verdict} |",
            line.id,
            line.what,
            digits(line.figure),
            line.unit,
            line.goal
        );
    }
    text
}

/// The lines as they are kept.
pub fn csv(lines: &[Line]) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines {
        writer.serialize(line).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// Lines that were kept; those that do not say when are of the day given.
pub fn read(text: &str, day: &str) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for line in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let mut line: Line = line.map_err(|error| error.to_string())?;
        if line.measured.is_empty() {
            line.measured = day.into();
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Three digits that count.
fn digits(x: f64) -> String {
    let places = if x >= 100.0 {
        0
    } else if x >= 10.0 {
        1
    } else if x >= 1.0 {
        2
    } else {
        3
    };
    format!("{x:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_with_its_day() {
        let old = "id,what,figure,unit,goal,met\nB1,\"bare loop, as many\",114.5,ns,,true\n";
        let mut lines = read(old, "2026-01-02").unwrap();
        assert_eq!(lines[0].what, "bare loop, as many");
        assert_eq!(lines[0].measured, "2026-01-02");
        lines.push(Line {
            measured: "2026-01-03".into(),
            ..at_least("B4", "time, \"a\" / b", 0.25, "times", 1000.0)
        });
        assert!(!lines[1].met);
        assert_eq!(read(&csv(&lines).unwrap(), "2026-01-04").unwrap(), lines);
    }
}
