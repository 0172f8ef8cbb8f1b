//! A displacement as text tables: Flee's own columns, and means and quantiles over replicates.

use super::people::{Flow, OverReplicates, camp_names, date, flows, summary};
use amnok_displacement::Course;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use std::fmt::Write;

/// A number as Python prints it, so that tables compare byte by byte with Flee's.
pub(super) fn python(x: f64) -> String {
    if x != 0.0 && x.abs() < 1e-4 {
        let text = format!("{x:e}");
        return match text.split_once("e-") {
            Some((digits, power)) if power.len() == 1 => format!("{digits}e-0{power}"),
            _ => text,
        };
    }
    format!("{x:?}")
}

/// |s / v − 1| to four digits, rounded from all its digits as Python does; 0 where nobody is registered.
fn off(simulated: i64, registered: i64) -> f64 {
    if registered <= 0 {
        return 0.0;
    }
    let error = (simulated as f64 / registered as f64 - 1.0).abs();
    format!("{error:.4}").parse().unwrap_or(error)
}

/// A cell of a name, which may hold a comma, a quotation mark or a line break. A spreadsheet would carry out one that begins as a
/// formula does: an apostrophe before it says that it is text.
pub fn cell(name: &str) -> String {
    let text = if name.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{name}")
    } else {
        name.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// One replicate in Flee's columns.
pub fn flee_csv(conflict: &Conflict, course: &Course) -> String {
    let mut text = String::from("Day,Date,");
    for name in camp_names(conflict) {
        let name = cell(&name);
        let _ = write!(text, "{name} sim,{name} data,{name} error,");
    }
    text.push_str(
        "Total error,refugees in camps (UNHCR),total refugees (simulation),raw UNHCR refugee count,refugees in camps (simulation),refugee_debt",
    );
    text.push_str(if conflict.displaced_at_home {
        ",total IDPs\n"
    } else {
        "\n"
    });
    for (day, row) in course.rows.iter().enumerate() {
        let _ = write!(text, "{day},{},", date(conflict.start, day));
        for (s, v) in row.simulated.iter().zip(&row.registered) {
            let _ = write!(text, "{s},{v},{},", python(off(*s, *v)));
        }
        let _ = write!(
            text,
            "{},{},{},{},{},{}",
            match row.registered_total > 0 {
                true => python(row.total_error),
                false => "0.0".into(),
            },
            row.registered_in_camps,
            row.simulated_total,
            row.registered_total,
            row.simulated_in_camps,
            row.debt
        );
        if conflict.displaced_at_home {
            let _ = write!(text, ",{}", row.displaced_at_home);
        }
        text.push('\n');
    }
    text
}

/// [`summary`] as text.
pub fn summary_csv(conflict: &Conflict, all: &Replicates) -> String {
    let names: Vec<String> = camp_names(conflict).iter().map(|name| cell(name)).collect();
    let mut text = String::from("day,date,camp,replicates,mean,sd,q05,median,q95,data\n");
    for at in summary(all) {
        let OverReplicates { mean, sd, spread } = at.simulated;
        let _ = writeln!(
            text,
            "{},{},{},{},{mean:.3},{sd:.3},{},{},{},{}",
            at.day,
            date(conflict.start, at.day),
            names[at.camp],
            all.courses.len(),
            spread.low,
            spread.median,
            spread.high,
            at.registered
        );
    }
    text
}

/// [`flows`] as text.
pub fn flows_csv(conflict: &Conflict, all: &Replicates) -> String {
    let network = &conflict.displacement.network;
    let names: Vec<String> = network.places.iter().map(|place| cell(&place.name)).collect();
    let mut text = String::from("day,date,link,from,to,km,people\n");
    for Flow { day, link, people } in flows(conflict, all) {
        let at = &network.links[link];
        let (date, from, to) = (date(conflict.start, day), &names[at.from], &names[at.to]);
        let _ = writeln!(text, "{day},{date},{link},{from},{to},{},{people}", at.km);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_are_no_formulas_for_a_spreadsheet() {
        for (name, written) in [
            ("Adjumani", "Adjumani"),
            ("Bidi, north", "\"Bidi, north\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM", "'@SUM"),
            ("\tx", "'\tx"),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(name), written);
        }
    }

    /// Rounding after a multiplication by 10,000 gave 2.2312, 13.6262 and 28.7612.
    #[test]
    fn errors_are_rounded_as_python_rounds() {
        for (s, v, text) in [
            (33_605, 10_400, "2.2313"),
            (35_103, 2_400, "13.6263"),
            (23_809, 800, "28.7613"),
            (33, 32, "0.0312"),
            (35, 32, "0.0938"),
            (5, 0, "0.0"),
            (191, 1943, "0.9017"),
            (10_001, 10_000, "0.0001"),
        ] {
            assert_eq!(python(off(s, v)), text, "{s} for {v}");
        }
    }
}
