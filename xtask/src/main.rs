//! The one list of commands: `cargo xtask` prints it. One file per command; a command is a row in [`COMMANDS`].
mod bench;
mod check;
mod deny;
mod dist;
mod docs;
mod fuzz;
mod list;
mod msrv;
mod package;
mod python;
mod shell;
mod test;
mod torture;
mod verify;
mod web;

use std::process::ExitCode;

/// One command, or one part of a command that has parts.
struct Task {
    /// The word that calls it.
    name: &'static str,
    /// What may follow it.
    arguments: &'static str,
    /// What it does, in a line.
    meaning: &'static str,
    /// Its parts, if it has any: printed below it.
    parts: &'static [Task],
    /// Takes the words after its name; whether all that it did went well.
    run: fn(&[String]) -> bool,
}

const COMMANDS: &[Task] = &[
    test::TASK,
    test::RUST,
    check::TASK,
    deny::TASK,
    list::TASK,
    python::TASK,
    web::TASK,
    verify::TASK,
    fuzz::TASK,
    torture::TASK,
    docs::TASK,
    msrv::TASK,
    package::TASK,
    dist::TASK,
    bench::TASK,
];

/// One line for each command and each part, the meanings in one column.
fn help() -> String {
    let mut lines = Vec::new();
    for task in COMMANDS {
        lines.push((format!("cargo xtask {} {}", task.name, task.arguments), task.meaning));
        for part in task.parts {
            let call = format!("cargo xtask {} {} {}", task.name, part.name, part.arguments);
            lines.push((call, part.meaning));
        }
    }
    let width = lines.iter().map(|(call, _)| call.trim_end().len()).max().unwrap_or(0);
    let row = |(call, meaning): &(String, &str)| format!("{:width$}  {meaning}\n", call.trim_end());
    lines.iter().map(row).collect()
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let asked = words.first().map(String::as_str);
    let Some(task) = COMMANDS.iter().find(|task| asked == Some(task.name)) else {
        eprint!("{}", help());
        return ExitCode::from(2);
    };
    if (task.run)(&words[1..]) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
