//! Whatever is asked, the program says what is wrong, in time, with the exit code that it documents. Each test is named for the
//! fault that was found.

mod shared;

use shared::{amnok_in, error, result, tiny};
use std::fs;
use std::process::{Command, Stdio};

/// A path that is not UTF-8 once panicked after the whole run.
#[cfg(target_os = "linux")]
#[test]
fn a_path_that_is_no_text_is_a_path() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = tiny();
    let out = OsStr::from_bytes(b"o\xff");
    for more in [["--quiet"].as_slice(), &["--json", "--force"], &["--force"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_amnok"))
            .args(["run", "scenario", "--replicates", "1", "--out"])
            .arg(out)
            .args(more)
            .current_dir(place.path())
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(0), "{}", error(&output));
        assert!(place.path().join(out).join("manifest.json").exists());
    }
}

/// A full or closed standard error once panicked.
#[cfg(target_os = "linux")]
#[test]
fn a_standard_error_that_is_gone_changes_no_exit_code() {
    let place = tiny();
    let root = place.path();
    let full = || {
        fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a device that is always full")
    };
    let code = |arguments: &[&str], gone: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amnok"));
        command
            .args(arguments)
            .current_dir(root)
            .stdout(Stdio::null())
            .stderr(gone);
        command.status().expect("the program starts").code()
    };
    let run = |out: &'static str| ["run", "scenario", "--replicates", "2", "--out", out];
    assert_eq!(code(&run("a"), full().into()), Some(0));
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    assert_eq!(code(&run("b"), writer.into()), Some(0));
    assert_eq!(code(&["check", "nothing"], full().into()), Some(2));
    assert_eq!(code(&["flee", "check", "nothing"], full().into()), Some(2));
    let mut said = Command::new(env!("CARGO_BIN_EXE_amnok"));
    said.args(["report", "a"])
        .current_dir(root)
        .stdout(full())
        .stderr(Stdio::null());
    assert_eq!(
        said.status().expect("the program starts").code(),
        Some(1),
        "what is asked for cannot be said"
    );
}

/// Eight stars in `--vary` once took longer than anybody waited; long arguments are not echoed whole.
#[test]
fn no_argument_takes_long_or_is_echoed_beyond_a_line() {
    let place = tiny();
    let root = place.path();
    let long = "x".repeat(100_000);
    let stars = format!("{}!", "*".repeat(100_000));
    for (option, text) in [
        ("--vary", stars.as_str()),
        ("--vary", &long),
        ("--vary", &format!("{long}=1..2")),
        ("--vary", &format!("bribe.theta={long}")),
        ("--set", &long),
        ("--set", &format!("{long}=1")),
        ("--set", &format!("bribe.theta={long}")),
        ("--set", &format!("period.end={long}")),
    ] {
        let output = amnok_in(
            root,
            &["sweep", "scenario", "--points", "2", "--out", "s", option, text],
        );
        assert_eq!(output.status.code(), Some(2));
        assert!(error(&output).len() < 1500, "{} bytes", error(&output).len());
    }
}

/// A hundred thousand keys that nobody knows once took two minutes: each asked all those before it for its place.
#[test]
fn a_file_of_unknown_keys_is_told_within_bounds() {
    let place = tempfile::tempdir().expect("a folder");
    let keys: Vec<String> = (0..100_000).map(|key| format!("k{key}: 1")).collect();
    let settings = place.path().join("simsetting.yml");
    fs::write(&settings, format!("move_rules: {{{}}}", keys.join(","))).expect("written");
    let flee = shared::repository().join("examples/flee");
    let [input, registered] = ["input", "registered"].map(|name| shared::text(&flee.join(name)).to_owned());
    let settings = shared::text(&settings);
    let output = amnok_in(
        place.path(),
        &["flee", "check", &input, &registered, "--settings", settings],
    );
    let said = error(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains(":1:14: found the unknown key `k0`"), "the first is told");
    let told = said.matches("found the unknown key").count();
    let (_, more) = said.split_once("  and ").expect("how many more there are");
    assert!(
        told == 5 && more.contains(" more like these in this file"),
        "{told}: {more:.200}"
    );
    assert!(
        said.lines().all(|line| line.len() < 1000),
        "each in lines that can be read"
    );
}

/// A page was once cut short where the disk was full, and the call ended well.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_page() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    let page = root.join("result/report.html");
    let report = |limit: &str| {
        let script = format!("trap '' XFSZ; {limit}exec \"$0\" report result");
        let mut call = Command::new("sh");
        call.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_amnok"));
        call.current_dir(root).output().expect("the program starts")
    };
    assert_eq!(report("").status.code(), Some(0));
    let whole = fs::read(&page).expect("a page");
    assert!(whole.len() > 20 * 512, "longer than the limit of the next call");
    fs::write(&page, "an older page").expect("written");
    // Blocks of 512 bytes: what is written fails as on a full disk.
    let output = report("ulimit -f 20; ");
    assert_eq!(output.status.code(), Some(1), "{}", error(&output));
    assert!(error(&output).contains("report.html"), "{}", error(&output));
    assert_eq!(fs::read(&page).expect("a page"), b"an older page");
    assert_eq!(report("").status.code(), Some(0));
    assert!(fs::read(&page).expect("a page") == whole, "the same page again");
    let names = shared::tree(&root.join("result")).into_keys();
    let left: Vec<_> = names
        .filter(|path| path.to_string_lossy().contains("partial"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// What `check` refuses in the files, `--set` and `--vary` once let through: 50 million guards, and memory for them.
#[test]
fn set_and_vary_obey_the_totals_that_the_files_obey() {
    let place = tiny();
    let root = place.path();
    let sets: Vec<String> = [
        "Tarn",
        "High Pass",
        "Corrie",
        "Midwater",
        "Low Ferry",
        "Reeds",
        "Estuary",
    ]
    .iter()
    .map(|county| format!("county.{county}.border_km=2000"))
    .collect();
    let mut arguments = vec!["run", "scenario", "--replicates", "1", "--out", "o"];
    arguments.extend(sets.iter().flat_map(|set| ["--set", set]));
    let output = amnok_in(root, &arguments);
    assert_eq!(output.status.code(), Some(2), "{}", error(&output));
    assert!(
        error(&output).contains("km of border in all counties; at most 10000"),
        "{}",
        error(&output)
    );
    let varied = [
        "sweep",
        "scenario",
        "--points",
        "2",
        "--out",
        "s",
        "--vary",
        "county.*.border_km=1..2000",
    ];
    let output = amnok_in(root, &varied);
    assert_eq!(output.status.code(), Some(2), "{}", error(&output));
    assert!(error(&output).contains("at most 10000"), "{}", error(&output));
    let points = ["sweep", "scenario", "--points", "10000000", "--out", "s"];
    let output = amnok_in(root, &points);
    assert_eq!(output.status.code(), Some(2), "{}", error(&output));
    assert!(error(&output).contains("coordinates"), "{}", error(&output));
}

/// A name may hold `=`; what was set in it once could not be read again from the folder.
#[test]
fn what_is_set_in_a_name_with_an_equals_sign_is_read_again() {
    let place = tiny();
    let root = place.path();
    for entry in fs::read_dir(root.join("scenario")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let text = fs::read_to_string(&path).expect("text");
            fs::write(&path, text.replace("Tarn", "A=B")).expect("written");
        }
    }
    let run = [
        "run",
        "scenario",
        "--replicates",
        "1",
        "--out",
        "o",
        "--quiet",
        "--set",
        "county.A=B.fence=0.31",
    ];
    assert!(amnok_in(root, &run).status.success());
    let report = amnok_in(root, &["report", "o"]);
    assert!(report.status.success(), "{}", error(&report));
    for vary in ["county.A=B.fence=0.1..0.2", "county.A=B.*"] {
        let sweep = [
            "sweep", "scenario", "--points", "2", "--vary", vary, "--out", "s", "--quiet", "--force",
        ];
        let output = amnok_in(root, &sweep);
        assert!(!error(&output).contains("no value of that name"), "{}", error(&output));
    }
}

/// A path too long for a file of the result was once found out after the whole run.
#[cfg(unix)]
#[test]
fn a_path_that_is_too_long_is_known_before_the_work() {
    let place = tiny();
    let root = place.path();
    let name = "o".repeat(250);
    for arguments in [
        ["run", "scenario", "--replicates", "100000", "--out", &name].as_slice(),
        &[
            "sweep",
            "scenario",
            "--points",
            "10000",
            "--vary",
            "bribe.theta",
            "--out",
            &name,
        ],
        &[
            "compare",
            "scenario",
            "--set-b",
            "bribe.theta=0.1",
            "--replicates",
            "100000",
            "--out",
            &name,
        ],
    ] {
        let output = amnok_in(root, arguments);
        assert_eq!(output.status.code(), Some(2), "{}", error(&output));
        assert!(error(&output).contains("shorter path"), "{}", error(&output));
    }
}

/// A scenario was once left half on a full disk, and then in the way.
#[test]
fn init_leaves_all_or_nothing() {
    let place = tiny();
    let root = place.path();
    fs::create_dir(root.join("full")).expect("a folder");
    fs::write(root.join("full/thesis.txt"), "precious").expect("written");
    assert_eq!(amnok_in(root, &["init", "full"]).status.code(), Some(2));
    // What a kill has left is not in the way.
    fs::create_dir_all(root.join("new.partial/whole")).expect("a folder");
    let mark = concat!(
        r#"{"amnok":""#,
        env!("CARGO_PKG_VERSION"),
        r#"","work":{"kind":"files","stays":false}}"#
    );
    fs::write(root.join("new.partial/work.json"), mark).expect("written");
    fs::write(root.join("new.partial/whole/scenario.toml"), "half").expect("written");
    let output = amnok_in(root, &["init", "new"]);
    assert!(output.status.success(), "{}", error(&output));
    assert!(amnok_in(root, &["check", "new"]).status.success());
    assert!(!root.join("new.partial").exists());
}

/// A stop is heeded within a second by every command that lives through something, with the exit code that is documented.
#[cfg(unix)]
#[test]
fn a_stop_ends_every_command_with_its_exit_code() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    let run = [
        "run",
        "scenario",
        "--replicates",
        "100000",
        "--threads",
        "1",
        "--out",
        "a",
    ];
    let compare = [
        "compare",
        "scenario",
        "--set-b",
        "bribe.theta=0.1",
        "--replicates",
        "100000",
        "--out",
        "b",
    ];
    let sweep = [
        "sweep",
        "scenario",
        "--points",
        "100000",
        "--vary",
        "bribe.theta",
        "--out",
        "c",
    ];
    let validate = ["validate", "scenario", "--replicates", "10000"];
    let check = ["check", "scenario", "--record", "--draws", "100000"];
    shared::record(
        root,
        "some,a share,cameras,share,any,,,2031-03-01,2031-03-28,,,,0.1,0.2,share,D,board-minutes,\n",
    );
    for (arguments, begun) in [
        (run.as_slice(), "a.partial/work.json"),
        (&compare, "b.partial/work.json"),
        (&sweep, "c.partial/work.json"),
        (&validate, "scenario"),
        (&check, "scenario"),
    ] {
        for signal in ["INT", "TERM", "HUP"] {
            let mut child = Command::new("setsid")
                .arg(env!("CARGO_BIN_EXE_amnok"))
                .args(arguments)
                .current_dir(root)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts");
            assert!(
                shared::until(|| root.join(begun).exists()),
                "{arguments:?} has not begun"
            );
            // Until it listens to signals, any of them ends it without a code.
            std::thread::sleep(std::time::Duration::from_millis(300));
            shared::signal(&child, signal);
            let gone = shared::until(|| child.try_wait().is_ok_and(|status| status.is_some()));
            let _ = child.kill();
            let status = child.wait().expect("gone");
            assert!(gone, "{arguments:?} went on");
            assert_eq!(status.code(), Some(130), "{arguments:?}, {signal}");
            for name in ["a", "b", "c", "b.partial"] {
                assert!(!root.join(name).exists(), "{name} was left");
            }
        }
    }
}
