//! What stands by order on a day.

use crate::given::Border;

/// What stands by order today, county by county.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Level of alert.
    pub alert: Vec<f64>,
    /// Multiple of the inspectors' hazard.
    pub inspect: Vec<f64>,
    /// Whether units answer for their members.
    pub collective: Vec<bool>,
    /// Depth of the restricted zone, km.
    pub zone_km: Vec<f64>,
    /// Degree of lockdown.
    pub lockdown: Vec<f64>,
    /// Share of time that the fence is live.
    pub power: Vec<f64>,
    /// Workers at the works.
    pub workers: Vec<f64>,
    /// Multiple of the hazard of those wanted in cases of rings.
    pub investigate: Vec<f64>,
    /// Workers who only mend.
    pub repairers: Vec<f64>,
    /// Whether guards must watch the far bank.
    pub far_bank: Vec<bool>,
    /// Share of sightings answered by fire: by force, then county.
    pub fire: Vec<Vec<f64>>,
    /// Share of the dealings on the far bank that the neighbour leaves open.
    pub dealings: Vec<f64>,
    /// Smuggling run by the state, against the usual.
    pub state_smuggling: Vec<f64>,
    /// Trade through the crossings here over that of the whole border, both against before closure.
    pub crossings: Vec<f64>,
    /// Share of onward movement that the neighbour leaves open.
    pub onward: Vec<f64>,
    /// Whether every case is processed, whoever is involved.
    pub no_exceptions: Vec<bool>,
    /// Whether those found out are branded.
    pub brand: Vec<bool>,
    /// Whether outposts answer for passages that come to light.
    pub answer: Vec<bool>,
    /// Multiple of the hazards of police and neighbourhood units.
    pub crackdown: Vec<f64>,
    /// Whether nobody who is held by the neighbour is sent back.
    pub returns_halted: Vec<bool>,
    /// Penalty for complicity, days of income, by force.
    pub penalty_days: Vec<f64>,
}

impl Standing {
    /// Nothing but what holds without any order.
    pub fn usual(border: Border) -> Standing {
        let n = border.counties.len();
        Standing {
            alert: vec![0.0; n],
            inspect: vec![1.0; n],
            collective: vec![false; n],
            zone_km: vec![0.0; n],
            lockdown: vec![0.0; n],
            power: border.counties.iter().map(|c| c.power).collect(),
            workers: vec![0.0; n],
            investigate: vec![1.0; n],
            repairers: vec![0.0; n],
            far_bank: vec![false; n],
            dealings: vec![1.0; n],
            state_smuggling: vec![1.0; n],
            crossings: vec![1.0; n],
            onward: vec![1.0; n],
            no_exceptions: vec![false; n],
            brand: vec![false; n],
            answer: vec![false; n],
            crackdown: vec![1.0; n],
            returns_halted: vec![false; n],
            fire: border.forces.iter().map(|f| vec![f.numbers.fire; n]).collect(),
            penalty_days: border.forces.iter().map(|f| f.numbers.penalty_days).collect(),
        }
    }
}
