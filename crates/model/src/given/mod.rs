//! What a run is given, checked, part by part. Loaders make it; nothing here knows files, and nothing here knows all of it:
//! `inputs.rs` joins the parts.

pub mod border;
pub mod command;
pub mod force;
pub mod order;
pub mod order_kind;
pub mod outlet;
pub mod policy;
pub mod reporting;

pub use border::{Border, County, Province, River, Stratum};
pub use command::{Command, Stage};
pub use force::{Force, ForceNumbers, Posting};
pub use order::Order;
pub use order_kind::{ORDER_KINDS, OrderKind, OrderKindInfo};
pub use outlet::{Outlet, Sources};
pub use policy::{Policy, Response, Scope};
pub use reporting::ReportingChance;
