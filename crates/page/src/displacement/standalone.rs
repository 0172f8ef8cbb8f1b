//! Figures of a displacement by themselves: SVG with their title, their legend and their colours in them.

use super::seen::Seen;
use super::{camps, errors, map};
use crate::charts::c;
use crate::document::light_style;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;

/// Room above a figure for its title, and below for its legend.
const TITLE: f64 = 28.0;
const LEGEND: f64 = 22.0;

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
        .map(|figure| (figure.name.clone(), alone(&figure)))
        .collect()
}

/// A name as a part of a file's name.
fn plain(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    name.chars().map(letter).take(40).collect()
}

/// The SVG element of the page with what it needs to stand alone.
fn alone(figure: &Figure) -> String {
    let Figure { title, legend, svg, .. } = figure;
    let (head, inside) = svg.split_once('>').unwrap_or((svg, ""));
    let size = head
        .split_once("viewBox=\"0 0 ")
        .and_then(|(_, rest)| rest.split_once('"'));
    let mut size = size
        .map_or("", |(size, _)| size)
        .split(' ')
        .filter_map(|n| n.parse::<f64>().ok());
    let (width, height) = (size.next().unwrap_or(480.0), size.next().unwrap_or(260.0));
    let below = if legend.is_empty() {
        0.0
    } else {
        LEGEND * legend.len() as f64
    };
    let whole = height + TITLE + below;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\"><style>{}</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
        c(width),
        c(whole),
        c(width),
        c(whole),
        light_style()
    );
    text += &format!(
        "<text x=\"8\" y=\"19\" style=\"font-size:15px;font-weight:600\">{}</text>",
        escaped(title)
    );
    text += &format!(
        "<g transform=\"translate(0 {TITLE})\">{}</g>",
        inside.trim_end_matches("</svg>")
    );
    for (i, (class, words)) in legend.iter().enumerate() {
        let y = height + TITLE + LEGEND * i as f64;
        text += &format!(
            "<g class=\"{class}\"><rect class=\"fill\" x=\"8\" y=\"{}\" width=\"10\" height=\"10\"/></g><text x=\"24\" y=\"{}\">{}</text>",
            c(y + 3.0),
            c(y + 12.0),
            escaped(words)
        );
    }
    text + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
