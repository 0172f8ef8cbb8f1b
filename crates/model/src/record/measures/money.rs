//! Money paid and goods brought, here and from abroad.

use super::*;

pub(super) const MONEY: &[Measure] = &[
    Measure {
        name: "paid",
        unit: "currency",
        meaning: "paid to guards of a force",
        by: By::ActivityForce,
        of: Of::Paid(|to, purpose| {
            matches!(
                (to, purpose),
                (Payee::Guard(_), PaidFor::Deal(_) | PaidFor::OnTheSpot(_))
            )
        }),
        ..FLOW
    },
    Measure {
        name: "paid_spot",
        unit: "currency",
        meaning: "of `paid`, struck on the spot when seen",
        by: By::ActivityForce,
        of: Of::Paid(|_, purpose| matches!(purpose, PaidFor::OnTheSpot(_))),
        ..FLOW
    },
    Measure {
        name: "paid_broker",
        unit: "currency",
        meaning: "kept by brokers",
        by: By::Activity,
        of: Of::Paid(|to, _| to == Payee::Broker),
        ..FLOW
    },
    Measure {
        name: "smuggled_value",
        unit: "currency",
        meaning: "value of goods that came through",
        by: By::County,
        of: Of::Goods(|goods| goods.value),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "income_lost",
        unit: "currency",
        meaning: "value of goods short of what smuggling brought in at first",
        by: By::County,
        of: Of::Shortfalls,
        ..FLOW
    },
    Measure {
        name: "ring_paid",
        unit: "currency",
        meaning: "paid by rings to guards",
        by: By::Force,
        of: Of::Paid(|to, purpose| purpose == PaidFor::Ring && to != Payee::Official),
        ..FLOW
    },
    Measure {
        name: "ring_paid_officials",
        unit: "currency",
        meaning: "paid by rings to officials",
        by: By::County,
        of: Of::Paid(|to, _| to == Payee::Official),
        ..FLOW
    },
    Measure {
        name: "ring_value",
        unit: "currency",
        meaning: "value of what rings moved",
        by: By::County,
        of: Of::RingRuns(|run| run.value),
        ..FLOW
    },
    Measure {
        name: "transfers",
        unit: "transfers",
        meaning: "transfers of money sent home",
        by: By::County,
        of: Of::Transfers(|t| f64::from(t.sent)),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "remitted",
        unit: "currency",
        meaning: "money sent home",
        by: By::County,
        of: Of::Transfers(|t| t.amount.times(t.sent).units()),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "remitted_commission",
        unit: "currency",
        meaning: "of this, kept by brokers",
        by: By::County,
        of: Of::Transfers(|t| t.commission.times(t.sent - t.intercepted).units()),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "remitted_intercepted",
        unit: "currency",
        meaning: "of this, found and taken",
        by: By::County,
        of: Of::Transfers(|t| t.amount.times(t.intercepted).units()),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "remitted_received",
        unit: "currency",
        meaning: "of this, received by kin",
        by: By::County,
        of: Of::Transfers(|t| Money(t.amount.0 - t.commission.0).times(t.sent - t.intercepted).units()),
        county: Place::Home,
        ..FLOW
    },
    Measure {
        name: "price",
        unit: "currency",
        meaning: "price of passage by a standing deal, all layers and the broker, over the days on which one is to be had",
        by: By::Activity,
        of: Of::Activity(|now, c, activity| now.world.counties.price[c][activity as usize]),
        ..QUOTE
    },
];
