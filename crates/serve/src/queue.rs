//! The one queue of work. What is asked for is on the disk before it is begun, so that a server that was killed goes on with it.
//!
//! One piece of work is done at a time, in the order in which it was asked for. What is under way when the server ends counts as
//! waiting: the next server begins with it, and finds what was kept of it.

use crate::ask::Ask;
use crate::limits;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What becomes of a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for its turn.
    Waiting,
    /// It is under way.
    Working,
    /// Its result stands.
    Done,
    /// It was called off.
    Cancelled,
    /// It could not be done, and why.
    Failed(String),
}

impl State {
    /// In a word.
    pub fn name(&self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Working => "working",
            State::Done => "done",
            State::Cancelled => "cancelled",
            State::Failed(_) => "failed",
        }
    }

    /// Whether nothing more happens with it.
    pub fn is_over(&self) -> bool {
        !matches!(self, State::Waiting | State::Working)
    }
}

/// A piece of work.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its number, from 1.
    pub number: u32,
    /// What was asked for.
    pub ask: Ask,
    /// What became of it.
    pub state: State,
    progress: Arc<Progress>,
}

/// How far a piece of work is.
#[derive(Debug, Default)]
struct Progress {
    stop: AtomicBool,
    done: AtomicU32,
    of: AtomicU32,
    so_far: Mutex<String>,
}

impl Job {
    /// Name of its result among the entries.
    pub fn result(&self) -> String {
        format!("{}-{}", self.ask.of(), self.number)
    }

    /// How many parts are done, of how many.
    pub fn progress(&self) -> (u32, u32) {
        (
            self.progress.done.load(Ordering::Relaxed),
            self.progress.of.load(Ordering::Relaxed),
        )
    }

    /// What can be said before it is done, as a part of a page.
    pub fn so_far(&self) -> String {
        lock(&self.progress.so_far).clone()
    }

    /// For scripts.
    pub fn to_json(&self) -> Value {
        let (done, of) = self.progress();
        json!({ "number": self.number, "state": self.state.name(), "done": done, "of": of, "result": self.result() })
    }
}

/// A piece of work in the hands of the worker.
pub struct Task {
    /// The work.
    pub job: Job,
    changed: Arc<watch::Sender<u64>>,
}

impl Task {
    /// Set when the work is called off, or the server ends.
    pub fn stop(&self) -> &AtomicBool {
        &self.job.progress.stop
    }

    /// Tells how far it is.
    pub fn told(&self, done: u32, of: u32) {
        self.job.progress.done.store(done, Ordering::Relaxed);
        self.job.progress.of.store(of, Ordering::Relaxed);
        ring(&self.changed);
    }

    /// Says what can be said before it is done.
    pub fn say(&self, so_far: String) {
        *lock(&self.job.progress.so_far) = so_far;
        ring(&self.changed);
    }
}

/// The queue.
pub struct Queue {
    folder: PathBuf,
    jobs: Mutex<Vec<Job>>,
    bell: Condvar,
    changed: Arc<watch::Sender<u64>>,
    closed: AtomicBool,
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

fn ring(changed: &watch::Sender<u64>) {
    changed.send_modify(|count| *count += 1);
}

impl Queue {
    /// The queue of a data folder, with what an earlier server left of it.
    ///
    /// # Errors
    /// In words: when its folder cannot be made or read, or a file in it is not ours.
    pub fn open(data: &Path) -> Result<Queue, String> {
        let folder = data.join("work");
        let told = |error: std::io::Error| format!("{}: {error}", folder.display());
        std::fs::create_dir_all(&folder).map_err(told)?;
        let mut jobs = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(told)?.flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let job =
                    read(&path).ok_or_else(|| format!("{}: no work of this version; take it away", path.display()))?;
                jobs.push(job);
            }
        }
        jobs.sort_by_key(|job: &Job| job.number);
        Ok(Queue {
            folder,
            jobs: Mutex::new(jobs),
            bell: Condvar::new(),
            changed: Arc::new(watch::Sender::new(0)),
            closed: AtomicBool::new(false),
        })
    }

    /// Every piece of work, in the order in which it was asked for.
    pub fn jobs(&self) -> Vec<Job> {
        lock(&self.jobs).clone()
    }

    /// Whether anything waits or is under way.
    pub fn is_busy(&self) -> bool {
        lock(&self.jobs).iter().any(|job| !job.state.is_over())
    }

    /// One of them.
    pub fn job(&self, number: u32) -> Option<Job> {
        lock(&self.jobs).iter().find(|job| job.number == number).cloned()
    }

    /// Hears of every change.
    pub fn hear(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Puts a piece of work at the end, and gives its number.
    ///
    /// # Errors
    /// In words: when too much waits already, or it cannot be written down.
    pub fn add(&self, ask: Ask) -> Result<u32, String> {
        let mut jobs = lock(&self.jobs);
        if jobs.iter().filter(|job| !job.state.is_over()).count() >= limits::WAITING {
            return Err(format!(
                "{} pieces of work wait already; wait for one, or call one off",
                limits::WAITING
            ));
        }
        let number = jobs.last().map_or(1, |job| job.number + 1);
        let job = Job {
            number,
            ask,
            state: State::Waiting,
            progress: Arc::default(),
        };
        self.write(&job)?;
        jobs.push(job);
        drop(jobs);
        self.bell.notify_all();
        ring(&self.changed);
        Ok(number)
    }

    /// Calls a piece of work off, whether it waits or is under way; whether there was one that could be.
    pub fn cancel(&self, number: u32) -> bool {
        let mut jobs = lock(&self.jobs);
        let Some(job) = jobs.iter_mut().find(|job| job.number == number && !job.state.is_over()) else {
            return false;
        };
        job.progress.stop.store(true, Ordering::Relaxed);
        if job.state == State::Waiting {
            job.state = State::Cancelled;
            let _ = self.write(job);
        }
        drop(jobs);
        ring(&self.changed);
        true
    }

    /// The next piece of work, waited for; none when the queue is closed.
    pub fn next(&self) -> Option<Task> {
        let mut jobs = lock(&self.jobs);
        loop {
            if self.closed.load(Ordering::Relaxed) {
                return None;
            }
            if let Some(job) = jobs.iter_mut().find(|job| job.state == State::Waiting) {
                job.state = State::Working;
                let task = Task {
                    job: job.clone(),
                    changed: self.changed.clone(),
                };
                drop(jobs);
                ring(&self.changed);
                return Some(task);
            }
            jobs = self.bell.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Says what became of a piece of work. One that was stopped because the queue was closed waits for the next server.
    pub fn end(&self, task: &Task, outcome: Result<(), String>) {
        let mut jobs = lock(&self.jobs);
        let Some(job) = jobs.iter_mut().find(|job| job.number == task.job.number) else {
            return;
        };
        job.state = match outcome {
            Ok(()) => State::Done,
            Err(_) if self.closed.load(Ordering::Relaxed) => State::Waiting,
            Err(_) if task.stop().load(Ordering::Relaxed) => State::Cancelled,
            Err(why) => State::Failed(why),
        };
        if let Err(why) = self.write(job) {
            job.state = State::Failed(why);
        }
        drop(jobs);
        ring(&self.changed);
    }

    /// Ends the queue: what is under way is stopped, nothing more is begun.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        for job in lock(&self.jobs).iter().filter(|job| job.state == State::Working) {
            job.progress.stop.store(true, Ordering::Relaxed);
        }
        self.bell.notify_all();
    }

    fn write(&self, job: &Job) -> Result<(), String> {
        let mut all = json!({ "ask": job.ask.to_json(), "state": job.state.name() });
        if let State::Failed(why) = &job.state {
            all["why"] = why.as_str().into();
        }
        let path = self.folder.join(format!("{:06}.json", job.number));
        amnok_store::folder::replace(&path, format!("{all:#}\n").as_bytes()).map_err(|error| error.to_string())
    }
}

/// A piece of work as it was written down.
fn read(path: &Path) -> Option<Job> {
    let all: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    let state = match all["state"].as_str()? {
        "waiting" | "working" => State::Waiting,
        "done" => State::Done,
        "cancelled" => State::Cancelled,
        "failed" => State::Failed(all["why"].as_str().unwrap_or_default().to_owned()),
        _ => return None,
    };
    let number = path.file_stem()?.to_str()?.parse().ok()?;
    Some(Job {
        number,
        ask: Ask::from_json(&all["ask"])?,
        state,
        progress: Arc::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask() -> Ask {
        Ask::Run {
            of: "a".into(),
            histories: 2,
            fixed: true,
        }
    }

    #[test]
    fn work_is_done_in_its_order_and_stays_on_the_disk() {
        let data = tempfile::tempdir().expect("a folder");
        let queue = Queue::open(data.path()).expect("an empty queue");
        assert_eq!(
            [queue.add(ask()), queue.add(ask()), queue.add(ask())],
            [Ok(1), Ok(2), Ok(3)]
        );
        let first = queue.next().expect("one waits");
        queue.end(&first, Ok(()));
        assert!(queue.cancel(2) && !queue.cancel(1) && !queue.cancel(9));
        let third = queue.next().expect("another waits");
        assert_eq!((first.job.number, third.job.number), (1, 3));
        // Killed here: what was under way is begun again, what was done or called off is not.
        let again = Queue::open(data.path()).expect("what was left");
        let states: Vec<State> = again.jobs().into_iter().map(|job| job.state).collect();
        assert_eq!(states, [State::Done, State::Cancelled, State::Waiting]);
        assert_eq!(again.next().map(|task| task.job.number), Some(3));
    }

    #[test]
    fn what_is_under_way_is_called_off_and_a_closed_queue_keeps_it() {
        let data = tempfile::tempdir().expect("a folder");
        let queue = Queue::open(data.path()).expect("an empty queue");
        queue.add(ask()).expect("added");
        let task = queue.next().expect("one waits");
        assert!(queue.cancel(1) && task.stop().load(Ordering::Relaxed));
        queue.end(&task, Err("stopped".into()));
        assert_eq!(queue.job(1).map(|job| job.state), Some(State::Cancelled));
        queue.add(ask()).expect("added");
        let task = queue.next().expect("one waits");
        queue.close();
        assert!(task.stop().load(Ordering::Relaxed));
        queue.end(&task, Err("stopped".into()));
        assert_eq!(queue.job(2).map(|job| job.state), Some(State::Waiting));
        assert!(queue.next().is_none());
    }

    #[test]
    fn a_failure_says_why_after_a_restart_as_well() {
        let data = tempfile::tempdir().expect("a folder");
        let queue = Queue::open(data.path()).expect("an empty queue");
        queue.add(ask()).expect("added");
        let task = queue.next().expect("one waits");
        queue.end(&task, Err("no room".into()));
        let again = Queue::open(data.path()).expect("what was left");
        assert_eq!(again.job(1).map(|job| job.state), Some(State::Failed("no room".into())));
    }

    #[test]
    fn no_more_waits_than_can_be_seen() {
        let data = tempfile::tempdir().expect("a folder");
        let queue = Queue::open(data.path()).expect("an empty queue");
        assert!((0..limits::WAITING).all(|_| queue.add(ask()).is_ok()));
        assert!(queue.add(ask()).is_err());
    }
}
