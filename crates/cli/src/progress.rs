//! How long work still takes, and a clean stop on Ctrl-C.

use crate::Failure;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Set when Ctrl-C is pressed; a second one ends at once, and what is kept stays.
pub fn on_signal() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    let on_signal = move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(on_signal).map_err(|error| Failure::Other(error.to_string()))?;
    Ok(stop)
}

/// A bar on a terminal, a line now and then otherwise.
pub struct Progress {
    bar: ProgressBar,
    lines: bool,
    what: &'static str,
    of: usize,
    since: Instant,
}

impl Progress {
    /// Of so many pieces of work that are missing, beside those that are kept already.
    pub fn new(quiet: bool, what: &'static str, missing: usize, kept: usize) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let bar = if quiet || !terminal {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(missing as u64)
        };
        let style = format!("{{bar:40}} {{pos}}/{{len}} {what}, {{elapsed}} gone, about {{eta}} to go");
        if let Ok(style) = ProgressStyle::with_template(&style) {
            bar.set_style(style);
        }
        let lines = !quiet && !terminal;
        if kept > 0 && !quiet {
            eprintln!("going on: {kept} {what} are kept already");
        }
        Progress {
            bar,
            lines,
            what,
            of: missing,
            since: Instant::now(),
        }
    }

    /// One more is done.
    pub fn one(&self) {
        self.bar.inc(1);
        let done = self.bar.position() as usize;
        // About ten lines a run.
        if self.lines && (done * 10 / self.of > (done - 1) * 10 / self.of || self.of <= 10) {
            let (of, what, seconds) = (self.of, self.what, self.since.elapsed().as_secs_f64());
            eprintln!("{done} of {of} {what}, {seconds:.0} s");
        }
    }

    /// All is done.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
