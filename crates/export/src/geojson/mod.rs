//! Results as GeoJSON (RFC 7946), in WGS 84.

mod border;
mod displacement;

pub use border::counties;
pub use displacement::displacement;

use crate::File;
use serde_json::{Value, json};

fn collection(name: &str, features: Vec<Value>) -> File {
    let all = json!({ "type": "FeatureCollection", "name": name, "features": features });
    (format!("{name}.geojson"), format!("{all}\n").into_bytes())
}

fn feature(geometry: Value, properties: Value) -> Value {
    json!({ "type": "Feature", "geometry": geometry, "properties": properties })
}
