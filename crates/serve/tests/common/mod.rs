//! What tests of the server share: a result of the invented scenario, a server on a thread, and a client that says exactly what it is told.
#![allow(dead_code, reason = "each test needs a part of it")]

use amnok_scenario::Scenario;
use amnok_serve::{Options, serve};
use amnok_store::{Fingerprint, Given, Manifest, Partial, Place, Values, finish, ran, simulate};
use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;

/// A folder of the repository.
pub fn repository(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder)
}

/// The invented scenario, cut short to three months.
pub fn scenario() -> Scenario {
    let mut scenario = amnok_scenario::load(&repository("scenarios/sered-line")).expect("the scenario is right");
    let end = scenario
        .inputs
        .start
        .saturating_add(jiff::Span::new().days(89))
        .to_string();
    scenario.set("period.end", &end).expect("a day of the scenario");
    scenario
}

/// Its result of three histories, as a folder.
pub fn run(out: &Path) {
    run_of(out, &scenario());
}

/// The result of three histories of a scenario, as a folder.
pub fn run_of(out: &Path, scenario: &Scenario) {
    let fingerprint = Fingerprint::of(scenario, amnok_model::Engine::Selective, false, Values::Prior, (0, 2));
    let place = Place::of(out, false).expect("a place");
    let partial = Partial::begin(place, scenario, &fingerprint).expect("a folder of work");
    let given = Given::of(scenario, &Values::Prior).expect("it can be drawn");
    let never = AtomicBool::new(false);
    simulate(
        &given,
        amnok_model::Engine::Selective,
        false,
        &partial,
        1,
        &never,
        || {},
    )
    .expect("simulated");
    let manifest = Manifest {
        fingerprint,
        ran: ran(0.0, 1),
    };
    finish(partial, scenario, &manifest, amnok_page::run).expect("written");
}

/// A server on a thread, which ends when it is dropped.
pub struct Server {
    /// Where it listens.
    pub at: SocketAddr,
    /// The token that it printed.
    pub token: String,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Result<(), String>>>,
}

/// An answer: status, headers as they came, and the body.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    /// Over these folders, keeping what it makes in `data`.
    pub fn start(folders: &[&Path], data: &Path) -> Server {
        Server::with(folders, data, false)
    }

    /// The same; `ahead`, it begins with the first scenario before anybody asks.
    pub fn with(folders: &[&Path], data: &Path, ahead: bool) -> Server {
        let options = Options {
            folders: folders.iter().map(|folder| folder.to_path_buf()).collect(),
            data: data.to_path_buf(),
            listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: Some(0),
            threads: 1,
            ahead,
        };
        let stop = Arc::new(AtomicBool::new(false));
        let (send, receive) = mpsc::channel();
        let heeded = stop.clone();
        let thread =
            std::thread::spawn(move || serve(&options, &heeded, |address| drop(send.send(address.to_owned()))));
        let address = receive.recv().expect("it listens");
        let (at, token) = address.split_once("/?token=").expect("an address with a token");
        let at = at.trim_start_matches("http://").parse().expect("a socket");
        Server {
            at,
            token: token.to_owned(),
            stop,
            thread: Some(thread),
        }
    }

    /// Says exactly this, and gives back what is answered.
    pub fn say(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.at).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(120)))
            .expect("a timeout");
        // One that is refused early may be closed before all was said.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0);
        let body = all.get(end + 4..).unwrap_or_default().to_vec();
        Answer {
            status,
            head,
            body: unchunked(body, &head_says(&all[..end])),
        }
    }

    /// Headers with which a browser comes that has the cookie.
    pub fn headers(&self) -> String {
        let port = self.at.port();
        format!(
            "Host: {}\r\nCookie: amnok-{port}={}\r\nConnection: close\r\n",
            self.at, self.token
        )
    }

    /// Asks for a page as such a browser does.
    pub fn get(&self, path: &str) -> Answer {
        self.say(format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers()).as_bytes())
    }

    /// Sends a body as a page of the server does.
    pub fn post(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        let head = format!(
            "POST {path} HTTP/1.1\r\n{}Origin: http://{}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.headers(),
            self.at,
            body.len()
        );
        self.say(&[head.as_bytes(), body].concat())
    }

    /// Sends a form.
    pub fn form(&self, path: &str, form: &str) -> Answer {
        self.post(path, "application/x-www-form-urlencoded", form.as_bytes())
    }
}

fn head_says(head: &[u8]) -> String {
    String::from_utf8_lossy(head).to_lowercase()
}

/// A body without the lengths of its chunks, where it came in chunks.
fn unchunked(body: Vec<u8>, head: &str) -> Vec<u8> {
    if !head.contains("transfer-encoding: chunked") {
        return body;
    }
    let (mut whole, mut rest) = (Vec::new(), &body[..]);
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let length = usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).unwrap_or(0);
        let chunk = rest.get(end + 2..end + 2 + length).unwrap_or_default();
        whole.extend_from_slice(chunk);
        if length == 0 {
            break;
        }
        rest = rest.get(end + 4 + length..).unwrap_or_default();
    }
    whole
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let ended = thread.join().expect("the server does not panic");
            assert_eq!(ended, Ok(()));
        }
    }
}

/// The invented scenario in a folder `tiny`, ending on a day.
pub fn tiny(place: &Path, end: &str) -> PathBuf {
    let (from, to) = (repository("scenarios/sered-line"), place.join("tiny"));
    fs::create_dir_all(&to).expect("a folder");
    for entry in fs::read_dir(from).expect("the scenario").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
    let path = to.join("scenario.toml");
    let text = fs::read_to_string(&path).expect("scenario.toml");
    let line = text
        .lines()
        .find(|line| line.starts_with("end ="))
        .expect("a last day")
        .to_owned();
    fs::write(path, text.replace(&line, &format!("end = \"{end}\""))).expect("written");
    to
}

/// Where an answer leads.
pub fn led(answer: &Answer) -> String {
    let line = answer.head.lines().find_map(|line| line.strip_prefix("location: "));
    line.unwrap_or_else(|| panic!("{} leads nowhere: {}", answer.head, answer.text()))
        .to_owned()
}

/// Waits until a piece of work is as it is wanted.
pub fn wait(server: &Server, work: &str, state: &str) -> String {
    for _ in 0..1200 {
        let text = server.get(&format!("{work}?part=1")).text();
        if text.contains(&format!("<b>{state}</b>")) {
            return text;
        }
        assert!(!text.contains("<b>failed</b>") || state == "failed", "{text}");
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{work} is never {state}");
}

/// A folder that vanishes.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}
