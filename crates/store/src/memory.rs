//! Results that are held in memory until they are written have a bound, said before they are made.

use crate::error::ResultError;

/// Most bytes of all replicates together.
const MOST: u64 = 4 << 30;

/// Whether so many replicates of so many bytes each are held.
///
/// # Errors
/// [`ResultError::Mismatch`] with the number of replicates that would be.
pub fn bounded(replicates: u32, each: u64) -> Result<(), ResultError> {
    let all = each.saturating_mul(replicates.into());
    if all <= MOST {
        return Ok(());
    }
    let gib = |bytes: u64| bytes as f64 / f64::from(1 << 30);
    Err(ResultError::Mismatch(format!(
        "{replicates} replicates would be {:.1} GiB of results, of which at most {:.0} are held at once; ask for at most {}",
        gib(all),
        gib(MOST),
        MOST / each
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A displacement once took memory without a bound.
    #[test]
    fn what_is_asked_for_has_a_bound_that_is_said() {
        assert!(bounded(100_000, MOST / 100_000).is_ok());
        assert!(bounded(4, 1 << 30).is_ok());
        let why = bounded(5, 1 << 30).expect_err("too much").to_string();
        assert_eq!(
            why,
            "5 replicates would be 5.0 GiB of results, of which at most 4 are held at once; ask for at most 4"
        );
        assert!(bounded(u32::MAX, u64::MAX).is_err());
    }
}
