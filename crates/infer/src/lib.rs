//! What can be learned from readings: tables of runs in, weighted draws out, and scores that say how good they were.
//!
//! The crate knows neither borders nor camps. Every result has the same bits on any number of threads: draws are
//! addressed, sums have one order, and `exp`, `log` and their like come from libm.
//!
//! | room | what it holds |
//! |---|---|
//! | [`linear`] | small dense matrices: product, Cholesky factor, symmetric eigenvalues |
//! | [`scores`] | CRPS, weighted interval score, energy score, PIT, coverage, relative score |
//! | [`baseline`] | the random walk that a forecast has to beat |
//! | [`weighted`] | means, quantiles and the effective number of weighted draws |
pub mod baseline;
pub mod linear;
mod luck;
pub mod scores;
pub mod special;
pub mod weighted;
