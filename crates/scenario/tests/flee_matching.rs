//! Where religions match, closed forms say what camps hold: an empty camp is never entered, and a full one is only left.

mod flee_example;

use amnok_chance::Luck;
use amnok_displacement::MovementEngine;
use amnok_displacement::newcomers::Schedule;
use amnok_scenario::flee::load_files;
use flee_example::example;

/// 300 people are in Lakeside on the first day. Its weight beside a town is that of 300 / 10⁸ people, so that nobody comes, and each leaves
/// with a chance of .001 a day, but for the seven days on which the border is closed. On day 49 so many are left in 60 replicates as a
/// binomial of 18,000 and .999⁴³ says: 17,242, standard deviation 27. Each engine is within 3.3 of them at a level of .001; a chance of .0012
/// would be 5 away and is found with a power of .95. Seeds are fixed.
#[test]
fn a_camp_is_left_by_its_chance_alone_where_religions_match() {
    let mut files = example();
    let settings = "move_rules:\n  camp_weight: 2.0\n  MatchCampReligion: True\n  avg_religion_fraction: 0.4\n";
    files.contents.insert("simsetting.yml".into(), settings.into());
    let shares = "religion,Default,Varn,Tell\nsun,0.5,0.7,0.2\nmoon,0.5,0.3,0.8\n";
    files.contents.insert("demographics_religion.csv".into(), shares.into());
    let world = load_files(&files).expect("no error").displacement;
    let schedule = Schedule::new(&world);
    let (people, stays) = (60.0 * 300.0, 0.999_f64.powi(43));
    for engine in [MovementEngine::Cohorts, MovementEngine::People] {
        let mut left = 0;
        for replicate in 0..60 {
            let course = world.run(&schedule, Luck { seed: 5, replicate }, engine);
            assert!(
                course.rows.iter().all(|row| row.simulated[1] == 0),
                "{engine:?}: Hillcamp"
            );
            left += course.rows[49].simulated[0];
        }
        let spread = (people * stays * (1.0 - stays)).sqrt();
        let z = (left as f64 - people * stays) / spread;
        assert!(z.abs() < 3.3, "{engine:?}: {left}, z = {z:.1}");
    }
}
