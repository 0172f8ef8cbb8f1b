//! Values by name: which of them can be set or varied, and setting one.
//!
//! A name is that of `amnok explain`. What cannot be set alone (shares of strata, which sum to one; the twelve months of a
//! river) has no [`Setting`] and is edited in the files.

mod numbers;
mod reporting;

use crate::border::checked::Scenario;
use crate::border::provenance::Basis;
use crate::border::totals::beyond_totals;
use crate::diagnose::nearest;
use amnok_chance::prior::{Prior, Shape};
use amnok_model::inputs::Inputs;
use amnok_model::parameter::Parameter;
use jiff::ToSpan;
use jiff::civil::Date;

/// Writes a number into what a run is given.
pub type Write = Box<dyn Fn(&mut Inputs, f64) + Send + Sync>;

/// The name by which the last day of the period is set.
pub const END: &str = "period.end";

/// A number that can be set by name.
pub struct Setting {
    /// Name, e.g. `bribe.theta` or `force.border-guard.detection`.
    pub key: String,
    /// Unit in words.
    pub unit: String,
    /// Smallest value that makes sense.
    pub least: f64,
    /// Largest value that makes sense.
    pub most: f64,
    /// What is believed of it before anything is learned, where it is assumed.
    pub prior: Option<Prior>,
    write: Write,
}

impl Setting {
    /// Writes the value into `inputs`; counts of persons are rounded.
    pub fn write(&self, inputs: &mut Inputs, value: f64) {
        (self.write)(inputs, value);
    }
}

/// A text on one line of at most eighty letters, as it is echoed in messages.
pub fn in_brief(text: &str) -> String {
    let mut letters = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    let start: String = letters.by_ref().take(80).collect();
    if letters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}

impl Scenario {
    /// Every number that can be set by name, in the order of the scenario's values.
    pub fn settings(&self) -> Vec<Setting> {
        let mut all = self.mechanisms();
        all.extend(self.forces());
        all.extend(self.counties());
        all.extend(self.provinces());
        all.extend(self.levels());
        all.extend(self.trade());
        all.extend(self.sizes());
        all.extend(self.reporting());
        all.extend(self.policy());
        for setting in &mut all {
            setting.prior = self.prior(&setting.key);
        }
        let order = |key: &str| self.values.iter().position(|v| v.key == key);
        all.sort_by_cached_key(|setting| order(&setting.key));
        all
    }

    /// Sets a number, or the last day (`period.end`, a date not after that of the scenario), for this run.
    ///
    /// # Errors
    /// Why not, in words: no such name (with the nearest), no number, or outside the bounds.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        if key == END {
            self.set_end(text)?;
        } else {
            self.set_number(key, text)?;
        }
        self.set.push(format!("{key}={text}"));
        Ok(())
    }

    /// [`Scenario::set`](fn@Scenario::set) of `key=value` in one text.
    ///
    /// # Errors
    /// Why not, in words, after what was asked.
    pub fn set_as_written(&mut self, asked: &str) -> Result<(), String> {
        // A name may hold `=` itself; a number or a date never does.
        let set = match asked.rsplit_once('=') {
            Some((key, text)) => self.set(key, text),
            None => Err("write key=value, e.g. bribe.theta=0.4".into()),
        };
        set.map_err(|why| format!("{}: {why}", in_brief(asked)))
    }

    fn set_number(&mut self, key: &str, text: &str) -> Result<(), String> {
        let settings = self.settings();
        let Some(setting) = settings.iter().find(|setting| setting.key == key) else {
            return Err(self.no_setting(&in_brief(key), &settings));
        };
        let value: f64 = text
            .parse()
            .map_err(|_| format!("{} is not a number", in_brief(text)))?;
        if !(setting.least..=setting.most).contains(&value) {
            let Setting { least, most, unit, .. } = setting;
            return Err(format!("must lie between {least} and {most} ({unit})"));
        }
        let mut inputs = self.inputs.clone();
        setting.write(&mut inputs, value);
        if let Some(why) = beyond_totals(&inputs) {
            return Err(why);
        }
        self.inputs = inputs;
        if let Some(known) = self.values.iter_mut().find(|v| v.key == key) {
            known.value = text.to_owned();
            let (low, high, shape) = match &known.basis {
                Basis::Assumed { low, high, shape, .. } => (*low, *high, *shape),
                Basis::Source(_) => (value, value, Shape::Uniform),
            };
            known.basis = Basis::Assumed {
                why: "set beside the scenario's files".into(),
                low,
                high,
                shape,
                set_with: None,
            };
        }
        Ok(())
    }

    /// Why there is no setting of that name.
    pub fn no_setting(&self, key: &str, settings: &[Setting]) -> String {
        if self.values.iter().any(|v| v.key == key) {
            return format!("{key} cannot be set alone; edit the scenario's files");
        }
        let known = settings.iter().map(|s| s.key.as_str()).chain([END]);
        let near = nearest(key, known).map(|near| format!("; did you mean {near}?"));
        format!("no value of that name{}", near.unwrap_or_default())
    }

    fn set_end(&mut self, text: &str) -> Result<(), String> {
        let start = self.inputs.start;
        let last = start.checked_add((i64::from(self.inputs.days) - 1).days());
        let last = last.map_err(|error| error.to_string())?;
        let end: Date = text
            .parse()
            .map_err(|_| format!("{} is not a date; write for example {last}", in_brief(text)))?;
        if end < start || end > last {
            return Err(format!("must lie between {start} and {last}, the days of the scenario"));
        }
        let days = (end - start).get_days();
        self.inputs.days = u32::try_from(days).unwrap_or(0) + 1;
        Ok(())
    }

    /// What is believed of an assumed value: its range and shape, with the value as the median (the nearer end, where it was set outside).
    fn prior(&self, key: &str) -> Option<Prior> {
        let Basis::Assumed { low, high, shape, .. } = *self.basis(key)? else {
            return None;
        };
        let value: f64 = self.values.iter().find(|v| v.key == key)?.value.parse().ok()?;
        let median = value.clamp(low, high);
        Some(Prior {
            shape,
            low,
            median,
            high,
        })
    }

    fn basis(&self, key: &str) -> Option<&Basis> {
        self.values.iter().find(|v| v.key == key).map(|v| &v.basis)
    }
}

/// A setting of a number that the model states, where it is held.
fn setting<T: 'static>(
    prefix: &str,
    row: &'static Parameter<T>,
    held: impl Fn(&mut Inputs) -> Option<&mut T> + Send + Sync + 'static,
) -> Setting {
    Setting {
        key: format!("{prefix}.{}", row.key),
        unit: row.unit.into(),
        least: row.least,
        most: row.most,
        prior: None,
        write: Box::new(move |inputs, value| {
            if let Some(held) = held(inputs) {
                (row.write)(held, value);
            }
        }),
    }
}

/// A setting of a number that is said by unit and bounds alone.
fn plain(key: String, unit: &str, (least, most): (f64, f64), write: Write) -> Setting {
    Setting {
        key,
        unit: unit.into(),
        least,
        most,
        prior: None,
        write,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario() -> Scenario {
        crate::border::embedded().expect("the embedded scenario is right")
    }

    /// Writing the value that stands changes nothing, for every setting; writing another changes something.
    #[test]
    fn every_setting_writes_the_value_of_its_name() {
        let scenario = scenario();
        let settings = scenario.settings();
        assert!(settings.len() > 300);
        for setting in &settings {
            let value = scenario.values.iter().find(|v| v.key == setting.key);
            let Some(value) = value else { continue };
            let now: f64 = value.value.parse().expect("a number");
            let mut inputs = scenario.inputs.clone();
            setting.write(&mut inputs, now);
            assert!(inputs == scenario.inputs, "{} is not {now}", setting.key);
            setting.write(
                &mut inputs,
                if now == setting.least {
                    setting.most
                } else {
                    setting.least
                },
            );
            assert!(inputs != scenario.inputs, "{} writes nothing", setting.key);
        }
    }

    #[test]
    fn every_assumed_number_can_be_set_but_shares_and_series() {
        let scenario = scenario();
        let settings = scenario.settings();
        for value in &scenario.values {
            let alone = !(value.key.ends_with(".share") || value.key.starts_with("river."));
            let there = settings.iter().any(|s| s.key == value.key);
            assert_eq!(there, alone, "{}", value.key);
        }
    }

    #[test]
    fn the_period_is_cut_short_and_never_lengthened() {
        let mut scenario = scenario();
        scenario.set("period.end", "2019-01-31").expect("a day of the scenario");
        assert_eq!(scenario.inputs.days, 31);
        assert!(scenario.set("period.end", "2019-02-01").is_err());
        assert!(
            scenario
                .set("period.end", "soon")
                .expect_err("no date")
                .contains("2019-01-31")
        );
    }

    #[test]
    fn what_was_set_is_told() {
        let mut scenario = scenario();
        scenario.set_as_written("bribe.theta=0.25").expect("a parameter");
        assert!(scenario.set_as_written("bribe.theta").is_err());
        assert_eq!(scenario.inputs.parameters.bribe.theta, 0.25);
        assert!(scenario.explain("bribe.theta").expect("known").contains("= 0.25"));
        assert_eq!(scenario.set, ["bribe.theta=0.25"]);
    }

    #[test]
    fn errors_name_the_nearest_and_the_bounds() {
        let mut scenario = scenario();
        let mut error = |key: &str, text: &str| scenario.set(key, text).expect_err("wrong");
        assert!(error("bribe.tetha", "1").contains("did you mean bribe.theta?"));
        assert!(error("bribe.theta", "7").contains("between 0 and 1"));
        assert!(error("bribe.theta", "NaN").contains("between 0 and 1"));
        assert!(error("strata.sex.man.share", "0.4").contains("cannot be set alone"));
    }
}
