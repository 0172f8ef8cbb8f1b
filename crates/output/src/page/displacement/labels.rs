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
    /// Left end.
    pub x: f64,
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

impl Area {
    fn meets(self, other: Area) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Height of a name.
const HIGH: f64 = 12.0;
/// Width of a letter.
const LETTER: f64 = 6.6;
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

/// Places names one after the other, the first with the first choice, within an area of this width and height. `None` for those without
/// room; those that are needed are then put beside their marks all the same.
pub fn placed(spots: &[Spot], (width, height): (f64, f64)) -> Vec<Option<Label>> {
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
    let mut place = |spot: &Spot| {
        let wide = spot.text.chars().count() as f64 * LETTER;
        let rounds: &[f64] = if spot.needed { &[3.0, 14.0, 28.0, 44.0] } else { &[3.0] };
        let tries = rounds
            .iter()
            .flat_map(|off| DIRECTIONS.map(|direction| (*off, direction)));
        for (off, (x, y)) in tries {
            let area = beside(spot, wide, off, (x, y));
            let inside = area.left >= 2.0 && area.right <= width - 2.0 && area.top >= 2.0 && area.bottom <= height;
            if inside && !marks.iter().chain(&taken).any(|other| other.meets(area)) {
                taken.push(area);
                return Some(label(spot, area, off > 3.0));
            }
        }
        let area = beside(spot, wide, 3.0, DIRECTIONS[0]);
        spot.needed.then(|| label(spot, area, false))
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

fn label(spot: &Spot, area: Area, far: bool) -> Label {
    let nearest = (spot.x.clamp(area.left, area.right), spot.y.clamp(area.top, area.bottom));
    Label {
        x: area.left,
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
        let labels = placed(&spots, (400.0, 260.0));
        let area = |label: &Label| Area {
            left: label.x,
            right: label.x + 6.0 * LETTER,
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

    #[test]
    fn a_name_goes_left_where_there_is_no_room_on_the_right() {
        let labels = placed(&[spot(95.0, 50.0, true)], (100.0, 100.0));
        assert!(labels[0].as_ref().is_some_and(|label| label.x < 95.0 - 6.0 * LETTER));
    }
}
