//! One day's way on a link: at its end in the evening, or still on it.

use crate::network::{Link, Network, Rules};
use crate::state::State;

/// How a day on a link ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// The state after it.
    pub state: State,
    /// Whether the end of the link was reached.
    pub arrived: bool,
    /// Covered today after it. Unit: km.
    pub km: f64,
    /// Speed of the day. Unit: km per day.
    pub speed: f64,
}

impl Leg {
    /// Whether another decision is taken today: the end was reached, not by turning back, before a day's way was done.
    #[inline]
    pub fn goes_on(&self, cut: bool) -> bool {
        self.arrived && !cut && self.km < self.speed
    }
}

/// How far somebody has come on a link in the days before. Unit: km.
#[inline]
pub fn way_on(link: &Link, state: &State, rules: &Rules) -> f64 {
    f64::from(state.driven) * link.pace(false, rules) + f64::from(state.walked) * rules.walking
}

/// One day's way on a link for somebody who has covered `km` today: at the end, or still on the way.
#[inline]
pub fn travel(network: &Network, state: State, km: f64, walking: bool) -> Leg {
    let link = &network.links[state.at as usize];
    let rules = &network.rules;
    let speed = link.pace(walking, rules);
    let before = way_on(link, &state, rules);
    if before + speed > link.km {
        let place = if state.cut { link.from } else { link.to };
        return Leg {
            state: State {
                at: place as u32,
                route: state.route,
                stint: state.stint,
                who: state.who,
                tracer: state.tracer,
                ..State::default()
            },
            arrived: true,
            km: km + link.km - before,
            speed,
        };
    }
    let (driven, walked) = (state.driven + u16::from(!walking), state.walked + u16::from(walking));
    Leg {
        state: State {
            driven,
            walked,
            ..state
        },
        arrived: false,
        km: km + speed,
        speed,
    }
}
