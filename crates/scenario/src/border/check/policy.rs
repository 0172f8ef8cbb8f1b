//! `[policy]`: what the centre does by itself, and when.

use super::desk::{Desk, Fields, text};
use super::names::{matter, order_kind, position};
use super::numbers::{Number, size_of};
use super::value::one;
use crate::border::as_written::Item;
use crate::diagnose::{listed, mend_name, quoted};
use amnok_model::given::{Command, ORDER_KINDS, OrderKind, OrderKindInfo, Policy, Response, Scope};

/// Most measures of a playbook.
pub(crate) const MOST_RESPONSES: usize = 100;

/// Places over which the centre adds up.
pub(crate) const SCOPES: [(&str, Scope); 3] = [
    ("border", Scope::Border),
    ("province", Scope::Province),
    ("county", Scope::County),
];

/// Numbers of a policy.
pub(crate) const POLICY_NUMBERS: [Number; 4] = Number::all(Policy::NUMBERS, "policy");

/// Numbers of a measure of the playbook.
pub(crate) const RESPONSE_NUMBERS: [Number; 2] = Number::all(Response::NUMBERS, "response");

/// Checks `[policy]`.
pub(super) fn check(item: &Item, forces: &[String], commands: &[Command], desk: &mut Desk) -> Option<Policy> {
    let mut fields = Fields::of(item, "[policy]", desk)?;
    let command = command(&mut fields, commands, desk);
    let believes = fields.list(
        "believes",
        "names of what can be told of, by whose number it acts",
        desk,
    );
    let believes = believes
        .iter()
        .filter_map(|item| matter(item, "believes", desk))
        .collect();
    let scope = scope(&mut fields, desk);
    let numbers = POLICY_NUMBERS.map(|number| number.read(&mut fields, "policy", desk));
    let command_of = command.and_then(|number| commands.get(number));
    let playbook = fields.tables("playbook", MOST_RESPONSES, desk).iter().enumerate();
    let playbook = playbook.filter_map(|(number, item)| response(item, number + 1, command_of, forces, desk));
    let playbook = playbook.collect();
    fields.done(desk);
    let [window_days, above, patience_days, pause_days] = numbers;
    Some(Policy {
        command: command?,
        believes,
        scope: scope?,
        window_days: window_days? as u32,
        above: above?,
        patience_days: patience_days? as u32,
        pause_days: pause_days? as u32,
        playbook,
    })
}

fn command(fields: &mut Fields, commands: &[Command], desk: &mut Desk) -> Option<usize> {
    let item = fields.need("command", "the name of the command by whose files it goes", desk)?;
    let written = text(item, "command", "the name of a command", desk)?;
    let names = commands.iter().map(|command| command.name.as_str());
    position(written, "command", names, &item.at, desk)
}

fn scope(fields: &mut Fields, desk: &mut Desk) -> Option<Scope> {
    let names = SCOPES.map(|(name, _)| name);
    let item = fields.need("scope", "`border`, `province` or `county`", desk)?;
    let written = text(item, "scope", "`border`, `province` or `county`", desk)?;
    let found = SCOPES.iter().find(|(name, _)| *name == written);
    if found.is_none() {
        desk.findings.say(
            &item.at,
            format!("{} for `scope`", quoted(written)),
            listed(names),
            mend_name(written, names),
        );
    }
    found.map(|(_, scope)| *scope)
}

fn response(
    item: &Item,
    number: usize,
    command: Option<&Command>,
    forces: &[String],
    desk: &mut Desk,
) -> Option<Response> {
    let mut fields = Fields::of(item, "a measure of the playbook", desk)?;
    let prefix = format!("policy.playbook.{number}");
    let written = fields.need("kind", "a kind of order", desk);
    let info = written.and_then(|item| order_kind(text(item, "kind", "a kind of order", desk)?, &item.at, desk));
    if let (Some(info), Some(item), Some(command)) = (info, written, command) {
        may_order(info.kind, item, command, desk);
    }
    let force = info.map(|info| force(&mut fields, info, forces, desk));
    let size = info.and_then(|info| size(&mut fields, info, &prefix, desk));
    let [delay, days] = RESPONSE_NUMBERS;
    let delay = delay.read(&mut fields, &prefix, desk);
    let days = fields
        .maybe(days.key)
        .map(|item| one(item, days.expected(&prefix), desk));
    if info.is_some() {
        fields.done(desk);
    }
    Some(Response {
        kind: info?.kind,
        force: force??,
        size: size?,
        delay_days: delay? as u32,
        days: match days {
            None => None,
            Some(days) => Some(days? as u32),
        },
    })
}

/// A measure must be one that the command may order.
fn may_order(kind: OrderKind, item: &Item, command: &Command, desk: &mut Desk) {
    if command.orders.contains(&kind) {
        return;
    }
    let name = |kind: &OrderKind| {
        ORDER_KINDS
            .iter()
            .find(|info| info.kind == *kind)
            .map_or("?", |info| info.name)
    };
    desk.findings.say(
        &item.at,
        format!("{}, which {} may not order", quoted(name(&kind)), quoted(&command.name)),
        format!("one of {}", listed(command.orders.iter().map(name))),
        "choose another measure, or add the kind to `orders` of the command",
    );
}

/// The force of a measure; the outer `None` where it is wanting or unknown.
fn force(fields: &mut Fields, info: &OrderKindInfo, forces: &[String], desk: &mut Desk) -> Option<Option<usize>> {
    if !info.force {
        return Some(None);
    }
    let item = fields.need("force", "the name of a force", desk)?;
    let written = text(item, "force", "the name of a force", desk)?;
    let names = forces.iter().map(String::as_str);
    position(written, "force", names, &item.at, desk).map(Some)
}

fn size(fields: &mut Fields, info: &OrderKindInfo, prefix: &str, desk: &mut Desk) -> Option<f64> {
    if info.unit == "none" {
        return Some(0.0);
    }
    let item = fields.need("size", "a number with its provenance", desk)?;
    one(item, size_of(info, format!("{prefix}.size")), desk)
}
