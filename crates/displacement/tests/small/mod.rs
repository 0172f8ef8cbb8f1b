//! Places and links of small networks.

use amnok_displacement::PlaceKind;
use amnok_displacement::network::{Network, Place, Rules};

/// A place of that chance of acting.
pub fn place(name: &str, kind: PlaceKind, move_chance: f64) -> Place {
    let mut place = Place {
        name: name.into(),
        own_intensity: 1.0,
        ..Place::default()
    };
    kind.shape(&mut place, &Rules::default());
    place.move_chance = move_chance;
    place
}

/// A place that everybody leaves.
pub fn hub(name: &str) -> Place {
    place(name, PlaceKind::ForwardingHub, 1.0)
}

/// Links in both directions.
pub fn join(network: &mut Network, links: &[(usize, usize, f64)]) {
    for (a, b, km) in links {
        network.link(*a, *b, *km);
        network.link(*b, *a, *km);
    }
}
