//! What an observer reads off a ledger, by hand.

mod common;

use amnok_model::facts::Activity;
use amnok_model::given::Command;
use amnok_model::inputs::Inputs;
use amnok_model::observers::{Error, Gap, OBSERVERS, Observation, ObservationKind, Part, Window, observer};
use amnok_model::record::measures::{MEASURES, measure};
use amnok_model::record::rows::{NONE, Rows};
use core::ops::Range;
use jiff::civil::date;

/// Two counties of 10 km each, two forces; January to March 2019.
fn inputs() -> Inputs {
    let mut inputs = common::open_border(90, 100);
    inputs.forces = vec![common::force("patrol"), common::force("others")];
    inputs
}

/// Day, county, measure, activity, stratum, force, reported by, value.
type Row = (u32, u16, &'static str, u8, u8, u8, u8, f64);

fn rows(all: &[Row]) -> Rows {
    let mut rows = Rows::default();
    for &(day, county, name, activity, stratum, force, reported_by, value) in all {
        rows.day.push(day);
        rows.county.push(county);
        rows.measure.push(measure(name) as u8);
        rows.activity.push(activity);
        rows.stratum.push(stratum);
        rows.force.push(force);
        rows.reported_by.push(reported_by);
        rows.value.push(value);
    }
    rows
}

const LEAVE: u8 = Activity::Leave as u8;
const SMUGGLE: u8 = Activity::Smuggle as u8;

fn ledger() -> Rows {
    let nobody = |day, county, name, value| (day, county, name, NONE, NONE, NONE, NONE, value);
    let tried = |day, county, name, activity, stratum, value| (day, county, name, activity, stratum, NONE, NONE, value);
    let of_force = |day, name, force, value| (day, 0, name, NONE, NONE, force, NONE, value);
    rows(&[
        tried(0, 0, "crossed", LEAVE, 0, 3.0),
        tried(0, 0, "crossed", LEAVE, 1, 4.0),
        tried(0, 1, "crossed", SMUGGLE, 0, 50.0),
        tried(0, 0, "sent_back", LEAVE, 0, 2.0),
        tried(0, 0, "sent_back", SMUGGLE, 0, 9.0),
        nobody(0, 0, "repatriated", 10.0),
        nobody(0, 0, "fence_km", 4.0),
        nobody(0, 1, "fence_km", 1.0),
        nobody(0, 0, "held_abroad", 310.0),
        of_force(0, "strength", 0, 100.0),
        of_force(0, "strength", 1, 900.0),
        of_force(0, "deals", 0, 20.0),
        of_force(0, "found_out", 0, 2.0),
        of_force(0, "found_out", 1, 70.0),
        of_force(0, "duty", 0, 620.0),
        tried(0, 0, "price", LEAVE, NONE, 100.0),
        tried(0, 0, "price", SMUGGLE, NONE, 3.0),
        // Told up a chain of command, and by an outlet.
        (0, 0, "arrested", NONE, NONE, NONE, 0, 6.0),
        (0, 0, "arrested", NONE, NONE, NONE, 1, 2.0),
        (0, 0, "found_out", NONE, NONE, NONE, 1, 1.0),
        tried(31, 0, "crossed", LEAVE, 0, 5.0),
        nobody(31, 0, "held_abroad", 28.0),
        tried(31, 1, "price", LEAVE, NONE, 300.0),
        nobody(59, 0, "fence_km", 6.0),
        nobody(59, 1, "fence_km", 3.0),
    ])
}

/// Reads a part without activity and people asked for.
fn read(name: &str, days: Range<u32>) -> Option<f64> {
    part(
        name,
        Part {
            days,
            ..Part::default()
        },
    )
    .expect("it can be read")
}

fn part(name: &str, part: Part) -> Result<Option<f64>, Gap> {
    let mut inputs = inputs();
    inputs.commands = vec![Command {
        name: "district".into(),
        hears: vec![],
        stages: vec![],
        orders: vec![],
    }];
    observer(name).expect("it is there").read(&inputs, &ledger(), &part)
}

#[test]
fn flows_add_up_levels_are_averaged_and_shares_divided() {
    assert_eq!(read("passages", 0..31), Some(57.0));
    assert_eq!(read("passages", 0..59), Some(62.0));
    assert_eq!(read("passages", 59..90), Some(0.0));
    // (310·31 + 28·28)/59.
    assert_eq!(read("held-abroad", 0..59), Some((310.0 * 31.0 + 28.0 * 28.0) / 59.0));
    assert_eq!(read("returned", 0..31), Some(21.0));
    assert_eq!(read("new-fence", 59..90), Some(4.0));
    assert_eq!(read("price", 0..59), Some(200.0));
    assert_eq!(read("price", 59..90), None);
    assert_eq!(read("guards-with-deals", 0..31), Some(0.2));
    assert_eq!(read("guards-with-deals", 59..90), None);
    // Twenty guard-days a day on 20 km.
    assert_eq!(read("guards-on-duty", 0..31), Some(1.0));
    // 2 of 100 of the patrol in 31 days.
    let rate = read("guards-found-out", 0..31).expect("there are guards");
    assert!((rate - 0.02 * 365.25 / 31.0).abs() < 1e-12);
    assert_eq!(read("guards-replaced", 0..31), Some(72.0));
    assert_eq!(read("stories", 0..90), Some(3.0));
}

#[test]
fn places_people_and_activities_are_told_apart() {
    let asked = |counties: Option<Vec<u16>>, strata: Option<Vec<u8>>, activity| Part {
        days: 0..31,
        counties,
        strata,
        activity,
    };
    let leave = Some(Activity::Leave);
    assert_eq!(part("passages", asked(None, None, leave)), Ok(Some(7.0)));
    assert_eq!(part("passages", asked(Some(vec![1]), None, None)), Ok(Some(50.0)));
    assert_eq!(part("passages", asked(None, Some(vec![1]), leave)), Ok(Some(4.0)));
    // Those sent back who had settled abroad are leavers.
    assert_eq!(part("returned", asked(None, None, leave)), Ok(Some(12.0)));
    assert_eq!(
        part("returned", asked(None, None, Some(Activity::Smuggle))),
        Ok(Some(9.0))
    );
    assert_eq!(part("guards-on-duty", asked(Some(vec![0]), None, None)), Ok(Some(2.0)));
    assert_eq!(part("price", asked(None, None, leave)), Ok(Some(100.0)));
}

#[test]
fn the_peak_is_that_of_a_whole_calendar_year() {
    let mut inputs = inputs();
    inputs.days = 365 + 366 + 31;
    let one = |day, value| (day, 0, "sent_back", LEAVE, 0, NONE, NONE, value);
    let rows = rows(&[one(0, 5.0), one(334, 6.0), one(365, 8.0), one(731, 90.0)]);
    let peak = |days| {
        let part = Part {
            days,
            ..Part::default()
        };
        observer("returned-peak")
            .expect("it is there")
            .read(&inputs, &rows, &part)
    };
    assert_eq!(peak(0..731), Ok(Some(11.0)));
    assert_eq!(peak(0..762), Ok(Some(11.0)));
    assert_eq!(peak(365..731), Ok(Some(8.0)));
    assert_eq!(peak(31..365), Ok(None));
}

#[test]
fn what_cannot_be_read_is_said() {
    let days = 0..31;
    let women = Part {
        strata: Some(vec![0]),
        days: days.clone(),
        ..Part::default()
    };
    assert_eq!(part("arrivals", women), Err(Gap::NotByStratum("arrivals")));
    let leavers = Part {
        activity: Some(Activity::Leave),
        days,
        ..Part::default()
    };
    assert_eq!(part("remitted", leavers), Err(Gap::NotByActivity("remitted")));
    let beyond = Part {
        days: 59..91,
        ..Part::default()
    };
    assert_eq!(part("passages", beyond), Err(Gap::Outside));
}

/// A name that is misspelt would be a measure that is never there; so those that are awaited stand here.
#[test]
fn every_measure_is_there_or_awaited() {
    const AWAITED: [&str; 8] = [
        "bystanders_shot",
        "foreigners_shot",
        "guards_hit",
        "guards_crossed",
        "brokers_arrested",
        "trade",
        "state_smuggling",
        "premium",
    ];
    let there = |name: &str| name.is_empty() || MEASURES.iter().any(|measure| measure.name == name);
    for observer in OBSERVERS {
        for term in observer.reads.terms() {
            assert!(
                there(term.measure) || AWAITED.contains(&term.measure),
                "{}: {}",
                observer.name,
                term.measure
            );
        }
        assert_eq!(OBSERVERS.iter().filter(|other| other.name == observer.name).count(), 1);
    }
}

#[test]
fn a_ratio_is_one_window_over_another() {
    let window = |month: i8, last: i8| Window {
        from: date(2019, month, 1),
        to: date(2019, month, last),
        counties: None,
        strata: None,
        activity: Some(Activity::Leave),
    };
    let mut ratio = Observation {
        id: "fall".into(),
        quantity: "passages of February over January".into(),
        observer: observer("passages").expect("it is there"),
        kind: ObservationKind::Ratio,
        window: window(2, 28),
        against: Some(window(1, 31)),
        low: Some(0.5),
        high: Some(1.0),
        unit: String::new(),
        grade: 'A',
        source: "a".into(),
        note: String::new(),
    };
    assert_eq!(ratio.read(&inputs(), &ledger()), Ok(Some((5.0 / 28.0) / (7.0 / 31.0))));
    ratio.against = Some(window(3, 31));
    assert_eq!(ratio.read(&inputs(), &ledger()), Ok(None));
    ratio.window = window(4, 30);
    assert_eq!(ratio.read(&inputs(), &ledger()), Err(Gap::Outside));
    assert_eq!(ratio.gap(&inputs()), Some(Gap::Outside));
    ratio.window.from = date(2018, 12, 1);
    assert_eq!(ratio.gap(&inputs()), Some(Gap::Outside));
}

/// The factors that docs/model.md §7.20 states, to the digits that it gives.
#[test]
fn observations_scatter_by_the_factors_that_the_page_states() {
    for (name, factor, digit) in [
        ("price", 1.75, 0.01),
        ("new-fence", 1.2, 0.05),
        ("remitted", 2.0, 0.05),
        ("cameras", 2.0, 0.05),
        ("trade", 1.1, 0.05),
    ] {
        let Some(Error::LogNormal(deviation)) = observer(name).map(|o| o.error) else {
            panic!("{name} has a log-normal error");
        };
        let found = libm::exp(deviation);
        assert!((found - factor).abs() < digit, "{name}: {found} for {factor}");
    }
    assert_eq!(observer("arrivals").map(|o| o.error), Some(Error::Poisson));
}
