//! Two builds of the same benchmarks side by side: has a commit become slower?
use crate::flee::{conflicts, weigh};
use crate::measure::{Run, in_turns, median};
use std::path::Path;

/// Alternating pairs of each.
const PAIRS: usize = 5;
/// What is measured inside the program of benchmarks.
const CASES: [&[&str]; 2] = [&["model"], &["ensemble", "8", "1"]];

/// One of the two ways, in one pair.
struct Took {
    /// Time of processor; unit: s.
    seconds: f64,
    /// Attempts; none where they are not counted.
    attempts: f64,
    /// What came out.
    came_out: String,
}

/// Prints, for each case, both medians and the median of the ratios of the pairs. `other` holds `amnok` and `amnok-bench` of
/// another commit.
pub fn against(other: &str) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let own = own.parent().ok_or("the program lies nowhere")?;
    let sides = [own, Path::new(other)];
    println!(
        "| case, time of processor | now, s | then, s | now / then | by attempt | same result |\n|---|--:|--:|--:|--:|---|"
    );
    for case in CASES {
        let pairs = alternate(|side| measured(sides[side], case))?;
        print(&case.join(" "), &pairs);
    }
    for folders in conflicts() {
        let pairs = alternate(|side| flee(sides[side], &folders.input, &folders.registered))?;
        print(&format!("flee run, {}", folders.name), &pairs);
    }
    Ok(())
}

/// A warm-up of both, then alternating pairs.
fn alternate(run: impl Fn(usize) -> Result<Took, String>) -> Result<Vec<[Took; 2]>, String> {
    run(0)?;
    run(1)?;
    in_turns(PAIRS, run)
}

fn print(case: &str, pairs: &[[Took; 2]]) {
    let of = |f: &dyn Fn(&[Took; 2]) -> f64| median(pairs.iter().map(f).collect());
    let [now, then] = [0, 1].map(|side| of(&|pair| pair[side].seconds));
    let ratio = of(&|pair| pair[0].seconds / pair[1].seconds);
    let each = of(&|pair| pair[0].seconds / pair[0].attempts / (pair[1].seconds / pair[1].attempts));
    let each = if each.is_finite() {
        format!("{each:.3}")
    } else {
        "–".into()
    };
    let same = pairs.iter().all(|pair| pair[0].came_out == pair[1].came_out);
    let same = if same { "yes" } else { "no" };
    println!("| {case} | {now:.3} | {then:.3} | {ratio:.3} | {each} | {same} |");
}

/// A case of `amnok-bench measure`, from the program's start to its end; unit: s of processor, so that a busy machine judges both alike.
fn measured(folder: &Path, case: &[&str]) -> Result<Took, String> {
    let program = folder.join("amnok-bench");
    let program = program.to_string_lossy();
    let (took, line) = weigh(&[&[&program, "measure"], case].concat())?;
    let run: Run = serde_json::from_str(&line).map_err(|error| format!("{program}: {case:?}: {error}"))?;
    Ok(Took {
        seconds: took.processor,
        attempts: run.attempts,
        came_out: run.digest.to_string(),
    })
}

/// One run of a conflict, from the program's start to its end; unit: s of processor.
fn flee(folder: &Path, input: &str, registered: &str) -> Result<Took, String> {
    let amnok = folder.join("amnok");
    let (took, table) = weigh(&[
        &amnok.to_string_lossy(),
        "flee",
        "run",
        input,
        registered,
        "--replicates",
        "1",
    ])?;
    Ok(Took {
        seconds: took.processor,
        attempts: f64::NAN,
        came_out: table,
    })
}
