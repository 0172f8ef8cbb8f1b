//! Animals of the far bank at the water (docs/model.md §7.32).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[("animals_are_seen_at_their_rate_until_the_neighbour_polices", animals)];

/// Poisson: `per_km_year` · km · years, times e^{−`policing`·0.5} where a complaint has raised policing by a half and it stays; all of it on file.
fn animals(case: &Case) {
    let mut inputs = open_border(365, 1);
    nobody(&mut inputs);
    files(&mut inputs);
    inputs.provinces[0].neighbour_policing = 0.2;
    inputs.parameters.neighbour.response_days = 0.01;
    (
        inputs.parameters.livestock.per_km_year,
        inputs.parameters.livestock.policing,
    ) = (80.0, 2.0);
    inputs.orders = vec![order(OrderKind::Complain, 0, &[1], None, 0.7)];
    let lived = case.run(&inputs, 1);
    rate("at usual policing", lived.in_county("animals", 0), 800.0);
    rate("policed", lived.in_county("animals", 1), 800.0 * libm::exp(-1.0));
    let filed: f64 = (0..2)
        .map(|c| lived.filed(365, Topic::Animals, c).iter().sum::<f64>())
        .sum();
    equal("filed", filed, lived.total("animals"));
}
