//! Numbers of what is left of routes, and the links on which they go on.

use crate::open_links::{NO_LINK, OpenLinks};
use rustc_hash::FxHashMap;

/// Routes met so far, by number; 0: nothing is left.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// Places that are left, the next one last.
    left: Vec<Vec<u32>>,
    steps: Vec<Step>,
    /// By the places that are left and, last, the place where it goes on.
    numbers: FxHashMap<Vec<u32>, u32>,
}

/// The next step of a route.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Where it goes on.
    from: u32,
    /// The open link from there to the next place; [`NO_LINK`]: there is none.
    link: u32,
    /// Where the route ends.
    end: u32,
    /// What is left after the next place, as a number.
    rest: u32,
}

impl Step {
    const NONE: Step = Step {
        from: u32::MAX,
        link: NO_LINK,
        end: u32::MAX,
        rest: 0,
    };
}

impl Routes {
    /// Whether there are any.
    pub fn are_any(&self) -> bool {
        self.steps.len() > 1
    }

    /// Places that are left, the next one last.
    #[inline]
    pub fn left(&self, route: u32) -> &[u32] {
        &self.left[route as usize]
    }

    /// Where a route ends.
    #[inline]
    pub fn end(&self, route: u32) -> usize {
        self.steps[route as usize].end as usize
    }

    /// The next link of a route for somebody at a place, if one is open, where the route ends, and what is left of it then.
    #[inline]
    pub fn onward(&self, place: usize, route: u32, open: &OpenLinks) -> Option<(usize, usize, u32)> {
        let step = self.steps[route as usize];
        let link = match step.from as usize == place {
            true => step.link,
            false => self.link(place, route, open),
        };
        (link != NO_LINK).then_some((link as usize, step.end as usize, step.rest))
    }

    /// The same link for somebody who has turned back and is not where the route goes on.
    fn link(&self, place: usize, route: u32, open: &OpenLinks) -> u32 {
        let next = self.left(route).last();
        next.and_then(|next| open.between(place, *next)).unwrap_or(NO_LINK)
    }

    /// The number of a route: places that are left, the next one last but one, and last the place where it goes on. What is left of it further on
    /// has a number as well.
    pub fn number(&mut self, route: &[u32], open: &OpenLinks) -> u32 {
        if self.steps.is_empty() {
            self.steps.push(Step::NONE);
            self.left.push(Vec::new());
        }
        let [left @ .., from] = route else { return 0 };
        let Some(end) = left.first() else { return 0 };
        if let Some(number) = self.numbers.get(route) {
            return *number;
        }
        let rest = self.number(left, open);
        let number = self.steps.len() as u32;
        self.left.push(left.to_vec());
        self.steps.push(Step {
            from: *from,
            link: self.link(*from as usize, number, open),
            end: *end,
            rest,
        });
        self.numbers.insert(route.to_vec(), number);
        number
    }

    /// Takes note of the links that are open now.
    pub fn relink(&mut self, open: &OpenLinks) {
        for route in 1..self.steps.len() {
            self.steps[route].link = self.link(self.steps[route].from as usize, route as u32, open);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Network, Place, Rules};

    /// Places 0 – 1 – 2 – 3 in a line, and 0 – 2: somebody on the way from 1 by 2 to 3, somebody who turned back to 0, and what a closure changes.
    #[test]
    fn a_route_goes_on_by_the_link_that_is_open() {
        let mut network = Network::new(vec![Place::default(); 4], Rules::default());
        for (from, to) in [(0, 1), (1, 2), (2, 3), (0, 2), (1, 2)] {
            network.link(from, to, 9.0);
        }
        let (mut open, mut routes) = (OpenLinks::default(), Routes::default());
        open.lay(&network);
        assert_eq!((routes.number(&[1], &open), routes.are_any()), (0, false));
        let route = routes.number(&[3, 2, 1], &open);
        let rest = routes.number(&[3, 2], &open);
        assert_eq!(routes.number(&[3, 2, 1], &open), route, "the same again");
        assert_eq!((routes.left(route), routes.end(route)), (&[3, 2][..], 3));
        assert_eq!(routes.onward(1, route, &open), Some((1, 3, rest)));
        assert_eq!(routes.onward(0, route, &open), Some((3, 3, rest)), "turned back");
        assert_eq!(routes.onward(2, rest, &open), Some((2, 3, 0)));
        assert_eq!(routes.onward(3, rest, &open), None, "no link");
        network.set_open(1, false);
        open.lay(&network);
        routes.relink(&open);
        assert_eq!(routes.onward(1, route, &open), Some((4, 3, rest)), "the other link");
        network.set_open(2, false);
        open.lay(&network);
        routes.relink(&open);
        assert_eq!(routes.onward(2, rest, &open), None, "closed");
    }
}
