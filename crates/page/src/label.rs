//! What a value is called on pages: never by its key alone.

/// Kinds of keys after which a name stands: that of a force, a county, a month.
const KINDS: [&str; 9] = [
    "force", "county", "province", "river", "strata", "command", "outlet", "trade", "order",
];

/// The meaning of a value; of one of many of its kind (forces, counties, months) with the name of which before it.
pub fn label(key: &str, meaning: &str) -> String {
    match key.split_once('.') {
        Some((kind, rest)) if KINDS.contains(&kind) => {
            let name = rest.rsplit_once('.').map_or(rest, |(name, _)| name);
            format!("{name}: {meaning}")
        }
        _ => meaning.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_one_kind_are_told_apart() {
        for (key, text) in [
            ("bribe.theta", "m"),
            ("force.border-guard.detection", "border-guard: m"),
            ("county.St. Anne.residents", "St. Anne: m"),
            ("trade.2031-01", "2031-01: m"),
            ("strata.kin.near.share", "kin.near: m"),
        ] {
            assert_eq!(label(key, "m"), text);
        }
    }
}
