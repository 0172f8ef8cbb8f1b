//! What cannot be compared with what was registered, and errors that are 0 for that reason.

use super::sheet::lines;
use super::{Context, Files};
use crate::diagnose::{Place, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::newcomers::Schedule;

/// Warns of series without a count in the period, of camps for which nobody is registered on any day, and of Flee's total error
/// where it is 0 by its definition.
pub(super) fn find(files: &Files, world: &Displacement, context: &mut Context) {
    let Some(prefix) = &files.validation else { return };
    let layout = format!("{prefix}data_layout.csv");
    uncounted(files, world, &layout, context);
    uncompared(files, world, &layout, context);
    without_total(files, world, &layout, context);
}

/// Series of camps without a count in the period: every day then repeats one count, or lies on a line between two far ones.
fn uncounted(files: &Files, world: &Displacement, layout: &str, context: &mut Context) {
    let lines = lines(files, layout);
    let within = |(day, _): &&(i64, f64)| (0..i64::from(world.days)).contains(day);
    let all = world.series.iter().filter(|series| !series.points.is_empty());
    for series in all.filter(|series| series.points.iter().find(within).is_none()) {
        context.findings.say(
            &lines.get(&series.name).cloned().unwrap_or_else(|| Place::top(layout)),
            format!(
                "the series {}, of whose {} counts none lies in the period",
                quoted(&series.name),
                series.points.len()
            ),
            "counts on days of the period",
            "check StartDate and Length in sim_period.csv and the dates of the series",
        );
    }
}

/// Columns of the output whose series is 0 on every day: said at the first, with how many there are.
fn uncompared(files: &Files, world: &Displacement, layout: &str, context: &mut Context) {
    let schedule = Schedule::new(world);
    let lines = lines(files, layout);
    let name = |place: usize| &world.network.places[place].name;
    let nobody = |place: &usize| {
        let series = world.series.iter().find(|series| series.name == *name(*place));
        series.is_some_and(|series| !series.points.is_empty())
            && (0..world.days).all(|day| schedule.registered(*place, day).is_none_or(|people| people <= 0))
    };
    let columns = world.camps();
    let all: Vec<usize> = columns.iter().copied().filter(nobody).collect();
    let Some(first) = all.first().map(|place| name(*place)) else {
        return;
    };
    let whose = match all.len() {
        1 => format!("nobody registered at {} on any day: its error is", quoted(first)),
        n => format!(
            "nobody registered on any day at {n} of {} columns, as {}: their errors are",
            columns.len(),
            quoted(first)
        ),
    };
    context.findings.say(
        &lines.get(first).cloned().unwrap_or_else(|| Place::top(layout)),
        format!("{whose} 0 because nothing is compared"),
        "counts of registered people",
        "do not read these zeros as a good fit",
    );
}

/// Where people set out by conflicts or floods, Flee counts no registered people in all.
fn without_total(files: &Files, world: &Displacement, layout: &str, context: &mut Context) {
    if world.by_data() || world.series.is_empty() {
        return;
    }
    let by = match world.only_floods() {
        true => "floods",
        false => "conflicts, not by registered people",
    };
    context.findings.say(
        &Place::top(files.settings.as_deref().unwrap_or(layout)),
        format!(
            "people who set out by {by}: Flee's column `Total error` is then 0 on every day because nothing is compared"
        ),
        "an error that compares",
        "read the averaged relative difference or the rescaled difference instead",
    );
}
