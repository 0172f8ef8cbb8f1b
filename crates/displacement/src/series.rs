//! Registered people, as a series over days.

/// Counts by day from the start (negative before it), in the order of the file, as Flee keeps them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Name: that of a place, or any other.
    pub name: String,
    /// Day and count.
    pub points: Vec<(i64, f64)>,
}

impl Series {
    /// The count on a day, cut to a whole number: the first row's up to its day; on a straight line from the row before to the first
    /// row of the file that is later than the day; the last row's where none is later. Rows need not be in order: one that is
    /// earlier than a row above it matters only once all rows above it are passed, and of equal days the last holds.
    pub fn value(&self, day: i64) -> i64 {
        let next = (1..self.points.len()).find(|i| self.points[*i].0 > day);
        self.between(next, day)
    }

    /// The counts of days 0, 1, …, so many.
    pub fn values(&self, days: u32) -> Vec<i64> {
        let mut next = 1;
        let of = |day: i64| {
            while self.points.get(next).is_some_and(|(d, _)| *d <= day) {
                next += 1;
            }
            self.between(Some(next).filter(|next| *next < self.points.len()), day)
        };
        (0..i64::from(days)).map(of).collect()
    }

    /// The count on a day, if `next` is the first row from the second on that is later.
    fn between(&self, next: Option<usize>, day: i64) -> i64 {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return 0;
        };
        let value = match next {
            _ if day <= first.0 => first.1,
            None => last.1,
            Some(next) => {
                let ((d0, v0), (d1, v1)) = (self.points[next - 1], self.points[next]);
                v0 + (v1 - v0) * ((day - d0) as f64 / (d1 - d0) as f64)
            }
        };
        value as i64
    }

    /// Corrects an overcount found on a day: all earlier counts × (count on the day / count before). False if the day is
    /// not in the series or its first.
    pub fn correct(&mut self, day: i64) -> bool {
        let mut found = false;
        for i in 1..self.points.len() {
            if self.points[i].0 == day && self.points[i - 1].1 != 0.0 {
                found = true;
                let factor = self.points[i].1 / self.points[i - 1].1;
                for (_, value) in &mut self.points[..i] {
                    *value *= factor;
                }
            }
        }
        found
    }

    /// Two series as one. Not a sum of interpolated values: at a day of the second the *coming* value of the first is
    /// taken, at a day of the first the last value of the second that was merged; what is left of the first is dropped.
    pub fn merge(&self, second: &Series) -> Series {
        let first = &self.points;
        let (mut points, mut k, mut last) = (Vec::new(), 0, 0.0);
        if first.is_empty() {
            return second.clone();
        }
        for (day, value) in &second.points {
            let mut ended = false;
            while *day > first[k].0 {
                points.push((first[k].0, last + first[k].1));
                if k + 1 == first.len() {
                    ended = true;
                    break;
                }
                k += 1;
            }
            if ended {
                continue;
            }
            points.push((*day, value + first[k].1));
            last = *value;
            if *day == first[k].0 && k + 1 < first.len() {
                k += 1;
            }
        }
        Series {
            name: self.name.clone(),
            points,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(points: &[(i64, f64)]) -> Series {
        Series {
            name: String::new(),
            points: points.to_vec(),
        }
    }

    #[test]
    fn a_series_is_a_straight_line_cut_to_whole_numbers() {
        let s = series(&[(-151, 500.0), (214, 6000.0), (579, 70_000.0), (945, 800_000.0)]);
        assert_eq!([s.value(0), s.value(300), s.value(700)], [2775, 21_079, 311_338]);
        assert_eq!([s.value(-500), s.value(2000)], [500, 800_000]);
    }

    /// What Flee's program gave: rows out of order, and equal days.
    #[test]
    fn rows_need_not_be_in_order() {
        let s = series(&[(0, 0.0), (19, 900.0), (9, 200.0), (59, 3100.0)]);
        assert_eq!([s.value(9), s.value(18), s.value(19)], [426, 852, 780]);
        let late = series(&[(0, 0.0), (59, 3100.0), (40, 2500.0)]);
        assert_eq!([late.value(58), late.value(59), late.value(80)], [3047, 2500, 2500]);
        let equal = series(&[(0, 10.0), (5, 20.0), (5, 50.0), (10, 100.0)]);
        assert_eq!([equal.value(4), equal.value(5), equal.value(6)], [18, 50, 60]);
        let start = series(&[(3, 10.0), (3, 40.0), (8, 90.0)]);
        assert_eq!([start.value(3), start.value(4), start.value(8)], [10, 50, 90]);
        for s in [s, late, equal, start] {
            let one_by_one: Vec<i64> = (0..70).map(|day| s.value(day)).collect();
            assert_eq!(s.values(70), one_by_one);
        }
    }

    #[test]
    fn merged_series_take_the_coming_value_of_the_first() {
        let a = series(&[(0, 10.0), (10, 20.0), (20, 30.0)]);
        let b = series(&[(0, 1.0), (5, 2.0), (15, 3.0), (25, 4.0), (30, 5.0)]);
        let merged = [(0, 11.0), (5, 22.0), (10, 22.0), (15, 33.0), (20, 33.0), (20, 33.0)];
        assert_eq!(a.merge(&b).points, merged);
    }

    #[test]
    fn a_correction_scales_what_came_before() {
        let mut s = series(&[(0, 100.0), (5, 200.0), (10, 50.0), (20, 60.0)]);
        assert!(s.correct(10));
        assert_eq!(s.points, [(0, 25.0), (5, 50.0), (10, 50.0), (20, 60.0)]);
        assert!(!s.correct(11) && !s.correct(0));
    }
}
