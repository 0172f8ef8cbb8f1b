//! From a claim to all that rests on it.

use crate::border::checked::{Scenario, Series};
use crate::border::provenance::{Basis, Value};
use amnok_model::observers::Observation;

/// What rests on a claim.
#[derive(Clone, Debug, Default)]
pub struct Resting<'a> {
    /// Names of values whose source it is.
    pub values: Vec<&'a str>,
    /// Names of assumed values that give it as a reason.
    pub assumed: Vec<&'a str>,
    /// Numbers of orders whose source it is, or whose note names it.
    pub orders: Vec<usize>,
    /// Observed series with a row whose source it is.
    pub series: Vec<&'a Series>,
    /// Rows of the public record whose source it is.
    pub record: Vec<&'a Observation>,
}

impl Resting<'_> {
    /// Whether nothing does.
    pub fn is_nothing(&self) -> bool {
        self.values.is_empty()
            && self.assumed.is_empty()
            && self.orders.is_empty()
            && self.series.is_empty()
            && self.record.is_empty()
    }
}

/// Whether a sign ends the name of a claim in a text.
pub fn ends_name(c: char) -> bool {
    !c.is_ascii_alphanumeric() && c != '-'
}

/// Whether a text names a claim.
fn names(text: &str, id: &str) -> bool {
    text.contains(id) && text.split(ends_name).any(|word| word == id)
}

impl Scenario {
    /// All that rests on the claim of a name.
    pub fn resting_on(&self, id: &str) -> Resting<'_> {
        let of = |rests: fn(&Basis, &str) -> bool| -> Vec<&str> {
            let found = self.values.iter().filter(|value: &&Value| rests(&value.basis, id));
            found.map(|value| value.key.as_str()).collect()
        };
        let orders = self.orders.iter();
        let orders = orders.filter(|order| order.source == id || names(&order.note, id));
        let series = self.observed.iter();
        Resting {
            values: of(|basis, id| matches!(basis, Basis::Source(source) if source == id)),
            assumed: of(|basis, id| matches!(basis, Basis::Assumed { why, .. } if names(why, id))),
            orders: orders.map(|order| order.number).collect(),
            series: series
                .filter(|series| series.rows.iter().any(|row| row.source == id))
                .collect(),
            record: self.record.iter().filter(|row| row.source == id).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `amnok check` counted a claim as used that stands in the reason of an assumed value; pages and `explain` said that nothing rests on it.
    #[test]
    fn a_reason_that_names_a_claim_rests_on_it() {
        let scenario = crate::embedded().expect("it is right");
        let on = scenario.resting_on("s001-fence-power-intermittent");
        assert_eq!(on.assumed, ["passage.fence_live"]);
        assert!(on.values.is_empty() && on.orders.is_empty() && !on.is_nothing());
        let told = scenario.explain("s001-fence-power-intermittent").expect("a claim");
        assert!(told.contains("passage.fence_live"), "{told}");
        let nothing: Vec<&str> = (scenario.claims.iter())
            .filter(|claim| scenario.resting_on(&claim.id).is_nothing())
            .map(|claim| claim.id.as_str())
            .collect();
        assert_eq!(nothing, scenario.summary().unused);
        // A name is found whole: no claim by the beginning of another's.
        assert!(names("as told (orders-21), and", "orders-21") && !names("orders-210, border-orders-21", "orders-21"));
    }

    /// Rows and orders were missing from what is said of a claim.
    #[test]
    fn all_that_rests_on_a_claim_is_told() {
        let scenario = crate::embedded().expect("it is right");
        let of = |id: &str| scenario.explain(id).expect("a claim");
        let orders = of(&scenario.orders[3].source);
        assert!(orders.contains("order.3"), "{orders}");
        let row = &scenario.observed[0].rows[0];
        let series = of(&row.source);
        assert!(series.contains(&scenario.observed[0].name), "{series}");
        let recorded = of(&scenario.record[0].source);
        assert!(recorded.contains("of the public record"), "{recorded}");
        let unused = &scenario.summary().unused[0];
        assert!(of(unused).contains("used for: no value"), "{unused}");
    }
}
