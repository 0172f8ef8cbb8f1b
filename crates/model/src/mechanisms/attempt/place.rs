//! Where they try: the search for blind spots.

use super::Params;
use crate::chance::Stream;
use crate::given::Border;
use crate::mechanisms::bribe::tariff::Tariff;
use crate::today::Today;
use crate::world::county::Counties;
use crate::world::segment::Segments;
use core::ops::Range;

/// The segments within reach of a county: its own and its neighbours'. Fixed for a run.
#[derive(Clone, Debug)]
struct Reach {
    segments: Range<usize>,
    /// `e^{−distance/δ} · drawn ease`, segment by segment.
    pull: Vec<f64>,
}

impl Reach {
    /// Of a county.
    fn of(c: usize, reach_km: f64, counties: usize, segments: &Segments) -> Reach {
        let own = segments.of(c);
        let within = segments.of(c.saturating_sub(1)).start..segments.of((c + 1).min(counties - 1)).end;
        let (near, far) = (segments.middle_km[own.start], segments.middle_km[own.end - 1]);
        let pull = within.clone().map(|s| {
            let middle = segments.middle_km[s];
            let away = (near - middle).max(middle - far).max(0.0);
            libm::exp(-away / reach_km) * segments.ease[s]
        });
        Reach {
            pull: pull.collect(),
            segments: within,
        }
    }
}

/// Where residents of a county try today: over the segments in reach, all and open ones only.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Over every segment in reach.
    all: Weights,
    /// Over those where every layer is bought, by activity.
    open: [Weights; 2],
}

impl Choice {
    /// The segment at a share `u` of the cumulative weight: among the open ones for an activity, or among all.
    pub fn pick(&self, open: Option<usize>, u: f64) -> usize {
        self.weights(open).at(u)
    }

    fn weights(&self, open: Option<usize>) -> &Weights {
        open.map_or(&self.all, |activity| &self.open[activity])
    }

    /// Some of the segments, by number: among the open ones for an activity, or among all.
    pub fn stretch(&self, open: Option<usize>, segments: Range<usize>) -> Stretch<'_> {
        let weights = self.weights(open);
        let place = |s: usize| weights.segment.partition_point(|segment| (*segment as usize) < s);
        Stretch {
            weights,
            places: place(segments.start)..place(segments.end),
        }
    }
}

/// Some of the segments among which somebody chooses.
#[derive(Clone, Debug)]
pub struct Stretch<'a> {
    weights: &'a Weights,
    places: Range<usize>,
}

/// How many times as many people as segments there must be for halving to cost less than one choice for each.
const CROWD: u32 = 6;

impl Stretch<'_> {
    /// Weight of all its segments together.
    pub fn weight(&self) -> f64 {
        self.weights.below(self.places.end) - self.weights.below(self.places.start)
    }

    /// Lets so many choose, each by himself; `put` is told how many more choose a segment.
    pub fn scatter(&self, people: u32, draws: &mut Stream, put: &mut impl FnMut(usize, u32)) {
        let Range { start, end } = self.places;
        match self.places.len() {
            _ if people == 0 => {}
            0 => debug_assert!(false, "nobody chooses where there is nothing"),
            1 => put(self.weights.segment[start] as usize, people),
            segments if people > CROWD * segments as u32 => {
                let middle = start + segments / 2;
                let part = |places| Stretch { places, ..self.clone() };
                let (near, far) = (part(start..middle), part(middle..end));
                let weight = self.weight();
                let share = if weight > 0.0 { near.weight() / weight } else { 0.0 };
                let first = draws.binomial(people, share);
                near.scatter(first, draws, put);
                far.scatter(people - first, draws, put);
            }
            _ => {
                let (base, weight) = (self.weights.below(start), self.weight());
                for _ in 0..people {
                    let place = self.weights.search(base + draws.uniform() * weight);
                    put(self.weights.segment[place.clamp(start, end - 1)] as usize, 1);
                }
            }
        }
    }
}

/// Entries in the guide of [`Weights`].
const GUIDE: usize = 64;

/// Segments that are not worth a guide.
const FEW: usize = 8;

/// Cumulative weights of some segments, and a guide that says where each 64th of the whole begins: a search starts next to
/// its end.
#[derive(Clone, Debug)]
struct Weights {
    cumulative: Vec<f64>,
    segment: Vec<u32>,
    guide: [u16; GUIDE],
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            cumulative: Vec::new(),
            segment: Vec::new(),
            guide: [0; GUIDE],
        }
    }
}

impl Weights {
    fn sum(&self) -> f64 {
        self.cumulative.last().copied().unwrap_or(0.0)
    }

    /// Of these segments, ascending, with their weights.
    fn renew(&mut self, weights: impl ExactSizeIterator<Item = (u32, f64)>) {
        self.cumulative.resize(weights.len(), 0.0);
        self.segment.resize(weights.len(), 0);
        let mut sum = 0.0;
        let places = self.cumulative.iter_mut().zip(&mut self.segment);
        for ((cumulative, place), (segment, weight)) in places.zip(weights) {
            sum += weight;
            (*cumulative, *place) = (sum, segment);
        }
        self.close();
    }

    /// Makes the guide, when all weights are in; a few are searched from the first.
    fn close(&mut self) {
        if self.cumulative.len() <= FEW {
            self.guide = [0; GUIDE];
            return;
        }
        let width = self.sum() / GUIDE as f64;
        let mut at = 0;
        // At the end where rounding left an entry over.
        let last = self.cumulative.len().saturating_sub(1);
        for (entry, place) in self.guide.iter_mut().enumerate() {
            let begins = width * entry as f64;
            while at < last && self.cumulative[at] <= begins {
                at += 1;
            }
            *place = at as u16;
        }
    }

    /// Sum of the weights of the places before one.
    fn below(&self, place: usize) -> f64 {
        place.checked_sub(1).map_or(0.0, |last| self.cumulative[last])
    }

    /// First segment whose cumulative weight is above the share `u`, below 1, of the whole.
    fn at(&self, u: f64) -> usize {
        self.segment[self.from(u, u * self.sum())] as usize
    }

    /// First place whose cumulative weight is above a target below the whole.
    fn search(&self, target: f64) -> usize {
        // One entry of the guide earlier than by an exact division, so that rounding never begins too late.
        let share = target / self.sum() - 1.0 / GUIDE as f64;
        self.from(share.clamp(0.0, 1.0 - 1.0 / GUIDE as f64), target)
    }

    /// The same from the guide's entry of a share.
    fn from(&self, share: f64, target: f64) -> usize {
        let mut at = self.guide[(share * GUIDE as f64) as usize] as usize;
        while at + 1 < self.cumulative.len() && self.cumulative[at] <= target {
            at += 1;
        }
        at
    }
}

/// Where residents of every county try: what is fixed for a run, and today's choice.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    reach: Vec<Reach>,
    today: Vec<Choice>,
}

impl Choices {
    /// Before the first day.
    pub fn new(params: &Params, border: Border, segments: &Segments) -> Choices {
        let counties = border.counties.len();
        let reach = (0..counties).map(|c| Reach::of(c, params.reach_km, counties, segments));
        Choices {
            reach: reach.collect(),
            today: vec![Choice::default(); counties],
        }
    }

    /// Where those of a county try today.
    #[inline]
    pub fn of(&self, county: usize) -> &Choice {
        &self.today[county]
    }

    /// Makes today's choice for every county: `P(s) ∝ e^{−ρ/τ − distance/δ} · ease`; and price and perceived risk with it.
    /// Reads belief, ease, prices.
    pub fn make(
        &mut self,
        today: &Today,
        params: &Params,
        border: Border,
        segments: &Segments,
        tariff: &Tariff,
        counties: &mut Counties,
    ) {
        let ease = |c: u16| border.river(c as usize).ease[today.month];
        let weigh = |s: usize| libm::exp(-segments.belief[s] / params.search) * ease(segments.county[s]);
        let weight: Vec<f64> = (0..segments.len()).map(weigh).collect();
        for (c, (choice, reach)) in self.today.iter_mut().zip(&self.reach).enumerate() {
            let Range { start, end } = reach.segments;
            let mut risk = 0.0;
            let within = weight[start..end]
                .iter()
                .zip(&segments.belief[start..end])
                .zip(&reach.pull);
            choice.all.renew(
                within
                    .zip(start as u32..end as u32)
                    .map(|(((weight, belief), pull), s)| {
                        let pull = weight * pull;
                        risk += pull * belief;
                        (s, pull)
                    }),
            );
            let sum = choice.all.sum();
            counties.risk[c] = if sum > 0.0 { risk / sum } else { 1.0 };
            for ((open, choice), price) in tariff.open.iter().zip(&mut choice.open).zip(&mut counties.price[c]) {
                let place = |s: usize| open.partition_point(|(segment, _)| (*segment as usize) < s);
                let mut paid = 0.0;
                choice.renew(open[place(start)..place(end)].iter().map(|&(s, price)| {
                    let pull = weight[s as usize] * reach.pull[s as usize - start];
                    paid += pull * price;
                    (s, pull)
                }));
                *price = (choice.sum() > 0.0).then(|| paid / choice.sum());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guided_search_finds_what_a_search_through_everything_finds() {
        let mut weights = Weights::default();
        let steps = [0.0, 3.0, 0.0, 0.1, 7.0, 0.0, 0.0, 2.5, 0.0];
        // The same weights again and again: what was longer before leaves nothing behind.
        for places in [200, 5, 9, 2, 200] {
            weights.renew((0..places).map(|place| (1000 + place, steps[place as usize % steps.len()])));
            for share in 0..10_000 {
                let u = (f64::from(share) + 0.5) / 10_000.0;
                let whole = weights.cumulative.partition_point(|w| *w <= u * weights.sum());
                assert_eq!(weights.at(u), 1000 + whole, "{u} of {places}");
                assert_eq!(weights.search(u * weights.sum()), whole, "{u} of {places}");
            }
        }
    }

    /// Closed form: of n who choose by themselves a segment has n·w in the mean, and n·w·(1 − w) about it; by halving, and one by one. 3 × 2 × 40 figures
    /// of 4,000 days, means at 5 standard errors and fixed seeds, variances within 0.15, which is more than 4 of theirs: a false alarm in all once in
    /// 10,000; a share wrong by a tenth is always seen.
    #[test]
    fn those_who_choose_together_choose_as_each_by_himself() {
        const DAYS: u32 = 4_000;
        let mut weights = Weights::default();
        weights.renew((0..60_u32).map(|place| (100 + place, f64::from(1 + place * 7 % 5))));
        let stretch = Stretch {
            weights: &weights,
            places: 13..53,
        };
        // All by halving; halved at first, then one by one; one by one.
        for people in [4_000, 300, 60] {
            let (mut sums, mut squares) = ([0.0; 60], [0.0; 60]);
            for day in 0..DAYS {
                let mut chosen = [0.0; 60];
                let mut draws = crate::chance::Luck { seed: 7, replicate: 0 }.at(7_u16, 0, people, day);
                stretch.scatter(people, &mut draws, &mut |segment, more| {
                    chosen[segment - 100] += f64::from(more);
                });
                assert_eq!(chosen.iter().sum::<f64>(), f64::from(people), "everybody chooses once");
                for (place, chosen) in chosen.iter().enumerate() {
                    sums[place] += chosen;
                    squares[place] += chosen * chosen;
                }
            }
            for place in 0..60 {
                let weight = weights.below(place + 1) - weights.below(place);
                let share = if (13..53).contains(&place) {
                    weight / stretch.weight()
                } else {
                    0.0
                };
                let (expected, days) = (f64::from(people) * share, f64::from(DAYS));
                let (mean, variance) = (sums[place] / days, expected * (1.0 - share));
                assert!(
                    (mean - expected).abs() <= 5.0 * libm::sqrt(variance / days),
                    "{people}, {place}: {mean} for {expected}"
                );
                let found = squares[place] / days - mean * mean;
                assert!(
                    (found - variance).abs() <= 0.15 * variance,
                    "{people}, {place}: variance {found} for {variance}"
                );
            }
        }
    }
}
