//! What values, orders and places are called on pages: never by a key alone.

use crate::numbers::as_written;
use amnok_model::facts::Topic;
use amnok_model::given::ORDER_KINDS;
use amnok_scenario::{END, OrderText, Scenario, of_order};

/// A topic in the words of readers, and its unit.
pub fn topic(topic: Topic) -> (&'static str, &'static str) {
    match topic {
        Topic::Crossed => ("Passages to the other side", "attempts"),
        Topic::TurnedBack => ("Turned back or given up", "attempts"),
        Topic::Arrested => ("Arrests", "attempts"),
        Topic::Shot => ("Shootings", "persons hit"),
        Topic::Electrocuted => ("Caught by a live fence", "persons"),
        Topic::Mine => ("Caught by a mine", "persons"),
        Topic::Drowned => ("Drowned in the river", "persons"),
        Topic::SentBack => ("Sent back by the other side", "attempts"),
        Topic::Fined => ("Fined by the other side and turned back", "attempts"),
        Topic::Held => ("Held by the other side", "attempts"),
        Topic::WorkerDeaths => ("Deaths of soldiers at work", "persons"),
        Topic::FoundOut => ("Guards found complicit", "guards"),
        Topic::Loiterers => ("Loiterers on the far bank", "persons"),
        Topic::MineSoldierDeaths => ("Deaths of soldiers on mines", "persons"),
        Topic::RingCases => ("Large cases of smuggling rings", "cases"),
        Topic::OthersShot => ("Deaths by fire of others", "persons"),
        Topic::Animals => ("Animals of the far bank at the water", "cases"),
    }
}

/// The meaning of a value; of one of many of its kind (forces, counties, months) with the name of which before it.
pub fn label(key: &str, meaning: &str) -> String {
    match key.split_once('.').and_then(|(kind, rest)| which(kind, rest)) {
        Some(which) => format!("{which}: {meaning}"),
        None => meaning.to_owned(),
    }
}

/// Which of many of its kind the rest of a key names, in words.
fn which(kind: &str, rest: &str) -> Option<String> {
    let before_last = || rest.rsplit_once('.').map_or(rest, |(name, _)| name);
    Some(match kind {
        "force" => in_words(before_last()),
        "county" | "province" | "river" => before_last().to_owned(),
        "command" | "outlet" => teller(before_last()),
        "strata" => match before_last().split_once('.') {
            // A level that says what it is a level of needs no axis before it.
            Some((axis, level)) if level.contains(axis) => in_words(level),
            Some((axis, level)) => format!("{}, {level}", in_words(axis)),
            None => in_words(before_last()),
        },
        "trade" => month(rest).unwrap_or_else(|| rest.to_owned()),
        "policy" => format!("Measure {}", rest.strip_prefix("playbook.")?.split('.').next()?),
        _ => return None,
    })
}

/// A command or an outlet, and of what it hears, through which stage or where.
fn teller(name: &str) -> String {
    if let Some((name, heard)) = name.split_once(".hears.") {
        let known = Topic::ALL.into_iter().find(|known| known.name() == heard);
        return format!("{name}, {}", lower(known.map_or(heard, |known| topic(known).0)));
    }
    let parts = name
        .split_once(".sources.")
        .map(|(name, place)| format!("{name}, sources in {}", places(place)));
    let parts = parts.or_else(|| {
        let (name, number) = name.split_once(".stage.")?;
        Some(format!("{name}, stage {number}"))
    });
    parts.unwrap_or_else(|| name.to_owned())
}

/// `2031-01` as `January 2031`.
fn month(text: &str) -> Option<String> {
    let (year, month) = text.split_once('-')?;
    month_of(year.parse().ok()?, month.parse().ok()?)
}

/// `March 2020`; none where there is no such month.
pub fn month_of(year: i16, month: i8) -> Option<String> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = NAMES.get(usize::try_from(month.checked_sub(1)?).ok()?)?;
    Some(format!("{name} {year}"))
}

/// What a value of a scenario is called; its key, where the scenario has none of that key. A value of an order is told from others by date and
/// place of the order.
pub fn called(scenario: &Scenario, key: &str) -> String {
    let Some(value) = scenario.values.iter().find(|value| value.key == key) else {
        return key.to_owned();
    };
    match of_order(key).and_then(|(row, _)| scenario.orders.get(row)) {
        Some(order) => format!("{}: {}", which_order(order), value.meaning),
        None => match numbered(scenario, key) {
            Some(which) => format!("{which}: {}", value.meaning),
            None => label(key, &value.meaning),
        },
    }
}

/// What a scenario says of which one a number in a key is: of a stage of a chain to whom a report is on its way there, of a measure what is ordered.
fn numbered(scenario: &Scenario, key: &str) -> Option<String> {
    if let Some(rest) = key.strip_prefix("policy.playbook.") {
        let number: usize = rest.split('.').next()?.parse().ok()?;
        let measure = scenario.inputs.policy.as_ref()?.playbook.get(number.checked_sub(1)?)?;
        let kind = ORDER_KINDS.iter().find(|kind| kind.kind == measure.kind)?;
        return Some(format!("Measure {number}, {}", lower(&in_words(kind.name))));
    }
    let (name, rest) = key.strip_prefix("command.")?.split_once(".stage.")?;
    let number: usize = rest.split('.').next()?.parse().ok()?;
    let command = scenario.inputs.commands.iter().find(|command| command.name == name)?;
    let stage = command.stages.get(number.checked_sub(1)?)?;
    Some(format!("{name}, on the way to {}", stage.to))
}

/// What was set beside the files of a scenario, `key=value`, in words.
pub fn was_set(scenario: &Scenario, set: &str) -> String {
    match set.rsplit_once('=') {
        Some((END, day)) => format!("last day {day}"),
        Some((key, value)) => format!("{}: {}", called(scenario, key).trim_end_matches('.'), as_written(value)),
        None => set.to_owned(),
    }
}

/// The name of a kind of order or of a force in the words of readers.
pub fn in_words(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The id of a claim or value as the name of a place on the page.
pub fn anchor(kind: &str, id: &str) -> String {
    let letter = |c: char| {
        if c.is_alphanumeric() || ".-_".contains(c) {
            c
        } else {
            '_'
        }
    };
    format!("{kind}-{}", id.chars().map(letter).collect::<String>())
}

/// The same within a sentence.
pub fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// Places of an order as readers see them.
pub fn places(place: &str) -> String {
    match place {
        "all" => "the whole border".into(),
        named => named.replace(';', ", "),
    }
}

/// The size of an order of a kind with its unit; empty where it has none.
pub fn size(kind: &str, size: &str) -> String {
    let unit = ORDER_KINDS
        .iter()
        .find(|known| known.name == kind)
        .map(|known| known.unit);
    let number = as_written(size);
    match unit {
        _ if size.is_empty() => String::new(),
        Some("share") => format!("a share of {number}"),
        Some("level") => format!("level {number}"),
        Some("multiple") => format!("{number} times"),
        Some("persons per group") => format!("{number} persons a group"),
        Some(unit) if unit != "none" => format!("{number} {unit}"),
        _ => number,
    }
}

/// Which order it is, in words: its kind, date and place.
pub fn which_order(order: &OrderText) -> String {
    format!("{} of {}, {}", in_words(&order.kind), order.date, places(&order.place))
}

/// An order in words, without its date.
pub fn ordered(kind: &str, place: &str, force: &str, of_size: &str) -> String {
    let parts = [
        in_words(kind),
        places(place),
        force.replace('-', " "),
        size(kind, of_size),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// The unit of a value of a scenario; nothing where it has none.
pub fn unit(scenario: &Scenario, unit: &str) -> String {
    match unit {
        "none" => String::new(),
        _ => unit.replace("currency", &scenario.inputs.currency),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_an_order_is_told_by_date_and_place() {
        let scenario = amnok_scenario::embedded().expect("it is right");
        let named = called(&scenario, "order.0.size");
        assert!(named.starts_with("Crossings of 2020-01-01, Chagang: "), "{named}");
        assert_eq!(called(&scenario, "no.such"), "no.such");
        // Stages of a chain were called by number.
        let stage = called(&scenario, "command.Command 725.stage.2.days");
        let way = "Command 725, on the way to Military Politics Guidance Bureau: ";
        assert!(stage.starts_with(way), "{stage}");
        assert_eq!(unit(&scenario, "currency per day"), "USD per day");
        assert_eq!(
            (places("all"), places("A;B")),
            ("the whole border".into(), "A, B".into())
        );
    }

    /// A size stood alone: 400 of what?
    #[test]
    fn an_order_says_the_unit_of_its_size() {
        for (kind, of, text) in [
            ("deploy", "25000", "25,000 persons"),
            ("complain", "0.7", "a share of 0.7"),
            ("alert", "1", "level 1"),
            ("inspect", "2", "2 times"),
            ("close-trade", "", ""),
            ("no-such", "3", "3"),
        ] {
            assert_eq!(size(kind, of), text);
        }
        assert_eq!(ordered("build-fence", "A;B", "", "25"), "Build fence, A, B, 25 km");
        assert_eq!(
            ordered("deploy", "all", "storm-corps", "400"),
            "Deploy, the whole border, storm corps, 400 persons"
        );
    }

    #[test]
    fn values_of_one_kind_are_told_apart() {
        for (key, text) in [
            ("bribe.theta", "m"),
            ("force.border-guard.detection", "Border guard: m"),
            ("county.St. Anne.residents", "St. Anne: m"),
            ("trade.2031-01", "January 2031: m"),
            ("strata.sex.man.share", "Sex, man: m"),
            ("strata.kin abroad.no kin abroad.share", "No kin abroad: m"),
            ("command.Aug. 4.hears.arrested.chance", "Aug. 4, arrests: m"),
            ("command.Aug. 4.stage.2.days", "Aug. 4, stage 2: m"),
            (
                "outlet.Daily.sources.all.number",
                "Daily, sources in the whole border: m",
            ),
            ("outlet.Daily.lag_days", "Daily: m"),
            ("policy.playbook.3.size", "Measure 3: m"),
            ("policy.threshold", "m"),
        ] {
            assert_eq!(label(key, "m"), text);
        }
    }
}
