//! Settings of commands, outlets and the policy.

use super::{Setting, Write, plain, setting};
use crate::border::check::{COMMAND_CHANCE, Number, OUTLET_CHANCE};
use crate::border::checked::Scenario;
use amnok_model::given::{ORDER_KINDS, Outlet, Policy, ReportingChance, Response, Sources, Stage};
use amnok_model::inputs::Inputs;

impl Scenario {
    /// What commands and outlets hear of, how late, and from how many sources.
    pub(super) fn reporting(&self) -> Vec<Setting> {
        let mut all = Vec::new();
        for (place, command) in self.inputs.commands.iter().enumerate() {
            let prefix = format!("command.{}", command.name);
            for (number, hears) in command.hears.iter().enumerate() {
                let write: Write = Box::new(move |inputs, value| inputs.commands[place].hears[number].chance = value);
                all.push(chance(&prefix, hears, &COMMAND_CHANCE, write));
            }
            for number in 0..command.stages.len() {
                let prefix = format!("{prefix}.stage.{}", number + 1);
                let rows = Stage::NUMBERS.iter();
                all.extend(rows.map(|row| {
                    setting(&prefix, row, move |inputs| {
                        inputs.commands[place].stages.get_mut(number)
                    })
                }));
            }
        }
        for (place, outlet) in self.inputs.outlets.iter().enumerate() {
            let prefix = format!("outlet.{}", outlet.name);
            for (number, hears) in outlet.hears.iter().enumerate() {
                let write: Write = Box::new(move |inputs, value| inputs.outlets[place].hears[number].chance = value);
                all.push(chance(&prefix, hears, &OUTLET_CHANCE, write));
            }
            for (number, sources) in outlet.sources.iter().enumerate() {
                let prefix = format!("{prefix}.sources.{}", sources.place);
                let rows = Sources::NUMBERS.iter();
                all.extend(rows.map(|row| {
                    setting(&prefix, row, move |inputs| {
                        inputs.outlets[place].sources.get_mut(number)
                    })
                }));
            }
            let rows = Outlet::NUMBERS.iter();
            all.extend(rows.map(|row| setting(&prefix, row, move |inputs| inputs.outlets.get_mut(place))));
        }
        all
    }

    /// Numbers of the policy, if there is one.
    pub(super) fn policy(&self) -> Vec<Setting> {
        let Some(policy) = &self.inputs.policy else {
            return Vec::new();
        };
        let rows = Policy::NUMBERS.iter();
        let mut all: Vec<Setting> = rows
            .map(|row| setting("policy", row, |inputs| inputs.policy.as_mut()))
            .collect();
        for (number, response) in policy.playbook.iter().enumerate() {
            let prefix = format!("policy.playbook.{}", number + 1);
            let kind = ORDER_KINDS.iter().find(|k| k.kind == response.kind && k.unit != "none");
            if let Some(kind) = kind {
                let write: Write = Box::new(move |inputs, value| {
                    if let Some(response) = response_of(inputs, number) {
                        response.size = value;
                    }
                });
                let bounds = (kind.least, kind.most);
                all.push(plain(format!("{prefix}.size"), kind.unit, bounds, write));
            }
            // How long a measure holds is set where it does not hold for good.
            let rows = Response::NUMBERS.iter();
            let rows = rows.filter(|row| row.key != "days" || response.days.is_some());
            all.extend(rows.map(|row| setting(&prefix, row, move |inputs| response_of(inputs, number))));
        }
        all
    }
}

/// A measure of the playbook.
fn response_of(inputs: &mut Inputs, number: usize) -> Option<&mut Response> {
    inputs.policy.as_mut()?.playbook.get_mut(number)
}

/// The chance that a topic is told.
fn chance(prefix: &str, hears: &ReportingChance, chance: &Number, write: Write) -> Setting {
    plain(
        format!("{prefix}.hears.{}.chance", hears.topic.name()),
        chance.unit,
        (chance.least, chance.most),
        write,
    )
}
