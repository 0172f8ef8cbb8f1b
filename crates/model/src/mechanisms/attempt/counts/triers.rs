//! How many of a group try today, and who one of them is when that matters.

use crate::chance::{Purpose, Stream};
use crate::mechanisms::attempt::Group;
use crate::mechanisms::attempt::who::{Asking, Found, who};
use crate::today::Today;
use crate::world::rank::at_rank;
use crate::world::resident::{CLASSES, Residents, ranks};

/// Expected number from which drawing one number for each class costs less than drawing everybody.
const MANY: f64 = 48.0;

/// Those of a group who try today and are not yet told apart.
#[derive(Clone, Debug)]
pub enum Triers {
    /// By their numbers.
    Known(Vec<u32>),
    /// How many of each class.
    Counted(Box<[u32; CLASSES]>),
}

impl Triers {
    /// All of a group who are at home and try today, where the hazard is so before their own multipliers; `found` is room to work in.
    pub fn of(
        today: &Today,
        asking: &Asking,
        hazard: f64,
        group: Group,
        found: &mut Found,
        residents: &Residents,
    ) -> Triers {
        let members = residents.members(group.county, group.stratum);
        if hazard * members.len() as f64 <= MANY {
            who(today, asking, hazard, group, members, found);
            let home = |resident: &u32| residents.at_home(group.county, *resident);
            return Triers::Known(found.all().iter().copied().filter(home).collect());
        }
        let mut draws = today.draws(Purpose::Triers, group.county, group.stratum as u32);
        Triers::Counted(Box::new(core::array::from_fn(|class| {
            let home = residents.home(group.county, group.stratum, class);
            draws.binomial(home, asking.chance(hazard, class))
        })))
    }

    /// How many.
    pub fn count(&self) -> u32 {
        match self {
            Triers::Known(known) => known.len() as u32,
            Triers::Counted(classes) => classes.iter().sum(),
        }
    }

    /// The number of one of them, by lot. He must leave home, so that nobody is named twice.
    pub fn name(&mut self, (county, stratum): (usize, usize), residents: &Residents, draws: &mut Stream) -> u32 {
        let lot = draws.below(self.count());
        match self {
            Triers::Known(known) => known.swap_remove(lot as usize),
            Triers::Counted(classes) => {
                let (class, _) = at_rank(lot, classes.iter().copied());
                classes[class] -= 1;
                let members = residents.members(county, stratum);
                let ranks = ranks(class, members.len() as u32);
                loop {
                    let rank = ranks.start + draws.below(ranks.len() as u32);
                    if residents.at_home(county, members.start + rank) {
                        return members.start + rank;
                    }
                }
            }
        }
    }
}
