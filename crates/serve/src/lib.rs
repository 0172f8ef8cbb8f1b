//! Amnok as a page on one's own machine: results to look at, scenarios to ask, files of Flee to drop.
//!
//! ```text
//! request ─► server (connections) ─► access (token, Host, Origin) ─► views (one file each) ─► page (HTML and SVG from tables)
//!                                                                    ├► entries (what there is; no path from outside is opened)
//!                                                                    └► queue (what is asked for, on the disk) ─► work (results)
//! ```
//! [`serve`] listens until it is told to stop. Pages are made by `amnok-page` from the same tables as every report.
#![forbid(unsafe_code)]

mod access;
mod answer;
mod ask;
mod change;
mod entries;
mod frame;
mod limits;
mod prepare;
mod queue;
mod scenarios;
mod server;
mod site;
mod upload;
mod views;
mod work;

pub use server::{Options, serve};
