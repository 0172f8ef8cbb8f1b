//! A one-line fault, as cargo-mutants lists it.

use serde_json::Value;

/// Which faults the sample holds follows from this and their names.
const SEED: u64 = 2026;

/// A place in a text: line and column, both from 1.
pub type Point = (usize, usize);

#[derive(Clone, Debug)]
pub struct Fault {
    /// `file:line:column: what is put in place of what`.
    pub name: String,
    /// From the root of the project.
    pub file: String,
    /// What is taken out.
    pub from: Point,
    pub to: Point,
    /// What is put there.
    pub replacement: String,
    /// From where to where the function goes in which it lies; none where it lies in none.
    pub function: Option<(Point, Point)>,
}

impl Fault {
    /// From one entry of `cargo mutants --list --json`.
    pub fn read(entry: &Value) -> Option<Fault> {
        let text = |key: &str| entry[key].as_str().map(str::to_owned);
        let (from, to) = span(&entry["span"])?;
        Some(Fault {
            name: text("name")?,
            file: text("file")?,
            from,
            to,
            replacement: text("replacement")?,
            function: span(&entry["function"]["span"]),
        })
    }

    /// Where it stands in the draw.
    pub fn lot(&self) -> u64 {
        lot(&self.name)
    }
}

fn span(value: &Value) -> Option<(Point, Point)> {
    let whole = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let point = |value: &Value| Some((whole(&value["line"])?, whole(&value["column"])?));
    Some((point(&value["start"])?, point(&value["end"])?))
}

/// A number that spreads names evenly: FNV-1a, mixed once more so that names that are alike lie apart.
fn lot(name: &str) -> u64 {
    let hashed = name.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hashed ^ (hashed >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}
