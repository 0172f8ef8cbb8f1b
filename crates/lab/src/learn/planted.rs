//! Misfits that are planted: worlds that are held-out runs, in which one count is several times what it would have been, or one floor is at several times what there is.
//! Is it found, and by how much does it mislead about what it does not touch?

use super::limit::Limit;
use super::{COUNTED, Prepared, Refused, quick};
use amnok_infer::checks::{HeldOut, Seen, coverage};
use amnok_infer::likelihood::{Observed, Statement};

/// By how many times what is planted is too high.
pub const TIMES: [f64; 2] = [4.0, 16.0];

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plant {
    /// Nothing: how often there is a false alarm, and how often intervals hold.
    Nothing,
    /// One count of arrivals so many times as high, another one in each world.
    Count(f64),
    /// One floor at so many times what there is, another one in each world.
    Floor(f64),
    /// One floor at twice the most that any run has, another one in each world.
    FloorBeyond,
}

impl Plant {
    /// Those that concern a count.
    const COUNTS: [Plant; 3] = [Plant::Nothing, Plant::Count(TIMES[0]), Plant::Count(TIMES[1])];
    /// Those that concern a floor.
    const FLOORS: [Plant; 3] = [Plant::Floor(TIMES[0]), Plant::Floor(TIMES[1]), Plant::FloorBeyond];

    /// In words.
    pub fn words(self) -> String {
        match self {
            Plant::Nothing => "nothing".into(),
            Plant::Count(times) => format!("one count times {times}"),
            Plant::Floor(times) => format!("one floor at {times} times what there is"),
            Plant::FloorBeyond => "one floor at twice the most that any run has".into(),
        }
    }
}

/// What became of worlds with something planted.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What was planted.
    pub plant: Plant,
    /// How the worlds were observed.
    pub seen: Seen,
    /// Number of worlds; none where nothing can be planted, because no such statement was observed.
    pub worlds: usize,
    /// Share of worlds in which the observation that was planted is named, as one that all others expect less than any where the model is right, or
    /// contradict (of nothing: in which a count is, by false alarm).
    pub flagged: f64,
    /// Share of worlds in which somebody would name it who knows every reading and has the same false alarms ([`Limit::known`]): nobody can name more. None where
    /// worlds are off by a discrepancy, which leaves nothing to be known by its reading.
    pub possible: Option<f64>,
    /// Share of worlds in which that observation stands apart from all others.
    pub apart: f64,
    /// Of each hidden quantity of all observed days but those counted: column, and the share of truths in its 90 % interval.
    pub most: Vec<(usize, f64)>,
}

impl Found {
    /// Whether the worlds were observed with errors and discrepancy, as the likelihood says.
    pub fn is_as_assumed(&self) -> bool {
        self.seen == Seen::AsAssumed
    }

    /// What the worlds were observed with beside errors, in words.
    pub fn beside_errors(&self) -> &'static str {
        match self.seen {
            Seen::AsAssumed => "and discrepancy",
            Seen::WithErrorsAlone => "alone",
        }
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        let (least, mean) = self.least_and_mean();
        let flagged = match self.plant {
            Plant::Nothing => "a count is named by false alarm",
            _ => "it is named",
        };
        format!(
            "{} planted in {} held-out runs observed with errors {}: {flagged} in {:.0} %{}, and stands apart in {:.0} %; 90 % intervals of what it does not touch hold the truth in \
             {:.0} %, in {:.0} % at least.",
            self.plant.words(),
            self.worlds,
            self.beside_errors(),
            100.0 * self.flagged,
            self.possible.map_or_else(String::new, |share| format!(
                " ({:.0} % where every reading is known)",
                100.0 * share
            )),
            100.0 * self.apart,
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

/// Plants each misfit in so many worlds, every so many of all runs of the prior, observed in each way. Beyond `limit` an observation is named.
///
/// # Errors
/// [`Refused`] as for a fit to the other runs.
pub fn planted(of: &Prepared, worlds: usize, limit: &Limit) -> Result<Vec<Found>, Refused> {
    let Prepared {
        bank,
        evidence,
        settings,
        counted,
    } = of;
    let held = of.held_out(worlds.max(1));
    let out = HeldOut::of(bank, &evidence.observed, quick(*settings), &held)?;
    let untouched = (evidence.wanted.iter().enumerate())
        .filter(|(_, column)| !counted.contains(column))
        .map(|(number, column)| (number, *column))
        .collect::<Vec<_>>();
    let all = |seen: Seen, plants: &[Plant]| -> Vec<Found> {
        let places = places(plants[0], &evidence.observed);
        let worlds: Vec<Vec<World>> = out.each(seen, |k, world| {
            places
                .get(k % places.len().max(1))
                .map_or(Vec::new(), |place| with_each(plants, &out, k, &world, (*place, limit)))
        });
        let of = |number: usize| worlds.iter().filter_map(|world| world.get(number)).collect::<Vec<_>>();
        let plants = plants.iter().enumerate();
        plants
            .map(|(number, plant)| found((*plant, seen), &of(number), &untouched))
            .collect()
    };
    let both = [Seen::WithErrorsAlone, Seen::AsAssumed];
    Ok(both
        .map(|seen| [all(seen, &Plant::COUNTS), all(seen, &Plant::FLOORS)].concat())
        .concat())
}

/// A held-out run's world with each of these in the same observation; what the others expect in its place does not depend on which.
fn with_each(
    plants: &[Plant],
    out: &HeldOut<'_>,
    k: usize,
    world: &Observed,
    (place, limit): (usize, &Limit),
) -> Vec<World> {
    let (expected, known) = (out.expected(k, world, place), out.known(k, place));
    let one = |plant: &Plant| {
        let mut world = world.clone();
        tamper(*plant, &mut world, place, (out.reading(k, place), out.most(place)));
        let truths = out.truths(k, &world);
        let kind = world.observations[place].kind;
        let conflict = expected.conflict(kind);
        World {
            named: conflict.flagged || limit.names(&conflict),
            possible: known.by_errors(kind) < Limit::known(&world, kind.is_bound()),
            apart: conflict.apart,
            percentiles: truths.wanted,
        }
    };
    plants.iter().map(one).collect()
}

/// What became of one world.
struct World {
    /// Whether the observation in which it was planted is named.
    named: bool,
    /// Whether somebody would name it who knows every reading.
    possible: bool,
    /// Whether that one stands apart.
    apart: bool,
    /// Percentile of the truth of each wanted column.
    percentiles: Vec<f64>,
}

/// What became of all of them; `untouched` are numbers of wanted columns, and the columns.
fn found((plant, seen): (Plant, Seen), worlds: &[&World], untouched: &[(usize, usize)]) -> Found {
    let share = |count: usize| count as f64 / worlds.len().max(1) as f64;
    let held = |number: usize| {
        let percentiles: Vec<f64> = worlds.iter().map(|world| world.percentiles[number]).collect();
        coverage(&percentiles, 0.9)
    };
    Found {
        plant,
        seen,
        worlds: worlds.len(),
        flagged: share(worlds.iter().filter(|world| world.named).count()),
        possible: (seen == Seen::WithErrorsAlone).then(|| share(worlds.iter().filter(|world| world.possible).count())),
        apart: share(worlds.iter().filter(|world| world.apart).count()),
        most: (untouched.iter())
            .filter(|_| !worlds.is_empty())
            .map(|(number, column)| (*column, held(*number)))
            .collect(),
    }
}

/// Observations in which it can be planted; nothing is looked for in the counts.
fn places(plant: Plant, observed: &Observed) -> Vec<usize> {
    let fits = |place: &usize| {
        let of = &observed.observations[*place];
        match plant {
            Plant::Nothing | Plant::Count(_) => {
                matches!(of.kind, Statement::Count { .. }) && observed.series[of.series].name == COUNTED
            }
            Plant::Floor(_) | Plant::FloorBeyond => matches!(of.kind, Statement::Floor { value, .. } if value > 0.0),
        }
    };
    (0..observed.observations.len()).filter(fits).collect()
}

/// Plants it; `truth` and `most` are what there is in that world, and at most in any, on the scale of the reading.
fn tamper(plant: Plant, world: &mut Observed, place: usize, (truth, most): (f64, f64)) {
    let of = &mut world.observations[place];
    let scale = world.scales[of.reading];
    let floor = |value: f64, error: f64| Statement::Floor {
        value: scale.back(value),
        error,
    };
    of.kind = match (plant, of.kind) {
        (Plant::Count(times), Statement::Count { count, size }) => Statement::Count {
            count: libm::round(times * count.max(1.0)),
            size,
        },
        (Plant::Floor(times), Statement::Floor { error, .. } | Statement::Ceiling { error, .. }) => {
            floor(truth + libm::log(times), error)
        }
        (Plant::FloorBeyond, Statement::Floor { error, .. } | Statement::Ceiling { error, .. }) => {
            floor(most + core::f64::consts::LN_2, error)
        }
        (_, kind) => kind,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_infer::likelihood::{Observation, Scale};

    /// On the scale ln x: of a count 3 twelve; a floor at four times the 10 that there are, and at twice the 50 that are the most. Halved, the two turned nothing red.
    #[test]
    fn what_is_planted_is_as_many_times_too_high_as_is_said() {
        let planted = |plant, kind| {
            let seen = Observation {
                reading: 0,
                series: 0,
                kind,
            };
            let mut world = Observed {
                scales: vec![Scale::Log { shift: 0.0 }],
                series: Vec::new(),
                observations: vec![seen],
                wanted: Vec::new(),
            };
            tamper(plant, &mut world, 0, (libm::log(10.0), libm::log(50.0)));
            world.observations[0].kind
        };
        let (count, floor) = (
            Statement::Count { count: 3.0, size: 20.0 },
            Statement::Floor { value: 1.0, error: 0.1 },
        );
        let twelve = Statement::Count {
            count: 12.0,
            size: 20.0,
        };
        assert_eq!(planted(Plant::Count(TIMES[0]), count), twelve);
        assert_eq!(planted(Plant::Nothing, count), count);
        for (plant, expected) in [
            (Plant::Floor(TIMES[0]), 40.0),
            (Plant::Floor(TIMES[1]), 160.0),
            (Plant::FloorBeyond, 100.0),
        ] {
            let Statement::Floor { value, error } = planted(plant, floor) else {
                panic!("a floor stays one");
            };
            assert!(
                (value / expected - 1.0).abs() < 1e-12 && error == 0.1,
                "{plant:?}: {value}"
            );
        }
    }
}
