//! Pages made from results: one file of HTML with figures in SVG, which opens anywhere without a network; and what the terminal
//! says of a result.
//!
//! A page knows tables, tables know no page: whoever composes a result folder asks here for the page and hands it to the store.
//! [`View`] is all that the page of a run says beside its numbers; [`report`] lays it out, [`run`] does both, [`comparison`], [`drivers`] and
//! [`displacement`] the other pages. A page's sections are one list of id, title and function.
#![forbid(unsafe_code)]

mod cells;
mod changes;
mod charts;
mod comparison;
mod counties;
mod displacement;
mod document;
mod drivers;
mod evidence;
mod figures;
mod fit;
mod fitting;
mod headline;
mod kymograph;
mod label;
mod learned;
mod listing;
pub mod live;
mod numbers;
mod observed;
mod past;
mod record;
mod report;
mod sankey;
mod standalone;
mod summary;
mod swept;
mod telling;
pub mod terminal;
mod text;
mod view;
mod words;
mod works;

pub use changes::{in_short, paired};
pub use comparison::comparison;
pub use displacement::{calibration, displacement, displacement_day, displacement_parts, figures, validation};
pub use document::{SCRIPT, STYLE, body_of, cite, section_of, with_script_at};
pub use drivers::drivers;
pub use fit::{FitView, LEARNED, checked, fit, learned_in_words, learned_share, misfit};
pub use fitting::{FitRequest, FitSaid, FitStopped, make_fit};
pub use label::{called, in_words, ordered, places, size, unit, was_set, which_order};
pub use numbers::{as_written, brief, minus, number, parted, whole, without_rest};
pub use past::{as_json as hindcast_json, hindcast, scores_json};
pub use report::{report, report_sections, run};
pub use standalone::{alone, pictures};
pub use swept::swept;
pub use view::{ClaimLine, ObservedRow, ObservedSeries, OrderLine, ValueLine, View};
pub use words::wrapped;
