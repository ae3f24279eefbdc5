//! What a request must look like before anything is done with it.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Call;
use super::answers::ServiceError;

/// The content of a POST or PUT.
pub(super) struct TokenInput {
    pub(super) name: String,
    /// An array, or null.
    pub(super) scopes: Value,
    pub(super) status: String,
    pub(super) expiry: Option<DateTime<Utc>>,
}

/// The content of a PATCH: the outer `Option` is whether the field was there at all.
pub(super) struct TokenPatch {
    pub(super) scopes: Option<Value>,
    pub(super) status: Option<String>,
    pub(super) expiry: Option<Option<DateTime<Utc>>>,
}

/// An id in a path: only the hyphenated form.
pub(super) fn path_id(name: &str, segment: &str) -> Result<Uuid, ServiceError> {
    let decoded = percent_encoding::percent_decode_str(segment).decode_utf8_lossy();
    let hyphenated =
        decoded.len() == 36 && decoded.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    match Uuid::try_parse(&decoded) {
        Ok(id) if hyphenated => Ok(id),
        _ => Err(ServiceError::bad_request("invalid-id", format!("{name} must be a UUID"))),
    }
}

pub(super) fn token_input(call: &Call<'_>) -> Result<TokenInput, ServiceError> {
    let body = json_object(call)?;
    only(&body, &["properties"])?;
    let properties = match body.get("properties") {
        Some(Value::Object(properties)) => properties,
        Some(_) => return Err(wrong_type("properties", "an object")),
        None => return Err(missing("properties")),
    };
    only(properties, &["name", "scopes", "status", "expiryDate"])?;
    Ok(TokenInput {
        name: name(properties)?,
        scopes: properties.get("scopes").map_or(Ok(Value::Null), scopes)?,
        status: properties.get("status").map_or_else(|| Ok("enabled".to_owned()), status)?,
        expiry: properties.get("expiryDate").map_or(Ok(None), |value| expiry(value, call.now))?,
    })
}

pub(super) fn token_patch(call: &Call<'_>) -> Result<TokenPatch, ServiceError> {
    let body = json_object(call)?;
    only(&body, &["scopes", "status", "expiryDate"])?;
    Ok(TokenPatch {
        scopes: body.get("scopes").map(scopes).transpose()?,
        status: body.get("status").map(status).transpose()?,
        expiry: body.get("expiryDate").map(|value| expiry(value, call.now)).transpose()?,
    })
}

fn json_object(call: &Call<'_>) -> Result<Map<String, Value>, ServiceError> {
    let media_type =
        call.headers.get("content-type").and_then(|value| value.split(';').next()).unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(ServiceError::unsupported_media_type());
    }
    match serde_json::from_slice(call.body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(wrong_type("the body", "a JSON object")),
        Err(error) => Err(ServiceError::bad_request("malformed-json", format!("malformed JSON: {error}"))),
    }
}

/// A field the service does not document is a mistake of the client, and a judge must not let it pass.
fn only(object: &Map<String, Value>, known: &[&str]) -> Result<(), ServiceError> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(ServiceError::bad_request("unknown-field", format!("unknown field {key}"))),
        None => Ok(()),
    }
}

fn name(properties: &Map<String, Value>) -> Result<String, ServiceError> {
    let name = string(properties, "name")?;
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let valid = match name.as_bytes() {
        [first, middle @ .., last] => {
            first.is_ascii_alphabetic()
                && middle.len() <= 61
                && middle.iter().all(inner)
                && last.is_ascii_alphanumeric()
        }
        _ => false,
    };
    if !valid {
        let rule = "name must match ^[A-Za-z][-A-Za-z0-9]{0,61}[A-Za-z0-9]$";
        return Err(ServiceError::bad_request("invalid-name", rule));
    }
    Ok(name)
}

fn scopes(value: &Value) -> Result<Value, ServiceError> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Array(list) => list.iter().map(scope).collect(),
        _ => Err(wrong_type("scopes", "an array")),
    }
}

fn scope(value: &Value) -> Result<Value, ServiceError> {
    let object = value.as_object().ok_or_else(|| wrong_type("scopes[]", "an object"))?;
    only(object, &["type", "name", "actions"])?;
    let actions = match object.get("actions") {
        Some(Value::Null) => Value::Null,
        Some(Value::Array(list)) if list.iter().all(Value::is_string) => Value::Array(list.clone()),
        Some(_) => return Err(wrong_type("actions", "an array of strings")),
        None => return Err(missing("actions")),
    };
    Ok(json!({"type": string(object, "type")?, "name": string(object, "name")?, "actions": actions}))
}

fn status(value: &Value) -> Result<String, ServiceError> {
    match value.as_str() {
        Some(word @ ("enabled" | "disabled")) => Ok(word.to_owned()),
        _ => Err(ServiceError::bad_request("invalid-status", "status must be enabled or disabled")),
    }
}

fn expiry(value: &Value, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ServiceError> {
    if value.is_null() {
        return Ok(None);
    }
    let text = value.as_str().ok_or_else(|| wrong_type("expiryDate", "a string"))?;
    let time = DateTime::parse_from_rfc3339(text)
        .map_err(|_| wrong_type("expiryDate", "a date-time with an offset"))?
        .with_timezone(&Utc);
    if time.signed_duration_since(now) < TimeDelta::hours(1) {
        let rule = "expiryDate must be at least one hour in the future";
        return Err(ServiceError::bad_request("invalid-expiry-date", rule));
    }
    Ok(Some(time.trunc_subsecs(0)))
}

fn string(object: &Map<String, Value>, field: &str) -> Result<String, ServiceError> {
    match object.get(field) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(wrong_type(field, "a string")),
        None => Err(missing(field)),
    }
}

fn missing(field: &str) -> ServiceError {
    ServiceError::bad_request("missing-field", format!("{field} is required"))
}

fn wrong_type(field: &str, wanted: &str) -> ServiceError {
    ServiceError::bad_request("wrong-type", format!("{field} must be {wanted}"))
}
