//! `amnok export`.

use crate::Failure;
use amnok_export::{File, Format, border, comparison, displacement, sweep};
use amnok_page::live::Border;
use amnok_store::{PAGE, Place, RunResult, kind_of};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Options of `amnok export`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Result folder of `amnok run`, `amnok compare`, `amnok sweep` or `amnok flee run`.
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
    let make: fn(&Path, &[Format]) -> Result<Vec<File>, Failure> = match kind_of(folder) {
        Some("displacement") => of_displacement,
        Some("run") => of_run,
        Some("comparison") => of_comparison,
        Some("sweep") => of_sweep,
        Some(kind) => {
            let why = "results of `amnok run`, `amnok compare`, `amnok sweep` and `amnok flee run` are exported; the tables of others are Parquet and CSV already";
            return Err(Failure::Input(format!(
                "{} is the result of a {kind}: {why}",
                folder.display()
            )));
        }
        None => return Err(Failure::Input(format!("{} is no result folder", folder.display()))),
    };
    let out = arguments.out.clone().unwrap_or_else(|| beside(folder));
    let place = Place::of(&out, arguments.force)?.apart_from(folder)?;
    let formats = match arguments.to.as_slice() {
        [] => &Format::ALL[..],
        some => some,
    };
    let files = make(folder, formats)?;
    if files.is_empty() {
        let why = "has nothing to be drawn on a map; take --to csv,xlsx,svg,png";
        return Err(Failure::Input(format!("{} {why}", folder.display())));
    }
    let told: String = files
        .iter()
        .map(|(name, _)| format!("{}\n", out.join(name).display()))
        .collect();
    amnok_store::write_export(place, folder, &files)?;
    crate::say(&told)
}

/// The files of a displacement.
fn of_displacement(folder: &Path, formats: &[Format]) -> Result<Vec<File>, Failure> {
    let (conflict, asked, all) = amnok_store::displacement::read(folder)?;
    together(formats, |format| displacement(&conflict, asked.seed, &all, format))
}

/// The files of a run of a border; its figures are those of its report.
fn of_run(folder: &Path, formats: &[Format]) -> Result<Vec<File>, Failure> {
    let run = Border::of(RunResult::read(folder)?);
    let page = std::fs::read_to_string(folder.join(PAGE)).unwrap_or_default();
    together(formats, |format| border(&run, &page, format))
}

/// The files of a comparison; its figures are those of its report.
fn of_comparison(folder: &Path, formats: &[Format]) -> Result<Vec<File>, Failure> {
    let found = amnok_store::comparison::read(folder)?;
    let ledgers = amnok_store::comparison::read_rows(folder)?;
    let page = std::fs::read_to_string(folder.join(PAGE)).unwrap_or_default();
    together(formats, |format| comparison(&found, &ledgers, &page, format))
}

/// The files of a sweep and what drives its outcomes, as `amnok sensitivity` finds it.
fn of_sweep(folder: &Path, formats: &[Format]) -> Result<Vec<File>, Failure> {
    // Ctrl-C ends the process: nothing is written before all is known.
    let never = AtomicBool::new(false);
    let Some((swept, driven)) = amnok_store::sensitivity::sensitivity(folder, &never)? else {
        return Ok(Vec::new());
    };
    let page = amnok_page::drivers(&swept, &driven);
    together(formats, |format| sweep(&swept, &driven, &page, format))
}

fn together(formats: &[Format], make: impl Fn(Format) -> Result<Vec<File>, String>) -> Result<Vec<File>, Failure> {
    let each: Result<Vec<Vec<File>>, String> = formats.iter().map(|format| make(*format)).collect();
    Ok(each.map_err(Failure::Other)?.concat())
}

/// The folder beside a result.
fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push("-export");
    folder.with_file_name(name)
}
