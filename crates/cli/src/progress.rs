//! How long work still takes.

use crate::speak::tell;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Lines are at least so far apart.
const APART: Duration = Duration::from_secs(2);

/// A bar on a terminal, a line now and then otherwise; each from the first moment.
pub struct Progress {
    bar: ProgressBar,
    lines: bool,
    what: &'static str,
    of: u64,
    since: Instant,
    told: Mutex<Instant>,
}

impl Progress {
    /// Of so many pieces of work that are missing, beside those that are kept already.
    #[expect(clippy::disallowed_methods, reason = "only how long it takes is told")]
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
        bar.tick();
        let lines = !quiet && !terminal;
        if kept > 0 && !quiet {
            tell(&format!("going on: {kept} {what} are kept already"));
        }
        if lines {
            tell(&format!("0 of {missing} {what}"));
        }
        let since = Instant::now();
        Progress {
            bar,
            lines,
            what,
            of: missing as u64,
            since,
            told: Mutex::new(since),
        }
    }

    /// One more is done.
    pub fn one(&self) {
        self.bar.inc(1);
        if !self.lines {
            return;
        }
        let (done, seconds) = (self.bar.position(), self.since.elapsed().as_secs_f64());
        let Ok(mut told) = self.told.lock() else { return };
        if done < self.of && told.elapsed() < APART {
            return;
        }
        let elapsed = told.elapsed();
        *told += elapsed;
        let left = seconds / done.max(1) as f64 * self.of.saturating_sub(done) as f64;
        tell(&format!(
            "{done} of {} {}, {seconds:.0} s gone, about {left:.0} s to go",
            self.of, self.what
        ));
    }

    /// All is done.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
