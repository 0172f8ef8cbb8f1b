//! What is lived through before it is asked for: it is there for the question, stays for the next server, and changes no number.

mod common;

use common::{Server, folder, led, tiny, wait};
use std::path::Path;
use std::time::Duration;

/// Lives on the disk.
fn lives(data: &Path) -> usize {
    let folders = std::fs::read_dir(data.join("lives")).into_iter().flatten().flatten();
    let files = folders.flat_map(|key| std::fs::read_dir(key.path()).into_iter().flatten().flatten());
    files
        .filter(|file| file.path().extension().is_some_and(|end| end == "tried"))
        .count()
}

/// Waits until so many are there, and gives how many that are.
fn until(data: &Path, count: usize) -> usize {
    // They have the lowest priority: on a busy machine it takes long.
    for _ in 0..12_000 {
        if lives(data) >= count {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    lives(data)
}

#[test]
fn the_first_scenario_and_what_is_set_beside_it_are_lived_through_before_they_are_asked_for() {
    let place = folder();
    let (scenario, data) = (tiny(place.path(), "2031-03-31"), place.path().join("data"));
    let server = Server::with(&[&scenario], &data, true);
    // As many as a question is proposed with, though nobody has looked at it.
    assert_eq!(until(&data, 8), 8);
    assert!(
        server
            .get("/whatif/tiny")
            .text()
            .contains("name=\"pairs\" min=\"2\" max=\"1000\" value=\"8\"")
    );
    let set = "pairs=8&v%3Abribe.theta=0.4";
    assert_eq!(server.form("/whatif/tiny/ahead", set).status, 204);
    assert_eq!(until(&data, 16), 16);
    // What cannot be is said when it is asked for.
    for (form, status) in [("pairs=8&v%3Abribe.theta=7", 204), ("pairs=8", 204)] {
        assert_eq!(server.form("/whatif/tiny/ahead", form).status, status, "{form}");
    }
    assert_eq!(server.form("/whatif/nothing/ahead", set).status, 404);
    let work = led(&server.form("/whatif/tiny", set));
    wait(&server, &work, "done");
    let differs = |server: &Server, id: &str| server.get(&format!("/compared/{id}?file=differences.csv")).text();
    let first = differs(&server, "tiny-1");
    drop(server);
    assert_eq!(lives(&data), 16, "the question was answered by what was there");
    // Another server finds the same, and one that finds nothing as well.
    let server = Server::start(&[&scenario], &data);
    wait(&server, &led(&server.form("/whatif/tiny", set)), "done");
    assert_eq!((differs(&server, "tiny-2"), lives(&data)), (first.clone(), 16));
    drop(server);
    let data = place.path().join("nothing");
    let server = Server::start(&[&scenario], &data);
    wait(&server, &led(&server.form("/whatif/tiny", set)), "done");
    assert_eq!(differs(&server, "tiny-1"), first);
}
