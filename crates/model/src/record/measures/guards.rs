//! Guards, their deals, and who finds them out.

use super::*;

pub(super) const GUARDS: &[Measure] = &[
    Measure {
        name: "strength",
        unit: "persons",
        meaning: "persons of a force posted",
        by: By::Force,
        of: Of::Force(|now, c, f| f64::from(now.world.posts.strength(f, c))),
        ..LEVEL
    },
    Measure {
        name: "duty",
        unit: "guard-days",
        meaning: "days of guards on the line: what an alert costs a force",
        by: By::Force,
        of: Of::Duty,
        ..FLOW
    },
    Measure {
        name: "deals",
        unit: "guards",
        meaning: "guards with a standing deal",
        by: By::Force,
        of: Of::Force(|now, c, f| f64::from(now.deals(c, f))),
        ..LEVEL
    },
    Measure {
        name: "fear",
        unit: "probability",
        meaning: "guards' perceived chance of being found out",
        by: By::Force,
        of: Of::Force(|now, c, f| now.fear(c, f)),
        ..SHARE
    },
    Measure {
        name: "guards_crossed",
        unit: "guards",
        meaning: "guards who crossed themselves",
        by: By::Force,
        of: Of::Fact(|fact| {
            if let Fact::Desertion(gone) = fact {
                f64::from(gone.guards)
            } else {
                0.0
            }
        }),
        ..FLOW
    },
    Measure {
        name: "guards_hit",
        unit: "persons",
        meaning: "guards and soldiers wounded or killed by fire",
        by: By::County,
        of: Of::Hits(|hit| of(hit.who == Victim::Guard, hit.killed + hit.wounded)),
        ..FLOW
    },
    Measure {
        name: "found_out",
        unit: "guards",
        meaning: "guards found complicit and discharged",
        by: By::Force,
        of: Of::Discoveries(|_| 1),
        ..FLOW
    },
    Measure {
        name: "prosecuted",
        unit: "guards",
        meaning: "guards prosecuted beyond discharge",
        by: By::Force,
        of: Of::Discoveries(|found| u32::from(found.prosecuted)),
        ..FLOW
    },
    Measure {
        name: "branded",
        unit: "guards",
        meaning: "guards found out and marked as unfit to stand guard",
        by: By::Force,
        of: Of::Discoveries(|found| u32::from(found.branded)),
        ..FLOW
    },
    Measure {
        name: "posted_again",
        unit: "guards",
        meaning: "guards found out who stand guard again elsewhere",
        by: By::Force,
        of: Of::Discoveries(|found| u32::from(found.posted_again)),
        ..FLOW
    },
    Measure {
        name: "watchers_bought",
        unit: "cases",
        meaning: "cases found by a watcher who was bought in turn",
        by: By::Force,
        of: Of::Payments(|_, purpose| purpose == PaidFor::Silence),
        ..FLOW
    },
    Measure {
        name: "rotated",
        unit: "guards",
        meaning: "guards replaced by rotation",
        by: By::Force,
        of: Of::Reliefs(|relief| relief.guards),
        ..FLOW
    },
    Measure {
        name: "officers_punished",
        unit: "persons",
        meaning: "commanders, political and security officers who answered for their unit",
        by: By::Force,
        of: Of::Fact(|fact| match fact {
            Fact::Discovery(found) => f64::from(found.officers),
            Fact::Traced(traced) => f64::from(traced.officers),
            _ => 0.0,
        }),
        ..FLOW
    },
    Measure {
        name: "traced",
        unit: "passages",
        meaning: "passages that came to light afterwards, on the stretch of a force",
        by: By::Force,
        of: Of::Fact(|fact| {
            if let Fact::Traced(traced) = fact {
                f64::from(traced.passages)
            } else {
                0.0
            }
        }),
        ..FLOW
    },
];
