//! Parts of a page that is asked: one figure or table at a time, made from a result that was read once.
//!
//! What is shown is given away as well: a [`Table`] is the cells of the page and of its CSV, a figure stands alone as SVG ([`crate::alone`]).

mod beside;
mod border;
mod columns;
mod compared;
mod evidence;
mod orders;
mod strip;
mod table;
mod told;

pub use crate::changes::{changes, paired};
pub use crate::learned::{estimates, learned_of_value, learned_with};
pub use crate::listing::{Item, Listing};
pub use crate::past::past;
pub use beside::{apart, differences, differing, months, sums_note, totals};
pub use border::Border;
pub use columns::By;
pub use compared::compared;
pub use evidence::{Ways, assumed, claims, quoted, value_at, values};
pub use orders::{kinds, order_table, time_line};
pub use table::{Row, Table};
