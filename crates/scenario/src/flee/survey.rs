//! What a folder holds, in a few lines for whoever checks it.

use super::Conflict;
use crate::words::many;
use amnok_displacement::newcomers::Schedule;
use jiff::ToSpan;
use std::fmt::Write;

impl Conflict {
    /// Period, places, links, people, camps with their counts, and the settings that are not those of Flee's code.
    pub fn survey(&self) -> String {
        let world = &self.displacement;
        let places = &world.network.places;
        let last = self.start.saturating_add((i64::from(world.days) - 1).days());
        let mut text = format!(
            "{}: {} to {last}, {}\n",
            self.name,
            self.start,
            many(world.days, "day", "days")
        );
        let fought_over = world
            .conflicts
            .iter()
            .filter(|c| c.intensity.iter().any(|i| *i > 1e-6))
            .count();
        let _ = writeln!(
            text,
            "{}: {}, {fought_over} with a conflict on some day",
            many(places.len(), "place", "places"),
            many(places.iter().filter(|place| place.camp).count(), "camp", "camps")
        );
        let _ = writeln!(
            text,
            "{}; {}; {} of a place's kind",
            many(world.network.links.len() / 2, "route", "routes"),
            many(world.closures.len(), "closure", "closures"),
            many(world.changes.len(), "change", "changes")
        );
        let schedule = Schedule::new(world);
        let first: u64 = schedule.first.iter().map(|people| u64::from(*people)).sum();
        let extra: u64 = schedule
            .displaced_before(world)
            .iter()
            .map(|(_, people, _)| u64::from(*people))
            .sum();
        let come: u64 = (0..world.days).map(|day| u64::from(schedule.newcomers(day))).sum();
        let later = match (&world.spawning.by_flood, &world.spawning.by_conflict) {
            (Some(_), None) if world.by_data() => format!("{come} set out later, others by floods"),
            (Some(_), _) => "others set out by floods".to_owned(),
            (_, Some(_)) => "others set out by conflict".to_owned(),
            _ => format!("{come} set out later"),
        };
        let _ = writeln!(
            text,
            "{} in camps at the beginning, {later}",
            many(first + extra, "person", "people")
        );
        if !world.series.is_empty() {
            text.push_str(&self.counts());
        }
        for setting in self.settings.iter().filter(|setting| !setting.is_default()) {
            let _ = writeln!(
                text,
                "set: {} = {} (in Flee's code {})",
                setting.key, setting.value, setting.default
            );
        }
        text
    }

    /// Series by row: counts in and outside of the period, first and last day, capacity.
    fn counts(&self) -> String {
        let world = &self.displacement;
        let mut text = format!(
            "\n{:<24} {:>8} {:>8} {:>12} {:>12} {:>12}\n",
            "registered", "counts", "outside", "first day", "last day", "capacity"
        );
        for series in &world.series {
            let days = 0..i64::from(world.days);
            let within = series.points.iter().filter(|(day, _)| days.contains(day)).count();
            let place = world.network.places.iter().find(|place| place.name == series.name);
            let capacity = match place.map(|place| place.capacity) {
                Some(capacity) if capacity >= 1 => capacity.to_string(),
                Some(_) => "no limit".into(),
                None => "no place".into(),
            };
            let _ = writeln!(
                text,
                "{:<24} {:>8} {:>8} {:>12} {:>12} {:>12}",
                series.name,
                within,
                series.points.len() - within,
                series.value(0),
                series.value(i64::from(world.days) - 1),
                capacity
            );
        }
        text + "\n"
    }
}
