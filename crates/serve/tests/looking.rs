//! What one sees of a result: every view is a whole page without a script, and what is seen is given away.

mod common;

use common::{Server, folder, repository, run};

#[test]
fn every_view_of_a_run_is_a_whole_page() {
    let place = folder();
    let result = place.path().join("three months");
    run(&result);
    let server = Server::start(
        &[&result, &repository("scenarios/sered-line")],
        &place.path().join("data"),
    );
    let home = server.get("/").text();
    for wanted in ["/border/three-months", "/orders/sered-line", "/evidence/sino-korean"] {
        assert!(home.contains(wanted), "{wanted} in {home}");
    }
    for (path, wanted) in [
        ("/border/three-months", "<h1>The border, month by month</h1>"),
        ("/border/three-months?month=2031-03&topic=crossed", "March 2031"),
        ("/tables/three-months?by=county", "Low Ferry"),
        ("/tables/three-months?by=month&year=2031", "April 2031"),
        ("/orders/three-months", "id=\"order-0\""),
        ("/evidence/three-months?search=treaty", "treaty-of-halm"),
        ("/estimates/three-months", "What is believed beforehand"),
    ] {
        let answer = server.get(path);
        let text = answer.text();
        assert_eq!(answer.status, 200, "{path}: {text}");
        assert!(
            text.contains(wanted) && text.starts_with("<!DOCTYPE html>") && text.ends_with("</html>"),
            "{path}: {wanted}"
        );
        // Without a script a form still has its button, and no part of the page is fetched from elsewhere.
        assert!(!text.contains("src=\"http") && !text.contains("href=\"http"), "{path}");
    }
    assert!(server.get("/report/three-months").text().contains("In numbers"));
    // Reports name no icon, for which browsers ask then: it was reported as missing.
    assert_eq!(server.get("/favicon.ico").status, 204);
}

/// Values of forces, kinds of people, commands and outlets were called by their keys, and sizes of orders had no unit.
#[test]
fn values_and_orders_are_called_by_words_and_sizes_have_units() {
    let place = folder();
    let server = Server::start(&[], &place.path().join("data"));
    for (path, words) in [
        (
            "/whatif/sino-korean?find=detection&part=1",
            "Border guard: Hazard of being seen",
        ),
        (
            "/whatif/sino-korean?find=strata+man+leave&part=1",
            "Sex, man: Multiplier",
        ),
        (
            "/whatif/sino-korean?find=hears.arrested&part=1",
            "Command, arrests: Chance",
        ),
        ("/whatif/sino-korean?find=2020-03&part=1", "March 2020: Official trade"),
        ("/whatif/sino-korean?orders=2020", "<td>400 persons</td>"),
        ("/orders/sino-korean", "<td>Storm corps</td><td>400 persons</td>"),
        ("/orders/sino-korean", "Adds persons of a force"),
        (
            "/estimates/sino-korean",
            ">Munhwa Ilbo on the Ministry of Unification, 2023-03-30</a>",
        ),
        (
            "/evidence/sino-korean?search=s000-watch-china-side",
            "Watch far bank of 2023-12-21, the whole border",
        ),
    ] {
        let text = server.get(path).text();
        assert!(text.contains(words), "{path}: {words}: {text}");
    }
}

#[test]
fn what_is_seen_is_given_away() {
    let place = folder();
    let result = place.path().join("run");
    run(&result);
    let server = Server::start(&[&result], &place.path().join("data"));
    let csv = server.get("/border/run?month=1&topic=crossed&as=csv");
    assert!(
        csv.head.contains("attachment; filename=\"run-crossed-2031-04.csv\""),
        "{}",
        csv.head
    );
    let text = csv.text();
    assert!(
        text.starts_with("County,What happened (median),What happened (p05),What happened (p95)"),
        "{text}"
    );
    assert!(
        text.lines()
            .last()
            .is_some_and(|line| line.starts_with("All counties,")),
        "{text}"
    );
    // The part that a script swaps in shows the numbers of the file.
    let all = text
        .lines()
        .last()
        .and_then(|line| line.split(',').nth(1))
        .expect("a median")
        .to_owned();
    let part = server.get("/border/run?month=1&topic=crossed&part=1").text();
    assert!(
        !part.contains("<html")
            && part.contains(&format!("<b>{}</b>", amnok_page::whole(all.parse().expect("a number")))),
        "{all}: {part}"
    );
    // Maps have counties by name and nothing finer; the workbook is one.
    let map = server.get("/border/run?month=1&topic=crossed&as=geojson").text();
    let map: serde_json::Value = serde_json::from_str(&map).expect("JSON");
    let places = map["features"].as_array().expect("features");
    assert_eq!(places.len(), text.lines().count() - 2);
    let medians = places.iter().map(|place| {
        place["properties"]["What happened (median)"]
            .as_f64()
            .expect("a number")
    });
    let rows = text.lines().skip(1).take(places.len());
    let cells: Vec<f64> = rows
        .map(|row| row.split(',').nth(1).expect("a cell").parse().expect("a number"))
        .collect();
    assert_eq!(medians.collect::<Vec<_>>(), cells);
    assert!(places.iter().all(|place| place["geometry"].is_null()));
    for workbook in [
        "/border/run?month=1&as=xlsx",
        "/tables/run?by=month&as=xlsx",
        "/tables/run?file=border.xlsx",
    ] {
        assert!(server.get(workbook).body.starts_with(b"PK"), "{workbook}");
    }
    assert!(
        server
            .get("/tables/run?by=county&as=geojson")
            .text()
            .contains("\"province\"")
    );
    assert_eq!(server.get("/tables/run?by=year&as=geojson").status, 422);
    let svg = server.get("/border/run?month=1&as=svg").text();
    assert!(svg.starts_with("<svg xmlns") && svg.contains("Low Ferry"), "{svg}");
    assert!(server.get("/orders/run?as=svg").text().starts_with("<svg xmlns"));
    assert!(
        server
            .get("/tables/run?by=province&as=csv")
            .text()
            .starts_with("Province,")
    );
    assert_eq!(server.get("/border/run?as=exe").status, 404);
}

#[test]
fn sums_by_county_province_month_and_year_agree() {
    let place = folder();
    let result = place.path().join("run");
    run(&result);
    let server = Server::start(&[&result], &place.path().join("data"));
    let last = |by: &str| {
        let text = server.get(&format!("/tables/run?by={by}&as=csv")).text();
        let line = text.lines().last().expect("a row").to_owned();
        line.split_once(',').map(|(_, cells)| cells.to_owned()).expect("cells")
    };
    let by_year = last("year");
    assert!(by_year.split(',').any(|cell| cell != "0"), "{by_year}");
    for by in ["month", "province", "county"] {
        assert_eq!(last(by), by_year, "{by}");
    }
}

/// The page once said that nothing was learned of a scenario that keeps what was learned of it.
#[test]
fn what_is_kept_of_a_scenario_is_said() {
    let place = folder();
    let server = Server::start(&[], &place.path().join("data"));
    let (estimates, what_if) = (
        server.get("/estimates/sino-korean").text(),
        server.get("/whatif/sino-korean").text(),
    );
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let kept = scenario
        .learned()
        .expect("of the files that stand there")
        .expect("it is kept");
    assert!(!estimates.contains("Nothing was learned") && what_if.contains("of which the observations say most"));
    assert!(estimates.contains(&kept.estimates[0].words) && estimates.contains(&kept.origin.commands[0]));
    let first = what_if
        .split_once("name=\"v:")
        .and_then(|(_, rest)| rest.split_once('"'));
    let (key, _) = first.expect("a value");
    assert!(kept.values.iter().any(|value| value.key == key), "{key}");
}

/// All orders of six years stood open with a field for a date each, and kept the page from being seen.
#[test]
fn orders_of_a_what_if_stand_by_year_and_open_where_something_is_otherwise() {
    let place = folder();
    let server = Server::start(&[], &place.path().join("data"));
    let open = |path: &str| server.get(path).text().matches("\" open>").count();
    assert_eq!(open("/whatif/sino-korean"), 0);
    assert_eq!(open("/whatif/sino-korean?off=0&off=1&move=100:2022-09-01"), 2);
    let dates = |path: &str| server.get(path).text().matches("name=\"d:").count();
    assert_eq!(dates("/whatif/sino-korean"), 0);
    // Every order is in the part of its year, and with a script or without one that year can be opened.
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let years = 2019..=2024;
    let whole = years
        .clone()
        .map(|year| dates(&format!("/whatif/sino-korean?part=1&orders={year}")));
    assert_eq!(whole.sum::<usize>(), scenario.orders.len());
    let shown = years.map(|year| dates(&format!("/whatif/sino-korean?orders={year}")));
    assert_eq!(shown.sum::<usize>(), scenario.orders.len());
    assert!(dates("/whatif/sino-korean?move=100:2022-09-01&set=bribe.theta%3D0.3") > 0);
}

/// A value on What if and Estimates led nowhere, and where something was searched for, value and claim led to places that were not on the page.
#[test]
fn a_value_leads_to_its_evidence_and_back() {
    let place = folder();
    let server = Server::start(&[], &place.path().join("data"));
    let leads = |from: &str, to: &str| {
        let text = server.get(from).text();
        assert!(text.contains(&format!("href=\"{to}\"")), "{from}: {to}");
    };
    let key = "bribe.theta";
    let evidence = format!("/evidence/sino-korean?search={key}#value-{key}");
    for view in ["whatif", "estimates"] {
        leads(&format!("/{view}/sino-korean?find={key}"), &evidence);
    }
    leads(
        &format!("/evidence/sino-korean?search={key}"),
        &format!("/whatif/sino-korean?find={key}#found"),
    );
    // From a sourced value to its claim and back: at once where both are shown, else by a search for the other.
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let sourced = scenario.values.iter().find_map(|value| match &value.basis {
        amnok_scenario::Basis::Source(claim) => Some((&value.key, claim)),
        amnok_scenario::Basis::Assumed { .. } => None,
    });
    let (key, claim) = sourced.expect("a value with a source");
    leads("/evidence/sino-korean", &format!("#value-{key}"));
    leads("/evidence/sino-korean", &format!("#claim-{claim}"));
    let claim_at = format!("/evidence/sino-korean?search={claim}#claim-{claim}");
    let value_at = format!("/evidence/sino-korean?search={key}#value-{key}");
    leads(&format!("/evidence/sino-korean?search={key}"), &claim_at);
    leads(&format!("/evidence/sino-korean?search={claim}"), &value_at);
}
