//! A run that was read once, to be looked at from all sides.

use super::columns::{By, by_place, by_time};
use super::strip::strip;
use super::table::{Row, Table};
use super::told::Told;
use crate::charts::{Line, fan};
use crate::kymograph;
use crate::label::topic as called;
use crate::summary::{MonthlySummary, Sums, select};
use crate::view::View;
use amnok_lab::Spread;
use amnok_model::facts::Topic;
use amnok_scenario::Scenario;
use amnok_store::{Manifest, RunResult};
use maud::Markup;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A run with its sums by month.
pub struct Border {
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// What the folder says of itself.
    pub manifest: Manifest,
    sums: Arc<Sums>,
    told: Told,
    topics: Vec<(Topic, &'static str, &'static str)>,
    kymographs: OnceLock<Markup>,
}

impl Border {
    /// Adds up what was read.
    pub fn of(result: RunResult) -> Border {
        let view = View::of(&result.scenario, &result.manifest.fingerprint.values);
        let sums = Arc::new(Sums::of(&view, &result.rows));
        let told = Told::of(&result.scenario.inputs, &result.rows);
        let summary = MonthlySummary::again(&result.scenario.inputs, sums.clone());
        let topics = topics(&summary);
        Border {
            scenario: result.scenario,
            manifest: result.manifest,
            sums,
            told,
            topics,
            kymographs: OnceLock::new(),
        }
    }

    /// The sums with the scenario.
    pub(super) fn summary(&self) -> MonthlySummary<'_> {
        MonthlySummary::again(&self.scenario.inputs, self.sums.clone())
    }

    /// Months of the run, as `2020-03` and as `March 2020`.
    pub fn months(&self) -> Vec<(String, String)> {
        let months = self.sums.months.iter();
        months
            .map(|month| (format!("{}-{:02}", month.year, month.month), month.name()))
            .collect()
    }

    /// Years of the run.
    pub fn years(&self) -> Vec<i16> {
        self.summary().years().into_iter().map(|(year, _)| year).collect()
    }

    /// Whether a month lies after the last of which anything observed is taken in.
    pub fn is_forecast(&self, month: usize) -> bool {
        self.sums.forecast.is_some_and(|first| month >= first)
    }

    /// Number of simulated histories.
    pub fn histories(&self) -> usize {
        self.summary().replicates()
    }

    /// Topics that happened in any history, by key, in words and with their unit.
    pub fn topics(&self) -> &[(Topic, &'static str, &'static str)] {
        &self.topics
    }

    /// Commands that hear of a topic, by number and name.
    pub fn commands(&self, topic: Topic) -> Vec<(usize, &str)> {
        let all = self.scenario.inputs.commands.iter().enumerate();
        all.filter(|(_, command)| command.hears.iter().any(|heard| heard.topic == topic))
            .map(|(number, command)| (number, command.name.as_str()))
            .collect()
    }

    /// What happened, the official record of a command (if one is named) and what all outlets of the press told of a topic in some months, by county
    /// along the line and together.
    pub fn sides(&self, topic: Topic, command: Option<usize>, months: Range<usize>) -> Table {
        let summary = self.summary();
        let inputs = &self.scenario.inputs;
        let tellers = self.tellers(command);
        let mut head = vec!["County".to_owned(), "What happened".to_owned()];
        head.extend(tellers.iter().map(|(_, name)| name.clone()));
        let counties = 0..inputs.counties.len();
        let cells = |counties: Range<usize>| {
            let over = |value: &dyn Fn(usize, usize, usize) -> f64| {
                Spread::of((0..summary.replicates()).map(|r| {
                    let places = counties.clone().flat_map(|c| months.clone().map(move |m| (c, m)));
                    places.map(|(county, month)| value(r, county, month)).sum::<f64>()
                }))
            };
            let happened = select(topic.measure());
            let mut cells = vec![over(&|r, county, month| summary.value(r, happened, county, month))];
            for (teller, _) in &tellers {
                cells.push(over(&|r, county, month| {
                    self.told.of_teller(r, *teller, topic, county, month)
                }));
            }
            cells
        };
        let row = |county: usize| Row {
            name: inputs.counties[county].name.clone(),
            cells: cells(county..county + 1),
        };
        let mut rows: Vec<Row> = counties.clone().map(row).collect();
        rows.push(Row {
            name: "All counties".into(),
            cells: cells(counties),
        });
        let (name, unit) = called(topic);
        let caption = format!("{name}, {unit}, {}", self.named(&months));
        Table { caption, head, rows }
    }

    /// Those who told, by number: a command, and all outlets together.
    fn tellers(&self, command: Option<usize>) -> Vec<(usize, String)> {
        let inputs = &self.scenario.inputs;
        let commands = inputs.commands.len();
        let command = command.filter(|number| *number < commands);
        let official = command.map(|number| (number, format!("Official record: {}", inputs.commands[number].name)));
        let press = (!inputs.outlets.is_empty()).then(|| (commands, "Press".to_owned()));
        official.into_iter().chain(press).collect()
    }

    /// `March 2020`, or `March 2020 to May 2020`.
    fn named(&self, months: &Range<usize>) -> String {
        let months = &self.sums.months[months.clone()];
        match months {
            [] => "no months".into(),
            [month] => month.name(),
            [first, .., last] => format!("{} to {}", first.name(), last.name()),
        }
    }

    /// The border as a strip: a row for each county in its order along the line, what happened and what was told of it side by side.
    /// Bars have one scale for the months of a year.
    pub fn strip(&self, topic: Topic, command: Option<usize>, month: usize) -> Markup {
        let highest = |month: usize| {
            let table = self.sides(topic, command, month..month + 1);
            let counties = table.rows.split_last().map_or(&[][..], |(_, counties)| counties);
            let medians = counties.iter().flat_map(|row| row.cells.iter().flatten());
            medians.map(|spread| spread.median).fold(0.0, f64::max)
        };
        let of_year = self.summary().years().into_iter().map(|(_, months)| months);
        let months = of_year
            .into_iter()
            .find(|months| months.contains(&month))
            .unwrap_or(month..month);
        let most = months.map(highest).fold(0.0, f64::max);
        strip(&self.sides(topic, command, month..month + 1), most)
    }

    /// The same sides month by month over all counties.
    pub fn by_month(&self, topic: Topic, command: Option<usize>) -> Markup {
        let summary = self.summary();
        let counties = self.scenario.inputs.counties.len();
        let happened = select(topic.measure());
        let mut lines = vec![Line {
            name: "what happened".into(),
            spread: summary.by_month(|r, m| summary.all(r, happened, m)),
        }];
        for (teller, name) in self.tellers(command) {
            let all = |r, m| (0..counties).map(|c| self.told.of_teller(r, teller, topic, c, m)).sum();
            lines.push(Line {
                name: name[..1].to_lowercase() + &name[1..],
                spread: summary.by_month(all),
            });
        }
        let (name, unit) = called(topic);
        let caption = "All counties together: medians, with the middle half and nine tenths of the histories. Triangles are dated orders, with their number where there are several.";
        fan(&summary, name, &format!("{unit} per month"), &lines, caption)
    }

    /// Counties against months: four figures to be pointed at.
    pub fn kymographs(&self) -> &Markup {
        self.kymographs.get_or_init(|| kymograph::section(&self.summary()))
    }

    /// The numbers of a run by year, by month (of one year, where one is named), by province or by county.
    pub fn table(&self, by: By, year: Option<i16>) -> Table {
        let summary = self.summary();
        match by {
            By::Year | By::Month => by_time(&summary, by, year),
            By::Province | By::County => by_place(&summary, by, year),
        }
    }
}

/// Topics that happened in any history.
fn topics(summary: &MonthlySummary) -> Vec<(Topic, &'static str, &'static str)> {
    let all = 0..summary.months.len();
    let happened = |topic: &Topic| {
        let total = summary.total(&[select(topic.measure())], all.clone());
        total.is_some_and(|spread| spread.high > 0.0)
    };
    let named = |topic: Topic| (topic, called(topic).0, called(topic).1);
    Topic::ALL.into_iter().filter(happened).map(named).collect()
}
