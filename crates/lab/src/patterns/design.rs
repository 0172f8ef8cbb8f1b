//! What experiments are made of: the scenario before the change, the change, and questions about sums.

use super::selection::log_ratio;
use super::{Effect, Expected, Question, Scale};
use amnok_model::facts::Activity;
use amnok_model::given::{Force, Order, OrderKind};
use amnok_model::inputs::Inputs;

/// First day of the change, and of the year in which it is looked at.
pub(super) const CHANGE: u32 = 365;

/// Persons per km that an experiment posts.
pub(super) const WATCHERS_PER_KM: f64 = 10.0;

/// The scenario without orders, with trade as before, for so many days.
pub(super) fn quiet(inputs: &Inputs, days: u32) -> Inputs {
    Inputs {
        days,
        orders: Vec::new(),
        policy: None,
        trade: vec![1.0; days as usize / 28 + 1],
        ..inputs.clone()
    }
}

/// The same with one order, and what else `amend` changes in it.
pub(super) fn with(
    base: &Inputs,
    kind: OrderKind,
    force: Option<usize>,
    size: f64,
    amend: impl Fn(&mut Order),
) -> Inputs {
    let mut inputs = base.clone();
    let mut order = Order {
        number: inputs.orders.len(),
        day: CHANGE as i32,
        end: None,
        kind,
        counties: (0..inputs.counties.len()).collect(),
        force,
        size,
    };
    amend(&mut order);
    inputs.orders.push(order);
    inputs
}

/// The first force that watches another and does not stand there yet, so that it is a new layer; where all do, the first that watches.
pub(super) fn watcher(inputs: &Inputs) -> Option<usize> {
    let watches = |force: &&Force| !force.watches.is_empty();
    let place = |wanted: &Force| inputs.forces.iter().position(|force| force.name == wanted.name);
    let away = |force: &&Force| force.numbers.strength_per_km == 0.0;
    let mut watchers = inputs.forces.iter().filter(watches);
    watchers.clone().find(away).or_else(|| watchers.next()).and_then(place)
}

/// Watchers along the whole line.
pub(super) fn watchers(inputs: &Inputs) -> f64 {
    WATCHERS_PER_KM * inputs.counties.iter().map(|c| c.border_km).sum::<f64>()
}

/// The scenario with one more layer of watchers from the day of the change.
pub(super) fn new_layer(base: &Inputs) -> Option<Inputs> {
    let force = watcher(base)?;
    Some(with(base, OrderKind::Deploy, Some(force), watchers(base), |_| ()))
}

/// A question about a ratio.
pub(super) fn ratio(asks: &'static str, expected: Expected, effect: Effect) -> Question {
    Question {
        asks,
        expected,
        scale: Scale::Ratio,
        effect,
    }
}

/// Ratio of the sums of a measure over some days.
pub(super) fn sums(name: &'static str, days: core::ops::Range<u32>) -> Effect {
    Box::new(move |base, variant| log_ratio(variant.days(days.clone()).sum(name), base.days(days.clone()).sum(name)))
}

/// Ratio of the sums of a count that may be nought on a side: half of one is added to both.
pub(super) fn counted(name: &'static str, days: core::ops::Range<u32>) -> Effect {
    Box::new(move |base, variant| {
        log_ratio(
            variant.days(days.clone()).sum(name) + 0.5,
            base.days(days.clone()).sum(name) + 0.5,
        )
    })
}

/// Whether a price rises in the year after the change.
pub(super) fn price(asks: &'static str, activity: Activity) -> Question {
    let days = CHANGE + 30..2 * CHANGE;
    let effect: Effect = Box::new(move |base, variant| {
        let (base, variant) = (base.days(days.clone()), variant.days(days.clone()));
        variant
            .activity(activity)
            .log_quote_against(&base.activity(activity), "price")
    });
    ratio(asks, Expected::Rises, effect)
}
