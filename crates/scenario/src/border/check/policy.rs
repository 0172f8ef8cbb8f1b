//! `[policy]`: what the centre does by itself, and when.

use super::context::{Context, Fields, text};
use super::names::{order_kind, position, topic};
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

/// In the place of a force's name, of a `deploy`: the next layer, which watches the outermost force that stands there.
pub(crate) const NEXT_LAYER: &str = "next";

/// Numbers of a policy.
pub(crate) const POLICY_NUMBERS: [Number; 4] = Number::all(Policy::NUMBERS, "policy");

/// Numbers of a measure of the playbook.
pub(crate) const RESPONSE_NUMBERS: [Number; 2] = Number::all(Response::NUMBERS, "response");

/// Checks `[policy]`.
pub(super) fn check(item: &Item, forces: &[String], commands: &[Command], context: &mut Context) -> Option<Policy> {
    let mut fields = Fields::of(item, "[policy]", context)?;
    let command = command(&mut fields, commands, context);
    let believes = fields.list(
        "believes",
        "names of what can be told of, by whose number it acts",
        context,
    );
    let believes = believes
        .iter()
        .filter_map(|item| topic(item, "believes", context))
        .collect();
    let scope = scope(&mut fields, context);
    let numbers = POLICY_NUMBERS.map(|number| number.read(&mut fields, "policy", context));
    let command_of = command.and_then(|number| commands.get(number));
    let playbook = fields.tables("playbook", MOST_RESPONSES, context).iter().enumerate();
    let playbook = playbook.filter_map(|(number, item)| response(item, number + 1, command_of, forces, context));
    let playbook = playbook.collect();
    fields.done(context);
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

fn command(fields: &mut Fields, commands: &[Command], context: &mut Context) -> Option<usize> {
    let item = fields.need("command", "the name of the command by whose files it goes", context)?;
    let written = text(item, "command", "the name of a command", context)?;
    let names = commands.iter().map(|command| command.name.as_str());
    position(written, "command", names, &item.at, context)
}

fn scope(fields: &mut Fields, context: &mut Context) -> Option<Scope> {
    let names = SCOPES.map(|(name, _)| name);
    let item = fields.need("scope", "`border`, `province` or `county`", context)?;
    let written = text(item, "scope", "`border`, `province` or `county`", context)?;
    let found = SCOPES.iter().find(|(name, _)| *name == written);
    if found.is_none() {
        context.findings.say(
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
    context: &mut Context,
) -> Option<Response> {
    let mut fields = Fields::of(item, "a measure of the playbook", context)?;
    let prefix = format!("policy.playbook.{number}");
    let written = fields.need("kind", "a kind of order", context);
    let info = written.and_then(|item| order_kind(text(item, "kind", "a kind of order", context)?, &item.at, context));
    if let (Some(info), Some(item), Some(command)) = (info, written, command) {
        may_order(info.kind, item, command, context);
    }
    let force = info.map(|info| force(&mut fields, info, forces, context));
    let size = info.and_then(|info| size(&mut fields, info, &prefix, context));
    let [delay, days] = RESPONSE_NUMBERS;
    let delay = delay.read(&mut fields, &prefix, context);
    let days = fields
        .maybe(days.key)
        .map(|item| one(item, days.expected(&prefix), context));
    if info.is_some() {
        fields.done(context);
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
fn may_order(kind: OrderKind, item: &Item, command: &Command, context: &mut Context) {
    if command.orders.contains(&kind) {
        return;
    }
    let name = |kind: &OrderKind| {
        ORDER_KINDS
            .iter()
            .find(|info| info.kind == *kind)
            .map_or("?", |info| info.name)
    };
    context.findings.say(
        &item.at,
        format!("{}, which {} may not order", quoted(name(&kind)), quoted(&command.name)),
        format!("one of {}", listed(command.orders.iter().map(name))),
        "choose another measure, or add the kind to `orders` of the command",
    );
}

/// The force of a measure; the outer `None` where it is wanting or unknown.
fn force(fields: &mut Fields, info: &OrderKindInfo, forces: &[String], context: &mut Context) -> Option<Option<usize>> {
    if !info.force {
        return Some(None);
    }
    let item = fields.need("force", "the name of a force", context)?;
    let written = text(item, "force", "the name of a force", context)?;
    let names = forces.iter().map(String::as_str);
    if info.kind == OrderKind::Deploy && written == NEXT_LAYER && !names.clone().any(|name| name == written) {
        return Some(None);
    }
    position(written, "force", names, &item.at, context).map(Some)
}

fn size(fields: &mut Fields, info: &OrderKindInfo, prefix: &str, context: &mut Context) -> Option<f64> {
    if info.unit == "none" {
        return Some(0.0);
    }
    let item = fields.need("size", "a number with its provenance", context)?;
    one(item, size_of(info, format!("{prefix}.size")), context)
}
