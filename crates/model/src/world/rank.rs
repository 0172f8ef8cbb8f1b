//! Who has a rank among people or things that are counted by place.

/// The place, and the rank within it, of who has that rank among all; places in order.
///
/// # Panics
/// Where the rank is not below the sum of the counts.
pub fn at_rank(rank: u32, counts: impl IntoIterator<Item = u32>) -> (usize, u32) {
    let mut left = rank;
    for (place, count) in counts.into_iter().enumerate() {
        if left < count {
            return (place, left);
        }
        left -= count;
    }
    panic!("the rank {rank} is not below the sum")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rank_has_its_place() {
        let places: Vec<(usize, u32)> = (0..6).map(|rank| at_rank(rank, [2, 0, 3, 1])).collect();
        assert_eq!(places, [(0, 0), (0, 1), (2, 0), (2, 1), (2, 2), (3, 0)]);
    }
}
