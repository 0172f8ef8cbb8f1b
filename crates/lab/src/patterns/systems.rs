//! The experiments about systems of the founding reports that P1 to P13 do not touch, P14 to P28: one change each, and what it is to do.

use super::design::{CHANGE, counted, new_layer, price, quiet, ratio, sums, with};
use super::selection::{RowSelection, log_ratio};
use super::{Expected, Experiment, Question, Scale};
use amnok_model::facts::{Activity, Topic};
use amnok_model::given::{Order, OrderKind, Policy, Response, Scope};
use amnok_model::inputs::Inputs;

/// Days of the year after the change.
const AFTER: core::ops::Range<u32> = CHANGE..2 * CHANGE;

/// Workers that an experiment sends to each county.
const CREW: f64 = 500.0;

/// Every one of them.
pub fn all(inputs: &Inputs) -> Vec<Experiment> {
    vec![
        far_bank(inputs),
        returns(inputs),
        mines(inputs),
        others(inputs),
        batteries(inputs),
        outposts(inputs),
        crossings(inputs),
        police(inputs),
        no_exceptions(inputs),
        branding(inputs),
        watching(inputs),
        pity(inputs),
        trust(inputs),
        works(inputs),
        animals(inputs),
    ]
}

/// The scenario of its first day for two years, with one order from the second on.
fn ordered(inputs: &Inputs, kind: OrderKind, size: f64) -> (Inputs, Inputs) {
    let base = quiet(inputs, 2 * CHANGE);
    let variant = with(&base, kind, None, size, |_| ());
    (base, variant)
}

/// An experiment.
fn experiment(
    pattern: &'static str,
    says: &'static str,
    versions: Option<(Inputs, Inputs)>,
    questions: Vec<Question>,
) -> Experiment {
    Experiment {
        pattern,
        says,
        versions,
        questions,
    }
}

fn far_bank(inputs: &Inputs) -> Experiment {
    let (base, variant) = ordered(inputs, OrderKind::CloseFarBank, 0.2);
    let variant = with(&variant, OrderKind::StateSmuggling, None, 0.0, |_| ());
    experiment(
        "P14",
        "Smuggling needs somebody on the far bank: where the neighbour closes it, runs end, and goods grow dear",
        Some((base, variant)),
        vec![
            ratio(
                "smuggling runs tried, with a fifth of the dealings left and none by the state",
                Expected::Falls,
                Box::new(|base, variant| {
                    let tried = |p: &RowSelection<'_>| p.days(AFTER).activity(Activity::Smuggle).sum("attempts");
                    log_ratio(tried(variant), tried(base))
                }),
            ),
            ratio(
                "price of imported goods on the border over that inland",
                Expected::Rises,
                sums("premium", AFTER),
            ),
        ],
    )
}

fn returns(inputs: &Inputs) -> Experiment {
    experiment(
        "P15",
        "While all returns are halted nobody is sent back: smugglers are fined",
        Some(ordered(inputs, OrderKind::HaltReturns, 0.0)),
        vec![
            ratio(
                "sent back from the far bank",
                Expected::Falls,
                counted("sent_back", AFTER),
            ),
            ratio("fined there and turned back", Expected::Rises, counted("fined", AFTER)),
        ],
    )
}

fn mines(inputs: &Inputs) -> Experiment {
    let base = quiet(inputs, 4 * CHANGE);
    let variant = with(&base, OrderKind::Mine, None, 100.0, |_| ());
    experiment(
        "P16",
        "Mines are used up, fail, and become known: they hurt fewer from year to year",
        Some((base, variant)),
        vec![ratio(
            "on mines in the third year after they were laid, against the first",
            Expected::Falls,
            Box::new(|_, variant| {
                let hurt = |days| variant.days(days).sum("mine") + 0.5;
                log_ratio(hurt(3 * CHANGE..4 * CHANGE), hurt(AFTER))
            }),
        )],
    )
}

fn others(inputs: &Inputs) -> Experiment {
    let (base, _) = ordered(inputs, OrderKind::Zone, 1.5);
    let base = with(&base, OrderKind::Zone, None, 1.5, |_| ());
    let fire = |version: Inputs, force| with(&version, OrderKind::Fire, Some(force), 0.4, |_| ());
    let variant = (0..inputs.forces.len()).fold(base.clone(), fire);
    experiment(
        "P17",
        "A shoot order meets others than those who try to cross",
        Some((base, variant)),
        vec![ratio(
            "others killed by fire, with fire on two of five sightings",
            Expected::Rises,
            counted("others_shot", AFTER),
        )],
    )
}

fn batteries(inputs: &Inputs) -> Experiment {
    let battery = inputs.forces.iter().position(|force| force.behind);
    let versions = battery.map(|force| {
        let km: f64 = inputs.counties.iter().map(|county| county.border_km).sum();
        let stands = with(
            &quiet(inputs, 2 * CHANGE),
            OrderKind::Deploy,
            Some(force),
            5.0 * km,
            |_| (),
        );
        let fire = |size| with(&stands, OrderKind::Fire, Some(force), size, |_| ());
        (fire(0.0), fire(1.0))
    });
    experiment(
        "P18",
        "Guards and special forces fear a battery that fires at once: they are hit, and ask more for going to the line",
        versions,
        vec![
            ratio("guards and soldiers hit", Expected::Rises, counted("guards_hit", AFTER)),
            price("price of a smuggling run", Activity::Smuggle),
        ],
    )
}

fn outposts(inputs: &Inputs) -> Experiment {
    experiment(
        "P19",
        "An outpost that answers for what it did not notice is rotated, and its deals end",
        Some(ordered(inputs, OrderKind::Answer, 0.0)),
        vec![
            ratio("guards rotated", Expected::Rises, counted("rotated", AFTER)),
            ratio("standing deals", Expected::Falls, sums("deals", AFTER)),
        ],
    )
}

fn crossings(inputs: &Inputs) -> Experiment {
    let first = inputs.counties.first().map_or(0, |county| county.province);
    let within = |c: &usize| inputs.counties[*c].province == first;
    let counties: Vec<usize> = (0..inputs.counties.len()).filter(within).collect();
    let here = |order: &mut Order| order.counties = counties.clone();
    let base = quiet(inputs, 2 * CHANGE);
    let variant = with(&base, OrderKind::Crossings, None, 0.1, here);
    let there = counties.clone();
    experiment(
        "P20",
        "Trade goes through crossings: where they are shut, there is distress",
        Some((base, variant)),
        vec![Question {
            asks: "distress in a province whose crossings pass a tenth",
            expected: Expected::Rises,
            scale: Scale::Difference("units of distress"),
            effect: Box::new(move |base, variant| {
                let mean =
                    |p: &RowSelection<'_>| p.days(AFTER).counties(&there).sum("distress") / (12.0 * there.len() as f64);
                Some(mean(variant) - mean(base))
            }),
        }],
    )
}

fn police(inputs: &Inputs) -> Experiment {
    experiment(
        "P21",
        "A crackdown by police catches people on their way to the line, and brokers",
        Some(ordered(inputs, OrderKind::Crackdown, 5.0)),
        vec![
            ratio(
                "share of attempts to leave that end in arrest",
                Expected::Rises,
                Box::new(|base, variant| {
                    let caught = |p: &RowSelection<'_>| {
                        let leave = p.days(AFTER).activity(Activity::Leave);
                        leave.sum("arrested") / leave.sum("attempts")
                    };
                    log_ratio(caught(variant), caught(base))
                }),
            ),
            ratio("brokers arrested", Expected::Rises, counted("brokers_arrested", AFTER)),
        ],
    )
}

fn no_exceptions(inputs: &Inputs) -> Experiment {
    let base = new_layer(&quiet(inputs, 2 * CHANGE));
    let versions = base.map(|base| {
        let variant = with(&base, OrderKind::NoExceptions, None, 0.0, |_| ());
        (base, variant)
    });
    experiment(
        "P22",
        "Where every case is processed, whoever is involved, no watcher is bought",
        versions,
        vec![
            ratio("watchers bought", Expected::Falls, counted("watchers_bought", AFTER)),
            ratio("guards found out", Expected::Rises, counted("found_out", AFTER)),
        ],
    )
}

fn branding(inputs: &Inputs) -> Experiment {
    experiment(
        "P23",
        "A brand and social punishment deter guards beyond the penalty",
        Some(ordered(inputs, OrderKind::Brand, 0.0)),
        vec![
            ratio("standing deals", Expected::Falls, sums("deals", AFTER)),
            price("price of a smuggling run", Activity::Smuggle),
        ],
    )
}

fn watching(inputs: &Inputs) -> Experiment {
    experiment(
        "P24",
        "Where guards watch the far bank, counterparts keep away and are sought: dealings and deals suffer",
        Some(ordered(inputs, OrderKind::WatchFarBank, 0.0)),
        vec![
            ratio("dealings on the far bank", Expected::Falls, sums("openness", AFTER)),
            ratio("standing deals", Expected::Falls, sums("deals", AFTER)),
        ],
    )
}

fn pity(inputs: &Inputs) -> Experiment {
    experiment(
        "P25",
        "The sight of young builders, and their deaths, lower morale",
        Some(ordered(inputs, OrderKind::Build, CREW)),
        vec![ratio("morale", Expected::Falls, sums("morale", AFTER))],
    )
}

/// Rings ten times as many as the scenario has them, so that a pair of runs holds some tens of cases.
fn trust(inputs: &Inputs) -> Experiment {
    let mut base = quiet(inputs, 2 * CHANGE);
    base.parameters.ring.rings *= 10.0;
    let hears = |topic| {
        inputs
            .commands
            .iter()
            .position(|c| c.hears.iter().any(|h| h.topic == topic))
    };
    let layers = inputs.forces.iter().any(|force| !force.watches.is_empty());
    let versions = hears(Topic::RingCases).filter(|_| layers).map(|command| {
        let mut variant = base.clone();
        variant.policy = Some(next_layers(command));
        (base, variant)
    });
    experiment(
        "P26",
        "Trust lost by a large case sends the next layer, by rule",
        versions,
        vec![ratio(
            "soldiers and guards along the line",
            Expected::Rises,
            sums("strength", AFTER),
        )],
    )
}

/// A policy that answers large cases by the next layer.
fn next_layers(command: usize) -> Policy {
    let next = Response {
        kind: OrderKind::Deploy,
        force: None,
        size: 1_500.0,
        delay_days: 3,
        days: None,
    };
    Policy {
        command,
        believes: vec![Topic::RingCases],
        scope: Scope::Province,
        playbook: vec![next.clone(), next],
        window_days: 30,
        above: 0.5,
        patience_days: 1,
        pause_days: 90,
    }
}

fn works(inputs: &Inputs) -> Experiment {
    let km: f64 = inputs.counties.iter().map(|county| county.border_km).sum();
    let base = quiet(inputs, 2 * CHANGE);
    let base = with(&base, OrderKind::Build, None, CREW, |_| ());
    let base = with(&base, OrderKind::BuildFence, None, km, |order| {
        order.end = Some(2 * CHANGE as i32)
    });
    let variant = with(&base, OrderKind::BuildWall, None, km, |_| ());
    experiment(
        "P27",
        "Walls are built beside the fence, not after it",
        Some((base, variant)),
        vec![
            ratio(
                "wall, while the fence is to be built by an earlier day",
                Expected::Rises,
                sums("wall_km", AFTER),
            ),
            ratio("fence meanwhile", Expected::Falls, sums("fence_km", AFTER)),
        ],
    )
}

fn animals(inputs: &Inputs) -> Experiment {
    experiment(
        "P28",
        "A complaint has the neighbour keep animals from the water",
        Some(ordered(inputs, OrderKind::Complain, 1.0)),
        vec![ratio(
            "animals and carcasses seen",
            Expected::Falls,
            counted("animals", AFTER),
        )],
    )
}
