//! How good a forecast was. All scores are proper: on average the truth scores best; smaller is better.
//!
//! Source of the whole: Gneiting & Raftery 2007, "Strictly proper scoring rules, prediction, and estimation".
mod crps;
mod energy;
mod interval;
mod percentile;
mod relative;

pub use crps::{crps, crps_of_normal};
pub use energy::energy;
pub use interval::{HUB_LEVELS, Interval, Quantiles, WeightedInterval};
pub use percentile::{covered, percentile, uniformity};
pub use relative::relative;
