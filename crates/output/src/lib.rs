//! What a run leaves behind: tables ([`tables`]) for programs, and a page ([`page`]) for readers.
#![forbid(unsafe_code)]

pub mod displacement;
pub mod page;
pub mod results;
pub mod summary;
pub mod tables;
