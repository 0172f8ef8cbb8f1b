//! Marks of places on a map.

use crate::charts::c;
use amnok_displacement::network::Place;
use maud::{Markup, html};

/// What a place is drawn as.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Shape {
    Camp,
    IdpCamp,
    Conflict,
    Flood,
    Hub,
    Marker,
    Town,
}

/// What happens at a place on any day.
#[derive(Clone, Copy, Default)]
pub struct Struck {
    /// A conflict.
    pub fought_over: bool,
    /// A flood.
    pub flooded: bool,
}

impl Shape {
    /// All of them, in the order of the legend.
    pub const ALL: [Shape; 7] = [
        Shape::Camp,
        Shape::IdpCamp,
        Shape::Conflict,
        Shape::Flood,
        Shape::Hub,
        Shape::Marker,
        Shape::Town,
    ];

    /// By what a place is on the first morning, and what happens there on any day.
    pub fn of(place: &Place, struck: Struck) -> Shape {
        match () {
            () if place.idp => Shape::IdpCamp,
            () if place.camp => Shape::Camp,
            () if place.marker => Shape::Marker,
            () if struck.fought_over || place.intensity > 0.0 => Shape::Conflict,
            () if struck.flooded => Shape::Flood,
            () if !place.town && place.move_chance == 1.0 => Shape::Hub,
            () => Shape::Town,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Shape::Camp => "camp, by its people on the last day",
            Shape::IdpCamp => "camp of people displaced at home",
            Shape::Conflict => "place of conflict, on any day",
            Shape::Flood => "flooded, on any day",
            Shape::Hub => "forwarding hub",
            Shape::Marker => "marker",
            Shape::Town => "town",
        }
    }

    /// Its class in the style sheet.
    fn class(self) -> &'static str {
        match self {
            Shape::Camp => "p-camp",
            Shape::IdpCamp => "p-idp",
            Shape::Conflict => "p-conflict",
            Shape::Flood => "p-flood",
            Shape::Hub => "p-hub",
            Shape::Marker => "p-marker",
            Shape::Town => "p-town",
        }
    }

    /// The mark around a point, of a radius.
    pub fn draw(self, x: f64, y: f64, r: f64) -> Markup {
        let path = |d: String| html! { path.(self.class()) d=(d) {} };
        match self {
            Shape::Camp | Shape::Town => html! { circle.(self.class()) cx=(c(x)) cy=(c(y)) r=(c(r)) {} },
            Shape::IdpCamp => path(format!("M{} {}h{w}v{w}h-{w}z", c(x - r), c(y - r), w = c(2.0 * r))),
            Shape::Conflict => path(format!("M{} {}l{r} {r}l-{r} {r}l-{r} -{r}z", c(x), c(y - r), r = c(r))),
            Shape::Flood => path(format!(
                "M{} {}h{h}l-{r} {h}z",
                c(x - r),
                c(y - r),
                r = c(r),
                h = c(2.0 * r)
            )),
            Shape::Hub => path(format!(
                "M{} {}l{r} {h}h-{h}z",
                c(x),
                c(y - r),
                r = c(r),
                h = c(2.0 * r)
            )),
            Shape::Marker => path(format!(
                "M{} {}h{w}M{} {}v{w}",
                c(x - r),
                c(y),
                c(x),
                c(y - r),
                w = c(2.0 * r)
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places of a flood folder that are flooded were drawn as towns.
    #[test]
    fn a_flooded_town_is_drawn_as_one() {
        let flood = Struck {
            flooded: true,
            ..Struck::default()
        };
        let both = Struck {
            fought_over: true,
            flooded: true,
        };
        let camp = Place {
            camp: true,
            ..Place::default()
        };
        assert!(Shape::of(&Place::default(), flood) == Shape::Flood);
        assert!(Shape::of(&Place::default(), both) == Shape::Conflict);
        assert!(Shape::of(&camp, flood) == Shape::Camp);
    }
}
