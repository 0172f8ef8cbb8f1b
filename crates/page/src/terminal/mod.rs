//! What the terminal and scripts are told of a result.

pub mod displacement;
pub mod fit;
pub mod learned;
pub mod record;
pub mod run;
pub mod validation;
