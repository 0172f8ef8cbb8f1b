//! People on a network: the world of the Flee simulator, day by day.
//!
//! [`network`] is what there is: places, links, rules of movement. [`Displacement`] is what a run is given: the network,
//! [`happenings`] (conflicts, closures, changes of kind), registered people ([`series`]) and how newcomers come
//! ([`spawning`], [`newcomers`]). [`day`] says in what order a day goes: conflicts begin and end, newcomers appear in places
//! of conflict, borders close and open, everybody decides ([`decide`], among the options of [`choices`]) and travels
//! ([`travel`]), and what camps hold is written beside what was registered ([`course`]).
//!
//! [`state`] is what makes two people exchangeable. Two engines move people over the same [`ground`]:
//! [`engines::cohorts`] counts people by state and splits each count by exact multinomial draws, so that its cost follows
//! the number of distinct states; [`engines::people`] moves everybody on their own, in the order in which they came: the
//! same distribution, to test the first. What keeps the first exact stands in [`exact`]: how far people have come today as
//! far as that matters, and where it matters who acts first.
//!
//! Source: the movement rules of Flee (Suleimenova, Bell, Groen 2017, doi:10.1038/s41598-017-13828-9; Ghorbani et al.
//! 2024), as documented in docs/flee.md; no line of its code is used.
#![forbid(unsafe_code)]

pub mod affinity;
pub mod attraction;
pub mod choices;
pub mod course;
pub mod day;
pub mod decide;
pub mod displacement;
pub mod engines;
pub mod exact;
pub mod fixed_routes;
pub mod floods;
pub mod followed;
pub mod food;
pub mod ground;
pub mod guide;
pub mod happenings;
pub mod kind;
pub mod limited;
pub mod network;
pub mod newcomers;
pub mod open_links;
pub mod purpose;
pub mod routes;
pub mod series;
pub mod spawning;
pub mod state;
pub mod sums;
pub mod trail;
pub mod traits;
pub mod travel;

pub use course::{Course, Row};
pub use day::{Manner, MovementEngine};
pub use displacement::Displacement;
pub use kind::PlaceKind;
