//! Cost against residents, attempts and replicates, as a figure: lines through what was measured, on logarithmic axes.
use std::fmt::Write as _;

/// A line: its name, and what was measured.
pub struct Series {
    /// Its name.
    pub name: &'static str,
    /// Along the axis, and the cost there. Unit of the cost: s.
    pub points: Vec<(f64, f64)>,
}

/// A panel: what its axis is, and the lines in it.
pub struct Panel {
    /// What is along the axis.
    pub along: &'static str,
    /// Lines.
    pub series: Vec<Series>,
}

const COLOURS: [&str; 6] = ["#0b5fa5", "#c4501b", "#4b7f2b", "#7a4aa0", "#8a6d00", "#555555"];
const WIDTH: f64 = 330.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 52.0;
const TOP: f64 = 24.0;
/// Decades of cost. Unit: log10 s.
const COST: (f64, f64) = (-3.0, 2.0);

/// The figure.
pub fn svg(panels: &[Panel]) -> String {
    let (width, height) = (WIDTH * panels.len() as f64, HEIGHT + 70.0);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\">\n\
         <title>Time of processor of the reduced border against residents, attempts and replicates</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
    );
    for (number, panel) in panels.iter().enumerate() {
        draw(&mut text, WIDTH * number as f64, panel);
    }
    text.push_str("</svg>\n");
    text
}

fn draw(text: &mut String, left: f64, panel: &Panel) {
    let all = panel
        .series
        .iter()
        .flat_map(|series| &series.points)
        .map(|point| point.0.log10());
    let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let (low, high) = (low.floor(), high.ceil().max(low.floor() + 1.0));
    let (wide, tall) = (WIDTH - LEFT - 14.0, HEIGHT - TOP - 40.0);
    let x = |value: f64| left + LEFT + (value.log10() - low) / (high - low) * wide;
    let y = |cost: f64| TOP + (COST.1 - cost.log10().clamp(COST.0, COST.1)) / (COST.1 - COST.0) * tall;
    for decade in COST.0 as i32..=COST.1 as i32 {
        let (at, from, to) = (y(10f64.powi(decade)), left + LEFT, left + LEFT + wide);
        let _ = writeln!(
            text,
            "<line x1=\"{from:.1}\" y1=\"{at:.1}\" x2=\"{to:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/>"
        );
        let (label, beside) = (format!("{} s", 10f64.powi(decade)), left + LEFT - 5.0);
        let _ = writeln!(
            text,
            "<text x=\"{beside:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            at + 4.0
        );
    }
    for decade in low as i32..=high as i32 {
        let (at, label) = (x(10f64.powi(decade)), words(decade));
        let _ = writeln!(
            text,
            "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            TOP + tall + 16.0
        );
    }
    let middle = left + LEFT + wide / 2.0;
    let _ = writeln!(
        text,
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-weight=\"bold\">{}</text>",
        TOP + tall + 32.0,
        panel.along
    );
    for (number, series) in panel.series.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let points: Vec<String> = series
            .points
            .iter()
            .map(|(along, cost)| format!("{:.1},{:.1}", x(*along), y(*cost)))
            .collect();
        let _ = writeln!(
            text,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            points.join(" ")
        );
        for (along, cost) in &series.points {
            let _ = writeln!(
                text,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>",
                x(*along),
                y(*cost)
            );
        }
        let (column, row) = (number % 2, number / 2);
        let (at, line) = (
            left + LEFT - 30.0 + 150.0 * column as f64,
            HEIGHT + 14.0 + 16.0 * row as f64,
        );
        let _ = writeln!(
            text,
            "<text x=\"{at:.1}\" y=\"{line:.1}\" fill=\"{colour}\">{}</text>",
            series.name
        );
    }
}

/// A power of ten in words.
fn words(decade: i32) -> String {
    match decade {
        3..6 => format!("{},000", 10_i32.pow(decade as u32 - 3)),
        6..9 => format!("{} million", 10_i32.pow(decade as u32 - 6)),
        _ => format!("{}", 10f64.powi(decade)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_ten_times_as_much_is_a_decade_higher() {
        let series = Series {
            name: "one",
            points: vec![(1e5, 0.01), (1e6, 0.1)],
        };
        let panels = [Panel {
            along: "residents",
            series: vec![series],
        }];
        let text = svg(&panels);
        let line = text
            .split("points=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a line");
        let ys: Vec<f64> = line
            .split([' ', ','])
            .skip(1)
            .step_by(2)
            .map(|y| y.parse().expect("a number"))
            .collect();
        let decade = (HEIGHT - TOP - 40.0) / (COST.1 - COST.0);
        assert!((ys[0] - ys[1] - decade).abs() < 0.11, "{line}");
        assert!(text.contains(">100,000<") && text.contains(">1 million<") && text.contains(">0.01 s<"));
    }
}
