//! What came out of a run, and whether the means of two programs agree.

/// What is compared, as peers name it, and the columns of `amnok run --totals` that add up to it.
pub const COMPARED: [(&str, &[&str]); 6] = [
    ("attempts", &["attempts_smuggle"]),
    ("crossed", &["crossed_smuggle"]),
    ("turned_back", &["turned_back_smuggle"]),
    ("arrested", &["arrested_smuggle"]),
    ("found_out", &["found_out"]),
    ("paid", &["paid_smuggle"]),
];

/// Values, in the order of [`COMPARED`].
pub struct Outcome(pub Option<[f64; COMPARED.len()]>);

impl Outcome {
    /// Of what a program printed: a line of JSON, or a header and a row of CSV.
    pub fn read(out: &str) -> Result<Outcome, String> {
        let failed = || format!("a program of B5 said {out}");
        if out.starts_with("history,") {
            let first = totals(out)?.into_iter().next();
            return first.ok_or_else(failed);
        }
        let said: serde_json::Value = serde_json::from_str(out).map_err(|error| format!("{}: {error}", failed()))?;
        // What Amnok says of a folder is known by its totals already.
        if said.get("scenario").is_some() {
            return Ok(Outcome(None));
        }
        collected(COMPARED.iter().map(|(name, _)| said[*name].as_f64())).ok_or_else(failed)
    }
}

/// A row each of what `amnok run --totals` printed.
fn totals(out: &str) -> Result<Vec<Outcome>, String> {
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut outcomes = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let column = |name: &&str| {
            let at = header.iter().position(|cell| cell == *name)?;
            row.get(at)?.parse::<f64>().ok()
        };
        let value = |(_, columns): &(&str, &[&str])| columns.iter().map(column).sum::<Option<f64>>();
        let outcome = collected(COMPARED.iter().map(value));
        outcomes.push(outcome.ok_or_else(|| format!("amnok run --totals said {row:?} below {header:?}"))?);
    }
    Ok(outcomes)
}

fn collected(values: impl Iterator<Item = Option<f64>>) -> Option<Outcome> {
    let values: Vec<f64> = values.collect::<Option<_>>()?;
    Some(Outcome(Some(values.try_into().ok()?)))
}

/// Outcomes of several runs.
#[derive(Default)]
pub struct Sample {
    runs: Vec<[f64; COMPARED.len()]>,
}

impl Sample {
    /// Of what `amnok run --totals` printed.
    pub fn of_totals(out: &str) -> Result<Sample, String> {
        let runs = totals(out)?.into_iter().filter_map(|outcome| outcome.0).collect();
        Ok(Sample { runs })
    }

    /// One more.
    pub fn add(&mut self, outcome: Outcome) {
        self.runs.extend(outcome.0);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Mean of an outcome.
    pub fn mean(&self, which: usize) -> f64 {
        self.runs.iter().map(|run| run[which]).sum::<f64>() / self.len() as f64
    }

    /// Its variance from run to run.
    fn variance(&self, which: usize) -> f64 {
        let mean = self.mean(which);
        let squares = self.runs.iter().map(|run| (run[which] - mean).powi(2)).sum::<f64>();
        squares / (self.len() as f64 - 1.0)
    }

    /// Standard error of a mean of so many runs as this sample has, with the variance of another that has more of them.
    pub fn error(&self, ours: &Sample, which: usize) -> f64 {
        (ours.variance(which) / self.len() as f64).sqrt()
    }

    /// How many standard errors of the difference the mean is from ours. The variance is ours: of the same rules it is the same,
    /// and five runs say too little of it.
    pub fn away(&self, ours: &Sample, which: usize) -> f64 {
        let share = 1.0 / self.len() as f64 + 1.0 / ours.len() as f64;
        (self.mean(which) - ours.mean(which)) / (ours.variance(which) * share).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(values: &[f64]) -> Sample {
        Sample {
            runs: values.iter().map(|value| [*value; COMPARED.len()]).collect(),
        }
    }

    #[test]
    fn means_are_compared_by_the_spread_of_ours() {
        let ours = sample(&[8.0, 10.0, 12.0, 10.0]);
        let theirs = sample(&[11.0]);
        // Variance 8/3; 1/1 + 1/4 of it.
        let expected = 1.0 / (8.0_f64 / 3.0 * 1.25).sqrt();
        assert!((theirs.away(&ours, 0) - expected).abs() < 1e-12);
        assert!((theirs.error(&ours, 0) - (8.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn what_programs_say_is_read() {
        let csv = "history,attempts_leave,attempts_smuggle,crossed_smuggle,turned_back_smuggle,arrested_smuggle,found_out,paid_smuggle\n\
                   0,9,1,2,3,4,5,6.5\n";
        let json = r#"{"attempts":1,"crossed":2,"turned_back":3,"arrested":4,"found_out":5,"paid":6.5}"#;
        for said in [csv, json] {
            assert_eq!(Outcome::read(said).unwrap().0, Some([1.0, 2.0, 3.0, 4.0, 5.0, 6.5]));
        }
        let two = Sample::of_totals(&format!("{csv}1,9,3,2,3,4,5,6.5\n")).unwrap();
        assert_eq!((two.len(), two.mean(0), two.mean(5)), (2, 2.0, 6.5));
        assert!(Sample::of_totals("history,attempts_smuggle\n0,1\n").is_err());
        assert!(Outcome::read("history,attempts_smuggle\n0,1\n").is_err());
        assert!(Outcome::read("killed").is_err());
    }
}
