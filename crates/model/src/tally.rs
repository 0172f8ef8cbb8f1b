//! The levels of a day, read off the world into the ledger.

use crate::events::Activity;
use crate::inputs::Inputs;
use crate::ledger::{Ledger, measure};
use crate::mechanisms::economy;
use crate::world::World;

/// Levels of the day.
pub fn tally(day: u32, inputs: &Inputs, world: &World, ledger: &mut Ledger) {
    let segments = world.segments.len();
    for c in 0..inputs.counties.len() {
        let range = world.segments.of(c);
        let km = |built: &[f64]| {
            range
                .clone()
                .map(|s| built[s] * world.segments.length_km[s])
                .sum::<f64>()
        };
        let open = range.clone().filter(|s| {
            (0..inputs.forces.len())
                .all(|f| world.posts.at(f, *s).is_empty() || world.posts.bought[f * segments + *s].is_some())
        });
        ledger.add(
            const { measure("open_segments") },
            c,
            0,
            open.count() as f64 / range.len() as f64,
        );
        ledger.add(const { measure("distress") }, c, 0, world.counties.distress[c]);
        ledger.add(const { measure("perceived_risk") }, c, 0, world.counties.risk[c]);
        let lost = economy::income_lost(&inputs.parameters.economy, c, &world.counties);
        ledger.add(const { measure("income_lost") }, c, 0, lost);
        ledger.add(const { measure("morale") }, c, 0, world.counties.morale[c]);
        ledger.add(
            const { measure("detained") },
            c,
            0,
            f64::from(world.residents.detained[c]),
        );
        ledger.add(
            const { measure("fence_live") },
            c,
            0,
            f64::from(u8::from(world.counties.live[c])),
        );
        ledger.add(const { measure("fence_km") }, c, 0, km(&world.segments.fence));
        ledger.add(const { measure("wall_km") }, c, 0, km(&world.segments.wall));
        ledger.add(const { measure("camera_km") }, c, 0, km(&world.segments.camera));
        let condition = range.clone().map(|s| world.segments.condition[s]).sum::<f64>() / range.len() as f64;
        ledger.add(const { measure("condition") }, c, 0, condition);
        let (left, overdue) = world.works.left(c, day);
        ledger.add(const { measure("works_left_km") }, c, 0, left);
        ledger.add(const { measure("works_overdue_km") }, c, 0, overdue);
        ledger.add(
            const { measure("infectious") },
            c,
            0,
            f64::from(world.epidemic.infectious[c]),
        );
        ledger.add(const { measure("grievance") }, c, 0, world.counties.grievance[c]);
        for activity in Activity::ALL {
            if let Some(price) = world.counties.price[c][activity as usize] {
                ledger.quote(const { measure("price") }, c, activity as usize, price);
            }
        }
        for f in 0..inputs.forces.len() {
            let strength = world.posts.strength(f, c);
            if strength > 0 {
                ledger.add(const { measure("strength") }, c, f, f64::from(strength));
                let unit = world.posts.unit(f, range.start + range.len() / 2);
                ledger.add(const { measure("fear") }, c, f, world.posts.fear[unit]);
            }
        }
    }
    for f in 0..inputs.forces.len() {
        for account in world.posts.accounts(f) {
            if account.deal_until > 0 {
                let county = world.segments.county[account.segment as usize];
                ledger.add(const { measure("deals") }, county as usize, f, 1.0);
            }
        }
    }
}
