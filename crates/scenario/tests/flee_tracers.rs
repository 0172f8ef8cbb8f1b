//! People who are followed hop by hop go where everybody goes, and what is written of them fits together.

mod flee_example;

use amnok_chance::Luck;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::trail::Trail;
use amnok_displacement::{Course, Displacement, Manner, MovementEngine};
use amnok_scenario::flee::{Files, load_files};
use flee_example::{LUCK, example};

const DAYS: [u32; 4] = [9, 24, 39, 59];

fn with(settings: &str) -> Displacement {
    let mut files: Files = example();
    files.contents.insert("simsetting.yml".into(), settings.into());
    load_files(&files).expect("no error").displacement
}

/// How far those who are followed are from everybody: for each camp and some days, the sum over replicates of how many of them are
/// there, less its mean, by its standard deviation. Of `total` people `inside` are in a camp; were those who are followed drawn
/// without looking at where people go, so many of them are there as a hypergeometric distribution says.
fn apart(world: &Displacement, courses: &[Course]) -> Vec<f64> {
    let camps = world.camps();
    let mut scores = Vec::new();
    let counts: Vec<_> = courses.iter().map(|course| counts(&course.trail, world)).collect();
    for column in 0..camps.len() {
        for (i, day) in DAYS.into_iter().enumerate() {
            let (mut difference, mut variance) = (0.0, 0.0);
            for (Course { rows, .. }, counts) in courses.iter().zip(&counts) {
                let (here, followed) = counts[column][i];
                let row = &rows[day as usize];
                let (total, share) = (
                    row.simulated_total as f64,
                    row.simulated[column] as f64 / row.simulated_total as f64,
                );
                difference += here - followed * share;
                variance += followed * share * (1.0 - share) * (total - followed) / (total - 1.0);
            }
            scores.push(difference / variance.sqrt().max(1e-9));
        }
    }
    scores
}

/// How many of those who are followed rest in each camp in the evening of some days, and how many have come by then.
fn counts(trail: &Trail, world: &Displacement) -> Vec<[(f64, f64); DAYS.len()]> {
    let camps = world.camps();
    let mut all = vec![[(0.0, 0.0); DAYS.len()]; camps.len()];
    for tracer in 1..=trail.people.len() as u32 {
        let evenings = trail.evenings(tracer, &world.network, world.days);
        for (i, day) in DAYS.into_iter().enumerate() {
            let Some((_, evening)) = evenings.iter().find(|(on, _)| *on == day) else {
                continue;
            };
            for (camp, counts) in camps.iter().zip(&mut all) {
                counts[i].0 += f64::from(u8::from(!evening.travelling && evening.at as usize == *camp));
                counts[i].1 += 1.0;
            }
        }
    }
    all
}

fn followed(world: &Displacement, engine: MovementEngine, replicates: u32, tracers: u32) -> Vec<Course> {
    let schedule = Schedule::new(world);
    let one = |replicate| {
        let luck = Luck { seed: 7, replicate };
        let manner = Manner {
            tracers,
            ..Manner::of(engine)
        };
        world.live(&schedule, luck, manner, || true).expect("whole")
    };
    (0..replicates).map(one).collect()
}

/// Settings under which camps fill up, people plan routes, go on foot and are driven on.
const RULES: [(&str, &str); 4] = [
    ("defaults", "move_rules:\n  camp_weight: 2.0\n"),
    (
        "full camps",
        "move_rules:\n  capacity_scaling: 0.3\n  camp_movechance: 0.2\n",
    ),
    (
        "routes on foot",
        "move_rules:\n  awareness_level: 3\n  start_on_foot: True\n  avoid_short_stints: True\n",
    ),
    (
        "by conflict",
        "spawn_rules:\n  conflict_driven_spawning:\n    spawn_mode: poisson\n    displaced_per_conflict_day: 60\n",
    ),
];

/// 32 scores (4 rules, 2 camps, 4 days), each standard normal if those who are followed go where everybody goes: the largest stays
/// below 3.8 at a level of 0.005 in all (Bonferroni). With 60 replicates of 80 people a share in a camp that is off by 0.036 is
/// seen with power 0.9 in one camp on one day; the test beside it shows a wrong sample that is. Seeds are fixed.
#[test]
fn those_who_are_followed_go_where_everybody_goes() {
    for (name, settings) in RULES {
        let world = with(settings);
        let scores = apart(&world, &followed(&world, MovementEngine::Cohorts, 60, 80));
        let largest = scores.iter().fold(0.0, |most: f64, z| most.max(z.abs()));
        assert!(largest < 3.8, "{name}: {scores:.1?}");
    }
}

/// The same of those who come first rather than of a sample: it is found out.
#[test]
fn a_sample_of_those_who_come_first_is_told_from_everybody() {
    let world = with(RULES[0].1);
    let mut courses = followed(&world, MovementEngine::Cohorts, 20, 4000);
    for course in &mut courses {
        let first = course.trail.people.partition_point(|person| *person < 2000) as u32;
        course.trail.people.truncate(first as usize);
        course.trail.steps.retain(|step| step.tracer <= first);
    }
    let scores = apart(&world, &courses);
    assert!(scores.iter().any(|z| z.abs() > 3.8), "{scores:.1?}");
}

/// Everybody is followed: what is written of single people adds up to what is written of all, by both engines.
#[test]
fn where_everybody_is_followed_it_adds_up() {
    let world = with("optimisations:\n  hasten: 20\nmove_rules:\n  awareness_level: 2\n");
    for engine in [MovementEngine::Cohorts, MovementEngine::People] {
        let course = &followed(&world, engine, 1, u32::MAX)[0];
        let last = course.rows.last().expect("days");
        assert_eq!(course.trail.people.len() as i64, last.simulated_total, "{engine:?}");
        for (column, counts) in counts(&course.trail, &world).iter().enumerate() {
            for (day, (here, _)) in DAYS.iter().zip(counts) {
                let row = &course.rows[*day as usize];
                assert_eq!(*here as i64, row.simulated[column], "{engine:?} {day}");
            }
        }
        let mut taken = vec![0; world.network.links.len()];
        for tracer in 1..=course.trail.people.len() as u32 {
            for hop in course.trail.hops(tracer) {
                taken[hop.link as usize] += 1;
                assert!(hop.reached.is_none_or(|(_, day)| day >= hop.set_out));
            }
        }
        assert_eq!(taken, course.flows, "{engine:?}");
    }
}

/// Nobody who is followed is somewhere from where the next link does not leave.
#[test]
fn hops_are_a_chain() {
    let world = with(RULES[2].1);
    let trail = &followed(&world, MovementEngine::Cohorts, 1, 300)[0].trail;
    assert_eq!(trail.people.len(), 300);
    for tracer in 1..=300 {
        let (mut at, mut day) = trail.beginning(tracer).expect("they begin");
        for hop in trail.hops(tracer) {
            assert_eq!(world.network.links[hop.link as usize].from, at as usize);
            assert!(hop.set_out >= day);
            if let Some(reached) = hop.reached {
                (at, day) = reached;
            }
        }
    }
}

/// Without anybody to follow a run is that without it to the last bit.
#[test]
fn following_nobody_changes_nothing() {
    let world = with(RULES[0].1);
    let schedule = Schedule::new(&world);
    let plain = world.run(&schedule, LUCK, MovementEngine::Cohorts);
    let none = world.live(&schedule, LUCK, Manner::of(MovementEngine::Cohorts), || true);
    assert_eq!(Some(plain), none);
}

/// Flows by day that nobody asks for are not kept, and nothing else is otherwise.
#[test]
fn flows_by_day_are_kept_where_they_are_asked_for() {
    let world = with(RULES[0].1);
    let schedule = Schedule::new(&world);
    let live = |flows| {
        let manner = Manner {
            flows,
            ..Manner::of(MovementEngine::Cohorts)
        };
        world.live(&schedule, LUCK, manner, || true).expect("whole")
    };
    let (with, without) = (live(true), live(false));
    let links = world.network.links.len();
    let sum = |link: usize| {
        with.flows_by_day
            .iter()
            .skip(link)
            .step_by(links)
            .map(|n| u64::from(*n))
            .sum::<u64>()
    };
    assert!((0..links).map(sum).eq(with.flows.iter().copied()));
    assert!(without.flows_by_day.is_empty());
    assert_eq!((with.rows, with.flows), (without.rows, without.flows));
}
