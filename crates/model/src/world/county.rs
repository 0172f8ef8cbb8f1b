//! Conditions of the counties: what stands this morning. Several mechanisms write here, each its own arrays: the owner is named
//! beside each.

use crate::given::Border;

/// Conditions, one entry per county in each array.
#[derive(Clone, Debug)]
pub struct Counties {
    /// Distress, 0 at baseline. Owner: `economy`.
    pub distress: Vec<f64>,
    /// Morale, 1 at baseline. Owner: `belief`.
    pub morale: Vec<f64>,
    /// Whether the fence is live today. Owner: `season`.
    pub powered: Vec<bool>,
    /// Value of goods that came through, day by day within the window (a ring). Owner: `economy`.
    pub goods: Vec<Vec<f64>>,
    /// Sum of `goods` over the baseline so far. Owner: `economy`.
    pub goods_baseline: Vec<f64>,
    /// Informal trade against baseline. Owner: `economy`.
    pub informal: Vec<f64>,
    /// Dealings on the far bank, which a smuggling run needs, against the usual (1). Owner: `far_bank`.
    pub openness: Vec<f64>,
    /// Smuggling run by the state against the usual (1). Owner: `far_bank`.
    pub state_smuggling: Vec<f64>,
    /// Trade through the crossings here against before closure (1). Owner: `economy`.
    pub trade: Vec<f64>,
    /// Persons of the far bank who are sought. Owner: `watch`.
    pub sought: Vec<u32>,
    /// What watching leaves of the contact with the far bank (1: all). Owner: `watch`.
    pub contact: Vec<f64>,
    /// Price of imported goods over their price inland. Owner: `market`.
    pub premium: Vec<f64>,
    /// Multiple of the hazard of smuggling that comes of this price. Owner: `market`.
    pub draw: Vec<f64>,
    /// Policing on the other side. Owner: `neighbour`.
    pub policing: Vec<f64>,
    /// Level that a complaint asked for, while it lasts. Owner: `neighbour`.
    pub policing_target: Vec<f64>,
    /// Policing without complaint or grievance. Nobody changes it.
    pub policing_usual: Vec<f64>,
    /// Grievance of the neighbour about threats. Owner: `neighbour`.
    pub grievance: Vec<f64>,
    /// Persons shot today. Owners: `passage` counts them, `belief` begins anew when it has taken them in.
    pub shot: Vec<u32>,
    /// Soldiers who died here and of whom families have not learned yet. Owner: `pity`.
    pub mourned: Vec<u32>,
    /// Of these, those of whom families learn today. Owner: `pity`.
    pub learned_of: Vec<u32>,
    /// Guards per resident on the first day. Owner: `patrol`.
    pub scrutiny: Vec<f64>,
    /// Price of passage by activity where a deal is open within reach. Owner: `attempt`.
    pub price: Vec<[Option<f64>; 2]>,
    /// Brokers in business (`broker`).
    pub brokers: Vec<u32>,
    /// What brokers' margin for one who leaves is multiplied by (`broker`).
    pub markup: Vec<f64>,
    /// Perceived risk where a resident would try. Owner: `attempt`.
    pub risk: Vec<f64>,
}

impl Counties {
    /// Conditions at the start.
    pub fn new(border: Border<'_>, income_days: usize, expected_risk: f64) -> Counties {
        let n = border.counties.len();
        let usual: Vec<f64> = border
            .counties
            .iter()
            .map(|c| border.provinces[c.province].neighbour_policing)
            .collect();
        Counties {
            distress: vec![0.0; n],
            morale: vec![1.0; n],
            powered: vec![false; n],
            goods: vec![vec![0.0; income_days]; n],
            goods_baseline: vec![0.0; n],
            informal: vec![1.0; n],
            openness: vec![1.0; n],
            state_smuggling: vec![1.0; n],
            trade: vec![1.0; n],
            sought: vec![0; n],
            contact: vec![1.0; n],
            mourned: vec![0; n],
            learned_of: vec![0; n],
            premium: vec![1.0; n],
            draw: vec![1.0; n],
            policing: usual.clone(),
            policing_target: usual.clone(),
            policing_usual: usual,
            grievance: vec![0.0; n],
            shot: vec![0; n],
            scrutiny: vec![0.0; n],
            price: vec![[None; 2]; n],
            brokers: vec![0; n],
            markup: vec![1.0; n],
            risk: vec![expected_risk; n],
        }
    }
}
