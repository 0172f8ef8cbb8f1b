//! B5: the reduced border (`bench/reduced.md`), computed by Amnok and by programs written with its peers, in turns.
use crate::benchmarks::Options;
use crate::flee::{Weighed, weigh};
use crate::measure::median;
use crate::table::{Line, at_least, at_most, free};
use outcome::{Outcome, Sample};
use plot::{Panel, Series};
use programs::{PROGRAMS, Place, Program, SIZES, Size};

mod outcome;
mod page;
mod plot;
mod programs;

/// A program at a size: what its runs took, and what came out.
struct Measured {
    program: &'static Program,
    size: &'static Size,
    runs: Vec<Weighed>,
    /// What came out; of Amnok what its histories in one process did ([`histories`]).
    sample: Sample,
}

impl Measured {
    fn of(&self, what: impl Fn(&Weighed) -> f64) -> f64 {
        median(self.runs.iter().map(what).collect())
    }

    fn processor(&self) -> f64 {
        self.of(|run| run.processor)
    }

    fn peak(&self) -> f64 {
        self.of(|run| run.peak_mib)
    }
}

/// What is spent on means.
struct Effort {
    /// Histories of Amnok with which all are compared.
    reference: u32,
    /// Runs of a program for its means cost no more than so many seconds of processor in all.
    seconds: f64,
    /// No more than so many runs of a program.
    runs: u32,
}

const WHOLE: Effort = Effort {
    reference: 1000,
    seconds: 10.0,
    runs: 400,
};
const QUICK: Effort = Effort {
    reference: 100,
    seconds: 0.5,
    runs: 20,
};

/// Seed of the histories with which all are compared. No program is run with it: by the same seed engines of Amnok share luck, and their means would be nearer than
/// those of independent runs.
const REFERENCE_SEED: u32 = 1_000_000;
/// Fewer rounds where a run takes longer than so many seconds of processor.
const SLOW: f64 = 5.0;

/// All sizes; with `quick` the smallest, one round.
pub fn b5(asked: Options) -> Result<Vec<Line>, String> {
    let place = Place::find()?;
    let sizes = if asked.quick { &SIZES[..1] } else { &SIZES[..] };
    let mut all = Vec::new();
    for size in sizes {
        eprintln!("B5: {} …", size.name);
        let effort = if asked.quick { QUICK } else { WHOLE };
        all.extend(measured(&place, size, asked.pairs, &effort)?);
    }
    let replicates = replicates(&place, asked.pairs)?;
    let page = page::tables(&all, sizes);
    println!("{page}");
    if asked.keep {
        crate::kept::keep_beside("peers", &page, &page::csv(&all))?;
        crate::kept::keep_figure("benchmarks.svg", &plot::svg(&panels(&all, &replicates)))?;
    }
    let mut lines = lines(&all, sizes)?;
    if let [.., (few, cheap), (many, dear)] = replicates.as_slice() {
        let what = format!("{}: each further replicate of Amnok, time of processor", SIZES[0].name);
        lines.push(free("B5", what, 1e3 * (dear - cheap) / (many - few), "ms"));
    }
    Ok(lines)
}

/// Replicates of Amnok in one process.
const REPLICATES: [u32; 3] = [1, 10, 100];

/// Time of processor of so many replicates at the smallest size.
fn replicates(place: &Place, rounds: usize) -> Result<Vec<(f64, f64)>, String> {
    let mut points = Vec::new();
    for count in REPLICATES {
        let mut times = Vec::new();
        for _ in 0..rounds {
            let command = place.amnok(programs::TOTALS, &SIZES[0], 1, count);
            times.push(ran(&command)?.0.processor);
        }
        points.push((f64::from(count), median(times)));
    }
    Ok(points)
}

/// What the figure shows of it. A further replicate of a peer is a further run.
fn panels(all: &[Measured], replicates: &[(f64, f64)]) -> [Panel; 3] {
    const SHOWN: [&str; 5] = [
        programs::OURS,
        programs::IXA,
        programs::EVERYBODY,
        programs::SPARSE,
        programs::MESA,
    ];
    let series = |along: &dyn Fn(&Measured) -> Option<f64>| {
        let of = |name: &'static str| {
            let own = all.iter().filter(|one| one.program.name == name);
            Series {
                name,
                points: own.filter_map(|one| Some((along(one)?, one.processor()))).collect(),
            }
        };
        SHOWN
            .map(of)
            .into_iter()
            .filter(|series| !series.points.is_empty())
            .collect()
    };
    // At about the same number of attempts.
    let as_many = |one: &Measured| {
        (f64::from(one.size.people) * one.size.hazard < 2e4).then(|| 10.0 * f64::from(one.size.people))
    };
    let most = all
        .iter()
        .map(|one| one.size.people)
        .filter(|people| *people <= 100_000)
        .max();
    let attempts = |one: &Measured| (Some(one.size.people) == most).then(|| one.sample.mean(0));
    let mut third: Vec<Series> = series(&|one| (one.size.name == SIZES[0].name).then_some(1.0));
    for series in &mut third {
        let one = series.points[0].1;
        series.points = REPLICATES
            .map(|count| (f64::from(count), f64::from(count) * one))
            .to_vec();
        if series.name == programs::OURS {
            series.points = replicates.to_vec();
        }
    }
    [
        Panel {
            along: "residents, at 82,000 attempts",
            series: series(&as_many),
        },
        Panel {
            along: "attempts, by 1 million residents",
            series: series(&attempts),
        },
        Panel {
            along: "replicates, by 100,000 residents",
            series: third,
        },
    ]
}

/// Every program that is run at a size, in rounds that begin with another one each time.
fn measured(place: &Place, size: &'static Size, rounds: usize, effort: &Effort) -> Result<Vec<Measured>, String> {
    let programs = PROGRAMS.iter().filter(|program| size.people <= program.most);
    let mut all: Vec<Measured> = programs
        .map(|program| Measured {
            program,
            size,
            runs: Vec::new(),
            sample: Sample::default(),
        })
        .collect();
    for round in 0..rounds {
        let count = all.len();
        for turn in 0..count {
            let one = &mut all[(turn + round) % count];
            // Two rounds are enough of what is slow; the page says how many there were.
            if round < 2 || one.processor() <= SLOW {
                let (took, out) = once(place, one.program, size, round as u32 + 1)?;
                one.runs.push(took);
                one.sample.add(Outcome::read(&out)?);
            }
        }
    }
    for one in &mut all {
        if one.program.name == programs::OURS {
            one.sample = histories(place, size, effort.reference)?;
            continue;
        }
        // Nothing is compared of what prints no totals.
        if one.sample.len() == 0 {
            continue;
        }
        let more = (effort.seconds / one.processor().max(1e-3)) as u32;
        for seed in rounds as u32 + 1..=more.min(effort.runs) {
            let (_, out) = once(place, one.program, size, seed)?;
            one.sample.add(Outcome::read(&out)?);
        }
    }
    Ok(all)
}

/// So many histories of Amnok in one process, with which all are compared.
fn histories(place: &Place, size: &Size, count: u32) -> Result<Sample, String> {
    let (_, out) = ran(&place.amnok(programs::TOTALS, size, REFERENCE_SEED, count))?;
    Sample::of_totals(&out)
}

fn once(place: &Place, program: &Program, size: &Size, seed: u32) -> Result<(Weighed, String), String> {
    ran(&place.command(program, size, seed))
}

fn ran(command: &[String]) -> Result<(Weighed, String), String> {
    weigh(&command.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The goals.
fn lines(all: &[Measured], sizes: &'static [Size]) -> Result<Vec<Line>, String> {
    let at = |size: &Size, program: &str| {
        let found = |one: &&Measured| one.size.name == size.name && one.program.name == program;
        all.iter().find(found).ok_or(format!("{program} was not run"))
    };
    let mut lines = Vec::new();
    for size in sizes {
        let ours = at(size, programs::OURS)?;
        let ixa = at(size, programs::IXA)?.processor();
        let what = format!("{}: time of processor, {} / Amnok", size.name, programs::IXA);
        lines.push(at_least("B5", what, ixa / ours.processor(), "times", size.ahead_of_ixa));
        // How far ahead a program is that does nothing else: the most that can be asked of any.
        let what = format!("{}: the same of {}", size.name, programs::SPARSE);
        lines.push(free("B5", what, ixa / at(size, programs::SPARSE)?.processor(), "times"));
    }
    let small = &SIZES[0];
    let ours = at(small, programs::OURS)?;
    lines.push(at_most(
        "B5",
        format!("{}: peak memory of Amnok", small.name),
        ours.peak(),
        "MiB",
        6.0,
    ));
    let mesa = at(small, programs::MESA)?.processor() / ours.processor();
    let what = format!("{}: time of processor, {} / Amnok", small.name, programs::MESA);
    lines.push(at_least("B5", what, mesa, "times", 500.0));
    let everybody = at(small, programs::EXHAUSTIVE)?.processor() / at(small, programs::EVERYBODY)?.processor();
    let what = format!(
        "{}: time of processor, {} / {}",
        small.name,
        programs::EXHAUSTIVE,
        programs::EVERYBODY
    );
    lines.push(at_most("B5", what, everybody, "times", 3.0));
    let bound = ours.processor() / at(small, programs::SPARSE)?.processor();
    let what = format!("{}: time of processor, Amnok / {}", small.name, programs::SPARSE);
    lines.push(free("B5", what, bound, "times"));
    let (apart, compared) = page::apart(all);
    let chance = 100.0 * page::any_by_chance(compared);
    let what = format!(
        "mean outcomes of {compared} compared that are more than three standard errors from Amnok's (any, by chance alone: in at most {chance:.0} of 100 such tables)"
    );
    lines.push(at_most("B5", what, apart, "", 0.0));
    Ok(lines)
}
