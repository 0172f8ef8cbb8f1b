//! What is wrong is said with file, line, column, found, expected and mend; all of it at once; nothing panics.

use amnok_scenario::{Diagnostics, embedded_files, load_files};
use std::collections::BTreeMap;
use std::fmt::Write;

type Files = BTreeMap<String, Vec<u8>>;

fn small() -> Files {
    [
        ("scenario.toml", include_str!("small/scenario.toml")),
        ("counties.csv", include_str!("small/counties.csv")),
        ("orders.csv", include_str!("small/orders.csv")),
        ("trade.csv", include_str!("small/trade.csv")),
        ("evidence.toml", include_str!("small/evidence.toml")),
        ("observed/arrivals.csv", include_str!("small/observed/arrivals.csv")),
        ("observed/record.csv", include_str!("small/observed/record.csv")),
    ]
    .map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()))
    .into()
}

/// The small sample with the first `from` of a file replaced.
fn with(file: &str, from: &str, to: &str) -> Files {
    let mut files = small();
    let text = String::from_utf8(files[file].clone()).unwrap_or_default();
    assert!(text.contains(from), "{file} holds {from}");
    files.insert(file.into(), text.replacen(from, to, 1).into_bytes());
    files
}

fn wrong(files: &Files) -> Diagnostics {
    load_files(files).map(|_| ()).expect_err("an error")
}

const S: &str = "scenario.toml";
const C: &str = "counties.csv";
const O: &str = "orders.csv";
const T: &str = "trade.csv";
const E: &str = "evidence.toml";
const A: &str = "observed/arrivals.csv";
const R: &str = "observed/record.csv";
const THETA: &str = "theta = { value = 0.5, range = [0.0, 1.0], assumption = \"for tests\" }";
const CLOSE: &str = "2019-02-01,close-trade,all,,,,,,daily,";

/// What is done to the small sample: a title, a file, what is replaced and by what.
const CASES: &[(&str, &str, &str, &str)] = &[
    (
        "syntax: an open text",
        S,
        "title = \"Two counties on one river\"",
        "title = \"Two",
    ),
    (
        "syntax: two errors at once",
        S,
        "seed = 7\nreplicates = 2",
        "seed = = 7\nreplicates = 2 2",
    ),
    ("syntax: duplicate key", S, "seed = 7", "seed = 7\nseed = 8"),
    ("type: text for a number", S, "seed = 7", "seed = \"seven\""),
    ("type: negative seed", S, "seed = 7", "seed = -7"),
    ("type: no replicates", S, "replicates = 2", "replicates = 0"),
    ("type: a number for a text", S, "currency = \"USD\"", "currency = 840"),
    ("type: a table for a list", S, "[[province]]", "[province]"),
    (
        "unknown key with a near one",
        S,
        "replicates = 2",
        "replicates = 2\nreplicate = 3",
    ),
    ("unknown parameter", S, "theta =", "tehta ="),
    ("unknown section", S, "[bribe]", "[bribes]"),
    ("what nobody can hear of", S, "what = \"arrested\"", "what = \"arests\""),
    ("no day of every year", S, "until = \"12-31\"", "until = \"02-30\""),
    (
        "a stage without its days",
        S,
        "{ to = \"kin\", until = \"12-31\" }",
        "{ to = \"kin\" }",
    ),
    (
        "an unknown place of sources",
        S,
        "place = \"Lower\"",
        "place = \"Lowr\"",
    ),
    (
        "a policy by an unknown command",
        S,
        "command = \"district\"",
        "command = \"distrikt\"",
    ),
    (
        "a measure that its command may not order",
        S,
        "kind = \"alert\"",
        "kind = \"power\"",
    ),
    ("an unknown scope", S, "scope = \"county\"", "scope = \"country\""),
    ("bare number", S, THETA, "theta = 0.5"),
    ("no provenance", S, THETA, "theta = { value = 0.5 }"),
    (
        "range without assumption",
        S,
        THETA,
        "theta = { value = 0.5, range = [0, 1] }",
    ),
    (
        "an unknown shape of a range",
        S,
        THETA,
        "theta = { value = 0.5, range = [0.1, 0.9], shape = \"bell\", assumption = \"for tests\" }",
    ),
    (
        "a shape that the range cannot have",
        S,
        THETA,
        "theta = { value = 0.5, range = [0, 1], shape = \"log-normal\", assumption = \"for tests\" }",
    ),
    (
        "a source and a shape",
        S,
        THETA,
        "theta = { value = 0.5, source = \"yearbook\", shape = \"uniform\" }",
    ),
    (
        "an unknown shape in a cell",
        C,
        "assumed 1..100:",
        "assumed 1..100 log-norml:",
    ),
    (
        "set with a row that the record does not have",
        S,
        THETA,
        "theta = { value = 0.5, range = [0, 1], set_with = \"price-2020\", assumption = \"for tests\" }",
    ),
    (
        "a cell set with a row that the record does not have",
        C,
        "assumed 1..100:",
        "assumed 1..100 set with price-2020:",
    ),
    (
        "assumption without range",
        S,
        THETA,
        "theta = { value = 0.5, assumption = \"so\" }",
    ),
    (
        "source and assumption",
        S,
        THETA,
        "theta = { value = 0.5, source = \"daily\", assumption = \"so\" }",
    ),
    (
        "missing source",
        S,
        THETA,
        "theta = { value = 0.5, source = \"dayly\" }",
    ),
    ("out of bounds", S, THETA, "theta = { value = 1.5, source = \"daily\" }"),
    ("not a number", S, THETA, "theta = { value = nan, source = \"daily\" }"),
    (
        "unit written with the value",
        S,
        THETA,
        "theta = { value = \"50 %\", source = \"daily\" }",
    ),
    (
        "range does not contain the value",
        S,
        THETA,
        "theta = { value = 0.5, range = [0.6, 0.9], assumption = \"so\" }",
    ),
    (
        "range the wrong way round",
        S,
        THETA,
        "theta = { value = 0.5, range = [0.9, 0.1], assumption = \"so\" }",
    ),
    (
        "range beyond the bounds",
        S,
        THETA,
        "theta = { value = 0.5, range = [0, 2], assumption = \"so\" }",
    ),
    (
        "range of three",
        S,
        THETA,
        "theta = { value = 0.5, range = [0, 0.5, 1], assumption = \"so\" }",
    ),
    ("eleven months", S, "[1, 1, 0.8, ", "[1, 0.8, "),
    (
        "shares that do not sum to 1",
        S,
        "share = { value = 0.5,",
        "share = { value = 0.6,",
    ),
    ("bad date", S, "start = \"2019-01-01\"", "start = \"2019-02-30\""),
    (
        "date in another order",
        S,
        "start = \"2019-01-01\"",
        "start = \"01.01.2019\"",
    ),
    ("end before start", S, "end = \"2019-03-31\"", "end = \"2018-03-31\""),
    (
        "absurd: more than 100 years",
        S,
        "start = \"2019-01-01\"",
        "start = \"1900-01-01\"",
    ),
    ("unknown posting", S, "posting = \"even\"", "posting = \"evenly\""),
    (
        "first force embedded",
        S,
        "posting = \"even\"",
        "posting = \"embedded\"",
    ),
    (
        "watches an unknown force",
        S,
        "watches = [\"border-guard\"]",
        "watches = [\"border-gard\"]",
    ),
    (
        "watches itself",
        S,
        "watches = [\"border-guard\"]",
        "watches = [\"special-force\"]",
    ),
    (
        "duplicate force",
        S,
        "name = \"special-force\"",
        "name = \"border-guard\"",
    ),
    (
        "coordinates as a key",
        S,
        "name = \"North\"",
        "name = \"North\"\nlatitude = 41.4",
    ),
    (
        "coordinates in a text",
        S,
        "title = \"Two counties",
        "title = \"At 41.4012, 128.1782",
    ),
    ("duplicate county", C, "\nLower,", "\nUpper,"),
    ("unknown province", C, "Lower,North", "Lower,Nroth"),
    ("unknown river", C, "Lower,North,River", "Lower,North,Rivers"),
    ("wrong column", C, "residents,residents_basis", "people,residents_basis"),
    ("column twice", C, "residents,residents_basis", "residents,residents"),
    ("coordinates as a column", C, "name,province", "lat,province"),
    ("too few cells", C, "Lower,North,River,", "Lower,North,"),
    ("separator of thousands", C, ",20000,", ",\"20,000\","),
    ("half a resident", C, ",20000,", ",20000.5,"),
    ("basis of an unknown form", C, "source: yearbook", "yearbook"),
    (
        "basis with a range that excludes the value",
        C,
        "assumed 1..100: for tests",
        "assumed 20..30: for tests",
    ),
    (
        "absurd: a county of 20,000 km",
        C,
        "Upper,North,River,12",
        "Upper,North,River,20000",
    ),
    ("quotation mark that stays open", C, "\nLower,", "\n\"Lower,"),
    ("unknown county in an order", O, "Upper;Lower", "Uper;Lower"),
    ("county twice in an order", O, "Upper;Lower", "Upper;Upper"),
    ("unknown kind of order", O, ",zone,", ",zoning,"),
    (
        "order without a force",
        O,
        "deploy,North,special-force",
        "deploy,North,",
    ),
    (
        "order with an unknown force",
        O,
        "deploy,North,special-force",
        "deploy,North,special-forces",
    ),
    ("order with a force too many", O, "zone,all,,", "zone,all,border-guard,"),
    (
        "order with a size too large",
        O,
        "fire,Upper;Lower,border-guard,0.2",
        "fire,Upper;Lower,border-guard,20",
    ),
    (
        "order without its size",
        O,
        "fire,Upper;Lower,border-guard,0.2",
        "fire,Upper;Lower,border-guard,",
    ),
    (
        "order with a size too many",
        O,
        "close-trade,all,,,",
        "close-trade,all,,1,",
    ),
    ("order with a bad date", O, "2019-01-15", "2019-13-15"),
    ("order with a bad delay", O, "300,5,", "300,soon,"),
    (
        "order that ends before it begins",
        O,
        ",0,2019-03-01,",
        ",0,2019-02-01,",
    ),
    (
        "order that ends before its delay is over",
        O,
        ",0,2019-03-01,",
        ",30,2019-03-01,",
    ),
    ("order without source", O, ",daily,\"closed", ",,\"closed"),
    ("order with an unknown source", O, ",daily,\"closed", ",weekly,\"closed"),
    (
        "withdrawal of a force never deployed",
        O,
        "2019-01-15,deploy",
        "2019-03-15,deploy",
    ),
    (
        "contradictory orders",
        O,
        "2019-02-10,fire",
        "2019-02-10,fire,Lower;Upper,border-guard,0.4,0,,assumed 0..1: so,daily,\n2019-02-10,fire",
    ),
    (
        "contradictory orders for places that overlap",
        O,
        "2019-02-10,fire",
        "2019-02-10,fire,all,border-guard,0.4,0,,assumed 0..1: so,daily,\n2019-02-10,fire",
    ),
    (
        "the same order twice",
        O,
        CLOSE,
        "2019-02-01,close-trade,all,,,,,,daily,\n2019-02-01,close-trade,all,,,,,,daily,",
    ),
    (
        "closed and open on the same day",
        O,
        CLOSE,
        "2019-02-01,reopen,all,,,,,,daily,\n2019-02-01,close-trade,all,,,,,,daily,",
    ),
    ("missing month", T, "2019-02,", "2020-02,"),
    ("month twice", T, "2019-02,", "2019-01,"),
    ("bad month", T, "2019-02,", "2019-2,"),
    ("negative trade", T, "2019-01,1,", "2019-01,-1,"),
    ("claim twice", E, "id = \"spare\"", "id = \"daily\""),
    ("unknown grade", E, "reliability = \"C\"", "reliability = \"G\""),
    ("credibility beyond 6", E, "credibility = 3", "credibility = 7"),
    ("claim without outlet", E, "outlet = \"A daily\"\n", ""),
    ("bad address", E, "https://example.org", "example.org"),
    (
        "observations after the day to which they are taken in",
        S,
        "end = \"2019-03-31\"",
        "end = \"2019-03-31\"\nobserved_until = \"2019-01-31\"",
    ),
    (
        "a day of observations that is none",
        S,
        "end = \"2019-03-31\"",
        "end = \"2019-03-31\"\nobserved_until = \"2019-02-30\"",
    ),
    ("observation without source", A, ",yearbook", ","),
    ("observation that is negative", A, "229", "-229"),
    ("observation with wrong columns", A, "start,end", "from,to"),
    (
        "an unknown observer",
        R,
        "persons who left,passages",
        "persons who left,passage",
    ),
    ("an unknown kind of row", R, "passages,floor", "passages,flor"),
    ("an unknown activity", R, "floor,leave", "floor,leaving"),
    ("unknown people", R, "leave,woman", "leave,women"),
    ("an unknown place in the record", R, "smuggle,,North", "smuggle,,Nroth"),
    ("a row twice", R, "women,share of women", "left,share of women"),
    (
        "a count of half a month",
        R,
        "floor,leave,,,2019-01-01,2019-03-31",
        "range,leave,,,2019-01-15,2019-03-31",
    ),
    (
        "a mean of a few days",
        R,
        "passages,share,leave,woman,,2019-01-01,2019-02-28",
        "passages,share,leave,woman,,2019-02-20,2019-02-25",
    ),
    (
        "a row that ends before it begins",
        R,
        "2019-03-01,2019-03-31,,2019",
        "2019-03-01,2019-02-28,,2019",
    ),
    ("a floor with an upper bound", R, ",20,,persons", ",20,30,persons"),
    ("a share without an upper bound", R, "0.4,0.6,share", "0.4,,share"),
    ("bounds the wrong way round", R, "0.1,0.5,ratio", "0.5,0.1,ratio"),
    ("a bound that is no number", R, "0.1,0.5,ratio", "some,0.5,ratio"),
    ("a ratio to nothing", R, ",2019-01-01,2019-01-31,0.1", ",,,0.1"),
    (
        "another window for a floor",
        R,
        ",,,20,,persons",
        ",2019-01-01,2019-01-31,20,,persons",
    ),
    ("a share of nothing", R, "share,leave,woman,", "share,leave,,"),
    ("an unknown grade of a row", R, ",C,daily,", ",E,daily,"),
    ("a row without a source", R, "A,yearbook,for", "A,,for"),
    ("a column of the record too many", R, "grade,source", "grade,url,source"),
];

#[test]
fn malformed_inputs_are_explained() {
    let mut all = String::new();
    for (title, file, from, to) in CASES {
        let _ = writeln!(all, "# {title}\n{}\n", wrong(&with(file, from, to)));
    }
    let series = b"start,end,value,source\n2019-01-01,2019-03-31,229,yearbook\n".to_vec();
    let whole: [(&str, &str, Vec<u8>); 9] = [
        ("a series that nothing reads", "observed/arivals.csv", series),
        ("empty file", S, Vec::new()),
        ("only blanks", O, b" \n\n".to_vec()),
        ("not UTF-8", C, b"name,province\nH\xE9,North".to_vec()),
        ("NUL", T, b"month,index\0,basis".to_vec()),
        ("only comments", T, b"# nothing\n".to_vec()),
        ("only the column names", T, b"month,index,basis\n".to_vec()),
        ("absurd: 17 MiB", E, vec![b'#'; 17 << 20]),
        ("a file that nothing reads", "order.csv", b"date\n".to_vec()),
    ];
    for (title, file, bytes) in whole {
        let mut files = small();
        files.insert(file.into(), bytes);
        let _ = writeln!(all, "# {title}\n{}\n", wrong(&files));
    }
    let mut files = small();
    files.remove(T);
    let _ = writeln!(all, "# missing file\n{}\n", wrong(&files));
    insta::assert_snapshot!(all);
}

#[test]
fn errors_of_all_files_come_at_once() {
    let mut files = with(S, "seed = 7", "seed = -7");
    for (file, from, to) in [
        (C, ",20000,", ",many,"),
        (O, ",zone,", ",zoning,"),
        (T, "2019-01,1,", "2019-01,-1,"),
    ] {
        let changed = with(file, from, to)[file].clone();
        files.insert(file.into(), changed);
    }
    let found: Vec<String> = wrong(&files).0.into_iter().map(|d| d.file).collect();
    assert_eq!(found, [C, O, S, T]);
}

/// A mechanism whose numbers may all be 0 has no table in an older scenario: they are 0, `check` says so, and none can be set. One with a
/// number above 0 must have its table.
#[test]
fn a_scenario_does_without_a_mechanism_that_can_be_off() {
    let table = |name: &str| {
        let text = String::from_utf8(small()[S].clone()).expect("text");
        let (head, rest) = text.split_once(&format!("[{name}]\n")).expect("the table");
        let (_, tail) = rest.split_once("\n[").expect("a table behind it");
        let mut files = small();
        files.insert(S.into(), format!("{head}[{tail}").into_bytes());
        files
    };
    let mut scenario = load_files(&table("mine")).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(scenario.inputs.parameters.mine, Default::default());
    assert_eq!(scenario.summary().without, ["mine"]);
    let said = scenario.summary().to_string();
    assert!(
        said.ends_with("no table, so that all its numbers are 0: mine"),
        "{said}"
    );
    let set = scenario.set("mine.killed", "0.5").expect_err("there is no such value");
    assert!(set.starts_with("no value of that name"), "{set}");
    let whole = load_files(&small()).unwrap_or_else(|e| panic!("{e}"));
    assert!(whole.summary().without.is_empty());
    let found = wrong(&table("season")).to_string();
    assert!(found.contains("found scenario.toml without `season`"), "{found}");
}

/// Cuts, doubled bytes and exchanged bytes at many places: an answer, whatever it is.
#[test]
fn nothing_panics() {
    let files = small();
    for (name, bytes) in &files {
        let step = (bytes.len() / 60).max(1);
        for at in (0..bytes.len()).step_by(step) {
            let mut changed = vec![bytes[..at].to_vec()];
            for byte in [b'"', b',', b'\n', b'[', b'}', 0xFF, b'9', b'-'] {
                let mut other = bytes.clone();
                other[at] = byte;
                changed.push(other);
            }
            for bytes in changed {
                let mut files = files.clone();
                files.insert(name.clone(), bytes);
                let _ = load_files(&files);
            }
        }
    }
    for text in [
        "[".repeat(100_000),
        format!("a = {}", "[".repeat(1_000_000)),
        format!("[{}a]", "a.".repeat(500_000)),
        "{\n".repeat(100_000),
        "=\n".repeat(300_000),
        format!("a = [{}]", "1,".repeat(1_000_000)),
        ",".repeat(1_000_000),
        "\"\n".repeat(100_000),
        "x\n".repeat(300_000),
    ] {
        for name in [S, E, C, O] {
            let mut files = small();
            files.insert(name.into(), text.clone().into_bytes());
            assert!(load_files(&files).is_err());
        }
    }
    let own = embedded_files()
        .iter()
        .filter(|(name, _)| !amnok_scenario::is_learned(name));
    assert_eq!(own.count(), 9);
}

/// Observations of a series are named by their first day: of two that start on one day the second was once fitted to what the first is a reading of.
#[test]
fn two_observations_of_a_series_do_not_start_on_one_day() {
    let rows = |second: &str| {
        let mut files = small();
        let text = format!("start,end,value,source\n2019-01-01,2019-01-31,5,yearbook\n{second},7,yearbook\n");
        files.insert(A.into(), text.into_bytes());
        load_files(&files).map(|_| ()).err().map(|wrong| wrong.to_string())
    };
    for second in ["2019-01-01,2019-01-31", "2019-01-01,2019-02-28"] {
        let said = rows(second).expect("an error");
        assert!(
            said.contains("observed/arrivals.csv:3:1: found a second observation that starts on 2019-01-01"),
            "{said}"
        );
    }
    assert_eq!(rows("2019-02-01,2019-02-28"), None);
}
