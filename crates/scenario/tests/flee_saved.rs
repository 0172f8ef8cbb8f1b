//! Folders as spreadsheets, editors and other systems save them, and files or folders that are exchanged: read as they are meant, or told
//! with their cause, once.

mod flee_example;

use amnok_scenario::flee::{load, load_files};
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

/// With the registered people of another conflict, its corrections were blamed, each by itself.
#[test]
fn registered_people_of_another_conflict_are_named_as_such() {
    let mut files = example();
    let layout = "registered/data_layout.csv";
    let text = String::from_utf8(files.contents[layout].clone()).expect("text");
    let other = text.replace("Lakeside,", "Elsewhere,").replace("Hillcamp,", "Far,");
    files.contents.insert(layout.into(), other.into_bytes());
    let correction = b"Lakeside,2031-03-20\n".to_vec();
    files.contents.insert("registration_corrections.csv".into(), correction);
    let found = load_files(&files).expect_err("series of other places");
    let all: Vec<(&str, &str)> = found.0.iter().map(|d| (d.file.as_str(), d.found.as_str())).collect();
    assert_eq!(all, [(layout, "series of other places, of `Elsewhere` for example")]);
    assert!(found.0[0].mend.contains("belongs to the input"), "{found}");
}

/// What is warned of in the example with one file rewritten: file, line, column, what is found.
fn warned(file: &str, rewrite: impl Fn(&str) -> String) -> Vec<(String, usize, usize, String)> {
    let mut files = example();
    let text = String::from_utf8(files.contents[file].clone()).expect("text");
    files.contents.insert(file.into(), rewrite(&text).into_bytes());
    let conflict = load_files(&files).expect("no error");
    let all = conflict.warnings.into_iter();
    all.map(|w| (w.file, w.line, w.column, w.found)).collect()
}

/// Every place was warned of by itself.
#[test]
fn routes_without_rows_are_told_once() {
    let said = warned("routes.csv", |text| text.lines().take(1).collect());
    let of_routes = said.iter().filter(|(file, ..)| file == "routes.csv");
    assert_eq!(of_routes.count(), 1, "{said:?}");
    assert!(said.iter().all(|(file, ..)| file != "locations.csv"), "{said:?}");
}

/// A closure between places without a route, or one that opens before it closes, passed in silence.
#[test]
fn closures_in_vain_are_told() {
    let one = |row: &str, column: usize, says: &str| {
        let said = warned("closures.csv", |text| format!("{text}{row}\n"));
        let here = |(file, line, at, found): &(String, usize, usize, String)| {
            file == "closures.csv" && (*line, *at) == (3, column) && found.contains(says)
        };
        assert_eq!(
            said.iter().filter(|w| here(w)).count(),
            usize::from(!says.is_empty()),
            "{row}: {said:?}"
        );
        let others = said
            .iter()
            .filter(|(file, line, ..)| file == "closures.csv" && *line == 3);
        assert_eq!(others.count(), usize::from(!says.is_empty()), "{row}: {said:?}");
    };
    one(
        "link,Varn,Hillcamp,5,9",
        6,
        "between `Varn` and `Hillcamp`, between which there is no route",
    );
    one(
        "link,Varn,Tell,30,9",
        19,
        "opening on day 9 of what closes on day 30: it never opens again",
    );
    one("link,Varn,Tell,9,9", 18, "it opens at once");
    one("camp,Hillcamp,x,0,0", 19, "it opens at once");
    for sound in [
        "link,Varn,Tell,5,9",
        "link,Varn,Tell,5,0",
        "link,Varn,Tell,5,-1",
        "camp,Hillcamp,x,-1,9",
    ] {
        one(sound, 1, "");
    }
}

/// A row that is missing, or rows in another order, moved all later conflicts to other days in silence.
#[test]
fn rows_of_days_out_of_order_are_told_at_the_first() {
    let without_day_5 = |text: &str| -> String {
        let rows = text.lines().filter(|line| !line.starts_with("5,"));
        rows.map(|line| format!("{line}\n")).collect::<String>() + "60,1,1\n"
    };
    let said = warned("conflicts.csv", without_day_5);
    let at: Vec<_> = said.iter().filter(|(file, ..)| file == "conflicts.csv").collect();
    assert_eq!(at.len(), 1, "{said:?}");
    assert_eq!((at[0].1, at[0].2), (7, 1));
    assert!(at[0].3.starts_with("day 6 below day 4"), "{said:?}");
    // Dates, or numbers from 1 on, are as good.
    for from in [1, 735_000] {
        let said = warned("conflicts.csv", |text| {
            let mut lines = text.lines();
            let head = lines.next().expect("a head");
            let rows = lines.enumerate().map(|(i, line)| {
                let (_, values) = line.split_once(',').expect("cells");
                format!("\n{},{values}", i + from)
            });
            format!("{head}{}", rows.collect::<String>())
        });
        assert!(said.iter().all(|(file, ..)| file != "conflicts.csv"), "{said:?}");
    }
}

/// Two rows for the same two places are two ways, of which more people take one.
#[test]
fn a_second_route_between_two_places_is_told() {
    let said = warned("routes.csv", |text| format!("{}\nMidway,Varn,19,0\n", text.trim_end()));
    let second = said
        .iter()
        .filter(|(.., found)| found.starts_with("a second route between `Midway` and `Varn`, beside line 2"));
    assert_eq!(second.count(), 1, "{said:?}");
    let sound = load_files(&example()).expect("the example").warnings;
    assert!(sound.iter().all(|w| !w.found.contains("second route")));
}

/// Every row said the same.
#[test]
fn errors_that_ask_for_the_same_are_shown_five_times_and_counted() {
    let mut files = example();
    let rows: String = (1..=40).map(|i| format!("Varn,Midway,{i} km\n")).collect();
    files.contents.insert("routes.csv".into(), rows.into_bytes());
    let found = load_files(&files).expect_err("units in numbers");
    assert_eq!(found.0.len(), 40, "all of them are kept");
    let text = found.to_string();
    assert_eq!(text.matches("to mend:").count(), 5, "{text}");
    assert!(
        text.contains("and 35 more like these in this file, up to line 40"),
        "{text}"
    );
    assert!(text.ends_with("\n40 errors"), "{text}");
    // Six are shown: to say that there is one more takes as much room.
    let six: String = (1..=6).map(|i| format!("Varn,Midway,{i} km\n")).collect();
    files.contents.insert("routes.csv".into(), six.into_bytes());
    let text = load_files(&files).expect_err("units in numbers").to_string();
    assert_eq!(text.matches("to mend:").count(), 6, "{text}");
}

/// Five files were said to be missing.
#[test]
fn folders_that_are_not_there_or_exchanged_are_told_as_such() {
    let place = tempfile::tempdir().expect("a folder");
    let [input, registered, gone] = ["input", "registered", "gone"].map(|name| place.path().join(name));
    for (name, bytes) in example().contents {
        let path = match name.starts_with("registered/") {
            true => place.path().join(&name),
            false => input.join(&name),
        };
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    let told = |input: &std::path::Path, registered: &std::path::Path| -> Vec<String> {
        let found = load(input, Some(registered), None, None).expect_err("refused");
        found.0.into_iter().map(|d| d.found).collect()
    };
    assert!(load(&input, Some(&registered), None, None).is_ok());
    assert_eq!(
        told(&registered, &input),
        ["an input folder", "a folder of registered people"]
    );
    assert_eq!(told(&gone, &registered), ["no such folder"]);
    assert_eq!(told(&input, &gone), ["no such folder"]);
    assert_eq!(told(&input.join("routes.csv"), &registered), ["a file, not a folder"]);
    assert_eq!(
        told(place.path(), &registered),
        ["a folder around the input folder `input`"]
    );
}
