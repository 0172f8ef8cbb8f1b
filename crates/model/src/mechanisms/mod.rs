//! What happens: one mechanism, one room.

pub mod abroad;
pub mod attempt;
pub mod barrier;
pub mod belief;
pub mod bribe;
pub mod economy;
pub mod epidemic;
pub mod far_bank;
pub mod inspection;
pub mod market;
pub mod mine;
pub mod neighbour;
pub mod officials;
pub mod orders;
pub mod passage;
pub mod patrol;
pub mod policy;
pub mod press;
pub mod remittance;
pub mod ring;
pub mod season;
pub mod works;
