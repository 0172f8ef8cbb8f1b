//! What is learned on the page: a displacement calibrated and forecast, a report taken in.

mod common;

use amnok_page::{hindcast, hindcast_json};
use amnok_store::{Place, hindcast as store};
use common::{Server, folder, led, repository, scenario, tiny, wait};
use std::fs;

#[test]
fn a_displacement_is_calibrated_and_its_camps_forecast() {
    let place = folder();
    let server = Server::start(&[&repository("examples/flee")], &place.path().join("data"));
    assert!(server.get("/folder/flee").text().contains("Fit and forecast"));
    for (until, points) in [("2031-03-05", 20), ("2031-05-30", 20), ("soon", 20), ("2031-04-10", 19)] {
        let refused = server.form("/folder/flee/ahead", &format!("until={until}&points={points}"));
        assert_eq!(refused.status, 422, "{until}");
    }
    let work = led(&server.form("/folder/flee/ahead", "until=2031-04-10&points=20&seed=2"));
    assert!(wait(&server, &work, "done").contains("/ahead/flee-1"));
    let seen = server.get("/ahead/flee-1").text();
    for words in [
        "Lakeside",
        "the camps are forecast to <b>2031-04-30</b>",
        "Pull of camps",
        "last shares held constant",
    ] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    // The table is that of the days that were not known, of both camps.
    let table = server.get("/ahead/flee-1?file=forecast.csv").text();
    let dates: Vec<&str> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!((dates.len(), dates[0], dates[39]), (40, "2031-04-11", "2031-04-30"));
    assert_eq!(server.get("/ahead/flee-1?file=points.csv").text().lines().count(), 21);
    for name in ["../manifest.json", "manifest.json", "input/routes.csv"] {
        assert_eq!(server.get(&format!("/ahead/flee-1?file={name}")).status, 404, "{name}");
    }
    assert!(server.get("/").text().contains("/ahead/flee-1"));
}

/// Those of another scenario say nothing of it.
#[test]
fn forecasts_of_the_past_stand_among_the_estimates_of_their_scenario() {
    let place = folder();
    let (of, out) = (scenario(), place.path().join("past"));
    let summary = hindcast_json(&[], &[None; 3], "2031-06-30");
    let draft = store::begin(Place::of(&out, false).expect("a place")).expect("begun");
    store::finish(draft, &of, "origin_date\n", &summary, &hindcast(&of, &summary)).expect("written");
    let server = Server::start(&[&out, &tiny(place.path(), "2031-08-31")], &place.path().join("data"));
    let words = "Quarters that end after 2031-06-30";
    assert!(server.get("/estimates/tiny").text().contains(words));
    assert!(server.get("/report/past").text().contains(words));
    assert!(!server.get("/estimates/sino-korean").text().contains(words));
}

const REPORT: &str = "outlet=Gazette&title=A+title&date=2031-04&precision=month&kind=news&source=C&credibility=3&because=one+source\
    &says=Fewer+came&county=Tarn";

#[test]
fn a_report_is_taken_into_a_copy_and_then_into_that_copy_itself() {
    let place = folder();
    let given = tiny(place.path(), "2031-08-31");
    let before = fs::read(given.join("evidence.toml")).expect("claims");
    let data = place.path().join("data");
    let server = Server::start(&[&given], &data);
    let asked = server.form("/evidence/tiny/report", &format!("{REPORT}&id=new-one"));
    let address = led(&asked);
    assert!(
        address.starts_with("/evidence/tiny-report?search=new-one&before="),
        "{address}"
    );
    assert_eq!(fs::read(given.join("evidence.toml")).expect("claims"), before);
    let seen = server.get(&address).text();
    assert!(
        seen.contains("The report was taken in.") && seen.contains("Tarn: Fewer came"),
        "{seen}"
    );
    let counts = "counts=arrivals&from=2031-04-01&to=2031-04-30&value=7&unit=persons";
    let again = server.form("/evidence/tiny-report/report", &format!("{REPORT}&id=second&{counts}"));
    assert!(led(&again).starts_with("/evidence/tiny-report?search=second"));
    let series = fs::read_to_string(data.join("scenarios/tiny-report/observed/arrivals.csv")).expect("the series");
    assert!(series.contains("2031-04-01,2031-04-30,7,second"), "{series}");
    assert!(server.get(&led(&again)).text().contains("Observed series: arrivals"));
}

#[test]
fn a_report_that_is_wrong_leaves_nothing() {
    let place = folder();
    let given = tiny(place.path(), "2031-08-31");
    let data = place.path().join("data");
    let server = Server::start(&[&given], &data);
    let counts = "counts=..%2F..%2Fevil&from=2031-04-01&to=2031-04-30&value=7";
    let wrong = [
        (REPORT.replace("county=Tarn", "county=Nowhere"), "no such county"),
        (REPORT.replace("source=C", "source=X"), "reliability"),
        (REPORT.replace("says=Fewer+came", "says="), "What it says is missing"),
        (format!("{REPORT}&{counts}"), "letters, digits and hyphens"),
    ];
    for (form, why) in wrong {
        let refused = server.form("/evidence/tiny/report", &format!("{form}&id=new-one"));
        assert_eq!(refused.status, 422, "{why}");
        assert!(refused.text().contains(why), "{why}: {}", refused.text());
    }
    assert!(!data.join("scenarios").exists());
}
