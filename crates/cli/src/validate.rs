//! `amnok validate`.

use crate::speak::tell_as_it_is;
use crate::{Failure, scenario};
use amnok_lab::patterns::{self, Answer, Expected, Scale, Trial, Verdict};
use std::fmt::Write;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Options of `amnok validate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
    /// Pairs of runs for each pattern.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(4..=10_000))]
    replicates: u32,
    /// Seed; that of the scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; one for each core if left out.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Only these patterns, e.g. P5,P12.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Set a parameter, key=value; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

/// Chance that any verdict of the table errs.
const LEVEL: f64 = 0.05;

/// Tries every pattern and prints the table. A pattern that fails is told, not hidden: the command succeeds all the same.
pub fn validate(arguments: &Arguments) -> Result<(), Failure> {
    let scenario = scenario::load(arguments.scenario.as_deref(), &arguments.set)?;
    let known = patterns::names(&scenario.inputs);
    if let Some(other) = arguments.only.iter().find(|name| !known.contains(&name.as_str())) {
        let message = format!("--only {other}: no such pattern; there are {}", known.join(", "));
        return Err(Failure::Input(message));
    }
    let trial = Trial {
        seed: arguments.seed.unwrap_or(scenario.seed),
        replicates: arguments.replicates,
        threads: crate::threads(arguments.threads),
        level: LEVEL,
    };
    let terminal = std::io::stderr().is_terminal();
    let wanted = |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == name);
    let progress = |pattern: &str| {
        if terminal {
            tell_as_it_is(&format!("\r{pattern:<4}"));
        }
    };
    let answers = patterns::validate_some(&scenario.inputs, trial, wanted, progress);
    if terminal {
        tell_as_it_is("\r    \r");
    }
    crate::say(&table(&answers, trial))
}

fn table(answers: &[Answer], trial: Trial) -> String {
    let mut text = format!(
        "Paired runs with common luck, {} pairs each; intervals hold together with {:.0} % confidence (Bonferroni).\n",
        trial.replicates,
        100.0 * (1.0 - trial.level)
    );
    let mut last = ("", "");
    for answer in answers {
        if (answer.pattern, answer.says) != last {
            last = (answer.pattern, answer.says);
            let _ = writeln!(text, "\n{:<4} {}", answer.pattern, answer.says);
        }
        let arrow = match answer.expected {
            Expected::Rises => "up",
            Expected::Falls => "down",
        };
        let effect = match (answer.effect, answer.low, answer.high) {
            (Some(effect), Some(low), Some(high)) => {
                let unit = match answer.scale {
                    Scale::Ratio => "times".to_owned(),
                    Scale::Difference(unit) => unit.to_owned(),
                };
                format!("{effect:.3} {unit} [{low:.3}, {high:.3}]")
            }
            _ => "too little happened, or nothing to ask with".to_owned(),
        };
        let verdict = answer.verdict.name();
        let _ = writeln!(
            text,
            "     {verdict:<12} {}: expected {arrow}, found {effect}",
            answer.question
        );
    }
    let count = |verdict: Verdict| answers.iter().filter(|a| a.verdict == verdict).count();
    let _ = writeln!(
        text,
        "\n{} reproduced, {} undecided, {} contradicted, {} not tested",
        count(Verdict::Reproduced),
        count(Verdict::Undecided),
        count(Verdict::Contradicted),
        count(Verdict::NotTested)
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It once said "16 each".
    #[test]
    fn the_head_says_how_many_pairs_each_pattern_had() {
        let trial = Trial {
            seed: 1,
            replicates: 16,
            threads: 1,
            level: LEVEL,
        };
        assert!(table(&[], trial).starts_with("Paired runs with common luck, 16 pairs each; intervals"));
    }
}
