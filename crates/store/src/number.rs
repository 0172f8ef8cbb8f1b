//! Numbers of a manifest, each in its own width and within its bounds, before anything is allocated for them.

use serde_json::Value;
use std::ops::RangeInclusive;

/// A whole number within bounds; none where it is none.
pub fn within<T: TryFrom<u64> + PartialOrd>(value: &Value, bounds: RangeInclusive<T>) -> Option<T> {
    let number = T::try_from(value.as_u64()?).ok()?;
    bounds.contains(&number).then_some(number)
}

/// Texts, all of them.
pub fn texts(value: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    value.as_array()?.iter().map(text).collect()
}

/// Ranges of numbers up to `most`, first and last, ascending and apart.
pub fn ranges(value: &Value, most: u32) -> Option<Vec<(u32, u32)>> {
    let mut next = 0;
    let mut range = |pair: &Value| {
        let (first, last) = (within(&pair[0], next..=most)?, within(&pair[1], 0..=most)?);
        next = last + 1;
        (first <= last && pair.as_array()?.len() == 2).then_some((first, last))
    };
    let all: Vec<_> = value.as_array()?.iter().map(&mut range).collect::<Option<_>>()?;
    (!all.is_empty()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ranges_are_in_order_apart_and_of_possible_size() {
        assert_eq!(ranges(&json!([[0, 2], [4, 4]]), 9), Some(vec![(0, 2), (4, 4)]));
        for wrong in [
            json!([]),
            json!([[2, 1]]),
            json!([[0, 2], [2, 4]]),
            json!([[4, 5], [0, 1]]),
            json!([[0, 10]]),
            json!([[0, 4_294_967_295_u32]]),
            json!([[0, 4_294_967_296_u64]]),
            json!([[-1, 2]]),
            json!([[0.5, 2]]),
            json!([[0, 1, 2]]),
            json!("0..2"),
        ] {
            assert_eq!(ranges(&wrong, 9), None, "{wrong}");
        }
    }
}
