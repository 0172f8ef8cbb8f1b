//! Every observer.

use super::{Error, Observer, Reads, RowFilter, Term};
use crate::facts::Activity;

/// All rows of a measure that happened, or those of the activity asked for.
const fn all(measure: &'static str) -> Term {
    of(measure, RowFilter::Requested)
}

const fn of(measure: &'static str, of: RowFilter) -> Term {
    Term {
        measure,
        weight: 1.0,
        of,
    }
}

const fn less(measure: &'static str) -> Term {
    Term {
        weight: -1.0,
        ..all(measure)
    }
}

const fn observer(name: &'static str, reads: Reads, error: Error, meaning: &'static str) -> Observer {
    Observer {
        name,
        reads,
        error,
        meaning,
    }
}

/// Those who leave.
const LEAVING: RowFilter = RowFilter::Only(Activity::Leave);
/// Those who smuggle.
const SMUGGLING: RowFilter = RowFilter::Only(Activity::Smuggle);

/// Quotes mix legs, currencies and motives: a factor of 1.5 to 2 between them.
const QUOTED: Error = Error::LogNormal(0.56);
/// Lines are drawn by hand on pictures of different dates; a fifth of the border was not seen.
const SEEN_FROM_ABOVE: Error = Error::LogNormal(0.2);
/// Of an order of magnitude: testimony of a few, for the whole.
const ROUGH: Error = Error::LogNormal(0.7);
/// Counts and shares of counted things.
const COUNTED: Error = Error::LogNormal(0.1);

/// Sent back from the other side: by the neighbour from its bank, and of those who had settled there.
const RETURNED: &[Term] = &[all("sent_back"), of("repatriated", LEAVING)];

/// Every observer, by subject.
pub const OBSERVERS: &[Observer] = &[
    // Those who leave or smuggle.
    observer(
        "passages",
        Reads::Sum(&[all("crossed")]),
        Error::Poisson,
        "attempts that reached the other side, by home",
    ),
    observer(
        "passages-arrived",
        Reads::Cohort(&[all("arrivals_same_year"), all("arrivals_next_year")]),
        Error::Poisson,
        "of those who left within a window of up to two years, who had arrived where arrivals are counted by its end",
    ),
    observer(
        "caught",
        Reads::Sum(&[all("arrested_here"), all("sent_back_here")]),
        Error::Poisson,
        "attempts that ended in arrest or were sent back from the far bank, where they were made",
    ),
    observer(
        "price",
        Reads::Quote(of("price", LEAVING)),
        QUOTED,
        "price of passage to leave, as quoted by brokers",
    ),
    // Those abroad.
    observer(
        "arrivals",
        Reads::Sum(&[all("arrivals")]),
        Error::Poisson,
        "persons who arrived where arrivals are counted",
    ),
    observer(
        "arrivals-since",
        Reads::Sum(&[all("arrivals"), less("arrivals_earlier")]),
        Error::Poisson,
        "of these, persons who had left since the first day of the run",
    ),
    observer(
        "returned",
        Reads::Sum(RETURNED),
        Error::Poisson,
        "sent back from the other side, from its bank or later",
    ),
    observer(
        "returned-peak",
        Reads::YearlyPeak(RETURNED),
        Error::Poisson,
        "the same, in the year that has most",
    ),
    observer(
        "held-abroad",
        Reads::Mean(&[all("held_abroad")]),
        ROUGH,
        "persons held by the neighbour",
    ),
    // Deaths and harm.
    observer(
        "dead-gunfire",
        Reads::Sum(&[all("deaths_shot"), all("others_shot")]),
        Error::Poisson,
        "deaths by gunfire at the line, whoever they were",
    ),
    observer(
        "dead-gunfire-leavers",
        Reads::Sum(&[of("deaths_shot", LEAVING), of("returnees_shot", LEAVING)]),
        Error::Poisson,
        "deaths by gunfire of those who leave or come home",
    ),
    observer(
        "dead-gunfire-bystanders",
        Reads::Sum(&[all("bystanders_shot")]),
        Error::Poisson,
        "deaths by gunfire of people in the zone for other reasons",
    ),
    observer(
        "dead-gunfire-foreigners",
        Reads::Sum(&[all("foreigners_shot")]),
        Error::Poisson,
        "deaths by gunfire of people of the far bank",
    ),
    observer(
        "guards-hit",
        Reads::Sum(&[all("guards_hit")]),
        Error::Poisson,
        "guards and soldiers wounded or killed by fire",
    ),
    observer(
        "dead-mines",
        Reads::Sum(&[all("deaths_mine")]),
        Error::Poisson,
        "deaths of those who tried, on mines",
    ),
    observer(
        "dead-mines-soldiers",
        Reads::Sum(&[all("mine_soldier_deaths")]),
        Error::Poisson,
        "deaths of soldiers on mines",
    ),
    observer(
        "dead-fence",
        Reads::Sum(&[all("deaths_electrocuted")]),
        Error::Poisson,
        "deaths of those who tried, on a live fence",
    ),
    observer(
        "dead-river",
        Reads::Sum(&[all("deaths_drowned")]),
        Error::Poisson,
        "deaths of those who tried, in the river",
    ),
    observer(
        "dead-works",
        Reads::Sum(&[all("worker_deaths")]),
        Error::Poisson,
        "deaths of builders",
    ),
    // Guards.
    observer(
        "guards-share",
        Reads::Share(&[of("paid", SMUGGLING)], &[of("smuggled_value", SMUGGLING)]),
        QUOTED,
        "what guards take of the worth of what is smuggled",
    ),
    observer(
        "guards-with-deals",
        Reads::Share(&[of("deals", RowFilter::Patrol)], &[of("strength", RowFilter::Patrol)]),
        ROUGH,
        "share of the ordinary patrol with a standing deal",
    ),
    observer(
        "guards-replaced",
        Reads::Sum(&[all("found_out"), all("rotated")]),
        Error::Poisson,
        "guards found out or replaced",
    ),
    observer(
        "guards-found-out",
        Reads::YearlyRate(
            &[of("found_out", RowFilter::Patrol)],
            &[of("strength", RowFilter::Patrol)],
        ),
        ROUGH,
        "share of the ordinary patrol found out in a year",
    ),
    observer(
        "guards-on-duty",
        Reads::PerKm(&[all("duty")]),
        ROUGH,
        "guards on duty for each km of line",
    ),
    observer(
        "guards-crossed",
        Reads::Sum(&[all("guards_crossed")]),
        Error::Poisson,
        "guards who cross themselves",
    ),
    // Money.
    observer("remitted", Reads::Sum(&[all("remitted")]), ROUGH, "money sent home"),
    observer(
        "remittance-fee",
        Reads::Share(
            &[all("remitted_commission")],
            &[all("remitted_commission"), all("remitted_received")],
        ),
        COUNTED,
        "share kept on the way of money sent home that arrives",
    ),
    observer(
        "brokers-arrested",
        Reads::Sum(&[all("brokers_arrested")]),
        Error::Poisson,
        "brokers arrested",
    ),
    // The line.
    observer(
        "new-fence",
        Reads::Growth(all("fence_km")),
        SEEN_FROM_ABOVE,
        "length of fence built since the first month, as seen from above",
    ),
    observer(
        "cameras",
        Reads::PerKm(&[all("camera_km")]),
        ROUGH,
        "share of the line that cameras watch",
    ),
    observer(
        "stories",
        Reads::Sum(&[of("", RowFilter::Press)]),
        Error::Poisson,
        "incidents told by all outlets together",
    ),
    // Trade.
    observer(
        "trade",
        Reads::Mean(&[all("trade")]),
        COUNTED,
        "official trade through the crossings of a place, against the usual",
    ),
    observer(
        "state-smuggling",
        Reads::Mean(&[all("state_smuggling")]),
        ROUGH,
        "smuggling run by the state, against the usual",
    ),
    observer(
        "premium",
        Reads::Mean(&[all("premium")]),
        QUOTED,
        "price of imported goods on the border over their price inland",
    ),
];
