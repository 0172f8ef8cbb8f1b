//! The figures as they stand in docs/flee.md.

use crate::against::{Line, Set, sampled};
use crate::{DRAWINGS, LEAST_SD, LEVEL, SEED};
use amnok_displacement::Course;
use amnok_lab::equivalence::{Sample, holm, shift_seen, within_factor};
use std::fmt::Write;

/// Tests, camps and errors of all conflicts; whether everything passed.
pub fn against_flee(all: &[Set], page: &mut String) -> bool {
    let lines: Vec<Vec<Line>> = all.iter().map(Set::lines).collect();
    let passed = tests(all, &lines, page);
    let near = nearness(all, page);
    let _ = writeln!(page, "\n#### Camps on the last day\n");
    camps(all, page);
    let _ = writeln!(page, "\n#### Mean error\n");
    errors(all, page);
    passed && near
}

/// The table of tests, corrected over all conflicts and all tests.
fn tests(all: &[Set], lines: &[Vec<Line>], page: &mut String) -> bool {
    let ps: Vec<f64> = lines.iter().flatten().flat_map(|line| line.ps.clone()).collect();
    let mut corrected = holm(&ps).into_iter();
    let _ = writeln!(
        page,
        "Every camp on every tenth day and the last. Seeds {SEED} (cohorts) and {} (one by one). A least standard deviation of {LEAST_SD} person. \
        Corrected: Holm over all {} chances of this table; all together hold at a level of {LEVEL}. \"All at once\": the largest difference, by drawing \
        {DRAWINGS} times whose runs are whose.\n",
        SEED + 1,
        ps.len()
    );
    let _ = writeln!(
        page,
        "| conflict | compared | runs | numbers | least p | corrected | largest difference |\n|---|---|--:|--:|--:|--:|---|"
    );
    let mut least_of_all = 1.0_f64;
    for (set, lines) in all.iter().zip(lines) {
        for line in lines {
            let least = line.ps.iter().copied().fold(1.0, f64::min);
            let whole = corrected.by_ref().take(line.ps.len()).fold(1.0, f64::min);
            least_of_all = least_of_all.min(whole);
            let (a, b) = line.runs;
            let _ = writeln!(
                page,
                "| {} | {} | {a}, {b} | {} | {} | {} | {} |",
                set.title,
                line.what,
                line.numbers,
                chance(least),
                chance(whole),
                line.place
            );
        }
    }
    let _ = writeln!(page, "\nLeast of all, corrected: {}.\n", chance(least_of_all));
    power(all, ps.len(), page);
    least_of_all > LEVEL
}

/// A chance, short.
pub fn chance(p: f64) -> String {
    if p < 0.0005 {
        format!("{p:.0e}")
    } else {
        format!("{p:.3}")
    }
}

/// What the t-tests would have seen.
fn power(all: &[Set], comparisons: usize, page: &mut String) {
    for set in all {
        let found = set.camp_days(&set.cohorts, &sampled(set.world.days));
        let runs = set.reference.cells[0][0].sample.runs;
        let seen = shift_seen(set.cohorts.len() as f64, runs, LEVEL / comparisons as f64, 0.9);
        let one_by_one = set.people.len() as f64;
        let alike = shift_seen(set.cohorts.len() as f64, one_by_one, LEVEL / comparisons as f64, 0.9);
        let sd = |error: f64| error / libm::sqrt(1.0 / set.cohorts.len() as f64 + 1.0 / runs);
        let mut people: Vec<f64> = found.iter().map(|f| seen * sd(f.4.error)).collect();
        let mut shares: Vec<f64> = found
            .iter()
            .filter(|f| f.3.sample.mean >= 100.0)
            .map(|f| 100.0 * seen * sd(f.4.error) / f.3.sample.mean)
            .collect();
        let median = |values: &mut Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(0.0)
        };
        let (people, share) = (median(&mut people), median(&mut shares));
        let _ = writeln!(
            page,
            "- {}: in one camp on one day a shift of {seen:.1} standard deviations is seen with power 0.9: {people:.0} people, or {share:.1} % of a camp \
            of at least 100, in the median; between both engines {alike:.1} standard deviations.",
            set.title
        );
    }
}

/// Shares of all camp-days that are near, and columns that must be equal.
fn nearness(all: &[Set], page: &mut String) -> bool {
    let _ = writeln!(
        page,
        "\n| conflict | rows of the data's columns that differ | camp-days | means within 3 standard errors (cohorts, one by one) | spreads within a factor of 1.5 | by chance |\n|---|--:|--:|--:|--:|--:|"
    );
    let mut passed = true;
    for set in all {
        let days: Vec<usize> = (0..set.world.days as usize).collect();
        let near = |courses: &[Course]| {
            let found = set.camp_days(courses, &days);
            let count = found.iter().filter(|f| f.4.difference.abs() <= 3.0 * f.4.error).count();
            (100.0 * count as f64 / found.len() as f64, found)
        };
        let ((cohorts, found), (people, _)) = (near(&set.cohorts), near(&set.people));
        let vary: Vec<f64> = found
            .iter()
            .filter(|f| f.2.sd >= LEAST_SD && f.3.sample.sd >= LEAST_SD)
            .map(|f| f.2.sd / f.3.sample.sd)
            .collect();
        let alike = vary.iter().filter(|r| (1.0 / 1.5..=1.5).contains(*r)).count();
        let by_chance = within_factor(set.cohorts.len() as f64, set.reference.cells[0][0].sample.runs, 1.5);
        let unsettled = set.unsettled();
        passed &= unsettled == 0 && cohorts >= 99.0;
        let _ = writeln!(
            page,
            "| {} | {unsettled} | {} | {cohorts:.2} %, {people:.2} % | {:.1} % of {} | {:.1} % |",
            set.title,
            found.len(),
            100.0 * alike as f64 / vary.len().max(1) as f64,
            vary.len(),
            100.0 * by_chance
        );
    }
    let _ = writeln!(
        page,
        "\nAsked: no row, and at least 99 % within 3 standard errors. With few runs of Flee spreads differ by chance; \"by chance\" is the share expected \
        of normal counts of the same distribution, over camp-days on which both spread by at least a person."
    );
    passed
}

fn camps(all: &[Set], page: &mut String) {
    let _ = writeln!(
        page,
        "| conflict | camp | cohorts: mean (5–95 %) | one by one: mean | Flee: mean (range) | registered |\n|---|---|--:|--:|--:|--:|"
    );
    for set in all {
        let day = set.world.days as usize - 1;
        for camp in 0..set.world.camps().len() {
            let of = |courses: &[Course]| -> Vec<f64> {
                courses.iter().map(|c| c.rows[day].simulated[camp] as f64).collect()
            };
            let (ours, cell) = (of(&set.cohorts), set.reference.cells[day][camp]);
            let spread = amnok_lab::Spread::of(ours.iter().copied());
            let (low, high) = spread.map_or((0.0, 0.0), |s| (s.low, s.high));
            let _ = writeln!(
                page,
                "| {} | {} | {:.0} ({low:.0}–{high:.0}) | {:.0} | {:.0} ({:.0}–{:.0}) | {} |",
                set.title,
                set.name(camp),
                Sample::of(&ours).mean,
                Sample::of(&of(&set.people)).mean,
                cell.sample.mean,
                cell.least,
                cell.greatest,
                set.cohorts[0].rows[day].registered[camp]
            );
        }
    }
}

/// Both errors of Flee's papers: averaged relative difference, plain and rescaled.
fn errors(all: &[Set], page: &mut String) {
    let _ = writeln!(
        page,
        "| conflict | error | cohorts | one by one | Flee |\n|---|---|--:|--:|--:|"
    );
    for set in all {
        for (i, name) in ["averaged relative difference", "the same, rescaled"]
            .into_iter()
            .enumerate()
        {
            let of = |courses: &[Course]| shown(&courses.iter().map(|c| error(c, i == 1)).collect::<Vec<f64>>());
            let _ = writeln!(
                page,
                "| {} | {name} | {} | {} | {} |",
                set.title,
                of(&set.cohorts),
                of(&set.people),
                shown(&set.reference.errors[i])
            );
        }
    }
    let _ = writeln!(page, "\nMean ± standard deviation over runs.\n");
}

fn shown(values: &[f64]) -> String {
    let sample = Sample::of(values);
    format!("{:.4} ± {:.4}", sample.mean, sample.sd)
}

/// The mean over days of Σ |simulated − registered| / Σ registered; rescaled: simulated in proportion only.
fn error(course: &Course, rescaled: bool) -> f64 {
    let day = |row: &amnok_displacement::Row| {
        let (sum, all) = (
            row.simulated.iter().sum::<i64>() as f64,
            row.registered.iter().sum::<i64>() as f64,
        );
        let factor = match rescaled {
            true if sum > 0.0 => all / sum,
            true => 0.0,
            false => 1.0,
        };
        let apart = row
            .simulated
            .iter()
            .zip(&row.registered)
            .map(|(s, v)| (*s as f64 * factor - *v as f64).abs());
        apart.sum::<f64>() / all.max(1.0)
    };
    course.rows.iter().map(day).sum::<f64>() / course.rows.len().max(1) as f64
}
