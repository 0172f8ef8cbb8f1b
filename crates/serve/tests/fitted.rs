//! A fit that is here: it leads What if, and stands among the estimates of its scenario and of no other.

mod common;
#[path = "../../page/tests/left/mod.rs"]
mod left;
#[path = "../../lab/tests/made/mod.rs"]
mod made;

use amnok_lab::learn::{estimates, learn};
use amnok_page::{FitView, fit};
use common::{Server, folder, tiny};
use left::leave;
use made::{HOW, made};
use std::path::Path;

/// Keys of the embedded scenario, as if its values had been varied; the first decides nearly all that is observed.
const KEYS: [&str; 8] = [
    "force.border-guard.hit",
    "strata.sex.man.leave",
    "bribe.theta",
    "market.price_elasticity",
    "season.outage_days",
    "passage.fence_live",
    "passage.fence_gap",
    "works.wall_labour",
];

/// Leaves the folder of a fit of the embedded scenario.
fn leave_fit(out: &Path) {
    let mut bank = made(300, 0.2, 1.0);
    for (factor, key) in bank.factors.iter_mut().zip(KEYS) {
        factor.key = key.to_owned();
    }
    let given = bank.given();
    let learned = learn(&given, HOW).expect("a fit");
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let view = FitView {
        scenario: &scenario,
        version: "0.0.0",
        given,
        learned: &learned,
        estimates: &estimates(&given, &learned, None),
        check: None,
    };
    leave(out, &bank.factors, &view, &fit(&view));
}

/// Two values were shown where a fit had moved two; every fit stood among the estimates of every scenario.
#[test]
fn a_fit_leads_what_if_and_stands_among_the_estimates_of_its_scenario() {
    let place = folder();
    let out = place.path().join("learned");
    leave_fit(&out);
    let server = Server::start(&[&out, &tiny(place.path(), "2031-08-31")], &place.path().join("data"));
    let page = server.get("/whatif/sino-korean").text();
    for words in ["by the fit that is here. After them", "Border guard: Chance to hit"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(page.matches("data-dial").count(), 12);
    let first = page
        .find("name=\"v:force.border-guard.hit\"")
        .expect("what the fit learned most of");
    assert!(
        page.match_indices("name=\"v:").all(|(at, _)| at >= first),
        "it is first"
    );
    let of_it = server.get("/estimates/sino-korean").text();
    for words in [
        "By the fit “learned”",
        "No observation contradicts the rest",
        "<h3>Prior beside posterior</h3>",
        "<h3>Observed beside predicted</h3>",
    ] {
        assert!(of_it.contains(words), "{words}: {of_it}");
    }
    assert!(!server.get("/estimates/tiny").text().contains("By the fit"));
    assert!(server.get("/").text().contains("300 runs, 12 observations"));
}
