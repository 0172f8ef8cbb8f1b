//! What a sweep varies, as it is asked for: `KEY=LOW..HIGH`, or `KEY` over its declared range.

use amnok_lab::sweep::Factor;
use amnok_scenario::{Scenario, Setting};

/// What is varied: as asked, or every assumed value over its declared range.
///
/// # Errors
/// In words: no such value, an empty range or one outside the bounds, a value named twice.
pub fn factors(scenario: &Scenario, asked: &[String]) -> Result<Vec<Factor>, String> {
    let settings = scenario.settings();
    let factor = |s: &Setting, (low, high): (f64, f64)| Factor {
        key: s.key.clone(),
        unit: s.unit.clone(),
        low,
        high,
    };
    let mut all: Vec<Factor> = Vec::new();
    if asked.is_empty() {
        let wide = |s: &&Setting| s.range.is_some_and(|(low, high)| low < high);
        all.extend(settings.iter().filter(wide).filter_map(|s| Some(factor(s, s.range?))));
    }
    for text in asked {
        let wrong = |why: String| format!("--vary {text}: {why}");
        let (key, range) = match text.split_once('=') {
            None => (text.as_str(), None),
            Some((key, range)) => (key, Some(bounds(range).map_err(wrong)?)),
        };
        let fits: Vec<&Setting> = settings.iter().filter(|s| like(key, &s.key)).collect();
        if fits.is_empty() {
            return Err(wrong(scenario.no_setting(key, &settings)));
        }
        for setting in fits {
            all.push(factor(setting, within(setting, range).map_err(wrong)?));
        }
    }
    for (place, factor) in all.iter().enumerate() {
        if all[..place].iter().any(|other| other.key == factor.key) {
            return Err(format!("--vary: {} is varied twice", factor.key));
        }
    }
    Ok(all)
}

/// Reads `low..high`.
fn bounds(text: &str) -> Result<(f64, f64), String> {
    let pair = text
        .split_once("..")
        .and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    match pair {
        None => Err(format!("{text} is no range; write low..high, e.g. 0.2..0.6")),
        Some((low, high)) if low < high => Ok((low, high)),
        Some((low, high)) => Err(format!(
            "the range {low}..{high} is empty; write the smaller number first"
        )),
    }
}

/// The range asked for, or the declared one, if it makes sense for the value.
fn within(setting: &Setting, range: Option<(f64, f64)>) -> Result<(f64, f64), String> {
    let Setting { key, least, most, .. } = setting;
    let Some((low, high)) = range.or(setting.range) else {
        return Err(format!(
            "{key} has a source and no declared range; write {key}=LOW..HIGH"
        ));
    };
    if low < *least || high > *most {
        return Err(format!("{key} must lie between {least} and {most} ({})", setting.unit));
    }
    if low >= high {
        return Err(format!(
            "the declared range of {key}, {low} to {high}, is empty; write {key}=LOW..HIGH"
        ));
    }
    Ok((low, high))
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn like(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|left| {
            let ends = left.char_indices().map(|(place, _)| place).chain([left.len()]);
            ends.into_iter().any(|place| like(rest, &left[place..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(
            like("force.*.detection", "force.storm-corps.detection") && like("*", "") && like("bribe.*", "bribe.theta")
        );
        assert!(!like("force.*.hit", "force.storm-corps.detection") && !like("bribe", "bribe.theta"));
    }

    #[test]
    fn every_assumed_value_varies_if_nothing_is_said() {
        let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let all = factors(&scenario, &[]).expect("factors");
        assert!(all.len() > 300 && all.iter().all(|f| f.low < f.high));
    }
}
