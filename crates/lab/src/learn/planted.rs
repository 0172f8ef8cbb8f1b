//! Misfits that are planted: worlds that are held-out runs, in which one count is four times what it would have been, or one floor is at four times what there is.
//! Is it found, and by how much does it mislead about what it does not touch?

use super::{COUNTED, Prepared, Refused, quick};
use amnok_infer::checks::{HeldOut, PLAUSIBLE, coverage};
use amnok_infer::likelihood::{Observed, Statement};

/// By how much what is planted is too high.
pub const TIMES: f64 = 4.0;

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// Nothing: how often there is a false alarm, and how often intervals hold.
    Nothing,
    /// One count of arrivals times four, another one in each world.
    Count,
    /// One floor at four times what there is, another one in each world.
    Floor,
}

impl Plant {
    /// All of them.
    pub const ALL: [Plant; 3] = [Plant::Nothing, Plant::Count, Plant::Floor];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Plant::Nothing => "nothing",
            Plant::Count => "one count times four",
            Plant::Floor => "one floor times four",
        }
    }
}

/// What became of worlds with something planted.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What was planted.
    pub plant: Plant,
    /// Number of worlds; none where nothing can be planted, because no such statement was observed.
    pub worlds: usize,
    /// Share of worlds in which the observation that was planted is named, as one that does not fit together with the rest or as one that all others
    /// contradict (of nothing: in which a count is, by false alarm).
    pub flagged: f64,
    /// Of each hidden quantity of all observed days but those counted: column, and the share of truths in its 90 % interval.
    pub most: Vec<(usize, f64)>,
}

impl Found {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        let (least, mean) = self.least_and_mean();
        let flagged = match self.plant {
            Plant::Nothing => "a count is named by false alarm",
            Plant::Count | Plant::Floor => "it is named",
        };
        format!(
            "{} planted in {} held-out runs: {flagged} in {:.0} %; 90 % intervals of what it does not touch hold the truth in {:.0} %, in {:.0} % at least.",
            self.plant.words(),
            self.worlds,
            100.0 * self.flagged,
            100.0 * mean,
            100.0 * least
        )
    }

    /// The smallest share of truths in a 90 % interval, and the mean over hidden quantities.
    pub fn least_and_mean(&self) -> (f64, f64) {
        let least = self.most.iter().map(|(_, share)| *share).fold(1.0, f64::min);
        let mean = self.most.iter().map(|(_, share)| share).sum::<f64>() / self.most.len().max(1) as f64;
        (least, mean)
    }
}

/// Plants each misfit in so many worlds, every so many of all runs of the prior.
///
/// # Errors
/// [`Refused`] as for a fit to the other runs.
pub fn planted(of: &Prepared, worlds: usize) -> Result<Vec<Found>, Refused> {
    let Prepared {
        bank,
        evidence,
        settings,
        counted,
    } = of;
    let held = of.held_out(worlds.max(1));
    let out = HeldOut::of(bank, &evidence.observed, quick(*settings), &held)?;
    let one = |plant: Plant| {
        let places = places(plant, &evidence.observed);
        let found = out.each(|k, mut world| {
            let place = *places.get(k % places.len().max(1))?;
            tamper(plant, &mut world, place, out.reading(k, place));
            let truths = out.truths(k, &world);
            let named = out.distances(&world, &truths)[place] > PLAUSIBLE || out.conflict(k, &world, place).flagged;
            Some((named, truths.wanted))
        });
        let found: Vec<(bool, Vec<f64>)> = found.into_iter().flatten().collect();
        let count = found.len();
        let held = |number: usize| {
            coverage(
                &found.iter().map(|(_, wanted)| wanted[number]).collect::<Vec<f64>>(),
                0.9,
            )
        };
        let untouched = evidence
            .wanted
            .iter()
            .enumerate()
            .filter(|(_, column)| !counted.contains(column));
        Found {
            plant,
            worlds: count,
            flagged: found.iter().filter(|(flagged, _)| *flagged).count() as f64 / count.max(1) as f64,
            most: if count == 0 {
                Vec::new()
            } else {
                untouched.map(|(number, column)| (*column, held(number))).collect()
            },
        }
    };
    Ok(Plant::ALL.map(one).into())
}

/// Observations in which it can be planted; nothing is looked for in the counts.
fn places(plant: Plant, observed: &Observed) -> Vec<usize> {
    let fits = |place: &usize| {
        let of = &observed.observations[*place];
        match plant {
            Plant::Nothing | Plant::Count => {
                matches!(of.kind, Statement::Count { .. }) && observed.series[of.series].name == COUNTED
            }
            Plant::Floor => matches!(of.kind, Statement::Floor { value, .. } if value > 0.0),
        }
    };
    (0..observed.observations.len()).filter(fits).collect()
}

fn tamper(plant: Plant, world: &mut Observed, place: usize, truth: f64) {
    let of = &mut world.observations[place];
    let scale = world.scales[of.reading];
    of.kind = match (plant, of.kind) {
        (Plant::Count, Statement::Count { count, size }) => Statement::Count {
            count: libm::round(TIMES * count.max(1.0)),
            size,
        },
        (Plant::Floor, Statement::Floor { error, .. } | Statement::Ceiling { error, .. }) => Statement::Floor {
            value: scale.back(truth + libm::log(TIMES)),
            error,
        },
        (_, kind) => kind,
    };
}
