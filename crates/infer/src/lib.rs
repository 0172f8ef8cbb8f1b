//! What can be learned from readings: tables of runs in, weighted draws out, and scores that say how good they were.
//!
//! The crate knows neither borders nor camps. Every result has the same bits on any number of threads: draws are
//! addressed, sums have one order, and `exp`, `log` and their like come from libm.
//!
//! | room | what it holds |
//! |---|---|
//! | [`prior`] | shapes of priors as maps from a standard normal |
//! | [`bank`] | many runs as tables: points, readings, hidden |
//! | [`screen`] | which values move the readings at all |
//! | [`emulator`] | a cheap stand-in for the simulator, learned from runs |
//! | [`likelihood`] | kinds of observation, their errors, what the simulator may be off by |
//! | [`posterior`] | what a draw is made of, and how likely what was observed is there |
//! | [`chains`] | draws from a posterior; whether they have met |
//! | [`modes`] | whether draws fall into separate heaps |
//! | [`fit`](mod@fit) | all of these, once |
//! | [`waves`] | fits and runs by turns |
//! | [`weights`] | importance weights of real runs, refused where they are worth too few |
//! | [`recalibration`] | intervals that hold as often as they say |
//! | [`forest`] | a cross-check that shares nothing with emulator and chains |
//! | [`checks`] | calibration on made-up worlds, conflicts, what was learned |
//! | [`stacking`] | mixing forecasters by what they scored |
//! | [`c2st`](mod@c2st) | how well a classifier tells two sets of draws apart |
//! | [`parallel`] | the same work on several threads, in one order |
//! | [`linear`] | small dense matrices: product, Cholesky factor, symmetric eigenvalues |
//! | [`scores`] | CRPS, weighted interval score, energy score, PIT, coverage, relative score |
//! | [`baseline`] | the random walk that a forecast has to beat |
//! | [`weighted`] | means, quantiles and the effective number of weighted draws |
pub mod bank;
pub mod baseline;
pub mod c2st;
pub mod chains;
pub mod checks;
pub mod emulator;
pub mod fit;
pub mod forest;
pub mod likelihood;
pub mod linear;
mod luck;
pub mod modes;
pub mod parallel;
pub mod posterior;
pub mod prior;
pub mod recalibration;
pub mod scores;
pub mod screen;
pub mod special;
pub mod stacking;
pub mod waves;
pub mod weighted;
pub mod weights;
