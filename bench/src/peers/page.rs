//! The tables of B5 for docs/benchmarks.md, and every figure as CSV.
use super::Measured;
use super::outcome::COMPARED;
use super::programs::{OURS, Size};
use std::fmt::Write as _;

/// Cost at every size, then the means of the smallest beside ours.
pub fn tables(all: &[Measured], sizes: &[Size]) -> String {
    let mut text = String::new();
    for size in sizes {
        let _ = writeln!(
            text,
            "\n**{}**\n\n| | time of processor, s | wall, s | peak memory, MiB | processor / Amnok | farthest mean | runs timed, compared |\n\
             |---|--:|--:|--:|--:|--:|--:|",
            size.name
        );
        let mut here: Vec<&Measured> = all.iter().filter(|one| one.size.name == size.name).collect();
        here.sort_by(|a, b| a.processor().total_cmp(&b.processor()));
        let Some(ours) = ours(all, size) else { continue };
        for one in &here {
            let away = farthest(one, ours).map_or(String::from("–"), |away| format!("{away:.1} s.e."));
            let _ = writeln!(
                text,
                "| {} | {:.4} | {:.4} | {:.1} | {:.2} | {away} | {}, {} |",
                one.program.name,
                one.processor(),
                one.of(|run| run.seconds),
                one.peak(),
                one.processor() / ours.processor(),
                one.runs.len(),
                one.sample.len()
            );
        }
    }
    let (apart, compared) = apart(all);
    let _ = writeln!(
        text,
        "\nMeans over a year at {}, ± standard error, by the spread of Amnok's runs. Of {compared} means compared at all sizes, {apart} are more than three standard \
         errors of the difference from Amnok's; by chance alone {:.1} would be in the mean, and any in at most {:.0} of 100 such tables.\n",
        sizes[0].name,
        BEYOND_THREE * compared as f64,
        100.0 * any_by_chance(compared)
    );
    let names = COMPARED.map(|(name, _)| name.replace('_', " "));
    let _ = writeln!(
        text,
        "| | {} | lines of code |\n|---|{}--:|",
        names.join(" | "),
        "--:|".repeat(names.len())
    );
    for one in all.iter().filter(|one| one.size.name == sizes[0].name) {
        let Some(ours) = ours(all, one.size).filter(|_| one.sample.len() > 0) else {
            continue;
        };
        let cell = |which| {
            let (mean, error) = (one.sample.mean(which), one.sample.error(&ours.sample, which));
            format!("{mean:.0} ± {error:.0}")
        };
        let cells: Vec<String> = (0..COMPARED.len()).map(cell).collect();
        let code = match one.program.lines_of_code() {
            (own, 0) => format!("{own} of data"),
            (own, shared) => format!("{own} + {shared} shared"),
        };
        let _ = writeln!(text, "| {} | {} | {code} |", one.program.name, cells.join(" | "));
    }
    text.trim_start().to_owned() + "\n"
}

fn ours<'a>(all: &'a [Measured], size: &Size) -> Option<&'a Measured> {
    all.iter()
        .find(|one| one.size.name == size.name && one.program.name == OURS)
}

/// Of the means of a program the one that is farthest from ours, in standard errors; none for ours, and where nothing is compared.
fn farthest(one: &Measured, ours: &Measured) -> Option<f64> {
    away(one, ours).map(|away| away.into_iter().fold(0.0, |most: f64, away| most.max(away.abs())))
}

fn away(one: &Measured, ours: &Measured) -> Option<Vec<f64>> {
    let compared = one.program.name != OURS && one.sample.len() > 0;
    compared.then(|| {
        (0..COMPARED.len())
            .map(|which| one.sample.away(&ours.sample, which))
            .collect()
    })
}

/// Chance that one mean is more than three standard errors from another of the same distribution: erfc(3/√2).
const BEYOND_THREE: f64 = 0.002_699_796;

/// Most chance that any of so many is. They are not independent (all share Amnok's runs, outcomes of a run go together, programs share seeds),
/// but of normal variables all lie within their bounds at least as often as independent ones would (Šidák 1967).
pub fn any_by_chance(compared: usize) -> f64 {
    1.0 - (1.0 - BEYOND_THREE).powi(compared as i32)
}

/// How many means are more than three standard errors from ours, of how many.
pub fn apart(all: &[Measured]) -> (f64, usize) {
    let each = |one: &Measured| ours(all, one.size).and_then(|ours| away(one, ours)).unwrap_or_default();
    let every: Vec<f64> = all.iter().flat_map(each).collect();
    (every.iter().filter(|away| away.abs() > 3.0).count() as f64, every.len())
}

/// Every figure, as CSV.
pub fn csv(all: &[Measured]) -> String {
    let mut text = String::from("size,program,residents,hazard_per_year,processor_s,wall_s,peak_mib,timed,compared");
    for (name, _) in COMPARED {
        let _ = write!(text, ",{name},{name}_away");
    }
    text.push('\n');
    for one in all {
        let _ = write!(
            text,
            "\"{}\",\"{}\",{},{},{},{},{},{},{}",
            one.size.name,
            one.program.name,
            10 * one.size.people,
            one.size.hazard,
            one.processor(),
            one.of(|run| run.seconds),
            one.peak(),
            one.runs.len(),
            one.sample.len()
        );
        let away = ours(all, one.size).and_then(|ours| away(one, ours));
        for which in 0..COMPARED.len() {
            let mean = if one.sample.len() > 0 {
                format!("{:.2}", one.sample.mean(which))
            } else {
                String::new()
            };
            let away = away
                .as_ref()
                .map_or(String::new(), |away| format!("{:.2}", away[which]));
            let _ = write!(text, ",{mean},{away}");
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_chance_does_is_that_of_three_standard_errors() {
        assert!((BEYOND_THREE - libm::erfc(3.0 / 2.0_f64.sqrt())).abs() < 1e-9);
        assert_eq!(any_by_chance(0), 0.0);
        assert!((any_by_chance(1) - BEYOND_THREE).abs() < 1e-12);
        // 2 · p − p²
        assert!((any_by_chance(2) - BEYOND_THREE * (2.0 - BEYOND_THREE)).abs() < 1e-12);
    }
}
