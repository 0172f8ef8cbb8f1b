//! The experiments, pattern by pattern. All start from the scenario as it was on its first day, without its orders and
//! with trade as usual, and change one thing.

use super::design::{CHANGE, WATCHERS_PER_KM, new_layer, price, quiet, ratio, sums, watcher, watchers, with};
use super::selection::{RowSelection, log_ratio};
use super::telling;
use super::{Effect, Expected, Experiment, Question, Scale};
use amnok_model::facts::Activity;
use amnok_model::given::{Order, OrderKind};
use amnok_model::inputs::Inputs;

/// Every pattern.
pub fn all(inputs: &Inputs) -> Vec<Experiment> {
    vec![
        barriers(inputs),
        penalty_and_price(inputs),
        layer_and_price(inputs),
        layer_and_passages(inputs),
        rotation(inputs),
        telling::collective(inputs),
        lockdown(inputs),
        dragnet(inputs),
        trade(inputs),
        displacement(inputs),
        arrivals(inputs),
        telling::families(inputs),
        shoot_order(inputs),
        telling::three_counts(inputs),
        withdrawal(inputs),
    ]
}

/// The county in which most smuggling is to be expected.
fn busiest(inputs: &Inputs) -> usize {
    let weight = |c: &usize| inputs.counties[*c].smuggle_weight * f64::from(inputs.counties[*c].residents);
    (0..inputs.counties.len())
        .max_by(|a, b| weight(a).total_cmp(&weight(b)))
        .unwrap_or(0)
}

fn barriers(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, CHANGE);
    let mut variant = base.clone();
    for county in &mut variant.counties {
        (county.fence, county.wall, county.camera, county.power) = (1.0, 0.3, 0.5, 0.3);
    }
    Experiment {
        pattern: "P1",
        says: "Barriers alone raise the cost of attempts but do not end them",
        versions: Some((base, variant)),
        questions: vec![
            ratio(
                "share of attempts that fail, with barriers along the whole line against as it was",
                Expected::Rises,
                Box::new(|base, variant| {
                    let failing = |p: &RowSelection<'_>| 1.0 - p.sum("crossed") / p.sum("attempts");
                    log_ratio(failing(variant), failing(base))
                }),
            ),
            ratio(
                "passages with barriers, against a quarter of those without",
                Expected::Rises,
                Box::new(|base, variant| log_ratio(variant.sum("crossed"), base.sum("crossed") / 4.0)),
            ),
        ],
    }
}

fn penalty_and_price(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 2 * CHANGE);
    let days = inputs.forces.first().map(|force| force.numbers.penalty_days);
    let variant = days.map(|days| with(&base, OrderKind::Penalty, Some(0), 4.0 * days, |_| ()));
    Experiment {
        pattern: "P2",
        says: "The price of passage rises with penalties",
        versions: variant.map(|variant| (base, variant)),
        questions: vec![
            price(
                "price to leave, with four times the penalty for the innermost force",
                Activity::Leave,
            ),
            price("price of a smuggling run, likewise", Activity::Smuggle),
        ],
    }
}

fn layer_and_price(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 2 * CHANGE);
    let variant = new_layer(&base);
    Experiment {
        pattern: "P2",
        says: "The price of passage rises with each further layer of watchers",
        versions: variant.map(|variant| (base, variant)),
        questions: vec![
            price("price to leave, with one more layer", Activity::Leave),
            price("price of a smuggling run, with one more layer", Activity::Smuggle),
        ],
    }
}

fn layer_and_passages(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 4 * CHANGE);
    let variant = new_layer(&base);
    let (early, late) = (CHANGE..CHANGE + 180, 3 * CHANGE..4 * CHANGE);
    let first = early.clone();
    Experiment {
        pattern: "P3",
        says: "A new layer of watchers cuts passages at first; the cut shrinks as the layer is bought in its turn",
        versions: variant.map(|variant| (base, variant)),
        questions: vec![
            ratio(
                "passages in the first half-year of the layer",
                Expected::Falls,
                sums("crossed", early),
            ),
            ratio(
                "passages in its third year, against the cut of the first half-year",
                Expected::Rises,
                Box::new(move |base, variant| {
                    let cut = |days: &core::ops::Range<u32>| {
                        log_ratio(
                            variant.days(days.clone()).sum("crossed"),
                            base.days(days.clone()).sum("crossed"),
                        )
                    };
                    Some(cut(&late)? - cut(&first)?)
                }),
            ),
        ],
    }
}

fn rotation(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 3 * CHANGE);
    let variant = (!inputs.forces.is_empty()).then(|| with(&base, OrderKind::Rotate, Some(0), 1.0, |_| ()));
    let (after, later) = (CHANGE..CHANGE + 60, 3 * CHANGE - 60..3 * CHANGE);
    let first = after.clone();
    Experiment {
        pattern: "P4",
        says: "Rotating a unit voids its deals; deals form again with tenure",
        versions: variant.map(|variant| (base, variant)),
        questions: vec![
            ratio(
                "standing deals in the two months after",
                Expected::Falls,
                Box::new(move |base, variant| {
                    // Half a deal more on both sides: none may be left.
                    let deals = |p: &RowSelection<'_>| p.days(after.clone()).force(0).sum("deals") + 0.5;
                    log_ratio(deals(variant), deals(base))
                }),
            ),
            ratio(
                "standing deals two years later, against the two months after",
                Expected::Rises,
                Box::new(move |_, variant| {
                    let deals = |days: &core::ops::Range<u32>| variant.days(days.clone()).force(0).sum("deals");
                    log_ratio(deals(&later), deals(&first) + 0.5)
                }),
            ),
        ],
    }
}

fn lockdown(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 2 * CHANGE);
    let county = busiest(inputs);
    let here = |order: &mut Order| {
        order.counties = vec![county];
        order.end = Some(CHANGE as i32 + 60);
    };
    let variant = with(&base, OrderKind::Lockdown, None, 1.0, here);
    let variant = with(&variant, OrderKind::Inspect, None, 5.0, here);
    let days = CHANGE..CHANGE + 60;
    let during = days.clone();
    Experiment {
        pattern: "P6",
        says: "A lockdown after a large case raises the chance of catching those involved, and lowers incomes",
        versions: Some((base, variant)),
        questions: vec![
            ratio(
                "guards found out per standing deal in the city, locked down and investigated, against as usual",
                Expected::Rises,
                Box::new(move |base, variant| {
                    let caught = |p: &RowSelection<'_>| {
                        let there = p.days(during.clone()).counties(&[county]);
                        (there.sum("found_out") + 0.5) / (there.sum("deals") + 0.5)
                    };
                    log_ratio(caught(variant), caught(base))
                }),
            ),
            ratio(
                "value of goods brought in by its residents meanwhile",
                Expected::Falls,
                Box::new(move |base, variant| {
                    let income = |p: &RowSelection<'_>| p.days(days.clone()).counties(&[county]).sum("smuggled_value");
                    log_ratio(income(variant), income(base))
                }),
            ),
        ],
    }
}

/// Rings ten times as many as the scenario has them, so that a pair of runs holds some tens of cases.
fn dragnet(inputs: &Inputs) -> Experiment {
    let mut base = quiet(inputs, 2 * CHANGE);
    base.parameters.ring.rings *= 10.0;
    let variant = with(&base, OrderKind::Lockdown, None, 1.0, |_| ());
    let variant = with(&variant, OrderKind::Investigate, None, 5.0, |_| ());
    let days = CHANGE..2 * CHANGE;
    let during = days.clone();
    let any = inputs.parameters.ring.rings > 0.0;
    Experiment {
        pattern: "P6",
        says: "Those involved in a large case are inside the city that is locked down and investigated",
        versions: any.then_some((base, variant)),
        questions: vec![
            ratio(
                "share caught of those wanted in cases of rings, under lockdown and investigation against as usual",
                Expected::Rises,
                Box::new(move |base, variant| {
                    let caught = |p: &RowSelection<'_>| {
                        let during = p.days(during.clone());
                        (during.sum("wanted_caught") + 0.5)
                            / (during.sum("wanted_caught") + during.sum("wanted_gone") + 1.0)
                    };
                    log_ratio(caught(variant), caught(base))
                }),
            ),
            ratio("runs of rings meanwhile", Expected::Falls, sums("ring_runs", days)),
        ],
    }
}

fn trade(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 2 * CHANGE);
    let mut variant = base.clone();
    variant.trade.iter_mut().skip(12).for_each(|index| *index = 0.1);
    let days = CHANGE..2 * CHANGE;
    let tried = |activity: Activity| -> Effect {
        let days = days.clone();
        Box::new(move |base, variant| {
            let tried = |p: &RowSelection<'_>| p.days(days.clone()).activity(activity).sum("attempts");
            log_ratio(tried(variant), tried(base))
        })
    };
    let during = days.clone();
    Experiment {
        pattern: "P7",
        says: "Closing trade raises distress, and distress raises attempts of both kinds",
        versions: Some((base, variant)),
        questions: vec![
            Question {
                asks: "distress, with trade at a tenth",
                expected: Expected::Rises,
                scale: Scale::Difference("units of distress"),
                effect: Box::new(move |base, variant| {
                    let mean = |p: &RowSelection<'_>| {
                        p.days(during.clone()).sum("distress") / (12.0 * p.county_count() as f64)
                    };
                    Some(mean(variant) - mean(base))
                }),
            },
            ratio("attempts to leave", Expected::Rises, tried(Activity::Leave)),
            ratio("smuggling runs tried", Expected::Rises, tried(Activity::Smuggle)),
        ],
    }
}

fn displacement(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 2 * CHANGE);
    let county = busiest(inputs);
    let near: Vec<usize> = [county.checked_sub(1), Some(county + 1)]
        .into_iter()
        .flatten()
        .filter(|c| *c < inputs.counties.len())
        .collect();
    let persons = WATCHERS_PER_KM * inputs.counties[county].border_km;
    let here = |order: &mut Order| order.counties = vec![county];
    let variant = watcher(inputs).map(|force| with(&base, OrderKind::Deploy, Some(force), persons, here));
    let days = CHANGE + 60..2 * CHANGE;
    let tried_in = |counties: Vec<usize>| -> Effect {
        let days = days.clone();
        Box::new(move |base, variant| {
            let tried = |p: &RowSelection<'_>| p.days(days.clone()).counties(&counties).sum("attempts_here");
            log_ratio(tried(variant), tried(base))
        })
    };
    Experiment {
        pattern: "P8",
        says: "Force put into one county moves attempts to its neighbours",
        versions: variant.map(|variant| (base, variant)),
        questions: vec![
            ratio(
                "attempts made in the county with a new layer of watchers",
                Expected::Falls,
                tried_in(vec![county]),
            ),
            ratio("attempts made in its neighbours", Expected::Rises, tried_in(near)),
        ],
    }
}

fn arrivals(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 2 * CHANGE);
    let variant = with(&base, OrderKind::Lockdown, None, 1.0, |_| ());
    let year = CHANGE..2 * CHANGE;
    let left = {
        let year = year.clone();
        move |p: &RowSelection<'_>| p.days(year.clone()).activity(Activity::Leave).sum("crossed")
    };
    let arrived = |days: core::ops::Range<u32>| move |p: &RowSelection<'_>| p.days(days.clone()).sum("arrivals");
    let (fewer, still) = (left.clone(), arrived(year));
    let late = arrived(CHANGE + CHANGE / 2..2 * CHANGE);
    Experiment {
        pattern: "P9",
        says: "Arrivals abroad follow passages with a lag of months, and so keep coming after a closure",
        versions: Some((base, variant)),
        questions: vec![
            ratio(
                "passages to leave in the year after the whole border is locked down",
                Expected::Falls,
                Box::new(move |base, variant| log_ratio(left(variant), left(base))),
            ),
            ratio(
                "arrivals of that year, against the fall of passages",
                Expected::Rises,
                Box::new(move |base, variant| {
                    Some(log_ratio(still(variant), still(base))? - log_ratio(fewer(variant), fewer(base))?)
                }),
            ),
            ratio(
                "arrivals of its second half",
                Expected::Falls,
                Box::new(move |base, variant| log_ratio(late(variant), late(base))),
            ),
        ],
    }
}

fn shoot_order(inputs: &Inputs) -> Experiment {
    // Where everybody is bought nobody is seen: a fresh layer of watchers, so that there are sightings.
    let base = new_layer(&quiet(inputs, 2 * CHANGE));
    let versions = base.map(|base| {
        let fire = |version: Inputs, force| with(&version, OrderKind::Fire, Some(force), 0.4, |_| ());
        let variant = (0..inputs.forces.len()).fold(base.clone(), fire);
        (base, variant)
    });
    let days = CHANGE..2 * CHANGE;
    let attempts = sums("attempts", days.clone());
    // Half a death more on both sides: there may be none without the order.
    let shot = |p: &RowSelection<'_>, days: &core::ops::Range<u32>| p.days(days.clone()).sum("deaths_shot") + 0.5;
    let during = days.clone();
    let deaths: Effect = Box::new(move |base, variant| log_ratio(shot(variant, &during), shot(base, &during)));
    let deadly: Effect = Box::new(move |base, variant| {
        let risk = |p: &RowSelection<'_>| shot(p, &days) / p.days(days.clone()).sum("attempts");
        log_ratio(risk(variant), risk(base))
    });
    Experiment {
        pattern: "P11",
        says: "A shoot order lowers attempts less than in proportion to the risk it adds, and raises deaths per attempt",
        versions,
        questions: vec![
            ratio(
                "attempts, with fire on two of five sightings",
                Expected::Falls,
                attempts,
            ),
            ratio("deaths by fire per attempt", Expected::Rises, deadly),
            ratio("deaths by fire in all: attempts × risk", Expected::Rises, deaths),
        ],
    }
}

fn withdrawal(inputs: &Inputs) -> Experiment {
    let quiet = quiet(inputs, 2 * CHANGE);
    let versions = watcher(inputs).map(|force| {
        let base = with(&quiet, OrderKind::Deploy, Some(force), watchers(inputs), |order| {
            order.day = -1
        });
        let variant = with(&base, OrderKind::Withdraw, Some(force), 1.0, |_| ());
        (base, variant)
    });
    Experiment {
        pattern: "P13",
        says: "Withdrawing the watchers is followed within weeks by a surge of smuggling",
        versions,
        questions: vec![ratio(
            "smuggling runs that came through in the two months after",
            Expected::Rises,
            Box::new(|base, variant| {
                let runs =
                    |p: &RowSelection<'_>| p.days(CHANGE..CHANGE + 60).activity(Activity::Smuggle).sum("crossed");
                log_ratio(runs(variant), runs(base))
            }),
        )],
    }
}
