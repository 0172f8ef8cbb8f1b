//! `amnok man`, `amnok completions`: what a package of the program lays beside it.

use crate::{Arguments, Failure, say};
use clap::CommandFactory;

/// Prints the manual page of the program, or of one of its commands.
pub fn man(words: &[String]) -> Result<(), Failure> {
    let mut program = without_help(Arguments::command());
    program.build();
    let mut command = &program;
    for word in words {
        command = command
            .find_subcommand(word)
            .ok_or_else(|| Failure::Input(format!("no command `{word:.40}`; `amnok help` lists them")))?;
    }
    let mut page = Vec::new();
    let source = concat!("amnok ", env!("CARGO_PKG_VERSION"));
    let rendered = clap_mangen::Man::new(command.clone()).source(source).render(&mut page);
    rendered.map_err(|error| Failure::Other(format!("the manual page: {error}")))?;
    say(&String::from_utf8_lossy(&page))
}

/// A command and those below it without `help`, which has no page.
fn without_help(command: clap::Command) -> clap::Command {
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}

/// Prints the completion script of a shell.
pub fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "amnok", &mut script);
    say(&String::from_utf8_lossy(&script))
}
