//! What a place is, and what that means for those in it.

use crate::network::{Place, Rules};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PlaceKind {
    Camp,
    IdpCamp,
    Conflict,
    ForwardingHub,
    Marker,
    FloodZone,
    Town,
    Unknown,
}

impl PlaceKind {
    /// By what the text contains, in any case: Flee's own order.
    pub fn of(text: &str) -> PlaceKind {
        let text = text.to_lowercase();
        let has = |part: &str| text.contains(part);
        match () {
            () if has("camp") && has("idp") => PlaceKind::IdpCamp,
            () if has("camp") => PlaceKind::Camp,
            () if has("conflict") => PlaceKind::Conflict,
            () if has("forward") => PlaceKind::ForwardingHub,
            () if has("marker") => PlaceKind::Marker,
            () if has("flood_zone") => PlaceKind::FloodZone,
            () if has("town") || has("default") => PlaceKind::Town,
            () => PlaceKind::Unknown,
        }
    }

    /// Makes a place what this says.
    pub fn shape(self, place: &mut Place, rules: &Rules) {
        place.camp = matches!(self, PlaceKind::Camp | PlaceKind::IdpCamp);
        place.idp = self == PlaceKind::IdpCamp;
        place.town = matches!(self, PlaceKind::Town);
        place.marker = self == PlaceKind::Marker;
        place.flood_zone = self == PlaceKind::FloodZone;
        place.intensity = if self == PlaceKind::Conflict {
            place.own_intensity
        } else {
            0.0
        };
        place.move_chance = match self {
            PlaceKind::Camp => rules.camp_move_chance,
            PlaceKind::IdpCamp => rules.idp_move_chance,
            PlaceKind::Conflict => rules.conflict_move_chance,
            PlaceKind::ForwardingHub | PlaceKind::Marker | PlaceKind::Unknown => 1.0,
            PlaceKind::FloodZone | PlaceKind::Town => rules.default_move_chance,
        };
        if !place.camp && !place.flood_zone && place.move_chance < 0.005 {
            place.camp = true;
        }
    }
}
