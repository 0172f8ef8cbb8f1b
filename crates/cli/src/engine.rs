//! The engines of a border by the names that options have.

use amnok_model::Engine;

/// Who is asked each day.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum EngineName {
    Selective,
    Exhaustive,
    Counts,
}

impl From<EngineName> for Engine {
    fn from(name: EngineName) -> Engine {
        match name {
            EngineName::Selective => Engine::Selective,
            EngineName::Exhaustive => Engine::Exhaustive,
            EngineName::Counts => Engine::Counts,
        }
    }
}
