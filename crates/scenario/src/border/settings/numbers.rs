//! Settings of mechanisms, forces, counties, provinces, strata, trade and sizes of orders.

use super::{Setting, Write, plain, setting};
use crate::border::checked::Scenario;
use amnok_model::given::{County, Force, ForceNumbers, ORDER_KINDS, Province, Stratum};
use amnok_model::inputs::Parameters;
use amnok_model::parameter::Entry;

impl Scenario {
    pub(super) fn mechanisms(&self) -> Vec<Setting> {
        let one = |entry: Entry<Parameters>| Setting {
            key: format!("{}.{}", entry.section, entry.key),
            unit: entry.unit.into(),
            least: entry.least,
            most: entry.most,
            prior: None,
            write: Box::new(move |inputs, value| (entry.write)(&mut inputs.parameters, value)),
        };
        let there = |setting: &Setting| self.basis(&setting.key).is_some();
        Parameters::table().into_iter().map(one).filter(there).collect()
    }

    pub(super) fn forces(&self) -> Vec<Setting> {
        let of = |(place, force): (usize, &Force)| {
            let prefix = format!("force.{}", force.name);
            let rows = ForceNumbers::NUMBERS.iter();
            rows.map(move |row| {
                setting(&prefix, row, move |inputs| {
                    inputs.forces.get_mut(place).map(|force| &mut force.numbers)
                })
            })
        };
        self.inputs.forces.iter().enumerate().flat_map(of).collect()
    }

    pub(super) fn counties(&self) -> Vec<Setting> {
        let of = |(place, county): (usize, &County)| {
            let prefix = format!("county.{}", county.name);
            let rows = County::NUMBERS.iter();
            rows.map(move |row| setting(&prefix, row, move |inputs| inputs.counties.get_mut(place)))
        };
        self.inputs.counties.iter().enumerate().flat_map(of).collect()
    }

    pub(super) fn provinces(&self) -> Vec<Setting> {
        let of = |(place, province): (usize, &Province)| {
            let prefix = format!("province.{}", province.name);
            let rows = Province::NUMBERS.iter();
            rows.map(move |row| setting(&prefix, row, move |inputs| inputs.provinces.get_mut(place)))
        };
        self.inputs.provinces.iter().enumerate().flat_map(of).collect()
    }

    /// Multipliers of the levels of strata. A stratum's multiplier is the product of those of its levels, so that setting a
    /// level multiplies all strata that have it; a level that is zero cannot be set.
    pub(super) fn levels(&self) -> Vec<Setting> {
        let axes = self.axes();
        let mut all = Vec::new();
        let mut within = self.inputs.strata.len();
        for (axis, levels) in &axes {
            within /= levels.len().max(1);
            for (place, level) in levels.iter().enumerate() {
                for row in &Stratum::NUMBERS[1..] {
                    let key = format!("strata.{axis}.{level}.{}", row.key);
                    let now = self.values.iter().find(|v| v.key == key);
                    let now = now.and_then(|v| v.value.parse::<f64>().ok()).unwrap_or(0.0);
                    if now == 0.0 {
                        continue;
                    }
                    let count = levels.len();
                    let write: Write = Box::new(move |inputs, value| {
                        let strata = inputs.strata.iter_mut().enumerate();
                        for (_, stratum) in strata.filter(|(i, _)| i / within % count == place) {
                            (row.write)(stratum, (row.read)(stratum) * (value / now));
                        }
                    });
                    all.push(plain(key, row.unit, (row.least, row.most), write));
                }
            }
        }
        all
    }

    /// Axes of strata with their levels, outermost first.
    fn axes(&self) -> Vec<(String, Vec<String>)> {
        let mut axes: Vec<(String, Vec<String>)> = Vec::new();
        for value in &self.values {
            let inner = value.key.strip_prefix("strata.").and_then(|k| k.strip_suffix(".share"));
            let Some((axis, level)) = inner.and_then(|inner| inner.split_once('.')) else {
                continue;
            };
            match axes.last_mut() {
                Some((last, levels)) if last == axis => levels.push(level.into()),
                _ => axes.push((axis.into(), vec![level.into()])),
            }
        }
        axes
    }

    pub(super) fn trade(&self) -> Vec<Setting> {
        let start = self.inputs.start;
        let months = self.inputs.trade.len();
        let of = |place: usize| {
            let month = i64::from(start.year()) * 12 + i64::from(start.month()) - 1 + place as i64;
            let write: Write = Box::new(move |inputs, value| inputs.trade[place] = value);
            plain(
                format!("trade.{:04}-{:02}", month / 12, month % 12 + 1),
                "index",
                (0.0, 100.0),
                write,
            )
        };
        (0..months).map(of).collect()
    }

    pub(super) fn sizes(&self) -> Vec<Setting> {
        let of = |(place, order): (usize, &amnok_model::given::Order)| {
            let kind = ORDER_KINDS
                .iter()
                .find(|kind| kind.kind == order.kind && kind.unit != "none")?;
            let write: Write = Box::new(move |inputs, value| inputs.orders[place].size = value);
            Some(plain(
                format!("order.{}.size", order.number),
                kind.unit,
                (kind.least, kind.most),
                write,
            ))
        };
        self.inputs.orders.iter().enumerate().filter_map(of).collect()
    }
}
