//! Amnok for Python: a thin binding over the libraries that the command line uses. What Python calls stands in
//! `python/amnok`; this is the module `amnok._amnok` beneath it.
#![expect(
    clippy::disallowed_methods,
    reason = "how long work took is told; no result depends on it"
)]

mod bank;
mod compare;
mod errors;
mod fit;
mod flee;
mod package;
mod record;
mod run;
mod scenario;
mod sweep;
mod table;
mod work;

/// The compiled part of amnok.
#[pyo3::pymodule]
mod _amnok {
    #[pymodule_export]
    use crate::bank::{Bank, bank_here};
    #[pymodule_export]
    use crate::compare::compare;
    #[pymodule_export]
    use crate::fit::{Fit, fit};
    #[pymodule_export]
    use crate::flee::{Displacement, flee};
    #[pymodule_export]
    use crate::record::check_record;
    #[pymodule_export]
    use crate::run::{Result, merge, open, run};
    #[pymodule_export]
    use crate::scenario::{Scenario, from_files, load, schema};
    #[pymodule_export]
    use crate::sweep::{Sweep, sensitivity, sweep_here};
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::work::{Work, begin_run, begin_sweep, parts, replicates};
    use pyo3::pyfunction;
    /// A number as the report writes it: few digits, thousands parted.
    #[pyfunction]
    fn number(value: f64) -> String {
        amnok_page::number(value)
    }
    /// An outcome of sweeps and comparisons in words, and its unit; its name and no unit where there is none of that name.
    #[pyfunction]
    fn outcome(name: String) -> (String, &'static str) {
        let mut all = amnok_lab::sweep::outcome::outcomes().into_iter();
        match all.find(|known| known.name == name) {
            Some(known) => (known.words.to_owned(), known.unit()),
            None => (name, ""),
        }
    }
    /// The design of a sweep in words; its name where there is none of that name.
    #[pyfunction]
    fn design(name: String) -> String {
        amnok_lab::sweep::Design::of(&name).map_or(name, |design| design.words().to_owned())
    }
    /// What was learned of an estimate, as the report writes it: of 5, 25, 50, 75 and 95 % before and after.
    #[pyfunction]
    fn learned(prior: Option<[f64; 5]>, posterior: Option<[f64; 5]>) -> String {
        let spread = |numbers: Option<[f64; 5]>| numbers.map(amnok_lab::Spread::from_numbers);
        amnok_page::learned_in_words(spread(prior), spread(posterior))
    }
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
