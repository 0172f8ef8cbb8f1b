//! The line of the reduced border (`bench/reduced.md`): everything but people and time. Those are what a framework is for, so each
//! program of this workspace brings its own and shares these rules.
use rand::{Rng, RngExt};

pub const COUNTIES: usize = 10;
pub const PER_COUNTY: usize = 10;
pub const SEGMENTS: usize = COUNTIES * PER_COUNTY;
pub const DAYS: u32 = 365;
/// Days that an arrest takes.
pub const DETAINED: u32 = 180;

const RISK: f64 = 2.0;
const SEARCH: f64 = 0.15;
const REACH_KM: f64 = 15.0;
const OFFER: f64 = 60.0;
const THETA: f64 = 0.5;
const SIGMA: f64 = 0.5;
const FORGET_COMPLICITY: f64 = 1.0 / 365.0;
const LEARN: f64 = 0.02;
const HEARD: f64 = 0.2;
const FORGET_BELIEF: f64 = 4.0 / 365.0;
const PRIOR: f64 = 0.1;
const BY_EYE: f64 = 0.02;
const JUMP: f64 = 0.1;
const JUMP_BESIDE: f64 = 0.25;
const FORGET_FEAR: f64 = 2.0 / 365.0;
const FEAR_FLOOR: f64 = 0.05;

/// Numbers of a force.
struct Force {
    guards: usize,
    seen: f64,
    arrest: f64,
    penalty: f64,
    found: f64,
    unit: usize,
}

const FORCES: [Force; 2] = [
    Force {
        guards: 8,
        seen: 0.05 * 8.0 * 0.25,
        arrest: 0.5,
        penalty: 90.0 * 12.0,
        found: 0.05 + 0.05 * 2.0,
        unit: 5,
    },
    Force {
        guards: 2,
        seen: 0.1 * 2.0 * 0.25,
        arrest: 0.6,
        penalty: 150.0 * 16.0,
        found: 0.05,
        unit: 10,
    },
];

/// What is compared.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    pub attempts: u64,
    pub crossed: u64,
    pub turned_back: u64,
    pub arrested: u64,
    pub found_out: u64,
    pub paid: f64,
}

impl Totals {
    /// One line of JSON.
    pub fn print(&self) {
        let Totals {
            attempts,
            crossed,
            turned_back,
            arrested,
            found_out,
            paid,
        } = self;
        println!(
            "{{\"attempts\":{attempts},\"crossed\":{crossed},\"turned_back\":{turned_back},\"arrested\":{arrested},\
             \"found_out\":{found_out},\"paid\":{paid:.2}}}"
        );
    }
}

/// What a program is given: residents of a county, yearly hazard, seed.
pub fn arguments() -> (u32, f64, u64) {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let usage = "RESIDENTS_PER_COUNTY HAZARD_PER_YEAR SEED";
    match words.as_slice() {
        [people, hazard, seed] => (
            people.parse().expect(usage),
            hazard.parse().expect(usage),
            seed.parse().expect(usage),
        ),
        _ => panic!("{usage}"),
    }
}

#[derive(Clone, Copy)]
struct Guard {
    tolerance: f64,
    complicity: f64,
    unnoticed: f64,
}

fn wait(rng: &mut impl Rng) -> f64 {
    -(1.0 - rng.random::<f64>()).ln()
}

impl Guard {
    fn new(rng: &mut impl Rng) -> Guard {
        let (radius, angle) = ((2.0 * wait(rng)).sqrt(), rng.random::<f64>() * std::f64::consts::TAU);
        Guard {
            tolerance: (SIGMA * radius * angle.cos() - SIGMA * SIGMA / 2.0).exp(),
            complicity: 0.0,
            unnoticed: wait(rng),
        }
    }
}

/// The line, and what is counted on it.
pub struct Line {
    pub totals: Totals,
    /// `e^{−risk · R}` of each county this morning.
    pub drive: [f64; COUNTIES],
    pull: Vec<[f64; SEGMENTS]>,
    chosen: Vec<[f64; SEGMENTS]>,
    belief: [f64; SEGMENTS],
    tried: [u32; SEGMENTS],
    failed: [u32; SEGMENTS],
    guards: [Vec<Guard>; 2],
    fear: [Vec<f64>; 2],
    punished: [Vec<u32>; 2],
}

impl Line {
    pub fn new(rng: &mut impl Rng) -> Line {
        let ease: Vec<f64> = (0..SEGMENTS).map(|_| 0.5 + rng.random::<f64>()).collect();
        let pull = |county: usize| {
            let (first, last) = (county * PER_COUNTY, county * PER_COUNTY + PER_COUNTY - 1);
            std::array::from_fn(|s| {
                let away = first.saturating_sub(s).max(s.saturating_sub(last)) as f64;
                let near = county.abs_diff(s / PER_COUNTY) <= 1;
                if near { (-away / REACH_KM).exp() * ease[s] } else { 0.0 }
            })
        };
        let units = FORCES.map(|force| SEGMENTS / force.unit);
        Line {
            totals: Totals::default(),
            drive: [1.0; COUNTIES],
            pull: (0..COUNTIES).map(pull).collect(),
            chosen: vec![[0.0; SEGMENTS]; COUNTIES],
            belief: [PRIOR; SEGMENTS],
            tried: [0; SEGMENTS],
            failed: [0; SEGMENTS],
            guards: FORCES.map(|force| (0..SEGMENTS * force.guards).map(|_| Guard::new(rng)).collect()),
            fear: units.map(|units| vec![FEAR_FLOOR; units]),
            punished: units.map(|units| vec![0; units]),
        }
    }

    /// Before the attempts of a day: passages are forgotten; where people go, and how much that keeps them from trying.
    pub fn morning(&mut self) {
        let left = (-FORGET_COMPLICITY).exp();
        for guard in self.guards.iter_mut().flatten().filter(|guard| guard.complicity > 0.0) {
            guard.complicity *= left;
            if guard.complicity < 0.01 {
                guard.complicity = 0.0;
            }
        }
        let weight: [f64; SEGMENTS] = std::array::from_fn(|s| (-self.belief[s] / SEARCH).exp());
        for county in 0..COUNTIES {
            let (mut sum, mut risk) = (0.0, 0.0);
            for s in 0..SEGMENTS {
                let pull = weight[s] * self.pull[county][s];
                sum += pull;
                risk += pull * self.belief[s];
                self.chosen[county][s] = sum;
            }
            self.drive[county] = (-RISK * risk / sum).exp();
        }
    }

    /// One attempt by a resident of a county; whether he is arrested.
    pub fn attempt(&mut self, county: usize, rng: &mut impl Rng) -> bool {
        let u = rng.random::<f64>() * self.chosen[county][SEGMENTS - 1];
        let s = self.chosen[county].partition_point(|sum| *sum <= u);
        self.totals.attempts += 1;
        self.tried[s] += 1;
        let (mut wait_left, mut spent) = (wait(rng), 0.0);
        for (f, force) in FORCES.iter().enumerate() {
            spent += force.seen;
            if wait_left > spent {
                continue;
            }
            let guard = &mut self.guards[f][s * force.guards + rng.random_range(0..force.guards)];
            let price = guard.tolerance * self.fear[f][s / force.unit] * force.penalty;
            let offer = wait(rng) * OFFER;
            if offer < price {
                self.failed[s] += 1;
                let arrested = rng.random::<f64>() < force.arrest;
                *(if arrested {
                    &mut self.totals.arrested
                } else {
                    &mut self.totals.turned_back
                }) += 1;
                return arrested;
            }
            guard.complicity += 1.0;
            self.totals.paid += price + THETA * (offer - price);
            (wait_left, spent) = (wait(rng), 0.0);
        }
        self.totals.crossed += 1;
        false
    }

    /// After them: guards are found out, fear and belief move.
    pub fn evening(&mut self, rng: &mut impl Rng) {
        for (f, force) in FORCES.iter().enumerate() {
            for (place, guard) in self.guards[f].iter_mut().enumerate() {
                guard.unnoticed -= force.found / 365.0 * guard.complicity;
                if guard.unnoticed <= 0.0 {
                    *guard = Guard::new(rng);
                    self.totals.found_out += 1;
                    self.punished[f][place / force.guards / force.unit] += 1;
                }
            }
            let (fear, punished) = (&mut self.fear[f], &mut self.punished[f]);
            for unit in 0..fear.len() {
                let beside = [unit.wrapping_sub(1), unit + 1].map(|unit| punished.get(unit).copied().unwrap_or(0));
                fear[unit] += (1.0 - (-FORGET_FEAR).exp()) * (FEAR_FLOOR - fear[unit]);
                fear[unit] += (1.0 - fear[unit]) * (1.0 - (1.0 - JUMP).powi(punished[unit] as i32));
                let heard = (beside[0] + beside[1]) as i32;
                fear[unit] += (1.0 - fear[unit]) * (1.0 - (1.0 - JUMP * JUMP_BESIDE).powi(heard));
            }
            punished.fill(0);
        }
        self.learn();
    }

    fn learn(&mut self) {
        let forget = 1.0 - (-FORGET_BELIEF).exp();
        let by_eye = 1.0 - (1.0 - PRIOR) * (-BY_EYE * 10.0_f64).exp();
        let sum = |of: &[u32; SEGMENTS], county: usize| {
            of[county * PER_COUNTY..][..PER_COUNTY]
                .iter()
                .map(|n| f64::from(*n))
                .sum::<f64>()
        };
        let told: [(f64, f64); COUNTIES] = std::array::from_fn(|c| (sum(&self.tried, c), sum(&self.failed, c)));
        for s in 0..SEGMENTS {
            let county = s / PER_COUNTY;
            let beside = [county.wrapping_sub(1), county + 1].map(|c| told.get(c).copied().unwrap_or((0.0, 0.0)));
            let heard = (beside[0].0 + beside[1].0, beside[0].1 + beside[1].1);
            let mut belief = self.belief[s];
            for (weight, n, (tried, failed)) in [
                (
                    LEARN,
                    f64::from(self.tried[s]),
                    (f64::from(self.tried[s]), f64::from(self.failed[s])),
                ),
                (LEARN * HEARD, heard.0 / PER_COUNTY as f64, heard),
            ] {
                if n > 0.0 {
                    belief += (failed / tried - belief) * (1.0 - (1.0 - weight).powf(n));
                }
            }
            self.belief[s] = belief + forget * (by_eye - belief);
        }
        self.tried = [0; SEGMENTS];
        self.failed = [0; SEGMENTS];
    }
}
