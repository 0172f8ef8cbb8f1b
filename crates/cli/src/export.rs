//! `amnok export`.

use crate::Failure;
use amnok_export::{File, Format, displacement};
use amnok_store::{Place, kind_of};
use std::path::{Path, PathBuf};

/// Options of `amnok export`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Result folder of `amnok flee run`.
    folder: PathBuf,
    /// Formats; all of them if left out.
    #[arg(long, value_delimiter = ',', value_parser = format, value_name = "csv,xlsx,geojson,svg,png")]
    to: Vec<Format>,
    /// Where the files go; a folder beside the result, with `-export` after its name, if left out.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Replace a folder of exports.
    #[arg(long)]
    force: bool,
}

fn format(text: &str) -> Result<Format, String> {
    let names = || Format::ALL.map(Format::name).join(", ");
    Format::of(text).ok_or_else(|| format!("one of {}", names()))
}

/// Writes the files and says which.
pub fn export(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    match kind_of(folder) {
        Some("displacement") => {}
        Some(kind) => {
            let why = "only results of `amnok flee run` are exported so far; the tables of others are Parquet and CSV already";
            return Err(Failure::Input(format!(
                "{} is the result of a {kind}: {why}",
                folder.display()
            )));
        }
        None => return Err(Failure::Input(format!("{} is no result folder", folder.display()))),
    }
    let out = arguments.out.clone().unwrap_or_else(|| beside(folder));
    let place = Place::of(&out, arguments.force)?.apart_from(folder)?;
    let formats = match arguments.to.as_slice() {
        [] => &Format::ALL[..],
        some => some,
    };
    let (conflict, asked, all) = amnok_store::displacement::read(folder)?;
    let mut files: Vec<File> = Vec::new();
    for format in formats {
        files.extend(displacement(&conflict, asked.seed, &all, *format).map_err(Failure::Other)?);
    }
    let told: String = files
        .iter()
        .map(|(name, _)| format!("{}\n", out.join(name).display()))
        .collect();
    amnok_store::write_export(place, folder, &files)?;
    crate::say(&told)
}

/// The folder beside a result.
fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push("-export");
    folder.with_file_name(name)
}
