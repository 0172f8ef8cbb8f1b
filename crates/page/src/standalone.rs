//! Figures by themselves: SVG with their title, their legend and their colours in them.

use crate::charts::c;
use crate::document::light_style;
use std::collections::BTreeMap;

/// Room above a figure for its title, and below for its legend.
const TITLE: f64 = 28.0;
const LEGEND: f64 = 22.0;

/// Every figure of a page of this crate by itself, in order: its name in plain letters, and its SVG.
pub fn pictures(page: &str) -> Vec<(String, String)> {
    let all = page.split("<figure>").skip(1);
    let found = all.filter_map(|rest| picture(rest.split("</figure>").next()?));
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let numbered = |(name, svg): (String, String)| {
        let time = times.entry(name.clone()).or_default();
        *time += 1;
        let name = if *time == 1 { name } else { format!("{name}-{time}") };
        (name, svg)
    };
    found.map(numbered).collect()
}

/// A figure of a page by itself, from what stands between its tags; none where it has no heading or is no drawing.
fn picture(figure: &str) -> Option<(String, String)> {
    let (heading, rest) = figure.split_once("<h3>")?.1.split_once("</h3>")?;
    let title = words(heading);
    let name = words(heading.split("<span").next()?).to_lowercase();
    let name: Vec<&str> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let start = rest.find("<svg")?;
    let svg = &rest[start..rest.rfind("</svg>")? + "</svg>".len()];
    let legend = rest[..start].split("<i class=\"").skip(1).filter_map(|entry| {
        let (class, after) = entry.split_once("\"></i>")?;
        Some((class, words(after.split("</span>").next()?)))
    });
    let legend: Vec<(&str, String)> = legend.collect();
    Some((name.join("-"), alone(&title, &legend, svg)))
}

/// The words of a piece of a page.
fn words(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let text: String = pieces
        .map(|(number, piece)| match number {
            0 => piece,
            _ => piece.split_once('>').map_or("", |(_, text)| text),
        })
        .collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .into_iter()
        .fold(text, |text, (code, letter)| text.replace(code, letter))
}

/// An SVG element of a page with what it needs to stand alone: title, legend (class of colour and words), light colours.
pub fn alone(title: &str, legend: &[(&str, String)], svg: &str) -> String {
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
    let lines = inside.contains("class=\"median\"");
    for (i, (class, words)) in legend.iter().enumerate() {
        let y = height + TITLE + LEGEND * i as f64;
        // A line stands in the key as it is drawn, dashes and all.
        let (mark, room) = match lines {
            true => (format!("<path class=\"median\" d=\"M8 {}h24\"/>", c(y + 8.0)), 38.0),
            false => (
                format!(
                    "<rect class=\"fill\" x=\"8\" y=\"{}\" width=\"10\" height=\"10\"/>",
                    c(y + 3.0)
                ),
                24.0,
            ),
        };
        text += &format!(
            "<g class=\"{class}\">{mark}</g><text x=\"{room}\" y=\"{}\">{}</text>",
            c(y + 12.0),
            escaped(words)
        );
    }
    text + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::figure;
    use maud::html;

    #[test]
    fn every_drawing_of_a_page_is_a_picture_by_itself() {
        let names = ["of A & B".to_owned(), "of C".to_owned()];
        let one = |heading| {
            figure(
                heading,
                "per month",
                &names,
                html! { svg viewBox="0 0 480 250" { g.c0 { path d="M0 0" {} } } },
                "So.",
            )
        };
        let page = html! { (one("Arrests: of <all>")) figure { h3 { "No drawing" } } (one("Arrests: of <all>")) (one("Prices, closer")) };
        let found = pictures(&page.into_string());
        let called: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(called, ["arrests-of-all", "arrests-of-all-2", "prices-closer"]);
        let svg = &found[0].1;
        assert!(
            svg.contains("Arrests: of &lt;all&gt;, per month") && svg.contains("of A &amp; B"),
            "{svg}"
        );
        assert!(
            svg.contains("M0 0") && svg.trim_end().ends_with("</svg>") && !svg.contains("So."),
            "{svg}"
        );
    }

    /// Two lines of a figure that is printed without colours were the same line, also in its key.
    #[test]
    fn lines_are_told_apart_without_their_colours() {
        let dash = |rule: &str| -> String {
            let (_, rest) = crate::STYLE.split_once(rule).unwrap_or_else(|| panic!("no {rule}"));
            let of = rest
                .split_once("stroke-dasharray:")
                .and_then(|(_, rest)| rest.split_once('}'));
            of.map(|(dash, _)| dash.to_owned()).expect("dashes")
        };
        let all = ["g.c0~g.c1", "g.c1~g.c2", "g.c1~g.c3"].map(|line| dash(&format!("{line} .median{{")));
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2], "{all:?}");
        let legend = [("c0", "A".to_owned()), ("c1", "B".to_owned())];
        let of = |class: &str| {
            alone(
                "",
                &legend,
                &format!("<svg viewBox=\"0 0 9 9\"><path class=\"{class}\" d=\"M0 0\"/></svg>"),
            )
        };
        let key = |svg: &str| svg.matches("h24\"/>").count();
        assert_eq!((key(&of("median")), key(&of("bar"))), (2, 0));
        assert!(of("median").contains(&all[0]), "the dashes go with the figure");
    }
}
