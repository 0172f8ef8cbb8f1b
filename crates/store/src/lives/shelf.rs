//! Lives on the disk, so that the next server has those of the one before it: a folder for each key, and for each life its ledger and what was
//! tried by day. Mornings from which others go on are not kept there: whoever goes on from such a life lives from the first day.

use super::Key;
use crate::error::{ResultError, at};
use crate::folder::{digest, digest_of, replace};
use crate::tables::{ledger_bytes, read_ledger};
use amnok_lab::compare::Life;
use amnok_model::inputs::Inputs;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::SystemTime;

/// Bytes that all of it may take; the keys of which nothing was written for longest go first.
const MOST: u64 = 100 << 20;

/// Bytes of a digest in hexadecimal.
const DIGEST: usize = 64;

/// A life that is to be written.
struct Asked {
    key: Key,
    replicate: u32,
    inputs: Inputs,
    life: Arc<Life>,
}

/// Lives on the disk.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    maker: String,
    asked: Sender<Asked>,
}

impl Shelf {
    /// In a folder, made by a program of that name: lives of another are not taken for its own. With what writes them until the shelf is gone,
    /// for a thread that lets others go first.
    pub fn of(folder: &Path, maker: &str) -> (Shelf, impl FnOnce() + Send + use<>) {
        let (asked, due) = mpsc::channel();
        let shelf = Shelf {
            folder: folder.to_path_buf(),
            maker: maker.to_owned(),
            asked,
        };
        let (folder, maker) = (shelf.folder.clone(), shelf.maker.clone());
        (shelf, move || write(&folder, &maker, &due))
    }

    /// A life, if it is there and whole.
    pub fn life(&self, key: &Key, replicate: u32, inputs: &Inputs) -> Option<Life> {
        let [ledger, tried] = files(&self.folder, &self.maker, key, replicate);
        let bytes = fs::read(tried).ok()?;
        let (head, words) = bytes.split_at_checked(DIGEST)?;
        let (of_ledger, _) = digest_of(&ledger).ok()?;
        if head != mark(&of_ledger, words).as_bytes() {
            return None;
        }
        let (_, rows) = read_ledger(&ledger)
            .ok()?
            .pop()
            .filter(|(number, _)| *number == replicate)?;
        let word = |bytes: &[u8]| bytes.try_into().ok().map(u64::from_le_bytes);
        let tried = words.chunks(size_of::<u64>()).map(word).collect::<Option<Vec<u64>>>()?;
        Life::again(inputs, rows, tried)
    }

    /// Has a life written when there is time.
    pub fn keep(&self, key: &Key, replicate: u32, inputs: &Inputs, life: &Arc<Life>) {
        // Where nobody writes, nothing is kept.
        let _ = self.asked.send(Asked {
            key: key.clone(),
            replicate,
            inputs: inputs.clone(),
            life: life.clone(),
        });
    }
}

/// Ledger and what was tried of a life.
fn files(folder: &Path, maker: &str, key: &Key, replicate: u32) -> [PathBuf; 2] {
    let name = digest(json!({ "maker": maker, "of": key.to_json() }).to_string().as_bytes());
    ["ledger.parquet", "tried"].map(|end| folder.join(&name).join(format!("{replicate:08}.{end}")))
}

/// What stands before the words of a life: that they and its ledger are what was written.
fn mark(of_ledger: &str, words: &[u8]) -> String {
    digest(&[of_ledger.as_bytes(), words].concat())
}

/// Writes what comes until nobody can ask any more.
fn write(folder: &Path, maker: &str, due: &Receiver<Asked>) {
    for asked in due {
        // A disk that is full costs the next server time, and nothing else.
        if let Ok(within) = put(folder, maker, &asked) {
            forget(folder, &within, MOST);
        }
    }
}

/// Writes one life, its ledger first; gives the folder of its key.
fn put(folder: &Path, maker: &str, asked: &Asked) -> Result<PathBuf, ResultError> {
    let [ledger, tried] = files(folder, maker, &asked.key, asked.replicate);
    let within = tried.parent().unwrap_or(folder).to_path_buf();
    fs::create_dir_all(&within).map_err(at(&within))?;
    if tried.is_file() {
        return Ok(within);
    }
    let bytes = ledger_bytes(&asked.inputs, asked.replicate, asked.life.rows.clone())?;
    replace(&ledger, &bytes)?;
    let words: Vec<u8> = asked.life.tried().iter().flat_map(|word| word.to_le_bytes()).collect();
    let mark = mark(&digest(&bytes), &words);
    replace(&tried, &[mark.as_bytes(), &words].concat())?;
    Ok(within)
}

/// Takes away what was written longest ago, as long as all of it is more than `most` bytes; never what was written now.
fn forget(folder: &Path, now: &Path, most: u64) {
    let size = |within: &Path| -> u64 {
        let files = fs::read_dir(within).into_iter().flatten().flatten();
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    };
    let folders = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<(SystemTime, PathBuf, u64)> = folders
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .map(|(time, within)| (time, within.clone(), size(&within)))
        .collect();
    all.sort();
    let mut sum: u64 = all.iter().map(|(_, _, size)| size).sum();
    for (_, within, size) in all.iter().filter(|(_, within, _)| within != now) {
        if sum <= most {
            return;
        }
        if fs::remove_dir_all(within).is_ok() {
            sum -= size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Values;
    use amnok_chance::Luck;
    use amnok_scenario::Scenario;
    use std::sync::atomic::AtomicBool;

    fn lived() -> (Scenario, Arc<Life>) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
        let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
        scenario.set("period.end", "2031-04-10").expect("a day of the scenario");
        let luck = Luck {
            seed: scenario.seed,
            replicate: 1,
        };
        let life = Life::of(&scenario.inputs, luck, &AtomicBool::new(false)).expect("whole");
        (scenario, Arc::new(life))
    }

    #[test]
    fn a_life_is_what_it_was_for_the_same_program_and_key_and_not_if_damaged() {
        let (scenario, life) = lived();
        let place = tempfile::tempdir().expect("a folder");
        let key = Key::of(&scenario, &Values::Fixed);
        let (shelf, write) = Shelf::of(place.path(), "this program");
        let writer = std::thread::spawn(write);
        shelf.keep(&key, 1, &scenario.inputs, &life);
        drop(shelf);
        writer.join().expect("no fault");
        let (shelf, _) = Shelf::of(place.path(), "this program");
        let read = |key: &Key, number| shelf.life(key, number, &scenario.inputs);
        assert_eq!(read(&key, 1).as_ref(), Some(&*life));
        assert_eq!(read(&key, 0), None);
        assert_eq!(read(&Key { seed: 7, ..key.clone() }, 1), None);
        assert_eq!(read(&key.beside(&scenario), 1), None);
        let (other, _) = Shelf::of(place.path(), "another program");
        assert_eq!(other.life(&key, 1, &scenario.inputs), None);
        for file in files(place.path(), "this program", &key, 1) {
            let whole = fs::read(&file).expect("it is there");
            let mut damaged = whole.clone();
            *damaged.last_mut().expect("bytes") ^= 1;
            fs::write(&file, &damaged).expect("written");
            assert_eq!(read(&key, 1), None, "{}", file.display());
            fs::write(&file, &whole).expect("written");
        }
        assert!(read(&key, 1).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn what_was_written_longest_ago_goes_first_and_what_is_written_now_never() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = |name: &str| place.path().join(name);
        for (age, name) in ["new", "old", "older"].iter().enumerate() {
            fs::create_dir(folder(name)).expect("a folder");
            fs::write(folder(name).join("x"), [0; 100]).expect("written");
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1000 - age as u64);
            let at = fs::File::open(folder(name)).expect("a folder");
            at.set_modified(time).expect("a time");
        }
        let left = |most| {
            forget(place.path(), &folder("older"), most);
            ["new", "old", "older"].map(|name| folder(name).is_dir())
        };
        assert_eq!(left(300), [true, true, true]);
        assert_eq!(left(299), [true, false, true]);
        assert_eq!(left(10), [false, false, true]);
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/serve.md");
        let said = fs::read_to_string(docs).expect("it is there");
        assert!(said.contains(&format!("(`lives/`, at most {} MB;", MOST >> 20)));
    }
}
