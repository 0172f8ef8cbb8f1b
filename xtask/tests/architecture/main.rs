//! Arrows point one way between the files of each crate.

mod circles;
mod directions;
mod sources;
mod steps;

use circles::circles;
use sources::{Modules, root};
use std::fs;

/// A parent may name its children and be named by them; siblings may not name each other, nor in a circle.
#[test]
fn no_siblings_know_each_other() {
    let mut faults = Vec::new();
    for name in crates() {
        let modules = Modules::below(&root().join("crates").join(&name).join("src"));
        faults.extend(circles(&modules).into_iter().map(|arrow| format!("{name}: {arrow}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_circle_is_found_through_names_that_are_handed_on() {
    let of = |texts: &[(&str, &str)]| circles(&Modules::of(texts)).len();
    let parent = ("", "mod a;\nmod b;\nmod c;\npub use b::{Deep as Shallow, Other};\n");
    let straight = [
        parent,
        ("a", "use crate::Other;\n"),
        ("b", ""),
        ("c", "use crate::a::A;\n"),
    ];
    assert_eq!(of(&straight), 0);
    let circle = [
        parent,
        ("a", "use crate::Other;\n"),
        ("b", "fn f() { super::c::g() }\n"),
        ("c", "pub(super) use super::a::{\n    A,\n    d::D,\n};\n"),
    ];
    assert_eq!(of(&circle), 3);
    let renamed = [parent, ("a", "use crate::Shallow;\n"), ("b", "use super::a;\n")];
    assert_eq!(of(&renamed), 2);
    let child = [
        parent,
        ("b", "pub use inner::I;\n"),
        ("b/inner", "use super::B;\nuse crate::a::A;\n"),
    ];
    assert_eq!(of(&child), 0);
    let by_child = [
        child[0],
        child[1],
        child[2],
        ("a", "// use crate::b::B;\nuse crate::b::I;\n"),
    ];
    assert_eq!(of(&by_child), 2, "a → b and, in b/inner, b → a");
}

/// The crates, by the names of their folders.
pub fn crates() -> Vec<String> {
    let folders = fs::read_dir(root().join("crates")).expect("the crates");
    let mut names: Vec<String> = folders
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
