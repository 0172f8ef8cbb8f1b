//! Settings of commands, outlets and the policy.

use super::{Setting, Write, setting};
use crate::border::check::{
    COMMAND_CHANCE, OUTLET_CHANCE, OUTLET_NUMBERS, POLICY_NUMBERS, RESPONSE_NUMBERS, SOURCES, STAGE_NUMBERS,
};
use crate::border::checked::Scenario;
use amnok_model::given::{ORDER_KINDS, Policy};

impl Scenario {
    /// What commands and outlets hear of, how late, and from how many sources.
    pub(super) fn tellers(&self) -> Vec<Setting> {
        let mut all = Vec::new();
        for (place, command) in self.inputs.commands.iter().enumerate() {
            let prefix = format!("command.{}", command.name);
            for (number, hears) in command.hears.iter().enumerate() {
                let write: Write = Box::new(move |inputs, value| inputs.commands[place].hears[number].chance = value);
                all.push(setting(
                    format!("{prefix}.hears.{}.chance", hears.matter.name()),
                    &COMMAND_CHANCE,
                    write,
                ));
            }
            for number in 0..command.stages.len() {
                let days: Write = Box::new(move |inputs, value| inputs.commands[place].stages[number].days = value);
                let passes: Write = Box::new(move |inputs, value| inputs.commands[place].stages[number].passes = value);
                for (known, write) in STAGE_NUMBERS.iter().zip([days, passes]) {
                    all.push(setting(
                        format!("{prefix}.stage.{}.{}", number + 1, known.0),
                        known,
                        write,
                    ));
                }
            }
        }
        for (place, outlet) in self.inputs.outlets.iter().enumerate() {
            let prefix = format!("outlet.{}", outlet.name);
            for (number, hears) in outlet.hears.iter().enumerate() {
                let write: Write = Box::new(move |inputs, value| inputs.outlets[place].hears[number].chance = value);
                all.push(setting(
                    format!("{prefix}.hears.{}.chance", hears.matter.name()),
                    &OUTLET_CHANCE,
                    write,
                ));
            }
            for (number, sources) in outlet.sources.iter().enumerate() {
                let write: Write = Box::new(move |inputs, value| inputs.outlets[place].sources[number].number = value);
                all.push(setting(
                    format!("{prefix}.sources.{}.number", sources.place),
                    &SOURCES,
                    write,
                ));
            }
            let lag: Write = Box::new(move |inputs, value| inputs.outlets[place].lag_days = value);
            let spread: Write = Box::new(move |inputs, value| inputs.outlets[place].lag_sigma = value);
            for (known, write) in OUTLET_NUMBERS.iter().zip([lag, spread]) {
                all.push(setting(format!("{prefix}.{}", known.0), known, write));
            }
        }
        all
    }

    /// Numbers of the policy, if there is one; what is counted in days is rounded.
    pub(super) fn policy(&self) -> Vec<Setting> {
        let Some(policy) = &self.inputs.policy else {
            return Vec::new();
        };
        let days = |value: f64| value.round() as u32;
        let writes = [
            to_policy(move |policy, value| policy.window_days = days(value)),
            to_policy(|policy, value| policy.above = value),
            to_policy(move |policy, value| policy.patience_days = days(value)),
            to_policy(move |policy, value| policy.pause_days = days(value)),
        ];
        let numbers = POLICY_NUMBERS.iter().zip(writes);
        let mut all: Vec<Setting> = numbers
            .map(|(known, write)| setting(format!("policy.{}", known.0), known, write))
            .collect();
        for (number, response) in policy.playbook.iter().enumerate() {
            let prefix = format!("policy.playbook.{}", number + 1);
            let kind = ORDER_KINDS.iter().find(|k| k.kind == response.kind && k.unit != "none");
            if let Some(kind) = kind {
                let write = to_policy(move |policy, value| policy.playbook[number].size = value);
                let known = ("size", kind.unit, "", kind.least, kind.most, "");
                all.push(setting(format!("{prefix}.size"), &known, write));
            }
            let [delay, lasts] = &RESPONSE_NUMBERS;
            let write = to_policy(move |policy, value| policy.playbook[number].delay_days = days(value));
            all.push(setting(format!("{prefix}.{}", delay.0), delay, write));
            if response.days.is_some() {
                let write = to_policy(move |policy, value| policy.playbook[number].days = Some(days(value)));
                all.push(setting(format!("{prefix}.{}", lasts.0), lasts, write));
            }
        }
        all
    }
}

fn to_policy(write: impl Fn(&mut Policy, f64) + Send + Sync + 'static) -> Write {
    Box::new(move |inputs, value| {
        if let Some(policy) = &mut inputs.policy {
            write(policy, value);
        }
    })
}
