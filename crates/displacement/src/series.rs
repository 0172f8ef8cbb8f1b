//! Registered people, as a series over days.

/// Counts by day from the start (negative before it), in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Name: that of a place, or any other.
    pub name: String,
    /// Day and count.
    pub points: Vec<(i64, f64)>,
}

impl Series {
    /// The count on a day: the first before the first day, the last after the last, a straight line between; cut to a
    /// whole number.
    pub fn value(&self, day: i64) -> i64 {
        let next = self.points.partition_point(|(d, _)| *d < day);
        let value = match (
            next.checked_sub(1).map(|i| self.points[i]),
            self.points.get(next).copied(),
        ) {
            (_, Some((d, v))) if d == day => v,
            (None, Some((_, v))) | (Some((_, v)), None) => v,
            (Some((d0, v0)), Some((d1, v1))) => v0 + (v1 - v0) * ((day - d0) as f64 / (d1 - d0) as f64),
            (None, None) => 0.0,
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
