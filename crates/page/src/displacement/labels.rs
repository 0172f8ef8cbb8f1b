//! Where names stand on a map, so that they lie on no other name and on no mark.

/// A mark with its name.
pub struct Spot {
    /// Place of the mark, along.
    pub x: f64,
    /// Place of the mark, down.
    pub y: f64,
    /// Its radius.
    pub radius: f64,
    /// Its name.
    pub text: String,
    /// Whether a name may be farther off, with a line to its mark, rather than left out.
    pub needed: bool,
}

/// A name that has found its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The end that is nearest to its mark, or its middle above or below it: letters may be wider than they are taken for.
    pub x: f64,
    /// Which part of the text that is: `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Foot of the letters.
    pub y: f64,
    /// The name.
    pub text: String,
    /// A line from the mark to the name, where it is far off.
    pub leader: Option<(f64, f64, f64, f64)>,
}

#[derive(Clone, Copy)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// A line on the map, from one end to the other.
pub type Line = ((f64, f64), (f64, f64));

impl Area {
    /// Whether a line passes through it.
    fn is_crossed(self, ((x0, y0), (x1, y1)): Line) -> bool {
        // What is left of the line within each pair of sides (Liang and Barsky 1984).
        let (mut first, mut last) = (0.0_f64, 1.0_f64);
        let sides = [
            (x0 - x1, x0 - self.left),
            (x1 - x0, self.right - x0),
            (y0 - y1, y0 - self.top),
            (y1 - y0, self.bottom - y0),
        ];
        for (step, room) in sides {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                first = first.max(room / step);
            } else {
                last = last.min(room / step);
            }
        }
        first < last
    }

    /// The same with room for the halo of letters beside it, and for letters that are wider than most.
    fn padded(self) -> Area {
        Area {
            left: self.left - BESIDE,
            right: self.right + BESIDE,
            ..self
        }
    }

    fn meets(self, other: Area) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Height of a name.
const HIGH: f64 = 12.0;
/// Width of a letter.
const LETTER: f64 = 6.6;
/// Room on either side of a name.
const BESIDE: f64 = 4.0;
/// Directions in which a name may stand from its mark, best first.
const DIRECTIONS: [(f64, f64); 8] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.8, -0.8),
    (0.8, 0.8),
    (-0.8, -0.8),
    (-0.8, 0.8),
];

/// Places names one after the other, the first with the first choice, within an area of this width and height, where they lie on as few
/// of the lines as can be. `None` for those without room: a name on another is worse than none. A line from a mark to its name runs through
/// another name only where there is no other place, and then through as few as can be.
pub fn placed(spots: &[Spot], lines: &[Line], (width, height): (f64, f64)) -> Vec<Option<Label>> {
    let marks: Vec<Area> = spots
        .iter()
        .map(|spot| Area {
            left: spot.x - spot.radius,
            right: spot.x + spot.radius,
            top: spot.y - spot.radius,
            bottom: spot.y + spot.radius,
        })
        .collect();
    let mut taken: Vec<Area> = Vec::new();
    let mut leaders: Vec<Line> = Vec::new();
    let mut place = |spot: &Spot| {
        let wide = spot.text.chars().count() as f64 * LETTER;
        let rounds: &[f64] = if spot.needed {
            &[3.0, 14.0, 28.0, 44.0, 60.0]
        } else {
            &[3.0]
        };
        let far = |round: usize| round > 0;
        let all = rounds.iter().enumerate().flat_map(|(round, off)| {
            let tries = DIRECTIONS.iter();
            tries.map(move |direction| (round, beside(spot, wide, *off, *direction)))
        });
        let free = all.filter(|(_, area)| {
            let inside = area.left >= 2.0 && area.right <= width - 2.0 && area.top >= 2.0 && area.bottom <= height;
            let apart = !taken.iter().any(|other| other.padded().meets(*area));
            inside && apart && !marks.iter().any(|mark| mark.meets(*area))
        });
        let (round, area) = free.min_by_key(|(round, area)| {
            let own = leader(spot, *area);
            let through = taken.iter().filter(|name| far(*round) && name.is_crossed(own)).count();
            let under = leaders.iter().filter(|line| area.is_crossed(**line)).count();
            let crossed = lines.iter().filter(|line| area.is_crossed(**line)).count();
            (through + under, *round, crossed)
        })?;
        taken.push(area);
        leaders.extend(far(round).then(|| leader(spot, area)));
        Some(label(spot, area, far(round)))
    };
    spots.iter().map(&mut place).collect()
}

/// The area of a name at a distance from its mark.
fn beside(spot: &Spot, wide: f64, off: f64, (x, y): (f64, f64)) -> Area {
    let reach = spot.radius + off;
    // The side of the name that is nearest to the mark lies at the distance.
    let left = spot.x + x * reach + wide * (x.signum() * f64::from(u8::from(x != 0.0)) - 1.0) / 2.0;
    let middle = spot.y + y * (reach + HIGH / 2.0);
    Area {
        left,
        right: left + wide,
        top: middle - HIGH / 2.0,
        bottom: middle + HIGH / 2.0,
    }
}

/// The line from a mark to its name.
fn leader(spot: &Spot, area: Area) -> Line {
    let nearest = (spot.x.clamp(area.left, area.right), spot.y.clamp(area.top, area.bottom));
    ((spot.x, spot.y), nearest)
}

fn label(spot: &Spot, area: Area, far: bool) -> Label {
    let (_, nearest) = leader(spot, area);
    let middle = (area.left + area.right) / 2.0;
    let (x, anchor) = match () {
        () if area.left > spot.x => (area.left, "start"),
        () if area.right < spot.x => (area.right, "end"),
        () => (middle, "middle"),
    };
    Label {
        x,
        anchor,
        y: area.bottom - 2.5,
        text: spot.text.clone(),
        leader: far.then_some((spot.x, spot.y, nearest.0, nearest.1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(x: f64, y: f64, needed: bool) -> Spot {
        Spot {
            x,
            y,
            radius: 4.0,
            text: "Midway".into(),
            needed,
        }
    }

    #[test]
    fn names_lie_on_no_other_name_and_on_no_mark() {
        let spots: Vec<Spot> = (0..30)
            .map(|i| spot(100.0 + f64::from(i % 6) * 30.0, 80.0 + f64::from(i / 6) * 20.0, i < 8))
            .collect();
        let labels = placed(&spots, &[], (400.0, 260.0));
        let left = |label: &Label| match label.anchor {
            "start" => label.x,
            "end" => label.x - 6.0 * LETTER,
            _ => label.x - 3.0 * LETTER,
        };
        let area = |label: &Label| Area {
            left: left(label),
            right: left(label) + 6.0 * LETTER,
            top: label.y + 2.5 - HIGH,
            bottom: label.y + 2.5,
        };
        let found: Vec<Area> = labels.iter().flatten().map(area).collect();
        assert!((8..30).contains(&found.len()), "{} names", found.len());
        for (i, a) in found.iter().enumerate() {
            assert!(found[..i].iter().all(|b| !a.meets(*b)), "names {i} and another");
            assert!(a.left >= 0.0 && a.right <= 400.0);
            let covers = |s: &Spot| (a.left..a.right).contains(&s.x) && (a.top..a.bottom).contains(&s.y);
            assert!(!spots.iter().any(covers), "a mark below name {i}");
        }
        assert!(labels[..8].iter().all(Option::is_some), "a camp without its name");
    }

    /// Where a hundred camps lay within a few kilometres, those without room stood on others.
    #[test]
    fn a_name_without_room_is_left_out_even_if_it_is_needed() {
        let spots: Vec<Spot> = (0..100)
            .map(|i| spot(200.0 + f64::from(i) / 10.0, 130.0, true))
            .collect();
        let labels = placed(&spots, &[], (400.0, 260.0));
        let found: Vec<&Label> = labels.iter().flatten().collect();
        assert!((8..80).contains(&found.len()), "{} names", found.len());
        assert!(labels[0].is_some(), "the first is the one that matters most");
        for (i, a) in found.iter().enumerate() {
            assert!(
                found[..i].iter().all(|b| (a.x, a.y, a.anchor) != (b.x, b.y, b.anchor)),
                "{a:?} twice"
            );
        }
    }

    /// On the map of floods in Ethiopia lines from marks to their names ran through other names.
    #[test]
    fn no_line_from_a_mark_to_its_name_runs_through_another_name() {
        let spots: Vec<Spot> = (0..7)
            .map(|i| spot(200.0 + f64::from(i % 3) * 8.0, 130.0 + f64::from(i / 3) * 8.0, true))
            .collect();
        let labels = placed(&spots, &[], (400.0, 260.0));
        let far = labels.iter().flatten().filter(|label| label.leader.is_some());
        assert!(far.count() > 2 && labels.iter().all(Option::is_some));
        for (x0, y0, x1, y1) in labels.iter().flatten().filter_map(|label| label.leader) {
            for name in labels.iter().flatten() {
                let left = match name.anchor {
                    "start" => name.x,
                    "end" => name.x - 6.0 * LETTER,
                    _ => name.x - 3.0 * LETTER,
                };
                // What lies on the edge of a name does not run through it.
                let inner = Area {
                    left: left + 0.1,
                    right: left + 6.0 * LETTER - 0.1,
                    top: name.y + 2.6 - HIGH,
                    bottom: name.y + 2.4,
                };
                assert!(!inner.is_crossed(((x0, y0), (x1, y1))), "{name:?}");
            }
        }
    }

    #[test]
    fn a_name_goes_left_where_there_is_no_room_on_the_right() {
        let labels = placed(&[spot(95.0, 50.0, true)], &[], (100.0, 100.0));
        assert!(
            labels[0]
                .as_ref()
                .is_some_and(|label| label.x < 95.0 && label.anchor == "end")
        );
    }

    #[test]
    fn a_name_keeps_off_the_lines() {
        let right = ((50.0, 50.0), (200.0, 50.0));
        let labels = placed(&[spot(50.0, 50.0, true)], &[right], (200.0, 100.0));
        assert!(labels[0].as_ref().is_some_and(|label| label.x < 50.0), "{labels:?}");
        let area = Area {
            left: 10.0,
            right: 20.0,
            top: 10.0,
            bottom: 20.0,
        };
        assert!(area.is_crossed(((0.0, 0.0), (30.0, 30.0))) && area.is_crossed(((12.0, 15.0), (13.0, 15.0))));
        assert!(!area.is_crossed(((0.0, 0.0), (9.0, 30.0))) && !area.is_crossed(((0.0, 5.0), (30.0, 5.0))));
    }
}
