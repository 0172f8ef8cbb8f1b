//! What a parameter is: a number with a name, a unit, a meaning and bounds. Each mechanism lists its own in
//! a table; the loader, `amnok explain`, the JSON schema and sweeps all read these tables and nothing else.

use crate::inputs::Parameters;

/// One number of a mechanism, as a row of its table. `T` is that mechanism's `Params` (or a `Force`).
pub struct Parameter<T: 'static> {
    /// Name in the scenario file, within its section.
    pub key: &'static str,
    /// Unit in words: `share`, `per year`, `km`, `days`, `currency`, …
    pub unit: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Smallest value that makes sense.
    pub least: f64,
    /// Largest value that makes sense.
    pub most: f64,
    /// Reads it.
    pub read: fn(&T) -> f64,
    /// Writes it.
    pub write: fn(&mut T, f64),
}

/// Reads a number of the model.
pub type Read = Box<dyn Fn(&Parameters) -> f64 + Send + Sync>;
/// Writes a number of the model.
pub type Write = Box<dyn Fn(&mut Parameters, f64) + Send + Sync>;

/// A parameter of the whole model, whatever mechanism it belongs to.
pub struct Entry {
    /// Section of the scenario file, which is also the name of the mechanism's file.
    pub section: &'static str,
    /// Name within the section.
    pub key: &'static str,
    /// Unit in words.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Smallest value that makes sense.
    pub least: f64,
    /// Largest value that makes sense.
    pub most: f64,
    /// Reads it.
    pub read: Read,
    /// Writes it.
    pub write: Write,
}

/// Binds a mechanism's table to its place in [`Parameters`].
pub fn section<T: 'static>(
    name: &'static str,
    table: &'static [Parameter<T>],
    part: fn(&Parameters) -> &T,
    part_mut: fn(&mut Parameters) -> &mut T,
) -> Vec<Entry> {
    table
        .iter()
        .map(|row| Entry {
            section: name,
            key: row.key,
            unit: row.unit,
            meaning: row.meaning,
            least: row.least,
            most: row.most,
            read: Box::new(move |p| (row.read)(part(p))),
            write: Box::new(move |p, v| (row.write)(part_mut(p), v)),
        })
        .collect()
}
