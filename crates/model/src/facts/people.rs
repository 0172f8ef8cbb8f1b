//! Facts about people and their kin: an epidemic, money sent home, those abroad, those seen on the far bank.

use super::Step;
use crate::units::Money;

/// Residents infected today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Infections {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// Persons.
    pub persons: u32,
}

/// Money sent home to a county today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transfers {
    /// Day from 0.
    pub day: u32,
    /// County of the kin.
    pub county: u16,
    /// Transfers sent.
    pub sent: u32,
    /// Of these, found and taken.
    pub intercepted: u32,
    /// Amount of each.
    pub amount: Money,
    /// What brokers keep of each that arrives.
    pub commission: Money,
}

/// A step of persons abroad.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepAbroad {
    /// Day from 0.
    pub day: u32,
    /// County of origin.
    pub county: u16,
    /// How many.
    pub persons: u32,
    /// Which step.
    pub step: Step,
    /// Their stratum, where it is told of a step; else 0.
    pub stratum: u8,
}

impl StepAbroad {
    /// A step of which no stratum is told.
    pub fn new(day: u32, county: usize, persons: u32, step: Step) -> StepAbroad {
        StepAbroad {
            day,
            county: county as u16,
            persons,
            step,
            stratum: 0,
        }
    }
}

/// Persons seen loitering on the far bank today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loiterers {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// How many.
    pub seen: u32,
}
