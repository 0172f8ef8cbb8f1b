//! `cargo xtask torture [MINUTES]`: prints tried, survived, found; exit code 1 on any finding.

use amnok_torture::{Subject, again, campaign, repository};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

const USAGE: &str = "amnok-torture PROGRAM [OTHER] MINUTES, or amnok-torture PROGRAM --only NAME/SEED";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let subject = |program: &str, other: Option<&String>| Subject {
        program: PathBuf::from(program),
        other: other.map(PathBuf::from),
        patience: Duration::from_secs(10),
        heed: Duration::from_secs(1),
        root: repository(),
    };
    let seen = match words.as_slice() {
        [program, only, which] if only == "--only" => again(&subject(program, None), which),
        [program, middle @ .., minutes] if middle.len() < 2 => match minutes.parse::<u64>() {
            Ok(minutes) => campaign(&subject(program, middle.first()), Duration::from_secs(60 * minutes)),
            Err(_) => Err(USAGE.into()),
        },
        _ => Err(USAGE.into()),
    };
    match seen {
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
        Ok(seen) => {
            print!("{}", seen.table());
            for finding in &seen.found {
                println!("\n{}: {}", finding.trial, finding.why);
            }
            ExitCode::from(u8::from(!seen.found.is_empty()))
        }
    }
}
