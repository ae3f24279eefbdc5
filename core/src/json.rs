//! Reading the service's JSON: lenient in what may be missing, exact in what must be there.

use chrono::{Datelike, Timelike};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::error::Category;
use serde_path_to_error::Segment;

use crate::transport::{Answer, Unreadable};

/// Reads a whole body as `T`; the reason of a failure names the place, and never a value: it may be a password.
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    // Every model is an object. Serde would take a list as well, its items as the fields in their order, so that `[]` would
    // pass for a page without tokens.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Unreadable::new("the answer is a list where an object was promised"));
    }
    read(body)
}

/// Reads a whole body that is a list; `null` is an empty one.
pub(crate) fn decode_list<T: DeserializeOwned>(body: &[u8]) -> Result<Vec<T>, Unreadable> {
    read::<Option<Vec<T>>>(body).map(Option::unwrap_or_default)
}

/// An answer that promises nothing: empty, or whatever JSON the service adds.
///
/// A page is not the service's: it is of somebody in between, such as the login of a hotel's network, and whether the request has
/// ever arrived is not known.
pub(crate) fn nothing(answer: &Answer) -> Result<(), Unreadable> {
    if answer.status.is_success() && answer.body.trim_ascii_start().starts_with(b"<") {
        return Err(Unreadable::new("the answer is a page, and not the service's"));
    }
    Ok(())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    // Keeping track of the place costs half as much again as reading, so only a failure is read a second time for it.
    from_body(body).map_err(|_| Unreadable::new(why_not::<T>(body)))
}

/// As text where it is: its strings need not be looked through again one by one.
fn from_body<'a, T: Deserialize<'a>>(body: &'a [u8]) -> serde_json::Result<T> {
    match str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    }
}

fn why_not<T: DeserializeOwned>(body: &[u8]) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "the answer is empty where JSON was promised".to_owned();
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(_) => "the answer goes on after its JSON".to_owned(),
        Err(error) => describe(&place(error.path()), error.inner()),
    }
}

/// Where something stands in the answer. The keys of a map are the service's words, not names of ours: what does not look like
/// a name is not shown.
fn place(path: &serde_path_to_error::Path) -> String {
    const LONGEST_NAME: usize = 40;
    let is_name = |key: &str| {
        key.len() <= LONGEST_NAME && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let mut place = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => place.push_str(&format!("[{index}]")),
            Segment::Map { key } if is_name(key) => place.push_str(&format!(".{key}")),
            Segment::Enum { .. } => {}
            Segment::Map { .. } | Segment::Unknown => place.push_str(".*"),
        }
    }
    place.trim_start_matches('.').to_owned()
}

fn describe(path: &str, error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "the answer ends in the middle of its JSON".to_owned(),
        Category::Syntax | Category::Io => {
            format!("the answer is not JSON (line {}, column {})", error.line(), error.column())
        }
        Category::Data => {
            let text = error.to_string();
            // These two messages hold the name of a field of ours and nothing that was received.
            let known = ["missing field", "duplicate field"].iter().any(|start| text.starts_with(start));
            let what = match text.split(" at line ").next() {
                Some(what) if known => what,
                _ => "not of the promised type",
            };
            let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
            format!("the answer is not what the API promises: {place}{what}")
        }
    }
}

/// For numbers that the service writes as text, and everybody else as numbers.
pub(crate) mod number_as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Wire {
        Number(u64),
        Text(String),
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
        match Option::deserialize(deserializer)? {
            Some(Wire::Number(number)) => Ok(Some(number)),
            Some(Wire::Text(text)) if text.is_empty() => Ok(None),
            Some(Wire::Text(text)) => text.parse().map(Some).map_err(D::Error::custom),
            None => Ok(None),
        }
    }

    pub(crate) fn serialize<S: Serializer>(number: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
        match number {
            Some(number) => serializer.collect_str(number),
            None => serializer.serialize_none(),
        }
    }
}

/// For switches that the service writes as text, and everybody else as `true` and `false`.
pub(crate) mod switch_as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Wire {
        Switch(bool),
        Text(String),
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
        match Option::deserialize(deserializer)? {
            Some(Wire::Switch(switch)) => Ok(Some(switch)),
            Some(Wire::Text(text)) if text.is_empty() => Ok(None),
            Some(Wire::Text(text)) => text.parse().map(Some).map_err(D::Error::custom),
            None => Ok(None),
        }
    }

    pub(crate) fn serialize<S: Serializer>(switch: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
        match switch {
            Some(switch) => serializer.collect_str(switch),
            None => serializer.serialize_none(),
        }
    }
}

/// For fields where `null` and absence both mean the type's empty value.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// For times that the service leaves out, sends as `null`, or as an empty text.
pub(crate) fn optional_time<'de, D>(deserializer: D) -> Result<Option<crate::Timestamp>, D::Error>
where
    D: Deserializer<'de>,
{
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if !text.is_empty() => time(&text).map(Some).map_err(serde::de::Error::custom),
        _ => Ok(None),
    }
}

/// Reads a time as the service writes it, or says what is wrong with it.
pub(crate) fn time(text: &str) -> Result<crate::Timestamp, String> {
    let time = chrono::DateTime::parse_from_rfc3339(text).map_err(|error| error.to_string())?.to_utc();
    // Its offset can move a time out of the years that RFC 3339 can write: it could not be shown or sent again. And the
    // calendars of some languages begin with the year 1.
    if !(1..=9999).contains(&time.year()) {
        return Err("a year outside 0001 to 9999".to_owned());
    }
    // A leap second: not every language has one.
    let is_leap = time.nanosecond() >= 1_000_000_000;
    Ok(if is_leap { time.with_nanosecond(999_999_999).unwrap_or(time) } else { time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Sample {
        #[serde(default, deserialize_with = "null_as_default")]
        items: Vec<Item>,
        #[serde(default, deserialize_with = "optional_time")]
        until: Option<crate::Timestamp>,
        #[allow(dead_code, reason = "only its place matters")]
        #[serde(default)]
        by_host: std::collections::BTreeMap<String, String>,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Item {
        #[allow(dead_code, reason = "only its presence matters")]
        name: String,
    }

    fn reason(body: &str) -> String {
        decode::<Sample>(body.as_bytes()).unwrap_err().reason
    }

    #[test]
    fn what_may_be_missing_may_be_null() {
        for body in ["{}", r#"{"items":null,"until":null,"new":[1]}"#, r#"{"until":""}"#] {
            let sample: Sample = decode(body.as_bytes()).unwrap();
            assert!(sample.items.is_empty() && sample.until.is_none());
        }
    }

    #[test]
    fn a_failure_names_the_place_and_no_value() {
        assert!(reason(r#"{"items":[{"name":"a"},{}]}"#).contains("items[1]: missing field `name`"));
        let text = reason(r#"{"items":[{"name":["canary"]}]}"#);
        assert!(text.contains("items[0].name") && !text.contains("canary"), "{text}");
        let text = reason(r#"{"by_host":{"evil\nline canary":1}}"#);
        assert!(text.contains("by_host.*") && !text.contains("canary"), "{text}");
        let text = reason(r#"{"items":"canary"}"#);
        assert!(text.contains("items") && !text.contains("canary"), "{text}");
        assert!(reason(r#"{"until":"2031-05-04"}"#).contains("until"));
        assert!(reason(r#"{"items":[],"items":[]}"#).contains("duplicate field `items`"));
    }

    #[test]
    fn broken_json_is_told_apart() {
        assert!(reason("").contains("empty"));
        assert!(reason(" \n").contains("empty"));
        assert!(reason(r#"{"items":["#).contains("ends in the middle"));
        assert!(reason("<html>").contains("not JSON (line 1, column 1)"));
        assert!(reason("{} {}").contains("goes on"));
    }

    #[test]
    fn a_list_is_no_object() {
        assert!(reason(" []").contains("a list where an object was promised"));
        assert!(reason("[[{\"name\":\"a\"}],null]").contains("a list"));
    }

    #[test]
    fn a_time_that_cannot_be_written_again_is_refused() {
        for time in ["9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59"] {
            assert!(reason(&format!(r#"{{"until":"{time}"}}"#)).contains("until"));
        }
        assert!(decode::<Sample>(br#"{"until":"9999-12-31T23:59:59Z"}"#).is_ok());
    }
}
