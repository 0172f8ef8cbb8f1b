//! Amnok for Python: a thin binding over the libraries that the command line uses. What Python calls stands in
//! `python/amnok`; this is the module `amnok._amnok` beneath it.

mod errors;
mod many;
mod run;
mod scenario;
mod table;

/// The compiled part of amnok.
#[pyo3::pymodule]
mod _amnok {
    #[pymodule_export]
    use crate::many::{compare, sweep};
    #[pymodule_export]
    use crate::run::{Result, merge, open, run};
    #[pymodule_export]
    use crate::scenario::{Scenario, from_files, load};
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
