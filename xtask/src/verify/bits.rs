//! The same bits however the program is built: with and without optimisation, and for processors with wider vectors and fused multiplication.

use crate::{
    Task,
    shell::{cargo, done, target},
};

pub const TASK: Task = Task {
    name: "bits",
    arguments: "",
    meaning: "only the digests of results: debug, release, and release for processors with AVX2",
    parts: &[],
    run: |_| bits(),
};

/// The test of digests, built each way; what is built for other processors stands in a target folder of its own.
fn bits() -> bool {
    tested(&[], "") && tested(&["--release"], "") && for_avx2()
}

fn tested(profile: &[&str], flags: &str) -> bool {
    let mut test = cargo(&["test", "--package", "amnok-lab", "--test", "bits"]);
    test.args(profile);
    if !flags.is_empty() {
        println!("   RUSTFLAGS={flags}");
        test.env("RUSTFLAGS", flags).env("CARGO_TARGET_DIR", target("bits"));
    }
    done(&mut test)
}

#[cfg(target_arch = "x86_64")]
fn for_avx2() -> bool {
    if !(std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma")) {
        println!("\nthis processor has no AVX2: the build for it is skipped");
        return true;
    }
    tested(&["--release"], "-C target-cpu=x86-64-v3")
}

#[cfg(not(target_arch = "x86_64"))]
fn for_avx2() -> bool {
    println!("\nthis processor has no AVX2: the build for it is skipped");
    true
}
