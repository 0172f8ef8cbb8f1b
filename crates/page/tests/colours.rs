//! Colours of the style as people see them who see fewer.

use amnok_page::STYLE;

/// Red, green and blue of a colour of the style as light, 0 to 1; the first is that of light pages, the second that of dark ones.
fn light(name: &str, dark: bool) -> [f64; 3] {
    let all: Vec<&str> = STYLE.split(&format!("--{name}:#")).skip(1).collect();
    let code = u32::from_str_radix(&all[usize::from(dark)][..6], 16).expect("a colour");
    [16, 8, 0].map(|shift| {
        let part = f64::from(code >> shift & 255) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

type Sight = [[f64; 3]; 3];

const ALL: Sight = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
/// Without the cones for long and for middle waves: Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009), 1291, at severity 1.
const PROTANOPIA: Sight = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const DEUTERANOPIA: Sight = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];

fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// CIELAB of a colour as a sight has it.
fn lab(colour: [f64; 3], sight: &Sight) -> [f64; 3] {
    let seen = [0, 1, 2].map(|row| dot(&sight[row], &colour).clamp(0.0, 1.0));
    let bent = |t: f64| {
        if t > 0.008_856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    };
    let x = bent(dot(&[0.4124, 0.3576, 0.1805], &seen) / 0.9505);
    let y = bent(dot(&[0.2126, 0.7152, 0.0722], &seen));
    let z = bent(dot(&[0.0193, 0.1192, 0.9505], &seen) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Without one kind of cones blue and purple, orange and gold, green and red of a stacked figure were the same colour: they differed by 4 to 9.
#[test]
fn colours_of_lines_and_layers_differ_for_every_sight() {
    let names = ["c0", "c1", "c2", "c3", "c4", "c5"];
    for (sight, of) in [
        ("all", &ALL),
        ("protanopia", &PROTANOPIA),
        ("deuteranopia", &DEUTERANOPIA),
    ] {
        for dark in [false, true] {
            let seen = names.map(|name| lab(light(name, dark), of));
            for (i, j) in (0..6).flat_map(|i| (0..i).map(move |j| (i, j))) {
                let apart = seen[i]
                    .iter()
                    .zip(&seen[j])
                    .map(|(a, b)| (a - b).powi(2))
                    .sum::<f64>()
                    .sqrt();
                assert!(
                    apart > 15.0,
                    "{} and {}, {sight}, dark {dark}: {apart}",
                    names[i],
                    names[j]
                );
            }
        }
    }
}

/// Without colours a camp over its limit was as dark as one that was half full: the fuller, the farther from the paper.
#[test]
fn fuller_camps_are_stronger_also_without_colours() {
    for dark in [false, true] {
        let found = ["f0", "f1", "f2", "f3"].map(|name| lab(light(name, dark), &ALL)[0]);
        let farther = |two: &[f64]| if dark { two[1] - two[0] } else { two[0] - two[1] };
        let steps: Vec<f64> = found.windows(2).map(farther).collect();
        assert!(steps.iter().all(|step| *step > 12.0), "dark {dark}: {found:?}");
    }
}
