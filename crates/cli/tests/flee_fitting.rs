//! `amnok flee fit` and `amnok flee forecast` on the example that comes with the program.

mod shared;

use shared::{amnok, error};
use std::path::Path;
use std::process::Output;

fn run(command: &str, until: &str, more: &[&str]) -> Output {
    run_of(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flee"),
        command,
        until,
        more,
    )
}

fn run_of(folder: &Path, command: &str, until: &str, more: &[&str]) -> Output {
    let path = |name: &str| folder.join(name).display().to_string();
    let (input, registered, settings) = (path("input"), path("registered"), path("simsetting.yml"));
    let mut arguments = vec![
        "flee",
        command,
        &input,
        &registered,
        "--settings",
        &settings,
        "--until",
        until,
    ];
    arguments.extend(["--points", "40", "--quiet"]);
    arguments.extend(more);
    amnok(&arguments)
}

#[test]
fn a_forecast_is_the_same_on_any_number_of_threads_and_its_bands_are_in_order() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let file = place.path().join("bands.csv");
    let one = run(
        "forecast",
        "40",
        &["--threads", "1", "--csv", &file.display().to_string()],
    );
    assert!(one.status.success(), "{}", error(&one));
    let text = String::from_utf8_lossy(&one.stdout).into_owned();
    for said in [
        "last shares held constant",
        "within the 90 % bands",
        "Lakeside",
        "forecast: the mean of the first two",
    ] {
        assert!(text.contains(said), "no {said} in {text}");
    }
    assert_eq!(run("forecast", "40", &["--threads", "2"]).stdout, one.stdout);
    let bands = std::fs::read_to_string(&file).expect("a table");
    let rows: Vec<Vec<f64>> = bands
        .lines()
        .skip(1)
        .map(|row| row.split(',').skip(2).map(|n| n.parse().expect("a number")).collect())
        .collect();
    assert!(
        !rows.is_empty() && rows.iter().all(|row| row[..5].is_sorted()),
        "{bands}"
    );
}

#[test]
fn a_fit_says_what_it_learned_and_a_day_outside_is_refused() {
    let fit = run("fit", "40", &[]);
    assert!(fit.status.success(), "{}", error(&fit));
    let text = String::from_utf8_lossy(&fit.stdout).into_owned();
    assert!(text.contains("camp_movechance") && text.lines().count() == 13, "{text}");
    for (until, says) in [
        ("3", "at least 30 of them must be known"),
        ("1990-01-01", "at least 30"),
        ("soon", "write a date as YYYY-MM-DD"),
        ("100000", "the run has the days 0 to"),
    ] {
        let refused = run("fit", until, &[]);
        assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
        assert!(error(&refused).contains(says), "{}", error(&refused));
    }
}

/// A camp's name once stood in the table as it was written: a spreadsheet would have carried it out.
#[test]
fn names_of_camps_are_no_formulas_in_the_table_of_bands() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let folder = place.path().join("flee");
    shared::copy(&shared::repository().join("examples/flee"), &folder);
    for path in shared::tree(&folder).into_keys().filter(|path| path.is_file()) {
        let text = std::fs::read_to_string(&path).expect("a text");
        std::fs::write(&path, text.replace("Lakeside", "=1+1")).expect("written");
    }
    let file = place.path().join("bands.csv");
    let output = run_of(&folder, "forecast", "40", &["--csv", &file.display().to_string()]);
    assert!(output.status.success(), "{}", error(&output));
    let bands = std::fs::read_to_string(&file).expect("a table");
    assert!(
        bands.contains(",'=1+1,") && !bands.contains(",=") && !bands.contains("\"="),
        "{bands}"
    );
}
