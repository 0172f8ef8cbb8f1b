//! `amnok nowcast` and `amnok forecast` on a fit of a made-up bank.

#[path = "../../page/tests/left/mod.rs"]
mod left;
#[path = "../../lab/tests/made/mod.rs"]
mod made;
mod shared;

use amnok_lab::learn::{estimates, learn};
use amnok_page::FitView;
use left::leave;
use made::{HOW, made};
use shared::{amnok, error, text};
use std::path::Path;
use std::process::Output;

/// Leaves the folder of a fit, as `amnok fit` does.
fn fitted(out: &Path) {
    let bank = made(300, 0.2, 1.0);
    let given = bank.given();
    let learned = learn(&given, HOW).expect("a fit");
    let mut scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    scenario.observed_until = jiff::civil::date(2021, 12, 31);
    let view = FitView {
        scenario: &scenario,
        version: "0.0.0",
        given,
        learned: &learned,
        estimates: &estimates(&given, &learned, None),
        check: None,
    };
    leave(out, &bank.factors, &view, "");
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", error(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_fit_is_asked_for_the_hidden_and_for_the_quarter_to_come() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (fit, csv, hub) = (
        place.path().join("fit"),
        place.path().join("all.csv"),
        place.path().join("hub.csv"),
    );
    fitted(&fit);
    let all = said(&amnok(&["nowcast", text(&fit), "--csv", text(&csv)]));
    assert!(all.contains("passages (persons)") && all.contains("nothing"), "{all}");
    let one = said(&amnok(&[
        "nowcast",
        text(&fit),
        "--only",
        "passages",
        "--place",
        "Ryanggang",
    ]));
    assert!(one.contains("passages") && !one.contains("deaths"), "{one}");
    // Three hidden columns are over by the last observed day; quantiles ascend.
    let table = std::fs::read_to_string(&csv).expect("a table");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let numbers: Vec<f64> = row[5..10].iter().map(|n| n.parse().expect("a number")).collect();
        assert!(numbers.is_sorted(), "{row:?}");
    }
    let none = amnok(&["nowcast", text(&fit), "--only", "passagse"]);
    assert!(
        error(&none).contains("there are arrivals, deaths, passages"),
        "{}",
        error(&none)
    );

    let told = said(&amnok(&["forecast", text(&fit), "--out", text(&hub)]));
    assert!(
        told.starts_with("From the end of 2021-12-31.") && told.contains("2022-01-01 to 2022-03-31"),
        "{told}"
    );
    let table = std::fs::read_to_string(&hub).expect("a table");
    let mut lines = table.lines();
    assert_eq!(
        lines.next(),
        Some("origin_date,target,target_end_date,output_type,output_type_id,value")
    );
    let rows: Vec<Vec<&str>> = lines.map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 23);
    assert_eq!(
        rows[11][..5],
        ["2021-12-31", "quarterly arrivals", "2022-03-31", "quantile", "0.5"]
    );
    let values: Vec<f64> = rows.iter().map(|row| row[5].parse().expect("a number")).collect();
    assert!(values.is_sorted() && values[0] >= 0.0, "{values:?}");
}

/// Tables that were cut short went unnoticed, and are read by other programs.
#[test]
fn a_damaged_table_of_a_fit_is_named() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let fit = place.path().join("fit");
    fitted(&fit);
    for file in ["draws.parquet", "hidden.parquet", "columns.parquet", "fit.json"] {
        let path = fit.join(file);
        let whole = std::fs::read(&path).expect("a table");
        std::fs::write(&path, &whole[..whole.len() / 2]).expect("written");
        for command in ["nowcast", "forecast"] {
            let refused = amnok(&[command, text(&fit)]);
            assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
            let said = error(&refused);
            assert!(said.contains(text(&path)) && said.contains("damaged"), "{said}");
        }
        std::fs::write(&path, whole).expect("written");
    }
    assert!(amnok(&["nowcast", text(&fit)]).status.success());
}
