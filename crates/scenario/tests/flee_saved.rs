//! Folders as spreadsheets, editors and other systems save them, and files or folders that are exchanged: read as they are meant, or told
//! with their cause, once.

mod flee_example;

use amnok_scenario::flee::load_files;
use flee_example::example;

/// Every table of the example.
fn tables() -> Vec<String> {
    let names = example().contents.into_keys();
    names.filter(|name| name.ends_with(".csv")).collect()
}

/// What is said of the example with one file rewritten: file, line, column, what is found.
fn told(file: &str, rewrite: impl Fn(&str) -> String) -> Vec<(String, usize, usize, String)> {
    let mut files = example();
    let text = String::from_utf8(files.contents[file].clone()).expect("text");
    files.contents.insert(file.into(), rewrite(&text).into_bytes());
    match load_files(&files) {
        Ok(_) => Vec::new(),
        Err(found) => found
            .0
            .into_iter()
            .map(|d| (d.file, d.line, d.column, d.found))
            .collect(),
    }
}

/// A list of conflicts with semicolons was read as one without conflicts, a list of series as an empty one, corrections as none.
#[test]
fn a_table_with_other_separators_is_told_once_and_never_read_as_empty() {
    for (mark, name) in [(";", "semicolons"), ("\t", "tabs")] {
        for file in tables() {
            let said = told(&file, |text| text.replace(',', mark));
            let expected = format!("cells with {name} between them");
            assert_eq!(said.len(), 1, "{file}: {said:?}");
            assert_eq!((&said[0].0, &said[0].3), (&file, &expected));
        }
    }
    // With commas in numbers, as the same spreadsheets write them.
    let said = told("routes.csv", |text| text.replace(',', ";").replace(";95", ";95,5"));
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!((said[0].1, said[0].2), (2, 5), "the first semicolon after `Varn`");
}

/// A semicolon in a name separates nothing.
#[test]
fn a_semicolon_within_a_cell_is_no_separator() {
    for file in ["locations.csv", "routes.csv", "conflicts.csv"] {
        let said = told(file, |text| text.replace("Midway", "Midway; the town"));
        let cells = said.iter().filter(|(.., found)| found.starts_with("cells with"));
        assert_eq!(cells.count(), 0, "{said:?}");
    }
}

/// Carriage returns alone were no ends of rows: routes and closures were then read as none, without a word.
#[test]
fn rows_end_with_carriage_returns_too() {
    let plain = load_files(&example()).expect("the example");
    for end in ["\r", "\r\n"] {
        let mut files = example();
        for bytes in files.contents.values_mut() {
            let text = String::from_utf8(bytes.clone()).expect("text");
            *bytes = text.replace('\n', end).into_bytes();
        }
        let read = load_files(&files).expect("the same");
        let (read_as, meant) = [&read, &plain]
            .map(|conflict| format!("{:?}", conflict.displacement))
            .into();
        assert_eq!(read_as, meant, "{end:?}");
        assert_eq!(read.warnings, plain.warnings, "with the same lines");
    }
}

/// A series with its dates in another form was first said to lack the dates of its corrections.
#[test]
fn what_is_wrong_with_a_series_is_not_said_of_its_corrections() {
    let mut files = example();
    let series = "registered/lakeside.csv";
    let text = String::from_utf8(files.contents[series].clone()).expect("text");
    files
        .contents
        .insert(series.into(), text.replace("2031-", "31/").into_bytes());
    let correction = b"Lakeside,2031-03-20\n".to_vec();
    files.contents.insert("registration_corrections.csv".into(), correction);
    let found = load_files(&files).expect_err("dates in another form");
    assert!(found.0.iter().all(|d| d.file == series), "{found}");
}
