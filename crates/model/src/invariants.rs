//! What must hold after every day. Checked in debug builds.

use crate::inputs::Inputs;
use crate::record::sums::RunningSums;
use crate::world::World;

/// Panics where an invariant is broken: that is a fault of the program, never of the input.
///
/// # Panics
/// As said.
pub fn hold(inputs: &Inputs, world: &World, sums: &RunningSums) {
    balance(world, sums);
    for c in 0..inputs.counties.len() {
        in_county(inputs.forces.len(), world, c);
    }
    for (built, ordered) in world.works.built_km.iter().zip(&world.works.ordered_km) {
        for (built, ordered) in built.iter().zip(ordered) {
            assert!(*built <= ordered + 1e-6, "no more is built than was ordered");
        }
    }
    for fear in &world.posts.fear {
        assert!((0.0..=1.0).contains(fear), "fear is a probability");
    }
}

/// Persons, guards and shares of a county.
fn in_county(forces: usize, world: &World, c: usize) {
    let r = &world.residents;
    assert_eq!(
        r.away(c),
        (r.detained[c] + r.abroad[c] + r.held_abroad[c] + r.dead[c]) as usize,
        "everyone is in one place"
    );
    let a = &world.abroad;
    assert_eq!(
        a.settled[c].iter().sum::<u32>() + a.underway[c] + a.held[c] + a.arrived[c] + a.returned[c] + a.home[c],
        a.stock[c] + a.seen[c] + a.seen_held[c],
        "everyone who left is settled, on the way, held, arrived, sent back, or came home"
    );
    assert_eq!(a.seen[c], r.abroad[c], "everyone who crossed to leave is abroad");
    let e = &world.epidemic;
    assert!(
        e.exposed[c] + e.infectious[c] + e.recovered[c] <= e.residents[c],
        "everyone is in one compartment"
    );
    for f in 0..forces {
        let posted: usize = world.segments.of(c).map(|s| world.posts.at(f, s).len()).sum();
        assert_eq!(
            posted,
            world.posts.strength(f, c) as usize,
            "every guard is at one post"
        );
    }
    for s in world.segments.of(c) {
        let s_ = &world.segments;
        for share in [s_.fence[s], s_.wall[s], s_.camera[s], s_.condition[s], s_.belief[s]] {
            assert!((0.0..=1.0).contains(&share), "shares lie between 0 and 1");
        }
    }
}

/// What the world holds is what the facts told of it.
fn balance(world: &World, sums: &RunningSums) {
    assert_eq!(
        world.posts.received, sums.to_guards,
        "every payment to a guard is told, and no other"
    );
    assert_eq!(world.residents.abroad, sums.left, "everyone who left is told of");
    let lying: u64 = world.segments.mines.iter().map(|mines| u64::from(*mines)).sum();
    assert!(
        lying + sums.mines_gone_off <= sums.mines_laid,
        "a mine goes off once, and only where it was laid"
    );
    assert_eq!(world.residents.dead, sums.dead, "every death is told of");
    assert_eq!(world.abroad.arrived, sums.arrived, "every arrival is told of");
    assert_eq!(world.abroad.home, sums.home, "everyone who came home is told of");
    assert_eq!(
        world.abroad.returned, sums.sent_back,
        "everyone who was sent back is told of"
    );
}
