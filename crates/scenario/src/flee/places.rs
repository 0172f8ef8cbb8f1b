//! locations.csv: places, and who was displaced there before.

use super::names::{KINDS, Names};
use super::settings::Settings;
use super::sheet::{Row, rows, text_lines, too_many};
use super::{Context, Files};
use crate::diagnose::quoted;
use amnok_displacement::PlaceKind;
use amnok_displacement::network::Place;

/// Most places.
pub(crate) const MOST_PLACES: usize = 5_000;
/// Longest name. Unit: characters.
const LONGEST: usize = 200;

/// Places, people displaced at each before, and the names of the file.
pub(crate) fn read(files: &Files, settings: &Settings, context: &mut Context) -> (Vec<Place>, Vec<u32>, Names) {
    let (mut places, mut idps) = (Vec::new(), Vec::new());
    let mut names = Names::default();
    let mut columns: Vec<String> = Vec::new();
    let before = context.findings.len();
    let mut read = 0;
    rows(
        files,
        &format!("{}locations.csv", files.input),
        true,
        context,
        |row, context| {
            if row.is_comment() {
                if row.len() > 8 && columns.is_empty() {
                    columns = (0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect();
                }
                return;
            }
            read += 1;
            if too_many(read, MOST_PLACES, "places", &row, context) {
                return;
            }
            match place(&row, settings, &columns, &mut names, context) {
                Some((place, (idp, farmers))) => {
                    names.index.insert(place.name.clone(), places.len());
                    let region = if row.cell(1).is_empty() { "unknown" } else { row.cell(1) };
                    names.regions.push(region.to_owned());
                    names.farmers.push(farmers);
                    places.push(place);
                    idps.push(idp);
                }
                None => {
                    names.broken.insert(row.cell(0).to_owned());
                }
            }
        },
    );
    let said = context.findings.len() > before;
    let unnamed = |name: &String| name.is_empty() || name.chars().nth(LONGEST).is_some();
    let lost = names.broken.is_empty() || names.broken.iter().any(unnamed);
    names.incomplete = places.is_empty() || said && lost;
    if places.is_empty() && !said {
        super::missing(
            &format!("{}locations.csv", files.input),
            "at least one place",
            &mut context.findings,
        );
        if let Some(last) = context.findings_last() {
            last.found = "a file without places".into();
        }
    }
    (places, idps, names)
}

/// A place, how many were displaced there before, and the share of farmers.
fn place(
    row: &Row,
    settings: &Settings,
    columns: &[String],
    names: &mut Names,
    context: &mut Context,
) -> Option<(Place, (u32, f64))> {
    if !row.is_long_enough(
        8,
        "name,region,country,latitude,longitude,location_type,conflict_date,population",
        context,
    ) {
        return None;
    }
    if !is_named(row, names, context) {
        return None;
    }
    let country = country(row, names);
    let mut coordinate = |i: usize| match row.cell(i).trim() {
        "" => Some(0.0),
        _ => row.number(i, -180.0, 180.0, "a coordinate", context),
    };
    let (first, second) = (coordinate(3)?, coordinate(4)?);
    let kind = kind(row, context)?;
    let size = match row.cell(7).trim() {
        "" => 0,
        _ => row.whole(7, 0, 4_000_000_000, "the population or capacity", context)? / settings.hasten,
    };
    let mut place = Place {
        name: row.cell(0).to_owned(),
        country,
        first,
        second,
        own_intensity: 1.0,
        ..Place::default()
    };
    let more = attributes(row, settings, columns, (kind, country), &mut place, context)?;
    kind.shape(&mut place, &settings.rules);
    match place.camp {
        true => place.capacity = size,
        false => (place.population, place.capacity) = (size, -1),
    }
    Some((place, more))
}

/// Whether the place has a name that can be one; warns of a name that another place has.
fn is_named(row: &Row, names: &Names, context: &mut Context) -> bool {
    let name = row.cell(0);
    let expected = "a name of its own for every place";
    if names.get(name).is_some() {
        let found = format!(
            "{} a second time: routes, series and columns mean the last place of the name, as in Flee, and no route leads to the others",
            quoted(name)
        );
        context
            .warnings
            .say(&row.at(0), found, expected, "name one of them anew");
    }
    let wrong = match (name.is_empty(), name.chars().nth(LONGEST)) {
        (true, _) => "no name".into(),
        (false, Some(_)) => format!("a name of more than {LONGEST} characters"),
        (false, None) => return true,
    };
    context.findings.say(&row.at(0), wrong, expected, "name the place");
    false
}

/// The number of the country, which is new where no place before lies in it.
fn country(row: &Row, names: &mut Names) -> usize {
    let country = if row.cell(2).is_empty() { "unknown" } else { row.cell(2) };
    names.countries.iter().position(|c| c == country).unwrap_or_else(|| {
        names.countries.push(country.to_owned());
        names.countries.len() - 1
    })
}

/// The kind on the first day: where a conflict is still to begin, a town.
fn kind(row: &Row, context: &mut Context) -> Option<PlaceKind> {
    let kind = PlaceKind::of(row.cell(5));
    if kind == PlaceKind::Unknown {
        let expected = format!("a kind of place: {KINDS}");
        context
            .findings
            .say(&row.at(5), quoted(row.cell(5)), expected, "write one of them");
    }
    if !row.cell(5).to_lowercase().contains("conflict") {
        return Some(kind);
    }
    let what = "the day on which the conflict begins";
    let begins = row.whole(6, -1_000_000, 1_000_000, what, context)?;
    Some(if begins > 0 { PlaceKind::Town } else { kind })
}

/// The columns of a name of their own; returns people displaced there before and the share of farmers.
fn attributes(
    row: &Row,
    settings: &Settings,
    columns: &[String],
    (kind, country): (PlaceKind, usize),
    place: &mut Place,
    context: &mut Context,
) -> Option<(u32, f64)> {
    let (mut idp, mut farmers) = (0, 0.0);
    let (mut trade, mut development) = (None, None);
    let pulls = settings.rules.economic_pull && country != 0;
    for (i, attribute) in columns.iter().enumerate().skip(8) {
        match attribute.as_str() {
            "conflict_intensity" => place.own_intensity = row.number(i, 0.0, 1e6, "the intensity", context)?,
            "initial_idps" => idp = displaced(row, i, kind, settings, context)?,
            "capacity_per_day" => {
                place.capacity_per_day = row.whole(i, 0, 1_000_000_000, "the capacity added each day", context)?
            }
            "trade_volume" if pulls => trade = Some(row.number(i, 0.0, 1e12, "the volume of trade", context)?),
            "hdi" if pulls => development = Some(row.number(i, 0.0, 1e6, "the human development", context)?),
            "trade_volume" | "hdi" if settings.rules.economic_pull => {}
            "deactivation_probability" if settings.rules.sinks => {
                place.sink = row.number(i, 0.0, 1.0, "the chance of staying for good", context)?;
            }
            "farmer_fraction" if settings.rules.farmers_only && !settings.harvest.is_empty() => {
                farmers = row.number(i, 0.0, 1.0, "the share of farmers", context)?;
            }
            "" => {}
            _ => context.note(format!(
                "locations.csv: the column `{attribute}` has no effect under the rules that are on"
            )),
        }
    }
    if pulls {
        let (Some(trade), Some(development)) = (trade, development) else {
            let found = format!("the place abroad {} without them", quoted(row.cell(0)));
            let expected = "columns `trade_volume` and `hdi`, at which use_economic_pull looks";
            context
                .findings
                .say(&row.at(0), found, expected, "add the columns after the eighth");
            return None;
        };
        place.economy = Some(1.0 + trade + development * development);
    }
    Some((idp, farmers))
}

/// People displaced before. Flee puts them into places of the output only, and does not look at the number elsewhere.
fn displaced(row: &Row, i: usize, kind: PlaceKind, settings: &Settings, context: &mut Context) -> Option<u32> {
    let camp = matches!(kind, PlaceKind::Camp | PlaceKind::IdpCamp);
    let put = camp || settings.documented() || settings.spawning.by_flood.is_some();
    let text = row.cell(i).trim();
    let number = match put && !(settings.documented() && text.is_empty()) {
        true => row.whole(i, 0, 100_000_000, "the people displaced at home", context)?,
        false => text.parse::<i64>().unwrap_or(0).clamp(0, 100_000_000),
    };
    Some(number as u32)
}

/// Whether the first coordinate of places is the longitude: the head says so, or one of them can be no latitude.
pub(crate) fn longitude_first(places: &[Place], latitude_first: bool) -> bool {
    !latitude_first || places.iter().any(|place| place.first.abs() > 90.0)
}

/// Latitude and longitude of a place; `None` where none are given. Unit: degrees.
pub(crate) fn position(place: &Place, longitude_first: bool) -> Option<(f64, f64)> {
    let (latitude, longitude) = match longitude_first {
        true => (place.second, place.first),
        false => (place.first, place.second),
    };
    ((latitude, longitude) != (0.0, 0.0) && latitude.abs() <= 90.0).then_some((latitude, longitude))
}

/// Whether the head of locations.csv does not say that the longitude comes first.
pub(crate) fn latitude_first(files: &Files) -> bool {
    let text = files.contents.get(&format!("{}locations.csv", files.input));
    let head = text
        .map(|bytes| String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).to_lowercase())
        .unwrap_or_default();
    !text_lines(&head)
        .next()
        .and_then(|line| line.split(',').nth(3))
        .is_some_and(|cell| cell.contains("lon"))
}
