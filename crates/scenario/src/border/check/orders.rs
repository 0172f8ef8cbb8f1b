//! orders.csv: what was ordered, when, where, on which source.

use super::context::Context;
use super::names::{Places, order_kind, position};
use super::numbers::size_of;
use super::scenario_toml::Main;
use super::sheet::rows;
use super::value::cells;
use crate::border::as_written::{Sheet, Text};
use crate::border::checked::OrderText;
use crate::border::totals;
use crate::diagnose::{Place, listed, quoted};
use amnok_model::given::{Order, OrderKind, OrderKindInfo};

const COLUMNS: [&str; 10] = [
    "date",
    "kind",
    "place",
    "force",
    "size",
    "delay_days",
    "end",
    "size_basis",
    "source",
    "note",
];
const MOST_ORDERS: usize = 10_000;

/// Checks orders.csv.
pub(crate) fn check(
    sheet: &Sheet,
    main: &Main,
    places: &Places,
    context: &mut Context,
) -> (Vec<Order>, Vec<OrderText>) {
    let (mut orders, mut texts, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for (number, row) in rows(sheet, &COLUMNS, MOST_ORDERS, context).into_iter().enumerate() {
        let Ok(row) = <[&Text; 10]>::try_from(row) else {
            continue;
        };
        let before = context.findings.len();
        let order = one(number, row, main, places, context);
        if let Some(order) = order.filter(|_| context.findings.len() == before) {
            orders.push(order);
            written.push(row[0].at.clone());
        }
        let [date, kind, place, force, size, _, _, _, source, note] = row.map(|cell| cell.text.clone());
        texts.push(OrderText {
            number,
            date,
            kind,
            place,
            force,
            size,
            note,
            source,
        });
    }
    against_each_other(&orders, &written, context);
    if places.known && main.period.is_some() && orders.len() == sheet.rows.len() {
        never_deployed(&orders, &written, main, context);
    }
    let guards = totals::guards(places.counties, &main.forces, &orders);
    if guards.is_beyond() {
        context.findings.say(
            &sheet.top,
            format!("{} persons of all forces, posted or deployed", guards.sum.round()),
            format!("at most {}", guards.most),
            "check strength_per_km of the forces in scenario.toml and the sizes of deployments",
        );
    }
    orders.sort_by_key(|o| (o.day, o.number));
    (orders, texts)
}

fn one(number: usize, row: [&Text; 10], main: &Main, places: &Places, context: &mut Context) -> Option<Order> {
    let [date, kind, place, force, size, delay, end, size_basis, source, _] = row;
    let start = main.period.map(|(start, _)| start);
    let given = context.date(&date.text, "the date", &date.at);
    let delay = delay_days(delay, context);
    let until = if end.text.is_empty() {
        None
    } else {
        context.date(&end.text, "the end", &end.at)
    };
    let day = given
        .zip(start)
        .zip(delay)
        .and_then(|((given, start), delay)| Some(start.until(given).ok()?.get_days() + delay));
    let last = until
        .zip(start)
        .and_then(|(until, start)| Some(start.until(until).ok()?.get_days()));
    if let (Some(day), Some(last)) = (day, last)
        && last <= day
    {
        context.findings.say(
            &end.at,
            format!("an order that ends on {} before it takes effect", end.text),
            "an end after the date plus the delay (the end is the first day on which it no longer holds)",
            "mend the date, the delay or the end; leave the end empty if it holds for good",
        );
    }
    let counties = places.find(place, context);
    order_source(source, context);
    let info = order_kind(&kind.text, &kind.at, context)?;
    let force = which_force(force, info, main, places.known, context);
    let size = how_much(number, size, size_basis, info, context);
    Some(Order {
        number,
        day: day?,
        end: last,
        kind: info.kind,
        counties: counties?,
        force,
        size: size?,
    })
}

fn delay_days(cell: &Text, context: &mut Context) -> Option<i32> {
    if cell.text.is_empty() {
        return Some(0);
    }
    let days = cell.text.parse().ok().filter(|days| (0..=3650).contains(days));
    if days.is_none() {
        context.findings.say(
            &cell.at,
            format!("{} for the delay", quoted(&cell.text)),
            "a whole number of days from 0 to 3650, or nothing",
            "write the days between the order and its effect",
        );
    }
    days
}

fn order_source(cell: &Text, context: &mut Context) {
    if cell.text.is_empty() {
        context.findings.say(
            &cell.at,
            "an order without a source",
            "the id of a claim in evidence.toml, or `assumed: why`",
            "say on which claim the order rests",
        );
    } else if let Some(why) = cell.text.strip_prefix("assumed:") {
        if why.trim().is_empty() {
            context.findings.say(
                &cell.at,
                "an assumed order without a reason",
                "`assumed: why`",
                "say why the order is assumed",
            );
        }
    } else {
        context.claim(&cell.text, &cell.at);
    }
}

fn which_force(cell: &Text, info: &OrderKindInfo, main: &Main, known: bool, context: &mut Context) -> Option<usize> {
    let names = || main.force_names.iter().map(String::as_str);
    match (info.force, cell.text.is_empty()) {
        (false, true) => None,
        (false, false) => {
            context.findings.say(
                &cell.at,
                format!("the force {} for `{}`", quoted(&cell.text), info.name),
                "no force for this kind of order",
                "leave the cell empty",
            );
            None
        }
        (true, true) => {
            context.findings.say(
                &cell.at,
                format!("no force for `{}`", info.name),
                format!("the name of a force: {}", listed(names())),
                "name the force that the order is about",
            );
            None
        }
        (true, false) => {
            if !known {
                return names().position(|name| name == cell.text);
            }
            position(&cell.text, "force", names(), &cell.at, context)
        }
    }
}

fn how_much(number: usize, size: &Text, basis: &Text, info: &OrderKindInfo, context: &mut Context) -> Option<f64> {
    if info.unit != "none" {
        return cells(size, basis, size_of(info, format!("order.{number}.size")), context);
    }
    for cell in [size, basis] {
        if !cell.text.is_empty() {
            context.findings.say(
                &cell.at,
                format!("{} for `{}`, which has no size", quoted(&cell.text), info.name),
                "an empty cell",
                "leave size and size_basis empty for this kind of order",
            );
        }
    }
    Some(0.0)
}

/// Kinds of which one county can have one size at a time: two of them on one day contradict each other wherever their places
/// meet. Sizes of the other kinds add up, so that only the same places twice are a mistake.
fn sets_a_level(kind: OrderKind) -> bool {
    use OrderKind::{
        Alert, BuildCameras, BuildFence, BuildWall, CloseTrade, Fire, Inspect, Investigate, Lockdown, Penalty, Power,
        Reopen, Zone,
    };
    matches!(
        kind,
        Alert
            | BuildCameras
            | BuildFence
            | BuildWall
            | CloseTrade
            | Fire
            | Inspect
            | Investigate
            | Lockdown
            | Penalty
            | Power
            | Reopen
            | Zone
    )
}

/// Orders that say the same twice, or the contrary, for the same day.
fn against_each_other(orders: &[Order], places: &[Place], context: &mut Context) {
    let topic = |order: &Order| match order.kind {
        OrderKind::CloseTrade => (order.day, OrderKind::Reopen, order.force),
        kind => (order.day, kind, order.force),
    };
    let meet = |one: &Order, other: &Order| {
        let shared = one.counties.iter().any(|county| other.counties.contains(county));
        one.counties == other.counties || (sets_a_level(one.kind) && shared)
    };
    for (number, second) in orders.iter().enumerate() {
        let earlier = orders[..number]
            .iter()
            .position(|first| topic(first) == topic(second) && meet(first, second));
        let Some(first) = earlier else { continue };
        let (line, at) = (places[first].line, &places[number]);
        if orders[first].size == second.size && orders[first].kind == second.kind {
            context.findings.say(
                at,
                format!("the order of line {line} for the second time"),
                "each order once",
                "take one of the two out",
            );
        } else {
            context.findings.say(
                at,
                format!("an order that contradicts the one of line {line}"),
                "one order of a kind for the same place, force and day",
                "keep the better-sourced one, or give the dates or places in which they differ",
            );
        }
    }
}

/// Withdrawals of a force from where it has never been.
fn never_deployed(orders: &[Order], places: &[Place], main: &Main, context: &mut Context) {
    for (order, at) in orders.iter().zip(places) {
        let Some(force) = order.force.filter(|_| order.kind == OrderKind::Withdraw) else {
            continue;
        };
        let Some(named) = main.forces.get(force) else {
            continue;
        };
        let deployed = orders.iter().any(|o| {
            o.kind == OrderKind::Deploy
                && o.force == Some(force)
                && o.day <= order.day
                && o.counties.iter().any(|c| order.counties.contains(c))
        });
        if named.numbers.strength_per_km == 0.0 && !deployed {
            context.findings.say(
                at,
                format!(
                    "a withdrawal of {}, which was never deployed there",
                    quoted(&named.name)
                ),
                "a force that stands there from the start or by an earlier `deploy`",
                "mend the force, the place or the dates, or add the deployment",
            );
        }
    }
}
