//! Many runs as three tables of one length: where each run stood (as standard normals), what an outsider could read of it,
//! and what stays hidden.
use crate::linear::Matrix;
use crate::purpose::{Purpose, stream};
use std::fmt;

/// Runs, one a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Bank {
    /// Points, runs × values, each value as the standard normal of its prior ([`crate::prior::Shape::standard`]).
    pub points: Matrix,
    /// Readings before error, runs × readings, in their own units.
    pub readings: Matrix,
    /// Hidden quantities, runs × quantities, in their own units.
    pub hidden: Matrix,
    /// The wave that each run belongs to, from 0.
    pub waves: Vec<u32>,
}

/// Why tables do not make a bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankError {
    /// The tables differ in their number of runs: points, readings, hidden.
    Lengths(usize, usize, usize),
    /// A table holds what is not a finite number: table, run, column.
    NotFinite(&'static str, usize, usize),
    /// Too few runs for what is asked: runs, runs needed.
    TooFew(usize, usize),
    /// Two banks differ in their number of values, readings or hidden quantities.
    Columns(&'static str, usize, usize),
}

impl fmt::Display for BankError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BankError::Lengths(points, readings, hidden) => {
                write!(
                    f,
                    "{points} points, {readings} rows of readings, {hidden} rows of hidden quantities: one each a run"
                )
            }
            BankError::NotFinite(table, run, column) => {
                write!(f, "{table}: run {run}, column {column} is not a finite number")
            }
            BankError::TooFew(runs, needed) => write!(f, "{runs} runs are too few: at least {needed} are needed"),
            BankError::Columns(table, own, other) => write!(f, "{table}: {own} columns and {other} do not go together"),
        }
    }
}

impl std::error::Error for BankError {}

impl Bank {
    /// A bank of one wave.
    ///
    /// # Errors
    /// If the tables differ in length or hold what is not finite.
    pub fn new(points: Matrix, readings: Matrix, hidden: Matrix, wave: u32) -> Result<Self, BankError> {
        let runs = points.rows();
        if readings.rows() != runs || hidden.rows() != runs {
            return Err(BankError::Lengths(runs, readings.rows(), hidden.rows()));
        }
        for (name, table) in [("points", &points), ("readings", &readings), ("hidden", &hidden)] {
            for run in 0..runs {
                if let Some(column) = table.row(run).iter().position(|x| !x.is_finite()) {
                    return Err(BankError::NotFinite(name, run, column));
                }
            }
        }
        Ok(Bank {
            points,
            readings,
            hidden,
            waves: vec![wave; runs],
        })
    }

    /// Number of runs.
    pub fn runs(&self) -> usize {
        self.points.rows()
    }

    /// The runs named by `which`, in that order.
    pub fn take(&self, which: &[usize]) -> Bank {
        Bank {
            points: self.points.take_rows(which),
            readings: self.readings.take_rows(which),
            hidden: self.hidden.take_rows(which),
            waves: which.iter().map(|run| self.waves[*run]).collect(),
        }
    }

    /// This bank with the runs of another after its own.
    ///
    /// # Errors
    /// If they differ in their columns.
    pub fn with(&self, other: &Bank) -> Result<Bank, BankError> {
        let stacked = |name, own: &Matrix, more: &Matrix| {
            if own.columns() == more.columns() {
                let rows = (0..own.rows())
                    .map(|i| own.row(i))
                    .chain((0..more.rows()).map(|i| more.row(i)));
                Ok(Matrix::from_rows(&rows.collect::<Vec<_>>()))
            } else {
                Err(BankError::Columns(name, own.columns(), more.columns()))
            }
        };
        Ok(Bank {
            points: stacked("points", &self.points, &other.points)?,
            readings: stacked("readings", &self.readings, &other.readings)?,
            hidden: stacked("hidden", &self.hidden, &other.hidden)?,
            waves: self.waves.iter().chain(&other.waves).copied().collect(),
        })
    }
}

/// `count` points of the prior, `values` standard normals each; point i is the same whatever `count` is.
pub fn prior_points(count: usize, values: usize, seed: u64) -> Matrix {
    let mut points = Matrix::zeros(count, values);
    for i in 0..count {
        let mut luck = stream(seed, Purpose::PriorPoint, i, 0);
        points.row_mut(i).iter_mut().for_each(|z| *z = luck.normal());
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: usize, columns: usize) -> Matrix {
        Matrix::from_fn(rows, columns, |i, j| (10 * i + j) as f64)
    }

    #[test]
    fn tables_of_one_length_make_a_bank() {
        let bank = Bank::new(table(3, 2), table(3, 4), table(3, 1), 0).expect("a bank");
        let more = Bank::new(table(2, 2), table(2, 4), table(2, 1), 1).expect("a bank");
        let both = bank.with(&more).expect("the same columns");
        assert_eq!((both.runs(), &both.waves[..]), (5, &[0, 0, 0, 1, 1][..]));
        assert_eq!(both.take(&[4, 0]).readings.row(0), more.readings.row(1));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let short = Bank::new(table(3, 2), table(2, 4), table(3, 1), 0).expect_err("lengths differ");
        assert_eq!(short, BankError::Lengths(3, 2, 3));
        let mut readings = table(3, 4);
        readings[(2, 1)] = f64::NAN;
        let hole = Bank::new(table(3, 2), readings, table(3, 1), 0).expect_err("a hole");
        assert_eq!(hole.to_string(), "readings: run 2, column 1 is not a finite number");
        let bank = Bank::new(table(3, 2), table(3, 4), table(3, 1), 0).expect("a bank");
        let other = Bank::new(table(3, 2), table(3, 3), table(3, 1), 0).expect("a bank");
        assert_eq!(
            bank.with(&other).expect_err("columns"),
            BankError::Columns("readings", 4, 3)
        );
    }

    #[test]
    fn points_are_addressed() {
        let few = prior_points(5, 3, 7);
        assert_eq!(prior_points(9, 3, 7).take_rows(&[0, 1, 2, 3, 4]), few);
        assert_ne!(prior_points(5, 3, 8), few);
    }
}
