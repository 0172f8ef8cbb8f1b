//! The settings that are in force, under Flee's names.

use super::settings::{RuleSet, Settings};
use amnok_displacement::network::Rules;
use amnok_displacement::spawning::{ByConflict, FloodMode, Spawning};

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its key in simsetting.yml, with that of its section.
    pub key: String,
    /// Its value.
    pub value: String,
    /// The value of Flee's code, where nothing is set.
    pub default: String,
}

impl Setting {
    /// Whether it is that of Flee's code.
    pub fn is_default(&self) -> bool {
        self.value == self.default
    }
}

/// All settings that change movement or spawning, in the order of Flee's documentation.
pub(crate) fn settings(set: &Settings) -> Vec<Setting> {
    let section = |section: &'static str, set: Vec<(&str, String)>, default: Vec<(&str, String)>| {
        let both = set.into_iter().zip(default);
        both.map(move |((key, value), (_, default))| Setting {
            key: format!("{section}{key}"),
            value,
            default,
        })
        .collect::<Vec<_>>()
    };
    let none = Settings::default();
    let mut all = section("", rule_set(set), rule_set(&none));
    all.extend(section("move_rules.", moving(&set.rules), moving(&none.rules)));
    all.extend(section("move_rules.", people(set), people(&none)));
    all.extend(section("move_rules.flood_rules.", floods(set), floods(&none)));
    all.extend(section(
        "spawn_rules.",
        spawning(&set.spawning, &set.rules),
        spawning(&none.spawning, &none.rules),
    ));
    all.extend(section(
        "optimisations.",
        vec![("hasten", set.hasten.to_string())],
        vec![("hasten", "1".into())],
    ));
    all
}

fn rule_set(set: &Settings) -> Vec<(&'static str, String)> {
    let rules = if set.documented() {
        RuleSet::Documented
    } else {
        RuleSet::Flee
    };
    vec![("rules", rules.name().to_owned())]
}

/// Rules on who people are, on food, economies and harvests.
fn people(set: &Settings) -> Vec<(&'static str, String)> {
    let (r, h) = (&set.rules, &set.hazards);
    let religion = r.matching.camp_religion;
    vec![
        ("fixed_routes", r.fixed_routes.to_string()),
        ("WomenAvoidHazards", h.women.to_string()),
        ("ChildrenAvoidHazards", h.children.to_string()),
        ("ElderlyAvoidHazards", h.elderly.to_string()),
        ("BoysTakeRisk", h.boys.to_string()),
        ("MatchCampEthnicity", r.matching.camp.to_string()),
        ("MatchTownEthnicity", r.matching.town.to_string()),
        ("MatchConflictEthnicity", r.matching.conflict.to_string()),
        ("MatchCampReligion", religion.is_some().to_string()),
        (
            "avg_religion_fraction",
            religion.map_or("not used".into(), |share| share.to_string()),
        ),
        ("use_economic_pull", r.economic_pull.to_string()),
        ("harvest_months", list(&set.harvest)),
        ("flee_when_starving", r.hungry_leave.to_string()),
        ("avoid_food_deprived_locations", r.hungry_repel.to_string()),
    ]
}

fn floods(set: &Settings) -> Vec<(&'static str, String)> {
    let floods = set.rules.floods.clone().unwrap_or_default();
    let ahead = floods.forecaster.clone().unwrap_or_default();
    vec![
        ("flood_movechances", list(&floods.move_chances)),
        ("flood_loc_weights", list(&floods.weights)),
        ("flood_forecaster", floods.forecaster.is_some().to_string()),
        ("flood_forecaster_timescale", ahead.days.to_string()),
        ("flood_forecaster_end_time", ahead.end.to_string()),
        ("flood_forecaster_weights", list(&ahead.weights)),
        ("flood_awareness_weights", list(&set.awareness)),
    ]
}

/// A list as it is written; `none` where it is empty.
fn list<T: std::fmt::Debug>(values: &[T]) -> String {
    match values {
        [] => "none".to_owned(),
        values => format!("{values:?}"),
    }
}

fn moving(r: &Rules) -> Vec<(&'static str, String)> {
    let number = |key, value: f64| (key, value.to_string());
    let power = |power: Option<f64>| power.map_or("not used".to_owned(), |power| power.to_string());
    vec![
        number("max_move_speed", r.speed),
        number("max_walk_speed", r.walking),
        number("foreign_weight", r.foreign_weight),
        number("camp_weight", r.camp_weight),
        number("conflict_weight", (r.conflict_weight * 1e9).round() / 1e9),
        number("conflict_movechance", r.conflict_move_chance),
        number("camp_movechance", r.camp_move_chance),
        number("idpcamp_movechance", r.idp_move_chance),
        number("default_movechance", r.default_move_chance),
        (
            "awareness_level",
            if r.markers_block {
                format!("-{}", r.awareness)
            } else {
                r.awareness.to_string()
            },
        ),
        number("capacity_buffer", r.capacity_buffer),
        number("capacity_scaling", r.capacity_scaling),
        ("avoid_short_stints", r.avoid_short_stints.to_string()),
        ("start_on_foot", r.start_on_foot.to_string()),
        number("softening", r.softening),
        number("weight_softening", r.weight_softening),
        number("weight_power", r.weight_power),
        number("distance_power", r.distance_power),
        ("stay_close_to_home", r.home_power.is_some().to_string()),
        ("home_distance_power", power(r.home_power)),
        ("use_pop_for_loc_weight", r.population_power.is_some().to_string()),
        ("pop_power_for_loc_weight", power(r.population_power)),
        number("movechance_pop_base", r.move_chance_base),
        number("movechance_pop_scale_factor", r.move_chance_power),
        number("pruning_threshold", r.pruning),
    ]
}

fn spawning(s: &Spawning, r: &Rules) -> Vec<(&'static str, String)> {
    let by_conflict = match s.by_conflict {
        None => "off".to_owned(),
        Some(ByConflict::Constant(rate)) => format!("constant, {rate}"),
        Some(ByConflict::Poisson(rate)) => format!("poisson, {rate}"),
        Some(ByConflict::OfPopulation(rate)) => format!("pop_ratio, {rate}"),
    };
    let by_flood = match &s.by_flood {
        None => "off".to_owned(),
        Some(rule) => {
            let mode = match rule.mode {
                FloodMode::Constant => "constant",
                FloodMode::OfPopulation => "pop_ratio",
                FloodMode::Poisson => "poisson",
                FloodMode::Nobody => "a spelling that Flee does not know",
            };
            format!("{mode}, {}", list(&rule.by_level))
        }
    };
    vec![
        ("take_from_population", s.take_from_population.to_string()),
        ("insert_day0", s.insert_first_day.to_string()),
        ("empty_camps_on_day0", s.empty_camps.to_string()),
        ("sum_from_camps", s.sum_from_camps.to_string()),
        ("conflict_driven_spawning", by_conflict),
        ("flood_driven_spawn_mode", by_flood),
        ("starvation_driven_spawning", s.hunger.to_string()),
        (
            "conflict_zone_spawning_only",
            if s.hunger_everywhere { "false" } else { "true" }.to_owned(),
        ),
        ("camps_are_sinks", r.sinks.to_string()),
        ("conflict_spawn_decay", list(&r.decay)),
        ("conflict_spawn_decay_interval", r.decay_interval.to_string()),
    ]
}
