//! The day as the model has it.

use crate::DAY;
use crate::border::terms;
use amnok_model::Engine;
use amnok_model::chance::Luck;
use amnok_model::facts::Incident;
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::attempt::place::Choices;
use amnok_model::mechanisms::attempt::trial::{self, Morning};
use amnok_model::mechanisms::attempt::who::Asking;
use amnok_model::mechanisms::bribe::tariff::Tariff;
use amnok_model::mechanisms::deterrence;
use amnok_model::mechanisms::passage::Setting;
use amnok_model::mechanisms::patrol::sight::Sight;
use amnok_model::mechanisms::remittance;
use amnok_model::today::Today;
use amnok_model::world::World;
use amnok_model::world::orders_in_force::Standing;

/// What the model's exhaustive engine makes of the day.
pub fn lived(inputs: &Inputs, luck: Luck, standing: &Standing, world: &mut World) -> Vec<Incident> {
    let (p, border, today) = (&inputs.parameters, inputs.border(), Today::plain(DAY, luck, standing));
    let morale = world.counties.morale.clone();
    let batteries = deterrence::batteries(standing, border);
    let terms = terms(inputs, standing, (&morale, &batteries));
    let World {
        segments,
        posts,
        counties,
        residents,
        remittances,
        ..
    } = world;
    let (mut sight, mut tariff) = (Sight::default(), Tariff::default());
    let mut choices = Choices::new(&p.attempt, border, segments);
    let attention = (&p.patrol, p.deterrence.kept_back, batteries.as_slice());
    sight.look(&today, attention, border, segments, posts);
    tariff.quote(terms, &counties.markup, segments, posts);
    choices.make(&today, &p.attempt, border, segments, &tariff, counties);
    let morning = Morning {
        params: &p.attempt,
        setting: Setting {
            today: &today,
            params: &p.passage,
            terms,
            sight: &sight,
            command: p.patrol.command,
            far_bank: p.neighbour.far_bank(),
            inland: p.police.inland(),
        },
        asking: &Asking::new(Engine::Exhaustive, &p.attempt),
        choices: &choices,
        from_kin: &remittance::means_by_county(&p.remittance, remittances),
        death_weight: p.belief.death_weight,
    };
    let mut found = Vec::new();
    trial::step(&morning, &mut tariff, segments, posts, counties, residents, &mut found);
    found
}
