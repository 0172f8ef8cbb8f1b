//! The pages of docs/reference/ that are made from tables in the code are those that stand in the repository.
//! `AMNOK_WRITE_DOCS=1 cargo test -p amnok --test reference` writes them anew.

use amnok_model::given::{ForceNumbers, ORDER_KINDS};
use amnok_model::inputs::Parameters;
use amnok_model::record::measures::{By, MEASURES, OverCounties, OverDays, Place};
use amnok_scenario::Basis;
use std::fmt::Write;
use std::path::Path;

fn by(by: By) -> &'static str {
    match by {
        By::County => "county",
        By::Stratum => "county, activity, stratum",
        By::Force => "county, force",
        By::ActivityForce => "county, activity, force",
        By::Activity => "county, activity",
    }
}

fn is_current(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/reference")
        .join(name);
    if std::env::var_os("AMNOK_WRITE_DOCS").is_some() {
        std::fs::write(&path, text).expect("docs/reference can be written");
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == text,
        "docs/reference/{name} is not current: AMNOK_WRITE_DOCS=1 cargo test -p amnok --test reference"
    );
}

#[test]
fn parameters() {
    let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
    let mut text = String::from(
        "# Parameters\n\nMade from the tables of the mechanisms. Bounds are those that the loader accepts; value and range are the \
         embedded scenario's\n(`amnok explain KEY` says on what each rests).\n\n\
         | key | unit | meaning | bounds | value | range or source |\n|---|---|---|---|--:|---|\n",
    );
    for entry in Parameters::table() {
        let key = format!("{}.{}", entry.section, entry.key);
        let value = scenario.values.iter().find(|value| value.key == key);
        let (number, basis) = value.map_or_else(Default::default, |value| {
            let basis = match &value.basis {
                Basis::Source(claim) => claim.clone(),
                Basis::Assumed { low, high, .. } => format!("{low} to {high}"),
            };
            (value.value.clone(), basis)
        });
        let _ = writeln!(
            text,
            "| `{key}` | {} | {} | {} to {} | {number} | {basis} |",
            entry.unit, entry.meaning, entry.least, entry.most
        );
    }
    text.push_str("\n## Numbers of a force\n\n| key | unit | meaning | bounds |\n|---|---|---|---|\n");
    for number in ForceNumbers::NUMBERS {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} to {} |",
            number.key, number.unit, number.meaning, number.least, number.most
        );
    }
    is_current("parameters.md", &text);
}

#[test]
fn orders() {
    let mut text = String::from(
        "# Kinds of order\n\nMade from the table of the model.\n\n\
         | kind | names a force | size | bounds | what it does |\n|---|---|---|---|---|\n",
    );
    for kind in ORDER_KINDS {
        let bounds = if kind.unit == "none" {
            String::new()
        } else {
            format!("{} to {}", kind.least, kind.most)
        };
        let force = if kind.force { "yes" } else { "no" };
        let unit = if kind.unit == "none" { "" } else { kind.unit };
        let _ = writeln!(
            text,
            "| `{}` | {force} | {unit} | {bounds} | {} |",
            kind.name, kind.meaning
        );
    }
    is_current("orders.md", &text);
}

#[test]
fn measures() {
    let mut text = String::from(
        "# Measures of ledger.parquet\n\nMade from the rows of `crates/model/src/record/measures/`. Over the days of a month (or a year) values add up, \
         are averaged, or are\naveraged over those days on which there was one (`where there is one`). `county` says which county a row names: that \
         where it happened, or\nthe home of those whom it is about. Over counties values add up or are averaged.\n\n\
         | measure | unit | meaning | broken down by | county | over days | over counties |\n|---|---|---|---|---|---|---|\n",
    );
    for measure in MEASURES {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} | {} |",
            measure.name,
            measure.unit,
            measure.meaning,
            by(measure.by),
            match measure.county {
                Place::Here => "here",
                Place::Home => "home",
            },
            match measure.over_days {
                OverDays::Flow => "sum",
                OverDays::Level => "mean",
                OverDays::Quote => "mean where there is one",
            },
            match measure.over_counties {
                OverCounties::Sum => "sum",
                OverCounties::Mean => "mean",
            }
        );
    }
    is_current("measures.md", &text);
}
