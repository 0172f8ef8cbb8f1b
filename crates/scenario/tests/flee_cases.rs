//! Flee's own tests, through its input format: what is right is known exactly, or by its probability.
//!
//! Statistical tests have fixed seeds. A count is compared with its exact expectation by a z-score; a bound of 4.5 has a
//! false-alarm chance of 7·10⁻⁶ a comparison (fewer than 100 comparisons in this file share 10⁻³), and a probability that is
//! off by 0.02 is seen with a power above 0.99 at 40,000 people.

mod flee_example;

use amnok_displacement::choices::in_sum;
use amnok_displacement::ground::Ground;
use amnok_displacement::network::{Network, Rules};
use amnok_displacement::newcomers::Schedule;
use flee_example::{both, close_to, courses, folder, network, world};

const FAST: &str = "move_rules: {max_move_speed: 5000, max_walk_speed: 5000, camp_movechance: 0}";
/// A star: from A to B, C and D.
const STAR: &str = "A,B,834\nA,C,1368\nA,D,536\n";

/// Places and open ends of the options of a place: destination, km.
fn options(network: &Network, place: usize) -> Vec<(String, f64)> {
    let mut ground = Ground::new(network.clone());
    ground.prepare(&[], 0);
    let choices = ground.choices.of(place).iter();
    let mut all: Vec<(String, f64)> = choices
        .map(|c| (network.places[c.destination as usize].name.clone(), c.km))
        .collect();
    all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    all
}

/// A2, A4: newcomers are differences of cut values; with `insert_day0` off the first day counts all series; shares of those
/// who leave follow the softened distance.
#[test]
fn a2_and_a4_people_escape_from_one_place() {
    let places = "A,,,,,conflict,0,9\nB,,,,,camp,,\nC,,,,,camp,,\nD,,,,,camp,,\n";
    let rest = "C,none.csv\nD,none.csv\n";
    let series = "2030-01-01,500\n2031-01-01,6000\n";
    for (empty, all) in [(false, 1135), (true, 135)] {
        let settings = format!("{FAST}\nspawn_rules: {{insert_day0: false, empty_camps_on_day0: {empty}}}");
        let layout = format!("total,total.csv\nB,b.csv\n{rest}");
        let more = [
            ("simsetting.yml", settings.as_str()),
            ("registered/data_layout.csv", &layout),
            ("registered/total.csv", series),
            ("registered/b.csv", series),
            ("registered/none.csv", "2030-01-01,0\n"),
        ];
        let world = world(&folder(10, places, STAR, &more));
        let schedule = Schedule::new(&world);
        assert_eq!(
            (schedule.newcomers(0), (1..10).map(|d| schedule.newcomers(d)).sum()),
            (all - 135, 135u32)
        );
        for course in courses(&world) {
            let last = course.rows.last().expect("a day");
            assert_eq!(
                (last.simulated_total, last.simulated_in_camps),
                (i64::from(all), i64::from(all))
            );
            let weights = [1.0 / 844.0, 1.0 / 1378.0, 1.0 / 546.0];
            for (camp, weight) in weights.iter().enumerate() {
                close_to(
                    last.simulated[camp],
                    f64::from(all),
                    weight / weights.iter().sum::<f64>(),
                    "a camp",
                );
            }
        }
    }
}

/// A3: the daily addition is made before movement, on the first day too; it does not hinder those who leave.
#[test]
fn a3_capacity_is_added_before_movement() {
    let places = "#n,r,c,x,y,t,d,p,capacity_per_day\nA,,,,,conflict,0,9,10000\nB,,,,,camp,,100,60\nC,,,,,camp,,100,0\n";
    let spawn = "spawn_rules: {conflict_driven_spawning: {displaced_per_conflict_day: 60}}";
    let settings = format!("{FAST}\n{spawn}");
    let world = world(&folder(4, places, "A,B,30\nA,C,30\n", &[("simsetting.yml", &settings)]));
    for course in courses(&world) {
        // 60 a day: B never comes near its 160, 220, …; C does not reach its 100 before it is nearly full.
        assert!(
            course
                .rows
                .iter()
                .all(|row| row.simulated_in_camps == row.simulated_total)
        );
    }
    let narrow = places
        .replace("camp,,100,60", "camp,,100,1")
        .replace(",10000\n", ",0\n");
    let one = folder(4, &narrow, "A,B,30\n", &[("simsetting.yml", &settings)]);
    for course in courses(&crate::world(&one)) {
        // Nobody sets out above 95 % of 101, 102, 103, 104: 0, then 60, then stay from 95.95 on.
        let in_camp: Vec<i64> = course.rows.iter().map(|row| row.simulated[0]).collect();
        assert!(in_camp[0] == 60 && in_camp[3] >= 96, "{in_camp:?}");
    }
}

/// A5: straight lines cut to whole numbers, and a correction of an overcount.
#[test]
fn a5_series_are_straight_lines_and_corrected() {
    let places = "A,,,,,conflict,0,9\nB,,,,,camp,,\n";
    let series =
        "Date,count\n2010-01-01,500\n2011-01-01,6000\n2012-01-01,70000\n2013-01-01,800000\n2014-01-01,400000\n";
    let more = |corrections| {
        [
            ("sim_period.csv", "StartDate,2010-06-01\nLength,1200\n"),
            ("registration_corrections.csv", corrections),
            ("registered/data_layout.csv", "total,b.csv\nB,b.csv\n"),
            ("registered/b.csv", series),
        ]
    };
    let values = |corrections| {
        let world = world(&folder(1200, places, "A,B,9\n", &more(corrections)));
        [0, 300, 700].map(|day| world.series[1].value(day))
    };
    assert_eq!(values(""), [2775, 21_079, 311_338]);
    assert_eq!(values("B,2014-01-01\n"), [1387, 10_539, 155_669]);
    let world = world(&folder(1200, places, "A,B,9\n", &more("")));
    assert_eq!((0..1200).map(|day| world.series[1].value(day)).max(), Some(800_000));
}

/// A6: a foreign weight of 0 keeps people out.
#[test]
fn a6_a_foreign_weight_of_zero_keeps_out() {
    let places = "A,,x,,,conflict,0,9\nB,,x,,,camp,,\nC,,x,,,camp,,\nD,,y,,,camp,,\n";
    let settings = "move_rules: {max_move_speed: 5000, foreign_weight: 0, camp_movechance: 0}";
    let world = world(&folder(1, places, STAR, &[("simsetting.yml", settings)]));
    both(&world, &[(0, 40_000)], 1, |_, ground, engine| {
        assert_eq!(ground.present[3], 0, "{engine}");
        close_to(
            ground.present[1],
            4e4,
            (1.0 / 844.0) / (1.0 / 844.0 + 1.0 / 1378.0),
            engine,
        );
    });
}

/// A7: how far people look ahead; with 0 nobody moves.
#[test]
fn a7_awareness_adds_paths() {
    let towns: String = ["A", "B", "C", "D", "C2", "D2"]
        .map(|n| format!("{n},,,,,town,,\n"))
        .concat();
    let places = towns + "D3,,,,,camp,,\n";
    let routes = "A,B,834\nA,C,834\nA,D,834\nC,C2,834\nC,D2,834\nD,D2,834\nD2,D3,834\nC2,D3,834\n";
    let at = |level: u32| {
        let settings = format!("move_rules: {{awareness_level: {level}}}");
        let mut files = folder(1, &places, routes, &[("simsetting.yml", &settings)]);
        files.contents.remove("closures.csv");
        options(&world(&files).network, 0)
    };
    let named = |names: &[&str], km: f64| names.iter().map(|n| ((*n).to_owned(), km)).collect::<Vec<_>>();
    let mut expected = Vec::new();
    assert_eq!(at(0), expected);
    for (level, more) in [
        (1, named(&["B", "C", "D"], 834.0)),
        (2, named(&["C2", "D2", "D2"], 1668.0)),
        (3, named(&["C", "D", "D3", "D3", "D3"], 2502.0)),
        (4, named(&["C2", "C2", "C2", "D2"], 3336.0)),
    ] {
        expected.extend(more);
        assert_eq!(at(level), expected, "level {level}");
    }
}

/// A8, A9: markers are passed without being counted, and are no destination; alike ways weigh alike.
#[test]
fn a8_and_a9_markers_are_passed_and_equal_ways_are_equal() {
    let places = "A,,,,,town,,\nB,,,,,town,,\nC,,,,,marker,,\nD,,,,,camp,,\n";
    let settings = [("simsetting.yml", "move_rules: {awareness_level: 4}")];
    let world = world(&folder(1, places, "A,B,834\nA,C,834\nB,D,834\nC,D,834\n", &settings));
    let expected = [("B", 834.0), ("D", 1668.0), ("D", 1668.0), ("B", 2502.0)];
    let found = options(&world.network, 0);
    assert!(found.iter().map(|(n, km)| (n.as_str(), *km)).eq(expected), "{found:?}");

    let names = ["A", "B", "C1", "D1", "C2", "D2", "D3"];
    let places: String = names.map(|n| format!("{n},,,,,town,,\n")).concat();
    let routes = "A,B,10\nA,C1,10\nA,D1,10\nC1,C2,10\nD1,D2,10\nD2,D3,10\n";
    let mut ground = Ground::new(crate::world(&folder(1, &places, routes, &[])).network);
    ground.prepare(&[], 0);
    let weights: Vec<f64> = ground.choices.weights(0, 0).to_vec();
    assert_eq!(weights, [1.0 / 20.0; 3]);
}

/// A10, A11: a closed place has no open links, and a closed link none in either direction.
#[test]
fn a10_and_a11_closures_take_links_away() {
    let places = "A,,,,,conflict,0,9\nB,,,,,camp,,\nC,,,,,camp,,\nD,,,,,camp,,\n";
    for closure in ["location,C,,0,-1\n", "link,A,C,0,-1\n"] {
        let world = world(&folder(
            1,
            places,
            STAR,
            &[("closures.csv", closure), ("simsetting.yml", FAST)],
        ));
        let network = network(&world, 0);
        let open = |place| {
            options(&network, place)
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            (open(0), open(2)),
            (vec!["D".to_owned(), "B".into()], vec![]),
            "{closure}"
        );
        both(&world, &[(0, 40_000)], 1, |_, ground, engine| {
            close_to(
                ground.present[1],
                4e4,
                (1.0 / 844.0) / (1.0 / 844.0 + 1.0 / 546.0),
                engine,
            );
        });
    }
}

/// A12: one newcomer a day; the place they go to is closed after three days.
#[test]
fn a12_a_closed_place_keeps_people_where_they_are() {
    let places = "A,,,,,conflict,0,9\nB,,,,,camp,,\nC,,,,,camp,,\n";
    let spawn = "spawn_rules: {conflict_driven_spawning: {displaced_per_conflict_day: 1}}";
    let more = [
        ("closures.csv", "camp,C,,0,-1\nlocation,B,,3,-1\n"),
        (
            "simsetting.yml",
            &format!("move_rules: {{camp_movechance: 0}}\n{spawn}"),
        ),
    ];
    let world = world(&folder(100, places, "A,B,5\n", &more));
    assert_eq!(network(&world, 0).places[2].move_chance, 0.3);
    for course in courses(&world) {
        let last = course.rows.last().expect("a day");
        assert_eq!(
            (last.simulated_total, last.simulated[0], last.simulated_in_camps),
            (100, 3, 3)
        );
    }
}

/// A13: a conflict begins by its file, and a border is closed from one day up to another.
#[test]
fn a13_conflicts_begin_and_borders_close_by_the_file() {
    let places = "A,AB,ABC,,,conflict,0,100\nB,AB,ABC,,,town,,\nC,C,ABC,,,conflict,50,80\nC2,C,ABC,,,conflict,90,80\n\
        D,D,DEF,,,camp,,900\nE,EF,DEF,,,camp,,900\nF,EF,DEF,,,forwarding_hub,,\n";
    let routes = "A,B,5\nB,C,5\nC,C2,5\nB,D,9\nC,E,9\nD,E,5\nE,F,5\nF,D,5\nA,F,9\n";
    let row = |day: u32| {
        format!(
            "{day},{},{},{}\n",
            1,
            u8::from(day >= 50),
            u8::from((90..94).contains(&day))
        )
    };
    let conflicts = String::from("#Day,A,C,C2\n") + &(0..100).map(row).collect::<String>();
    let more = [
        ("conflicts.csv", conflicts.as_str()),
        ("closures.csv", "#type\ncountry,ABC,DEF,5,8\n"),
    ];
    let world = world(&folder(100, places, routes, &more));
    let intensity = |place: usize, day: u32| network(&world, day).places[place].intensity;
    assert_eq!([intensity(2, 49), intensity(2, 50), intensity(0, 0)], [0.0, 1.0, 1.0]);
    assert_eq!([intensity(3, 93), intensity(3, 94)], [1.0, 0.0]);
    for day in [4, 5, 7, 8] {
        let network = network(&world, day);
        let abroad = |l: &&amnok_displacement::network::Link| (l.from < 4) != (l.to < 4);
        let open = network.links.iter().filter(abroad).filter(|l| l.open).count();
        assert_eq!(open, if (5..8).contains(&day) { 0 } else { 6 }, "day {day}");
    }
}

/// A14: places become something else on their day; a place of conflict takes the default intensity, made a whole number.
#[test]
fn a14_places_become_something_else() {
    let places = "A,,,,,conflict,0,100\nB,,,,,town,,\nC,,,,,town,,\n";
    let conflicts = String::from("#Day,A\n") + &"0,1\n".repeat(501);
    let more = [
        ("conflicts.csv", conflicts.as_str()),
        (
            "location_changes.csv",
            "#name,type,day\nC,idpcamp,100\nA,town,500\nB,conflict_zone,3\n",
        ),
        ("simsetting.yml", "default_conflict_intensity: 3"),
    ];
    let world = world(&folder(501, places, "A,B,5\nB,C,5\n", &more));
    let at = |place: usize, day: u32| network(&world, day).places[place].clone();
    assert!(at(2, 99).town && !at(2, 99).camp && at(2, 100).idp && at(2, 100).camp);
    assert_eq!((at(2, 99).move_chance, at(2, 100).move_chance), (0.3, 0.1));
    assert_eq!([at(0, 499).intensity, at(0, 500).intensity], [1.0, 0.0]);
    assert!(at(0, 500).town);
    assert_eq!([at(1, 2).intensity, at(1, 3).intensity], [0.0, 3.0]);
}

/// A15: options lighter than the best divided by the threshold are dropped.
#[test]
fn a15_light_options_are_pruned() {
    for (weights, pruning, kept) in [
        ([1.0, 8.0, 4.0, 12.0], 2.0, [0.0, 8.0, 0.0, 12.0]),
        ([1.0, 8.0, 9.0, 12.0], 1.1, [0.0, 0.0, 0.0, 12.0]),
        ([1.0, 8.0, 9.0, 12.0], 1.0, [1.0, 8.0, 9.0, 12.0]),
    ] {
        let rules = Rules {
            pruning,
            ..Rules::default()
        };
        let mut found = weights;
        in_sum(&mut found, &rules);
        let mut sum = 0.0;
        let ends = kept.map(|weight| {
            sum += weight;
            sum
        });
        assert_eq!(found, ends);
    }
}
