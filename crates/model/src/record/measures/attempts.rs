//! Attempts and their ends.

use super::*;

pub(super) const ATTEMPTS: &[Measure] = &[
    Measure {
        name: "attempts",
        unit: "attempts",
        meaning: "attempts begun, by county of residence",
        by: By::Stratum,
        of: Of::Attempts(|_| true),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "crossed",
        unit: "attempts",
        meaning: "attempts that reached the other side",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Crossed),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "turned_back",
        unit: "attempts",
        meaning: "attempts given up or turned back",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::TurnedBack),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "arrested",
        unit: "attempts",
        meaning: "attempts that ended in arrest",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Arrested),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "shot",
        unit: "attempts",
        meaning: "attempts that ended by a hit",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Shot),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "electrocuted",
        unit: "attempts",
        meaning: "attempts that ended on a live fence",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Electrocuted),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "mine",
        unit: "attempts",
        meaning: "attempts that ended on a mine",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Mine),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "drowned",
        unit: "attempts",
        meaning: "attempts that ended in the river",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Drowned),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "sent_back",
        unit: "attempts",
        meaning: "attempts caught on the far bank and sent back",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::SentBack),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "fined",
        unit: "attempts",
        meaning: "attempts caught on the far bank, fined and turned back",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Fined),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "held",
        unit: "attempts",
        meaning: "attempts caught on the far bank and held there, since nobody was sent back",
        by: By::Stratum,
        of: Of::Attempts(|end| end.outcome == Outcome::Held),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "deaths",
        unit: "persons",
        meaning: "deaths of those who tried, all causes",
        by: By::Stratum,
        of: Of::Attempts(|end| end.died),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "deaths_shot",
        unit: "persons",
        meaning: "deaths of those who tried, by gunfire",
        by: By::Stratum,
        of: Of::Attempts(|end| end.died && end.outcome == Outcome::Shot),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "deaths_electrocuted",
        unit: "persons",
        meaning: "deaths of those who tried, on a live fence",
        by: By::Stratum,
        of: Of::Attempts(|end| end.died && end.outcome == Outcome::Electrocuted),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "deaths_mine",
        unit: "persons",
        meaning: "deaths of those who tried, by mines",
        by: By::Stratum,
        of: Of::Attempts(|end| end.died && end.outcome == Outcome::Mine),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "deaths_drowned",
        unit: "persons",
        meaning: "deaths of those who tried, in the river",
        by: By::Stratum,
        of: Of::Attempts(|end| end.died && end.outcome == Outcome::Drowned),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "brokered",
        unit: "attempts",
        meaning: "attempts by a standing deal",
        by: By::Stratum,
        of: Of::Attempts(|end| end.brokered),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "attempts_here",
        unit: "attempts",
        meaning: "attempts begun, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|_| true),
        ..FLOW
    },
    Measure {
        name: "crossed_here",
        unit: "attempts",
        meaning: "attempts that reached the other side, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Crossed),
        ..FLOW
    },
    Measure {
        name: "turned_back_here",
        unit: "attempts",
        meaning: "attempts that were given up or turned back, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::TurnedBack),
        ..FLOW
    },
    Measure {
        name: "arrested_here",
        unit: "attempts",
        meaning: "attempts that ended in arrest, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Arrested),
        ..FLOW
    },
    Measure {
        name: "shot_here",
        unit: "attempts",
        meaning: "attempts that ended by a hit, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Shot),
        ..FLOW
    },
    Measure {
        name: "electrocuted_here",
        unit: "attempts",
        meaning: "attempts that ended on a live fence, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Electrocuted),
        ..FLOW
    },
    Measure {
        name: "mine_here",
        unit: "attempts",
        meaning: "attempts that ended on a mine, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Mine),
        ..FLOW
    },
    Measure {
        name: "drowned_here",
        unit: "attempts",
        meaning: "attempts that ended in the river, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Drowned),
        ..FLOW
    },
    Measure {
        name: "sent_back_here",
        unit: "attempts",
        meaning: "attempts that were caught on the far bank and sent back, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::SentBack),
        ..FLOW
    },
    Measure {
        name: "fined_here",
        unit: "attempts",
        meaning: "attempts that were caught on the far bank, fined and turned back, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Fined),
        ..FLOW
    },
    Measure {
        name: "held_here",
        unit: "attempts",
        meaning: "attempts that were caught on the far bank and held there, by county where they were made",
        by: By::Activity,
        of: Of::Attempts(|end| end.outcome == Outcome::Held),
        ..FLOW
    },
];
