//! The commands that write, each with what it needs and where its result stands.

/// A command that writes.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    pub name: &'static str,
    /// Its words; `OUT` where the result goes.
    pub words: &'static str,
    /// Folders that it reads.
    pub needs: &'static [&'static str],
    /// Where its result stands: a new folder `out`, or a folder that is there already.
    pub out: &'static str,
    /// Whether it takes `--force` and replaces a result.
    pub force: bool,
}

/// All of them. What they read is made by [`MADE`].
pub const WRITERS: &[Writer] = &[
    new(
        "run",
        "run scenario --fixed --replicates 4 --quiet --out OUT",
        &["scenario"],
    ),
    new(
        "incidents",
        "run scenario --fixed --replicates 2 --incidents --quiet --out OUT",
        &["scenario"],
    ),
    new(
        "compare",
        "compare scenario --set-b bribe.theta=0.4 --replicates 3 --quiet --out OUT",
        &["scenario"],
    ),
    new(
        "sweep",
        "sweep scenario --vary bribe.theta --vary attempt.leave_per_year --design saltelli --points 8 --quiet --out OUT",
        &["scenario"],
    ),
    new(
        "flee",
        "flee run flee/input flee/registered --replicates 3 --days 20 --quiet --out OUT",
        &["flee"],
    ),
    new("merge", "merge OUT part-1 part-2", &["part-1", "part-2"]),
    new("merge-sweep", "merge OUT sweep-1 sweep-2", &["sweep-1", "sweep-2"]),
    Writer {
        force: false,
        ..new("init", "init OUT", &[])
    },
    Writer {
        force: false,
        out: "whole",
        ..new("report", "report whole", &["whole"])
    },
    Writer {
        force: false,
        out: "sweep",
        ..new("sensitivity", "sensitivity sweep", &["sweep"])
    },
];

/// Folders made once by the program itself, for the commands that read results.
pub const MADE: &[(&str, &str)] = &[
    ("whole", "run scenario --fixed --replicates 3 --quiet --out whole"),
    (
        "part-1",
        "run scenario --fixed --replicates 4 --part 1/2 --quiet --out part-1",
    ),
    (
        "part-2",
        "run scenario --fixed --replicates 4 --part 2/2 --quiet --out part-2",
    ),
    (
        "sweep",
        "sweep scenario --vary bribe.theta --vary attempt.leave_per_year --design saltelli --points 8 --quiet --out sweep",
    ),
    (
        "sweep-1",
        "sweep scenario --vary bribe.theta --vary attempt.leave_per_year --design saltelli --points 8 --part 1/2 --quiet --out sweep-1",
    ),
    (
        "sweep-2",
        "sweep scenario --vary bribe.theta --vary attempt.leave_per_year --design saltelli --points 8 --part 2/2 --quiet --out sweep-2",
    ),
    (
        "displaced",
        "flee run flee/input flee/registered --replicates 2 --days 20 --quiet --out displaced",
    ),
];

const fn new(name: &'static str, words: &'static str, needs: &'static [&'static str]) -> Writer {
    Writer {
        name,
        words,
        needs,
        out: "out",
        force: true,
    }
}

impl Writer {
    /// Its words with a place for the result.
    pub fn words(&self, out: &str) -> Vec<String> {
        self.words
            .split(' ')
            .map(|word| if word == "OUT" { out.into() } else { word.into() })
            .collect()
    }
}
