//! Mines in the ground: where they lie, how they fail with age and are moved by floods, and how the ways between them become known and
//! forgotten. Reads floods and the attempts of the day; owns the mines of each stretch and what is known of it.

use super::Params;
use crate::chance::Purpose;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::rank::at_rank;
use crate::world::segment::Segments;

/// Days between two looks at which mines have failed.
const AGEING_DAYS: u32 = 30;

/// Spreads so many mines evenly over a county: whole ones, so many to each stretch that the sum is exact. What was known of the ground is
/// known of the mines that lay there before.
pub(super) fn spread(county: usize, mines: u32, segments: &mut Segments) {
    let range = segments.of(county);
    let (first, count) = (range.start, range.len() as u64);
    let up_to = |slices: u64| (u64::from(mines) * slices / count) as u32;
    for s in range {
        let slice = (s - first) as u64;
        let new = up_to(slice + 1) - up_to(slice);
        let all = segments.mines[s] + new;
        if new > 0 {
            segments.known[s] *= f64::from(segments.mines[s]) / f64::from(all);
            segments.mines[s] = all;
        }
    }
}

/// A day of mines in the ground: every thirty days each fails with `1 − e^{−30·fail/365}`; a flood moves each with `washed`, as often up the
/// line as down.
pub fn weather(today: &Today, params: &Params, flooded: &[usize], segments: &mut Segments) {
    if today.day.is_multiple_of(AGEING_DAYS) && params.fail_per_year > 0.0 {
        let fails = -libm::expm1(-params.fail_per_year / 365.0 * f64::from(AGEING_DAYS));
        for s in 0..segments.len() {
            if segments.mines[s] > 0 {
                let mut draws = today.draws(Purpose::MinesFail, 0, s as u32);
                segments.mines[s] -= draws.binomial(segments.mines[s], fails);
            }
        }
    }
    for &county in flooded {
        wash(today, params, county, segments);
    }
}

/// A flood in a county.
fn wash(today: &Today, params: &Params, county: usize, segments: &mut Segments) {
    let (range, last) = (segments.of(county), segments.len() - 1);
    for s in range {
        segments.known[s] *= 1.0 - params.washed;
        if segments.mines[s] > 0 {
            let mut draws = today.draws(Purpose::MinesWashed, 0, s as u32);
            let moved = draws.binomial(segments.mines[s], params.washed);
            let up = draws.binomial(moved, 0.5);
            segments.mines[s] -= moved;
            segments.mines[s.saturating_sub(1)] += up;
            segments.mines[(s + 1).min(last)] += moved - up;
        }
    }
}

/// What the attempts of a day make known of mined ground, `k ← 1 − (1 − k)(1 − trodden)^n`, and what is forgotten of it.
pub fn tread(params: &Params, segments: &mut Segments) {
    let forgotten = daily_probability(params.forget_per_year / 365.0);
    for s in 0..segments.len() {
        let (known, tried) = (&mut segments.known[s], segments.tried[s]);
        *known -= *known * forgotten;
        if segments.mines[s] > 0 && tried > 0.0 {
            *known = 1.0 - (1.0 - *known) * libm::pow(1.0 - params.trodden, tried);
        }
    }
}

/// Mines per km of a county, mean over its segments.
pub(super) fn mean_per_km(county: usize, segments: &Segments) -> f64 {
    let range = segments.of(county);
    let count = range.len() as f64;
    range.map(|s| segments.mines_per_km(s)).sum::<f64>() / count
}

/// The segment of the mine at that share of a county's mines, of which there is one at least.
pub(super) fn one_of(county: usize, share: f64, segments: &Segments) -> usize {
    let range = segments.of(county);
    let mines = &segments.mines[range.clone()];
    let all: u32 = mines.iter().sum();
    let rank = ((share * f64::from(all)) as u32).min(all - 1);
    range.start + at_rank(rank, mines.iter().copied()).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;
    use crate::given::{Border, County};
    use crate::world::orders_in_force::Standing;

    fn mined(mines: u32) -> Segments {
        let county = County {
            name: "county".into(),
            province: 0,
            river: 0,
            border_km: 10.0,
            residents: 100,
            leave_weight: 1.0,
            smuggle_weight: 1.0,
            fence: 0.0,
            wall: 0.0,
            camera: 0.0,
            power: 0.0,
        };
        let border = Border {
            provinces: &[],
            rivers: &[],
            counties: &[county],
            strata: &[],
            forces: &[],
        };
        let mut segments = Segments::lay(border, 0.1, Luck { seed: 1, replicate: 0 });
        spread(0, mines, &mut segments);
        segments
    }

    #[test]
    fn mines_are_whole_and_all_are_laid() {
        assert_eq!(mined(23).mines, [2, 2, 2, 3, 2, 2, 3, 2, 2, 3]);
    }

    /// Of two mines one lay there when four fifths of the ways were known; where nothing is laid nothing changes.
    #[test]
    fn what_is_known_is_known_of_the_mines_that_lay_before() {
        let mut segments = mined(5);
        assert_eq!(segments.mines, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
        assert_eq!(segments.known, [0.0; 10]);
        segments.known.fill(0.8);
        spread(0, 10, &mut segments);
        assert_eq!(segments.mines, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
        assert_eq!(segments.known, [0.0, 0.4, 0.0, 0.4, 0.0, 0.4, 0.0, 0.4, 0.0, 0.4]);
        spread(0, 1, &mut segments);
        assert_eq!((segments.mines[8], segments.mines[9]), (1, 3));
        assert_eq!(segments.known[7], 0.4);
        assert!((segments.known[9] - 0.4 * 2.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn a_flood_moves_mines_and_loses_none() {
        let (mut segments, standing) = (mined(10_000), Standing::default());
        segments.known[4] = 0.8;
        let today = Today::plain(3, Luck { seed: 9, replicate: 0 }, &standing);
        let params = Params {
            washed: 0.25,
            ..Params::default()
        };
        weather(&today, &params, &[0], &mut segments);
        assert_eq!(segments.mines.iter().sum::<u32>(), 10_000);
        assert!(segments.mines.iter().any(|mines| *mines != 1_000));
        assert!((segments.known[4] - 0.6).abs() < 1e-12);
    }

    #[test]
    fn ways_become_known_by_those_who_take_them() {
        let mut segments = mined(10);
        segments.tried[2] = 3.0;
        tread(
            &Params {
                trodden: 0.2,
                ..Params::default()
            },
            &mut segments,
        );
        assert!((segments.known[2] - (1.0 - 0.512)).abs() < 1e-12);
        assert_eq!(segments.known[3], 0.0);
    }

    #[test]
    fn every_mine_can_be_the_one() {
        let segments = mined(23);
        let at = |k: u32| one_of(0, (f64::from(k) + 0.5) / 23.0, &segments);
        for s in 0..10 {
            assert_eq!((0..23).filter(|k| at(*k) == s).count() as u32, segments.mines[s]);
        }
    }
}
