//! The content of a target registry, as it is created and replaced.

use std::net::IpAddr;

use serde_json::Value;

use super::answers::Refusal;
use super::body::Fields;

const KNOWN: [&str; 10] = [
    "name",
    "description",
    "type",
    "project_id",
    "region_id",
    "instance_id",
    "url",
    "credential",
    "dns_conf",
    "insecure",
];
const TYPES: [&str; 3] = ["swr-pro", ENTERPRISE, "huawei-SWR"];
/// Another Enterprise instance.
const ENTERPRISE: &str = "swr-pro-internal";

pub(super) struct RegistryBody {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) kind: String,
    pub(super) project_id: Option<String>,
    pub(super) region_id: String,
    pub(super) instance_id: String,
    pub(super) url: String,
    pub(super) credential: Credential,
    pub(super) dns_conf: Option<Value>,
    pub(super) insecure: bool,
}

/// Not `Debug`: it holds the password.
pub(super) struct Credential {
    pub(super) access_key: String,
    pub(super) access_secret: String,
}

impl RegistryBody {
    pub(super) fn parse(body: &Value) -> Result<Self, Refusal> {
        let fields = Fields::new(body, "the body", &KNOWN)?;
        let parsed = Self {
            name: fields.text("name")?,
            description: fields.optional_text("description")?.unwrap_or_default(),
            kind: fields.text("type")?,
            project_id: fields.optional_text("project_id")?,
            region_id: fields.optional_text("region_id")?.unwrap_or_default(),
            instance_id: fields.optional_text("instance_id")?.unwrap_or_default(),
            url: fields.text("url")?,
            credential: credential(fields.required("credential")?)?,
            dns_conf: fields.get("dns_conf").map(dns_conf).transpose()?,
            insecure: fields.flag("insecure")?,
        };
        if !valid_name(&parsed.name) {
            let rule = "name: 1 to 64 letters, digits, Chinese characters, - and _";
            return Err(Refusal::invalid(rule));
        }
        if !TYPES.contains(&parsed.kind.as_str()) {
            return Err(Refusal::invalid(format!("type must be one of {}", TYPES.join(", "))));
        }
        if parsed.kind == ENTERPRISE {
            for key in ["project_id", "region_id", "instance_id"] {
                fields.text(key)?;
            }
            if !parsed.insecure {
                return Err(Refusal::invalid(format!("insecure must be true for {ENTERPRISE}")));
            }
        }
        Ok(parsed)
    }
}

fn valid_name(name: &str) -> bool {
    let allowed = |letter: char| {
        letter.is_ascii_alphanumeric() || "-_".contains(letter) || ('\u{4e00}'..='\u{9fa5}').contains(&letter)
    };
    (1..=64).contains(&name.chars().count()) && name.chars().all(allowed)
}

/// The secret may not be empty: what is read back is, and who replaces a registry by what was read would lose it.
fn credential(value: &Value) -> Result<Credential, Refusal> {
    let fields = Fields::new(value, "credential", &["type", "access_key", "access_secret"])?;
    if fields.text("type")? != "basic" {
        return Err(Refusal::invalid("credential: type must be basic"));
    }
    Ok(Credential { access_key: fields.text("access_key")?, access_secret: fields.text("access_secret")? })
}

fn dns_conf(value: &Value) -> Result<Value, Refusal> {
    let fields = Fields::new(value, "dns_conf", &["hosts"])?;
    let hosts = fields.required("hosts")?;
    let address = |value: &Value| value.as_str().is_some_and(|text| text.parse::<IpAddr>().is_ok());
    match hosts.as_object() {
        Some(hosts) if hosts.values().all(address) => Ok(value.clone()),
        _ => Err(Refusal::invalid("dns_conf: hosts must map host names to IP addresses")),
    }
}
