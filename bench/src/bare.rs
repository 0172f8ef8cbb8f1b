//! The limit of B1: what an attempt costs if nothing happens in it. For each: the draws that decide who tries (a waiting
//! time, a threshold, his multiplier), the eight words that an attempt has at hand, three waiting times (as passage draws
//! them: before, behind, the far bank), one random segment, one random guard, one count. No order, price, rule or record.
use amnok_model::chance::{Luck, Purpose};
use amnok_model::day::first_morning;
use amnok_model::inputs::Inputs;

/// Makes so many bare attempts; gives a sum that depends on all of them.
pub fn attempts(inputs: &Inputs, luck: Luck, count: u64) -> u64 {
    let world = first_morning(inputs, luck);
    let segments = world.segments.len();
    let forces = inputs.forces.len();
    let mut counts = vec![0_u32; segments];
    let (mut sum, mut made, mut day) = (0.0, 0, 0);
    while made < count {
        let mut draws = luck.fours(Purpose::Candidates, 0, day >> 16, day & 0xffff);
        // A stream is used for about as many candidates as a stratum of a county has a day.
        for _ in 0..16 {
            let four = draws.next();
            let gap = four.wait_within(f64::INFINITY).unwrap_or_default();
            let (threshold, rank) = (four.uniform(), (gap * 100.0) as usize % 64);
            let words = luck.words(Purpose::Attempt, rank, made as u32, day & 0xffff);
            let segment = (words.uniform(1) * segments as f64) as usize;
            let force = (words.uniform(0) * forces as f64) as usize;
            let guards = world.posts.at(force, segment);
            let guard = guards.get((words.uniform(2) * guards.len() as f64) as usize);
            counts[segment] += 1;
            sum += words.wait(3) + words.wait(6) + words.wait(5) + words.uniform(4) + words.uniform(7) + threshold;
            sum += world.segments.belief[segment] + guard.map_or(0.0, |guard| guard.tolerance);
            made += 1;
        }
        day += 1;
    }
    sum.to_bits() ^ u64::from(counts[0])
}
