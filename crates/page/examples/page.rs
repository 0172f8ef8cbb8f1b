//! Writes a page of made-up numbers to the file named: `cargo run -p amnok-page --example page -- page.html`.

#[path = "../tests/common/mod.rs"]
mod common;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "page.html".to_string());
    let inputs = common::inputs(26, 2192);
    let rows: Vec<_> = (0..8)
        .map(|replicate| (replicate, common::rows(&inputs, replicate)))
        .collect();
    std::fs::write(path, amnok_page::report(&common::view(&inputs), &rows))
}
