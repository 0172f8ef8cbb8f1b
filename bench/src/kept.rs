//! Where the table is kept: as CSV in `bench/runs/`, and in docs/benchmarks.md.
use crate::table::{Line, csv, markdown, read};
use std::path::{Path, PathBuf};

/// Keeps a whole table.
pub fn keep(mut lines: Vec<Line>) -> Result<(), String> {
    let (day, machine) = (today(), machine());
    let measured = format!("{day} on {}", machine.1);
    for line in lines.iter_mut().filter(|line| line.measured.is_empty()) {
        line.measured.clone_from(&measured);
    }
    let path = runs().join(format!("{day}-{}.csv", machine.0));
    write(&path, &csv(&lines)?)?;
    into_the_page("table", &format!("{}\n\n{}", when(&lines), markdown(&lines, true)))?;
    println!("\nkept in bench/runs/ and docs/benchmarks.md");
    Ok(())
}

/// Keeps what a benchmark says beside its lines: a part of docs/benchmarks.md, and its figures as CSV.
pub fn keep_beside(name: &str, part: &str, figures: &str) -> Result<(), String> {
    let (day, machine) = (today(), machine());
    write(&runs().join(format!("{day}-{}-{name}.csv", machine.0)), figures)?;
    into_the_page(name, &format!("Measured {day} on {}.\n\n{part}", machine.1))
}

/// Keeps a figure that docs/benchmarks.md shows.
pub fn keep_figure(name: &str, figure: &str) -> Result<(), String> {
    write(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name),
        figure,
    )
}

fn into_the_page(name: &str, part: &str) -> Result<(), String> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
    let page = std::fs::read_to_string(&docs).map_err(|error| error.to_string())?;
    write(&docs, &between(&page, name, part)?)
}

/// The newest table that was kept on such a machine, with the lines of some benchmarks in place of its own, in the order
/// of all benchmarks. The others keep the day on which they were measured, and the machine, which may be another one with as many cores.
pub fn replaced(new: Vec<Line>, order: &[&str]) -> Result<Vec<Line>, String> {
    let ending = format!("-{}.csv", machine().0);
    let files = std::fs::read_dir(runs()).map_err(|error| format!("bench/runs: {error}"))?;
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    // The name begins with the day, so the last by name is the newest.
    let Some(newest) = names.filter(|name| name.ends_with(&ending)).max() else {
        return Err(format!(
            "bench/runs holds no table …{ending} to put these lines into: `cargo xtask bench` makes one"
        ));
    };
    let text = std::fs::read_to_string(runs().join(&newest)).map_err(|error| format!("{newest}: {error}"))?;
    let old = read(&text, newest.trim_end_matches(&ending)).map_err(|error| format!("{newest}: {error}"))?;
    Ok(merged(old, new, order))
}

fn merged(mut old: Vec<Line>, new: Vec<Line>, order: &[&str]) -> Vec<Line> {
    old.retain(|line| !new.iter().any(|other| other.id == line.id));
    old.extend(new);
    old.sort_by_key(|line| order.iter().position(|id| *id == line.id));
    old
}

/// When, and on which machine: one sentence.
fn when(lines: &[Line]) -> String {
    let mut days: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        match days.iter_mut().find(|(day, _)| *day == line.measured) {
            Some((_, ids)) if ids.contains(&line.id.as_str()) => {}
            Some((_, ids)) => ids.push(&line.id),
            None => days.push((&line.measured, vec![&line.id])),
        }
    }
    match days.as_slice() {
        [(measured, _)] => format!("Measured {measured}."),
        _ => {
            let each = |(day, ids): &(&str, Vec<&str>)| format!("{} {day}", ids.join(", "));
            let each: Vec<String> = days.iter().map(each).collect();
            format!("Measured: {}.", each.join("; "))
        }
    }
}

/// Puts a part between its marks of the page.
fn between(page: &str, name: &str, part: &str) -> Result<String, String> {
    let (first, last) = (format!("<!-- {name} -->\n"), "<!-- end -->");
    let lost = || format!("docs/benchmarks.md lost its marks of {name}");
    let (before, rest) = page.split_once(&first).ok_or_else(lost)?;
    let (_, after) = rest.split_once(last).ok_or_else(lost)?;
    Ok(format!("{before}{first}{part}{last}{after}"))
}

/// The folder of what is kept.
pub fn runs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("runs")
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(|error| error.to_string())?;
    }
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Today, by the machine's clock.
fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// The machine, as a part of a file name and in words.
fn machine() -> (String, String) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or("");
    let model = model.trim_start_matches([' ', '\t', ':']);
    let name = format!("{}-{cores}-cores", std::env::consts::ARCH);
    let words = if model.is_empty() {
        name.clone()
    } else {
        format!("{model}, {cores} cores")
    };
    (name, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::free;

    fn line(id: &str, figure: f64, measured: &str) -> Line {
        Line {
            measured: measured.into(),
            ..free(id, "x", figure, "s")
        }
    }

    #[test]
    fn new_lines_take_the_place_of_old_ones_and_all_say_when() {
        let old = vec![
            line("B1", 1.0, "monday on M"),
            line("B3", 2.0, "monday on M"),
            line("B4", 3.0, "monday on M"),
        ];
        let new = vec![line("B2", 4.0, "tuesday on N"), line("B3", 5.0, "tuesday on N")];
        let all = merged(old, new, &["B1", "B2", "B3", "B4"]);
        let figures: Vec<f64> = all.iter().map(|line| line.figure).collect();
        assert_eq!(figures, [1.0, 4.0, 5.0, 3.0]);
        assert_eq!(when(&all), "Measured: B1, B4 monday on M; B2, B3 tuesday on N.");
        assert_eq!(when(&all[..1]), "Measured monday on M.");
    }
}
