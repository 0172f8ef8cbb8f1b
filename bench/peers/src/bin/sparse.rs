//! Plain Rust, the lower bound: a resident who does nothing is never touched. How many are passed over until the next one who tries is
//! geometric; only those in detention are stored.
use peers::{COUNTIES, DAYS, DETAINED, Line, arguments};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::collections::HashMap;

fn main() {
    let (people, hazard, seed) = arguments();
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut line = Line::new(&mut rng);
    let mut detained: [HashMap<u32, u32>; COUNTIES] = Default::default();
    for day in 0..DAYS {
        line.morning();
        for county in 0..COUNTIES {
            let nobody = -hazard / 365.0 * line.drive[county];
            let mut next = 0.0;
            loop {
                next += ((1.0 - rng.random::<f64>()).ln() / nobody).floor();
                if next >= f64::from(people) {
                    break;
                }
                let resident = next as u32;
                let home = detained[county].get(&resident).is_none_or(|until| *until <= day);
                if home && line.attempt(county, &mut rng) {
                    detained[county].insert(resident, day + 1 + DETAINED);
                }
                next += 1.0;
            }
        }
        line.evening(&mut rng);
    }
    line.totals.print();
}
