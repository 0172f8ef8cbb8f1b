//! Figures of a displacement by themselves: SVG with their title, their legend and their colours in them.

use super::seen::Seen;
use super::{camps, errors, map};
use crate::standalone::alone;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;

/// A figure by itself: title, legend as class of colour and words, and the page's SVG element.
struct Figure {
    name: String,
    title: String,
    legend: Vec<(&'static str, String)>,
    svg: String,
}

/// Name (for a file) and SVG of every figure: the map, errors by day, each camp.
pub fn figures(conflict: &Conflict, all: &Replicates) -> Vec<(String, String)> {
    let seen = Seen::of(conflict, all);
    let band = match seen.single() {
        true => "simulated, one history",
        false => "simulated: median, middle nine tenths",
    };
    let legend = [
        ("c0", band),
        ("c1", "registered"),
        ("ink", "limit of the camp, where within the scale"),
    ];
    let legend = legend.map(|(class, words)| (class, words.to_owned()));
    let mut found = Vec::new();
    found.extend(map::figure(&seen).map(|svg| Figure {
        name: "map".into(),
        title: format!(
            "{}: people who set out on each link, {} days",
            conflict.name,
            seen.days()
        ),
        legend: Vec::new(),
        svg: svg.into_string(),
    }));
    let (svg, names) = errors::figure(&seen);
    found.push(Figure {
        name: "errors".into(),
        title: format!("{}: error by day, 0 = as registered", conflict.name),
        legend: ["c0", "c1", "c2"].into_iter().zip(names).collect(),
        svg: svg.into_string(),
    });
    for (camp, at) in seen.camps.iter().enumerate() {
        found.push(Figure {
            name: format!("camp-{:02}-{}", camp + 1, plain(&at.name)),
            title: at.name.clone(),
            legend: legend
                .iter()
                .filter(|(class, _)| *class != "ink" || at.is_limited())
                .cloned()
                .collect(),
            svg: camps::drawing(&seen, camp).into_string(),
        });
    }
    found
        .into_iter()
        .map(|figure| (figure.name, alone(&figure.title, &figure.legend, &figure.svg)))
        .collect()
}

/// A name as a part of a file's name.
fn plain(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    name.chars().map(letter).take(40).collect()
}
