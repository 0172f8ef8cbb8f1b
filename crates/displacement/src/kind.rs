//! What a place is, and what that means for those in it.

use crate::network::{Place, Rules};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Camp,
    IdpCamp,
    Conflict,
    ForwardingHub,
    Marker,
    FloodZone,
    Town,
    Unknown,
}

impl Kind {
    /// By what the text contains, in any case: Flee's own order.
    pub fn of(text: &str) -> Kind {
        let text = text.to_lowercase();
        let has = |part: &str| text.contains(part);
        match () {
            () if has("camp") && has("idp") => Kind::IdpCamp,
            () if has("camp") => Kind::Camp,
            () if has("conflict") => Kind::Conflict,
            () if has("forward") => Kind::ForwardingHub,
            () if has("marker") => Kind::Marker,
            () if has("flood_zone") => Kind::FloodZone,
            () if has("town") || has("default") => Kind::Town,
            () => Kind::Unknown,
        }
    }

    /// Makes a place what this says.
    pub fn shape(self, place: &mut Place, rules: &Rules) {
        place.camp = matches!(self, Kind::Camp | Kind::IdpCamp);
        place.idp = self == Kind::IdpCamp;
        place.town = matches!(self, Kind::Town);
        place.marker = self == Kind::Marker;
        place.flood_zone = self == Kind::FloodZone;
        place.intensity = if self == Kind::Conflict {
            place.own_intensity
        } else {
            0.0
        };
        place.move_chance = match self {
            Kind::Camp => rules.camp_move_chance,
            Kind::IdpCamp => rules.idp_move_chance,
            Kind::Conflict => rules.conflict_move_chance,
            Kind::ForwardingHub | Kind::Marker | Kind::Unknown => 1.0,
            Kind::FloodZone | Kind::Town => rules.default_move_chance,
        };
        if !place.camp && !place.flood_zone && place.move_chance < 0.005 {
            place.camp = true;
        }
    }
}
