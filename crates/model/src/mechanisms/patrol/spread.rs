//! How a county's part of a force spreads over its segments, by the rule of the force. Reads the line and who stands there.

use super::Recruits;
use crate::given::{Border, Posting};
use crate::world::guard::Posts;
use crate::world::segment::Segments;

/// By what forces spread.
#[derive(Clone, Copy, Debug)]
pub struct Spread<'a> {
    /// Forces and counties.
    pub border: Border<'a>,
    /// The line.
    pub segments: &'a Segments,
    /// Length of the line that an embedded group watches, km.
    pub reach_km: f64,
}

impl Spread<'_> {
    /// Posts so many persons of a force in a county, in groups of a size where it is embedded.
    pub fn post(&self, (force, county): (usize, usize), size: (u32, f64), recruits: Recruits, posts: &mut Posts) {
        let places = self.places(force, county, size, posts);
        let (persons, slots) = (size.0 as usize, places.len());
        let rest = persons % slots;
        for (rank, &s) in places.iter().enumerate() {
            let extra = usize::from((rank + 1) * rest / slots > rank * rest / slots);
            for _ in 0..persons / slots + extra {
                let place = posts.at(force, s).len();
                posts.add(force, s, county, recruits.guard(force, s, place));
            }
        }
    }

    /// The segments of a county on which so many persons of a force stand by its rule, in groups of `group` where it is embedded.
    fn places(&self, force: usize, county: usize, (persons, group): (u32, f64), posts: &Posts) -> Vec<usize> {
        let mut all: Vec<usize> = self.segments.of(county).collect();
        match self.border.forces[force].posting {
            Posting::Even => {}
            Posting::Embedded => {
                let groups = libm::round(f64::from(persons) / group).max(1.0);
                let embedded = stretches(&all, &self.segments.length_km, groups as usize, self.reach_km);
                let with_guards: Vec<usize> = embedded.into_iter().filter(|s| !posts.at(0, *s).is_empty()).collect();
                if !with_guards.is_empty() {
                    all = with_guards;
                }
            }
            Posting::LeastGuarded => {
                all.sort_by_key(|s| posts.all_at(*s));
                let covers = self.border.forces[force].numbers.covers;
                let keep = libm::ceil(covers * all.len() as f64).max(1.0) as usize;
                all.truncate(keep);
                all.sort_unstable();
            }
        }
        all
    }
}

/// The segments within reach of so many groups, spaced evenly along a row of segments: all of them where the reaches meet.
fn stretches(row: &[usize], length_km: &[f64], groups: usize, reach_km: f64) -> Vec<usize> {
    let all: f64 = row.iter().map(|s| length_km[*s]).sum();
    let space = all / groups as f64;
    let mut start = 0.0;
    let near = |s: &&usize| {
        let middle = start + length_km[**s] / 2.0;
        start += length_km[**s];
        let from_group = (middle / space - libm::floor(middle / space) - 0.5).abs() * space;
        from_group <= reach_km / 2.0
    };
    let near: Vec<usize> = row.iter().filter(near).copied().collect();
    if near.is_empty() { row.to_vec() } else { near }
}

/// Shares out a number over counties by length of border, exactly (largest remainder).
pub fn share_out(persons: f64, border: Border, counties: &[usize]) -> Vec<u32> {
    let total: f64 = counties.iter().map(|c| border.counties[*c].border_km).sum();
    let whole = libm::round(persons) as u32;
    let exact: Vec<f64> = counties
        .iter()
        .map(|c| persons * border.counties[*c].border_km / total)
        .collect();
    let mut parts: Vec<u32> = exact.iter().map(|x| *x as u32).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let rest = |i: &usize| exact[*i] - libm::floor(exact[*i]);
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)).then(a.cmp(b)));
    let missing = whole.saturating_sub(parts.iter().sum()) as usize;
    for i in order.into_iter().cycle().take(missing) {
        parts[i] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_watch_stretches_that_leave_gaps_until_there_are_enough() {
        let (row, length): (Vec<usize>, Vec<f64>) = ((0..40).collect(), vec![1.0; 40]);
        let two = stretches(&row, &length, 2, 6.0);
        assert_eq!(two, vec![7, 8, 9, 10, 11, 12, 27, 28, 29, 30, 31, 32]);
        assert_eq!(stretches(&row, &length, 8, 6.0).len(), 40);
        assert_eq!(stretches(&row, &length, 1, 100.0).len(), 40);
    }
}
