//! The folder of examples/flee in memory.

use amnok_scenario::flee::Files;

/// Input at the top, registered people under `registered/`, settings in `simsetting.yml`.
pub fn example() -> Files {
    let contents = [
        (
            "sim_period.csv",
            include_str!("../../../../examples/flee/input/sim_period.csv"),
        ),
        (
            "locations.csv",
            include_str!("../../../../examples/flee/input/locations.csv"),
        ),
        ("routes.csv", include_str!("../../../../examples/flee/input/routes.csv")),
        (
            "closures.csv",
            include_str!("../../../../examples/flee/input/closures.csv"),
        ),
        (
            "conflicts.csv",
            include_str!("../../../../examples/flee/input/conflicts.csv"),
        ),
        (
            "registered/data_layout.csv",
            include_str!("../../../../examples/flee/registered/data_layout.csv"),
        ),
        (
            "registered/total.csv",
            include_str!("../../../../examples/flee/registered/total.csv"),
        ),
        (
            "registered/lakeside.csv",
            include_str!("../../../../examples/flee/registered/lakeside.csv"),
        ),
        (
            "registered/hillcamp.csv",
            include_str!("../../../../examples/flee/registered/hillcamp.csv"),
        ),
        (
            "simsetting.yml",
            include_str!("../../../../examples/flee/simsetting.yml"),
        ),
    ];
    Files {
        contents: contents
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into(),
        input: String::new(),
        validation: Some("registered/".into()),
        settings: Some("simsetting.yml".into()),
        days: None,
    }
}
