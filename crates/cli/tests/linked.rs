//! How the program is linked.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::process::Command;

/// What a command says; nothing where there is no such command.
fn said(program: &str, argument: &[&str]) -> Option<String> {
    let found = Command::new(program).args(argument).output().ok()?;
    String::from_utf8(found.stdout).ok()
}

/// Where the C library reads packed relocations, those of the program are packed: less than a tenth of the 1.2 MB that they once were.
#[test]
fn relocations_are_packed_where_the_c_library_reads_them() {
    let glibc = said("getconf", &["GNU_LIBC_VERSION"]).unwrap_or_default();
    let minor = glibc
        .trim()
        .strip_prefix("glibc 2.")
        .and_then(|minor| minor.parse::<u32>().ok());
    let dynamic = said("readelf", &["--wide", "--dynamic", env!("CARGO_BIN_EXE_amnok")]);
    let (Some(minor), Some(dynamic)) = (minor, dynamic) else {
        return eprintln!("skipped: no getconf or readelf here");
    };
    if minor < 36 {
        return eprintln!("skipped: glibc 2.{minor} does not read packed relocations");
    }
    let bytes = |tag: &str| -> Option<u64> {
        let line = dynamic.lines().find(|line| line.contains(tag))?;
        line.split(')').nth(1)?.split_whitespace().next()?.parse().ok()
    };
    let (packed, other) = (bytes("(RELRSZ)"), bytes("(RELASZ)").unwrap_or(0));
    assert!(
        packed.is_some_and(|packed| packed > 0) && other < 120_000,
        "{packed:?} {other}: {dynamic}"
    );
}
