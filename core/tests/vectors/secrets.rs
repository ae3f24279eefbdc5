//! The search for secrets in whatever a caller could print.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Every form in which a secret could stand in a text.
fn forms(secret: &str) -> Vec<String> {
    let json = serde_json::to_string(secret).unwrap_or_default();
    let mut forms = vec![
        secret.to_owned(),
        STANDARD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        json.trim_matches('"').to_owned(),
        format!("{:?}", secret).trim_matches('"').to_owned(),
    ];
    // In base64 of `user:password` the password begins at any of three places of a group.
    for lead in ["a", "ab"] {
        let coded = STANDARD.encode(format!("{lead}{secret}"));
        let inner = coded.trim_end_matches('=');
        forms.push(inner.get(4..inner.len() - 1).unwrap_or(secret).to_owned());
    }
    forms.retain(|form| form.len() > 3);
    forms
}

/// The first secret found in a text.
pub fn search(texts: &[String], secrets: &[String]) -> Result<(), String> {
    for secret in secrets {
        for form in forms(secret) {
            if let Some(text) = texts.iter().find(|text| text.contains(&form)) {
                return Err(format!("the secret {secret:?} stands as {form:?} in: {text}"));
            }
        }
    }
    Ok(())
}

/// Values of every `{"secret": ...}` in a canonical result.
pub fn revealed(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(keys) => {
            if let Some(secret) = keys.get("secret").and_then(|secret| secret.as_str()) {
                found.push(secret.to_owned());
            }
            keys.values().for_each(|value| revealed(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| revealed(item, found)),
        _ => {}
    }
}
