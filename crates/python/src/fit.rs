//! Fits: what a bank teaches of the hidden.

use crate::bank::Bank;
use crate::errors;
use crate::package::call_python;
use crate::run::{cores, watched};
use crate::scenario::Scenario;
use crate::table::Table;
use amnok_lab::learn::How;
use amnok_page::{FitRequest, FitStopped, make_fit};
use amnok_store::posterior::keepable;
use amnok_store::{Place, ResultError, fit as store};
use pyo3::prelude::*;
use serde_json::Value;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;

/// The folder of a fit.
#[pyclass(frozen, module = "amnok")]
pub struct Fit {
    folder: PathBuf,
    summary: Value,
}

impl Fit {
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        Table::of_folder(py, &self.folder, "fit", name)
    }
}

#[pymethods]
impl Fit {
    /// Opens the folder of a fit, whoever made it.
    #[new]
    fn open(py: Python<'_>, folder: PathBuf) -> PyResult<Fit> {
        let summary = py.detach(|| store::read(&folder));
        let summary = summary.map_err(|error| errors::result(py, &error))?;
        Ok(Fit { folder, summary })
    }

    /// The folder.
    #[getter]
    fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    fn __fspath__(&self) -> OsString {
        self.folder.clone().into_os_string()
    }

    /// Everything that is estimated, as `fit.json` has it.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.summary.to_string(),))
    }

    /// What does not fit, in words.
    #[getter]
    fn misfit(&self) -> &str {
        self.summary["misfit"].as_str().unwrap_or_default()
    }

    /// Draws of the values: a row for each draw, a column for each value.
    #[getter]
    fn draws(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "draws.parquet")
    }

    /// Draws of every hidden column, each draw one whole history.
    #[getter]
    fn hidden(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "hidden.parquet")
    }

    /// What the hidden columns are.
    #[getter]
    fn columns(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "columns.parquet")
    }

    /// Prior beside posterior by quarter; see `amnok.Estimate`.
    #[pyo3(signature = (*, only = None, place = None))]
    fn nowcast<'py>(
        slf: &Bound<'py, Self>,
        only: Option<Vec<String>>,
        place: Option<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_bridges", "nowcast", (slf, only, place))
    }

    /// Arrivals of the quarters after the last observed day; see `amnok.ForecastQuarter`.
    fn forecast<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_bridges", "forecast", (slf,))
    }

    /// As ArviZ has it: `posterior` (values that were moved), `posterior_predictive` (hidden quantities); with a bank also `prior`, `prior_predictive`.
    #[pyo3(signature = (bank = None))]
    fn to_arviz<'py>(slf: &Bound<'py, Self>, bank: Option<&Bound<'py, Bank>>) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_bridges", "to_arviz", (slf, bank))
    }

    /// Prior beside posterior of a hidden quantity by quarter, on matplotlib; gives the axes. name: the first if left out.
    #[pyo3(signature = (name = None, place = None, ax = None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        name: Option<String>,
        place: Option<String>,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_plot", "fit", (slf, name, place, ax))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_notebook", "fit", (slf,))
    }

    fn __repr__(&self) -> String {
        format!(
            "<amnok.Fit in {:?}: {}>",
            self.folder.display().to_string(),
            self.misfit()
        )
    }
}

/// What a fit is asked for.
#[derive(FromPyObject)]
pub struct Asked {
    until: Option<String>,
    without: Vec<String>,
    check: Option<u32>,
    draws: u32,
    seed: u64,
    keep: Option<PathBuf>,
}

/// Fits a bank; see `amnok.fit`.
#[pyfunction]
#[pyo3(signature = (bank, scenario, asked, threads, out, force))]
pub fn fit(
    py: Python<'_>,
    bank: &Bound<'_, Bank>,
    scenario: Option<&Bound<'_, Scenario>>,
    asked: Asked,
    threads: Option<usize>,
    out: PathBuf,
    force: bool,
) -> PyResult<Fit> {
    let whole = &bank.get().whole;
    let given = scenario.map_or_else(|| whole.scenario.clone(), |scenario| scenario.get().inner.clone());
    let scenario = store::until(&given, asked.until.as_deref()).map_err(|why| errors::value(&why))?;
    store::observations(&scenario, &asked.without).map_err(|why| errors::value(&why))?;
    let how = How {
        draws: asked.draws as usize,
        seed: asked.seed,
        threads: cores(threads)?,
    };
    let (asked, shared, from) = (&asked, &scenario, &bank.get().folder);
    let made = watched(py, None, 0, |_, _| {
        make(whole, shared, asked, how, || Place::of(&out, force)?.apart_from(from))
    })?;
    made.map_err(|error| errors::result(py, &error))?;
    Fit::open(py, out)
}

/// Fits, checks, and leaves the folder, and the posterior where it is to be kept.
fn make(
    bank: &amnok_store::sweep::Bank,
    scenario: &amnok_scenario::Scenario,
    asked: &Asked,
    how: How,
    place: impl FnOnce() -> std::result::Result<Place, ResultError>,
) -> std::result::Result<(), ResultError> {
    let (since, place) = (Instant::now(), place()?);
    if let Some(folder) = &asked.keep {
        let kept = amnok_scenario::load(folder).map_err(|wrong| ResultError::Mismatch(wrong.to_string()))?;
        keepable(bank, scenario, folder, &kept)?;
    }
    let observed = store::observations(scenario, &asked.without).map_err(ResultError::Mismatch)?;
    let request = FitRequest {
        bank,
        scenario,
        observed: &observed,
        without: &asked.without,
        how,
        check: asked.check,
        keep: asked.keep.as_deref(),
        since,
    };
    make_fit(place, &request).map(|_| ()).map_err(|why| match why {
        FitStopped::Result(error) => error,
        FitStopped::Refused(refused) | FitStopped::Check(refused) => ResultError::Mismatch(refused.to_string()),
    })
}
