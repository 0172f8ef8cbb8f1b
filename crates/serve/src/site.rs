//! What all requests share.

use crate::answer::{Answer, Refused};
use crate::entries::{Entries, Entry, Kind};
use crate::prepare::Prepared;
use crate::queue::Queue;
use crate::scenarios::Scenarios;
use amnok_lab::displacement::{Replicates, RunSettings};
use amnok_page::live::Border;
use amnok_scenario::Scenario;
use amnok_scenario::flee::Conflict;
use amnok_store::{ResultError, RunResult};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

/// Pairs of histories that a question is proposed with.
pub const PAIRS: u32 = 8;

/// Results of a kind that are held in memory at once: each takes as much as its page.
const HELD: usize = 2;

/// Results that were read, the last used last.
struct Held<T>(Mutex<Vec<(String, Arc<T>)>>);

impl<T> Held<T> {
    fn new() -> Held<T> {
        Held(Mutex::new(Vec::new()))
    }

    /// One of them, read where it is not held.
    fn get(&self, id: &str, read: impl FnOnce() -> Result<T, ResultError>) -> Result<Arc<T>, Refused> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let one = match held.iter().position(|(known, _)| known == id) {
            Some(place) => held.remove(place),
            None => (id.to_owned(), Arc::new(read().map_err(Refused::failed)?)),
        };
        if held.len() >= HELD {
            held.remove(0);
        }
        held.push(one.clone());
        Ok(one.1)
    }
}

/// A displacement as it was read.
pub type Displaced = (Conflict, RunSettings, Replicates);

/// What all requests share.
pub struct Site {
    /// What can be looked at.
    pub entries: Entries,
    /// What is worked on.
    pub queue: Queue,
    /// Threads that work.
    pub threads: usize,
    /// What is ready for the next question.
    pub prepared: Arc<Prepared>,
    scenarios: Scenarios,
    borders: Held<Border>,
    displacements: Held<Displaced>,
    leading: Mutex<Vec<(String, Leading)>>,
    told: Mutex<BTreeMap<String, String>>,
}

impl Site {
    /// With nothing read yet.
    pub fn new(entries: Entries, queue: Queue, threads: usize) -> Site {
        Site {
            prepared: Arc::new(Prepared::in_folder(&entries.data().join("lives"))),
            entries,
            queue,
            threads,
            scenarios: Scenarios::default(),
            borders: Held::new(),
            displacements: Held::new(),
            leading: Mutex::default(),
            told: Mutex::default(),
        }
    }

    /// The entry of a name, of one of these kinds.
    ///
    /// # Errors
    /// Where there is none.
    pub fn entry(&self, id: &str, kinds: &[Kind]) -> Result<Entry, Refused> {
        let found = self.entries.find(id).filter(|entry| kinds.contains(&entry.kind));
        found.ok_or_else(|| Refused::unknown("such entry"))
    }

    /// The scenario that an entry is, or that it was run with; read once, and anew where its files change.
    ///
    /// # Errors
    /// Everything that is wrong with it, in words.
    pub fn scenario(&self, entry: &Entry) -> Result<Arc<Scenario>, Refused> {
        self.scenarios.of(entry).map_err(Refused::wrong)
    }

    /// Lives through both sides of a question that may be asked, or the first alone, unless there is work.
    pub fn ahead(&self, a: Scenario, b: Option<Scenario>) {
        if !self.queue.is_busy() {
            self.prepared.ahead(a, b, PAIRS, self.threads);
        }
    }

    /// Lives through the first scenario that there is, before anybody asks.
    pub fn begin(&self) {
        let all = self.entries.all();
        let first = all
            .iter()
            .find(|entry| matches!(entry.kind, Kind::Scenario | Kind::Run));
        if let Some(Ok(scenario)) = first.map(|entry| self.scenario(entry)) {
            self.ahead(scenario.as_ref().clone(), None);
        }
    }

    /// A run, read once and kept for the next request.
    ///
    /// # Errors
    /// Where there is none of that name, or it cannot be read.
    pub fn border(&self, id: &str) -> Result<Arc<Border>, Refused> {
        let entry = self.entry(id, &[Kind::Run])?;
        let folder = entry.folder().ok_or_else(|| Refused::unknown("such run"))?;
        self.borders.get(id, || Ok(Border::of(RunResult::read(folder)?)))
    }

    /// A displacement, read once and kept for the next request.
    ///
    /// # Errors
    /// Where there is none of that name, or it cannot be read.
    pub fn displacement(&self, id: &str) -> Result<Arc<Displaced>, Refused> {
        let entry = self.entry(id, &[Kind::Displacement])?;
        let folder = entry.folder().ok_or_else(|| Refused::unknown("such displacement"))?;
        self.displacements.get(id, || amnok_store::displacement::read(folder))
    }

    /// What is told of a result in a list, found once: a result never changes.
    pub fn told(&self, id: &str, find: impl FnOnce() -> Option<String>) -> Option<String> {
        let mut known = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(told) = known.get(id) {
            return Some(told.clone());
        }
        let told = find()?;
        known.insert(id.to_owned(), told.clone());
        Some(told)
    }

    /// The values that lead in a scenario, by the first sweep of it among the entries, else by the first fit.
    pub fn leading(&self, scenario: &Scenario) -> Leading {
        let mut known = self.leading.lock().unwrap_or_else(PoisonError::into_inner);
        let name = &scenario.inputs.name;
        if let Some((_, found)) = known.iter().find(|(of, _)| of == name) {
            return found.clone();
        }
        let all = self.entries.all();
        let of = |kind: Kind| {
            let of_it = |entry: &&Entry| self.scenario(entry).is_ok_and(|of| of.inputs.name == *name);
            let entries = all.iter().filter(move |entry| entry.kind == kind);
            entries.filter(of_it).filter_map(Entry::folder)
        };
        let swept = of(Kind::Sweep)
            .find_map(drivers)
            .map(|keys| Leading { keys, why: Some(SWEPT) });
        let fitted = || {
            of(Kind::Fit).find_map(taught).map(|keys| Leading {
                keys,
                why: Some(FITTED),
            })
        };
        let found = swept.or_else(fitted).unwrap_or_default();
        known.push((name.clone(), found.clone()));
        found
    }
}

/// Keys of values, those first that matter most; and in words, by what.
#[derive(Clone, Debug, Default)]
pub struct Leading {
    /// The keys; none where nothing is known.
    pub keys: Vec<String>,
    /// By what.
    pub why: Option<&'static str>,
}

const SWEPT: &str = "First those that moved the outcomes most in the sweep that is here.";
const FITTED: &str = "First those of which the observations say most, by the fit that is here.";

/// Values of which a fit learned, most first.
fn taught(fit: &Path) -> Option<Vec<String>> {
    let summary = amnok_store::fit::read(fit).ok()?;
    let mut all: Vec<(f64, String)> = summary["values"]
        .as_array()?
        .iter()
        .filter_map(|value| Some((value["learned"].as_f64()?, value["key"].as_str()?.to_owned())))
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(all.into_iter().map(|(_, key)| key).collect())
}

/// Values by their mean strength over the outcomes of a sweep, each outcome's strongest being one.
fn drivers(sweep: &Path) -> Option<Vec<String>> {
    let never = AtomicBool::new(false);
    let (sweep, driven) = amnok_store::sensitivity::sensitivity(sweep, &never).ok()??;
    let factors = &sweep.print.plan.factors;
    let mut sums = vec![0.0; factors.len()];
    for of in &driven {
        let strengths = of
            .drivers
            .influences
            .iter()
            .map(|influence| influence.strength().max(0.0));
        let most = strengths.clone().fold(0.0, f64::max);
        for (sum, strength) in sums.iter_mut().zip(strengths).filter(|_| most > 0.0) {
            *sum += strength / most;
        }
    }
    let mut order: Vec<usize> = (0..factors.len()).collect();
    order.sort_by(|a, b| f64::total_cmp(&sums[*b], &sums[*a]));
    Some(order.into_iter().map(|place| factors[place].key.clone()).collect())
}

/// Makes an answer on a thread that may take its time.
pub async fn made(site: Arc<Site>, make: impl FnOnce(&Site) -> Answer + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(move || make(&site)).await {
        Ok(answer) => answer.into_response(),
        Err(error) => Refused::failed(error).into_response(),
    }
}
