//! `cargo xtask torture`: the program is broken on purpose (folder `torture/`).

use crate::{
    Task,
    shell::{cargo, done, target},
};

pub const TASK: Task = Task {
    name: "torture",
    arguments: "[MINUTES | --only NAME/SEED]",
    meaning: "kills, full disks, flipped bits, two at once, changed inputs; prints tried, survived, found; ten minutes if not said",
    parts: &[],
    run: torture,
};

/// The program as it is given away, and the one that checks itself.
fn torture(words: &[String]) -> bool {
    let program = |profile: &str| std::path::absolute(target(profile).join("amnok"));
    let (Ok(release), Ok(debug)) = (program("release"), program("debug")) else {
        return false;
    };
    let mut run = cargo(&["run", "--release", "--quiet", "--package", "amnok-torture", "--"]);
    match words {
        [only, ..] if only == "--only" => run.arg(release).args(words),
        [] => run.args([release, debug]).arg("10"),
        _ => run.args([release, debug]).args(words),
    };
    done(&mut cargo(&["build", "--release", "--package", "amnok"]))
        && done(&mut cargo(&["build", "--package", "amnok"]))
        && done(&mut run)
}
