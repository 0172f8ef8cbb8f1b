//! What is built along the line, and what it costs those who build it.

use super::*;

pub(super) const LINE: &[Measure] = &[
    Measure {
        name: "open_segments",
        unit: "share",
        meaning: "share of segments where every layer is bought",
        by: By::County,
        of: Of::County(|now, c| now.open(c)),
        ..SHARE
    },
    Measure {
        name: "fence_live",
        unit: "share",
        meaning: "share of days on which the fence is live",
        by: By::County,
        of: Of::County(|now, c| count(now.world.counties.powered[c])),
        ..SHARE
    },
    Measure {
        name: "fence_km",
        unit: "km",
        meaning: "length of fence",
        by: By::County,
        of: Of::County(|now, c| now.km(c, &now.world.segments.fence)),
        ..LEVEL
    },
    Measure {
        name: "wall_km",
        unit: "km",
        meaning: "length of wall",
        by: By::County,
        of: Of::County(|now, c| now.km(c, &now.world.segments.wall)),
        ..LEVEL
    },
    Measure {
        name: "camera_km",
        unit: "km",
        meaning: "length watched by cameras",
        by: By::County,
        of: Of::County(|now, c| now.km(c, &now.world.segments.camera)),
        ..LEVEL
    },
    Measure {
        name: "condition",
        unit: "share",
        meaning: "condition of what is built, mean over the segments",
        by: By::County,
        of: Of::County(|now, c| now.condition(c)),
        ..SHARE
    },
    Measure {
        name: "works_left_km",
        unit: "km",
        meaning: "length ordered and not yet built",
        by: By::County,
        of: Of::County(|now, c| now.world.works.left(c, now.day).0),
        ..LEVEL
    },
    Measure {
        name: "works_overdue_km",
        unit: "km",
        meaning: "of this, past its deadline",
        by: By::County,
        of: Of::County(|now, c| now.world.works.left(c, now.day).1),
        ..LEVEL
    },
    Measure {
        name: "floods",
        unit: "floods",
        meaning: "floods that did damage",
        by: By::County,
        of: Of::Fact(|fact| count(matches!(fact, Fact::Flood(_)))),
        ..FLOW
    },
    Measure {
        name: "mines_laid",
        unit: "mines",
        meaning: "mines laid by order",
        by: By::County,
        of: Of::Fact(|fact| {
            if let Fact::MinesLaid(laid) = fact {
                f64::from(laid.mines)
            } else {
                0.0
            }
        }),
        ..FLOW
    },
    Measure {
        name: "mines",
        unit: "mines",
        meaning: "mines in the ground that would go off",
        by: By::County,
        of: Of::County(|now, c| now.mines(c)),
        ..LEVEL
    },
    Measure {
        name: "worker_deaths",
        unit: "persons",
        meaning: "deaths of workers at the barrier",
        by: By::County,
        of: Of::Accidents(|a| of(a.cause == Cause::Works, a.killed)),
        ..FLOW
    },
    Measure {
        name: "worker_injuries",
        unit: "persons",
        meaning: "workers hurt at the works",
        by: By::County,
        of: Of::Accidents(|a| of(a.cause == Cause::Works, a.injured)),
        ..FLOW
    },
    Measure {
        name: "mine_casualties",
        unit: "persons",
        meaning: "soldiers hurt or killed by mines",
        by: By::County,
        of: Of::Accidents(|a| of(a.cause == Cause::Mine, a.killed + a.injured)),
        ..FLOW
    },
    Measure {
        name: "mine_soldier_deaths",
        unit: "persons",
        meaning: "of these, killed",
        by: By::County,
        of: Of::Accidents(|a| of(a.cause == Cause::Mine, a.killed)),
        ..FLOW
    },
];
