//! What was observed, as it is written: windows, units, and days of which no run has a reading. Each test is named for the fault that was found.

use amnok_scenario::{Scenario, embedded, load_files};

/// The embedded scenario with these rows of a series, below this first line.
fn with(name: &str, unit: &str, rows: &str) -> Result<Scenario, String> {
    let mut files = embedded().expect("it is right").files;
    let text = format!("# unit: {unit}\nstart,end,value,source\n{rows}");
    files.insert(format!("observed/{name}.csv"), text.into_bytes());
    load_files(&files).map_err(|wrong| wrong.to_string())
}

fn refused(name: &str, unit: &str, rows: &str, says: &[&str]) {
    let said = with(name, unit, rows).map(|_| ()).expect_err("an error");
    for words in says {
        assert!(said.contains(words), "{words}: {said}");
    }
}

const FIRST: &str = "2019-01-01,2019-03-31,229,arrivals-mou\n";

/// Rows of the record were refused, those of a series were taken in and never used.
#[test]
fn a_series_is_of_whole_months_where_the_record_is() {
    for days in ["2019-04-01,2019-06-15", "2019-04-10,2019-06-30"] {
        let rows = format!("{FIRST}{days},320,arrivals-mou\n");
        let says = [
            "observed/arrivals.csv:4:1: found a window from",
            "expected: whole months",
        ];
        refused("arrivals", "persons", &rows, &says);
    }
    // A quote is read of the months of which at least half lies within.
    let quote = "2019-12-10,2019-12-31,17000,fee-2019\n";
    assert!(with("price", "USD per passage", quote).is_ok());
    let short = "2019-12-20,2019-12-31,17000,fee-2019\n";
    refused(
        "price",
        "USD",
        short,
        &["observed/price.csv:3:1: found a window from 2019-12-20"],
    );
}

/// What was counted twice was fitted twice, as two independent counts.
#[test]
fn windows_of_a_series_have_no_day_in_common() {
    let year = format!("2018-01-01,2019-12-31,1000,arrivals-mou\n{FIRST}2019-04-01,2019-06-30,320,arrivals-mou\n");
    let of_both = "with days of the one from 2018-01-01 to 2019-12-31";
    let says = [
        "observed/arrivals.csv:4:1: found an observation from 2019-01-01",
        "observed/arrivals.csv:5:1: found an observation from 2019-04-01",
        of_both,
        "in observed/record.csv",
    ];
    refused("arrivals", "persons", &year, &says);
    let beside = format!("2019-04-01,2019-06-30,320,arrivals-mou\n{FIRST}");
    assert!(
        with("arrivals", "persons", &beside).is_ok(),
        "in any order, side by side"
    );
}

/// `# unit: tons` over arrivals was passed on as if it were persons.
#[test]
fn a_unit_fits_what_is_read_since_nothing_is_converted() {
    for unit in ["tons", "thousand persons", "USD"] {
        refused(
            "arrivals",
            unit,
            FIRST,
            &["observed/arrivals.csv:1:1: found the unit", "`persons`"],
        );
    }
    for unit in ["persons", "count"] {
        assert!(with("arrivals", unit, FIRST).is_ok(), "{unit}");
    }
    let quote = "2019-12-01,2019-12-31,17000,fee-2019\n";
    refused(
        "price",
        "CNY per passage",
        quote,
        &["`CNY per passage` of `price`", "expected: USD"],
    );
    for unit in ["USD", "USD per passage", "count"] {
        assert!(with("price", unit, quote).is_ok(), "{unit}");
    }
}

/// `amnok check` was silent of observations that no run can be compared with.
#[test]
fn what_is_observed_of_other_days_is_told() {
    let whole = embedded().expect("it is right");
    assert_eq!(whole.summary().unread, ["leavers-2018"]);
    let rows = format!("2018-10-01,2018-12-31,300,arrivals-mou\n{FIRST}");
    let early = with("arrivals", "persons", &rows).expect("it is right");
    assert_eq!(early.summary().unread, ["arrivals 2018-10-01", "leavers-2018"]);
    let said = early.summary().to_string();
    assert!(
        said.contains("nothing is learned from it: arrivals 2018-10-01, leavers-2018"),
        "{said}"
    );
}
