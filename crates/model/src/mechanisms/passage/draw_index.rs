//! Which word of an attempt's draws decides what: fixed places, so that two scenarios share their luck obstacle by obstacle.
#![allow(missing_docs, reason = "the names say it")]

pub const PAYS: usize = 0;
pub const WHERE: usize = 1;
pub const FRONT: usize = 2;
pub const FAR_BANK: usize = 3;
pub const FENCE: usize = 4;
pub const WALL: usize = 5;
pub const BEHIND: usize = 6;
pub const CAMERA: usize = 7;
pub const FENCE_GAP: usize = 8;
pub const FENCE_DEATH: usize = 9;
pub const WALL_TURN_BACK: usize = 10;
pub const DELAY: usize = 11;
pub const MINE: usize = 12;
pub const MINE_DEATH: usize = 13;
pub const ZONE_ARREST: usize = 14;
pub const HANDED_OVER: usize = 15;
/// First of the words of the first sighting; each sighting has eight.
pub const SIGHTING: usize = 16;
