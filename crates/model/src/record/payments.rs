//! Payments of the present period by payee and purpose. They are many and alike: they are added up as they come, and the measures take the
//! sums when the period ends.
//!
//! Reads payments; owns their sums.

use crate::facts::{PaidFor, Payee, Payment};

/// Payments of the present period.
#[derive(Clone, Debug)]
pub struct Payments {
    counties: usize,
    forces: usize,
    /// All of a kind together, `None` where there was none: by purpose, payee, county.
    sums: Vec<Option<Payment>>,
}

impl Payments {
    /// None yet, to so many forces in so many counties.
    pub fn new(counties: usize, forces: usize) -> Payments {
        Payments {
            counties,
            forces,
            sums: vec![None; PaidFor::ALL.len() * (forces + 2) * counties],
        }
    }

    /// Something was paid.
    #[inline]
    pub fn add(&mut self, payment: &Payment) {
        let payee = match payment.to {
            Payee::Guard(force) => usize::from(force),
            Payee::Broker => self.forces,
            Payee::Official => self.forces + 1,
        };
        match &mut self.sums
            [(payment.purpose.number() * (self.forces + 2) + payee) * self.counties + usize::from(payment.county)]
        {
            Some(sum) => {
                sum.amount += payment.amount;
                sum.count += payment.count;
            }
            first => *first = Some(*payment),
        }
    }

    /// The sums, each as one payment of the day of its first; begins anew.
    pub fn take(&mut self) -> Vec<Payment> {
        self.sums.iter_mut().filter_map(Option::take).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Money;

    /// What goes to another payee, for another purpose or in another county is another sum; each holds all that came of it, and nothing is left.
    #[test]
    fn payments_of_a_kind_are_added_up_and_no_others() {
        let (counties, forces) = (3, 2);
        let mut payments = Payments::new(counties, forces);
        let mut kinds = Vec::new();
        for purpose in PaidFor::ALL {
            for to in [Payee::Guard(0), Payee::Guard(1), Payee::Broker, Payee::Official] {
                kinds.extend((0..counties as u16).map(|county| (purpose, to, county)));
            }
        }
        for day in 0..2 {
            for (number, &(purpose, to, county)) in kinds.iter().enumerate() {
                payments.add(&Payment {
                    day,
                    county,
                    to,
                    purpose,
                    amount: Money(number as i64 + 1),
                    count: number as u32 + 10,
                });
            }
        }
        let sums = payments.take();
        assert_eq!(sums.len(), kinds.len());
        for sum in sums {
            let number = kinds.iter().position(|kind| *kind == (sum.purpose, sum.to, sum.county));
            let number = number.expect("of a kind that was paid");
            assert_eq!(
                (sum.day, sum.amount, sum.count),
                (0, Money(2 * (number as i64 + 1)), 2 * (number as u32 + 10))
            );
        }
        assert_eq!(payments.take(), []);
    }
}
