//! The views: one file each, and which address leads to which.

mod ahead;
mod border;
mod compare;
mod displacement;
mod estimates;
mod evidence;
mod folder;
mod home;
mod orders;
mod settings;
mod tables;
mod taking;
mod whatif;
mod work;

use crate::answer::Refused;
use crate::entries::{Entry, Kind};
use crate::frame::{self, Place};
use crate::limits;
use crate::site::Site;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use std::sync::Arc;

/// What was asked beside the path.
pub type Query = axum::extract::Query<Vec<(String, String)>>;

/// Every address.
pub fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(home::view))
        .route("/border/{id}", get(border::view))
        .route("/tables/{id}", get(tables::view))
        .route("/orders/{id}", get(orders::view))
        .route("/evidence/{id}", get(evidence::view))
        .route("/evidence/{id}/report", post(taking::take))
        .route("/estimates/{id}", get(estimates::view))
        .route("/report/{id}", get(home::report))
        .route("/compare", get(compare::view))
        .route("/compared/{id}", get(compare::compared))
        .route("/displacement/{id}", get(displacement::view))
        .route("/ahead/{id}", get(ahead::view))
        .route("/folder/{id}", get(folder::view))
        .route("/folder/{id}/file", post(folder::keep))
        .route("/folder/{id}/run", post(folder::run))
        .route("/folder/{id}/settings", post(settings::keep))
        .route("/folder/{id}/ahead", post(ahead::ask))
        .route(
            "/upload",
            post(folder::upload).layer(DefaultBodyLimit::max(limits::UPLOAD)),
        )
        .route("/whatif/{id}", get(whatif::view).post(whatif::ask))
        .route("/whatif/{id}/ahead", post(whatif::set))
        .route("/whatif/{id}/address", post(whatif::address))
        .route("/whatif/{id}/save", post(whatif::save))
        .route("/run/{id}", post(work::run))
        .route("/work", get(work::view))
        .route("/work/{number}", get(work::one))
        .route("/work/{number}/cancel", post(work::cancel))
        .route("/events", get(work::events))
        // Reports have no icon, and browsers ask for one.
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route(
            "/style.css",
            get(async || ([(CONTENT_TYPE, "text/css; charset=utf-8")], frame::style())),
        )
        .route(
            "/script.js",
            get(async || ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], frame::SCRIPT)),
        )
        .route(
            frame::FIGURES_AT,
            get(async || ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], amnok_page::SCRIPT)),
        )
        .fallback(async || Refused::unknown("such page").into_response())
        .layer(DefaultBodyLimit::max(limits::FORM))
        .with_state(site)
}

/// What a query says under a name, where that is not empty.
fn asked<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = query.iter().rfind(|(key, value)| key == name && !value.is_empty());
    found.map(|(_, value)| value.as_str())
}

/// Where the views of an entry are; a report that was not made is none of them.
fn place(entry: &Entry, title: &str, view: &'static str) -> Place {
    let id = &entry.id;
    let all: &[(&str, &'static str)] = match entry.kind {
        Kind::Run => &[
            ("border", "The border"),
            ("tables", "Tables"),
            ("orders", "Orders"),
            ("estimates", "Estimates"),
            ("evidence", "Evidence"),
            ("whatif", "What if"),
            ("report", "Report"),
        ],
        Kind::Scenario => &[
            ("whatif", "What if"),
            ("orders", "Orders"),
            ("estimates", "Estimates"),
            ("evidence", "Evidence"),
        ],
        Kind::Displacement => &[("displacement", "Displacement"), ("report", "Report")],
        Kind::Comparison => &[("compared", "What differs"), ("report", "Report")],
        Kind::Calibration => &[("ahead", "Camps ahead")],
        Kind::Flee => &[("folder", "Files")],
        Kind::Fit | Kind::Sweep | Kind::Hindcast => &[("report", "Report")],
    };
    Place {
        of: title.to_owned(),
        views: all
            .iter()
            .filter(|(path, _)| *path != "report" || home::report_of(entry).is_some())
            .map(|(path, name)| (format!("/{path}/{id}"), *name))
            .collect(),
        view,
    }
}
