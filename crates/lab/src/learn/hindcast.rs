//! Forecasts of the past: from the end of each quarter, with nothing that was observed later, one to four quarters ahead; beside the random walk,
//! and beside a mixture of both whose weights are those that would have scored best on the targets known by then.

use super::predicted::{COUNTED, hub_quantiles};
use super::{Given, How, Learned, Refused, learn};
use crate::bank::{Column, ColumnKind, quarter_of};
use amnok_infer::baseline::{Scale, random_walk};
use amnok_infer::scores::{Quantiles, relative};
use amnok_infer::stacking::{Past, stacked};
use amnok_infer::weighted::equal;
use amnok_model::observers::{Observation, Window};
use jiff::civil::Date;

/// Quarters ahead.
const AHEAD: usize = 4;
/// Quarters that are known at the first origin.
const KNOWN: usize = 8;

/// Who forecasts.
pub const FORECASTERS: [&str; 3] = ["model", "random walk", "stacked"];

/// One quarter forecast from the end of another.
#[derive(Clone, Debug)]
pub struct Hindcast {
    /// Last day that is known.
    pub origin: Date,
    /// Last day of the quarter that is forecast.
    pub to: Date,
    /// How many quarters ahead.
    pub ahead: usize,
    /// What was observed.
    pub observed: f64,
    /// Draws of model, random walk and mixture, in the order of [`FORECASTERS`]; the model has none where it refuses.
    pub draws: [Vec<f64>; 3],
    /// Weight of the model in the mixture.
    pub weight: f64,
}

/// A forecaster's scores over targets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Number of targets.
    pub count: usize,
    /// Mean weighted interval score, in persons.
    pub plain: f64,
    /// The same of ln(x + 1).
    pub log: f64,
    /// Share of targets in the 50 % interval.
    pub half: f64,
    /// Share of targets in the 90 % interval.
    pub most: f64,
    /// Score of ln(x + 1) relative to the random walk's, on targets that both forecast.
    pub relative: f64,
}

/// What is forecast, of all that was observed: counts of calendar quarters, as forecasts are; those after the last quarter that is missing, since a walk steps from one
/// to the next.
fn counted(observed: &[Observation]) -> Vec<&Observation> {
    let quarter = |window: &Window| quarter_of(window.from) == (window.from, window.to);
    let counted = |seen: &&Observation| seen.observer.name == COUNTED && quarter(&seen.window);
    let all: Vec<&Observation> = observed.iter().filter(counted).collect();
    let follows = |pair: &[&Observation]| {
        pair[0]
            .window
            .to
            .tomorrow()
            .is_ok_and(|next| next == pair[1].window.from)
    };
    let first = all.windows(2).rposition(|pair| !follows(pair)).map_or(0, |gap| gap + 1);
    all[first..].to_vec()
}

/// The last day of what can be forecast.
pub fn last_target(observed: &[Observation]) -> Option<Date> {
    counted(observed).last().map(|seen| seen.window.to)
}

/// From how many origins there are forecasts.
pub fn origins(observed: &[Observation]) -> usize {
    counted(observed).len().saturating_sub(KNOWN)
}

/// All forecasts, by origin; with each refusal of the model, and its origin. `each` is told of every origin.
pub fn hindcast(given: &Given<'_>, how: How, each: impl Fn()) -> (Vec<Hindcast>, Vec<(Date, Refused)>) {
    let counted = counted(given.observed);
    let values: Vec<f64> = counted.iter().filter_map(|seen| seen.low).collect();
    let few = fewer_columns(given);
    let (mut all, mut refused): (Vec<Hindcast>, _) = (Vec::new(), Vec::new());
    for origin in KNOWN..values.len() {
        let last = counted[origin - 1].window.to;
        let known: Vec<Observation> = given
            .observed
            .iter()
            .filter(|seen| seen.window.to <= last)
            .cloned()
            .collect();
        let learned = learn(&few.given(given, &known), how);
        let walk = random_walk(&values[..origin], Scale::Log, AHEAD, how.draws.max(2000), how.seed);
        let weight = model_weight(&all, last);
        for (ahead, seen) in counted[origin..].iter().take(AHEAD).enumerate() {
            let model = learned
                .as_ref()
                .ok()
                .and_then(|learned| of_quarter(&few.columns, learned, seen.window.from));
            let mixed = mixed(model.as_deref(), &walk[ahead], weight);
            all.push(Hindcast {
                origin: last,
                to: seen.window.to,
                ahead: ahead + 1,
                observed: values[origin + ahead],
                draws: [model.unwrap_or_default(), walk[ahead].clone(), mixed],
                weight,
            });
        }
        refused.extend(learned.err().map(|why| (last, why)));
        each();
    }
    (all, refused)
}

/// The draws of the quarter that begins on a day.
fn of_quarter(columns: &[Column], learned: &Learned, from: Date) -> Option<Vec<f64>> {
    let found = learned
        .forecasts
        .iter()
        .find(|(column, _)| columns[*column].from == from);
    found.map(|(_, draws)| draws.clone())
}

/// The weight of the model that would have scored best on the targets known at the end of a day; one half before there are any.
fn model_weight(before: &[Hindcast], last: Date) -> f64 {
    let known = before.iter().filter(|one| one.to <= last && !one.draws[0].is_empty());
    let past: Vec<Past> = known
        .map(|one| Past {
            draws: vec![one.draws[0].clone(), one.draws[1].clone()],
            observed: one.observed,
        })
        .collect();
    stacked(&past, libm::log1p).first().copied().unwrap_or(0.5)
}

/// 1,000 quantiles of each, as many of the model as its weight says.
fn mixed(model: Option<&[f64]>, walk: &[f64], weight: f64) -> Vec<f64> {
    const DRAWS: usize = 1000;
    let Some(model) = model else { return walk.to_vec() };
    let of_model = libm::round(weight * DRAWS as f64) as usize;
    let take = |draws: &[f64], count: usize| {
        let levels: Vec<f64> = (0..count).map(|k| (k as f64 + 0.5) / count as f64).collect();
        amnok_infer::weighted::quantiles(draws, &equal(draws.len()), &levels)
    };
    let mut all = take(model, of_model);
    all.extend(take(walk, DRAWS - of_model));
    all
}

/// The scores of each forecaster over the targets that end after a day.
pub fn scores(all: &[Hindcast], after: Date) -> [Option<Scored>; 3] {
    let targets: Vec<&Hindcast> = all.iter().filter(|one| one.to > after).collect();
    let forecast = |who: usize, one: &Hindcast| {
        let (levels, values) = hub_quantiles(&one.draws[who]).into_iter().unzip();
        (!one.draws[who].is_empty()).then_some(Quantiles { levels, values })
    };
    let logs: Vec<Vec<Option<f64>>> = (0..FORECASTERS.len())
        .map(|who| {
            targets
                .iter()
                .map(|one| Some(forecast(who, one)?.log_score(one.observed).score))
                .collect()
        })
        .collect();
    core::array::from_fn(|who| {
        let made: Vec<(Quantiles, f64)> = targets
            .iter()
            .filter_map(|one| Some((forecast(who, one)?, one.observed)))
            .collect();
        let count = made.len() as f64;
        let mean = |of: &dyn Fn(&Quantiles, f64) -> f64| made.iter().map(|(q, y)| of(q, *y)).sum::<f64>() / count;
        let held = |share: f64| mean(&|q, y| f64::from(u8::from(q.central(share).holds(y))));
        (!made.is_empty()).then(|| Scored {
            count: made.len(),
            plain: mean(&|q, y| q.score(y).score),
            log: mean(&|q, y| q.log_score(y).score),
            half: held(0.5),
            most: held(0.9),
            relative: relative(&[logs[who].clone(), logs[1].clone()], 1)[0],
        })
    })
}

/// The columns that a forecast needs.
struct Few {
    columns: Vec<Column>,
    runs: Vec<Vec<Option<f64>>>,
}

impl Few {
    fn given<'a>(&'a self, all: &Given<'a>, observed: &'a [Observation]) -> Given<'a> {
        Given {
            columns: &self.columns,
            runs: &self.runs,
            observed,
            ..*all
        }
    }
}

/// Readings, and what is counted on the whole border.
fn fewer_columns(given: &Given<'_>) -> Few {
    let needed = |column: &&usize| {
        let of = &given.columns[**column];
        of.what == ColumnKind::Reading || (of.name == COUNTED && of.province.is_none())
    };
    let all: Vec<usize> = (0..given.columns.len()).collect();
    let kept: Vec<usize> = all.iter().filter(needed).copied().collect();
    Few {
        columns: kept.iter().map(|column| given.columns[*column].clone()).collect(),
        runs: given
            .runs
            .iter()
            .map(|run| kept.iter().map(|column| run[*column]).collect())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A count of one month was held against the forecast of its quarter.
    #[test]
    fn quarters_alone_are_forecast() {
        let mut observed = amnok_scenario::embedded().expect("it is right").observations();
        assert_eq!(origins(&observed), 20 - KNOWN);
        assert_eq!(last_target(&observed), Some(date(2023, 12, 31)));
        // One is missing: the five until then are not steps to what came after.
        let mut gap = observed.clone();
        gap.retain(|seen| seen.observer.name != COUNTED || seen.window.from != date(2020, 1, 1));
        assert_eq!((gap.len(), origins(&gap)), (observed.len() - 1, 15 - KNOWN));
        for seen in &mut observed {
            seen.window.to = seen.window.from.last_of_month();
        }
        assert_eq!((origins(&observed), last_target(&observed)), (0, None));
    }

    fn one(quarter: i8, observed: f64, model: f64, walk: f64) -> Hindcast {
        let spread = |middle: f64| {
            (0..200)
                .map(|k| middle + 0.1 * (f64::from(k) - 99.5))
                .collect::<Vec<f64>>()
        };
        let (model, walk) = (spread(model), spread(walk));
        Hindcast {
            origin: date(2021, 3 * quarter - 2, 1),
            to: date(2021, 3 * quarter, 28),
            ahead: 1,
            observed,
            draws: [model.clone(), walk.clone(), mixed(Some(&model), &walk, 0.5)],
            weight: 0.5,
        }
    }

    /// Who was right before gets the weight; what is not known yet counts for nothing.
    #[test]
    fn weights_come_from_targets_that_are_known() {
        let all = [
            one(1, 50.0, 50.0, 120.0),
            one(2, 60.0, 60.0, 130.0),
            one(4, 20.0, 200.0, 20.0),
        ];
        assert_eq!(model_weight(&all, date(2021, 1, 1)), 0.5);
        assert!(model_weight(&all, date(2021, 9, 30)) > 0.9);
        assert!(model_weight(&all[2..], date(2021, 12, 31)) < 0.1);
    }

    #[test]
    fn scores_of_who_is_right_and_who_is_not() {
        let all = [one(1, 50.0, 50.0, 120.0), one(2, 60.0, 60.0, 130.0)];
        let [model, walk, stacked] = scores(&all, date(2020, 12, 31)).map(|scored| scored.expect("two targets"));
        assert_eq!((model.count, model.most, walk.most), (2, 1.0, 0.0));
        assert!(model.plain < 3.0 && walk.plain > 60.0 && stacked.plain < walk.plain);
        assert!(model.relative < 0.1 && walk.relative == 1.0);
        assert_eq!(scores(&all, date(2021, 3, 31))[0].expect("one target").count, 1);
        assert_eq!(scores(&[], date(2020, 1, 1)), [None; 3]);
    }
}
