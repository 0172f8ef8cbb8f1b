//! The end of a validation, case by case, for a terminal.

use amnok_lab::baseline::Baseline;
use amnok_lab::displacement::Measure;
use amnok_store::validation::{Case, CaseResult};
use std::fmt::Write;
use std::path::Path;

/// A line for each case with the averaged relative difference beside that of naive forecasts, the others after it, and where the
/// folder is.
pub fn text(cases: &[Case], outcomes: &[CaseResult], out: &Path) -> String {
    let wide = cases
        .iter()
        .map(|case| case.configuration.chars().count())
        .max()
        .unwrap_or(0)
        .max(14);
    let rules = cases
        .iter()
        .map(|case| case.rules.chars().count())
        .max()
        .unwrap_or(0)
        .max(6);
    let mut text = format!(
        "{:<wide$} {:<rules$} {:>10} {:>10} {:>10}",
        "configuration", "rules", "total", "relative", "rescaled"
    );
    let _ = writeln!(text, " {:>10} {:>10}   (naive, relative)", "shares", "last");
    for (case, outcome) in cases.iter().zip(outcomes) {
        let _ = write!(text, "{:<wide$} {:<rules$} ", case.configuration, case.rules);
        match outcome {
            CaseResult::Refused(why) => drop(writeln!(text, "not run: {why}")),
            CaseResult::Run { fits, .. } => {
                let of = |measure: Measure| fits.iter().find(|fit| fit.measure == measure);
                let digits = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.3}"));
                let means = Measure::ALL.map(|measure| digits(of(measure).map(|fit| fit.mean)));
                let naive = (0..Baseline::ALL.len()).map(|i| digits(of(Measure::Relative).map(|fit| fit.naive[i])));
                for cell in means.into_iter().chain(naive) {
                    let _ = write!(text, "{cell:>10} ");
                }
                text.truncate(text.trim_end().len());
                text.push('\n');
            }
        }
    }
    let _ = writeln!(
        text,
        "\nMeans over days and histories. The page: {}",
        out.join("report.html").display()
    );
    text
}
