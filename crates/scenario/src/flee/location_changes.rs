//! location_changes.csv: places that become something else.

use super::names::{KINDS, Names, find};
use super::sheet::{rows, too_many};
use super::{Context, Files};
use crate::diagnose::quoted;
use amnok_displacement::PlaceKind;
use amnok_displacement::happenings::Change;
use amnok_displacement::network::Network;

/// Most changes.
const MOST: usize = 10_000;

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
