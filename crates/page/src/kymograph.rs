//! Kymographs: place along the line against time.

use super::charts::{Axis, WIDTH, c, figure};
use super::numbers::number;
use super::summary::{MonthlySummary, select};
use amnok_lab::Spread;
use maud::{Markup, html};

const LEFT: f64 = 104.0;
const TOP: f64 = 20.0;
const BODY: f64 = 390.0;

/// Four kymographs.
pub fn section(summary: &MonthlySummary) -> Markup {
    let km = |county: usize| summary.inputs.counties[county].border_km;
    html! {
        p.note {
            "Each row is a county, in order along the line from one end to the other, as high as its border is long; each column is "
            "a month. The stronger the colour, the more. Values are medians over the simulated histories; point at a cell to read it."
        }
        div.grid {
            (kymograph(summary, "Passages along the line", "per month and 100 km of border", true, |r, county, month| {
                summary.value(r, select("crossed"), county, month) / km(county) * 100.0
            }, "Attempts of a county's residents, to leave and to smuggle, that reached the other side. The scale is by square root, \
                so that small numbers still show."))
            (kymograph(summary, "Guards along the line", "persons per km of border", false, |r, county, month| {
                summary.value(r, select("strength"), county, month) / km(county)
            }, "All who are posted to watch the line, whatever force they belong to."))
            (kymograph(summary, "Perceived risk along the line", "chance of failing, 0 to 1", false, |r, county, month| {
                summary.value(r, select("perceived_risk"), county, month)
            }, "What a county's residents believe to be the chance that a passage fails."))
            (kymograph(summary, "Standing deals along the line", "guards per 100 km of border", true, |r, county, month| {
                summary.value(r, select("deals"), county, month) / km(county) * 100.0
            }, "Where passage is for sale. The scale is by square root."))
        }
    }
}

fn kymograph(
    summary: &MonthlySummary,
    heading: &str,
    unit: &str,
    root: bool,
    value: impl Fn(usize, usize, usize) -> f64,
    caption: &str,
) -> Markup {
    let counties = &summary.inputs.counties;
    let length: f64 = counties.iter().map(|county| county.border_km).sum();
    let months = summary.months.len();
    let median = |county: usize, month: usize| {
        Spread::of((0..summary.replicates()).map(|r| value(r, county, month))).map(|s| s.median)
    };
    let cells: Vec<Vec<Option<f64>>> = (0..counties.len())
        .map(|county| (0..months).map(|month| median(county, month)).collect())
        .collect();
    let most = cells.iter().flatten().flatten().copied().fold(0.0, f64::max);
    let axis = Axis {
        summary,
        first: 0,
        left: LEFT,
        right: WIDTH - 8.0,
        top: TOP,
        bottom: TOP + BODY,
    };
    let mut tops = Vec::new();
    let mut top = TOP;
    for county in counties {
        let height = county.border_km / length.max(1e-9) * BODY;
        tops.push((top, height));
        top += height;
    }
    let labels = apart(
        tops.iter().map(|(top, height)| top + height / 2.0),
        TOP + 4.0,
        TOP + BODY - 4.0,
    );
    let svg = html! { div.scroll tabindex="0" role="region" aria-label=(format!("{heading}, the figure")) {
        svg.wide viewBox=(format!("0 0 {WIDTH} {}", TOP + BODY + 58.0)) role="img" aria-label=(format!("{heading}, {unit}")) {
            @for ((county, (top, height)), y) in counties.iter().zip(&tops).zip(&labels) {
                text.small.end x=(c(LEFT - 12.0)) y=(c(y + 3.5)) { (county.name) }
                path.leader d=(format!("M{} {}L{} {}", c(LEFT - 10.0), c(*y), c(LEFT - 2.0), c(top + height / 2.0))) {}
            }
            g.heat {
                @for (county, (top, height)) in tops.iter().enumerate() {
                    @for (month, cell) in cells[county].iter().enumerate() {
                        @if let Some(cell) = cell {
                            rect x=(c(axis.x(month as f64))) y=(c(*top)) width=(c(round(axis.x(month as f64 + 1.0)) - round(axis.x(month as f64)))) height=(c(round(top + height) - round(*top)))
                                fill-opacity=(opacity(*cell, most, root)) {
                                title { (counties[county].name) ", " (summary.months[month].name()) ": " (number(*cell)) }
                            }
                        }
                    }
                }
            }
            @if let Some(month) = summary.forecast {
                @let x = axis.x(month as f64);
                line.limit x1=(c(x)) x2=(c(x)) y1=(c(TOP)) y2=(c(TOP + BODY)) {}
            }
            (axis.months())
            g.heat {
                @for step in 0..=8 {
                    @let share = f64::from(step) / 8.0;
                    rect x=(c(LEFT + 24.0 * f64::from(step))) y=(c(TOP + BODY + 42.0)) width="24" height="9"
                        fill-opacity=(opacity(share, 1.0, false)) {}
                }
            }
            text.small.end x=(c(LEFT - 5.0)) y=(c(TOP + BODY + 51.0)) { "0" }
            text.small x=(c(LEFT + 221.0)) y=(c(TOP + BODY + 51.0)) { (number(most)) @if summary.forecast.is_some() { "  ┊ forecast →" } }
        }
    } };
    figure(heading, unit, &[], svg, caption)
}

/// Places as near to those wanted (in order) as fit between the ends without two labels touching.
fn apart(wanted: impl Iterator<Item = f64>, first: f64, last: f64) -> Vec<f64> {
    let mut places: Vec<f64> = wanted.collect();
    let line = ((last - first) / places.len().saturating_sub(1).max(1) as f64).min(11.0);
    let mut free = first;
    for place in &mut places {
        *place = place.max(free);
        free = *place + line;
    }
    let mut limit = last;
    for place in places.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - line;
    }
    places
}

fn opacity(value: f64, most: f64, root: bool) -> String {
    let share = if most > 0.0 {
        (value / most).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let share = if root { share.sqrt() } else { share };
    format!("{share:.2}")
}

/// To the decimal that is drawn, so that cells meet without a seam.
fn round(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn labels_of_narrow_rows_move_apart_and_stay_within() {
        assert_eq!(apart([10.0, 50.0].into_iter(), 0.0, 100.0), [10.0, 50.0]);
        assert_eq!(
            apart([10.0, 12.0, 98.0, 99.0].into_iter(), 0.0, 100.0),
            [10.0, 21.0, 89.0, 100.0]
        );
        assert_eq!(apart([99.0; 3].into_iter(), 0.0, 10.0), [0.0, 5.0, 10.0]);
    }
}
