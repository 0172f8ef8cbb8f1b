//! A scenario with a new report taken in: a claim in evidence.toml and, where it counts something, a row of an observed series.

use crate::border::check;
use crate::border::checked::Scenario;
use crate::border::posterior::is_learned;
use crate::border::provenance::Claim;
use crate::diagnose::Diagnostics;
use std::collections::BTreeMap;

/// The file of claims.
const EVIDENCE: &str = "evidence.toml";

/// What a report counts: a row of an observed series.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Name of the series, without its folder and ending.
    pub series: String,
    /// First day, YYYY-MM-DD.
    pub start: String,
    /// Last day, YYYY-MM-DD.
    pub end: String,
    /// Value, in the unit of the series.
    pub value: f64,
}

/// A scenario that took a report in.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The files that changed.
    pub changed: BTreeMap<String, Vec<u8>>,
    /// All files; where something is counted without what was learned, which was learned without it.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Scenario {
    /// A claim of this scenario with its grade, e.g. `C3`, and the county that it is about, if it is about one, said before its words.
    ///
    /// # Errors
    /// In words, where there is no such grade or county.
    pub fn claim(&self, told: Claim, county: Option<&str>, grade: &str) -> Result<Claim, String> {
        let known = |county: &&str| self.inputs.counties.iter().any(|known| known.name == **county);
        let read = || {
            let (reliability, credibility) = grade.split_at_checked(1)?;
            let credibility = credibility.parse().ok().filter(|grade| (1..=6).contains(grade))?;
            Some((reliability.to_owned(), credibility))
        };
        let (reliability, credibility) =
            read().ok_or_else(|| format!("grade {grade}: a letter A to F and a number 1 to 6, e.g. C3"))?;
        let says = match county {
            Some(county) if !known(&county) => return Err(format!("county {county}: the scenario has no such county")),
            Some(county) => format!("{county}: {}", told.says),
            None => told.says,
        };
        Ok(Claim {
            says,
            reliability,
            credibility,
            ..told
        })
    }

    /// The files when a report is taken in: the claim at the end of evidence.toml, the row in its place by date in its
    /// series. `unit` is that of a series that is not there yet. What was set beside the files is in none of them.
    ///
    /// # Errors
    /// Everything that is wrong with the scenario then, at once.
    pub fn with_claim(&self, claim: &Claim, counted: Option<&Counted>, unit: &str) -> Result<Taken, Diagnostics> {
        let mut changed = BTreeMap::new();
        let text = |name: &str| {
            let bytes = self.files.get(name);
            bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        let mut evidence = text(EVIDENCE).unwrap_or_default();
        if !evidence.is_empty() {
            evidence = format!("{}\n\n", evidence.trim_end());
        }
        changed.insert(EVIDENCE.to_owned(), (evidence + &written(claim)).into_bytes());
        if let Some(counted) = counted {
            let name = format!("observed/{}.csv", counted.series);
            let before = text(&name).unwrap_or_else(|| format!("# unit: {unit}\nstart,end,value,source\n"));
            changed.insert(name, with_row(&before, counted, &claim.id).into_bytes());
        }
        let mut files = self.files.clone();
        files.retain(|name, _| counted.is_none() || !is_learned(name));
        files.extend(changed.clone());
        check::all(&files).map(|_| Taken { changed, files })
    }
}

/// A claim as evidence.toml has it.
fn written(claim: &Claim) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let texts = [
        ("id", &claim.id),
        ("outlet", &claim.outlet),
        ("title", &claim.title),
        ("date", &claim.date),
        ("date_precision", &claim.date_precision),
        ("kind", &claim.kind),
        ("says", &claim.says),
        ("url", &claim.url),
        ("reliability", &claim.reliability),
    ];
    let mut text = String::from("[[claim]]\n");
    for (key, value) in texts {
        text += &format!("{key} = {}\n", quoted(value));
    }
    let reason = quoted(&claim.grade_reason);
    text + &format!("credibility = {}\ngrade_reason = {reason}\n", claim.credibility)
}

/// A series with one more row, before the first that begins later.
fn with_row(text: &str, counted: &Counted, source: &str) -> String {
    let Counted { start, end, value, .. } = counted;
    let row = format!("{start},{end},{value},{source}");
    let later = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit()) && **line > *row;
    let mut lines: Vec<&str> = text.lines().collect();
    let place = lines.iter().position(later).unwrap_or(lines.len());
    lines.insert(place, &row);
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_graded_and_says_its_county() {
        let scenario = crate::embedded().expect("it is right");
        let told = || Claim {
            says: "fewer go".into(),
            ..claim("new")
        };
        let made = scenario.claim(told(), Some("Hyesan"), "B2").expect("both are known");
        assert_eq!(
            (made.says.as_str(), made.reliability.as_str(), made.credibility),
            ("Hyesan: fewer go", "B", 2)
        );
        assert_eq!(
            scenario.claim(told(), None, "B2").map(|made| made.says),
            Ok("fewer go".into())
        );
        for (county, grade) in [
            (Some("Hyesn"), "B2"),
            (None, "B7"),
            (None, "B"),
            (None, ""),
            (None, "é3"),
        ] {
            assert!(scenario.claim(told(), county, grade).is_err(), "{county:?} {grade}");
        }
    }

    fn claim(id: &str) -> Claim {
        Claim {
            id: id.into(),
            outlet: "An \"outlet\"".into(),
            title: "A title".into(),
            date: "2020-03".into(),
            date_precision: "month".into(),
            kind: "report".into(),
            says: "A line\nof two".into(),
            url: String::new(),
            reliability: "C".into(),
            credibility: 3,
            grade_reason: "one source".into(),
        }
    }

    #[test]
    fn a_report_is_taken_in_with_what_it_counts() {
        let scenario = crate::embedded().expect("it is right");
        let counted = Counted {
            series: "price".into(),
            start: "2020-02-01".into(),
            end: "2020-02-29".into(),
            value: 9000.0,
        };
        let rows = |scenario: &Scenario| {
            let found = scenario.observed.iter().find(|series| series.name == "price");
            found.map_or(0, |series| series.rows.len())
        };
        let taken = scenario.with_claim(&claim("new"), Some(&counted), "USD per passage");
        let taken = taken.unwrap_or_else(|found| panic!("{found}"));
        assert_eq!(
            taken.changed.keys().collect::<Vec<_>>(),
            ["evidence.toml", "observed/price.csv"]
        );
        let again = check::all(&taken.files).unwrap_or_else(|found| panic!("{found}"));
        assert_eq!(again.claims.last(), Some(&claim("new")));
        assert_eq!(rows(&again), rows(&scenario) + 1);
    }

    #[test]
    fn what_is_wrong_with_a_report_is_said() {
        let scenario = crate::embedded().expect("it is right");
        let known = scenario.claims[0].id.clone();
        assert!(
            scenario.with_claim(&claim(&known), None, "").is_err(),
            "the id is taken"
        );
        let graded = Claim {
            reliability: "G".into(),
            ..claim("new")
        };
        assert!(scenario.with_claim(&graded, None, "").is_err());
    }

    #[test]
    fn rows_stay_in_their_order() {
        let text = "# unit: a\nstart,end,value,source\n2020-01-01,2020-01-31,1,s\n2020-03-01,2020-03-31,3,s\n";
        let counted = Counted {
            series: "a".into(),
            start: "2020-02-01".into(),
            end: "2020-02-29".into(),
            value: 2.5,
        };
        assert_eq!(
            with_row(text, &counted, "new"),
            "# unit: a\nstart,end,value,source\n2020-01-01,2020-01-31,1,s\n2020-02-01,2020-02-29,2.5,new\n2020-03-01,2020-03-31,3,s\n"
        );
    }
}
