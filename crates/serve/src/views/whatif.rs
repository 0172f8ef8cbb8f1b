//! What if: values that matter most first, search for any other, orders switched off or moved; both sides lived through with common luck.

use super::work::{add, number};
use super::{Query, asked, place};
use crate::answer::{Answer, Refused, page, part};
use crate::ask::Ask;
use crate::change::Change;
use crate::entries::Kind;
use crate::site::{PAIRS, Site, made};
use amnok_page::live::{learned_of_value, learned_with, quoted, value_at};
use amnok_page::{LEARNED, as_written, brief, called, in_words, places, size, unit, which_order};
use amnok_scenario::{OrderText, Scenario, Setting, many};
use amnok_store::comparison::{Pairs, comparable};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Values that are shown without being searched for.
const FIRST: usize = 12;
/// Values that a search shows.
const FOUND: usize = 24;

/// The page, with what its address says is otherwise; or the values that a search finds.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Scenario, Kind::Run])?;
        let scenario = site.scenario(&entry)?;
        let (change, unknown) = Change::of(&query).only_what_differs(&scenario).known_in(&scenario);
        let settings = scenario.settings();
        let evidence = format!("/evidence/{id}");
        let year = asked(&query, "orders");
        if let (Some(year), Some(_)) = (year, asked(&query, "part")) {
            return Ok(part(moves(&scenario, year, &change)));
        }
        if asked(&query, "part").is_some() {
            return Ok(part(found(&scenario, &settings, (asked(&query, "find").unwrap_or_default(), &change), &evidence)));
        }
        ahead(site, &scenario, &change);
        let (first, why) = first(site, &scenario, &settings);
        let body = html! {
            h1 { "What if" }
            p.lead {
                "Change values or orders, and " a href="#go" { "live through both" } ": the scenario as it is, and as you change it. Each history is lived through twice with the "
                "same luck, so that what differs comes from the change."
            }
            @if let Some(folder) = entry.folder().filter(|_| asked(&query, "kept").is_some() && entry.is_kept_in(site.entries.data())) {
                p role="status" { "Saved: " b { (id) } " is a scenario of its own, in the folder " span.mono { (folder.display()) } ". What you change from here is set against it." }
            }
            @if !unknown.is_empty() { p.warning role="status" { "The address was made for another scenario: this one has no " (unknown.join(", ")) ", which is left out." } }
            @if !change.is_nothing() { p role="status" { "Otherwise now: " b { (change.words(&scenario)) } ". The address of this page says the same and can be shared on this machine." } }
            form #change.dials-form method="post" action=(format!("/whatif/{id}")) data-ahead=(format!("/whatif/{id}/ahead")) {
                section #values { h2 { "Values" } p.note { (why) @if draws(&scenario) { " Each pair of histories draws its values from what was learned; one that you change is the same in every pair of the changed side." } }
                    div.dials { @for setting in &first { (dial(&scenario, setting, &change, &evidence)) } }
                    (chosen(&scenario, &settings, &first, &change, &evidence))
                }
            }
            form.controls method="get" action=(format!("/whatif/{id}")) data-live="#found" role="search" {
                label.wide { "Search any other value " input type="search" name="find" value=(asked(&query, "find").unwrap_or_default()) autocomplete="off"; }
                button.plain { "Search" }
            }
            div #found { (found(&scenario, &settings, (asked(&query, "find").unwrap_or_default(), &change), &evidence)) }
            (orders(&scenario, &change, &id, year))
            section #go { h2 { "Live through both" }
                div.controls {
                    label { "Pairs of histories " input form="change" type="number" name="pairs" min="2" max="1000" value=(PAIRS); }
                    label { "Last day of both " input form="change" type="date" name="end" value=[change.end.as_deref()]; }
                    button form="change" { "See what differs" }
                    button.plain form="change" formaction=(format!("/whatif/{id}/address")) { "Make an address to share" }
                    button.plain form="change" formaction=(format!("/whatif/{id}/save")) { "Save as a scenario" }
                }
                p.note { "More pairs make intervals narrower; the first stand after two pairs. An earlier last day is quicker." }
            }
        };
        Ok(page(&scenario.title, &place(&entry, &scenario.title, "What if"), &body))
    })
    .await
}

/// The values that matter most, by a sweep or a fit of the scenario where one is here, else by what was learned and is kept with the scenario, else those with the
/// widest ranges, with which few are filled up; and in words, which.
fn first<'a>(site: &Site, scenario: &Scenario, settings: &'a [Setting]) -> (Vec<&'a Setting>, String) {
    let of = |keys: Vec<String>| -> Vec<&'a Setting> {
        let known = keys
            .iter()
            .filter_map(|key| settings.iter().find(|setting| setting.key == *key));
        known.take(FIRST).collect()
    };
    let leading = site.leading(scenario);
    let filled = |mut first: Vec<&'a Setting>, why: &str| {
        let given = first.len();
        let more = of(widest(settings)).into_iter();
        let new: Vec<&Setting> = more
            .filter(|setting| first.iter().all(|known| known.key != setting.key))
            .take(FIRST.saturating_sub(given))
            .collect();
        let after = if new.is_empty() {
            ""
        } else {
            " After them those whose believable range is widest."
        };
        first.extend(new);
        (first, format!("{why}{after}"))
    };
    let known = of(leading.keys);
    if let Some(why) = leading.why.filter(|_| !known.is_empty()) {
        return filled(known, why);
    }
    let taught = of(taught(scenario));
    if !taught.is_empty() {
        let why = "First those of which the observations say most, by what was learned and is kept with the scenario. Start the page with the folder of a sweep to see first those that move the outcomes most.";
        return filled(taught, why);
    }
    let why = "No sweep or fit of this scenario is here that says which values matter most: first those whose believable range is widest. Start the page with the folder of one to see more.";
    (of(widest(settings)), why.to_owned())
}

/// Keys of values of which was learned, most first; sizes of single orders are among the orders.
fn taught(scenario: &Scenario) -> Vec<String> {
    let mut all: Vec<(&str, f64)> = learned_with(scenario)
        .into_iter()
        .filter(|(key, share)| *share >= LEARNED && !key.starts_with("order."))
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    all.into_iter().map(|(key, _)| key.to_owned()).collect()
}

/// Keys of values by how wide their believable range is, in factors.
fn widest(settings: &[Setting]) -> Vec<String> {
    let wide = |setting: &Setting| {
        let prior = setting.prior.filter(|prior| prior.low > 0.0)?;
        Some((prior.high / prior.low, setting.key.clone()))
    };
    // Numbers of one place or one month are many of a kind; those of a mechanism or a force move all of the line.
    let whole = |setting: &&Setting| {
        !["county.", "trade.", "order.", "province.", "command.", "outlet."]
            .iter()
            .any(|of| setting.key.starts_with(of))
    };
    let mut all: Vec<(f64, String)> = settings.iter().filter(whole).filter_map(wide).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().map(|(_, key)| key).collect()
}

/// Values that are otherwise and not among the first.
fn chosen(scenario: &Scenario, settings: &[Setting], first: &[&Setting], change: &Change, evidence: &str) -> Markup {
    let keys = change
        .set
        .iter()
        .filter_map(|set| set.rsplit_once('='))
        .map(|(key, _)| key);
    let others = keys.filter(|key| first.iter().all(|known| known.key != *key));
    let others: Vec<&Setting> = others
        .filter_map(|key| settings.iter().find(|setting| setting.key == key))
        .collect();
    html! { @if !others.is_empty() { h3 { "Changed as well" } div.dials { @for setting in others { (dial(scenario, setting, change, evidence)) } } } }
}

/// What a search finds.
fn found(scenario: &Scenario, settings: &[Setting], (search, change): (&str, &Change), evidence: &str) -> Markup {
    let words: Vec<String> = search.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let text = |setting: &Setting| format!("{} {}", setting.key, called(scenario, &setting.key)).to_lowercase();
    let all: Vec<&Setting> = settings
        .iter()
        .filter(|setting| words.iter().all(|word| text(setting).contains(word)))
        .collect();
    html! {
        @if !words.is_empty() {
            p.note role="status" { (many(all.len(), "value", "values")) " found" @if all.len() > FOUND { ", the first " (FOUND) " shown" } "." }
            div.dials { @for setting in all.iter().take(FOUND) { (dial(scenario, setting, change, evidence)) } }
        }
    }
}

/// A value to be turned.
fn dial(scenario: &Scenario, setting: &Setting, change: &Change, evidence: &str) -> Markup {
    let key = &setting.key;
    let value = scenario
        .values
        .iter()
        .find(|value| value.key == *key)
        .map_or("", |value| value.value.as_str());
    let now = change
        .set
        .iter()
        .rev()
        .filter_map(|set| set.rsplit_once('='))
        .find(|(set, _)| set == key)
        .map_or(value, |(_, now)| now);
    let (low, high) = setting
        .prior
        .map_or((setting.least, setting.most), |prior| (prior.low, prior.high));
    let id = format!("v-{}", key.replace(|c: char| !c.is_alphanumeric(), "-"));
    html! {
        div.dial data-dial {
            label for=(id) { (called(scenario, &setting.key)) }
            div.set {
                input #(id) form="change" type="number" step="any" min=(setting.least) max=(setting.most) name=(format!("v:{key}")) value=(now) data-was=(value);
                span.unit { (unit(scenario, &setting.unit)) }
            }
            input.slide type="range" hidden step="any" min=(low) max=(high) value=(now) aria-label=(format!("{}, slider", called(scenario, &setting.key)));
            p.note { (is(scenario, setting, value)) " Believable: " (as_written(&low.to_string())) " to " (as_written(&high.to_string())) ". "
                a href=(value_at(evidence, key)) aria-label=(format!("Why: {}", called(scenario, key))) { "Why" } }
        }
    }
}

/// Whether pairs of histories of a scenario draw their values.
fn draws(scenario: &Scenario) -> bool {
    Pairs::usual_values(scenario).is_ok_and(|values| values.differ())
}

/// What a value is before it is changed, in words: what the files say, or what pairs draw in its place.
fn is(scenario: &Scenario, setting: &Setting, value: &str) -> String {
    let value = as_written(value);
    match learned_of_value(scenario, &setting.key) {
        Some(of) => format!(
            "Drawn: {} ({} to {}), as it was learned; {value} in the files.",
            brief(of.median),
            brief(of.low),
            brief(of.high)
        ),
        None if draws(scenario) && setting.prior.is_some_and(|prior| prior.low < prior.high) => {
            format!("Drawn from what is believable; {value} in the files.")
        }
        None => format!("It is {value}."),
    }
}

/// Orders that are shown without being asked for.
const FEW: usize = 12;

/// Orders to be switched off or moved, by the year in which they are given. Those of a year are there at once where something of them is otherwise or they are
/// asked for, else when the year is opened: a field for a date each would keep the page from being seen.
fn orders(scenario: &Scenario, change: &Change, id: &str, wanted: Option<&str>) -> Markup {
    let years: BTreeSet<&str> = scenario.orders.iter().map(year_of).collect();
    html! {
        section #orders { h2 { "Orders" }
            p.note { "An order that is switched off is not given; one with another date is given then." }
            @for year in years {
                @let of_year = || scenario.orders.iter().filter(|order| year_of(order) == year);
                @let otherwise = of_year().filter(|order| differs(change, order.number)).count();
                @let open = otherwise > 0 || wanted == Some(year) || scenario.orders.len() <= FEW;
                details id=(format!("orders-{year}")) open[open] data-fill=[(!open).then(|| format!("/whatif/{id}?part=1&orders={year}"))] {
                    summary { "Orders of " (year) ": " (of_year().count()) @if otherwise > 0 { ", " (otherwise) " otherwise" } }
                    @if open { (moves(scenario, year, change)) } @else {
                        p { button.plain form="change" formaction=(format!("/whatif/{id}/address?orders={year}")) { "Show the orders of " (year) } }
                    }
                }
            }
        }
    }
}

/// The year in which an order is given.
fn year_of(order: &OrderText) -> &str {
    order.date.split('-').next().unwrap_or_default()
}

/// Whether an order is switched off or moved.
fn differs(change: &Change, order: usize) -> bool {
    change.off.contains(&order) || change.moved.iter().any(|(moved, _)| *moved == order)
}

/// Orders of a year, a row each.
fn moves(scenario: &Scenario, year: &str, change: &Change) -> Markup {
    let orders = scenario.orders.iter().filter(|order| year_of(order) == year);
    html! {
        div.scroll.moves tabindex="0" role="region" aria-label=(format!("Orders of {year} to be switched off or moved")) { table {
            thead { tr { th { "Off" } th { "Date" } th { "Order" } th { "Where" } th { "Force" } th { "Size" } th { "Note" } } }
            tbody { @for order in orders {
                @let number = order.number;
                @let moved = change.moved.iter().find(|(moved, _)| *moved == number).map_or(&order.date, |(_, date)| date);
                @let words = which_order(order);
                tr {
                    td { input form="change" type="checkbox" name="off" value=(number) checked[change.off.contains(&number)] aria-label=(format!("Switch off: {words}")); }
                    td { input form="change" type="date" name=(format!("d:{number}")) value=(moved) aria-label=(format!("Date of: {words}")); }
                    th scope="row" { (in_words(&order.kind)) } td { (places(&order.place)) } td { (in_words(&order.force)) } td { (size(&order.kind, &order.size)) } td.wide { (order.note) }
                }
            } }
        } }
    }
}

/// What a form says is otherwise, and the scenario.
fn read(site: &Site, id: &str, form: &[(String, String)]) -> Result<(Arc<Scenario>, Change), Refused> {
    let entry = site.entry(id, &[Kind::Scenario, Kind::Run])?;
    let scenario = site.scenario(&entry)?;
    let change = Change::of(form).only_what_differs(&scenario);
    Ok((scenario, change))
}

/// Leads to the address that says what a form says, where the orders of a year are shown if they are asked for.
pub async fn address(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    query: Query,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| {
        let (_, change) = read(site, &id, &form)?;
        let year = asked(&query, "orders").map(quoted);
        let shown = year.map_or(String::new(), |year| format!("&orders={year}#orders-{year}"));
        Ok(Redirect::to(&format!("/whatif/{id}?{}{shown}", change.address())).into_response())
    })
    .await
}

/// Has what is set so far lived through ahead, as far as it can be.
fn ahead(site: &Site, scenario: &Scenario, change: &Change) {
    if let Ok((a, b)) = change.sides(scenario) {
        let b = Some(b).filter(|b| comparable(&a, b, PAIRS).is_ok());
        site.ahead(a, b);
    } else if let Ok(a) = change.as_it_is(scenario) {
        site.ahead(a, None);
    }
}

/// Hears what is set so far.
pub async fn set(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| -> Answer {
        let (scenario, change) = read(site, &id, &form)?;
        ahead(site, &scenario, &change);
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

/// Asks for both sides.
pub async fn ask(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| -> Answer {
        let (scenario, change) = read(site, &id, &form)?;
        let pairs = number(&form, "pairs", 2..=1000)?;
        if change.is_nothing() {
            return Err(Refused::wrong(
                "Nothing is otherwise yet: change a value, or switch off or move an order.",
            ));
        }
        let (a, b) = change.sides(&scenario).map_err(Refused::wrong)?;
        comparable(&a, &b, pairs).map_err(|error| Refused::wrong(error.to_string()))?;
        let words = change.words(&scenario);
        add(
            site,
            Ask::WhatIf {
                of: id,
                change,
                words,
                pairs,
            },
        )
    })
    .await
}

/// Saves what is otherwise as a scenario of its own.
pub async fn save(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| -> Answer {
        let (scenario, change) = read(site, &id, &form)?;
        let (_, other) = change.sides(&scenario).map_err(Refused::wrong)?;
        let files = other.files_as_set().map_err(Refused::wrong)?;
        let name = site.entries.keep("scenarios", &format!("{id}-what-if"), &files)?;
        Ok(Redirect::to(&format!("/whatif/{name}?kept=yes")).into_response())
    })
    .await
}
