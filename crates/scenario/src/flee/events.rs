//! closures.csv and location_changes.csv: what happens to places and links.

use super::names::{KINDS, Names, find, find_country};
use super::sheet::{rows, too_many};
use super::{Context, Files};
use crate::diagnose::{listed, mend_name, quoted};
use amnok_displacement::PlaceKind;
use amnok_displacement::happenings::{Change, Closed, Closure};
use amnok_displacement::network::Network;

/// Most closures, and most changes.
const MOST: usize = 10_000;

/// Closures, in the order of the file.
pub(crate) fn closures(files: &Files, network: &Network, names: &Names, context: &mut Context) -> Vec<Closure> {
    let (mut all, mut read) = (Vec::new(), 0);
    rows(
        files,
        &format!("{}closures.csv", files.input),
        false,
        context,
        |row, context| {
            if row.is_comment() || !row.is_long_enough(5, "closure_type,name1,name2,closure_start,closure_end", context)
            {
                return;
            }
            read += 1;
            if too_many(read, MOST, "closures", &row, context) {
                return;
            }
            let what = match row.cell(0).trim() {
                "country" => find_country(&row, 1, names, context)
                    .zip(find_country(&row, 2, names, context))
                    .map(|(a, b)| Closed::Countries(a, b)),
                "location" => find(&row, 1, network, names, context).map(Closed::Place),
                "link" => {
                    context.note("closures.csv: a closed `link` is closed in both directions; Flee closes nothing");
                    find(&row, 1, network, names, context)
                        .zip(find(&row, 2, network, names, context))
                        .map(|(a, b)| Closed::Link(a, b))
                }
                "camp" => find(&row, 1, network, names, context).map(|p| Closed::Camp(p, PlaceKind::Camp)),
                "idpcamp" => find(&row, 1, network, names, context).map(|p| Closed::Camp(p, PlaceKind::IdpCamp)),
                "remove_forced_redirection" => {
                    context.note("closures.csv: remove_forced_redirection has no effect in Flee, nor here");
                    None
                }
                other => {
                    let kinds = [
                        "country",
                        "location",
                        "camp",
                        "idpcamp",
                        "link",
                        "remove_forced_redirection",
                    ];
                    let expected = format!("a kind of closure: {}", listed(kinds));
                    context
                        .findings
                        .say(&row.at(0), quoted(other), expected, mend_name(other, kinds));
                    None
                }
            };
            let start = row.whole(3, -1_000_000, 1_000_000, "the day on which it closes", context);
            let end = row.whole(4, -1_000_000, 1_000_000, "the day on which it opens", context);
            if let (Some(what), Some(start), Some(end)) = (what, start, end) {
                all.push(Closure { what, start, end });
            }
        },
    );
    all
}

/// Places that become something else.
pub(crate) fn changes(
    files: &Files,
    network: &Network,
    names: &Names,
    intensity: f64,
    context: &mut Context,
) -> Vec<Change> {
    let (mut all, mut read) = (Vec::new(), 0);
    rows(
        files,
        &format!("{}location_changes.csv", files.input),
        false,
        context,
        |row, context| {
            if row.is_comment() || !row.is_long_enough(3, "name,new type,day", context) {
                return;
            }
            read += 1;
            if too_many(read, MOST, "changes", &row, context) {
                return;
            }
            let kind = PlaceKind::of(row.cell(1));
            if kind == PlaceKind::Unknown {
                context.findings.say(
                    &row.at(1),
                    quoted(row.cell(1)),
                    format!("a kind of place: {KINDS}"),
                    "write one of them",
                );
            }
            let (place, day) = (
                find(&row, 0, network, names, context),
                row.whole(2, -1_000_000, 1_000_000, "the day", context),
            );
            if let (Some(place), Some(day @ 0..)) = (place, day) {
                all.push(Change {
                    place,
                    kind,
                    intensity,
                    day: day as u32,
                });
            }
        },
    );
    all
}
