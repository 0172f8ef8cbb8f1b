//! Settings: what changes movement or spawning is read, what has no effect in Flee is told.

mod floods;
mod keys;
mod moving;
mod spawning;
mod values;

use super::yaml::{self, Node, NodeValue};
use super::{Context, Files, missing};
use crate::decode::decode;
use crate::diagnose::{Place, quoted};
use amnok_displacement::network::Rules;
use amnok_displacement::spawning::Spawning;
use keys::{IDLE, IGNORED_LOG, LOG, TOP};
use values::{number, section, truth, whole};

/// Whether rules are as Flee's program runs, or as it is documented where its program does something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RuleSet {
    /// As Flee runs.
    #[default]
    Flee,
    /// As it is documented.
    Documented,
}

impl RuleSet {
    /// Name in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            RuleSet::Flee => "flee",
            RuleSet::Documented => "documented",
        }
    }

    /// By its name.
    pub fn of(name: &str) -> Option<RuleSet> {
        [RuleSet::Flee, RuleSet::Documented]
            .into_iter()
            .find(|rules| rules.name() == name)
    }
}

/// What the settings say.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub rules: Rules,
    pub spawning: Spawning,
    pub default_intensity: f64,
    pub hasten: i64,
    pub displaced_at_home: bool,
    /// `flood_zone_spawning_only`.
    pub floods_only: bool,
    /// `conflict_zone_spawning_only`.
    pub conflicts_only: bool,
    pub hazards: Hazards,
    /// Months of harvest, 1 to 12.
    pub harvest: Vec<u32>,
    /// Whether people are named in agents.csv.
    pub named: bool,
    /// Factors of a forecast by the attribute `floodawareness`.
    pub awareness: Vec<f64>,
    /// Whether conflicts in unknown places are dropped.
    pub lenient: bool,
    /// Where a block of settings stands, by its key: for what is said of it later.
    pub places: Vec<(&'static str, Place)>,
}

/// Who looks at hazards twice, or not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hazards {
    pub women: bool,
    pub children: bool,
    pub elderly: bool,
    pub boys: bool,
}

impl Settings {
    /// Whether the rules are as documented.
    pub fn documented(&self) -> bool {
        self.rules.documented
    }

    /// Whether people flee from floods, or floods change where they go.
    pub fn floods(&self) -> bool {
        self.rules.floods.is_some()
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            rules: Rules::default(),
            spawning: Spawning::default(),
            default_intensity: 1.0,
            hasten: 1,
            displaced_at_home: false,
            floods_only: false,
            conflicts_only: true,
            hazards: Hazards::default(),
            harvest: Vec::new(),
            named: false,
            awareness: Vec::new(),
            lenient: false,
            places: Vec::new(),
        }
    }
}

/// Reads the settings; without a file, the defaults of Flee's code.
pub(crate) fn read(files: &Files, context: &mut Context) -> Settings {
    let mut settings = Settings::default();
    settings.rules.documented = files.options.rules == Some(RuleSet::Documented);
    settings.lenient = files.options.lenient;
    let Some(name) = &files.settings else { return settings };
    let Some(bytes) = files.contents.get(name) else {
        missing(name, "a settings file", &mut context.findings);
        return settings;
    };
    if super::sheet::is_blank(bytes) {
        return settings;
    }
    let Some(text) = decode(name, bytes, &mut context.findings) else {
        return settings;
    };
    let Some(tree) = yaml::read(name, text, &mut context.findings) else {
        return settings;
    };
    let sections = section(&tree, TOP, &[], context);
    if let Some((_, node)) = sections.iter().find(|(key, _)| *key == "rules") {
        settings.rules.documented = rule_set(node, files.options.rules, context) == RuleSet::Documented;
    }
    for (key, node) in sections {
        match key {
            "rules" => {}
            "lenient" => settings.lenient |= truth(node, context).unwrap_or(false),
            "default_conflict_intensity" => {
                settings.default_intensity = whole(node, 0.0, 1e6, context).unwrap_or(1.0);
            }
            "log_levels" => logs(node, &mut settings, context),
            "optimisations" => {
                for (_, node) in section(node, &["hasten"], &[], context) {
                    settings.hasten = whole(node, 1.0, 1e6, context).unwrap_or(1.0) as i64;
                }
            }
            "spawn_rules" => spawning::read(node, &mut settings, context),
            "move_rules" => moving::read(node, &mut settings, context),
            _ => idle(key, context),
        }
    }
    if context.findings.len() == 0 {
        floods::settle(name, &mut settings, context);
        settle(name, &mut settings, context);
    }
    settings
}

/// What has an effect only together with something else.
fn settle(file: &str, settings: &mut Settings, context: &mut Context) {
    settings.spawning.hunger_everywhere = settings.spawning.hunger && !settings.conflicts_only;
    settings.rules.farmers_only = settings.documented();
    if !settings.conflicts_only && !settings.spawning.hunger && !settings.floods() {
        context.note("spawn_rules.conflict_zone_spawning_only: false has no effect in Flee; people set out from places of conflict only");
    }
    if settings.hazards.boys && !settings.hazards.children && !settings.documented() {
        context.warnings.say(
            &Place::top(file),
            "BoysTakeRisk without ChildrenAvoidHazards, without which it has no effect in Flee",
            "both",
            "add `ChildrenAvoidHazards: True` to move_rules, or ask for the documented rules",
        );
        settings.hazards.boys = false;
    }
}

/// Which rules a file asks for; what was asked for beside it must be the same.
fn rule_set(node: &Node, asked: Option<RuleSet>, context: &mut Context) -> RuleSet {
    let found = match &node.what {
        NodeValue::Scalar(text) => RuleSet::of(text.trim()),
        _ => None,
    };
    let Some(found) = found else {
        values::say_wrong(node, "`flee` or `documented`", context);
        return RuleSet::default();
    };
    if asked.is_some_and(|asked| asked != found) {
        let expected = "the rules that are asked for beside it";
        context.findings.say(
            &node.at,
            format!("rules: {}", quoted(found.name())),
            expected,
            "take the key out",
        );
    }
    found
}

/// Says that a key changes nothing.
fn idle(key: &str, context: &mut Context) {
    debug_assert!(IDLE.contains(&key));
    let begins = "settings that have no effect in Flee, nor here: ";
    match context.notes.iter_mut().find(|note| note.starts_with(begins)) {
        Some(note) => note.push_str(&format!(", {key}")),
        None => context.note(format!("{begins}{key}")),
    }
}

fn logs(node: &Node, settings: &mut Settings, context: &mut Context) {
    for (key, node) in section(node, LOG, IGNORED_LOG, context) {
        match key {
            "granularity" => idle(key, context),
            "idp_totals" => settings.displaced_at_home = number(node, 0.0, 100.0, context).is_some_and(|n| n > 0.0),
            _ => {
                if number(node, 0.0, 100.0, context).is_some_and(|n| n > 0.0) {
                    context.note(format!("log_levels.{key}: logs are written where they are asked for: --flee-logs, and --tracers for those who are followed"));
                }
            }
        }
    }
}
