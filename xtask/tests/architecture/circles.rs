//! Circles among siblings: modules with one parent that know each other, each with all that is below it.

use crate::sources::{Modules, Names};
use std::collections::{BTreeMap, BTreeSet};

/// Which sibling knows which, and a module in the first that names one in the second.
type Arrows = BTreeMap<(Names, Names), Names>;

/// Every arrow that is part of a circle, in words. A parent and its children may know each other.
pub fn circles(modules: &Modules) -> Vec<String> {
    let mut arrows = Arrows::new();
    for (from, to) in modules.arrows() {
        let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        if common < from.len() && common < to.len() {
            let pair = (from[..=common].to_vec(), to[..=common].to_vec());
            arrows.entry(pair).or_insert(from);
        }
    }
    let known = |from: &Names| -> BTreeSet<Names> {
        let (mut met, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(at) = open.pop() {
            for (_, to) in arrows.keys().filter(|(from, _)| *from == at) {
                if met.insert(to.clone()) {
                    open.push(to.clone());
                }
            }
        }
        met
    };
    let in_circle = |((from, to), _): &(&(Names, Names), &Names)| known(to).contains(from);
    let told = |((from, to), by): (&(Names, Names), &Names)| {
        format!("{} → {} (named in {})", from.join("::"), to.join("::"), by.join("::"))
    };
    arrows.iter().filter(in_circle).map(told).collect()
}
