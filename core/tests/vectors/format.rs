//! The format of a vector. An unknown key is an error.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code, reason = "for readers of the file")]
    about: String,
    vectors: Vec<Vector>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    pub id: String,
    #[allow(dead_code, reason = "for readers of the file")]
    pub about: String,
    #[serde(default)]
    pub provider: Provider,
    #[serde(default)]
    pub needs: Vec<String>,
    #[serde(default)]
    pub client: BTreeMap<String, Value>,
    pub call: Call,
    pub exchanges: Value,
    #[serde(default, deserialize_with = "present")]
    pub result: Option<Value>,
    #[serde(default)]
    pub error: Option<ExpectedError>,
    #[serde(default)]
    pub count: Option<usize>,
    #[serde(default)]
    pub first: Option<Value>,
    #[serde(default)]
    pub last: Option<Value>,
    #[serde(default)]
    pub response: Option<ExpectedResponse>,
    #[serde(default)]
    pub events: Option<Vec<ExpectedEvent>>,
    #[serde(default)]
    pub api_json: Option<Value>,
    #[serde(default)]
    pub hidden: Vec<String>,
    #[serde(default)]
    pub wrong: Option<String>,
}

/// The service whose client makes the call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    #[default]
    Ionos,
    Swr,
}

/// Tells `null` from a missing key.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub operation: String,
    #[serde(default)]
    pub arguments: BTreeMap<String, Value>,
    #[serde(default)]
    pub options: CallOptions,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallOptions {
    pub timeout_ms: Option<u64>,
    pub max_retries: Option<u32>,
    #[serde(default)]
    pub extra_headers: BTreeMap<String, Value>,
    #[serde(default)]
    pub extra_query: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedError {
    pub kind: String,
    pub operation: String,
    pub http_status: Option<u16>,
    #[serde(default)]
    pub details: Vec<Value>,
    pub request_id: Option<String>,
    #[serde(default)]
    pub attempts: u32,
    pub retry_after_ms: Option<u64>,
    #[serde(default)]
    pub retryable: bool,
    #[serde(default)]
    pub outcome_unknown: bool,
    pub resource_id: Option<String>,
    #[serde(default)]
    pub contains: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedResponse {
    pub http_status: Option<u16>,
    #[serde(default, deserialize_with = "present")]
    pub request_id: Option<Value>,
    pub attempts: Option<u32>,
    pub headers: Option<BTreeMap<String, String>>,
    pub body_base64: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedEvent {
    pub operation: String,
    pub provider: String,
    pub http_method: String,
    pub url_template: String,
    pub attempt: u32,
    pub http_status: Option<u16>,
    pub error_kind: Option<String>,
    #[serde(default)]
    pub retry: bool,
    #[serde(default)]
    pub outcome_unknown: bool,
    pub request_id: Option<String>,
}

pub type Read = Result<Vec<Vector>, String>;

/// The vector files of a folder, by name.
pub fn read_folder(folder: &Path) -> Vec<(PathBuf, Read)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), read_file(&path))).collect()
}

/// What a language may lack.
const NEEDS: &[&str] =
    &["naive_time", "string_ids", "signed_ids", "open_patch", "untyped_json", "response_details", "api_json"];

fn read_file(path: &Path) -> Read {
    let text = std::fs::read_to_string(path).map_err(|why| why.to_string())?;
    let json: Value = serde_json::from_str(&text).map_err(|why| why.to_string())?;
    // Known answers of a signature are run elsewhere.
    if json.get("algorithm").is_some() {
        return Ok(Vec::new());
    }
    let file: File = serde_json::from_value(json).map_err(|why| why.to_string())?;
    let needs = file.vectors.iter().flat_map(|vector| &vector.needs);
    match needs.into_iter().find(|need| !NEEDS.contains(&need.as_str())) {
        Some(unknown) => Err(format!("unknown word in needs: {unknown}")),
        None => Ok(file.vectors),
    }
}
