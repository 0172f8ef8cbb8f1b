//! The network, from all files that it is made of, and the closures of its links.

use super::names::Names;
use super::settings::Settings;
use super::{Context, Files, closures, places, routes};
use amnok_displacement::Displacement;
use amnok_displacement::network::Network;

/// Places with their links, closures and people displaced before, and the names of places.
pub(crate) fn read(files: &Files, settings: &Settings, context: &mut Context) -> (Displacement, Names) {
    let (places, initial_idps, names) = places::read(files, settings, context);
    let mut network = Network::new(places, settings.rules.clone());
    routes::read(files, &mut network, &names, context);
    network.major_routes = routes::major(files, &network, &names, context);
    let closures = closures::closures(files, &network, &names, context);
    let world = Displacement {
        network,
        closures,
        initial_idps,
        ..Displacement::default()
    };
    (world, names)
}
