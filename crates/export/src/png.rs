//! Figures as pixels, twice as large as they are drawn. Letters are set in a font of the system.

use crate::File;
use fontdb::{Database, Family, Query};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Pixels for a unit of a figure.
const SCALE: f32 = 2.0;

/// Draws every figure.
pub fn all(figures: Vec<(String, String)>) -> Result<Vec<File>, String> {
    let options = options()?;
    let one = |(name, svg): (String, String)| Ok((format!("{name}.png"), drawn(&svg, &options)?));
    figures.into_iter().map(one).collect()
}

/// A figure by itself (SVG) as pixels, twice as large.
///
/// # Errors
/// In words: where no font is found for its letters, or it is no SVG.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    drawn(svg, &options()?)
}

/// With the fonts of the system.
fn options() -> Result<Options<'static>, String> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let sans = Query {
        families: &[
            Family::SansSerif,
            Family::Name("DejaVu Sans"),
            Family::Name("Liberation Sans"),
            Family::Name("Helvetica"),
        ],
        ..Query::default()
    };
    let found = fonts.query(&sans).or_else(|| fonts.faces().next().map(|face| face.id));
    let family = found.and_then(|id| Some(fonts.face(id)?.families.first()?.0.clone()));
    let Some(family) = family else {
        return Err("no font is installed, so that figures as pixels would have no letters; SVG needs none".into());
    };
    fonts.set_sans_serif_family(family);
    Ok(Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    })
}

fn drawn(svg: &str, options: &Options) -> Result<Vec<u8>, String> {
    let tree = Tree::from_str(svg, options).map_err(|error| error.to_string())?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(SCALE)
        .ok_or("a figure without a size")?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("a figure that is too large")?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}
