//! Compartments of an epidemic, county by county.

use crate::given::County;

/// Exposed, infectious and recovered, one entry per county in each array; who is none of these is susceptible.
#[derive(Clone, Debug)]
pub struct Epidemic {
    /// Residents at the start.
    pub residents: Vec<u32>,
    /// Infected, not yet infectious.
    pub exposed: Vec<u32>,
    /// Infectious.
    pub infectious: Vec<u32>,
    /// Recovered and immune.
    pub recovered: Vec<u32>,
    /// Runs that came through since the last step.
    pub contacts: Vec<u32>,
}

impl Epidemic {
    /// Nobody infected.
    pub fn new(counties: &[County]) -> Epidemic {
        let nobody = || vec![0; counties.len()];
        Epidemic {
            residents: counties.iter().map(|c| c.residents).collect(),
            exposed: nobody(),
            infectious: nobody(),
            recovered: nobody(),
            contacts: nobody(),
        }
    }

    /// Those who can be infected.
    pub fn susceptible(&self, county: usize) -> u32 {
        self.residents[county] - self.exposed[county] - self.infectious[county] - self.recovered[county]
    }

    /// Share of residents who are infectious.
    pub fn prevalence(&self, county: usize) -> f64 {
        f64::from(self.infectious[county]) / f64::from(self.residents[county].max(1))
    }
}
