//! The border as a strip: counties in their order along the line, and bars for what happened and what was told of it.

use super::table::Table;
use crate::charts::{WIDTH, c, colour};
use crate::numbers::{brief, within};
use maud::{Markup, html};

/// Height of a county.
const ROW: f64 = 20.0;
/// Height of the headings.
const TOP: f64 = 40.0;
/// Room for names of counties.
const NAMES: f64 = 104.0;
/// Room for a number behind its bar.
const NUMBER: f64 = 36.0;

/// The strip of a table whose last row is the sum of the others; `most` is as long as a bar may be.
pub fn strip(table: &Table, most: f64) -> Markup {
    let Some((all, counties)) = table.rows.split_last() else {
        return html! {};
    };
    let sides = table.head.len().saturating_sub(1).max(1);
    let column = (WIDTH - NAMES - 8.0) / sides as f64;
    let height = TOP + ROW * (counties.len() + 1) as f64 + 8.0;
    let left = |side: usize| NAMES + 8.0 + column * side as f64;
    let long = |value: f64| (value / most.max(1e-9)).clamp(0.0, 1.0) * (column - NUMBER - 10.0);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", c(height))) role="img" aria-label=(table.caption) {
            @for (side, name) in table.head.iter().skip(1).enumerate() {
                @for (line, part) in heading(name).into_iter().enumerate() {
                    text.small x=(c(left(side))) y=(c(14.0 + 13.0 * line as f64)) { (part) }
                }
            }
            @for (number, row) in counties.iter().chain([all]).enumerate() {
                @let y = TOP + ROW * number as f64;
                @let sum = number == counties.len();
                @if sum { line.axis x1="0" x2=(c(WIDTH)) y1=(c(y + 1.0)) y2=(c(y + 1.0)) {} }
                text.end x=(c(NAMES)) y=(c(y + 15.0)) { (row.name) }
                @for (side, cell) in row.cells.iter().enumerate() {
                    @if let Some(spread) = cell {
                        g class=(colour(side)) {
                            title { (row.name) ", " (table.head[side + 1]) ": " (within(spread.median, spread.low, spread.high)) }
                            rect.touch x=(c(left(side))) y=(c(y)) width=(c(column)) height=(c(ROW)) {}
                            @if sum { text x=(c(left(side))) y=(c(y + 15.0)) { (brief(spread.median)) } } @else {
                                rect.fill x=(c(left(side))) y=(c(y + 4.0)) width=(c(long(spread.median))) height="13" {}
                                line.whisker x1=(c(left(side) + long(spread.low))) x2=(c(left(side) + long(spread.high)))
                                    y1=(c(y + 10.5)) y2=(c(y + 10.5)) {}
                                text.small x=(c(left(side) + long(spread.median).max(long(spread.high)) + 4.0)) y=(c(y + 14.5)) { (brief(spread.median)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A heading on two lines.
fn heading(name: &str) -> Vec<&str> {
    match name.split_once(": ") {
        Some((first, second)) => vec![first, second],
        None => vec![name],
    }
}
