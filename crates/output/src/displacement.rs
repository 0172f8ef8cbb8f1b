//! Results of a displacement as text tables: Flee's own columns, and means and quantiles over replicates.

use amnok_model::mechanisms::journey::displacement::{Course, Displacement};
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

/// The date under which Flee writes the row of a day: that of the day after.
fn date(start: Date, day: usize) -> Date {
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

/// One replicate in Flee's columns.
pub fn flee_csv(world: &Displacement, start: Date, displaced_at_home: bool, course: &Course) -> String {
    let mut text = String::from("Day,Date,");
    for camp in world.camps() {
        let name = cell(&world.network.places[camp].name);
        let _ = write!(text, "{name} sim,{name} data,{name} error,");
    }
    text.push_str(
        "Total error,refugees in camps (UNHCR),total refugees (simulation),raw UNHCR refugee count,refugees in camps (simulation),refugee_debt",
    );
    text.push_str(if displaced_at_home { ",total IDPs\n" } else { "\n" });
    for (day, row) in course.rows.iter().enumerate() {
        let _ = write!(text, "{day},{},", date(start, day));
        for (s, v) in row.simulated.iter().zip(&row.registered) {
            let error = if *v <= 0 {
                0.0
            } else {
                (*s as f64 / *v as f64 - 1.0).abs()
            };
            let _ = write!(text, "{s},{v},{},", python((error * 1e4).round_ties_even() / 1e4));
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
        if displaced_at_home {
            let _ = write!(text, ",{}", row.displaced_at_home);
        }
        text.push('\n');
    }
    text
}

/// The value below which a share of sorted values lies, by straight lines between them.
fn quantile(sorted: &[i64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[at.floor() as usize] as f64, sorted[at.ceil() as usize] as f64);
    below + (above - below) * at.fract()
}

/// Every camp and day over replicates: mean, standard deviation, quantiles, and what was registered.
pub fn summary_csv(world: &Displacement, start: Date, courses: &[Course]) -> String {
    let mut text = String::from("day,date,camp,replicates,mean,sd,q05,median,q95,data\n");
    for day in 0..courses.first().map_or(0, |c| c.rows.len()) {
        for (column, camp) in world.camps().iter().enumerate() {
            let mut values: Vec<i64> = courses.iter().map(|c| c.rows[day].simulated[column]).collect();
            values.sort_unstable();
            let n = values.len() as f64;
            let mean = values.iter().sum::<i64>() as f64 / n;
            let squares: f64 = values.iter().map(|v| (*v as f64 - mean).powi(2)).sum();
            let _ = writeln!(
                text,
                "{day},{},{},{},{mean:.3},{:.3},{},{},{},{}",
                date(start, day),
                cell(&world.network.places[*camp].name),
                values.len(),
                (squares / (n - 1.0).max(1.0)).sqrt(),
                quantile(&values, 0.05),
                quantile(&values, 0.5),
                quantile(&values, 0.95),
                courses[0].rows[day].registered[column]
            );
        }
    }
    text
}

/// People who set out on each link: mean over replicates.
pub fn flows_csv(world: &Displacement, courses: &[Course]) -> String {
    let mut text = String::from("from,to,km,people\n");
    for (i, link) in world.network.links.iter().enumerate() {
        let people = courses.iter().map(|c| c.flows[i]).sum::<u64>() as f64 / courses.len().max(1) as f64;
        let name = |place: usize| cell(&world.network.places[place].name);
        let _ = writeln!(text, "{},{},{},{people:.1}", name(link.from), name(link.to), link.km);
    }
    text
}

/// The averaged relative difference of Flee's papers: the mean over days of Σ |simulated − registered| / max(1, Σ registered).
pub fn averaged_relative_difference(course: &Course) -> f64 {
    let day = |row: &amnok_model::mechanisms::journey::displacement::Row| {
        let apart: i64 = row
            .simulated
            .iter()
            .zip(&row.registered)
            .map(|(s, v)| (s - v).abs())
            .sum();
        apart as f64 / (row.registered.iter().sum::<i64>().max(1)) as f64
    };
    course.rows.iter().map(day).sum::<f64>() / course.rows.len().max(1) as f64
}
