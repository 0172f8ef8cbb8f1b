//! Which measures count a fact, other than an attempt or a level: looked up by its kind, so that what comes often meets only those to which it
//! adds.
//!
//! Reads the table of measures; owns nothing.

use crate::facts::{Fact, PaidFor, Payee};
use crate::record::measures::{MEASURES, Of};

/// Measures by kind of fact.
#[derive(Clone, Debug)]
pub struct CountedBy {
    measures: Vec<Vec<usize>>,
}

/// Kinds of payments, by payee and purpose; then those of other facts that come every day, and all others together.
const PAYEES: [Payee; 3] = [Payee::Guard(0), Payee::Broker, Payee::Official];
const PAYMENTS: usize = PAYEES.len() * PaidFor::ALL.len();
const DUTY: usize = PAYMENTS;
const SHORTFALL: usize = PAYMENTS + 1;
const TRANSFERS: usize = PAYMENTS + 2;
const ABROAD: usize = PAYMENTS + 3;
const OTHERS: usize = PAYMENTS + 4;

impl CountedBy {
    /// As the table of measures says.
    pub fn by_the_table() -> CountedBy {
        let counting = |kind: usize| (0..MEASURES.len()).filter(|m| counts(&MEASURES[*m].of, kind)).collect();
        CountedBy {
            measures: (0..=OTHERS).map(counting).collect(),
        }
    }

    /// Numbers of the measures that can count a fact.
    #[inline]
    pub fn of(&self, fact: &Fact) -> &[usize] {
        &self.measures[kind(fact)]
    }
}

/// Whether a measure counts facts of a kind.
fn counts(of: &Of, kind: usize) -> bool {
    match of {
        Of::Attempts(_) | Of::County(_) | Of::Activity(_) | Of::Force(_) => false,
        Of::Paid(so) | Of::Payments(so) => {
            kind < PAYMENTS
                && so(
                    PAYEES[kind / PaidFor::ALL.len()],
                    PaidFor::ALL[kind % PaidFor::ALL.len()],
                )
        }
        Of::Duty => kind == DUTY,
        Of::Shortfalls => kind == SHORTFALL,
        Of::Transfers(_) => kind == TRANSFERS,
        Of::Abroad(_) => kind == ABROAD,
        _ => kind == OTHERS,
    }
}

/// Kind of a fact.
#[inline]
fn kind(fact: &Fact) -> usize {
    match fact {
        Fact::Payment(payment) => {
            let payee = match payment.to {
                Payee::Guard(_) => 0,
                Payee::Broker => 1,
                Payee::Official => 2,
            };
            payee * PaidFor::ALL.len() + payment.purpose.number()
        }
        Fact::Duty(_) => DUTY,
        Fact::Shortfall(_) => SHORTFALL,
        Fact::Transfers(_) => TRANSFERS,
        Fact::Abroad(_) => ABROAD,
        _ => OTHERS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Payment;
    use crate::units::Money;

    #[test]
    fn payments_are_of_the_kind_that_their_number_says() {
        for number in 0..PAYMENTS {
            let payment = Payment {
                day: 0,
                county: 0,
                to: PAYEES[number / PaidFor::ALL.len()],
                purpose: PaidFor::ALL[number % PaidFor::ALL.len()],
                amount: Money::ZERO,
                count: 0,
            };
            assert_eq!(kind(&Fact::Payment(payment)), number);
        }
    }
}
