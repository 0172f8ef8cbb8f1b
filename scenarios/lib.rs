//! The scenarios that come with Amnok, as the text of their files. Each folder here is one; to edit one, no Rust is needed.
//!
//! They are a crate of their own so that whoever takes the program from a package takes them along.
#![forbid(unsafe_code)]

/// The Sino-Korean border, 2019 to 2024: names (with `/` between folder and file) and contents of its files.
pub const SINO_KOREAN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/sino_korean.rs"));
