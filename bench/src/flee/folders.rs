//! The folders that B4 runs on, as they are and with more people.
use std::fs;
use std::path::{Path, PathBuf};

/// A conflict: its name, and its two folders.
pub struct Folders {
    /// Its name.
    pub name: String,
    /// Input folder.
    pub input: String,
    /// Folder of those registered.
    pub registered: String,
    /// Made up, and small.
    pub invented: bool,
}

/// Name, input folder, folder of those registered; the cheapest first.
const CONFLICTS: [[&str; 3]; 3] = [
    ["Mali", "mali", "mali2012"],
    ["Burundi", "burundi", "burundi2015"],
    ["CAR", "car", "car2013"],
];

/// The conflicts of the folder `AMNOK_FLEE`, or of `../shared/flee` beside the repository; the small invented one, told,
/// where there is none.
pub fn conflicts() -> Vec<Folders> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = own.join("../../shared/flee");
    let place = std::env::var_os("AMNOK_FLEE").map_or(beside, PathBuf::from);
    let mut found = Vec::new();
    for [name, input, registered] in CONFLICTS {
        let input = place.join("conflict_input").join(input);
        let registered = place.join("conflict_validation").join(registered);
        if input.is_dir() && registered.is_dir() {
            found.push(Folders::at(name, &input, &registered, false));
        } else {
            eprintln!("B4: {name} left out: AMNOK_FLEE, or ../shared/flee beside the repository, does not hold it");
        }
    }
    if found.is_empty() {
        let example = own.join("../examples/flee");
        let (input, registered) = (example.join("input"), example.join("registered"));
        found.push(Folders::at("examples/flee (invented)", &input, &registered, true));
    }
    found
}

impl Folders {
    fn at(name: &str, input: &Path, registered: &Path, invented: bool) -> Folders {
        Folders {
            name: name.into(),
            input: input.to_string_lossy().into_owned(),
            registered: registered.to_string_lossy().into_owned(),
            invented,
        }
    }

    /// The same, below a place, with so many times the people: residents, capacities and everybody registered.
    pub fn scaled(&self, times: u64, place: &Path) -> Result<Folders, String> {
        let (input, registered) = (place.join("input"), place.join("registered"));
        copy(Path::new(&self.input), &input, &|name, text| match name {
            "locations.csv" => multiplied(text, 7, times),
            _ => Ok(text.to_owned()),
        })?;
        copy(Path::new(&self.registered), &registered, &|name, text| match name {
            "data_layout.csv" => Ok(text.to_owned()),
            _ => multiplied(text, 1, times),
        })?;
        Ok(Folders::at(&self.name, &input, &registered, self.invented))
    }
}

/// Copies the tables of a folder, each changed on its way.
fn copy(from: &Path, to: &Path, change: &dyn Fn(&str, &str) -> Result<String, String>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for file in fs::read_dir(from).map_err(failed)? {
        let path = file.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let text = fs::read_to_string(&path).map_err(failed)?;
            let text = change(name, &text).map_err(|cause| format!("{}: {cause}", path.display()))?;
            fs::write(to.join(name), text).map_err(failed)?;
        }
    }
    Ok(())
}

/// A table with the whole numbers of one column multiplied; other cells of it (a heading, a blank) stay.
fn multiplied(text: &str, column: usize, times: u64) -> Result<String, String> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new();
    let mut writer = writer.flexible(true).from_writer(Vec::new());
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let scaled = row
            .iter()
            .enumerate()
            .map(|(at, cell)| match cell.trim().parse::<u64>() {
                Ok(number) if at == column => number.saturating_mul(times).to_string(),
                _ => cell.to_owned(),
            });
        writer.write_record(scaled).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_the_column_are_multiplied() {
        let text = "Date,number\n2015-05-01,12\n2015-05-02,\n\"#a, b\",x,7\n";
        let found = multiplied(text, 1, 100).unwrap();
        assert_eq!(found, "Date,number\n2015-05-01,1200\n2015-05-02,\n\"#a, b\",x,7\n");
    }
}
