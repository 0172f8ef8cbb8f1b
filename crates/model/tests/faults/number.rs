//! Every number that a run is given, from the tables that the loader reads; what has no table is taken apart field by field, so
//! that the compiler names a field that is left out here.

use crate::ROOMS;
use crate::case::{Case, Check};
use amnok_model::given::{
    Command, County, ForceNumbers, ORDER_KINDS, OrderKind, Outlet, Policy, Province, Response, River, Stratum,
};
use amnok_model::inputs::{Inputs, Parameters};

pub const CHECKS: &[Check] = &[("every_mechanism_with_numbers_has_checks", rooms)];

/// Each section of the model's numbers stands among the rooms.
fn rooms(_: &Case) {
    for entry in Parameters::table() {
        let section = entry.section;
        let here = ROOMS
            .iter()
            .any(|(room, checks)| *room == section && !checks.is_empty());
        assert!(here, "tests/faults has no checks of the mechanism {section}");
    }
}

type Change = Box<dyn Fn(&mut Inputs, f64) + Send + Sync>;

/// A number, or the same number of everything of a kind.
pub struct Number {
    /// Name: section and key.
    pub name: String,
    /// The mechanism whose checks are tried first.
    pub room: &'static str,
    change: Change,
}

impl Number {
    /// Makes it wrong by a factor.
    pub fn change(&self, inputs: &mut Inputs, factor: f64) {
        (self.change)(inputs, factor);
    }
}

/// A value that is wrong by a factor, or by its inverse where the bounds do not admit that.
fn wrong(value: f64, factor: f64, least: f64, most: f64) -> f64 {
    let within = |v: &f64| (least..=most).contains(v);
    [value * factor, value / factor]
        .into_iter()
        .find(within)
        .unwrap_or(value)
}

fn share(value: &mut f64, factor: f64) {
    *value = wrong(*value, factor, 0.0, 1.0);
}

fn any(value: &mut f64, factor: f64) {
    *value *= factor;
}

fn whole(value: &mut u32, factor: f64) {
    *value = libm::round(f64::from(*value) * factor) as u32;
}

/// All of them.
pub fn all() -> Vec<Number> {
    let mut all = parameters();
    all.extend(forces());
    all.extend(orders());
    for (room, name, change) in places().into_iter().chain(residents()).chain(told()) {
        all.push(Number {
            name: name.into(),
            room,
            change,
        });
    }
    all
}

fn parameters() -> Vec<Number> {
    let number = |entry: amnok_model::parameter::Entry<Parameters>| Number {
        name: format!("{}.{}", entry.section, entry.key),
        room: entry.section,
        change: Box::new(move |inputs, factor| {
            let value = (entry.read)(&inputs.parameters);
            (entry.write)(&mut inputs.parameters, wrong(value, factor, entry.least, entry.most));
        }),
    };
    Parameters::table().into_iter().map(number).collect()
}

fn forces() -> Vec<Number> {
    let number = |row: &'static amnok_model::parameter::Parameter<ForceNumbers>| Number {
        name: format!("force.{}", row.key),
        room: "patrol",
        change: Box::new(move |inputs, factor| {
            for force in &mut inputs.forces {
                let value = (row.read)(&force.numbers);
                (row.write)(&mut force.numbers, wrong(value, factor, row.least, row.most));
            }
        }),
    };
    ForceNumbers::NUMBERS.iter().map(number).collect()
}

/// Sizes of orders, kind by kind.
fn orders() -> Vec<Number> {
    let room = |kind: OrderKind| match kind {
        OrderKind::Build | OrderKind::BuildFence | OrderKind::BuildWall | OrderKind::BuildCameras => "works",
        OrderKind::Repair => "works",
        OrderKind::Power => "season",
        OrderKind::Lockdown => "economy",
        OrderKind::Investigate => "ring",
        OrderKind::Complain | OrderKind::Threaten => "neighbour",
        OrderKind::RestrictOnward => "abroad",
        OrderKind::CloseFarBank | OrderKind::StateSmuggling | OrderKind::Crossings => "far_bank",
        OrderKind::Inspect => "inspection",
        OrderKind::Penalty => "bribe",
        OrderKind::Zone => "passage",
        OrderKind::Crackdown => "police",
        OrderKind::Mine => "mine",
        _ => "patrol",
    };
    let number = |info: &'static amnok_model::given::OrderKindInfo| Number {
        name: format!("order.{}", info.name),
        room: room(info.kind),
        change: Box::new(move |inputs, factor| {
            for order in inputs.orders.iter_mut().filter(|order| order.kind == info.kind) {
                order.size = wrong(order.size, factor, info.least, info.most);
            }
        }),
    };
    ORDER_KINDS
        .iter()
        .filter(|info| info.unit != "none")
        .map(number)
        .collect()
}

type Named = (&'static str, &'static str, Change);

/// A change of every county, say, from the change of one.
fn each<T: 'static>(
    room: &'static str,
    name: &'static str,
    all: fn(&mut Inputs) -> &mut Vec<T>,
    one: fn(&mut T, f64),
) -> Named {
    let change = move |inputs: &mut Inputs, factor: f64| all(inputs).iter_mut().for_each(|part| one(part, factor));
    (room, name, Box::new(change))
}

/// Counties, provinces, rivers, trade.
fn places() -> Vec<Named> {
    // What is a number and not here would be an unused name, and so an error.
    let _ = |county: County| {
        let County {
            name: _,
            province: _,
            river: _,
            border_km: _,
            residents: _,
            leave_weight: _,
            smuggle_weight: _,
            fence: _,
            wall: _,
            camera: _,
            power: _,
        } = county;
    };
    let _ = |Province {
                 name: _,
                 neighbour_policing: _,
             }: Province| ();
    let _ = |River {
                 name: _,
                 ease: _,
                 drown: _,
                 visibility: _,
                 flood: _,
             }: River| ();
    // Of one county or river alone, where only differences between them count.
    let first_county = |room, name, one: fn(&mut County, f64)| -> Named {
        (
            room,
            name,
            Box::new(move |inputs: &mut Inputs, factor| one(&mut inputs.counties[0], factor)),
        )
    };
    let first_river = |room, name, one: fn(&mut River) -> &mut [f64; 12], most: f64| -> Named {
        let change = move |inputs: &mut Inputs, factor: f64| {
            let months = one(&mut inputs.rivers[0]);
            months
                .iter_mut()
                .for_each(|value| *value = wrong(*value, factor, 0.0, most));
        };
        (room, name, Box::new(change))
    };
    vec![
        first_county("patrol", "county.border_km", |c, f| any(&mut c.border_km, f)),
        first_county("attempt", "county.residents", |c, f| whole(&mut c.residents, f)),
        first_county("attempt", "county.leave_weight", |c, f| any(&mut c.leave_weight, f)),
        first_county("attempt", "county.smuggle_weight", |c, f| any(&mut c.smuggle_weight, f)),
        first_county("passage", "county.fence", |c, f| share(&mut c.fence, f)),
        first_county("passage", "county.wall", |c, f| share(&mut c.wall, f)),
        first_county("passage", "county.camera", |c, f| share(&mut c.camera, f)),
        first_county("season", "county.power", |c, f| share(&mut c.power, f)),
        each(
            "neighbour",
            "province.neighbour_policing",
            |i| &mut i.provinces,
            |p, f| share(&mut p.neighbour_policing, f),
        ),
        first_river("attempt", "river.ease", |r| &mut r.ease, f64::MAX),
        first_river("passage", "river.drown", |r| &mut r.drown, 1.0),
        first_river("patrol", "river.visibility", |r| &mut r.visibility, f64::MAX),
        first_river("barrier", "river.flood", |r| &mut r.flood, f64::MAX),
        each("economy", "trade", |i| &mut i.trade, any),
    ]
}

fn residents() -> Vec<Named> {
    let _ = |stratum: Stratum| {
        let Stratum {
            name: _,
            share: _,
            leave: _,
            smuggle: _,
            means: _,
            kin: _,
        } = stratum;
    };
    let first = |name, one: fn(&mut Stratum, f64)| -> Named {
        (
            "attempt",
            name,
            Box::new(move |inputs: &mut Inputs, factor| one(&mut inputs.strata[0], factor)),
        )
    };
    // Shares sum to one.
    let shares: Change = Box::new(|inputs, factor| {
        let before = inputs.strata[0].share;
        share(&mut inputs.strata[0].share, factor);
        let rest = (1.0 - inputs.strata[0].share) / (1.0 - before);
        inputs.strata[1..].iter_mut().for_each(|stratum| stratum.share *= rest);
    });
    vec![
        ("attempt", "stratum.share", shares),
        first("stratum.leave", |s, f| any(&mut s.leave, f)),
        first("stratum.smuggle", |s, f| any(&mut s.smuggle, f)),
        first("stratum.means", |s, f| any(&mut s.means, f)),
    ]
}

/// Commands, outlets, and the policy.
fn told() -> Vec<Named> {
    let _ = |Command {
                 name: _,
                 hears: _,
                 stages: _,
                 orders: _,
             }: Command| ();
    let _ = |Outlet {
                 name: _,
                 hears: _,
                 sources: _,
                 lag_days: _,
                 lag_sigma: _,
             }: Outlet| ();
    let _ = |policy: Policy| {
        let Policy {
            command: _,
            believes: _,
            scope: _,
            window_days: _,
            above: _,
            patience_days: _,
            pause_days: _,
            playbook: _,
        } = policy;
    };
    let _ = |Response {
                 kind: _,
                 force: _,
                 size: _,
                 delay_days: _,
                 days: _,
             }: Response| ();
    let command = |name, one| each("officials", name, |i| &mut i.commands, one);
    let outlet = |name, one| each("press", name, |i| &mut i.outlets, one);
    let policy = |name, one: fn(&mut Policy, f64)| -> Named {
        let change = move |inputs: &mut Inputs, factor: f64| inputs.policy.iter_mut().for_each(|p| one(p, factor));
        ("policy", name, Box::new(change))
    };
    vec![
        command("command.hears.chance", |c: &mut Command, f| {
            c.hears.iter_mut().for_each(|h| share(&mut h.chance, f));
        }),
        command("command.stage.days", |c, f| {
            c.stages.iter_mut().for_each(|s| any(&mut s.days, f))
        }),
        command("command.stage.passes", |c, f| {
            c.stages.iter_mut().for_each(|s| share(&mut s.passes, f))
        }),
        outlet("outlet.hears.chance", |o: &mut Outlet, f| {
            o.hears.iter_mut().for_each(|h| share(&mut h.chance, f));
        }),
        outlet("outlet.sources", |o, f| {
            o.sources.iter_mut().for_each(|s| any(&mut s.number, f))
        }),
        outlet("outlet.lag_days", |o, f| any(&mut o.lag_days, f)),
        outlet("outlet.lag_sigma", |o, f| any(&mut o.lag_sigma, f)),
        policy("policy.window_days", |p, f| whole(&mut p.window_days, f)),
        policy("policy.above", |p, f| any(&mut p.above, f)),
        policy("policy.patience_days", |p, f| whole(&mut p.patience_days, f)),
        policy("policy.pause_days", |p, f| whole(&mut p.pause_days, f)),
        policy("policy.playbook.size", |p, f| {
            p.playbook.iter_mut().for_each(|r| any(&mut r.size, f))
        }),
        policy("policy.playbook.delay_days", |p, f| {
            p.playbook.iter_mut().for_each(|r| whole(&mut r.delay_days, f))
        }),
        policy("policy.playbook.days", |p, f| {
            p.playbook
                .iter_mut()
                .filter_map(|r| r.days.as_mut())
                .for_each(|days| whole(days, f));
        }),
    ]
}
