//! What commands had on file and outlets told, by county and month.

use crate::summary::months_of_days;
use amnok_model::facts::Topic;
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::measure;
use amnok_model::record::rows::{NONE, Rows};

/// Sums of every replicate: by command (all outlets together are the last), topic, county and month.
pub struct Told {
    counties: usize,
    months: usize,
    cells: Vec<Vec<f64>>,
}

impl Told {
    /// Adds up the rows.
    pub fn of(inputs: &Inputs, rows: &[(u32, Rows)]) -> Told {
        let month_of_day = months_of_days(inputs);
        let mut told = Told {
            counties: inputs.counties.len(),
            months: month_of_day.last().map_or(0, |last| last + 1),
            cells: Vec::with_capacity(rows.len()),
        };
        for (_, rows) in rows {
            let cells = told.tally(inputs, &month_of_day, rows);
            told.cells.push(cells);
        }
        told
    }

    fn tally(&self, inputs: &Inputs, month_of_day: &[usize], rows: &Rows) -> Vec<f64> {
        let commands = inputs.commands.len();
        let measures = Topic::ALL.map(|topic| measure(topic.measure()) as u8);
        let mut cells = vec![0.0; (commands + 1) * Topic::ALL.len() * self.counties * self.months];
        for i in (0..rows.len()).filter(|i| rows.reported_by[*i] != NONE) {
            let teller = usize::from(rows.reported_by[i]).min(commands);
            let topic = measures.iter().position(|measure| *measure == rows.measure[i]);
            let month = month_of_day.get(rows.day[i] as usize);
            let county = usize::from(rows.county[i]);
            if let (Some(topic), Some(month), true) = (topic, month, county < self.counties) {
                cells[self.place(teller, topic, county, *month)] += rows.value[i];
            }
        }
        cells
    }

    fn place(&self, teller: usize, topic: usize, county: usize, month: usize) -> usize {
        ((teller * Topic::ALL.len() + topic) * self.counties + county) * self.months + month
    }

    /// What a command, or where there is no command of that number all outlets, told of a topic in a county and month of a replicate.
    pub fn of_teller(&self, replicate: usize, teller: usize, topic: Topic, county: usize, month: usize) -> f64 {
        self.cells[replicate][self.place(teller, topic as usize, county, month)]
    }
}
