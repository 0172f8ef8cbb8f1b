//! What has room beside what: marks of orders, and names of years.

/// Marks by place; those that would lie on each other are one, at the first.
pub fn together(mut marks: Vec<(f64, &str)>) -> Vec<(f64, Vec<&str>)> {
    marks.sort_by(|a, b| f64::total_cmp(&a.0, &b.0));
    let mut all: Vec<(f64, Vec<&str>)> = Vec::new();
    for (x, text) in marks {
        match all.last_mut() {
            Some((first, texts)) if x - *first < APART => texts.push(text),
            _ => all.push((x, vec![text])),
        }
    }
    all
}

/// How far marks of orders are apart at least, so that a number has room beside each.
pub const APART: f64 = 18.0;

/// Room that the name of a year takes.
const YEAR: f64 = 36.0;

/// The months at which years begin whose names fit between the next one's and their own; the last fits before the end.
pub fn room(begin: impl DoubleEndedIterator<Item = usize>, x: impl Fn(usize) -> f64, end: f64) -> Vec<usize> {
    let mut next = end + 8.0;
    let fits = begin.rev().filter(|month| {
        let fits = x(*month) + YEAR <= next;
        if fits {
            next = x(*month);
        }
        fits
    });
    fits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four months of 2020 had their name drawn into that of 2021.
    #[test]
    fn names_of_years_do_not_touch() {
        let x = |month: usize| 56.0 + month as f64 * 8.0;
        assert_eq!(room([0, 4, 16].into_iter(), x, 56.0 + 28.0 * 8.0), [16, 4]);
        assert_eq!(room([0, 12, 24].into_iter(), x, 56.0 + 26.0 * 8.0), [12, 0]);
        let narrow = |month: usize| month as f64 * 2.0;
        assert_eq!(room([0, 12, 24, 36].into_iter(), narrow, 96.0), [24, 0]);
    }

    /// Ten units apart they would lie on each other, twenty apart there is room for a number between them.
    #[test]
    fn marks_that_would_lie_on_each_other_are_one() {
        let found = together(vec![(30.0, "c"), (0.0, "a"), (10.0, "b"), (50.0, "d")]);
        assert_eq!(found, [(0.0, vec!["a", "b"]), (30.0, vec!["c"]), (50.0, vec!["d"])]);
    }
}
