//! What docs/reference/scenario.md lists — entries, keys, kinds of order — is what the loader takes: the parts between `<!-- made: … -->`
//! and `<!-- end -->` are made from the JSON Schema and compared with it.
//! `AMNOK_WRITE_DOCS=1 cargo test -p amnok --test scenario_page` writes them anew.

use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

fn keys(table: &Value) -> Vec<String> {
    let optional = |key: &str| {
        let required = table["required"].as_array();
        required.is_some_and(|required| !required.iter().any(|name| name == key))
    };
    let all = table["properties"].as_object().into_iter().flat_map(|keys| keys.keys());
    all.map(|key| format!("`{key}`{}", if optional(key) { " (may be left out)" } else { "" }))
        .collect()
}

/// Every entry of the file, with the keys of those that are tables.
fn entries(schema: &Value) -> String {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let mut text = String::from("| entry | meaning | keys |\n|---|---|---|\n");
    for (name, entry) in schema["properties"].as_object().expect("properties") {
        let (shown, table) = match entry["type"].as_str() {
            Some("array") => (format!("[[{name}]]"), &entry["items"]),
            Some("object") => (format!("[{name}]"), entry),
            _ => (name.clone(), entry),
        };
        let may = if required.iter().any(|key| key == name) {
            ""
        } else {
            " May be left out."
        };
        let about = table["description"].as_str().unwrap_or_default();
        let _ = writeln!(text, "| `{shown}` | {about}{may} | {} |", keys(table).join(", "));
    }
    text
}

fn topics(schema: &Value) -> String {
    let hears = &schema["properties"]["command"]["items"]["properties"]["hears"]["items"];
    let names = hears["properties"]["what"]["enum"]
        .as_array()
        .expect("what can be told of");
    let names: Vec<String> = names
        .iter()
        .filter_map(|name| Some(format!("`{}`", name.as_str()?)))
        .collect();
    format!("  {}\n", names.join(" · "))
}

fn orders(schema: &Value) -> String {
    let mut text = String::from("| kind | unit of size | force | |\n|---|---|---|---|\n");
    for kind in schema["x-orders"].as_array().expect("kinds of order") {
        let field = |key: &str| kind[key].as_str().unwrap_or_default();
        let unit = if field("unit") == "none" { "—" } else { field("unit") };
        let force = if kind["force"] == true { "yes" } else { "no" };
        let _ = writeln!(
            text,
            "| `{}` | {unit} | {force} | {} |",
            field("kind"),
            field("description")
        );
    }
    text
}

/// Numbers of a county, as the embedded scenario holds them: a county without one of them is refused.
fn county() -> String {
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let first = format!("county.{}.", scenario.inputs.counties[0].name);
    let mut text = String::from("\n| column | unit | meaning |\n|---|---|---|\n");
    for value in &scenario.values {
        if let Some(column) = value.key.strip_prefix(&first) {
            let _ = writeln!(text, "| `{column}` | {} | {} |", value.unit, value.meaning);
        }
    }
    text.push('\n');
    text
}

/// What a row of the record or a series can ask for.
fn observers() -> String {
    let mut text = String::from("| observer | what it reads off a run |\n|---|---|\n");
    for observer in amnok_model::observers::OBSERVERS {
        let _ = writeln!(text, "| `{}` | {} |", observer.name, observer.meaning);
    }
    text
}

#[test]
fn the_page_of_scenario_files_lists_what_the_loader_takes() {
    let schema = amnok_scenario::schema();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/scenario.md");
    let stands = std::fs::read_to_string(&path).expect("docs/reference/scenario.md");
    let parts = [
        ("all entries", entries(&schema)),
        ("topics", topics(&schema)),
        ("county", county()),
        ("observers", observers()),
        ("orders", orders(&schema)),
    ];
    let mut page = stands.clone();
    for (name, made) in parts {
        let begin = format!("<!-- made: {name} -->\n");
        let (head, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
        let (_, tail) = rest.split_once("<!-- end -->").expect("an end");
        page = format!("{head}{begin}{made}<!-- end -->{tail}");
    }
    if std::env::var_os("AMNOK_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("docs/reference can be written");
        return;
    }
    assert!(
        stands == page,
        "docs/reference/scenario.md is not current: AMNOK_WRITE_DOCS=1 cargo test -p amnok --test scenario_page"
    );
}
