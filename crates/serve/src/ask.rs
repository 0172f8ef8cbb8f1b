//! What can be asked of the queue, and how it stands on the disk.

use crate::change::Change;
use amnok_scenario::many;
use serde_json::{Value, json};

/// What is asked for. `of` is the name of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A scenario lived through.
    Run {
        /// The scenario.
        of: String,
        /// Number of histories.
        histories: u32,
        /// Whether all have the values of the scenario; otherwise each draws those that are assumed.
        fixed: bool,
    },
    /// Files of Flee lived through.
    Displacement {
        /// The files.
        of: String,
        /// Number of replicates.
        replicates: u32,
        /// Seed.
        seed: u64,
    },
    /// Files of Flee calibrated on what was counted until a day, and their camps forecast from there.
    Calibration {
        /// The files.
        of: String,
        /// The last day whose counts are used, from 0.
        until: u32,
        /// Points of the settings.
        points: u32,
        /// Seed.
        seed: u64,
    },
    /// A scenario beside itself with something otherwise, in pairs with common luck.
    WhatIf {
        /// The scenario.
        of: String,
        /// What is otherwise.
        change: Change,
        /// The same in words.
        words: String,
        /// Number of pairs.
        pairs: u32,
    },
}

impl Ask {
    /// The entry that it is about.
    pub fn of(&self) -> &str {
        match self {
            Ask::Run { of, .. }
            | Ask::Displacement { of, .. }
            | Ask::Calibration { of, .. }
            | Ask::WhatIf { of, .. } => of,
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        match self {
            Ask::Run {
                of,
                histories,
                fixed: true,
            } => format!(
                "{} of {of}, all with its values",
                many(histories, "history", "histories")
            ),
            Ask::Run {
                of,
                histories,
                fixed: false,
            } => format!(
                "{} of {of}, each with values of its own",
                many(histories, "history", "histories")
            ),
            Ask::Displacement { of, replicates, .. } => {
                format!("{} of the displacement {of}", many(replicates, "history", "histories"))
            }
            Ask::Calibration { of, until, points, .. } => {
                format!(
                    "{of} calibrated on its first {} by {}, and forecast",
                    many(until + 1, "day", "days"),
                    many(points, "point", "points")
                )
            }
            Ask::WhatIf { of, words, pairs, .. } => format!(
                "{of} in {}, as it is and what if: {words}",
                many(pairs, "pair", "pairs")
            ),
        }
    }

    /// As it is written down.
    pub fn to_json(&self) -> Value {
        match self {
            Ask::Run { of, histories, fixed } => {
                json!({ "kind": "run", "of": of, "histories": histories, "fixed": fixed })
            }
            Ask::Displacement { of, replicates, seed } => {
                json!({ "kind": "displacement", "of": of, "replicates": replicates, "seed": seed })
            }
            Ask::Calibration {
                of,
                until,
                points,
                seed,
            } => {
                json!({ "kind": "calibration", "of": of, "until": until, "points": points, "seed": seed })
            }
            Ask::WhatIf {
                of,
                change,
                words,
                pairs,
            } => {
                json!({ "kind": "what-if", "of": of, "change": change.address(), "words": words, "pairs": pairs })
            }
        }
    }

    /// As it was written down.
    pub fn from_json(all: &Value) -> Option<Ask> {
        let of = all["of"].as_str()?.to_owned();
        let number = |key: &str| u32::try_from(all[key].as_u64()?).ok();
        Some(match all["kind"].as_str()? {
            "run" => Ask::Run {
                of,
                histories: number("histories")?,
                fixed: all["fixed"].as_bool()?,
            },
            "displacement" => Ask::Displacement {
                of,
                replicates: number("replicates")?,
                seed: all["seed"].as_u64()?,
            },
            "calibration" => Ask::Calibration {
                of,
                until: number("until")?,
                points: number("points")?,
                seed: all["seed"].as_u64()?,
            },
            "what-if" => Ask::WhatIf {
                of,
                change: Change::from_address(all["change"].as_str()?),
                words: all["words"].as_str().unwrap_or("something is otherwise").to_owned(),
                pairs: number("pairs")?,
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_read_again() {
        let of = || "a".to_owned();
        let change = Change::from_address("set=bribe.theta%3D0.3&off=2&move=4%3A2020-08-01&end=2020-12-31");
        for ask in [
            Ask::Calibration {
                of: of(),
                until: 39,
                points: 200,
                seed: 3,
            },
            Ask::Run {
                of: of(),
                histories: 24,
                fixed: false,
            },
            Ask::Displacement {
                of: of(),
                replicates: 8,
                seed: u64::MAX,
            },
            Ask::WhatIf {
                of: of(),
                change,
                words: "words".into(),
                pairs: 8,
            },
        ] {
            assert_eq!(Ask::from_json(&ask.to_json()), Some(ask));
        }
        assert_eq!(Ask::from_json(&json!({ "kind": "other", "of": "a" })), None);
    }
}
