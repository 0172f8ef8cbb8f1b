//! The former name of [`crate::facts`].

pub use crate::facts::*;
