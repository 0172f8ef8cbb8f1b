//! What one asks for: work is queued, done, called off and gone on with; what is dropped is checked and mended.

mod common;

use common::{Server, folder, led, repository, tiny, wait};
use std::fs;

#[test]
fn a_run_is_asked_for_done_and_seen() {
    let place = folder();
    let server = Server::start(&[&tiny(place.path(), "2031-03-31")], &place.path().join("data"));
    let asked = server.form("/run/tiny", "histories=2");
    assert_eq!(asked.status, 303, "{}", asked.text());
    let work = led(&asked);
    let text = wait(&server, &work, "done");
    assert!(text.contains("/border/tiny-1"), "{text}");
    assert_eq!(server.get("/border/tiny-1").status, 200);
    assert!(server.get("/").text().contains("tiny-1"));
    let events = std::thread::scope(|_| {
        let mut stream = std::net::TcpStream::connect(server.at).expect("it listens");
        let head = format!("GET /events HTTP/1.1\r\n{}\r\n", server.headers());
        std::io::Write::write_all(&mut stream, head.as_bytes()).expect("asked");
        let mut bytes = [0; 2048];
        let mut told = String::new();
        while !told.contains("\"state\":\"done\"") {
            let read = std::io::Read::read(&mut stream, &mut bytes).expect("an event");
            assert!(read > 0, "{told}");
            told += &String::from_utf8_lossy(&bytes[..read]);
        }
        told
    });
    assert!(
        events.contains("text/event-stream") && events.contains("\"number\":1"),
        "{events}"
    );
    for wrong in ["histories=0", "histories=x", "histories=100001", ""] {
        assert_eq!(server.form("/run/tiny", wrong).status, 422, "{wrong}");
    }
    assert_eq!(server.form("/run/nothing", "histories=1").status, 404);
}

#[test]
fn a_what_if_has_an_interval_is_shared_saved_and_opened_again() {
    let place = folder();
    let server = Server::start(&[&tiny(place.path(), "2031-04-30")], &place.path().join("data"));
    let page = server.get("/whatif/tiny").text();
    assert!(page.contains("Orders") && page.contains("name=\"off\""), "{page}");
    assert!(
        server
            .get("/whatif/tiny?find=theta&part=1")
            .text()
            .contains("v:bribe.theta")
    );
    assert_eq!(
        server.form("/whatif/tiny", "pairs=3").status,
        422,
        "nothing is otherwise"
    );
    assert_eq!(
        server.form("/whatif/tiny", "pairs=3&v%3Abribe.theta=7").status,
        422,
        "beyond its bounds"
    );
    let change = "v%3Aattempt.leave_per_year=0.9&off=0";
    let address = led(&server.form("/whatif/tiny/address", change));
    assert!(
        address.starts_with("/whatif/tiny?set=") && address.contains("off=0"),
        "{address}"
    );
    assert!(
        server
            .get(&address)
            .text()
            .contains("Zone of 2031-02-01, Saltmarsh not given")
    );
    let work = led(&server.form("/whatif/tiny", &format!("pairs=3&{change}")));
    let text = wait(&server, &work, "done");
    assert!(
        text.contains("/compared/tiny-1") && text.contains("95 % interval"),
        "{text}"
    );
    let compared = server.get("/compared/tiny-1").text();
    assert!(
        compared.contains("Means over 3 histories")
            && compared.contains("<td>0.01</td><td>0.9</td>")
            && compared.contains("<li>2031-02-01: Zone, Saltmarsh"),
        "{compared}"
    );
    // What is seen is given away.
    let given = |name: &str| server.get(&format!("/compared/tiny-1?file={name}"));
    let table = given("differences.csv").text();
    assert!(
        table.starts_with("outcome,meaning,unit,pairs,a,b,difference,low,high,variance_reduction\n")
            && table.lines().count() == compared.matches("<th scope=\"row\">").count() + 1,
        "{table}"
    );
    for name in ["differences.csv", "changed.csv", "months.csv", "comparison.xlsx"] {
        assert!(compared.contains(&format!("?file={name}\"")), "{name}: {compared}");
        assert_eq!(given(name).status, 200, "{name}");
    }
    assert_eq!(given("manifest.json").status, 404);
    // The list of results says what was otherwise, in words.
    let home = server.get("/").text();
    for words in [
        "3 pairs; Hazard of trying to leave",
        ": 0.9 instead of 0.01; not given: 2031-02-01: Zone, Saltmarsh, 0.5 km",
    ] {
        assert!(home.contains(words), "{words}: {home}");
    }
    let saved = server.form("/whatif/tiny/save", change);
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(led(&saved), "/whatif/tiny-what-if?kept=yes");
    let told = server.get("/whatif/tiny-what-if?kept=yes").text();
    assert!(
        told.contains("Saved: <b>tiny-what-if</b>") && told.contains("scenarios/tiny-what-if"),
        "{told}"
    );
    let again = server.get("/whatif/tiny-what-if").text();
    assert!(again.contains("value=\"0.9\""), "{again}");
    let orders = |id: &str| {
        server
            .get(&format!("/orders/{id}"))
            .text()
            .matches("id=\"order-")
            .count()
    };
    assert_eq!(orders("tiny-what-if") + 1, orders("tiny"));
}

#[test]
fn work_is_called_off_while_it_waits_and_while_it_runs() {
    let place = folder();
    let server = Server::start(&[&tiny(place.path(), "2032-08-31")], &place.path().join("data"));
    let first = led(&server.form("/run/tiny", "histories=5000"));
    let second = led(&server.form("/run/tiny", "histories=5000"));
    wait(&server, &first, "working");
    wait(&server, &second, "waiting");
    assert_eq!(server.form(&format!("{second}/cancel"), "").status, 303);
    wait(&server, &second, "cancelled");
    assert_eq!(server.form(&format!("{first}/cancel"), "").status, 303);
    wait(&server, &first, "cancelled");
    assert!(!server.get("/").text().contains("/border/"), "no result of either");
}

#[test]
fn an_ended_server_loses_nothing_and_goes_on() {
    let place = folder();
    let (scenario, data) = (tiny(place.path(), "2031-06-30"), place.path().join("data"));
    let server = Server::start(&[&scenario], &data);
    let small = led(&server.form("/run/tiny", "histories=1"));
    wait(&server, &small, "done");
    let large = led(&server.form("/run/tiny", "histories=12"));
    wait(&server, &large, "working");
    drop(server);
    let again = Server::start(&[&scenario], &data);
    assert!(again.get(&format!("{small}?part=1")).text().contains("<b>done</b>"));
    let text = wait(&again, &large, "done");
    assert!(text.contains("/border/tiny-2"), "{text}");
    assert_eq!(again.get("/border/tiny-2").status, 200);
}

#[test]
fn two_servers_never_work_with_the_same_data() {
    let place = folder();
    let data = place.path().join("data");
    let _first = Server::start(&[], &data);
    let options = amnok_serve::Options {
        folders: Vec::new(),
        data,
        listen: std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        port: Some(0),
        threads: 1,
        ahead: false,
    };
    let refused = amnok_serve::serve(&options, &std::sync::atomic::AtomicBool::new(true), |_| {});
    assert!(
        refused
            .expect_err("another works there")
            .contains("choose another --data")
    );
}

/// A form with files, as a browser sends it.
fn sent(files: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, bytes) in files {
        body.extend_from_slice(format!("--amnok\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--amnok--\r\n");
    ("multipart/form-data; boundary=amnok".into(), body)
}

/// The example of the repository, with a mistake in its routes where that is wanted.
fn example(mistake: bool) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for part in ["input", "registered"] {
        for entry in fs::read_dir(repository("examples/flee").join(part))
            .expect("the example")
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let mut text = fs::read_to_string(entry.path()).expect("text");
            if mistake && name == "routes.csv" {
                text += "Nowhere,Elsewhere,far\n";
            }
            files.push((format!("example/{part}/{name}"), text.into_bytes()));
        }
    }
    files
}

#[test]
fn a_folder_with_a_mistake_is_dropped_mended_and_lived_through() {
    let place = folder();
    let server = Server::start(&[], &place.path().join("data"));
    let files = example(true);
    let all: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let (kind, body) = sent(&all);
    let dropped = server.post("/upload", &kind, &body);
    assert_eq!(
        (dropped.status, led(&dropped).as_str()),
        (303, "/folder/example"),
        "{}",
        dropped.text()
    );
    let page = server.get("/folder/example").text();
    assert!(
        page.contains("Nowhere,Elsewhere,far") && page.contains("<b>routes.csv</b>") && page.contains("To mend:"),
        "{page}"
    );
    assert_eq!(server.form("/folder/example/run", "replicates=2&seed=1").status, 422);
    let sound = example(false)
        .into_iter()
        .find(|(name, _)| name.ends_with("routes.csv"))
        .expect("routes");
    let text: String = sound.1.iter().map(|byte| format!("%{byte:02X}")).collect();
    assert_eq!(
        server
            .form("/folder/example/file", &format!("name=input%2Froutes.csv&text={text}"))
            .status,
        303
    );
    assert!(server.get("/folder/example").text().contains("Live through it"));
    let work = led(&server.form("/folder/example/run", "replicates=2&seed=1"));
    wait(&server, &work, "done");
    let seen = server.get("/displacement/example-1");
    assert_eq!(seen.status, 200);
    assert!(seen.text().contains("Day by day") && seen.text().contains("registered"));
    assert!(
        server
            .get("/displacement/example-1?day=3&part=1")
            .text()
            .contains("Camps on")
    );
    let kept = server.form("/folder/example/settings", "max_move_speed=200&camp_weight=");
    assert_eq!(led(&kept), "/folder/example-settings", "{}", kept.text());
    assert!(server.get("/folder/example-settings").text().contains("value=\"200\""));
    assert_eq!(
        server
            .form("/folder/example-settings/settings", "max_move_speed=200")
            .status,
        422
    );
    let map = server.get("/displacement/example-1?file=flows.geojson");
    assert!(
        map.head.contains("geo+json") && map.text().contains("FeatureCollection"),
        "{}",
        map.head
    );
    assert!(
        server
            .get("/displacement/example-1?file=camps.csv")
            .text()
            .lines()
            .count()
            > 2
    );
    for name in ["../manifest.json", "manifest.json", "passwd", "x.csv"] {
        assert_eq!(
            server.get(&format!("/displacement/example-1?file={name}")).status,
            404,
            "{name}"
        );
    }
}

/// A file that is edited is one that was dropped: nothing else is written, wherever its name leads.
#[test]
fn only_files_that_were_dropped_are_written() {
    let place = folder();
    let named = repository("examples/flee");
    let server = Server::start(&[&named], &place.path().join("data"));
    let files = example(false);
    let all: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let (kind, body) = sent(&all);
    assert_eq!(server.post("/upload", &kind, &body).status, 303);
    for name in [
        "..%2F..%2Fescaped.csv",
        "%2Ftmp%2Fescaped.csv",
        "input%2Fnew.csv",
        "input%2F..%2F..%2Fwork%2F000001.json",
    ] {
        assert_eq!(
            server
                .form("/folder/example/file", &format!("name={name}&text=x"))
                .status,
            404,
            "{name}"
        );
    }
    let before = fs::read(named.join("input/routes.csv")).expect("routes");
    let id = "flee";
    assert_eq!(
        server
            .form(&format!("/folder/{id}/file"), "name=input%2Froutes.csv&text=x")
            .status,
        422
    );
    assert_eq!(fs::read(named.join("input/routes.csv")).expect("routes"), before);
}

#[test]
fn what_is_too_large_or_too_many_is_refused_and_leaves_nothing() {
    let place = folder();
    let data = place.path().join("data");
    let server = Server::start(&[], &data);
    let names: Vec<String> = (0..10_000).map(|n| format!("{n}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"1"[..])).collect();
    let (kind, body) = sent(&many);
    let refused = server.post("/upload", &kind, &body);
    // An answer before all was said can get lost with the connection: then there is none.
    assert!([413, 0].contains(&refused.status), "{}", refused.status);
    let large = vec![b'1'; 70 << 20];
    let (kind, body) = sent(&[("locations.csv", &large)]);
    assert!([413, 0].contains(&server.post("/upload", &kind, &body).status));
    let (kind, body) = sent(&[("a.zip", b"no archive")]);
    assert_eq!(server.post("/upload", &kind, &body).status, 422);
    assert!(!data.join("folders").exists());
    assert_eq!(server.get("/").status, 200);
}

/// A body that is announced and does not come is given up, and holds nobody else.
#[test]
fn a_slow_upload_is_given_up() {
    let place = folder();
    let server = Server::start(&[], &place.path().join("data"));
    let head = format!(
        "POST /upload HTTP/1.1\r\n{}Origin: http://{}\r\nContent-Type: multipart/form-data; boundary=amnok\r\nContent-Length: 1000\r\n\r\n--amnok\r\n",
        server.headers(),
        server.at
    );
    let answer = server.say(head.as_bytes());
    assert_eq!(answer.status, 408, "{}", answer.text());
}
