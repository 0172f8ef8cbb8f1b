//! Numbers that the format knows by their keys: unit, meaning, bounds, and which part of the model holds them.

use super::context::{Context, Fields};
use super::value::{Expected, one};
use amnok_model::given::OrderKindInfo;
use amnok_model::parameter::{Parameter, used_by};

/// One of them.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    pub key: &'static str,
    pub unit: &'static str,
    pub meaning: &'static str,
    pub least: f64,
    pub most: f64,
    /// Name by which the model looks up what uses it ([`used_by`]).
    pub holder: &'static str,
}

impl Number {
    /// One that the model states.
    pub(crate) const fn of<T, V>(row: &'static Parameter<T, V>, holder: &'static str) -> Number {
        Number {
            key: row.key,
            unit: row.unit,
            meaning: row.meaning,
            least: row.least,
            most: row.most,
            holder,
        }
    }

    /// All numbers of one holder.
    pub(crate) const fn all<T, V, const N: usize>(
        rows: &'static [Parameter<T, V>],
        holder: &'static str,
    ) -> [Number; N] {
        assert!(rows.len() == N, "as many as are taken");
        let mut all = [Number::of(&rows[0], holder); N];
        let mut number = 1;
        while number < N {
            all[number] = Number::of(&rows[number], holder);
            number += 1;
        }
        all
    }

    /// The number of a table, which must be there.
    pub(super) fn read(&self, fields: &mut Fields, prefix: &str, context: &mut Context) -> Option<f64> {
        let item = fields.need(self.key, "a number with its provenance", context)?;
        one(item, self.expected(prefix), context)
    }

    /// What is expected of it where it belongs to `prefix`, e.g. `river.Yalu`.
    pub(crate) fn expected(&self, prefix: &str) -> Expected<'static> {
        Expected {
            key: format!("{prefix}.{}", self.key),
            unit: self.unit,
            meaning: self.meaning,
            least: self.least,
            most: self.most,
            used_by: used_by(self.holder, self.key),
        }
    }
}

/// What is expected of the size of an order of that kind.
pub(super) fn size_of(info: &OrderKindInfo, key: String) -> Expected<'static> {
    Expected {
        key,
        unit: info.unit,
        meaning: info.meaning,
        used_by: used_by("order", info.name),
        least: info.least,
        most: info.most,
    }
}
