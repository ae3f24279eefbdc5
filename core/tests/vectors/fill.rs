//! Texts that a vector would rather describe than hold.

use serde_json::Value;

/// A text, or `{"fill": {"text", "times"}}`.
pub fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Object(keys) if keys.len() == 1 && keys.contains_key("fill") => {
            let fill = &keys["fill"];
            let (text, times) = (fill["text"].as_str(), fill["times"].as_u64());
            match (text, times) {
                (Some(text), Some(times)) => Ok(text.repeat(times as usize)),
                _ => Err(format!("not a fill: {fill}")),
            }
        }
        other => Err(format!("not a text: {other}")),
    }
}
