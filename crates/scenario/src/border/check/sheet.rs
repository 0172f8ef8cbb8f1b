//! Columns of a CSV file.

use super::context::Context;
use crate::border::as_written::{Sheet, Text};
use crate::diagnose::{listed, mend_name, quoted};
use crate::words::many;

/// The rows with their cells in the order of `columns`; rows that are too short or too long are said and left out.
pub(crate) fn rows<'a>(sheet: &'a Sheet, columns: &[&str], most: usize, context: &mut Context) -> Vec<Vec<&'a Text>> {
    let mut good = true;
    for (i, head) in sheet.head.iter().enumerate() {
        if sheet.head[..i].iter().any(|earlier| earlier.text == head.text) {
            context.twice(&head.text, "column", &head.at);
            good = false;
        } else if !columns.contains(&head.text.as_str()) {
            good = false;
            if !super::coordinates::is_coordinate(&head.text) {
                context.findings.say(
                    &head.at,
                    format!("the unknown column {}", quoted(&head.text)),
                    format!("the columns {}", columns.join(",")),
                    mend_name(&head.text, columns.iter().copied()),
                );
            }
        }
        if context.findings.is_full() {
            return Vec::new();
        }
    }
    let missing: Vec<&str> = columns
        .iter()
        .copied()
        .filter(|column| !sheet.head.iter().any(|head| head.text == *column))
        .collect();
    if !missing.is_empty() {
        good = false;
        context.findings.say(
            &sheet.top,
            format!("no column {}", listed(missing.iter().copied())),
            format!("the columns {}", columns.join(",")),
            "add what is missing to the row of column names and to every row",
        );
    }
    if sheet.rows.len() > most {
        good = false;
        context.findings.say(
            &sheet.top,
            many(sheet.rows.len(), "row", "rows"),
            format!("at most {most}"),
            "take rows out",
        );
    }
    if !good {
        return Vec::new();
    }
    let order: Vec<usize> = columns
        .iter()
        .filter_map(|column| sheet.head.iter().position(|head| head.text == *column))
        .collect();
    let mut all = Vec::new();
    for row in &sheet.rows {
        if row.len() == sheet.head.len() {
            all.push(order.iter().map(|i| &row[*i]).collect());
        } else {
            context.findings.say(
                &row[row.len().min(sheet.head.len()) - 1].at,
                format!("a row of {}", many(row.len(), "cell", "cells")),
                format!("{}, one for each column", many(sheet.head.len(), "cell", "cells")),
                "put cells that hold a comma into quotation marks, and leave no cell out",
            );
        }
    }
    all
}
