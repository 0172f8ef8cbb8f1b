//! Residents, rings, an epidemic, those abroad, the neighbour, and what the centre orders by itself.

use super::*;

pub(super) const PEOPLE: &[Measure] = &[
    Measure {
        name: "trade",
        unit: "index",
        meaning: "official trade through the crossings here, 1 before closure",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.trade[c]),
        ..SHARE
    },
    Measure {
        name: "openness",
        unit: "share",
        meaning: "dealings on the far bank against the usual",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.openness[c]),
        ..SHARE
    },
    Measure {
        name: "state_smuggling",
        unit: "index",
        meaning: "smuggling run by the state, 1 at first",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.state_smuggling[c]),
        ..SHARE
    },
    Measure {
        name: "premium",
        unit: "multiple",
        meaning: "price of imported goods on the border over their price inland",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.premium[c]),
        ..SHARE
    },
    Measure {
        name: "distress",
        unit: "index",
        meaning: "distress, 0 at baseline",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.distress[c]),
        ..SHARE
    },
    Measure {
        name: "perceived_risk",
        unit: "probability",
        meaning: "residents' perceived chance of failing where they would try",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.risk[c]),
        ..SHARE
    },
    Measure {
        name: "morale",
        unit: "index",
        meaning: "morale of residents, 1 at baseline",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.morale[c]),
        ..SHARE
    },
    Measure {
        name: "detained",
        unit: "persons",
        meaning: "residents detained",
        by: By::County,
        of: Of::County(|now, c| f64::from(now.world.residents.detained[c])),
        county: Place::Home,
        ..LEVEL
    },
    Measure {
        name: "brokers",
        unit: "persons",
        meaning: "brokers in business",
        by: By::County,
        of: Of::County(|now, c| f64::from(now.world.counties.brokers[c])),
        ..LEVEL
    },
    Measure {
        name: "brokers_arrested",
        unit: "persons",
        meaning: "brokers arrested",
        by: By::County,
        of: Of::Fact(|fact| match fact {
            Fact::BrokersArrested(fact) => f64::from(fact.persons),
            _ => 0.0,
        }),
        ..FLOW
    },
    Measure {
        name: "others_shot",
        unit: "persons",
        meaning: "deaths by gunfire of people who did not try to cross",
        by: By::County,
        of: Of::Hits(|hit| hit.killed),
        ..FLOW
    },
    Measure {
        name: "bystanders_shot",
        unit: "persons",
        meaning: "of these, of people in the restricted zone for other reasons",
        by: By::County,
        of: Of::Hits(|hit| of(hit.who == Victim::Bystander, hit.killed)),
        ..FLOW
    },
    Measure {
        name: "foreigners_shot",
        unit: "persons",
        meaning: "of these, of people of the far bank",
        by: By::County,
        of: Of::Hits(|hit| of(hit.who == Victim::Foreigner, hit.killed)),
        ..FLOW
    },
    Measure {
        name: "returnees_shot",
        unit: "persons",
        meaning: "of these, of people who came home from abroad",
        by: By::County,
        of: Of::Hits(|hit| of(hit.who == Victim::Returnee, hit.killed)),
        ..FLOW
    },
    Measure {
        name: "ring_runs",
        unit: "runs",
        meaning: "runs of rings",
        by: By::County,
        of: Of::RingRuns(|_| 1.0),
        ..FLOW
    },
    Measure {
        name: "ring_failed",
        unit: "runs",
        meaning: "runs of rings that were seen",
        by: By::County,
        of: Of::RingRuns(|run| count(run.end != RunEnd::Through)),
        ..FLOW
    },
    Measure {
        name: "ring_cases",
        unit: "cases",
        meaning: "runs of rings that became a case",
        by: By::County,
        of: Of::RingRuns(|run| count(run.end == RunEnd::Case)),
        ..FLOW
    },
    Measure {
        name: "ring_layers_lost",
        unit: "guards",
        meaning: "guards bought by rings who were found out",
        by: By::Force,
        of: Of::Discoveries(|found| u32::from(found.ring)),
        ..FLOW
    },
    Measure {
        name: "officials_found",
        unit: "officials",
        meaning: "officials found out",
        by: By::County,
        of: Of::Fact(|fact| count(matches!(fact, Fact::OfficialFound(_)))),
        ..FLOW
    },
    Measure {
        name: "wanted_caught",
        unit: "persons",
        meaning: "persons wanted in cases of rings who were caught",
        by: By::County,
        of: Of::Searches(|search| search.caught),
        ..FLOW
    },
    Measure {
        name: "wanted_gone",
        unit: "persons",
        meaning: "persons wanted in cases of rings who got away",
        by: By::County,
        of: Of::Searches(|search| search.escaped),
        ..FLOW
    },
    Measure {
        name: "infected",
        unit: "persons",
        meaning: "newly infected",
        by: By::County,
        of: Of::Fact(|fact| match fact {
            Fact::Infections(fact) => f64::from(fact.persons),
            _ => 0.0,
        }),
        ..FLOW
    },
    Measure {
        name: "infectious",
        unit: "persons",
        meaning: "infectious",
        by: By::County,
        of: Of::County(|now, c| f64::from(now.world.epidemic.infectious[c])),
        ..LEVEL
    },
    Measure {
        name: "settled_abroad",
        unit: "persons",
        meaning: "settled in the neighbouring country, by county of origin",
        by: By::County,
        of: Of::County(|now, c| f64::from(now.world.abroad.settled[c].iter().sum::<u32>())),
        county: Place::Home,
        ..LEVEL
    },
    Measure {
        name: "held_abroad",
        unit: "persons",
        meaning: "held by the neighbour, by county of origin",
        by: By::County,
        of: Of::County(|now, c| f64::from(now.world.abroad.held[c])),
        county: Place::Home,
        ..LEVEL
    },
    Measure {
        name: "moved_on",
        unit: "persons",
        meaning: "set out from the neighbouring country, by county of origin",
        by: By::County,
        of: Of::Abroad(|a| persons(a, Step::SetOut)),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "caught_abroad",
        unit: "persons",
        meaning: "caught after they had left, in the neighbouring country or on the way, by county of origin",
        by: By::County,
        of: Of::Abroad(|a| persons(a, Step::Caught)),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "repatriated",
        unit: "persons",
        meaning: "sent back who had settled or moved on, by county of origin",
        by: By::Stratum,
        of: Of::Abroad(|a| persons(a, Step::SentBack)),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "arrivals",
        unit: "persons",
        meaning: "arrived where arrivals are counted, by county of origin",
        by: By::County,
        of: Of::Abroad(|a| arrived(a, |_, _| 1.0)),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "arrivals_earlier",
        unit: "persons",
        meaning: "of these, who had left before the first day",
        by: By::County,
        of: Of::Abroad(|a| arrived(a, |_, earlier| count(earlier))),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "arrivals_same_year",
        unit: "persons",
        meaning: "of those who arrived, who had left in the same year of the run",
        by: By::County,
        of: Of::Abroad(|a| arrived(a, |years, earlier| count(!earlier && years < 0.5))),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "arrivals_next_year",
        unit: "persons",
        meaning: "of those who arrived, who had left in the year of the run before",
        by: By::County,
        of: Of::Abroad(|a| arrived(a, |years, earlier| count(!earlier && (0.5..1.5).contains(&years)))),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "came_home",
        unit: "persons",
        meaning: "came home from abroad by themselves, unseen",
        by: By::County,
        of: Of::Abroad(|a| persons(a, Step::CameHome)),
        ..FLOW
    },
    Measure {
        name: "caught_coming_home",
        unit: "persons",
        meaning: "arrested at the line when they came home by themselves",
        by: By::County,
        of: Of::Abroad(|a| persons(a, Step::CaughtComingHome)),
        ..FLOW
    },
    Measure {
        name: "years_abroad",
        unit: "person-years",
        meaning: "time since leaving of those who arrived, in whole years of leaving",
        by: By::County,
        of: Of::Abroad(|a| arrived(a, |years, _| years)),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "grievance",
        unit: "units of grievance",
        meaning: "grievance of the neighbour",
        by: By::County,
        of: Of::County(|now, c| now.world.counties.grievance[c]),
        ..SHARE
    },
    Measure {
        name: "sought",
        unit: "persons",
        meaning: "persons of the far bank who were described and are sought",
        of: Of::Fact(|fact| {
            if let Fact::Sought(sought) = fact {
                f64::from(sought.persons)
            } else {
                0.0
            }
        }),
        ..FLOW
    },
    Measure {
        name: "animals",
        unit: "cases",
        meaning: "animals of the far bank, or carcasses, seen at the water",
        of: Of::Fact(|fact| {
            if let Fact::Animals(animals) = fact {
                f64::from(animals.seen)
            } else {
                0.0
            }
        }),
        ..FLOW
    },
    Measure {
        name: "loiterers",
        unit: "persons",
        meaning: "persons seen loitering on the far bank, where guards must watch it",
        by: By::County,
        of: Of::Fact(|fact| match fact {
            Fact::Loiterers(fact) => f64::from(fact.seen),
            _ => 0.0,
        }),
        ..FLOW
    },
    Measure {
        name: "responses",
        unit: "measures",
        meaning: "measures that the centre took by itself, in the first county of the place",
        by: By::County,
        of: Of::Fact(|fact| count(matches!(fact, Fact::OwnOrder(_)))),
        ..FLOW
    },
];

/// Persons who took that step.
fn persons(fact: &StepAbroad, step: Step) -> f64 {
    f64::from(of(fact.step == step, fact.persons))
}

/// What an arrival counts for, of the years since leaving and whether that was before the first day.
fn arrived(fact: &StepAbroad, each: fn(f64, bool) -> f64) -> f64 {
    match fact.step {
        Step::Arrived { years, earlier } => each(years, earlier) * f64::from(fact.persons),
        _ => 0.0,
    }
}
