//! The folder of a fit of a made-up bank of three hundred runs, left as `amnok fit` leaves it.

use amnok_lab::sweep::{Design, Factor, SweepPlan};
use amnok_page::{FitView, terminal};
use amnok_store::Place;
use amnok_store::fit::{Contents, write};
use amnok_store::sweep::{Keeps, SweepPrint};
use serde_json::json;
use std::path::Path;

/// Leaves what a fit says, with that page, at a free place.
pub fn leave(out: &Path, factors: &[Factor], view: &FitView<'_>, page: &str) {
    let plan = SweepPlan {
        design: Design::Latin,
        wave: None,
        asked: 300,
        seed: 0,
        factors: factors.to_vec(),
        replicates: 1,
    };
    let contents = Contents {
        bank: &SweepPrint::of(view.scenario, Keeps::Columns, plan, (0, 0)),
        scenario: view.scenario,
        columns: view.given.columns,
        learned: view.learned,
        summary: &terminal::fit::json(view),
        asked: &json!({ "seed": 1 }),
        page,
        ran: &json!({}),
    };
    write(Place::of(out, false).expect("a free place"), &contents).expect("written");
}
