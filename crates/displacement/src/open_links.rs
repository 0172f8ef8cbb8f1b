//! Links that are open, by the place where they begin.

use crate::network::Network;

/// In place of a link where none leads to the next place of a route.
pub const NO_LINK: u32 = u32::MAX;

/// Open links of every place, as of a morning.
#[derive(Clone, Debug, Default)]
pub struct OpenLinks {
    /// Where each ends, and its number; those of the first place first.
    all: Vec<(u32, u32)>,
    /// First link of each place, and the number of links at the end.
    first: Vec<u32>,
}

impl OpenLinks {
    /// Takes those of a network down.
    pub fn lay(&mut self, network: &Network) {
        self.all.clear();
        self.first.clear();
        for leaving in &network.leaving {
            self.first.push(self.all.len() as u32);
            let links = leaving.iter().map(|number| (&network.links[*number as usize], *number));
            let open = links.filter(|(link, _)| link.open);
            self.all.extend(open.map(|(link, number)| (link.to as u32, number)));
        }
        self.first.push(self.all.len() as u32);
    }

    /// The first that leads from a place to another.
    #[inline]
    pub fn between(&self, from: usize, to: u32) -> Option<u32> {
        let leaving = &self.all[self.first[from] as usize..self.first[from + 1] as usize];
        leaving.iter().find(|(end, _)| *end == to).map(|(_, link)| *link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Place, Rules};

    #[test]
    fn the_first_open_link_is_taken() {
        let mut network = Network::new(vec![Place::default(); 3], Rules::default());
        for (from, to) in [(0, 1), (1, 2), (0, 2), (0, 1)] {
            network.link(from, to, 9.0);
        }
        let mut open = OpenLinks::default();
        for (closed, found) in [(&[][..], Some(0)), (&[0], Some(3)), (&[0, 3], None)] {
            closed.iter().for_each(|link| _ = network.set_open(*link, false));
            open.lay(&network);
            assert_eq!((open.between(0, 1), open.between(0, 2)), (found, Some(2)));
            assert_eq!((open.between(2, 0), open.between(1, 2)), (None, Some(1)));
        }
    }
}
