//! Which rooms use which number, found in the code: `amnok explain` says so, and must not name the wrong one.
//! `AMNOK_WRITE_DOCS=1 cargo test -p amnok-model --test used_by` writes the table anew.

use amnok_model::given::{ForceNumbers, ORDER_KINDS};
use amnok_model::inputs::Parameters;
use amnok_model::parameter::used::USED;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// How the code reads the numbers that are not a mechanism's own: what stands before `.key`.
const READ_FROM: &[(&str, &[&str], &[&str])] = &[
    ("province", &["neighbour_policing"], &["province", "provinces"]),
    ("river", &["ease", "drown", "visibility", "flood"], &["river", "rivers"]),
    (
        "strata",
        &["share", "leave", "smuggle", "means"],
        &["stratum", "strata"],
    ),
    (
        "county",
        &[
            "border_km",
            "residents",
            "leave_weight",
            "smuggle_weight",
            "fence",
            "wall",
            "camera",
            "power",
        ],
        &["county", "counties", "c"],
    ),
    ("stage", &["days", "passes"], &["stage"]),
    ("outlet", &["lag_days", "lag_sigma"], &["outlet"]),
    (
        "policy",
        &["window_days", "above", "patience_days", "pause_days"],
        &["policy"],
    ),
];

/// Numbers that are read through a call or under another name.
const READ_BY: &[(&str, &str, &str)] = &[
    ("county", "residents", ".leavers()"),
    ("county", "residents", "County::leavers"),
    ("county", "leave_weight", ".leavers()"),
    ("county", "leave_weight", "County::leavers"),
    ("command", "chance", "candour(params, hears.chance"),
    ("outlet", "chance", "chance_published(params, sources, hears.chance"),
    ("sources", "number", ".sources_in("),
    ("response", "delay_days", "response.order("),
    ("response", "days", "response.order("),
    ("trade", "index", "today.trade"),
    ("trade", "index", "today.trade_at("),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// A file of the rooms: its name below src, and what stands in it before its tests.
struct Room {
    name: String,
    text: String,
}

fn rooms() -> Vec<Room> {
    let mut files = Vec::new();
    for part in ["mechanisms", "record", "world"] {
        sources(&root().join(part), &mut files);
    }
    files.sort();
    let room = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        let name = path.strip_prefix(root()).expect("below src");
        Room {
            name: name.to_string_lossy().replace('\\', "/"),
            text: code,
        }
    };
    files.into_iter().map(room).collect()
}

/// Ends of the names before every `.key` of a text, e.g. `border.river` for `border.river(c).ease`.
fn before<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    let whole = move |at: usize| {
        let next = text[at + 1 + key.len()..].chars().next();
        next.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '(')
    };
    let found = text
        .match_indices(key)
        .filter(move |(at, _)| text[..*at].ends_with('.'));
    found
        .map(|(at, _)| at - 1)
        .filter(move |at| whole(*at))
        .map(move |at| name_before(text[..at].trim_end()))
}

/// The name at the end of a text, an index or a call behind it left out.
fn name_before(text: &str) -> &str {
    let mut end = text.len();
    if text.ends_with([']', ')']) {
        let mut depth = 0;
        for (at, c) in text.char_indices().rev() {
            match c {
                ']' | ')' => depth += 1,
                '[' | '(' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = at;
                break;
            }
        }
    }
    let name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let start = text[..end].rfind(|c| !name(c)).map_or(0, |at| at + 1);
    text[start..end].trim_start_matches(|c: char| !name(c))
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a room reads a number of a mechanism: its own by `params`, another's by a name that says whose it is.
fn reads_number(room: &Room, section: &str, key: &str) -> bool {
    let own = [
        format!("mechanisms/{section}.rs"),
        format!("mechanisms/{section}/"),
        format!("world/{section}.rs"),
    ];
    let own = own.iter().any(|name| room.name.starts_with(name));
    let named = format!("{section}::Params::{key}`");
    let by_name = before(&room.text, key).any(|name| match section {
        _ if own && last(name) == "params" => true,
        "bribe" if name.ends_with("terms.params") => true,
        "passage" if name.ends_with("setting.params") => true,
        _ => name.ends_with(&format!("parameters.{section}")),
    });
    by_name || room.text.contains(&named)
}

fn files(rooms: &[Room], reads: impl Fn(&Room) -> bool) -> String {
    let names: Vec<&str> = rooms
        .iter()
        .filter(|room| reads(room))
        .map(|room| room.name.as_str())
        .collect();
    names.join(", ")
}

fn found() -> Vec<(String, String, String)> {
    let rooms = rooms();
    let mut all = Vec::new();
    let mut add = |holder: &str, key: &str, files: String| all.push((holder.to_owned(), key.to_owned(), files));
    for entry in Parameters::table() {
        let (section, key) = (entry.section, entry.key);
        add(section, key, files(&rooms, |room| reads_number(room, section, key)));
    }
    for number in ForceNumbers::NUMBERS {
        let reads = |room: &Room| before(&room.text, number.key).any(|name| last(name) == "numbers");
        add("force", number.key, files(&rooms, reads));
    }
    for (holder, keys, receivers) in READ_FROM {
        for key in *keys {
            let called: Vec<&str> = READ_BY
                .iter()
                .filter(|(of, number, _)| of == holder && number == key)
                .map(|(_, _, call)| *call)
                .collect();
            let reads = |room: &Room| {
                before(&room.text, key).any(|name| receivers.contains(&last(name)))
                    || called.iter().any(|call| room.text.contains(call))
            };
            add(holder, key, files(&rooms, reads));
        }
    }
    for (holder, key, call) in READ_BY.iter().filter(|(of, key, _)| {
        let listed = |(holder, keys, _): &&(&str, &[&str], &[&str])| holder == of && keys.contains(key);
        !READ_FROM.iter().any(|row| listed(&row))
    }) {
        add(holder, key, files(&rooms, |room| room.text.contains(call)));
    }
    for kind in ORDER_KINDS.iter().filter(|kind| kind.unit != "none") {
        let name = format!("OrderKind::{:?}", kind.kind);
        let reads = |room: &Room| {
            room.text
                .match_indices(&name)
                .any(|(at, _)| !room.text[at + name.len()..].starts_with(char::is_alphanumeric))
        };
        add("order", kind.name, files(&rooms, reads));
    }
    all
}

/// Every number is used somewhere, and the table that `amnok explain` reads names just the files that use it.
#[test]
fn every_number_is_used_where_the_table_says() {
    let found = found();
    let unused: Vec<_> = found.iter().filter(|(_, _, files)| files.is_empty()).collect();
    assert!(unused.is_empty(), "used nowhere: {unused:?}");
    if std::env::var_os("AMNOK_WRITE_DOCS").is_some() {
        let path = root().join("parameter/used.rs");
        let text = fs::read_to_string(&path).expect("the table");
        let (head, _) = text.split_once("= &[").expect("the table");
        let mut text = format!("{head}= &[\n");
        for (holder, key, files) in &found {
            let _ = writeln!(text, "    ({holder:?}, {key:?}, {files:?}),");
        }
        text.push_str("];\n");
        fs::write(&path, text).expect("the table can be written");
        return;
    }
    let stands: Vec<(String, String, String)> = USED
        .iter()
        .map(|(holder, key, files)| (holder.to_string(), key.to_string(), files.to_string()))
        .collect();
    assert_eq!(
        found, stands,
        "AMNOK_WRITE_DOCS=1 cargo test -p amnok-model --test used_by"
    );
}

/// A number that `day.rs` or `inputs.rs` hands to another room is named there by whose it is.
#[test]
fn foreign_numbers_are_named() {
    let joined = ["day.rs", "inputs.rs"].map(|file| fs::read_to_string(root().join(file)).expect(file));
    let day = joined.concat();
    let rooms = rooms();
    let mut foreign = 0;
    for entry in Parameters::table() {
        let (section, key) = (entry.section, entry.key);
        let handed = ["numbers", "inputs.parameters"].map(|whole| format!("{whole}.{section}.{key}"));
        if handed.iter().any(|text| day.contains(text)) {
            foreign += 1;
            let named = format!("{section}::Params::{key}`");
            assert!(
                rooms.iter().any(|room| room.text.contains(&named)),
                "{section}.{key} is handed on and named nowhere as `{named}"
            );
        }
    }
    assert!(foreign >= 6, "{foreign}");
}
