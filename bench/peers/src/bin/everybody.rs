//! Plain Rust, every resident asked every day.
use peers::{COUNTIES, DAYS, DETAINED, Line, arguments};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

fn main() {
    let (people, hazard, seed) = arguments();
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut line = Line::new(&mut rng);
    let mut until = vec![0_u16; people as usize * COUNTIES];
    for day in 0..DAYS {
        line.morning();
        for (county, residents) in until.chunks_mut(people as usize).enumerate() {
            let tries = 1.0 - (-hazard / 365.0 * line.drive[county]).exp();
            for until in residents {
                if rng.random::<f64>() < tries && u32::from(*until) <= day && line.attempt(county, &mut rng) {
                    *until = (day + 1 + DETAINED) as u16;
                }
            }
        }
        line.evening(&mut rng);
    }
    line.totals.print();
}
