//! What is refused, whoever asks.

mod common;

use common::{Server, folder};
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;

fn server(place: &Path) -> Server {
    Server::start(&[], &place.join("data"))
}

#[test]
fn nobody_comes_in_without_the_token() {
    let place = folder();
    let server = server(place.path());
    let host = format!("Host: {}\r\nConnection: close\r\n", server.at);
    for path in [
        "/",
        "/style.css",
        "/orders/sino-korean",
        "/?token=",
        "/?token=00000000000000000000000000000000",
    ] {
        let answer = server.say(format!("GET {path} HTTP/1.1\r\n{host}\r\n").as_bytes());
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.text().contains("<html"), "{path}");
    }
    let with = server.say(format!("GET /orders/sino-korean?token={} HTTP/1.1\r\n{host}\r\n", server.token).as_bytes());
    assert_eq!(with.status, 303);
    assert!(
        with.head.contains("location: /orders/sino-korean\r\n") && with.head.contains("HttpOnly; SameSite=Lax"),
        "{}",
        with.head
    );
}

#[test]
fn a_foreign_host_or_origin_is_refused() {
    let place = folder();
    let server = server(place.path());
    let cookie = format!(
        "Cookie: amnok-{}={}\r\nConnection: close\r\n",
        server.at.port(),
        server.token
    );
    let foreign = format!(
        "GET / HTTP/1.1\r\nHost: evil.example:{}\r\n{cookie}\r\n",
        server.at.port()
    );
    assert_eq!(server.say(foreign.as_bytes()).status, 403);
    let framed = format!(
        "GET / HTTP/1.1\r\nHost: {}\r\nOrigin: http://evil.example\r\n{cookie}\r\n",
        server.at
    );
    assert_eq!(server.say(framed.as_bytes()).status, 403);
    let ours = server.get("/");
    assert_eq!(ours.status, 200);
    for header in [
        "frame-ancestors 'none'",
        "default-src 'none'",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
    ] {
        assert!(ours.head.contains(header), "{header} in {}", ours.head);
    }
}

#[test]
fn no_path_from_outside_is_opened() {
    let place = folder();
    std::fs::write(place.path().join("report.html"), "secret").expect("written");
    let server = server(place.path());
    for path in [
        "/report/..",
        "/report/../..",
        "/report/%2e%2e",
        "/report/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/report//etc/passwd",
        "/orders/..%5c..",
        "/../../etc/passwd",
        "/border/%00",
        "/report/data%2f..",
        "/evidence/sino-korean%2f..%2f..",
    ] {
        let answer = server.get(path);
        assert!(
            answer.status == 404 || answer.status == 400,
            "{path}: {}",
            answer.status
        );
        assert!(
            !answer.text().contains("secret") && !answer.text().contains("root:"),
            "{path}"
        );
    }
}

#[test]
fn a_thousand_requests_at_once_are_all_answered() {
    let place = folder();
    let server = server(place.path());
    let ask = || server.get("/style.css").status;
    let answered = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..50)
            .map(|_| scope.spawn(|| (0..20).filter(|_| ask() == 200).count()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("it asks"))
            .sum::<usize>()
    });
    assert_eq!(answered, 1000);
}

/// Connections that say nothing hold places, and still do not keep the server from ending, or others from being served.
#[test]
fn who_says_nothing_keeps_nobody_out() {
    let place = folder();
    let server = server(place.path());
    let silent: Vec<TcpStream> = (0..100)
        .map(|_| TcpStream::connect(server.at).expect("it listens"))
        .collect();
    for mut stream in &silent {
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost:");
    }
    assert_eq!(server.get("/style.css").status, 200);
    drop(server);
    drop(silent);
}
