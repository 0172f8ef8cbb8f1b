//! The queue of work: what waits, what is under way and how far, what came of it.

use super::{Query, asked};
use crate::answer::{Answer, Refused, page, part};
use crate::ask::Ask;
use crate::entries::Kind;
use crate::frame::Place;
use crate::queue::{Job, State};
use crate::site::{Site, made};
use axum::extract::{Form, Path, State as Shared};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::stream::{self, Stream};
use maud::{Markup, html};
use serde_json::Value;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// Events of progress are at least so far apart.
const APART: Duration = Duration::from_millis(200);

/// All of it.
pub async fn view(Shared(site): Shared<Arc<Site>>, query: Query) -> Response {
    made(site, move |site| {
        let body = list(site);
        if asked(&query, "part").is_some() {
            return Ok(part(body));
        }
        let place = Place { view: "work", ..Place::default() };
        let body = html! {
            h1 { "Work" }
            p.lead { "One piece of work at a time, in the order in which it was asked for. What is done stays; what is under way is gone on with when the program is started again." }
            div #live data-follow="/work" { (body) }
        };
        Ok(page("Work", &place, &body))
    })
    .await
}

fn list(site: &Site) -> Markup {
    let mut jobs = site.queue.jobs();
    jobs.reverse();
    html! {
        @if jobs.is_empty() { p { "Nothing was asked for yet." } }
        @for job in &jobs { (card(site, job, true)) }
    }
}

fn card(site: &Site, job: &Job, link: bool) -> Markup {
    let (done, of) = job.progress();
    html! {
        article.job {
            h3 { @if link { a href=(format!("/work/{}", job.number)) { (job.number) ". " (job.ask.words()) } } @else { (job.ask.words()) } }
            p { "State: " b { (job.state.name()) }
                @if job.state == State::Working && of > 0 { ", " (done) " of " (of) " done" }
                @if let State::Failed(why) = &job.state { ": " (why) }
            }
            @if job.state == State::Working { progress max=(of.max(1)) value=(done) aria-label="How much is done" {} }
            @if !job.state.is_over() {
                form method="post" action=(format!("/work/{}/cancel", job.number)) { button.stop { "Call it off" } }
            }
            @if let (State::Done, Some(address)) = (&job.state, result(site, job)) { p { a href=(address) { "See the result" } } }
        }
    }
}

/// Address of a result.
fn result(site: &Site, job: &Job) -> Option<String> {
    let entry = site.entries.find(&job.result())?;
    let path = match entry.kind {
        Kind::Run => "border",
        Kind::Displacement => "displacement",
        Kind::Comparison => "compared",
        Kind::Calibration => "ahead",
        _ => return None,
    };
    Some(format!("/{path}/{}", entry.id))
}

/// One piece of work, with what can be said of it so far.
pub async fn one(Shared(site): Shared<Arc<Site>>, Path(number): Path<u32>, query: Query) -> Response {
    made(site, move |site| {
        let job = site
            .queue
            .job(number)
            .ok_or_else(|| Refused::unknown("such piece of work"))?;
        let body = html! {
            (card(site, &job, false))
            (maud::PreEscaped(job.so_far()))
        };
        if asked(&query, "part").is_some() {
            return Ok(part(body));
        }
        let place = Place {
            view: "work",
            ..Place::default()
        };
        let again = match &job.ask {
            Ask::WhatIf { of, change, .. } => Some(format!("/whatif/{of}?{}", change.address())),
            _ => None,
        };
        let body = html! {
            h1 { "Piece of work " (number) }
            div #live data-follow=(format!("/work/{number}")) { (body) }
            @if let Some(address) = again { p { a href=(address) { "What was asked, to be changed or shared" } } }
            p { a href="/work" { "All work" } }
        };
        Ok(page("Work", &place, &body))
    })
    .await
}

/// Calls a piece of work off.
pub async fn cancel(Shared(site): Shared<Arc<Site>>, Path(number): Path<u32>) -> Response {
    site.queue.cancel(number);
    Redirect::to("/work").into_response()
}

/// Asks for a run.
pub async fn run(
    Shared(site): Shared<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Scenario])?;
        let histories = number(&form, "histories", 1..=10_000)?;
        add(
            site,
            Ask::Run {
                of: entry.id,
                histories,
                fixed: asked(&form, "fixed").is_some(),
            },
        )
    })
    .await
}

/// Puts something into the queue and leads to it.
///
/// # Errors
/// Where too much waits already.
pub fn add(site: &Site, ask: Ask) -> Answer {
    let number = site.queue.add(ask).map_err(Refused::wrong)?;
    Ok(Redirect::to(&format!("/work/{number}")).into_response())
}

/// A number of a form within its bounds.
///
/// # Errors
/// Where it is none.
pub fn number(form: &[(String, String)], name: &str, bounds: std::ops::RangeInclusive<u32>) -> Result<u32, Refused> {
    let number = asked(form, name)
        .and_then(|text| text.parse().ok())
        .filter(|number| bounds.contains(number));
    number.ok_or_else(|| {
        Refused::wrong(format!(
            "{name}: a whole number from {} to {}.",
            bounds.start(),
            bounds.end()
        ))
    })
}

/// Says what changes in the queue, as it changes.
pub async fn events(Shared(site): Shared<Arc<Site>>) -> impl IntoResponse {
    let hear = site.queue.hear();
    let events = stream::unfold((site, hear, true), async |(site, mut hear, first)| {
        if !first {
            tokio::time::sleep(APART).await;
            hear.changed().await.ok()?;
        }
        hear.mark_unchanged();
        let jobs: Vec<Value> = site.queue.jobs().iter().map(Job::to_json).collect();
        let event = Event::default().data(Value::from(jobs).to_string());
        Some((Ok::<Event, Infallible>(event), (site, hear, false)))
    });
    Sse::new(Box::pin(events) as std::pin::Pin<Box<dyn Stream<Item = _> + Send>>).keep_alive(KeepAlive::new())
}
