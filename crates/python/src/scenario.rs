//! Scenarios.

use crate::errors;
use crate::package::call_python;
use pyo3::exceptions::{PyFileExistsError, PyKeyError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A checked scenario. It never changes: `with_` gives another one.
#[pyclass(frozen, module = "amnok")]
pub struct Scenario {
    pub inner: amnok_scenario::Scenario,
}

/// A day as Python has it.
fn date<'py>(py: Python<'py>, day: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("datetime")?
        .getattr("date")?
        .call_method1("fromisoformat", (day,))
}

/// A text as it is written in a scenario: dates and numbers as Python writes them.
fn written(value: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(value.str()?.to_string_lossy().into_owned())
}

impl Scenario {
    /// The scenario with another seed, if one is named.
    pub fn seeded(&self, seed: Option<u64>) -> amnok_scenario::Scenario {
        let mut inner = self.inner.clone();
        inner.seed = seed.unwrap_or(inner.seed);
        inner
    }

    fn setting(py: Python<'_>, mut inner: amnok_scenario::Scenario, set: &[(String, String)]) -> PyResult<Scenario> {
        for (key, value) in set {
            let done = inner.set(key, value);
            done.map_err(|why| errors::setting(py, &format!("{key}={value}: {why}")))?;
        }
        Ok(Scenario { inner })
    }
}

#[pymethods]
impl Scenario {
    /// Title for people.
    #[getter]
    fn title(&self) -> &str {
        &self.inner.title
    }

    /// First day.
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        date(py, &self.inner.inputs.start.to_string())
    }

    /// Last day.
    #[getter]
    fn end<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let begin = date(py, &self.inner.inputs.start.to_string())?;
        let days = (i64::from(self.inner.inputs.days) - 1,);
        begin.add(py.import("datetime")?.getattr("timedelta")?.call1(days)?)
    }

    /// What is ordered, as the files have it; see `amnok.Order`.
    #[getter]
    fn orders<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let order = py.import("amnok._summary")?.getattr("Order")?;
        let all = self.inner.orders.iter();
        let made = all.map(|o| {
            let words = (&o.kind, &o.place, &o.force, &o.size, &o.source, &o.note);
            let (kind, place, force, size, source, note) = words;
            order.call1((o.number, date(py, &o.date)?, kind, place, force, size, source, note))
        });
        made.collect()
    }

    /// Length of the period in days.
    #[getter]
    fn days(&self) -> u32 {
        self.inner.inputs.days
    }

    /// Seed that runs use unless they are given another.
    #[getter]
    fn seed(&self) -> u64 {
        self.inner.seed
    }

    /// Replicates that are run unless asked otherwise.
    #[getter]
    fn replicates(&self) -> u32 {
        self.inner.replicates
    }

    /// Currency of all amounts.
    #[getter]
    fn currency(&self) -> &str {
        &self.inner.inputs.currency
    }

    /// SHA-256 over names and contents of the files; what was set beside them does not change it.
    #[getter]
    fn digest(&self) -> &str {
        &self.inner.digest
    }

    /// What was set beside the files, `key=value`, in order.
    #[getter]
    fn set(&self) -> Vec<String> {
        self.inner.set.clone()
    }

    /// Names of the counties, along the border.
    #[getter]
    fn counties(&self) -> Vec<String> {
        self.inner.inputs.counties.iter().map(|c| c.name.clone()).collect()
    }

    /// Names of the forces.
    #[getter]
    fn forces(&self) -> Vec<String> {
        self.inner.inputs.forces.iter().map(|f| f.name.clone()).collect()
    }

    /// Every name that `with_` takes, with its value (`None` where it is not a value of the files).
    #[getter]
    fn values(&self) -> BTreeMap<String, Option<f64>> {
        let now = |key: &str| {
            let value = self.inner.values.iter().find(|v| v.key == key)?;
            value.value.parse().ok()
        };
        let settings = self.inner.settings();
        settings.iter().map(|s| (s.key.clone(), now(&s.key))).collect()
    }

    /// Declared ranges of the assumed values among them: name to (low, high).
    #[getter]
    fn ranges(&self) -> BTreeMap<String, (f64, f64)> {
        let settings = self.inner.settings().into_iter();
        settings
            .filter_map(|s| Some((s.key, s.prior.map(|prior| (prior.low, prior.high))?)))
            .collect()
    }

    fn __getitem__(&self, key: &str) -> PyResult<f64> {
        let value = self.inner.values.iter().find(|v| v.key == key);
        let number = value.and_then(|v| v.value.parse().ok());
        number.ok_or_else(|| PyKeyError::new_err(self.unknown(key)))
    }

    /// Another scenario with these values: `with_(bribe__theta=0.4)`, where two underscores stand for the dot, or
    /// `with_({"force.border-guard.detection": 0.2})` for names that Python cannot write. `period.end` takes a date.
    #[pyo3(signature = (values = None, /, **named))]
    fn with_(
        &self,
        py: Python<'_>,
        values: Option<&Bound<'_, PyDict>>,
        named: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Scenario> {
        let mut set = Vec::new();
        for (key, value) in values.into_iter().flatten() {
            set.push((written(&key)?, written(&value)?));
        }
        for (key, value) in named.into_iter().flatten() {
            set.push((written(&key)?.replace("__", "."), written(&value)?));
        }
        Scenario::setting(py, self.inner.clone(), &set)
    }

    /// A value in words, as pages call it.
    fn words(&self, key: &str) -> PyResult<String> {
        let known = self.inner.values.iter().any(|value| value.key == key);
        let words = known.then(|| amnok_page::called(&self.inner, key));
        words.ok_or_else(|| PyKeyError::new_err(self.unknown(key)))
    }

    /// What is known of a value, order or claim: unit, meaning, source or range, and what uses it.
    fn explain(&self, key: &str) -> PyResult<String> {
        let text = self.inner.explain(key).map(|text| text.trim_end().to_owned());
        text.ok_or_else(|| PyKeyError::new_err(self.unknown(key)))
    }

    /// How many values have a source, how many are assumed, and what nothing uses.
    fn summary(&self) -> String {
        self.inner.summary().to_string()
    }

    /// Writes the files of the scenario, as they were read, into a folder that is new or empty: all of them, or nothing.
    fn write(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        if folder.exists() && !folder.is_dir() {
            let path = folder.display().to_string();
            return Err(PyFileExistsError::new_err((17, "File exists", path)));
        }
        let written = py.detach(|| amnok_store::write_new(&folder, &self.inner.files));
        written.map_err(|error| errors::result(py, &error))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_notebook", "scenario", (slf,))
    }

    fn __repr__(&self) -> String {
        let set = match self.inner.set.as_slice() {
            [] => String::new(),
            set => format!(" with {}", set.join(", ")),
        };
        format!(
            "<amnok.Scenario {:?}, {} days{set}>",
            self.inner.title, self.inner.inputs.days
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        let other = other.cast::<Scenario>();
        other.is_ok_and(|other| other.get().inner == self.inner)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let make = py.import("amnok._amnok")?.getattr("from_files")?;
        let state = (self.inner.files.clone(), self.inner.set.clone(), self.inner.seed);
        Ok((make, state.into_pyobject(py)?))
    }
}

impl Scenario {
    fn unknown(&self, key: &str) -> String {
        let near = self.inner.nearest_key(key);
        let near = near.map(|key| format!("; did you mean {key}?")).unwrap_or_default();
        format!("there is no value {key}{near}")
    }
}

/// The JSON Schema of scenario.toml.
#[pyfunction]
pub fn schema() -> String {
    amnok_scenario::schema().to_string()
}

/// Reads and checks the scenario in a folder, or the one that comes with the package if none is named.
#[pyfunction]
#[pyo3(signature = (path = None))]
pub fn load(py: Python<'_>, path: Option<PathBuf>) -> PyResult<Scenario> {
    let loaded = py.detach(|| match &path {
        Some(folder) => amnok_scenario::load(folder),
        None => amnok_scenario::embedded(),
    });
    let inner = loaded.map_err(|wrong| errors::scenario(py, &wrong))?;
    Ok(Scenario { inner })
}

/// The scenario of these files, as pickled.
#[pyfunction]
pub fn from_files(py: Python<'_>, files: BTreeMap<String, Vec<u8>>, set: Vec<String>, seed: u64) -> PyResult<Scenario> {
    let mut inner = amnok_scenario::load_files(&files).map_err(|wrong| errors::scenario(py, &wrong))?;
    for asked in set {
        let done = inner.set_as_written(&asked);
        done.map_err(|why| errors::setting(py, &why))?;
    }
    inner.seed = seed;
    Ok(Scenario { inner })
}
