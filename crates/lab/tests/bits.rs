//! The same scenario and seed give the same results to the last bit, on every platform and after every change that does not say
//! otherwise. When a digest moves on purpose, `CHANGELOG.md` says which results differ, why and by how much ("Numbers change"), and the
//! digest is renewed in the same commit. A digest judges nothing but sameness: what is right is judged by the other tests.

use amnok_displacement::MovementEngine;
use amnok_displacement::newcomers::Schedule;
use amnok_model::chance::Luck;
use amnok_model::facts::{Accident, Dispatch, Fact, Incident, Log, Story};
use amnok_model::record::measures::MEASURES;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use amnok_scenario::Scenario;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// FNV-1a of 64 bits: of texts and of the bits of numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Digest(u64);

impl Digest {
    const EMPTY: Digest = Digest(0xcbf2_9ce4_8422_2325);

    fn eat(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn text(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.eat(u64::from(byte)));
    }
}

/// Everything that a log hears, in order.
struct Heard(Digest);

impl Log for Heard {
    fn happened(&mut self, fact: &Fact) {
        match fact {
            Fact::Attempt(incident) => self.incident(incident),
            Fact::Accident(accident) => self.accident(accident),
            Fact::Dispatch(dispatch) => self.dispatch(dispatch),
            Fact::Story(story) => self.story(story),
            _ => {}
        }
    }
}

impl Heard {
    fn incident(&mut self, incident: &Incident) {
        let i = incident;
        let ids = [
            i.day,
            u32::from(i.county),
            u32::from(i.at),
            i.resident.unwrap_or(u32::MAX),
            u32::from(i.stratum),
            i.activity as u32,
            u32::from(i.brokered),
            i.outcome as u32,
            u32::from(i.died),
            i.force.map_or(u32::MAX, u32::from),
        ];
        ids.into_iter().for_each(|id| self.0.eat(u64::from(id)));
        if i.count > 1 {
            self.0.eat(u64::from(i.count));
        }
        self.0.eat(i.paid.units().to_bits());
    }

    fn accident(&mut self, accident: &Accident) {
        let a = accident;
        [a.day, u32::from(a.county), a.killed, a.injured]
            .into_iter()
            .for_each(|id| self.0.eat(u64::from(id)));
    }

    fn dispatch(&mut self, dispatch: &Dispatch) {
        let d = dispatch;
        [u32::from(d.command), u32::from(d.county), d.happened, d.arrived]
            .into_iter()
            .for_each(|id| self.0.eat(u64::from(id)));
    }

    fn story(&mut self, story: &Story) {
        let s = story;
        [u32::from(s.outlet), u32::from(s.county), s.happened, s.published]
            .into_iter()
            .for_each(|id| self.0.eat(u64::from(id)));
    }
}

/// A digest for each measure, so that a difference says where it is; the measure's place in the list does not count.
fn by_measure(rows: &Rows) -> BTreeMap<&'static str, u64> {
    let mut all = BTreeMap::new();
    for row in 0..rows.len() {
        let name = MEASURES[rows.measure[row] as usize].name;
        let digest = all.entry(name).or_insert(Digest::EMPTY);
        digest.eat(u64::from(rows.day[row]));
        digest.eat(u64::from(rows.county[row]));
        let whose = [
            rows.activity[row],
            rows.stratum[row],
            rows.force[row],
            rows.reported_by[row],
        ];
        whose.into_iter().for_each(|id| digest.eat(u64::from(id)));
        digest.eat(rows.value[row].to_bits());
    }
    all.into_iter().map(|(name, digest)| (name, digest.0)).collect()
}

/// One digest of a run of so many days, from the ledger and from what was heard.
fn digest(mut scenario: Scenario, days: u32, engine: Engine) -> String {
    scenario.inputs.days = days;
    let mut heard = Heard(Digest::EMPTY);
    let rows = run(&scenario.inputs, Luck { seed: 7, replicate: 3 }, engine, &mut heard);
    let mut whole = Digest::EMPTY;
    for (name, measure) in by_measure(&rows) {
        println!("  {name:24} {measure:016x}");
        whole.text(name);
        whole.eat(measure);
    }
    format!("{:016x} {:016x}", whole.0, heard.0.0)
}

fn second() -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
    amnok_scenario::load(&folder).expect("the second scenario")
}

#[test]
fn the_first_scenario_keeps_its_bits() {
    let first = amnok_scenario::embedded().expect("the embedded scenario");
    assert_eq!(
        digest(first, 900, Engine::Selective),
        "21f94a79b8611638 980a134164842af1"
    );
}

#[test]
fn the_second_scenario_keeps_its_bits() {
    assert_eq!(
        digest(second(), 550, Engine::Selective),
        "21abcad4e3bfa37d feea4fe0f02901c7"
    );
}

#[test]
fn the_first_scenario_keeps_its_bits_by_counts() {
    let first = amnok_scenario::embedded().expect("the embedded scenario");
    assert_eq!(digest(first, 900, Engine::Counts), "c5b519791d467bfb 3bd36dd8922029dc");
}

#[test]
fn the_second_scenario_keeps_its_bits_by_counts() {
    assert_eq!(
        digest(second(), 550, Engine::Counts),
        "923037e0f047d91c c376d4f53a92d911"
    );
}

#[test]
fn the_second_scenario_keeps_its_bits_where_everybody_is_asked() {
    assert_eq!(
        digest(second(), 60, Engine::Exhaustive),
        "19fed1875e472c93 a7a6cb1342e758ca"
    );
}

/// A digest of one replicate of a displacement: every row and every flow.
fn displaced(folder: &Path, registered: &Path, settings: Option<&Path>, days: u32, way: MovementEngine) -> String {
    let mut world = amnok_scenario::flee::load(folder, Some(registered), settings, None)
        .expect("a folder of Flee's")
        .displacement;
    world.days = world.days.min(days);
    let course = world.run(&Schedule::new(&world), Luck { seed: 7, replicate: 3 }, way);
    let mut digest = Digest::EMPTY;
    for row in &course.rows {
        row.simulated
            .iter()
            .chain(&row.registered)
            .for_each(|n| digest.eat(*n as u64));
        digest.eat(row.total_error.to_bits());
        digest.eat(row.debt as u64);
        digest.eat(row.displaced_at_home as u64);
    }
    course.flows.iter().for_each(|n| digest.eat(*n));
    course.flows_by_day.iter().for_each(|n| digest.eat(u64::from(*n)));
    format!("{:016x}", digest.0)
}

#[test]
fn the_example_of_flee_keeps_its_bits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flee");
    let [input, registered, settings] = ["input", "registered", "simsetting.yml"].map(|name| folder.join(name));
    let digests = [MovementEngine::Cohorts, MovementEngine::People]
        .map(|way| displaced(&input, &registered, Some(&settings), 1000, way));
    assert_eq!(digests, ["8ed229de29e913ca", "3e4a24762e5db8ff"]);
}

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/flee");
    let folder = std::env::var_os("AMNOK_FLEE").map_or(beside, PathBuf::from);
    folder.join("conflict_input").is_dir().then_some(folder)
}

#[test]
fn flees_own_conflicts_keep_their_bits() {
    let Some(folder) = shared() else {
        eprintln!("skipped: no folder of Flee's own conflicts (AMNOK_FLEE, or ../shared/flee beside the repository)");
        return;
    };
    let digests = [("burundi", "burundi2015"), ("mali", "mali2012"), ("car", "car2013")].map(|(name, registered)| {
        let input = folder.join("conflict_input").join(name);
        let registered = folder.join("conflict_validation").join(registered);
        displaced(&input, &registered, None, 120, MovementEngine::Cohorts)
    });
    assert_eq!(digests, ["81d11a4ddb05c1cf", "2b5800e5bf5d9bf0", "f42fac51990646de"]);
}
