//! Results of a displacement as text tables: Flee's own columns, and means and quantiles over replicates.

pub mod terminal;

use amnok_lab::Spread;
use amnok_lab::displacement::{Measure, Replicates};
use amnok_model::mechanisms::journey::displacement::Course;
use amnok_scenario::flee::Conflict;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt::Write;

/// A number as Python prints it, so that tables compare byte by byte with Flee's.
fn python(x: f64) -> String {
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

/// The date under which Flee writes the row of a day: that of the day after.
pub fn date(start: Date, day: usize) -> Date {
    start.saturating_add((day as i64 + 1).days())
}

/// A cell that may hold a comma or a quotation mark.
fn cell(name: &str) -> String {
    if name.contains([',', '"']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

/// Names of the camps: the columns of the output, in the order of locations.csv.
pub fn camp_names(conflict: &Conflict) -> Vec<String> {
    let world = &conflict.displacement;
    let camps = world.camps().into_iter();
    camps.map(|camp| world.network.places[camp].name.clone()).collect()
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

/// A number over replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Over {
    /// Mean.
    pub mean: f64,
    /// Standard deviation between replicates; 0 with a single one.
    pub sd: f64,
    /// Median and quantiles.
    pub spread: Spread,
}

impl Over {
    /// Of at least one number; of none, all are 0.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Over {
        let n = values.clone().count().max(1) as f64;
        let mean = values.clone().sum::<f64>() / n;
        let squares: f64 = values.clone().map(|v| (v - mean).powi(2)).sum();
        let none = Spread {
            low: 0.0,
            quarter: 0.0,
            median: 0.0,
            three_quarters: 0.0,
            high: 0.0,
        };
        Over {
            mean,
            sd: (squares / (n - 1.0).max(1.0)).sqrt(),
            spread: Spread::of(values).unwrap_or(none),
        }
    }
}

/// One camp on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CampDay {
    /// Day, from 0.
    pub day: usize,
    /// Number of the camp among the camps.
    pub camp: usize,
    /// People in it.
    pub simulated: Over,
    /// People registered in it.
    pub registered: i64,
}

/// Every camp and day over replicates, day by day.
pub fn summary(all: &Replicates) -> Vec<CampDay> {
    let Some(first) = all.courses.first() else {
        return Vec::new();
    };
    let mut cells = Vec::new();
    for (day, row) in first.rows.iter().enumerate() {
        for (camp, registered) in row.registered.iter().enumerate() {
            let values = all.courses.iter().map(|c| c.rows[day].simulated[camp] as f64);
            cells.push(CampDay {
                day,
                camp,
                simulated: Over::of(values),
                registered: *registered,
            });
        }
    }
    cells
}

/// [`summary`] as text.
pub fn summary_csv(conflict: &Conflict, all: &Replicates) -> String {
    let names: Vec<String> = camp_names(conflict).iter().map(|name| cell(name)).collect();
    let mut text = String::from("day,date,camp,replicates,mean,sd,q05,median,q95,data\n");
    for at in summary(all) {
        let Over { mean, sd, spread } = at.simulated;
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

/// People who set out on one link on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// Day, from 0.
    pub day: usize,
    /// Number of the link.
    pub link: usize,
    /// Mean over replicates.
    pub people: f64,
}

/// Every day and link on which anybody set out in any replicate.
pub fn flows<'a>(conflict: &'a Conflict, all: &'a Replicates) -> impl Iterator<Item = Flow> + 'a {
    let links = conflict.displacement.network.links.len().max(1);
    let some = all.flows_by_day.iter().enumerate().filter(|(_, sum)| **sum > 0);
    some.map(move |(place, sum)| Flow {
        day: place / links,
        link: place % links,
        people: *sum as f64 / all.courses.len().max(1) as f64,
    })
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

/// Each of the three errors, as far as it is known, its mean over days, over replicates.
pub fn errors(all: &Replicates) -> Vec<(Measure, Over)> {
    let known = |measure: &Measure| all.courses.iter().any(|course| measure.is_known(course));
    let measures = Measure::ALL.into_iter().filter(known);
    measures
        .map(|measure| (measure, Over::of(all.courses.iter().map(|c| measure.of(c)))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
