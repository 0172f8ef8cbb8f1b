//! A made-up country at war: hundreds of districts, each linked to those nearest to it, two fifths of which are fought over for forty
//! days each and empty by a hundredth of their residents a day; a few camps that are soon full. The shape is that of folders that
//! Flee's users have for Nigeria; places, roads and people are drawn.
use super::folders::Folders;
use amnok_model::chance::{Luck, Stream};
use std::fmt::Write;
use std::fs;
use std::path::Path;

const PLACES: usize = 780;
const CAMPS: usize = 14;
const DAYS: u32 = 366;
/// For so many days a district is fought over.
const FIGHTING: u32 = 40;
/// Kilometres of a thousandth of a degree, along and down, and of road for each as the crow flies.
const KM: (f64, f64, f64) = (0.1098, 0.1112, 1.3);

/// What stands in the settings beside rules of movement.
pub const SETTINGS: &str = "spawn_rules:\n  conflict_driven_spawning:\n    spawn_mode: pop_ratio\n    \
    displaced_per_conflict_day: 0.01\n  take_from_population: True\n";

/// Writes the country below a place.
pub fn country(place: &Path) -> std::io::Result<Folders> {
    let (input, registered) = (place.join("input"), place.join("registered"));
    fs::create_dir_all(&input)?;
    fs::create_dir_all(&registered)?;
    // The same draws wherever it runs.
    let mut dice = Luck { seed: 1, replicate: 0 }.at(0_u16, 0, 0, 0);
    let at: Vec<(u32, u32)> = (0..PLACES)
        .map(|_| (4300 + dice.below(9400), 2700 + dice.below(11_900)))
        .collect();
    let zones: Vec<usize> = (0..PLACES - CAMPS).filter(|place| place % 5 < 2).collect();
    let mut text = String::from("#name,region,country,latitude,longitude,location_type,conflict_date,population\n");
    for (place, (down, along)) in at.iter().enumerate() {
        let (kind, people) = match place {
            _ if place >= PLACES - CAMPS => ("camp", 100_000),
            _ if zones.contains(&place) => ("conflict_zone", 50_000 + dice.below(400_000)),
            _ => ("town", 50_000 + dice.below(400_000)),
        };
        let (down, along, since) = (
            f64::from(*down) / 1000.0,
            f64::from(*along) / 1000.0,
            u8::from(kind == "conflict_zone"),
        );
        let _ = writeln!(text, "{},R,N,{down},{along},{kind},{since},{people}", name(place));
    }
    fs::write(input.join("locations.csv"), text)?;
    fs::write(input.join("routes.csv"), roads(&at))?;
    fs::write(
        input.join("closures.csv"),
        "#closure_type,name1,name2,closure_start,closure_end\n",
    )?;
    fs::write(input.join("registration_corrections.csv"), "")?;
    fs::write(
        input.join("sim_period.csv"),
        format!("StartDate,2023-08-01\nLength,{DAYS}\n"),
    )?;
    fs::write(input.join("conflicts.csv"), conflicts(&zones, &mut dice))?;
    let mut layout = String::from("total,total.csv\n");
    for place in PLACES - CAMPS..PLACES {
        let _ = writeln!(layout, "{0},{0}.csv", name(place));
        fs::write(
            registered.join(format!("{}.csv", name(place))),
            "Date,Number\n2023-08-01,0\n",
        )?;
    }
    fs::write(registered.join("total.csv"), "Date,Number\n2023-08-01,0\n")?;
    fs::write(registered.join("data_layout.csv"), layout)?;
    Ok(Folders {
        name: "A made-up country".into(),
        input: input.to_string_lossy().into_owned(),
        registered: registered.to_string_lossy().into_owned(),
        invented: true,
    })
}

fn name(place: usize) -> String {
    if place >= PLACES - CAMPS {
        format!("Camp {place}")
    } else {
        format!("District {place}")
    }
}

/// From each place to the three that are nearest.
fn roads(at: &[(u32, u32)]) -> String {
    let mut text = String::from("#name1,name2,distance,forced_redirection\n");
    let mut known = Vec::new();
    for (from, a) in at.iter().enumerate() {
        let length = |b: &(u32, u32)| {
            let apart = |a: u32, b: u32| f64::from(a) - f64::from(b);
            (apart(a.0, b.0) * KM.1).hypot(apart(a.1, b.1) * KM.0)
        };
        let mut near: Vec<(f64, usize)> = at.iter().map(length).zip(0..).filter(|(_, to)| *to != from).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (km, to) in &near[..3] {
            let both = (from.min(*to), from.max(*to));
            if !known.contains(&both) {
                known.push(both);
                let _ = writeln!(text, "{},{},{:.2},0", name(from), name(*to), (km * KM.2).max(0.1));
            }
        }
    }
    text
}

fn conflicts(zones: &[usize], dice: &mut Stream) -> String {
    let begin: Vec<u32> = zones.iter().map(|_| dice.below(DAYS - FIGHTING)).collect();
    let mut text = String::from("#Day");
    zones
        .iter()
        .for_each(|zone| text.push_str(&format!(",{}", name(*zone))));
    for day in 0..DAYS {
        let _ = write!(text, "\n{day}");
        for begin in &begin {
            text.push_str(if (*begin..begin + FIGHTING).contains(&day) {
                ",1"
            } else {
                ",0"
            });
        }
    }
    text.push('\n');
    text
}
