//! Facts about others than those who try to cross.

/// Who was hit by fire without trying to cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Victim {
    /// Somebody in the restricted zone for other reasons.
    Bystander = 0,
    /// Somebody of the far bank.
    Foreigner = 1,
    /// Somebody who came home from abroad.
    Returnee = 2,
    /// A guard or soldier.
    Guard = 3,
}

/// Persons hit by fire who did not try to cross.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Day from 0.
    pub day: u32,
    /// County where it happened.
    pub county: u16,
    /// Who.
    pub who: Victim,
    /// Killed.
    pub killed: u32,
    /// Wounded and alive.
    pub wounded: u32,
}

/// Guards who have crossed themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Desertion {
    /// Day from 0.
    pub day: u32,
    /// County where they stood.
    pub county: u16,
    /// Their force.
    pub force: u8,
    /// How many.
    pub guards: u32,
}

/// Brokers arrested today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrokersArrested {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// How many.
    pub persons: u32,
}

/// Passages through an outpost's stretch that came to light afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traced {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// Force of the outpost.
    pub force: u8,
    /// How many passages.
    pub passages: u32,
    /// Officers who answered for the outpost.
    pub officers: u32,
}

/// Persons of the far bank who were described and are sought from now on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sought {
    /// Day from 0.
    pub day: u32,
    /// County from which they were seen.
    pub county: u16,
    /// How many.
    pub persons: u32,
}

/// Animals of the far bank, or carcasses, at the water.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Animals {
    /// Day from 0.
    pub day: u32,
    /// County from which they were seen.
    pub county: u16,
    /// How often.
    pub seen: u32,
}
