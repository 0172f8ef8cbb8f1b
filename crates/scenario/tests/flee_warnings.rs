//! What a folder without errors is warned of, and the copy of its files.

mod flee_example;

use amnok_scenario::flee::{load, load_files};
use flee_example::example;

const L: &str = "locations.csv";
const R: &str = "routes.csv";
const C: &str = "closures.csv";
const D: &str = "registered/data_layout.csv";
const H: &str = "registered/hillcamp.csv";

/// The example with one text of one file replaced, and what is then warned of.
fn warned(file: &str, from: &str, to: &str) -> Vec<(String, usize, String)> {
    let mut files = example();
    let content = String::from_utf8(files.contents[file].clone()).expect("text");
    assert!(content.contains(from), "{file} holds {from}");
    files
        .contents
        .insert(file.into(), content.replace(from, to).into_bytes());
    let conflict = load_files(&files).expect("no error");
    conflict
        .warnings
        .into_iter()
        .map(|w| (w.file, w.line, w.found))
        .collect()
}

#[test]
fn what_is_seldom_meant_is_told_with_its_place() {
    let one = |file, from, to, line: usize, says: &str| {
        let warnings = warned(file, from, to);
        let here = warnings.iter().any(|(at, of, found)| {
            at == if says.contains("counts") { D } else { L } && *of == line && found.contains(says)
        });
        assert!(here, "no `{says}` in line {line}: {warnings:?}");
    };
    one(
        R,
        "Ford,Hillcamp,160,0\n",
        "",
        7,
        "the camp `Hillcamp`, to which no route leads",
    );
    one(
        C,
        "country,Ostria,Westmark,25,32",
        "location,Hillcamp,x,0,60",
        7,
        "closed on every day",
    );
    one(
        C,
        "country,Ostria,Westmark,25,32",
        "camp,Hillcamp,x,0,-1",
        7,
        "closed on every day",
    );
    one(
        L,
        "conflict_zone,20,15000",
        "conflict_zone,20,0",
        3,
        "`Tell` without residents",
    );
    let used_up = "room for 300 people, used up by the 300 who are there on the first day";
    one(L, "camp,,2000\n", "camp,,300\n", 6, used_up);
    one(H, "2031-0", "2029-0", 3, "of whose 3 counts none");
    // Other than that: the closure of the border, which is told with what is registered meanwhile.
    let whole = load_files(&example()).expect("the example").warnings;
    assert_eq!(whole.len(), 1, "{whole:?}");
}

/// Registered in the example: Lakeside 1,400 on day 19 and 2,100 on day 59, Hillcamp 900 and 3,100, on straight lines.
#[test]
fn closures_that_cut_places_off_are_told_with_what_they_change() {
    const AS_IT_IS: &str = "country,Ostria,Westmark,25,32";
    let one = |closures: &str, line: usize, says: &[&str]| {
        let warnings = warned(C, AS_IT_IS, closures);
        let here = |(at, of, found): &&(String, usize, String)| {
            at == C && *of == line && says.iter().all(|s| found.contains(s))
        };
        assert!(warnings.iter().any(|w| here(&w)), "{says:?}: {warnings:?}");
    };
    // Day 25: 1,505 and 1,230; day 31: 1,610 and 1,560.
    let rise = "registered people rise by 435 there meanwhile, to 3170";
    let both = "2 camps, `Lakeside`, `Hillcamp`, on days 25 to 31, 7 days";
    one(AS_IT_IS, 2, &[both, rise]);
    // A place that people flee from.
    let varn = "of every link of `Varn`, from which people flee, on days 0 to 9, 10 days: nobody can leave it; of the people who set out, ";
    one("location,Varn,x,0,10", 2, &[varn]);
    // Two closures that only together cut off: the second is named, and until the first of them ends.
    one(
        "link,Ford,Hillcamp,5,20\nlink,Midway,Ford,10,15\nlocation,Lakeside,x,12,14",
        3,
        &["on days 10 to 14"],
    );
    for nothing in [
        "link,Varn,Tell,0,30",
        "location,Hillcamp,x,60,70",
        "camp,Hillcamp,x,5,9",
    ] {
        let cut = warned(C, AS_IT_IS, nothing);
        assert!(cut.iter().all(|(file, ..)| file != C), "{nothing}: {cut:?}");
    }
}

/// Who is said to be locked in are those who set out there, no more and no fewer.
#[test]
fn people_locked_in_by_a_closure_are_those_who_set_out_there() {
    let mut files = example();
    let content = String::from_utf8(files.contents[C].clone()).expect("text");
    let shut = content.replace("country,Ostria,Westmark,25,32", "location,Varn,x,0,60");
    files.contents.insert(C.into(), shut.into_bytes());
    let conflict = load_files(&files).expect("no error");
    let world = &conflict.displacement;
    let schedule = amnok_displacement::newcomers::Schedule::new(world);
    let places: Vec<f64> = (0..world.network.places.len())
        .filter_map(|place| schedule.from_place(world, place, 0..world.days))
        .collect();
    let all: f64 = (0..world.days).map(|day| f64::from(schedule.newcomers(day))).sum();
    assert!((places.iter().sum::<f64>() - all).abs() < 1e-6 && places[0] > 0.0 && places[1] > 0.0);
    // 40,000 residents of Varn and 15,000 of Tell, whose conflict begins on day 20: from then on 8 of 11 set out from Varn.
    let before: f64 = (0..20).map(|day| f64::from(schedule.newcomers(day))).sum();
    assert!(
        (places[0] - before - (all - before) * 8.0 / 11.0).abs() < 1e-6,
        "{places:?}"
    );
    let said = format!("of the people who set out, {:.0} do there meanwhile", places[0]);
    assert!(
        conflict.warnings.iter().any(|w| w.file == C && w.found.contains(&said)),
        "{:?}",
        conflict.warnings
    );
}

/// Flee drops a conflict in a place that it does not know; here that is an error unless asked for.
#[test]
fn a_conflict_in_an_unknown_place_is_dropped_where_that_is_asked_for() {
    const F: &str = "conflicts.csv";
    let mut files = example();
    let content = String::from_utf8(files.contents[F].clone()).expect("text");
    let known = load_files(&files).expect("the example").displacement;
    files.contents.insert(
        F.into(),
        content.replace("#Day,Varn,Tell\n", "#Day,Varn,Tel\n").into_bytes(),
    );
    let refused = load_files(&files).expect_err("an unknown place").to_string();
    assert!(
        refused.contains("unknown place `Tel`") && refused.contains("--lenient"),
        "{refused}"
    );
    files.options.lenient = true;
    let conflict = load_files(&files).expect("dropped");
    let said = |w: &amnok_scenario::Diagnostic| {
        w.file == F && w.line == 22 && w.found.contains("`Tel`, from day 20 on: dropped")
    };
    assert!(conflict.warnings.iter().any(said), "{:?}", conflict.warnings);
    assert_eq!(conflict.displacement.conflicts, known.conflicts[..1]);
    // The copy in a result folder is read again without the option.
    let place = tempfile::tempdir().expect("a folder");
    conflict.write(place.path()).expect("written");
    let at = |name: &str| place.path().join(name);
    let again = load(&at("input"), Some(&at("registered")), None, None).expect("the copy");
    assert_eq!(
        (again.digest, again.displacement.conflicts),
        (conflict.digest, conflict.displacement.conflicts)
    );
}

#[test]
fn errors_that_are_0_because_nothing_is_compared_are_told() {
    let zero = warned(H, "2031-04-29,3100", "2031-04-29,0");
    assert!(zero.iter().all(|(file, ..)| file != D), "900 on day 19: {zero:?}");
    let mut files = example();
    files
        .contents
        .insert(H.into(), b"2031-03-01,0\n2031-04-29,0\n".to_vec());
    let conflict = load_files(&files).expect("no error");
    let said = |w: &amnok_scenario::Diagnostic| {
        w.file == D
            && w.line == 3
            && w.found
                .contains("nobody registered at `Hillcamp` on any day: its error is 0")
    };
    assert!(conflict.warnings.iter().any(said), "{:?}", conflict.warnings);
    let by_conflict =
        "spawn_rules:\n  conflict_driven_spawning:\n    spawn_mode: constant\n    displaced_per_conflict_day: 50\n";
    let mut files = example();
    files.contents.insert("simsetting.yml".into(), by_conflict.into());
    let conflict = load_files(&files).expect("no error");
    let said = |w: &amnok_scenario::Diagnostic| {
        w.file == "simsetting.yml" && w.found.contains("`Total error` is then 0 on every day")
    };
    assert!(conflict.warnings.iter().any(said), "{:?}", conflict.warnings);
}

#[test]
fn days_on_which_flee_would_stop_are_told() {
    let with = |settings: &str, demographics: &str| {
        let mut files = example();
        files.contents.insert("simsetting.yml".into(), settings.into());
        if !demographics.is_empty() {
            let table = format!("ethnicity,{demographics}\na,1\nb,2\n");
            files
                .contents
                .insert("demographics_ethnicity.csv".into(), table.into_bytes());
        }
        load_files(&files).expect("no error").warnings
    };
    let says = |warnings: &[amnok_scenario::Diagnostic], what: &str| warnings.iter().any(|w| w.found.contains(what));
    let matched = "move_rules:\n  MatchTownEthnicity: True\n";
    assert!(!says(&with(matched, "Default"), "more than a day"));
    let slow = format!("{matched}  max_move_speed: 190\n");
    let long = "from `Varn` to `Midway` (190 km): Flee stops in the first morning";
    assert!(says(&with(&slow, "Default"), long), "{:?}", with(&slow, "Default"));
    assert!(!says(
        &with(&format!("rules: documented\n{slow}"), "Default"),
        "Flee stops"
    ));
    let taken = "spawn_rules:\n  take_from_population: True\n";
    assert!(!says(&with(taken, ""), "used up"));
}

/// 3,000 residents, and 4,900 who set out.
#[test]
fn residents_who_are_used_up_are_told_with_the_day() {
    let mut files = example();
    let content = String::from_utf8(files.contents[L].clone()).expect("text");
    let few = content
        .replace("zone,0,40000", "zone,0,2000")
        .replace("zone,20,15000", "zone,20,1000");
    files.contents.insert(L.into(), few.into_bytes());
    files.contents.insert(
        "simsetting.yml".into(),
        b"spawn_rules:\n  take_from_population: True\n".to_vec(),
    );
    let Err(refused) = load_files(&files).map(|c| c.warnings) else {
        let warnings = load_files(&files).expect("as above").warnings;
        let said = warnings
            .iter()
            .any(|w| w.file == L && w.found.contains("with 3000 residents") && w.found.contains("used up"));
        assert!(said, "{warnings:?}");
        return;
    };
    panic!("{refused}");
}

/// A camp behind a route that nobody takes: told from a run, with what is registered.
#[test]
fn a_camp_that_stays_empty_is_told_from_a_run() {
    let mut files = example();
    let content = String::from_utf8(files.contents[R].clone()).expect("text");
    let far = content.replace("Ford,Hillcamp,160,0", "Ford,Hillcamp,40000,0");
    files.contents.insert(R.into(), far.into_bytes());
    files
        .contents
        .insert(H.into(), b"2031-03-01,0\n2031-04-29,5200\n".to_vec());
    let conflict = load_files(&files).expect("no error");
    let world = &conflict.displacement;
    let schedule = amnok_displacement::newcomers::Schedule::new(world);
    let course = world.run(
        &schedule,
        flee_example::LUCK,
        amnok_displacement::MovementEngine::Cohorts,
    );
    let seen = conflict.seen_in(&[course]);
    assert_eq!(seen.len(), 1, "{seen:?}");
    let says = "`Hillcamp`, which stays empty: at most 0 people in one history simulated, up to 5200 registered";
    assert!(
        seen[0].file == L && seen[0].line == 7 && seen[0].found.contains(says),
        "{seen:?}"
    );
    let usual = load_files(&example()).expect("the example");
    let world = &usual.displacement;
    let course = world.run(
        &amnok_displacement::newcomers::Schedule::new(world),
        flee_example::LUCK,
        amnok_displacement::MovementEngine::Cohorts,
    );
    assert_eq!(usual.seen_in(&[course]), []);
}

#[test]
fn two_coupled_networks_are_refused_with_the_reason() {
    let place = tempfile::tempdir().expect("a folder");
    for name in ["locations-0.csv", "locations-1.csv", "coupled_locations.csv"] {
        std::fs::write(place.path().join(name), "#name\n").expect("written");
    }
    let refused = load(place.path(), None, None, None)
        .expect_err("two networks")
        .to_string();
    assert!(
        refused.contains("two networks coupled") && refused.contains("one locations.csv"),
        "{refused}"
    );
}

#[test]
fn a_copy_of_the_files_has_the_same_digest() {
    let conflict = load_files(&example()).expect("the example");
    let place = tempfile::tempdir().expect("a folder");
    conflict.write(place.path()).expect("written");
    let at = |name: &str| place.path().join(name);
    let again = load(&at("input"), Some(&at("registered")), None, None).expect("the copy");
    assert_eq!((again.digest, again.settings), (conflict.digest, conflict.settings));
}

/// Folders that Flee takes in silence, or stops at: simulated, and told with the line.
#[test]
fn what_flee_takes_in_silence_or_stops_at_is_warned_of() {
    for (file, from, to, line, says) in [
        (H, "2031-04-29", "2031-02-10", 3, "which is before the row above"),
        (R, "Varn,Tell,120", "Tell,Tell,120", 4, "from a place to itself"),
        (D, "Hillcamp,hillcamp.csv\n", "", 1, "no row for the camp `Hillcamp`"),
        (
            D,
            "Hillcamp,hillcamp.csv",
            "Hillcamp,",
            1,
            "no row for the camp `Hillcamp`",
        ),
        (
            L,
            "Ford,Border",
            "Ford,Border,Ostria,0.7,3.4,town,,\nFord,Border",
            6,
            "`Ford` a second time",
        ),
    ] {
        let mut files = example();
        let content = String::from_utf8(files.contents[file].clone()).expect("text");
        assert!(content.contains(from), "{file} holds {from}");
        files
            .contents
            .insert(file.into(), content.replace(from, to).into_bytes());
        match load_files(&files) {
            Ok(conflict) => {
                let said = |w: &amnok_scenario::Diagnostic| w.file == file && w.line == line && w.found.contains(says);
                assert!(conflict.warnings.iter().any(said), "{says}: {:?}", conflict.warnings);
            }
            Err(found) => panic!("{says}: {found}"),
        }
    }
    let mut files = example();
    files.contents.insert(H.into(), b"Date,count\n".to_vec());
    let empty = load_files(&files).expect("a series without rows").warnings;
    assert!(
        empty.iter().any(|w| w.file == H && w.found.contains("without rows")),
        "{empty:?}"
    );
}

/// Two places of a real folder had latitude and longitude exchanged, and routes of thousands of kilometres measured with them.
#[test]
fn coordinates_the_wrong_way_round_and_routes_too_short_are_told() {
    // Midway at 0.8, 2.6; moved far from all others, and to where an exchange brings it back.
    for (coordinates, line) in [("60.0,-80.0", None), ("2.6,80.0", None), ("80.0,2.6", Some(4))] {
        let warnings = warned(
            L,
            "Midway,Plain,Ostria,0.8,2.6",
            &format!("Midway,Plain,Ostria,{coordinates}"),
        );
        let turned = warnings
            .iter()
            .find(|(_, _, found)| found.contains("the other way round"));
        assert!(turned.is_none() || line.is_some(), "{coordinates}: {warnings:?}");
    }
    let moved = warned(L, "Hillcamp,Shore,Westmark,0.2,4.1", "Hillcamp,Shore,Westmark,8.0,4.1");
    let short = "a route of 160 km from `Ford` to `Hillcamp`, which lie 815 km apart by their coordinates";
    assert!(moved.contains(&(L.into(), 5, short.into())), "{moved:?}");
    let as_it_is = warned(L, "Varn,Upland", "Varn,Upland");
    assert!(
        !as_it_is.iter().any(|(_, _, found)| found.contains("coordinates")),
        "{as_it_is:?}"
    );
}

/// Flee puts people of initial_idps into camps only, and says nothing of the others.
#[test]
fn people_who_are_put_nowhere_are_told() {
    let mut files = example();
    let places = String::from_utf8(files.contents[L].clone()).expect("text");
    let named: Vec<String> = places
        .lines()
        .enumerate()
        .map(|(i, line)| {
            format!(
                "{line},{}",
                if i == 0 {
                    "initial_idps".to_owned()
                } else {
                    (i * 10).to_string()
                }
            )
        })
        .collect();
    files.contents.insert(L.into(), (named.join("\n") + "\n").into_bytes());
    let put = |files: &amnok_scenario::flee::Files| {
        let conflict = load_files(files).expect("no error");
        let world = &conflict.displacement;
        let before = amnok_displacement::newcomers::Schedule::new(world).displaced_before(world);
        let people: u32 = before.iter().map(|(_, people, _)| people).sum();
        (
            people,
            conflict
                .warnings
                .iter()
                .any(|w| w.file == L && w.line == 2 && w.found.contains("100 people in initial_idps at 4 places")),
        )
    };
    assert_eq!(put(&files), (50 + 60, true));
    files.options.rules = Some(amnok_scenario::flee::RuleSet::Documented);
    assert_eq!(put(&files), (10 + 20 + 30 + 40 + 50 + 60, false));
}
