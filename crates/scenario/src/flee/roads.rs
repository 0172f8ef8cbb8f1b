//! major_routes.csv: roads that lead far. Read always, used with fixed_routes.

use super::places::{Known, find, too_many};
use super::sheet::rows;
use super::{Desk, Files};
use amnok_displacement::network::Network;

/// Name of the file.
pub(crate) const FILE: &str = "major_routes.csv";
/// Most roads, and most places of one.
const MOST: usize = 1_000;
const LONGEST: usize = 100;

/// Roads as places from the first to the last, and back: the way back is lost where the row ends with an empty cell, as in Flee.
pub(crate) fn read(files: &Files, network: &Network, known: &Known, desk: &mut Desk) -> Vec<Vec<u32>> {
    let name = format!("{}{FILE}", files.input);
    if !network.rules.fixed_routes {
        if files.contents.contains_key(&name) {
            desk.note(format!("{name} has an effect only with fixed_routes"));
        }
        return Vec::new();
    }
    let (mut all, mut read) = (Vec::new(), 0);
    rows(files, &name, false, desk, |row, desk| {
        read += 1;
        if row.is_comment() || too_many(read, MOST, "major routes", &row, desk) {
            return;
        }
        let cells = (0..row.len().min(LONGEST)).filter(|i| !row.cell(*i).is_empty());
        let places: Option<Vec<u32>> = cells
            .map(|i| find(&row, i, network, known, desk).map(|place| place as u32))
            .collect();
        let Some(places) = places.filter(|places| places.len() > 1) else {
            return;
        };
        let back = !row.cell(row.len() - 1).is_empty() || network.rules.documented;
        if back {
            let reverse: Vec<u32> = places.iter().rev().copied().collect();
            all.push(places);
            all.push(reverse);
        } else {
            all.push(places);
        }
    });
    all
}
