//! What the ledger counts, against what was logged; and that every measure has its check (docs/model.md §7.18).

use crate::case::*;
use crate::common::busy_border;
use amnok_model::record::measures::MEASURES;
use std::fs;
use std::path::Path;

pub const CHECKS: &[Check] = &[
    ("every_end_of_an_attempt_is_counted_at_home_and_where_it_was", ends),
    ("every_measure_has_its_check", named),
];

/// Ends, with the measures that count them by residence, by place, and among the dead.
const ENDS: [(Outcome, &str, &str, Option<&str>); 10] = [
    (Outcome::Crossed, "crossed", "crossed_here", None),
    (Outcome::TurnedBack, "turned_back", "turned_back_here", None),
    (Outcome::Arrested, "arrested", "arrested_here", None),
    (Outcome::Shot, "shot", "shot_here", Some("deaths_shot")),
    (
        Outcome::Electrocuted,
        "electrocuted",
        "electrocuted_here",
        Some("deaths_electrocuted"),
    ),
    (Outcome::Mine, "mine", "mine_here", Some("deaths_mine")),
    (Outcome::Drowned, "drowned", "drowned_here", Some("deaths_drowned")),
    (Outcome::SentBack, "sent_back", "sent_back_here", None),
    (Outcome::Fined, "fined", "fined_here", None),
    (Outcome::Held, "held", "held_here", None),
];

/// Incidents counted by hand, by county, activity and stratum.
fn ends(case: &Case) {
    let lived = case.run(&busy_border(200, 40_000), 3);
    let count = |name: &str, home: bool, keep: &dyn Fn(&Incident) -> bool| {
        for (county, activity) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            for stratum in [0, 1] {
                let ours = |i: &Incident| {
                    let place = if home { i.county } else { i.at };
                    let person = !home || i.stratum == stratum;
                    (usize::from(place), i.activity as u8) == (county, activity) && person && keep(i)
                };
                let here = |row: &Row| (row.county, row.activity) == (county, activity);
                let rows = lived
                    .of(name)
                    .filter(|row| here(row) && (!home || row.stratum == stratum));
                equal(name, rows.map(|row| row.value).sum(), lived.count(ours));
            }
        }
    };
    for (outcome, at_home, here, deaths) in ENDS {
        assert!(
            lived.count(|i| i.outcome == outcome) > 0.0,
            "nobody ended so: {outcome:?}"
        );
        count(at_home, true, &|i| i.outcome == outcome);
        count(here, false, &|i| i.outcome == outcome);
        if let Some(deaths) = deaths {
            count(deaths, true, &|i| i.outcome == outcome && i.died);
        }
    }
    count("attempts", true, &|_| true);
    count("attempts_here", false, &|_| true);
    count("brokered", true, &|i| i.brokered);
    count("deaths", true, &|i| i.died);
}

/// Each measure of the ledger is asked for by name in these checks, or among the levels of `fold.rs`.
fn named(_: &Case) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let checks = fs::read_dir(tests.join("faults")).expect("the checks");
    let files = checks.flatten().map(|file| file.path()).chain([tests.join("fold.rs")]);
    let text: String = files.filter_map(|file| fs::read_to_string(file).ok()).collect();
    for measure in MEASURES {
        let asked = text.contains(&format!("\"{}\"", measure.name));
        assert!(asked, "no check in tests/faults asks for the measure {}", measure.name);
    }
}
