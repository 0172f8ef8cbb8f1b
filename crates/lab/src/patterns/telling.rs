//! The experiments about who is told what: P5, P10, P12.

use super::design::{CHANGE, new_layer, quiet, ratio, with};
use super::selection::{RowSelection, log_ratio};
use super::{Effect, Expected, Experiment};
use amnok_model::given::OrderKind;
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::officials::held_until;
use core::ops::Range;

/// Workers that an experiment sets to work.
const WORKERS: f64 = 20_000.0;

/// What all commands have on file of a measure, against how often it happened; half of one more on both sides.
fn on_file(selection: &RowSelection<'_>, commands: usize, name: &str) -> f64 {
    let told: f64 = (0..commands)
        .map(|command| selection.reported_by(command).sum(name))
        .sum();
    (told + 0.5) / (selection.sum(name) + 0.5)
}

/// The same of outlets.
fn published(selection: &RowSelection<'_>, outlets: Range<usize>, name: &str) -> f64 {
    let told: f64 = outlets.map(|outlet| selection.reported_by(outlet).sum(name)).sum();
    (told + 0.5) / (selection.sum(name) + 0.5)
}

/// P5: units answer together for their members.
pub fn collective(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 2 * CHANGE);
    let commands = inputs.commands.len();
    let variant = (commands > 0).then(|| with(&base, OrderKind::Collective, None, 0.0, |_| ()));
    let days = CHANGE + 30..2 * CHANGE;
    let during = days.clone();
    let complicity: Effect = Box::new(move |base, variant| {
        let deals = |p: &RowSelection<'_>| p.days(days.clone()).sum("deals") + 0.5;
        log_ratio(deals(variant), deals(base))
    });
    let reported: Effect = Box::new(move |base, variant| {
        let share = |p: &RowSelection<'_>| on_file(&p.days(during.clone()), commands, "arrested_here");
        log_ratio(share(variant), share(base))
    });
    Experiment {
        pattern: "P5",
        says: "Collective punishment lowers complicity, and lowers the share of incidents that units report",
        versions: variant.map(|variant| (base, variant)),
        questions: vec![
            ratio(
                "guards with a standing deal, where units answer for their members",
                Expected::Falls,
                complicity,
            ),
            ratio(
                "reports of arrests that came to the top, per arrest",
                Expected::Falls,
                reported,
            ),
        ],
    }
}

/// P10: deaths at work are held back until a day of the year.
pub fn families(inputs: &Inputs) -> Experiment {
    let held = inputs.commands.iter().enumerate().find_map(|(number, command)| {
        let until = command.stages.last()?.until?;
        Some((number, until))
    });
    let (command, until) = held.unwrap_or((0, (12, 31)));
    // The first such day that leaves some months before it.
    let told = held_until(inputs.start, CHANGE + 90, until);
    let base = quiet(inputs, told + 1);
    let crew = WORKERS / inputs.counties.len() as f64;
    let variant = held.map(|_| with(&base, OrderKind::Build, None, crew, |_| ()));
    let month = (told + 1).saturating_sub(until.1 as u32);
    let (before, then) = (CHANGE..month, month..month + 1);
    let during = before.clone();
    Experiment {
        pattern: "P10",
        says: "Families of soldiers killed at work learn of it at the end of the year, all at once",
        versions: variant.map(|variant| (base, variant)),
        questions: vec![
            ratio(
                "families told before the last month, against deaths at work until then",
                Expected::Falls,
                Box::new(move |_, variant| {
                    let days = variant.days(before.clone());
                    let happened = days.sum("worker_deaths");
                    log_ratio(days.reported_by(command).sum("worker_deaths") + 0.5, happened)
                }),
            ),
            ratio(
                "families told in the last month, against half of the deaths since the works began",
                Expected::Rises,
                Box::new(move |_, variant| {
                    let all = variant.days(during.start..then.end).sum("worker_deaths");
                    log_ratio(
                        variant.days(then.clone()).reported_by(command).sum("worker_deaths"),
                        all / 2.0,
                    )
                }),
            ),
        ],
    }
}

/// P12: three counts of the same, each with its own way of being wrong.
pub fn three_counts(inputs: &Inputs) -> Experiment {
    let base = new_layer(&quiet(inputs, 2 * CHANGE));
    let (commands, all) = (inputs.commands.len(), inputs.commands.len() + inputs.outlets.len());
    let versions = base.filter(|_| commands > 0 && all > commands).map(|base| {
        let fire = |version: Inputs, force| with(&version, OrderKind::Fire, Some(force), 0.4, |_| ());
        let variant = (0..inputs.forces.len()).fold(base.clone(), fire);
        (base, variant)
    });
    let days = CHANGE..2 * CHANGE;
    let (second, third) = (days.clone(), days.clone());
    Experiment {
        pattern: "P12",
        says: "The official count, the press count and the true count of incidents differ, each in its own direction",
        versions,
        questions: vec![
            ratio(
                "share of passages on file with commands, against the share of arrests",
                Expected::Falls,
                Box::new(move |_, variant| {
                    let p = variant.days(days.clone());
                    log_ratio(
                        on_file(&p, commands, "crossed_here"),
                        on_file(&p, commands, "arrested_here"),
                    )
                }),
            ),
            ratio(
                "share of shootings told by outlets, against the share of arrests",
                Expected::Rises,
                Box::new(move |_, variant| {
                    let p = variant.days(second.clone());
                    let outlets = commands..all;
                    log_ratio(
                        published(&p, outlets.clone(), "shot_here"),
                        published(&p, outlets, "arrested_here"),
                    )
                }),
            ),
            ratio(
                "arrests told by outlets, against arrests on file with the first command",
                Expected::Falls,
                Box::new(move |_, variant| {
                    let p = variant.days(third.clone());
                    log_ratio(
                        published(&p, commands..all, "arrested_here"),
                        on_file(&p, 1, "arrested_here"),
                    )
                }),
            ),
        ],
    }
}
