//! closures.csv: when links, borders and places are closed.

use super::names::{Names, find, find_country};
use super::sheet::{Row, rows, too_many};
use super::{Context, Files};
use crate::diagnose::{listed, mend_name, quoted};
use amnok_displacement::PlaceKind;
use amnok_displacement::happenings::{Closed, Closure, concerns};
use amnok_displacement::network::Network;

/// Most closures.
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
            let what = closed(&row, network, names, context);
            let start = row.whole(3, -1_000_000, 1_000_000, "the day on which it closes", context);
            let end = row.whole(4, -1_000_000, 1_000_000, "the day on which it opens", context);
            if let (Some(what), Some(start), Some(end)) = (what, start, end) {
                let closure = Closure { what, start, end };
                in_vain(&row, network, closure, context);
                all.push(closure);
            }
        },
    );
    all
}

/// Warns of a closure of links that closes none, and of one that opens at once or, because it is to open before it closes, never.
fn in_vain(row: &Row, network: &Network, closure: Closure, context: &mut Context) {
    let names = [1, 2].map(|i| quoted(row.cell(i)));
    let nothing = match closure.what {
        Closed::Camp(..) => None,
        what if (0..network.links.len()).any(|link| concerns(network, what, link)) => None,
        Closed::Place(_) => Some(format!(
            "a closure of {}, to which no route leads: it closes nothing",
            names[0]
        )),
        _ => Some(format!(
            "a closure between {} and {}, between which there is no route: it closes nothing",
            names[0], names[1]
        )),
    };
    if let Some(found) = nothing {
        let mend = "mend the names, or take the row out";
        context.warnings.say(&row.at(1), found, "what a route leads to", mend);
    }
    let Closure { start, end, .. } = closure;
    let then = match end {
        _ if end == start && start >= 0 => "it opens at once, and closes nothing",
        1.. if end < start => "it never opens again",
        _ => return,
    };
    context.warnings.say(
        &row.at(4),
        format!("an opening on day {end} of what closes on day {start}: {then}"),
        "a day of opening after that of closing, or -1 for never",
        "mend the days; they are counted from 0",
    );
}

/// What a row closes; none where it says that of nothing.
fn closed(row: &Row, network: &Network, names: &Names, context: &mut Context) -> Option<Closed> {
    match row.cell(0).trim() {
        "country" => find_country(row, 1, names, context)
            .zip(find_country(row, 2, names, context))
            .map(|(a, b)| Closed::Countries(a, b)),
        "location" => find(row, 1, network, names, context).map(Closed::Place),
        "link" => {
            context.note("closures.csv: a closed `link` is closed in both directions; Flee closes nothing");
            find(row, 1, network, names, context)
                .zip(find(row, 2, network, names, context))
                .map(|(a, b)| Closed::Link(a, b))
        }
        "camp" => find(row, 1, network, names, context).map(|p| Closed::Camp(p, PlaceKind::Camp)),
        "idpcamp" => find(row, 1, network, names, context).map(|p| Closed::Camp(p, PlaceKind::IdpCamp)),
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
    }
}
