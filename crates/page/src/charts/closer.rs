//! What is left after a fall, drawn again on a scale of its own.

/// The month on and after which all stays at or below a third of the highest value, if there is one with half a year and anything after it.
pub fn fallen(highest: &[f64]) -> Option<usize> {
    let most = highest.iter().copied().fold(0.0, f64::max);
    let first = highest.iter().rposition(|high| *high > most / 3.0)? + 1;
    let left = highest.get(first..)?;
    (left.len() >= 6 && left.iter().any(|high| *high > 0.0)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_after_a_fall_is_drawn_closer() {
        let fall = |left: &[f64]| fallen(&[&[90.0, 40.0, 90.0, 31.0], left].concat());
        assert_eq!(fall(&[30.0; 6]), Some(4), "a third of the highest is left");
        assert_eq!(fall(&[30.0; 5]), None, "five months are too few");
        assert_eq!(fall(&[0.0; 6]), None, "there is nothing to be seen");
        assert_eq!(fall(&[30.0, 30.0, 30.0, 30.0, 30.0, 31.0]), None, "it rises again");
        assert_eq!(fallen(&[0.0; 12]), None, "nothing fell");
        assert_eq!(fallen(&[]), None);
    }
}
