//! Rules on floods, hunger, harvests, camps that people stay in and short stints, through Flee's input format: worked cases, by both engines.
//!
//! Statistical tests have fixed seeds. A count is compared with its exact expectation by a z-score; a bound of 4.5 has a
//! false-alarm chance of 7·10⁻⁶ a comparison (fewer than 60 comparisons in this file share 10⁻³), and a probability that is
//! off by 0.02 is seen with a power above 0.99 at 30,000 people.

mod flee_example;

use amnok_displacement::newcomers::{Schedule, come};
use amnok_scenario::flee::load_files;
use flee_example::{LUCK, both, close_to, courses, folder, network, world};

/// Constant: the number of the level. By share: of the population, cut to a whole number place by place. Poisson: of that mean, cut
/// first. Dry places send nobody.
#[test]
fn newcomers_follow_the_levels_of_floods() {
    let places = "Z1,,,,,flood_zone,,20000\nZ2,,,,,flood_zone,,39990\nZ3,,,,,flood_zone,,100\nK,,,,,camp,,\n";
    let routes = "Z1,K,50\nZ2,K,50\nZ3,K,50\n";
    let levels = |days: usize| "#Day,Z1,Z2\n0,1,2\n1,0,2\n2,1,0\n".to_owned() + &"9,1,2\n".repeat(days - 3);
    let totals = |mode: &str, days: usize| {
        let settings = format!(
            "spawn_rules: {{take_from_population: true, flood_zone_spawning_only: true, conflict_zone_spawning_only: false, \
             flood_driven_spawn_mode: {{{mode}}}}}\n\
             move_rules: {{flood_rules: {{flood_movechances: [0.3, 0.5, 0.9, 1.0], flood_loc_weights: [1.0, 0.5, 0.2, 0.1]}}}}"
        );
        let more = [
            ("simsetting.yml", settings.as_str()),
            ("flood_level.csv", &levels(days)),
        ];
        let world = world(&folder(days as u32, places, routes, &more));
        courses(&world).map(|course| course.rows.iter().map(|row| row.simulated_total).collect::<Vec<_>>())
    };
    for course in totals("spawn_mode: constant, displaced_per_flood_day: [0, 5, 9.7, 30]", 3) {
        assert_eq!(course, [14, 23, 28]);
    }
    for course in totals("spawn_mode: pop_ratio, displaced_per_flood_day: [0, 0.01, 0.025, 1]", 3) {
        // 20000 · 0.01, then of 19800 left; 39990 · 0.025 = 999.75, then of 38991 left: 974.775.
        assert_eq!(course, [200 + 999, 200 + 999 + 974, 200 + 999 + 974 + 198]);
    }
    for course in totals("spawn_mode: poisson, displaced_per_flood_day: [0, 5.9, 9, 30]", 403) {
        let (all, mean) = ((course[402] - course[2]) as f64, 400.0 * 14.0_f64);
        assert!(((all - mean) / mean.sqrt()).abs() < 4.5, "{all} for {mean}");
    }
}

/// Where people flee from floods every place is a column; the survey counted them as camps, and said that nobody sets out later.
#[test]
fn a_survey_says_that_people_set_out_by_floods() {
    let places = "Z,,,,,flood_zone,,20000\nK,,,,,camp,,\nM,,,,,town,,\n";
    let settings = "spawn_rules: {take_from_population: true, flood_zone_spawning_only: true, conflict_zone_spawning_only: false, \
                    flood_driven_spawn_mode: {spawn_mode: constant, displaced_per_flood_day: [0, 5]}}\n\
                    move_rules: {flood_rules: {flood_movechances: [0.3, 0.5], flood_loc_weights: [1.0, 0.5]}}";
    let more = [
        ("simsetting.yml", settings),
        ("flood_level.csv", "#Day,Z\n0,1\n1,0\n2,1\n"),
    ];
    let survey = load_files(&folder(3, places, "Z,K,50\nM,K,50\n", &more))
        .expect("no error")
        .survey();
    for said in [
        "3 places: 1 camp,",
        "0 people in camps at the beginning, others set out by floods",
    ] {
        assert!(survey.contains(said), "{survey}");
    }
}

/// In months of harvest farmers are at home and stay there; the others set out as they do. Those who are away go home, and back to where
/// they had been when it is over.
#[test]
fn farmers_go_home_for_the_harvest() {
    let places = "#n,r,c,x,y,t,d,p,farmer_fraction\nH,,,,,conflict,0,9,0.4\nK,,,,,camp,,,0\n";
    let settings = "rules: documented\n\
        spawn_rules: {conflict_driven_spawning: {displaced_per_conflict_day: 1000}}\n\
        move_rules: {harvest_months: [1, 3], camp_movechance: 0, conflict_movechance: 1}";
    let world = world(&folder(91, places, "H,K,50\n", &[("simsetting.yml", settings)]));
    // From 2030-01-01: 31 days, 28, 31.
    for course in courses(&world) {
        let camp = |day: usize| course.rows[day].simulated[0];
        close_to(camp(30), 31e3, 0.6, "others, in January");
        assert_eq!(camp(31), 32_000, "everybody, when it is over");
        assert_eq!(camp(58), 59_000);
        close_to(camp(59), 60e3, 0.6, "those who had set out go home too");
        close_to(camp(89), 90e3, 0.6, "and stay there");
        assert_eq!(camp(90), 91_000, "and come back to where they had been");
    }
}

/// Half set out each morning, except those who have stayed for good: a quarter of who rests in the one camp in the evening, nobody in
/// the other. Whoever sets out comes nowhere before the third day.
#[test]
fn some_stay_in_a_camp_for_good() {
    let places = "#n,r,c,x,y,t,d,p,deactivation_probability\nK,,,,,camp,,,0\nL,,,,,camp,,,0.25\n";
    let settings = "rules: documented\nspawn_rules: {camps_are_sinks: true}\nmove_rules: {camp_movechance: 0.5}";
    let world = world(&folder(3, places, "K,L,800\n", &[("simsetting.yml", settings)]));
    both(&world, &[(0, 40_000), (1, 40_000)], 2, |day, ground, engine| {
        let expected = match day {
            0 => [0.5, 0.5],
            _ => [0.25, 0.5 * (0.25 + 0.75 * 0.5)],
        };
        for (present, expected) in ground.present.iter().zip(expected) {
            close_to(*present, 4e4, expected, engine);
        }
    });
}

/// Three whole days leave r = 0.875: in a town who has covered km today is driven on where (r + km / 360) / 2 < ½, which is below 45 km;
/// beyond that they stay as others do.
#[test]
fn who_has_come_far_rests_after_a_short_stint() {
    let places = "H,,,,,conflict,0,9\nT,,,,,town,,\nU,,,,,camp,,\n";
    let settings =
        "move_rules: {avoid_short_stints: true, default_movechance: 0.01, conflict_movechance: 1, camp_movechance: 0}";
    for (km, stay) in [(1110, 0.0), (1120, 0.0), (1130, 0.99), (1180, 0.99)] {
        let routes = format!("H,T,{km}\nT,U,900\n");
        let world = world(&folder(4, places, &routes, &[("simsetting.yml", settings)]));
        both(&world, &[(0, 30_000)], 4, |day, ground, engine| {
            if day == 3 {
                close_to(ground.present[1], 3e4, stay, &format!("{engine}, {km} km"));
            }
        });
    }
}

/// Weights population × (intensity + share of the hungry): the hungry of places of conflict, or of all places where that is asked for.
#[test]
fn the_hungry_set_out_where_they_are_counted() {
    let places = "Z1,fed,,,,conflict,0,1000\nZ2,dry,,,,conflict,0,1000\nT,dry,,,,town,,1000\nK,fed,,,,camp,,\n";
    for (everywhere, shares) in [
        (false, [1.0 / 2.5, 1.5 / 2.5, 0.0]),
        (true, [1.0 / 3.0, 0.5, 0.5 / 3.0]),
    ] {
        let settings = format!(
            "spawn_rules: {{starvation_driven_spawning: true, conflict_zone_spawning_only: {}}}",
            !everywhere
        );
        let more = [
            ("simsetting.yml", settings.as_str()),
            ("region_attributes_IPC.csv", "#Day,fed,dry\n0,0,50\n10,0,50\n"),
            ("registered/data_layout.csv", "total,k.csv\nK,k.csv\n"),
            ("registered/k.csv", "2030-01-01,0\n2030-01-04,120000\n"),
        ];
        let world = world(&folder(5, places, "Z1,K,50\nZ2,K,50\nT,K,50\n", &more));
        let mut network = world.network.clone();
        let came = come(&world, &Schedule::new(&world), &mut network, (LUCK, 3), false);
        let all: u32 = came.iter().map(|(_, count, _)| count).sum();
        assert_eq!(all, 40_000);
        for (place, share) in shares.into_iter().enumerate() {
            let here = came
                .iter()
                .filter(|(at, _, _)| *at == place)
                .map(|(_, count, _)| i64::from(*count));
            close_to(here.sum(), f64::from(all), share, &world.network.places[place].name);
        }
    }
}

/// Where nobody like them is, nobody goes: each of two ethnicities has a camp with its own people in it, and fills that alone.
#[test]
fn people_go_where_their_own_are() {
    let places = "H,,,,,conflict,0,9\nA,,,,,camp,,1000\nB,,,,,camp,,1000\n";
    let settings = "spawn_rules: {conflict_driven_spawning: {displaced_per_conflict_day: 30000}}\n\
        move_rules: {MatchCampEthnicity: true, camp_movechance: 0, conflict_movechance: 1, capacity_scaling: 1000}";
    let more = [
        ("simsetting.yml", settings),
        (
            "demographics_ethnicity.csv",
            "ethnicity,Default,A,B\nred,0.8,1,0\nblue,0.2,0,1\n",
        ),
        ("registered/data_layout.csv", "total,all.csv\nA,half.csv\nB,half.csv\n"),
        ("registered/all.csv", "2030-01-01,400\n"),
        ("registered/half.csv", "2030-01-01,200\n"),
    ];
    let world = world(&folder(2, places, "H,A,50\nH,B,50\n", &more));
    for course in courses(&world) {
        let camps = &course.rows[1].simulated;
        assert_eq!(camps.iter().sum::<i64>(), course.rows[1].simulated_total);
        let came = 60_000.0;
        let before = (course.rows[1].simulated_total - 60_000) / 2;
        close_to(camps[0] - before, came, 0.8, "red");
        close_to(camps[1] - before, came, 0.2, "blue");
    }
}

/// Half an intensity sends half as many, cut to a whole number; Poisson: 400 draws of mean 4.
#[test]
fn newcomers_follow_the_intensity_of_conflicts() {
    let places = "Z,,,,,conflict,0,2100\nK,,,,,camp,,\n";
    for (mode, repeats, mean) in [
        ("displaced_per_conflict_day: 101", 1, 50.0),
        ("spawn_mode: pop_ratio, displaced_per_conflict_day: 0.01", 1, 10.0),
        ("spawn_mode: poisson, displaced_per_conflict_day: 8", 400, 4.0),
    ] {
        let settings = format!("spawn_rules: {{conflict_driven_spawning: {{{mode}}}}}");
        let world = world(&folder(400, places, "Z,K,50\n", &[("simsetting.yml", &settings)]));
        let (schedule, mut network) = (Schedule::new(&world), world.network.clone());
        network.places[0].intensity = 0.5;
        let came = |day| come(&world, &schedule, &mut network, (LUCK, day), true);
        let all: u32 = (0..repeats).flat_map(came).map(|(_, count, _)| count).sum();
        let expected = f64::from(repeats) * mean;
        let spread = if repeats > 1 { 4.5 * expected.sqrt() } else { 0.0 };
        assert!(
            (f64::from(all) - expected).abs() <= spread,
            "{mode}: {all} for {expected}"
        );
    }
}

/// A quarter of the weight from the thirtieth day of a conflict on.
#[test]
fn older_conflicts_send_fewer() {
    let places = "Z1,,,,,conflict,0,1000\nZ2,,,,,conflict,11,1000\nK,,,,,camp,,\n";
    let rows = (0..50).map(|day| format!("{day},{}\n", u8::from(day >= 11)));
    let conflicts = String::from("#Day,Z2\n") + &rows.collect::<String>();
    let more = [
        ("conflicts.csv", conflicts.as_str()),
        (
            "simsetting.yml",
            "spawn_rules: {conflict_spawn_decay: [1.0, 0.25], conflict_spawn_decay_interval: 30}",
        ),
        ("registered/data_layout.csv", "total,k.csv\nK,k.csv\n"),
        ("registered/k.csv", "2030-01-01,0\n2030-02-20,2000000\n"),
    ];
    let world = world(&folder(50, places, "Z1,K,50\nZ2,K,50\n", &more));
    for (day, share) in [(29, 0.5), (30, 0.2), (40, 0.2), (41, 0.5)] {
        let came = come(
            &world,
            &Schedule::new(&world),
            &mut network(&world, day),
            (LUCK, day),
            true,
        );
        let [first, all] = [1, 2].map(|places| {
            came.iter()
                .filter(|c| c.0 < places)
                .map(|c| i64::from(c.1))
                .sum::<i64>()
        });
        assert_eq!(all, 40_000);
        close_to(first, 4e4, share, &format!("the older one on day {day}"));
    }
}

/// A road that is closed turns back those who are on it, and nobody on another.
#[test]
fn a_closed_road_turns_back_its_own() {
    let places = "H,,,,,conflict,0,9\nA,,,,,camp,,\nB,,,,,camp,,\n";
    let more = [
        ("closures.csv", "link,H,A,1,9\n"),
        (
            "simsetting.yml",
            "move_rules: {camp_movechance: 0, conflict_movechance: 1}",
        ),
    ];
    let world = world(&folder(3, places, "H,A,1000\nH,B,1000\n", &more));
    both(&world, &[(0, 40_000)], 3, |day, ground, engine| {
        assert!(
            day == 2 || ground.present == [0, 0, 0],
            "{engine}: under way on day {day}"
        );
        if day == 2 {
            close_to(ground.present[0], 4e4, 0.5, engine);
            assert_eq!(ground.present[1..], [0, 40_000 - ground.present[0]], "{engine}");
        }
    });
}
