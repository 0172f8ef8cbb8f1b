//! What was told of incidents: by officials to those above them, by outlets to the public.

use super::Topic;

/// What officials told upward: it has come to the end of a command's chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispatch {
    /// Command, an index into the commands.
    pub command: u8,
    /// What it is about.
    pub topic: Topic,
    /// County where it happened.
    pub county: u16,
    /// Day on which it happened, from 0.
    pub happened: u32,
    /// Day on which it came to the end of the chain.
    pub arrived: u32,
}

/// What an outlet told the public: place named to the county.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Story {
    /// Outlet, an index into the outlets.
    pub outlet: u8,
    /// What it is about.
    pub topic: Topic,
    /// County where it happened.
    pub county: u16,
    /// Day on which it happened, from 0.
    pub happened: u32,
    /// Day on which it was published.
    pub published: u32,
}
