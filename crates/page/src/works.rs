//! What soldiers build, what rings move, and what kin send.

use super::charts::{Line, fan};
use super::summary::{MonthlySummary, Selection, select};
use maud::{Markup, html};

fn sum(summary: &MonthlySummary, name: &str, select: Selection) -> Line {
    Line {
        name: name.to_string(),
        spread: summary.by_month(|r, m| summary.all(r, select, m)),
    }
}

/// Charts by month.
pub fn section(summary: &MonthlySummary) -> Markup {
    let currency = summary.inputs.currency.as_str();
    let lines = |names: &[(&str, &str)]| -> Vec<Line> {
        let line = |(measure, name): &(&str, &str)| sum(summary, name, select(measure));
        names.iter().map(line).collect()
    };
    let length = |c: usize| summary.inputs.counties[c].border_km;
    let condition = Line {
        name: "condition".to_string(),
        spread: summary.by_month(|r, m| summary.mean(r, select("condition"), m, length)),
    };
    html! {
        p.note {
            "What is built follows the tasks ordered, the crews sent and the material that arrives; a task that is not done by its "
            "deadline goes on. Rings move goods of high value, rarely, past guards who are all bought. Money comes from those who "
            "left long ago, through brokers."
        }
        div.grid {
            (fan(summary, "Barriers", "km",
                &lines(&[("fence_km", "fence"), ("wall_km", "wall"), ("camera_km", "watched by cameras")]),
                "Length that stands, whatever its condition; mean over the days of the month."))
            (fan(summary, "Works still to do", "km", &lines(&[("works_left_km", "ordered, not built"), ("works_overdue_km", "of this, overdue")]),
                "Length of every structure that was ordered and does not stand, and what of it is past its deadline."))
            (fan(summary, "Condition of what is built", "share, 1 = as new", &[condition],
                "Falls with weather and floods, rises with upkeep, repair and new structures; mean along the line."))
            (fan(summary, "Soldiers killed at work and by mines", "persons per month",
                &lines(&[("worker_deaths", "at the works"), ("mine_soldier_deaths", "by mines")]),
                "Those who build, lay mines, or stand on mined ground; not those who try to cross."))
            (fan(summary, "Money sent home", &format!("{currency} per month"),
                &lines(&[("remitted", "sent"), ("remitted_received", "received by kin")]),
                "By those settled abroad. The difference is kept by brokers or found and taken."))
            (fan(summary, "Value moved by rings", &format!("{currency} per month"),
                &lines(&[("ring_value", "moved"), ("ring_paid", "paid to guards")]),
                "Runs of organised rings that came through, and what they paid to the guards on their stretch."))
            (fan(summary, "Cases of rings", "per month",
                &lines(&[("ring_cases", "cases"), ("wanted_caught", "persons caught"), ("officials_found", "officials found out")]),
                "Runs that were seen and not kept quiet, those wanted for them who were caught, and officials whom an investigation reached."))
        }
    }
}
