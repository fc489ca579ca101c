//! Every JSON example of the document goes through its server type and back without losing anything.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

struct Example {
    place: &'static str,
    json: &'static str,
    through: fn(&str) -> Result<Value, serde_json::Error>,
}

fn through<T: DeserializeOwned + Serialize>(json: &str) -> Result<Value, serde_json::Error> {
    serde_json::to_value(serde_json::from_str::<T>(json)?)
}

include!(concat!(env!("OUT_DIR"), "/examples.rs"));

#[test]
fn examples_survive_their_types() {
    let examples = examples();
    assert!(examples.len() > 20, "only {} examples found", examples.len());
    let mut lost = Vec::new();
    for example in examples {
        let before: Value = serde_json::from_str(example.json).expect("an example is JSON");
        match (example.through)(example.json) {
            Ok(after) if after == before => {}
            Ok(after) => lost.push(format!("{}\n  before {before}\n  after  {after}", example.place)),
            Err(error) => lost.push(format!("{}\n  {error}: {before}", example.place)),
        }
    }
    assert!(lost.is_empty(), "{} examples lose something:\n{}", lost.len(), lost.join("\n"));
}
