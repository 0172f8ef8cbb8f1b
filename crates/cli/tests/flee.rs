//! `amnok flee` on the example that comes with the program: what the folder holds, that it is whole or not there, and that its
//! tables agree with each other.

mod shared;

use shared::{amnok, error};

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flee")
}

/// Runs the example into a folder.
fn run(out: &Path, more: &[&str]) -> Output {
    let folder = example();
    let path = |name: &str| folder.join(name).display().to_string();
    let (input, registered, settings) = (path("input"), path("registered"), path("simsetting.yml"));
    let out = out.display().to_string();
    let mut arguments = vec![
        "flee",
        "run",
        &input,
        &registered,
        "--settings",
        &settings,
        "--out",
        &out,
    ];
    arguments.extend(more);
    amnok(&arguments)
}

fn lines(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("a table");
    text.lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_folder_is_whole_and_its_tables_agree() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    let ran = run(&out, &["--replicates", "5"]);
    assert!(ran.status.success(), "{}", error(&ran));
    let told = String::from_utf8_lossy(&ran.stdout).into_owned();
    for word in ["Lakeside", "Hillcamp", "rescaled difference", "report.html", " s"] {
        assert!(told.contains(word), "no {word} in {told}");
    }
    let mut names: Vec<String> = fs::read_dir(&out)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let all = [
        "camps.parquet",
        "flows.csv",
        "flows.parquet",
        "input",
        "manifest.json",
        "registered",
        "replicates",
        "report.html",
        "summary.csv",
        "summary.parquet",
    ];
    assert_eq!(names, all);
    assert!(!place.path().join("out.partial").exists());
    let replicates: Vec<_> = (0..5)
        .map(|n| lines(&out.join(format!("replicates/replicate-{n:03}.csv"))))
        .collect();
    let number = |cell: &str| cell.parse::<f64>().expect("a number");
    let rows = lines(&out.join("summary.csv"));
    assert_eq!(rows.len(), 1 + 60 * 2);
    for row in &rows[1..] {
        let day: usize = row[0].parse().expect("a day");
        let column = replicates[0][0]
            .iter()
            .position(|head| *head == format!("{} sim", row[2]));
        let column = column.expect("a column of the camp");
        let values: Vec<f64> = replicates.iter().map(|r| number(&r[day + 1][column])).collect();
        let mean = values.iter().sum::<f64>() / 5.0;
        assert!((mean - number(&row[4])).abs() < 1e-3, "{row:?}: {values:?}");
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        assert_eq!(number(&row[7]), sorted[2], "{row:?}");
        assert_eq!(row[9], replicates[0][day + 1][column + 1], "{row:?}");
    }
    errors_are_those_of_the_replicates(&out, &replicates);
}

/// People who are followed, and logs in Flee's columns: of everybody, so that they add up to the tables.
#[test]
fn people_are_followed_and_logs_are_in_flees_columns() {
    let place = tempfile::tempdir().expect("a folder");
    let out = place.path().join("out");
    let done = run(&out, &["--tracers", "100000", "--flee-logs"]);
    assert!(done.status.success(), "{}", error(&done));
    let camps = lines(&out.join("replicates/replicate-000.csv"));
    let everybody: usize = camps[60][10].parse().expect("a number");
    let agents = lines(&out.join("agents.out.0"));
    let head = "#time,rank-agentid,original_location,current_location,gps_x,gps_y,is_travelling,distance_travelled,places_travelled,distance_moved_this_timestep";
    assert_eq!(agents[0].join(","), head);
    let last: Vec<_> = agents.iter().filter(|row| row[0] == "59").collect();
    assert_eq!(last.len(), everybody);
    let there = last
        .iter()
        .filter(|row| row[3] == "Lakeside" && row[6] == "False")
        .count();
    assert_eq!(there.to_string(), camps[60][2]);
    let links = lines(&out.join("links.out.0"));
    let entered = links
        .iter()
        .rfind(|row| row[1] == "Ford" && row[2] == "Hillcamp")
        .expect("a link");
    let hops = lines(&out.join("tracers.csv"));
    let hops = hops
        .iter()
        .filter(|row| row[3] == "Ford" && row[4] == "Hillcamp")
        .count();
    assert_eq!((entered[3].clone(), entered[4].as_str()), (hops.to_string(), "total"));
    // The border is closed on days 25 to 31: no row.
    let open = |day: &str| {
        links
            .iter()
            .any(|row| row[0] == day && row[1] == "Ford" && row[2] == "Hillcamp")
    };
    assert!(open("24") && !open("25") && !open("31") && open("32"));
    let path = |name: &str| example().join(name).display().to_string();
    let refused = amnok(&["flee", "run", &path("input"), &path("registered"), "--tracers", "5"]);
    assert_eq!(refused.status.code(), Some(2));
}

/// The command beside a result: its formats, what it refuses, and that it replaces nothing unasked.
#[test]
fn a_result_is_exported_for_other_programs() {
    let place = tempfile::tempdir().expect("a folder");
    let out = place.path().join("out");
    let done = run(&out, &["--replicates", "3", "--quiet"]);
    assert!(done.status.success(), "{}", error(&done));
    let folder = out.to_str().expect("a path");
    let export = |more: &[&str]| amnok(&[&["export", folder][..], more].concat());
    let some = export(&["--to", "geojson,csv"]);
    assert!(some.status.success(), "{}", error(&some));
    let told = String::from_utf8_lossy(&some.stdout).into_owned();
    assert_eq!(told.lines().count(), 6, "{told}");
    assert!(
        told.lines()
            .all(|path| Path::new(path).is_file() && path.contains("out-export"))
    );
    let beside = place.path().join("out-export");
    assert_eq!(
        fs::read(beside.join("camps.csv")).expect("a table"),
        fs::read(out.join("summary.csv")).expect("a table")
    );
    assert_eq!(export(&["--to", "csv"]).status.code(), Some(2));
    assert!(export(&["--to", "csv", "--force"]).status.success());
    let left: Vec<_> = fs::read_dir(&beside)
        .expect("a folder")
        .map(|entry| entry.expect("a name").file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| name == "manifest.json" || name.to_string_lossy().ends_with(".csv")),
        "{left:?}"
    );
    assert!(!place.path().join("out-export.partial").exists());
    assert_eq!(export(&["--to", "doc"]).status.code(), Some(2));
    let none = amnok(&["export", place.path().to_str().expect("a path")]);
    assert!(none.status.code() == Some(2) && error(&none).contains("no result folder"));
}

/// The three errors of manifest.json, worked out again from the columns of each replicate.
fn errors_are_those_of_the_replicates(out: &Path, replicates: &[Vec<Vec<String>>]) {
    let text = fs::read_to_string(out.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let number = |cell: &String| cell.parse::<f64>().expect("a number");
    let (mut total, mut relative, mut rescaled, mut days) = (0.0, 0.0, 0.0, 0.0);
    for row in replicates.iter().flat_map(|rows| &rows[1..]) {
        let (s, v) = ([number(&row[2]), number(&row[5])], [number(&row[3]), number(&row[6])]);
        let (simulated, registered) = (s[0] + s[1], v[0] + v[1]);
        let apart = |factor: f64| (s[0] * factor - v[0]).abs() + (s[1] * factor - v[1]).abs();
        total += number(&row[8]);
        relative += apart(1.0) / registered;
        rescaled += apart(registered / simulated) / registered;
        days += 1.0;
    }
    for (name, sum) in [
        ("total_error", total),
        ("averaged_relative_difference", relative),
        ("rescaled_difference", rescaled),
    ] {
        let told = manifest["errors"][name]["mean"].as_f64().expect("an error");
        assert!(
            told > 0.0 && (told - sum / days).abs() < 1e-9,
            "{name}: {told} and {}",
            sum / days
        );
    }
    assert_eq!(manifest["replicates"], 5);
    assert_eq!(manifest["settings"]["move_rules.conflict_weight"], "0.25");
    assert_eq!(manifest["input"].as_str().map(str::len), Some(64));
}

#[test]
fn the_page_names_every_camp_and_can_be_made_again() {
    let place = tempfile::tempdir().expect("a temporary folder");
    for replicates in ["1", "4"] {
        let out = place.path().join(replicates);
        let ran = run(&out, &["--replicates", replicates, "--quiet"]);
        assert!(ran.status.success() && ran.stdout.is_empty(), "{}", error(&ran));
        let path = out.join("report.html");
        let page = fs::read_to_string(&path).expect("a page");
        for word in ["Lakeside", "Hillcamp", "Varn", "conflict_weight", "</html>"] {
            assert!(page.contains(word), "no {word} with {replicates} replicates");
        }
        // The one that gives figures away.
        assert_eq!(page.matches("<script").count(), 1);
        for word in ["src=", "<link", "<img", "@import", "url(", "href=\"http", "NaN"] {
            assert!(!page.contains(word), "{word}");
        }
        fs::write(&path, "").expect("written");
        let again = amnok(&["report", &out.display().to_string()]);
        assert!(again.status.success(), "{}", error(&again));
        assert!(page == fs::read_to_string(&path).expect("a page"), "another page");
    }
}

#[test]
fn the_copy_of_the_input_gives_the_same_numbers() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (out, again) = (place.path().join("out"), place.path().join("again"));
    assert!(
        run(&out, &["--replicates", "2", "--quiet", "--threads", "1"])
            .status
            .success()
    );
    let path = |name: &str| out.join(name).display().to_string();
    let second = amnok(&[
        "flee",
        "run",
        &path("input"),
        &path("registered"),
        "--out",
        &again.display().to_string(),
        "--replicates",
        "2",
        "--threads",
        "2",
        "--quiet",
    ]);
    assert!(second.status.success(), "{}", error(&second));
    for name in [
        "summary.csv",
        "camps.parquet",
        "flows.parquet",
        "replicates/replicate-001.csv",
    ] {
        let bytes = |folder: &Path| fs::read(folder.join(name)).expect("a table");
        assert!(bytes(&out) == bytes(&again), "{name} differs");
    }
}

#[test]
fn nothing_is_overwritten_without_force_and_nothing_half_done_has_the_name() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (out, partial) = (place.path().join("out"), place.path().join("out.partial"));
    // What a killed run leaves: nothing that looks whole, and nothing in the way of the next.
    fs::create_dir_all(partial.join("whole")).expect("a folder");
    let mark = concat!(
        r#"{"amnok":""#,
        env!("CARGO_PKG_VERSION"),
        r#"","work":{"kind":"displacement","stays":false}}"#
    );
    fs::write(partial.join("work.json"), mark).expect("written");
    fs::write(partial.join("whole/manifest.json"), "{").expect("written");
    assert!(run(&out, &["--quiet"]).status.success());
    assert!(!partial.exists());
    let before = fs::read(out.join("summary.csv")).expect("a table");
    let refused = run(&out, &["--quiet", "--seed", "9"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(error(&refused).contains("--force"), "{}", error(&refused));
    assert!(before == fs::read(out.join("summary.csv")).expect("a table"));
    assert!(run(&out, &["--quiet", "--seed", "9", "--force"]).status.success());
    assert!(before != fs::read(out.join("summary.csv")).expect("a table"));
    // Work of another command is not taken away.
    let other = place.path().join("other.partial");
    fs::create_dir(&other).expect("a folder");
    fs::write(
        other.join("work.json"),
        concat!(
            r#"{"amnok":""#,
            env!("CARGO_PKG_VERSION"),
            r#"","work":{"kind":"run"}}"#
        ),
    )
    .expect("written");
    let refused = run(&place.path().join("other"), &["--quiet"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(other.join("work.json").exists(), "{}", error(&refused));
    // Bad input leaves nothing either.
    let bad = run(&place.path().join("bad"), &["--days", "61"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(!place.path().join("bad").exists() && !place.path().join("bad.partial").exists());
}

/// Ctrl-C ends the run within a day of it and leaves nothing.
#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_nothing() {
    // The folder is begun after the program has begun to listen to the signal.
    stopped_when("out.partial", "100000");
}

/// Once a stop while the files were written left `out.partial` behind.
#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_while_it_writes_leaves_nothing() {
    stopped_when("out.partial/whole/replicates", "800");
}

/// Stops a run of so many replicates as soon as there is a folder of that name.
#[cfg(unix)]
fn stopped_when(there: &str, replicates: &str) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (out, there) = (place.path().join("out"), place.path().join(there));
    let folder = example();
    let child = Command::new(env!("CARGO_BIN_EXE_amnok"))
        .args(["flee", "run"])
        .args([folder.join("input"), folder.join("registered")])
        .args(["--replicates", replicates, "--out"])
        .arg(&out)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    assert!(shared::until(|| there.exists()), "no {}", there.display());
    shared::signal(&child, "INT");
    let ended = child.wait_with_output().expect("an end");
    assert_eq!(ended.status.code(), Some(130), "{}", error(&ended));
    assert!(error(&ended).contains("stopped"), "{}", error(&ended));
    assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 0);
}

#[test]
fn without_a_folder_the_tables_are_printed() {
    let folder = example();
    let path = |name: &str| folder.join(name).display().to_string();
    let (input, registered) = (path("input"), path("registered"));
    let one = amnok(&["flee", "run", &input, &registered]);
    assert!(String::from_utf8_lossy(&one.stdout).starts_with("Day,Date,Lakeside sim,Lakeside data,Lakeside error,"));
    let many = amnok(&["flee", "run", &input, &registered, "--replicates", "3", "--quiet"]);
    assert!(String::from_utf8_lossy(&many.stdout).starts_with("day,date,camp,replicates,mean"));
    assert!(many.stderr.is_empty(), "{}", error(&many));
}

#[test]
fn a_check_says_what_the_folder_holds() {
    let folder = example();
    let path = |name: &str| folder.join(name).display().to_string();
    let (input, registered, settings) = (path("input"), path("registered"), path("simsetting.yml"));
    let check = amnok(&["flee", "check", &input, &registered, "--settings", &settings]);
    let told = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(check.status.success(), "{}", error(&check));
    for word in [
        "60 days",
        "6 places: 2 camps",
        "300 people in camps at the beginning, 4900 set out later",
        "Hillcamp",
        "conflict_weight = 0.25",
        "registered people rise by 435 there meanwhile",
        "no errors, 1 warning",
    ] {
        assert!(told.contains(word), "no {word} in {told}");
    }
    let bad = amnok(&["flee", "check", &registered]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(
        error(&bad).contains("registered:1:1: found a folder of registered people"),
        "{}",
        error(&bad)
    );
}

/// Copies of the example as users keep them, a broken one and a result among them; two sets of rules; gone on with after a stop.
#[test]
fn every_configuration_below_a_folder_is_validated() {
    let place = tempfile::tempdir().expect("a folder");
    let at = |name: &str| place.path().join(name);
    let copy = |from: &str, to: &str| {
        fs::create_dir_all(at(to)).expect("a folder");
        for entry in fs::read_dir(example().join(from)).expect("a folder").flatten() {
            fs::copy(entry.path(), at(to).join(entry.file_name())).expect("a copy");
        }
    };
    for (input, registered) in [
        ("all/plain/input", "all/plain/registered"),
        ("all/fab/input_csv", "all/fab/source_data"),
        ("all/conflict_input/upland", "all/conflict_validation/upland2031"),
        ("all/broken/input", "all/broken/registered"),
    ] {
        copy("input", input);
        copy("registered", registered);
    }
    fs::copy(example().join("simsetting.yml"), at("all/plain/simsetting.yml")).expect("a copy");
    fs::remove_file(at("all/broken/input/routes.csv")).expect("removed");
    run(&at("all/result"), &["--quiet"]);
    let (all, out) = (at("all").display().to_string(), at("out"));
    let to = out.display().to_string();
    let asked = [
        "flee",
        "validate",
        &all,
        "--rules",
        "own,documented",
        "--replicates",
        "3",
        "--days",
        "30",
        "--out",
        &to,
    ];
    let done = amnok(&asked);
    assert!(done.status.success(), "{}", error(&done));
    let rows = lines(&out.join("validation.csv"));
    let names: Vec<String> = rows[1..]
        .iter()
        .map(|row| format!("{} {} {}", row[0], row[1], row[2]))
        .collect();
    assert_eq!(
        names,
        [
            "broken own refused",
            "broken documented refused",
            "conflict_input/upland own run",
            "conflict_input/upland documented run",
            "fab own run",
            "fab documented run",
            "plain own run",
            "plain documented run",
        ]
    );
    // The same folders and settings give the same numbers, others do not; naive forecasts do not depend on settings.
    assert_eq!(rows[3][4..], rows[5][4..]);
    assert!(
        rows[7][8] != rows[5][8] && rows[7][11..13] == rows[5][11..13],
        "{:?} {:?}",
        rows[7],
        rows[5]
    );
    let page = fs::read_to_string(out.join("report.html")).expect("a page");
    assert!(page.contains("6</b> of 8 cases were run") && page.contains("routes.csv"));
    // A single run of the same configuration says the same.
    let single = at("single");
    run(&single, &["--replicates", "3", "--days", "30", "--quiet"]);
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(single.join("manifest.json")).expect("a manifest")).expect("JSON");
    let told: f64 = rows[7][8].parse().expect("a number");
    assert!((manifest["errors"]["total_error"]["mean"].as_f64().expect("a number") - told).abs() < 1e-6);
    // It stands in the way of itself, and nothing that is not ours is replaced.
    assert_eq!(amnok(&asked).status.code(), Some(2));
    let none = amnok(&[
        "flee",
        "validate",
        place.path().join("single/replicates").to_str().expect("a path"),
        "--out",
        "x",
    ]);
    assert!(none.status.code() == Some(2) && error(&none).contains("no folder below it"));
    // Named by a folder above it, by its own and by another way to that, a configuration is run once.
    let (own, around, twice) = (format!("{all}/plain"), format!("{all}/fab/../plain"), at("twice"));
    let to = twice.display().to_string();
    let few = ["--replicates", "1", "--days", "5", "--quiet", "--out", &to];
    let done = amnok(&[&["flee", "validate", &own, &all, &around], &few[..]].concat());
    assert!(done.status.success(), "{}", error(&done));
    assert_eq!(lines(&twice.join("validation.csv")).len(), 1 + 4);
}

/// A validation that was stopped said that nothing of it is kept; the first case is, and the same command goes on after it.
#[cfg(unix)]
#[test]
fn a_validation_that_is_stopped_says_that_it_can_be_gone_on_with() {
    let place = tempfile::tempdir().expect("a folder");
    let (all, out) = (place.path().join("all"), place.path().join("out"));
    for name in ["a", "b"] {
        for part in ["input", "registered"] {
            let to = all.join(name).join(part);
            fs::create_dir_all(&to).expect("a folder");
            for entry in fs::read_dir(example().join(part)).expect("a folder").flatten() {
                fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
            }
        }
    }
    let ask = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amnok"));
        command.args(["flee", "validate", "--replicates", "800", "--out"]);
        command.arg(&out).arg(&all).stderr(Stdio::piped()).stdout(Stdio::null());
        command.spawn().expect("the program starts")
    };
    let first = ask();
    let kept = place.path().join("out.partial/000000.case.json");
    assert!(shared::until(|| kept.exists()), "no case is kept");
    shared::signal(&first, "INT");
    let first = first.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&first.stderr).into_owned();
    assert!(
        first.status.code() == Some(130) && told.contains("1 case to go; the same command goes on"),
        "{told}"
    );
    assert!(kept.exists() && !out.exists());
    assert!(ask().wait_with_output().expect("it ends").status.success());
    assert_eq!(lines(&out.join("validation.csv")).len(), 3);
}
