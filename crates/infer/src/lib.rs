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
//! | [`adjusted`] | whole histories at the posterior, from runs made elsewhere |
//! | [`waves`] | fits and runs by turns |
//! | [`importance_weights`] | importance weights of runs made at the draws of a fit; the least number of effective runs, below which nothing is estimated |
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
//!
//! ```
//! use amnok_infer::bank::Bank;
//! use amnok_infer::fit::{Fit, FitError, Settings};
//! use amnok_infer::likelihood::{Observation, Observed, Scale, Series, Statement};
//! use amnok_infer::linear::Matrix;
//! use amnok_infer::waves::Waves;
//! use amnok_infer::weighted::{equal, quantiles};
//!
//! // One reading, the sum of two values, was seen as 1.5 ± 0.1.
//! let seen = Observation { reading: 0, series: 0, kind: Statement::Quote { value: 1.5, error: 0.1 } };
//! let observed = Observed {
//!     scales: vec![Scale::Plain],
//!     series: vec![Series { name: "sums".to_owned(), discrepancy: 0.0 }],
//!     observations: vec![seen],
//!     wanted: Vec::new(),
//! };
//! let settings = Settings::new(1);
//! let waves = Waves { values: 2, first: 200, later: 100, tempers: vec![1.0], settings };
//! let bank = waves.explore(&observed, |wave, points| {
//!     let sums = Matrix::from_fn(points.rows(), 1, |i, _| points[(i, 0)] + points[(i, 1)]);
//!     Ok::<_, FitError>(Bank::new(points.clone(), sums, Matrix::zeros(points.rows(), 0), wave)?)
//! })?;
//! let draws = Fit::of(&bank, &observed, settings)?.points(2);
//! let sums: Vec<f64> = (0..draws.rows()).map(|i| draws[(i, 0)] + draws[(i, 1)]).collect();
//! let interval = quantiles(&sums, &equal(sums.len()), &[0.05, 0.95]);
//! assert!(1.2 < interval[0] && interval[1] < 1.8);
//! # Ok::<(), FitError>(())
//! ```
pub mod adjusted;
pub mod bank;
pub mod baseline;
pub mod c2st;
pub mod chains;
pub mod checks;
pub mod emulator;
pub mod fit;
pub mod forest;
pub mod importance_weights;
pub mod likelihood;
pub mod linear;
pub mod modes;
pub mod parallel;
pub mod posterior;
pub mod prior;
mod purpose;
pub mod recalibration;
pub mod scores;
pub mod screen;
pub mod special;
pub mod stacking;
pub mod waves;
pub mod weighted;
