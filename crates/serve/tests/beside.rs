//! Two runs side by side.

mod common;

use common::{Server, folder, run, run_of, scenario};

/// Sums of six years stood beside those of five, and all that was said to differ was a value.
#[test]
fn runs_of_other_days_say_so_before_their_sums_are_compared() {
    let place = folder();
    let (long, short) = (place.path().join("long"), place.path().join("short"));
    run(&long);
    let mut cut = scenario();
    cut.set("period.end", "2031-03-15").expect("a day of the scenario");
    run_of(&short, &cut);
    let server = Server::start(&[&long, &short], &place.path().join("data"));
    let text = server.get("/compare?a=long&b=short").text();
    let (before, _) = text.split_once("Sums over the whole period").expect("sums");
    for wanted in [
        "Last day</th><td>2031-05-",
        "<td>2031-03-15</td>",
        "do not cover the same days",
    ] {
        assert!(before.contains(wanted), "{wanted}: {before}");
    }
    assert!(
        !before.contains("First day") && !before.contains("Seed</th>"),
        "{before}"
    );
    assert!(text.contains("no difference is taken") && !text.contains("B − A in the same history"));
    let same = server.get("/compare?a=long&b=long").text();
    assert!(same.contains("B − A in the same history") && same.contains("the difference is taken in each history"));
    assert!(
        !same.contains("do not cover the same days") && !same.contains("that differ"),
        "{same}"
    );
    // On a narrow screen the end of what is chosen is cut, and with it the name that tells runs of one scenario apart.
    assert!(same.contains("selected>long: The Sered line"), "{same}");
}
