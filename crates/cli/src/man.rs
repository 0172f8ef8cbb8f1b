//! `amnok man`, `amnok completions`: what a package of the program lays beside it.

use crate::{Arguments, Failure, say};
use clap::CommandFactory;

/// Prints the manual page of the program, or of one of its commands.
pub fn man(words: &[String]) -> Result<(), Failure> {
    let mut program = Arguments::command();
    program.build();
    let mut command = &program;
    for word in words {
        command = command
            .find_subcommand(word)
            .ok_or_else(|| Failure::Input(format!("no command `{word:.40}`; `amnok help` lists them")))?;
    }
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| Failure::Other(format!("the manual page: {error}")))?;
    say(&String::from_utf8_lossy(&page))
}

/// Prints the completion script of a shell.
pub fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "amnok", &mut script);
    say(&String::from_utf8_lossy(&script))
}
