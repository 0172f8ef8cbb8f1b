//! Small cases that Flee has no test of, with what was measured on it or follows from its rules, through its input format.
//!
//! Statistical tests have fixed seeds. A count is compared with its exact expectation by a z-score; a bound of 4.5 has a
//! false-alarm chance of 7·10⁻⁶ a comparison (fewer than 100 comparisons in this file share 10⁻³), and a probability that is
//! off by 0.02 is seen with a power above 0.99 at 40,000 people.

mod flee_example;

use amnok_displacement::ground::Ground;
use amnok_displacement::newcomers::{Schedule, come};
use amnok_displacement::spawning::ByConflict;
use amnok_displacement::{Displacement, MovementEngine};
use flee_example::{LUCK, both, close_to, courses, folder, network, world};

const HUB: &str = "H,,,,,conflict,0,9\nA,,,,,camp,,1000\nB,,,,,camp,,\n";

/// B1: links passed on the first day, from a hub along hubs; and when the last place of one long link is reached.
#[test]
fn b1_links_of_a_day() {
    let names: Vec<String> = (0..14).map(|i| format!("h{i}")).collect();
    let places: String = names.iter().map(|n| format!("{n},,,,,forwarding_hub,,\n")).collect();
    for (km, links) in [
        (50, 8),
        (100, 4),
        (179, 3),
        (180, 2),
        (359, 2),
        (360, 0),
        (361, 0),
        (500, 0),
    ] {
        // One way: the link back is taken out of the network.
        let routes: String = names.windows(2).map(|w| format!("{},{},{km}\n", w[0], w[1])).collect();
        let mut world = world(&folder(1, &places, &routes, &[]));
        for link in 0..world.network.links.len() {
            let back = world.network.links[link].to < world.network.links[link].from;
            world.network.set_open(link, !back);
        }
        both(&world, &[(0, 10)], 1, |_, ground, engine| {
            let at = ground.present.iter().position(|n| *n == 10);
            assert_eq!(at, (links > 0).then_some(links), "{engine}: links of {km} km");
        });
    }
    let end = "h0,,,,,forwarding_hub,,\nend,,,,,camp,,\n";
    for (km, day) in [(359, 0), (360, 1), (719, 1), (720, 2)] {
        let world = world(&folder(3, end, &format!("h0,end,{km}\n"), &[]));
        both(&world, &[(0, 10)], 3, |today, ground, engine| {
            let there = today == day;
            assert!(!there || ground.present[1] == 10, "{engine}: {km} km on day {today}");
            assert!(
                today >= day || ground.present[1] == 0,
                "{engine}: {km} km on day {today}"
            );
        });
    }
}

/// B2: shares of a camp that fills, a free one, and those who stay, by people one by one too: few enough for the count
/// in the camp to stay where it is.
#[test]
fn b2_a_camp_that_fills() {
    let places = HUB.replace("1000", "4000000000");
    let settings = [("simsetting.yml", "move_rules: {camp_movechance: 0}")];
    let base = world(&folder(1, &places, "H,A,100\nH,B,100\n", &settings));
    for (occupied, a, stay) in [
        (0.90, 0.5, 0.0),
        (0.92, 4.0 / 9.0, 0.0),
        (0.94, 0.375, 0.0),
        (0.96, 0.0, 2.0 / 7.0),
        (0.98, 0.0, 1.0 / 6.0),
        (1.0, 0.0, 0.0),
    ] {
        for engine in ["cohorts", "people"] {
            let mut ground = Ground::new(base.network.clone());
            ground.present[1] = (occupied * 4e9) as i64;
            let before = ground.present[1];
            flee_example::one_day(&mut ground, engine, (0, 40_000));
            close_to(ground.present[1] - before, 4e4, a, engine);
            close_to(ground.present[0], 4e4, stay, engine);
            close_to(ground.present[2], 4e4, 1.0 - a - stay, engine);
        }
    }
}

/// B3: a hub whose only neighbour is a full camp.
#[test]
fn b3_nobody_leaves_for_a_full_camp() {
    let settings = [("simsetting.yml", "move_rules: {camp_movechance: 0}")];
    let world = world(&folder(5, HUB, "H,A,100\n", &settings));
    both(&world, &[(1, 1000), (0, 500)], 5, |_, ground, engine| {
        assert_eq!(ground.present, [500, 1000, 0], "{engine}");
    });
}

/// B4: a border closed and opened again under people on the way: they turn back at the far end, and set out anew.
#[test]
fn b4_a_border_closed_in_mid_travel() {
    let places = "H,,x,,,conflict,0,9\nA,,y,,,camp,,\n";
    let more = [
        ("closures.csv", "country,x,y,1,2\n"),
        ("simsetting.yml", "move_rules: {camp_movechance: 0}"),
    ];
    let world = world(&folder(6, places, "H,A,1000\n", &more));
    both(&world, &[(0, 10)], 6, |day, ground, engine| {
        let expected = match day {
            2 => [10, 0],
            5 => [0, 10],
            _ => [0, 0],
        };
        assert_eq!(ground.present, expected, "{engine} on day {day}");
    });
}

/// B5, B6: code 1 counts a route twice, code 2 has no effect.
#[test]
fn b5_and_b6_forced_redirection() {
    let settings = [("simsetting.yml", "move_rules: {camp_movechance: 0}")];
    for (code, share) in [(0, 0.5), (1, 2.0 / 3.0), (2, 0.5)] {
        let routes = format!("H,A,100,{code}\nH,B,100,0\n");
        let world = world(&folder(1, &HUB.replace("1000", ""), &routes, &settings));
        both(&world, &[(0, 40_000)], 1, |_, ground, engine| {
            close_to(ground.present[1], 4e4, share, engine)
        });
    }
}

/// B7: people of the first day take their room from the limit; what is left below 1 is no limit.
#[test]
fn b7_a_limit_used_up_on_the_first_day_is_no_limit() {
    let places = "H,,,,,conflict,0,9\nA,,,,,camp,,50\nB,,,,,camp,,50\n";
    let more = [
        ("registered/data_layout.csv", "total,a.csv\nA,a.csv\nB,b.csv\n"),
        ("registered/a.csv", "2030-01-01,50\n"),
        ("registered/b.csv", "2030-01-01,20\n"),
    ];
    let world = world(&folder(2, places, "H,A,9\nH,B,9\n", &more));
    let mut network = world.network.clone();
    come(&world, &Schedule::new(&world), &mut network, (LUCK, 0), true);
    assert_eq!((network.limit(1), network.limit(2)), (None, Some(30.0)));
    // The people themselves count: 20 of 30, and 30 would be full.
    assert_eq!(
        (network.room(1, 1000), network.room(2, 20), network.room(2, 30)),
        (1.0, 1.0, 0.0)
    );
}

/// B8: newcomers, debt and the raw count from shrinking data.
#[test]
fn b8_debt_of_shrinking_data() {
    let places = "H,,,,,conflict,0,9\nA,,,,,camp,,\nB,,,,,camp,,\n";
    let more = [
        ("registered/data_layout.csv", "total,total.csv\nA,a.csv\nB,b.csv\n"),
        ("registered/total.csv", "2030-01-01,100\n"),
        ("registered/a.csv", "2030-01-01,50\n2030-01-06,80\n2030-01-11,40\n"),
        ("registered/b.csv", "2030-01-03,10\n2030-01-11,33\n"),
    ];
    let world = world(&folder(11, places, "H,A,9\nH,B,9\n", &more));
    let schedule = Schedule::new(&world);
    let newcomers: Vec<u32> = (0..8).map(|day| schedule.newcomers(day)).collect();
    assert_eq!(newcomers, [0, 6, 6, 8, 9, 9, 0, 0]);
    for course in courses(&world) {
        let column = |f: fn(&amnok_displacement::Row) -> i64| course.rows.iter().map(f);
        assert!(column(|row| row.debt).eq([0, 0, 0, 0, 0, 0, 5, 10, 15, 20, 25]));
        assert!(
            column(|row| row.registered_total)
                .take(7)
                .eq([160, 166, 172, 180, 189, 198, 193])
        );
        assert!(column(|row| row.simulated_total).eq([60, 66, 72, 80, 89, 98, 98, 98, 98, 98, 98]));
    }
}

/// B9: only beginnings and ends of conflicts count.
#[test]
fn b9_a_change_of_intensity_is_not_taken_note_of() {
    let places = "A,,,,,conflict,0,9\nB,,,,,conflict,1,9\nC,,,,,conflict,0,9\n";
    let rows = "#Day,A,B,C\n0,0,0,0\n1,0.5,0.5,0\n2,1,1,0\n3,0,0,0\n4,0,0,0\n5,0.2,0,0\n";
    let world = world(&folder(6, places, "A,B,9\n", &[("conflicts.csv", rows)]));
    let intensity = |place: usize| [0, 1, 2, 3, 4, 5].map(|day| network(&world, day).places[place].intensity);
    assert_eq!(intensity(0), [1.0, 0.5, 0.5, 0.0, 0.0, 0.2]);
    assert_eq!(intensity(1), [0.0, 0.5, 0.5, 0.0, 0.0, 0.0]);
    assert_eq!(
        intensity(2),
        [1.0; 6],
        "active from the beginning, and never ended by the file"
    );
    let ended = &network(&world, 3).places[0];
    assert!(ended.town && ended.move_chance == 0.3);
}

/// B10: a closed camp is a town.
#[test]
fn b10_a_closed_camp_is_a_town() {
    let places = "H,,,,,conflict,0,9\nA,,,,,camp,,700\nB,,,,,idpcamp,,\n";
    let more = [("closures.csv", "camp,A,,1,2\nidpcamp,B,,1,2\n")];
    let world = world(&folder(3, places, "H,A,9\n", &more));
    let at = |place: usize, day: u32| network(&world, day).places[place].clone();
    assert_eq!([0, 1, 2].map(|day| at(1, day).move_chance), [0.001, 0.3, 0.001]);
    assert_eq!([0, 1, 2].map(|day| at(2, day).move_chance), [0.1, 0.3, 0.1]);
    assert!(at(1, 1).town && !at(1, 1).camp && at(1, 1).capacity == 700 && !at(1, 2).town && at(2, 2).idp);
}

/// B11: with awareness 2 those who head for C pass B without a pause; the others stay in B with 0.7.
#[test]
fn b11_a_planned_route_is_kept() {
    let places = "A,,,,,forwarding_hub,,\nB,,,,,town,,\nC,,,,,camp,,\n";
    let settings = [("simsetting.yml", "move_rules: {awareness_level: 2, camp_movechance: 0}")];
    let world = world(&folder(3, places, "A,B,400\nB,C,400\n", &settings));
    let heading = (1.0 / 810.0) / (1.0 / 810.0 + 1.0 / 410.0);
    assert!((heading - 0.336_f64).abs() < 1e-3);
    both(&world, &[(0, 40_000)], 3, |day, ground, engine| match day {
        1 => close_to(ground.present[1], 4e4, (1.0 - heading) * 0.7, engine),
        // Half of those who left B on the way go to C, the others back to A.
        2 => close_to(ground.present[2], 4e4, heading + (1.0 - heading) * 0.3 * 0.5, engine),
        _ => {}
    });
}

/// B12: files of one row of the layout are merged, not summed.
#[test]
fn b12_series_are_merged() {
    let dated = |points: &[(u32, u32)]| {
        points
            .iter()
            .map(|(d, v)| format!("2030-01-{:02},{v}\n", d + 1))
            .collect::<String>()
    };
    let first = dated(&[(0, 10), (10, 20), (20, 30)]);
    let second = dated(&[(0, 1), (5, 2), (15, 3), (25, 4), (30, 5)]);
    let more = [
        ("registered/data_layout.csv", "total,a.csv\nA,a.csv,b.csv\nB,a.csv\n"),
        ("registered/a.csv", first.as_str()),
        ("registered/b.csv", second.as_str()),
    ];
    let world = world(&folder(30, HUB, "H,A,9\n", &more));
    let merged = [(0, 11.0), (5, 22.0), (10, 22.0), (15, 33.0), (20, 33.0), (20, 33.0)];
    assert_eq!(world.series[1].points, merged);
}

fn by_conflict(mode: &str, days: u32, places: &str) -> Displacement {
    let settings = format!("spawn_rules: {{conflict_driven_spawning: {{{mode}}}}}");
    let routes = "Z1,K,50\nZ2,K,50\nZ3,K,50\n";
    world(&folder(days, places, routes, &[("simsetting.yml", &settings)]))
}

const ZONES: &str = "Z1,,,,,conflict,0,2000\nZ2,,,,,conflict,0,3999\nZ3,,,,,conflict,0,100\nK,,,,,camp,,\n";

/// One zone: 100 a day for ten days are 1000. Three zones, of which one ends and one falls to half after two days: 900 after four.
#[test]
fn c_newcomers_follow_from_the_conflicts() {
    let one = by_conflict(
        "displaced_per_conflict_day: 100",
        10,
        &ZONES
            .replace("conflict,0,2000", "conflict,1,1")
            .replace("conflict,0,3999", "town,,"),
    );
    for course in courses(&one) {
        let last = course.rows.last().expect("a day");
        assert_eq!((last.simulated_total, last.registered_total, last.debt), (1000, 0, 0));
        assert_eq!(last.total_error, 0.0);
    }
    let three = by_conflict("displaced_per_conflict_day: 100", 4, ZONES);
    let (schedule, mut network, mut all) = (Schedule::new(&three), three.network.clone(), 0);
    for day in 0..4 {
        if day == 2 {
            (network.places[0].intensity, network.places[1].intensity) = (0.0, 0.5);
        }
        all += come(&three, &schedule, &mut network, (LUCK, day), true)
            .iter()
            .map(|(_, n, _)| n)
            .sum::<u32>();
    }
    assert_eq!(all, 900);
}

/// Ratio: cut to a whole number place by place. Poisson: 400 place-days of mean 7.5, within 4.5 standard deviations.
#[test]
fn c_newcomers_by_ratio_and_poisson() {
    let ratio = by_conflict("spawn_mode: pop_ratio, displaced_per_conflict_day: 0.01", 3, ZONES);
    assert_eq!(courses(&ratio)[0].rows[2].simulated_total, 3 * (20 + 39 + 1));
    let default = by_conflict("spawn_mode: pop_ratio", 3, ZONES);
    assert_eq!(default.spawning.by_conflict, Some(ByConflict::OfPopulation(0.01)));
    let poisson = by_conflict("spawn_mode: poisson, displaced_per_conflict_day: 2.5", 400, ZONES);
    let course = poisson.run(&Schedule::new(&poisson), LUCK, MovementEngine::Cohorts);
    let (all, mean) = (course.rows[399].simulated_total as f64, 400.0 * 7.5_f64);
    assert!(((all - mean) / mean.sqrt()).abs() < 4.5, "{all} for {mean}");
}

/// By road C is as near as A, by air it is far away: practically nobody goes there.
#[test]
fn c_people_stay_close_to_home() {
    let places = "A,,,1,0,conflict,0,9\nB,,,0,0,town,,\nC,,,126,0,town,,\n";
    for (close, most) in [(true, 1), (false, 100)] {
        let settings = format!("move_rules: {{stay_close_to_home: {close}, home_distance_power: 5}}");
        let world = world(&folder(
            20,
            places,
            "A,B,100\nB,C,100\n",
            &[("simsetting.yml", &settings)],
        ));
        assert!((world.network.great_circle(1, 2) - 14_010.0).abs() < 10.0);
        both(&world, &[(0, 100)], 20, |day, ground, engine| {
            assert!(ground.present[2] <= most, "{engine}: {}", ground.present[2]);
            assert!(
                close || day < 19 || ground.present[2] > 10,
                "{engine}: without the rule they go"
            );
        });
    }
}

/// Newcomers are taken from populations, never below 0; once there is nobody left they are shared out all the same.
#[test]
fn c_newcomers_are_taken_from_populations() {
    let more = |rule: &'static str| {
        [
            ("simsetting.yml", rule),
            ("registered/data_layout.csv", "total,k.csv\nK,k.csv\n"),
            ("registered/k.csv", "2030-01-01,0\n2030-01-05,400\n"),
        ]
    };
    let places = "Z1,,,,,conflict,0,90\nZ2,,,,,conflict,0,90\nZ3,,,,,town,,100\nK,,,,,camp,,\n";
    let routes = "Z1,K,50\nZ2,K,50\nZ3,K,50\n";
    let world = world(&folder(
        5,
        places,
        routes,
        &more("spawn_rules: {take_from_population: true}"),
    ));
    let (schedule, mut network) = (Schedule::new(&world), world.network.clone());
    let mut left = [90_i64, 90];
    for day in 0..5 {
        for (place, count, _) in come(&world, &schedule, &mut network, (LUCK, day), true) {
            left[place] = (left[place] - i64::from(count)).max(0);
        }
        assert_eq!(
            [network.places[0].population, network.places[1].population],
            left,
            "day {day}"
        );
        assert_eq!(network.places[2].population, 100);
    }
    assert_eq!(left, [0, 0]);
    for course in courses(&world) {
        assert_eq!(course.rows[4].simulated_total, 400, "nobody is lost");
    }
}
