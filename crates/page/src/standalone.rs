//! Figures by themselves: SVG with their title, their legend and their colours in them.

use crate::charts::c;
use crate::document::light_style;

/// Room above a figure for its title, and below for its legend.
const TITLE: f64 = 28.0;
const LEGEND: f64 = 22.0;

/// An SVG element of a page with what it needs to stand alone: title, legend (class of colour and words), light colours.
pub fn alone(title: &str, legend: &[(&'static str, String)], svg: &str) -> String {
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
