//! The plan as it is written down.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// What goes wrong, and what is promised then.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    #[allow(dead_code, reason = "for readers of the file")]
    pub about: String,
    /// The options of a client, by provider.
    pub clients: BTreeMap<String, Map<String, Value>>,
    pub operations: BTreeMap<String, Operation>,
    pub classes: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    #[serde(default = "ionos")]
    pub provider: String,
    pub effect: String,
    pub arguments: Value,
    /// The row of the library under which its errors go; its own name unless it is made of requests of another.
    pub row: Option<String>,
    /// What a success holds: by JSON pointer a value, or `{"state": KEY}` for what the service has under that key.
    pub gives: Map<String, Value>,
    /// How its effect shows in the state of the service; none for what changes nothing.
    pub done: Option<Done>,
}

fn ionos() -> String {
    "ionos".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Where the list is in the state, as a JSON pointer.
    #[serde(rename = "in")]
    pub list: String,
    pub has: Option<Value>,
    pub lacks: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    pub id: String,
    #[allow(dead_code, reason = "for readers of the file")]
    pub about: String,
    /// A place other than the emulator's plain address.
    pub at: Option<String>,
    /// Options of the client on top of the provider's.
    #[serde(default)]
    pub client: Map<String, Value>,
    /// A first call on the same client, with this fault if it is one.
    pub warm: Option<Value>,
    /// Whether the first request then comes on the connection of that first call.
    pub reuses: Option<bool>,
    pub fault: Option<Map<String, Value>>,
    pub cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// How many attempts are struck; none for all of them.
    pub times: Option<u64>,
    /// By operation or by effect; several names are separated by commas, and an operation's own counts more.
    pub expected: BTreeMap<String, Expected>,
}

/// What a call must come to. What is left out is not compared, but for what says otherwise; without a status there is none, or one
/// of a success whose body never came.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    #[serde(default)]
    pub ok: bool,
    pub kind: Option<String>,
    pub http_status: Option<u16>,
    pub attempts: Option<u64>,
    pub outcome_unknown: Option<bool>,
    pub retryable: Option<bool>,
    /// Left out: there is none.
    pub retry_after_ms: Option<u64>,
    /// How long the call takes at least.
    pub at_least_ms: Option<u64>,
    /// How many requests reach the service.
    pub sent: u64,
    /// Whether the service has done what was asked, where that changes anything.
    pub done: bool,
}

impl Plan {
    pub fn read() -> Result<Self, String> {
        let text = include_str!("../plan.json");
        serde_json::from_str(text).map_err(|why| format!("plan.json: {why}"))
    }
}

impl Case {
    /// What is promised to an operation; none where the case does not speak of it.
    pub fn promise(&self, name: &str, effect: &str) -> Option<&Expected> {
        let named = |wanted: &str| {
            let mut all = self.expected.iter();
            all.find(|(names, _)| names.split(", ").any(|name| name == wanted)).map(|(_, expected)| expected)
        };
        named(name).or_else(|| named(effect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EFFECTS: [&str; 4] = ["read", "idempotent", "once", "reveals_secret"];

    #[test]
    fn operations_have_the_effect_that_the_library_gives_them() {
        let plan = Plan::read().unwrap();
        let surface: Value = serde_json::from_str(include_str!("../../../api/surface.json")).unwrap();
        for (name, operation) in &plan.operations {
            let rows = surface["operations"].as_array().unwrap();
            let row = rows.iter().find(|row| row["id"] == **name);
            // `find` is made of requests of a list.
            let effect = row.map_or("read", |row| row["effect"].as_str().unwrap());
            assert_eq!(operation.effect, effect, "{name}");
            assert_eq!(operation.done.is_some(), effect != "read", "{name}");
        }
    }

    #[test]
    fn every_case_says_what_becomes_of_every_effect_and_of_nothing_unknown() {
        let plan = Plan::read().unwrap();
        for class in &plan.classes {
            assert!(!class.cases.is_empty(), "{}", class.id);
            for case in &class.cases {
                for effect in EFFECTS {
                    assert!(case.promise("", effect).is_some(), "{}: {effect}", class.id);
                }
                for name in case.expected.keys().flat_map(|names| names.split(", ")) {
                    assert!(
                        EFFECTS.contains(&name) || plan.operations.contains_key(name),
                        "{}: {name}",
                        class.id
                    );
                }
                for promise in case.expected.values() {
                    assert_ne!(promise.ok, promise.kind.is_some(), "{}", class.id);
                }
            }
        }
    }
}
