//! The one room in which results are written. Commands differ only in what they put into a folder.
//!
//! - [`Place`]: where a folder may stand. What is not ours is never touched, whatever is asked for.
//! - [`Draft`]: a folder in the making, in `<folder>.partial`, which one process works in. It gets its name when it is whole; an old
//!   result stands until then.
//! - [`Sealed`]: a folder that stands, read with every digest checked.
//! - [`Amendment`]: a file that is put into a folder that stands, whole or not at all. [`Target`] is the same for a file anywhere.
//!
//! ```text
//! out.partial/work.json      our mark: what is worked on
//!             lock           held by the process that works here; says which
//!             pieces.sha256  digests of the pieces that are kept
//!             …              pieces, by name
//!             whole/         the folder in the making; after the exchange, the old one
//! ```

mod amend;
mod claim;
mod draft;
mod files;
mod pieces;
mod place;
mod seal;
mod sealed;

pub use amend::{Amendment, Target};
pub use draft::{Draft, Mark};
pub use files::{digest, digest_of, replace};
pub use place::Place;
pub use seal::sealed;
pub use sealed::{MANIFEST, Sealed, kind_of};
