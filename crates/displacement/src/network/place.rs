//! Places: what people find there, and what is forecast.

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Name.
    pub name: String,
    /// Country, as a number.
    pub country: usize,
    /// First coordinate of the input. Unit: degrees.
    pub first: f64,
    /// Second coordinate of the input. Unit: degrees.
    pub second: f64,
    /// A camp, of displaced people at home or abroad.
    pub camp: bool,
    /// A camp of displaced people within their country.
    pub idp: bool,
    /// A town: the only kind in which short stints are avoided.
    pub town: bool,
    /// A marker: never a destination, never counted as a step.
    pub marker: bool,
    /// Chance of acting in one decision.
    pub move_chance: f64,
    /// People for whom there is room; below 1: no limit.
    pub capacity: i64,
    /// Added to the capacity each day.
    pub capacity_per_day: i64,
    /// Residents.
    pub population: i64,
    /// Intensity of the conflict here; 0: none.
    pub intensity: f64,
    /// Intensity with which a conflict begins here where no other is given.
    pub own_intensity: f64,
    /// Day on which the conflict here began.
    pub since: u32,
    /// A flood zone, by its kind.
    pub flood_zone: bool,
    /// Level of the flood here today; 0: none.
    pub flood: u32,
    /// What is forecast here today.
    pub ahead: ForecastFactors,
    /// Share of those who go hungry here today.
    pub hungry: f64,
    /// 1 + volume of trade + (human development)²: what a place abroad attracts by where economies do; none: 1.
    pub economy: Option<f64>,
    /// Chance, each evening, that somebody who rests here stays for good; only where camps are sinks.
    pub sink: f64,
}

/// What is forecast for a place, as factors before anybody's awareness.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ForecastFactors {
    /// Of the chance of acting.
    pub moving: f64,
    /// Of the weight as an end.
    pub weight: f64,
}
