//! `amnok run --totals`: what every history adds up to, as CSV on the way out; nothing is kept.

use crate::{Failure, say};
use amnok_lab::in_order;
use amnok_model::Engine;
use amnok_model::facts::Activity;
use amnok_model::record::measures::{By, MEASURES, OverDays};
use amnok_model::record::rows::{NONE, Rows};
use amnok_model::units::Money;
use amnok_store::{Given, ResultError, simulate_one};
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints a row for each history as soon as it and all before it are over.
pub fn print(
    given: &Given<'_>,
    engine: Engine,
    (first, last): (u32, u32),
    threads: usize,
    stop: &AtomicBool,
) -> Result<(), Failure> {
    let columns = Columns::all();
    say(&columns.header())?;
    let numbers: Vec<u32> = (first..=last).collect();
    let work = |number: u32| -> Result<Option<String>, ResultError> {
        let rows = simulate_one(given, engine, number, None, stop)?;
        Ok(rows.map(|rows| columns.row(number, &rows)))
    };
    in_order(&numbers, threads, stop, work, |_, row| match row? {
        Some(row) => say(&row),
        None => Ok(()),
    })?;
    if stop.load(Ordering::Relaxed) {
        return Err(Failure::Stopped("stopped; nothing is kept with --totals".into()));
    }
    Ok(())
}

/// Columns: every measure that adds up over days, leaving and smuggling apart where it knows them.
struct Columns {
    /// Name, by place.
    names: Vec<String>,
    /// First place of a measure; none for those that do not add up.
    first: Vec<Option<usize>>,
    /// Whether it is money, by place.
    money: Vec<bool>,
}

impl Columns {
    fn all() -> Columns {
        let (mut names, mut money) = (Vec::new(), Vec::new());
        let first = MEASURES.iter().map(|measure| {
            let place = names.len();
            if measure.over_days != OverDays::Flow {
                return None;
            }
            match measure.by {
                By::Stratum | By::Activity | By::ActivityForce => {
                    let each = Activity::ALL.map(|activity| format!("{}_{}", measure.name, activity.name()));
                    names.extend(each);
                }
                By::County | By::Force => names.push(measure.name.to_owned()),
            }
            money.resize(names.len(), measure.unit == "currency");
            Some(place)
        });
        let first = first.collect();
        Columns { names, first, money }
    }

    fn header(&self) -> String {
        format!("history,{}\n", self.names.join(","))
    }

    fn row(&self, history: u32, rows: &Rows) -> String {
        let mut sums = vec![0.0; self.names.len()];
        for row in (0..rows.len()).filter(|row| rows.reported_by[*row] == NONE) {
            let Some(first) = self.first[rows.measure[row] as usize] else {
                continue;
            };
            let activity = match rows.activity[row] {
                NONE => 0,
                activity => activity as usize,
            };
            sums[first + activity] += rows.value[row];
        }
        let mut text = history.to_string();
        for (sum, money) in sums.into_iter().zip(&self.money) {
            // To the cent, whatever adding up binary fractions left beyond it.
            let sum = if *money { Money::from_units(sum).units() } else { sum };
            let _ = write!(text, ",{sum}");
        }
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_printed_to_the_cent() {
        let in_cents = |sum| Money::from_units(sum).units();
        assert_eq!(in_cents(178_773.259_999_999_86).to_string(), "178773.26");
        assert_eq!(in_cents(0.1 + 0.2).to_string(), "0.3");
        assert_eq!(in_cents(829_511_178.082_192_5).to_string(), "829511178.08");
        assert_eq!(in_cents(91_250.0).to_string(), "91250");
        let columns = Columns::all();
        let money = columns.names.iter().zip(&columns.money).filter(|(_, money)| **money);
        let names: Vec<&str> = money.map(|(name, _)| name.as_str()).collect();
        assert!(
            ["paid_leave", "paid_smuggle", "ring_paid", "remitted"]
                .iter()
                .all(|name| names.contains(name))
        );
        assert!(!names.contains(&"attempts_leave") && !names.contains(&"duty") && !names.contains(&"years_abroad"));
    }
}
