//! The table of systems in docs/model.md: every row's code, tests, kinds of order and claims exist.

use amnok_model::given::ORDER_KINDS;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .collect()
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_system_of_the_reports_has_its_code_its_test_and_its_orders() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(crates.join("../docs/model.md")).expect("docs/model.md is there");
    let evidence = crates.join("../scenarios/sino-korean/evidence.toml");
    let evidence = fs::read_to_string(evidence).expect("the evidence of the first scenario");
    let (mechanisms, tests) = (crates.join("model/src/mechanisms"), sources(&crates.join("model")));
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| M")).collect();
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, id, _, code, test, orders, claims, _] = cells[..] else {
            panic!("six cells in {row}");
        };
        assert_eq!(id, format!("M{:02}", number + 1), "rows in order, none missing");
        assert!(
            !quoted(code).is_empty() && !quoted(test).is_empty(),
            "{id} has code and a test"
        );
        for file in quoted(code) {
            assert!(mechanisms.join(file).is_file(), "{id}: no mechanisms/{file}");
        }
        for part in test.split("; ") {
            let (file, names) = part.split_once(": ").expect("`file`: `test`");
            for name in quoted(names) {
                let (function, check) = (format!("fn {name}()"), format!("\"{name}\""));
                let holds = |path: &&PathBuf| {
                    path.ends_with(file.trim_matches('`'))
                        && fs::read_to_string(path).is_ok_and(|text| text.contains(&function) || text.contains(&check))
                };
                assert!(tests.iter().any(|path| holds(&path)), "{id}: {file} has no test {name}");
            }
        }
        for kind in quoted(orders) {
            assert!(ORDER_KINDS.iter().any(|k| k.name == kind), "{id}: no order kind {kind}");
        }
        for claim in quoted(claims) {
            assert!(
                evidence.contains(&format!("id = \"{claim}\"")),
                "{id}: no claim {claim}"
            );
        }
    }
    assert_eq!(rows.len(), 29);
}
