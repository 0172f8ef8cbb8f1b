//! The evening's levels as facts: one reading a day for every county, activity or force of a measure.
//!
//! Reads the world; owns nothing.

use crate::facts::{Activity, Fact, Level, Log};
use crate::record::evening::Evening;
use crate::record::measures::{MEASURES, Of};

/// Tells every level.
// Not inlined, so that what it costs can be counted by itself (benchmark IR).
#[inline(never)]
pub fn read(evening: &Evening<'_>, log: &mut impl Log) {
    let counties = evening.world.counties.distress.len();
    for (number, measure) in MEASURES.iter().enumerate() {
        let mut tell = |county: usize, part: usize, value: f64| {
            log.happened(&Fact::Level(Level {
                day: evening.day,
                measure: number as u8,
                county: county as u16,
                part: part as u8,
                value,
            }));
        };
        for c in 0..counties {
            match measure.of {
                Of::County(level) => tell(c, 0, level(evening, c)),
                Of::Activity(quote) => {
                    for activity in Activity::ALL {
                        if let Some(value) = quote(evening, c, activity) {
                            tell(c, activity as usize, value);
                        }
                    }
                }
                Of::Force(level) => (0..evening.world.posts.forces()).for_each(|f| tell(c, f, level(evening, c, f))),
                _ => break,
            }
        }
    }
}
