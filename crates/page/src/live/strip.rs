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

/// The strip of a table whose last row is the sum of the others; `most` is as long as a bar may be. A line that goes on beyond that ends in an
/// arrow.
pub fn strip(table: &Table, most: f64) -> Markup {
    let Some((all, counties)) = table.rows.split_last() else {
        return html! {};
    };
    let sides = table.head.len().saturating_sub(1).max(1);
    let column = (WIDTH - NAMES - 8.0) / sides as f64;
    let height = TOP + ROW * (counties.len() + 1) as f64 + 8.0;
    let left = |side: usize| NAMES + 8.0 + column * side as f64;
    let most = most.max(1e-9);
    let long = |value: f64| (value / most).clamp(0.0, 1.0) * (column - NUMBER - 10.0);
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
                                @if spread.high > most {
                                    path.beyond d=(format!("M{} {}l5 3.5l-5 3.5z", c(left(side) + long(spread.high)), c(y + 7.0))) {}
                                }
                                text.small x=(c(left(side) + long(spread.median).max(long(spread.high)) + 7.0)) y=(c(y + 14.5)) { (brief(spread.median)) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::table::Row;
    use amnok_lab::Spread;

    /// Intervals beyond the scale were cut off at it, as if they ended there.
    #[test]
    fn a_line_that_goes_on_beyond_the_scale_says_so() {
        let row = |name: &str, numbers: [f64; 2]| Row {
            name: name.into(),
            cells: vec![Spread::of(numbers)],
        };
        let table = Table {
            caption: "Arrests".into(),
            head: vec!["County".into(), "What happened".into()],
            rows: vec![row("A", [1.0, 9.0]), row("B", [2.0, 4.0]), row("All", [3.0, 13.0])],
        };
        let arrows = |most: f64| strip(&table, most).into_string().matches("beyond").count();
        assert_eq!((arrows(5.0), arrows(20.0)), (1, 0));
    }
}
