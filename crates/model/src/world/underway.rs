//! What is told and on its way: dispatches going up a chain, stories that are not out yet.
//!
//! Owned by those who tell: officials and the press.

use crate::facts::Topic;

/// A report that has not come to those who will hear it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who tells: an index into the commands or the outlets.
    pub by: u8,
    /// What it is about.
    pub topic: Topic,
    /// County where it happened.
    pub county: u16,
    /// Day on which it happened.
    pub happened: u32,
}

/// Messages under way, by the day on which they come.
#[derive(Clone, Debug)]
pub struct Underway {
    due: Vec<Vec<Message>>,
}

impl Underway {
    /// Nothing is under way.
    pub fn new(days: u32) -> Underway {
        Underway {
            due: vec![Vec::new(); days as usize],
        }
    }

    /// Sends one on its way; what would come after the last day is not heard in this run.
    pub fn send(&mut self, comes: u32, telling: Message) {
        if let Some(day) = self.due.get_mut(comes as usize) {
            day.push(telling);
        }
    }

    /// Those that come today, in the order in which they were sent.
    pub fn come(&mut self, day: u32) -> Vec<Message> {
        self.due.get_mut(day as usize).map(core::mem::take).unwrap_or_default()
    }
}
