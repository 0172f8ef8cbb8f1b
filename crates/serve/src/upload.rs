//! What is dropped on the page: files of Flee, one by one, as a folder or as a zip archive. They are taken into memory within the
//! limits, and by plain names only; what is no file of Flee is left out.

use crate::answer::Refused;
use crate::limits;
use axum::extract::Multipart;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Files by their names, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Takes in what is sent, within the limits of size, number and time.
///
/// # Errors
/// Which limit is passed, or what is wrong.
pub async fn take(form: Multipart) -> Result<Files, Refused> {
    let taken = tokio::time::timeout(limits::UPLOAD_TIME, parts(form)).await;
    taken.map_err(|_| Refused::slow())?
}

async fn parts(mut form: Multipart) -> Result<Files, Refused> {
    let (mut files, mut bytes) = (Files::new(), 0);
    let mut seen = 0;
    while let Some(mut part) = in_time(form.next_field()).await? {
        let name = part.file_name().unwrap_or_default().to_owned();
        seen += 1;
        if seen > limits::FILES {
            return Err(Refused::large(format!("More than {} files.", limits::FILES)));
        }
        let mut content = Vec::new();
        while let Some(chunk) = in_time(part.chunk()).await? {
            bytes += chunk.len();
            if bytes > limits::UPLOAD {
                return Err(Refused::large(format!("More than {} MB.", limits::UPLOAD >> 20)));
            }
            content.extend_from_slice(&chunk);
        }
        if name.to_lowercase().ends_with(".zip") {
            let unpacked = tokio::task::spawn_blocking(move || unpack(&content, limits::UNPACKED)).await;
            files.extend(unpacked.map_err(Refused::failed)??);
        } else if let Some(name) = plain(&name) {
            files.insert(name, content);
        }
    }
    Ok(files)
}

/// What comes next, if it comes in time.
async fn in_time<T>(
    next: impl Future<Output = Result<T, axum::extract::multipart::MultipartError>>,
) -> Result<T, Refused> {
    let came = tokio::time::timeout(limits::UPLOAD_PAUSE, next)
        .await
        .map_err(|_| Refused::slow())?;
    came.map_err(|error| match error.status().as_u16() {
        413 => Refused::large(format!("More than {} MB.", limits::UPLOAD >> 20)),
        _ => Refused::wrong(error.body_text()),
    })
}

/// A name with its folders, where it is one that leads nowhere else.
fn plain(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = name
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let fits = !parts.is_empty() && name.len() <= limits::NAME && !name.starts_with('/') && !name.contains(':');
    let safe = parts
        .iter()
        .all(|part| *part != ".." && !part.chars().any(char::is_control));
    (fits && safe).then(|| parts.join("/"))
}

/// The files of an archive, of at most so many bytes together. What it says of its sizes is not believed: bytes are counted as they come out.
///
/// # Errors
/// Which limit is passed, or that it is no archive.
fn unpack(bytes: &[u8], most: u64) -> Result<Files, Refused> {
    let broken = |error: &dyn std::fmt::Display| Refused::wrong(format!("The archive cannot be read: {error}."));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
        Refused::wrong(
            "This is no zip archive, or not the whole of one. Drop the folder itself, or pack it anew.".to_owned(),
        )
    })?;
    if archive.len() > limits::FILES {
        return Err(Refused::large(format!(
            "The archive holds more than {} files.",
            limits::FILES
        )));
    }
    let (mut files, mut left) = (Files::new(), most);
    for number in 0..archive.len() {
        let file = archive.by_index(number).map_err(|error| broken(&error))?;
        let Some(name) = file
            .name()
            .ok()
            .and_then(|name| plain(&name))
            .filter(|_| file.is_file())
        else {
            continue;
        };
        if !is_of_flee(&name) {
            continue;
        }
        let mut content = Vec::new();
        file.take(left + 1)
            .read_to_end(&mut content)
            .map_err(|error| broken(&error))?;
        left = left.checked_sub(content.len() as u64).ok_or_else(|| {
            Refused::large(format!(
                "The archive holds more than {} MB when it is unpacked.",
                most >> 20
            ))
        })?;
        files.insert(name, content);
    }
    Ok(files)
}

/// Whether a file is of a kind that Flee reads.
fn is_of_flee(name: &str) -> bool {
    [".csv", ".yml", ".yaml"]
        .iter()
        .any(|end| name.to_lowercase().ends_with(end))
}

/// Files of Flee as a folder that is read in the usual way: `input/…` (with the settings) and `registered/…`. The input is where
/// locations.csv lies nearest to the top, the registered people where data_layout.csv does.
///
/// # Errors
/// Where there is no locations.csv.
pub fn arranged(files: Files) -> Result<Files, Refused> {
    let folder_of = |wanted: &str| {
        let found = files.keys().filter(|name| name.rsplit('/').next() == Some(wanted));
        let nearest = found.min_by_key(|name| (name.matches('/').count(), name.len()));
        nearest.map(|name| name[..name.len() - wanted.len()].to_owned())
    };
    let input = folder_of("locations.csv").ok_or_else(|| {
        Refused::wrong("There is no locations.csv among the files.\nDrop the folder with Flee's input (locations.csv, routes.csv, conflicts.csv, …), and with it the folder of registered people (data_layout.csv), or both in one zip archive.")
    })?;
    let registered = folder_of("data_layout.csv");
    let within = |folder: &str, name: &str| {
        let rest = name.strip_prefix(folder)?;
        (!rest.contains('/') && is_of_flee(rest)).then(|| rest.to_owned())
    };
    // Where both lie in one folder, the registered people are what data_layout.csv names.
    let together = registered.as_ref() == Some(&input);
    let layout = registered
        .as_ref()
        .and_then(|folder| files.get(&format!("{folder}data_layout.csv")));
    let counted = |name: &str| name == "data_layout.csv" || layout.is_some_and(|layout| names(layout, name));
    let mut all = Files::new();
    let mut settings = None;
    for (name, content) in &files {
        if let Some(rest) = within(&input, name).filter(|rest| !(together && counted(rest))) {
            all.insert(format!("input/{rest}"), content.clone());
        }
        let of_registered = registered.as_deref().and_then(|folder| within(folder, name));
        if let Some(rest) = of_registered.filter(|rest| !together || counted(rest)) {
            all.insert(format!("registered/{rest}"), content.clone());
        }
        let file = name.rsplit('/').next().unwrap_or_default();
        if [
            "simsetting.yml",
            "simsettings.yml",
            "simulationsetting.yml",
            "simsetting.yaml",
        ]
        .contains(&file)
        {
            settings.get_or_insert(content);
        }
    }
    // Settings that lie beside the input belong to it.
    if let Some(content) = settings.filter(|_| {
        !all.keys()
            .any(|name| name.starts_with("input/sim") && name.contains(".y"))
    }) {
        all.insert("input/simsetting.yml".into(), content.clone());
    }
    Ok(all)
}

/// Whether a cell of a file of Flee is this name.
fn names(layout: &[u8], name: &str) -> bool {
    let text = String::from_utf8_lossy(layout);
    let mut cells = text.lines().flat_map(|line| line.split(','));
    cells.any(|cell| cell.trim().trim_matches('"') == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn archive(files: &[(&str, usize)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, size) in files {
            writer.start_file(*name, options).expect("begun");
            writer.write_all(&vec![b'0'; *size]).expect("written");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn names_that_lead_out_are_left_out() {
        for name in [
            "../a.csv",
            "a/../../b.csv",
            "/etc/a.csv",
            "C:\\a.csv",
            "..\\a.csv",
            "a\0.csv",
            "",
            "a/\n.csv",
        ] {
            assert_eq!(plain(name), None, "{name:?}");
        }
        assert_eq!(
            plain("./mali\\input/locations.csv").as_deref(),
            Some("mali/input/locations.csv")
        );
        let files = unpack(&archive(&[("../out.csv", 3), ("in.csv", 3), ("in.exe", 3)]), 9)
            .map(|files| files.into_keys().collect::<Vec<_>>());
        assert_eq!(files.expect("an archive"), ["in.csv"]);
    }

    /// 12 MB of one letter are 12 kB when packed.
    #[test]
    fn a_bomb_is_given_up_while_it_is_unpacked() {
        let bomb = archive(&[("a.csv", 6 << 20), ("b.csv", 6 << 20)]);
        assert!(bomb.len() < 1 << 16);
        let refused = unpack(&bomb, 8 << 20).expect_err("it is too large");
        assert!(refused.why().contains("8 MB"), "{}", refused.why());
        assert_eq!(unpack(&bomb, 12 << 20).map(|files| files.len()).ok(), Some(2));
    }

    #[test]
    fn ten_thousand_files_are_refused_before_any_is_read() {
        let names: Vec<String> = (0..10_000).map(|n| format!("{n}.csv")).collect();
        let many: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 0)).collect();
        assert!(
            unpack(&archive(&many), 9)
                .expect_err("too many")
                .why()
                .contains("2000 files")
        );
        assert!(unpack(b"no archive", 9).is_err());
    }

    #[test]
    fn folders_of_flee_are_found_wherever_they_lie() {
        let of = |names: &[&str]| {
            let files: Files = names.iter().map(|name| ((*name).to_owned(), Vec::new())).collect();
            arranged(files).map(|files| files.into_keys().collect::<Vec<_>>())
        };
        let found = of(&[
            "m/simsetting.yml",
            "m/input_csv/locations.csv",
            "m/input_csv/routes.csv",
            "m/source_data/data_layout.csv",
            "m/source_data/camp.csv",
            "m/notes.csv",
        ]);
        assert_eq!(
            found.expect("it is there"),
            [
                "input/locations.csv",
                "input/routes.csv",
                "input/simsetting.yml",
                "registered/camp.csv",
                "registered/data_layout.csv"
            ]
        );
        assert!(of(&["a/routes.csv"]).is_err());
        // Single files that were chosen have no folders.
        let files = [
            ("locations.csv", ""),
            ("routes.csv", ""),
            ("camp.csv", ""),
            ("data_layout.csv", "total,camp.csv"),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let found = arranged(files.into_iter().collect()).map(|files| files.into_keys().collect::<Vec<_>>());
        assert_eq!(
            found.expect("it is there"),
            [
                "input/locations.csv",
                "input/routes.csv",
                "registered/camp.csv",
                "registered/data_layout.csv"
            ]
        );
    }
}
