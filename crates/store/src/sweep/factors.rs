//! What a sweep varies, as it is asked for: `KEY=LOW..HIGH`, or `KEY` over its declared range.

use amnok_chance::prior::Prior;
use amnok_lab::sweep::Factor;
use amnok_scenario::{Scenario, Setting, in_brief};

/// What is varied: as asked, or every assumed value over its declared range, but for those that were set.
///
/// # Errors
/// In words: no such value, an empty range or one outside the bounds, a value named twice.
pub fn factors(scenario: &Scenario, asked: &[String]) -> Result<Vec<Factor>, String> {
    let settings = scenario.settings();
    let factor = |s: &Setting, prior: Prior| Factor {
        key: s.key.clone(),
        unit: s.unit.clone(),
        prior,
    };
    let mut all: Vec<Factor> = Vec::new();
    if asked.is_empty() {
        let is_set = |s: &Setting| {
            scenario
                .set
                .iter()
                .any(|set| set.rsplit_once('=').is_some_and(|(key, _)| key == s.key))
        };
        let wide = |s: &Setting| Some(factor(s, s.prior.filter(|prior| prior.low < prior.high && !is_set(s))?));
        all.extend(settings.iter().filter_map(wide));
    }
    for text in asked {
        let wrong = |why: String| format!("--vary {}: {why}", in_brief(text));
        let fitting = |key: &str| settings.iter().filter(|s| like(key, &s.key)).collect::<Vec<&Setting>>();
        // A name may hold `=` itself; a range never does.
        let (key, range) = match text.rsplit_once('=') {
            Some((key, range)) if fitting(text).is_empty() => (key, Some(bounds(range).map_err(wrong)?)),
            _ => (text.as_str(), None),
        };
        let fits = fitting(key);
        if fits.is_empty() {
            return Err(wrong(scenario.no_setting(&in_brief(key), &settings)));
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
    let mut most = scenario.inputs.clone();
    for (setting, factor) in settings
        .iter()
        .filter_map(|s| Some((s, all.iter().find(|f| f.key == s.key)?)))
    {
        setting.write(&mut most, factor.prior.high);
    }
    match amnok_scenario::beyond_totals(&most) {
        Some(why) => Err(format!("--vary, every value at its highest: {why}")),
        None => Ok(all),
    }
}

/// Reads `low..high`.
fn bounds(text: &str) -> Result<(f64, f64), String> {
    let pair = text
        .split_once("..")
        .and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    match pair {
        None => Err(format!(
            "{} is no range; write low..high, e.g. 0.2..0.6",
            in_brief(text)
        )),
        Some((low, high)) if low < high => Ok((low, high)),
        Some((low, high)) => Err(format!(
            "the range {low}..{high} is empty; write the smaller number first"
        )),
    }
}

/// The range asked for, every value in it alike, or what the scenario declares, if it makes sense for the value.
fn within(setting: &Setting, range: Option<(f64, f64)>) -> Result<Prior, String> {
    let Setting { key, least, most, .. } = setting;
    let Some(prior) = range.map(|(low, high)| Prior::even(low, high)).or(setting.prior) else {
        return Err(format!(
            "{key} has a source and no declared range; write {key}=LOW..HIGH"
        ));
    };
    let Prior { low, high, .. } = prior;
    if low < *least || high > *most {
        return Err(format!("{key} must lie between {least} and {most} ({})", setting.unit));
    }
    if low >= high {
        return Err(format!(
            "the declared range of {key}, {low} to {high}, is empty; write {key}=LOW..HIGH"
        ));
    }
    Ok(prior)
}

/// Whether a name fits a pattern in which `*` stands for anything. Each piece between two stars is looked for once, so that no
/// pattern takes long.
fn like(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut left) = name.strip_prefix(start) else {
        return false;
    };
    let (between, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in between.split('*').filter(|piece| !piece.is_empty()) {
        match left.split_once(piece) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(
            like("force.*.detection", "force.storm-corps.detection") && like("*", "") && like("bribe.*", "bribe.theta")
        );
        assert!(
            like("a*b*c", "a-b-b-c") && like("**", "x") && like("*a", "ba") && !like("a*a", "a") && !like("*a*b", "ba")
        );
        assert!(!like("force.*.hit", "force.storm-corps.detection") && !like("bribe", "bribe.theta"));
    }

    /// Eight stars once took longer than anybody waited.
    #[test]
    fn many_stars_take_no_longer_than_one() {
        let pattern = format!("{}!", "*a".repeat(100_000));
        assert!(!like(&pattern, &"a".repeat(100_000)));
    }

    #[test]
    fn every_assumed_value_varies_if_nothing_is_said() {
        let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let all = factors(&scenario, &[]).expect("factors");
        assert!(all.len() > 300 && all.iter().all(|f| f.prior.low < f.prior.high));
    }
}
