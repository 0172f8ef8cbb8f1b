//! Names that refer to something: to a place, a force, a kind of order, what can be told of.

use super::context::{Context, Fields, text};
use crate::border::as_written::{Item, Text};
use crate::diagnose::{Place, listed, mend_name, quoted};
use amnok_model::facts::Topic;
use amnok_model::given::{County, ORDER_KINDS, OrderKindInfo};

/// The name of a table's own, which nothing before it has.
pub(super) fn own<'a>(
    fields: &mut Fields<'a>,
    what: &str,
    taken: &mut Vec<String>,
    context: &mut Context,
) -> Option<&'a str> {
    let item = fields.need("name", "a name", context)?;
    let name = text(item, "name", "a name", context)?;
    if !context.name(name, &format!("the {what}"), &item.at) {
        return None;
    }
    if taken.iter().any(|t| t == name) {
        context.twice(name, what, &item.at);
        return None;
    }
    taken.push(name.to_string());
    Some(name)
}

/// Which of these names it is; said if it is none.
pub(super) fn position<'a>(
    written: &str,
    what: &str,
    names: impl Iterator<Item = &'a str> + Clone,
    at: &Place,
    context: &mut Context,
) -> Option<usize> {
    let found = names.clone().position(|name| name == written);
    if found.is_none() {
        context.findings.say(
            at,
            format!("the unknown {what} {}", quoted(written)),
            format!("one of {}", listed(names.clone())),
            mend_name(written, names),
        );
    }
    found
}

/// A kind of order.
pub(super) fn order_kind(written: &str, at: &Place, context: &mut Context) -> Option<&'static OrderKindInfo> {
    let names = || ORDER_KINDS.iter().map(|info| info.name);
    let found = ORDER_KINDS.iter().find(|info| info.name == written);
    if found.is_none() {
        let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        context.findings.say(
            at,
            format!("the unknown kind of order {}", quoted(written)),
            format!("one of {}", all.join(", ")),
            mend_name(written, names()),
        );
    }
    found
}

/// What can be told of.
pub(super) fn topic(item: &Item, key: &str, context: &mut Context) -> Option<Topic> {
    let written = text(item, key, "the name of what can be told of", context)?;
    let found = Topic::ALL.into_iter().find(|topic| topic.name() == written);
    if found.is_none() {
        context.findings.say(
            &item.at,
            format!("{} for `{key}`", quoted(written)),
            format!("one of {}", listed(topics())),
            mend_name(written, topics()),
        );
    }
    found
}

/// Names of all that can be told of.
pub(crate) fn topics() -> impl Iterator<Item = &'static str> {
    Topic::ALL.iter().map(|topic| topic.name())
}

/// What a place can be: the counties of a scenario, alone or by province.
pub(super) struct Places<'a> {
    /// Counties, in order along the line.
    pub counties: &'a [County],
    /// Names of provinces.
    pub provinces: &'a [String],
    /// Whether all of them could be read; otherwise nothing is looked up.
    pub known: bool,
}

impl Places<'_> {
    /// Indices of the counties that `all`, or names of provinces and counties joined by `;`, stand for.
    pub fn find(&self, cell: &Text, context: &mut Context) -> Option<Vec<usize>> {
        if !self.known {
            return None;
        }
        if cell.text == "all" {
            return Some((0..self.counties.len()).collect());
        }
        let mut found = Vec::new();
        for name in cell.text.split(';').map(str::trim) {
            for county in self.of_name(name, cell, context) {
                match found.contains(&county) {
                    true => context.twice(&self.counties[county].name, "county", &cell.at),
                    false => found.push(county),
                }
            }
        }
        found.sort_unstable();
        Some(found)
    }

    /// The counties of a province, or the one county of that name.
    fn of_name(&self, name: &str, cell: &Text, context: &mut Context) -> Vec<usize> {
        let province = self.provinces.iter().position(|province| province == name);
        let is_meant = |county: &County| county.name == name || province == Some(county.province);
        let found: Vec<usize> = (0..self.counties.len())
            .filter(|county| is_meant(&self.counties[*county]))
            .collect();
        match (found.is_empty(), province) {
            (false, _) => {}
            (true, Some(_)) => context.findings.say(
                &cell.at,
                format!("the province {}, which has no county", quoted(name)),
                "a place with at least one county",
                "name another place, or add the counties of the province",
            ),
            (true, None) => {
                let counties = self.counties.iter().map(|county| county.name.as_str());
                let provinces = self.provinces.iter().map(String::as_str);
                context.findings.say(
                    &cell.at,
                    format!("the unknown county {}", quoted(name)),
                    "`all`, or provinces of scenario.toml and counties of counties.csv joined by `;`",
                    mend_name(name, counties.chain(provinces).chain(["all"])),
                );
            }
        }
        found
    }
}
