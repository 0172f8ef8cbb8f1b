//! What exists, as data: segments, guards at their posts, residents to whom something happened, county conditions.

pub mod abroad;
pub mod county;
pub mod epidemic;
pub mod guard;
pub mod remittance;
pub mod resident;
pub mod ring;
pub mod segment;
pub mod standing;
pub mod underway;
pub mod works;

use crate::chance::Luck;
use crate::inputs::Inputs;
use abroad::Abroad;
use county::Counties;
use epidemic::Epidemic;
use guard::Posts;
use remittance::Remittances;
use resident::Residents;
use ring::Rings;
use segment::Segments;
use underway::Underway;
use works::Works;

/// The state of the world this morning.
#[derive(Clone, Debug)]
pub struct World {
    /// The line, kilometre by kilometre.
    pub segments: Segments,
    /// Guards, by force and segment.
    pub posts: Posts,
    /// Residents to whom something has happened.
    pub residents: Residents,
    /// Conditions, county by county.
    pub counties: Counties,
    /// What was ordered built, and how much of it is done.
    pub works: Works,
    /// Rings, and the cases that came of them.
    pub rings: Rings,
    /// Compartments of an epidemic.
    pub epidemic: Epidemic,
    /// Money sent home.
    pub remittances: Remittances,
    /// Those on the other side.
    pub abroad: Abroad,
    /// Dispatches on their way up.
    pub dispatches: Underway,
    /// Stories that are not told yet.
    pub stories: Underway,
}

impl World {
    /// The world on the morning of the first day.
    pub fn found(inputs: &Inputs, luck: Luck) -> World {
        let segments = Segments::lay(inputs, luck);
        let posts = Posts::empty(inputs, &segments);
        World {
            residents: Residents::new(inputs),
            counties: Counties::new(inputs),
            works: Works::new(inputs),
            rings: Rings::found(inputs, &segments, luck),
            epidemic: Epidemic::new(inputs),
            remittances: Remittances::new(inputs),
            abroad: Abroad::new(inputs),
            dispatches: Underway::new(inputs),
            stories: Underway::new(inputs),
            segments,
            posts,
        }
    }
}
