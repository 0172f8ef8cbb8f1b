//! Designs: which points of the unit cube are tried.
//!
//! Sources: Sobol' 1967 with the direction numbers of Joe & Kuo 2008, shifted by exclusive-or (a digital shift keeps the net);
//! McKay, Beckman & Conover 1979 (Latin hypercube); Morris 1991 (trajectories on four levels); Saltelli et al. 2010 (two
//! matrices and their crossings).

use crate::purpose::Purpose;
use amnok_chance::Luck;
use sobol::Sobol;
use sobol::params::JoeKuoD6;

/// How points are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Low-discrepancy points, evenly filling.
    Sobol,
    /// Latin hypercube: every factor evenly, at random beside each other.
    Latin,
    /// Every combination of evenly spaced levels, the ends among them.
    Grid,
    /// Trajectories of one step in each factor, for screening.
    Morris,
    /// Two matrices and their crossings, for first-order and total indices.
    Saltelli,
}

/// Most points that a design may have.
pub const MOST_POINTS: u64 = 10_000_000;

/// Most coordinates of all points of a design: 400 MB.
pub const MOST_COORDINATES: u64 = 50_000_000;

/// Levels of a trajectory.
const LEVELS: u32 = 4;

impl Design {
    /// All, by name.
    pub const ALL: [Design; 5] = [
        Design::Sobol,
        Design::Latin,
        Design::Grid,
        Design::Morris,
        Design::Saltelli,
    ];

    /// Name on the command line and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Design::Sobol => "sobol",
            Design::Latin => "lhs",
            Design::Grid => "grid",
            Design::Morris => "morris",
            Design::Saltelli => "saltelli",
        }
    }

    /// In words, as in "a grid".
    pub fn words(self) -> &'static str {
        match self {
            Design::Sobol => "a Sobol sequence",
            Design::Latin => "a Latin hypercube",
            Design::Grid => "a grid",
            Design::Morris => "a design of Morris",
            Design::Saltelli => "a design of Saltelli",
        }
    }

    /// The design of that name.
    pub fn of(name: &str) -> Option<Design> {
        Design::ALL.into_iter().find(|design| design.name() == name)
    }

    /// How many points there are for `asked` points (`grid`: levels; `morris`: trajectories; `saltelli`: base points).
    ///
    /// # Errors
    /// In words, when that is too few to say anything, or too many.
    pub fn count(self, factors: usize, asked: u32) -> Result<u64, String> {
        let (least, what) = match self {
            Design::Sobol | Design::Latin => (2, "points"),
            Design::Grid => (2, "levels of each factor"),
            Design::Morris => (2, "trajectories"),
            Design::Saltelli => (4, "base points"),
        };
        if factors == 0 {
            return Err("nothing varies; name at least one value with --vary".into());
        }
        if asked < least {
            let name = self.name();
            return Err(format!(
                "a design `{name}` of {asked} {what} is too small; at least {least}"
            ));
        }
        let (n, k) = (u64::from(asked), factors as u64);
        let count = match self {
            Design::Sobol | Design::Latin => Some(n),
            Design::Grid => u32::try_from(k).ok().and_then(|k| n.checked_pow(k)),
            Design::Morris => n.checked_mul(k + 1),
            Design::Saltelli => n.checked_mul(k + 2),
        };
        let count = count.filter(|count| *count <= MOST_POINTS).ok_or_else(|| {
            format!("{asked} {what} with {factors} factors are more than {MOST_POINTS} points; vary fewer values or ask for fewer")
        })?;
        if count.saturating_mul(k) > MOST_COORDINATES {
            return Err(format!(
                "{count} points of {factors} factors are more than {MOST_COORDINATES} coordinates; vary fewer values or ask for fewer"
            ));
        }
        Ok(count)
    }

    /// The points, each with a coordinate from 0 to 1 for every factor.
    ///
    /// # Errors
    /// Those of [`Design::count`], or more factors than the sequence has dimensions.
    pub fn points(self, factors: usize, asked: u32, seed: u64) -> Result<Vec<Vec<f64>>, String> {
        self.count(factors, asked)?;
        let luck = Luck { seed, replicate: 0 };
        Ok(match self {
            Design::Sobol => sequence(factors, asked, luck)?,
            Design::Latin => latin(factors, asked, luck),
            Design::Grid => grid(factors, asked),
            Design::Morris => (0..asked).flat_map(|n| trajectory(factors, n, luck)).collect(),
            Design::Saltelli => crossings(factors, &sequence(2 * factors, asked, luck)?),
        })
    }
}

/// Low-discrepancy points with a digital shift of their own for each dimension.
fn sequence(dimensions: usize, count: u32, luck: Luck) -> Result<Vec<Vec<f64>>, String> {
    const MOST: usize = 21_201;
    if dimensions > MOST {
        return Err(format!(
            "the sequence has {MOST} dimensions, the design needs {dimensions}; vary fewer values"
        ));
    }
    let numbers = if dimensions <= 100 {
        JoeKuoD6::minimal()
    } else if dimensions <= 1000 {
        JoeKuoD6::standard()
    } else {
        JoeKuoD6::extended()
    };
    let shift: Vec<u32> = (0..dimensions)
        .map(|d| luck.at(Purpose::Design, 0, d as u32, 0).bits())
        .collect();
    let unit = |(word, shift): (u32, &u32)| (f64::from(word ^ shift) + 0.5) / 4_294_967_296.0;
    let points = Sobol::<u32>::new(dimensions, &numbers).take(count as usize);
    Ok(points
        .map(|point| point.into_iter().zip(&shift).map(unit).collect())
        .collect())
}

fn latin(factors: usize, count: u32, luck: Luck) -> Vec<Vec<f64>> {
    let mut points = vec![vec![0.0; factors]; count as usize];
    for factor in 0..factors {
        let mut draws = luck.at(Purpose::Design, 1, factor as u32, 0);
        let mut order: Vec<u32> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last as usize, draws.below(last + 1) as usize);
        }
        for (point, class) in points.iter_mut().zip(order) {
            point[factor] = (f64::from(class) + draws.uniform()) / f64::from(count);
        }
    }
    points
}

fn grid(factors: usize, levels: u32) -> Vec<Vec<f64>> {
    let count = u64::from(levels).pow(factors as u32);
    let level = |number: u64, factor: usize| number / u64::from(levels).pow(factor as u32) % u64::from(levels);
    (0..count)
        .map(|number| {
            let at = |factor| level(number, factor) as f64 / f64::from(levels - 1);
            (0..factors).map(at).collect()
        })
        .collect()
}

/// A start on four levels, then one step of two thirds in each factor, in an order by lot.
fn trajectory(factors: usize, number: u32, luck: Luck) -> Vec<Vec<f64>> {
    let mut draws = luck.at(Purpose::Design, 2, number, 0);
    let mut point: Vec<u32> = (0..factors).map(|_| draws.below(LEVELS)).collect();
    let mut order: Vec<usize> = (0..factors).collect();
    for last in (1..factors).rev() {
        order.swap(last, draws.below(last as u32 + 1) as usize);
    }
    let unit = |point: &[u32]| {
        point
            .iter()
            .map(|level| f64::from(*level) / f64::from(LEVELS - 1))
            .collect()
    };
    let mut points = vec![unit(&point)];
    for factor in order {
        let step = LEVELS / 2;
        point[factor] = if point[factor] < step {
            point[factor] + step
        } else {
            point[factor] - step
        };
        points.push(unit(&point));
    }
    points
}

/// For each base point: A, B, and A with one coordinate of B for each factor.
fn crossings(factors: usize, base: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let block = |point: &Vec<f64>| {
        let (a, b) = point.split_at(factors);
        let crossed = |factor: usize| {
            let mut mixed = a.to_vec();
            mixed[factor] = b[factor];
            mixed
        };
        let mut block = vec![a.to_vec(), b.to_vec()];
        block.extend((0..factors).map(crossed));
        block
    };
    base.iter().flat_map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_discrepancy_points_fill_every_half_and_quarter_equally() {
        let points = Design::Sobol.points(150, 64, 7).expect("a design");
        for factor in 0..150 {
            let mut classes = [0; 64];
            for point in &points {
                classes[(point[factor] * 64.0) as usize] += 1;
            }
            assert_eq!(classes, [1; 64], "factor {factor}");
        }
    }

    #[test]
    fn a_latin_hypercube_has_one_point_in_every_class() {
        let points = Design::Latin.points(5, 37, 1).expect("a design");
        for factor in 0..5 {
            let mut classes: Vec<usize> = points.iter().map(|point| (point[factor] * 37.0) as usize).collect();
            classes.sort_unstable();
            assert_eq!(classes, (0..37).collect::<Vec<_>>());
        }
        assert_ne!(points, Design::Latin.points(5, 37, 2).expect("a design"));
    }

    #[test]
    fn a_grid_has_every_combination_and_the_ends() {
        let points = Design::Grid.points(2, 3, 0).expect("a design");
        assert_eq!(points.len(), 9);
        assert!(points.contains(&vec![0.0, 1.0]) && points.contains(&vec![0.5, 0.5]));
    }

    #[test]
    fn a_trajectory_moves_each_factor_once_by_two_thirds() {
        let points = Design::Morris.points(6, 5, 3).expect("a design");
        assert_eq!(points.len(), 35);
        for trajectory in points.chunks(7) {
            let mut moved = vec![0; 6];
            for pair in trajectory.windows(2) {
                let steps: Vec<f64> = pair[0].iter().zip(&pair[1]).map(|(a, b)| (a - b).abs()).collect();
                assert_eq!(steps.iter().filter(|s| **s > 0.0).count(), 1);
                for (factor, step) in steps.iter().enumerate().filter(|(_, s)| **s > 0.0) {
                    assert!((step - 2.0 / 3.0).abs() < 1e-12);
                    moved[factor] += 1;
                }
            }
            assert_eq!(moved, [1; 6]);
        }
    }

    #[test]
    fn crossings_take_one_coordinate_of_the_second_matrix() {
        let points = Design::Saltelli.points(3, 4, 0).expect("a design");
        assert_eq!(points.len(), 20);
        let [a, b, crossed] = [&points[5], &points[6], &points[8]];
        assert_eq!(crossed, &vec![a[0], b[1], a[2]]);
    }

    #[test]
    fn designs_too_small_or_too_large_are_refused() {
        let refused = |design: Design, factors, asked| design.count(factors, asked).expect_err("refused");
        assert!(refused(Design::Saltelli, 3, 3).contains("at least 4"));
        assert!(refused(Design::Sobol, 0, 8).contains("nothing varies"));
        assert!(refused(Design::Grid, 400, 4).contains("more than"));
        assert!(
            Design::Sobol
                .points(30_000, 4, 0)
                .expect_err("too many")
                .contains("dimensions")
        );
    }
}
