//! Where the service is in each region.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::one_line::file_name;

/// The service's name in the file of endpoints.
const SERVICE: &str = "SWR";

/// The regions with an address of IAM of their own, as the official SDKs know them; for the others there is one for all.
const IAM_REGIONS: &[&str] = &[
    "ae-ad-1",
    "af-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "cn-east-2",
    "cn-east-3",
    "cn-east-4",
    "cn-east-5",
    "cn-north-1",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-north-12",
    "cn-south-1",
    "cn-south-2",
    "cn-southwest-2",
    "eu-west-0",
    "la-north-2",
    "la-south-2",
    "me-east-1",
    "my-kualalumpur-1",
    "na-mexico-1",
    "ru-moscow-1",
    "sa-brazil-1",
    "tr-west-1",
];

/// The address of the API in a region.
pub(crate) fn endpoint(region: &str) -> String {
    // The one region under another top-level domain.
    let domain = if region == "eu-west-101" { "myhuaweicloud.eu" } else { "myhuaweicloud.com" };
    format!("https://swr-api.{region}.{domain}")
}

/// The address of IAM for a region.
pub(crate) fn iam_endpoint(region: &str) -> String {
    if IAM_REGIONS.contains(&region) {
        format!("https://iam.{region}.myhuaweicloud.com")
    } else {
        "https://iam.myhuaweicloud.com".to_owned()
    }
}

/// The variable that names the address of the API in a region.
pub(crate) fn variable(region: &str) -> String {
    format!("HUAWEICLOUD_SDK_REGION_{SERVICE}_{}", region.replace('-', "_").to_uppercase())
}

/// The first of several addresses; the official SDKs list further ones for hosts that are down.
pub(crate) fn first(addresses: &str) -> String {
    addresses.split(',').next().unwrap_or_default().trim().to_owned()
}

/// Checks the name of a region, which becomes a part of host names.
pub(crate) fn check(region: &str) -> Result<(), Error> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_name = region.bytes().all(is_plain) && region.split('-').all(|part| !part.is_empty());
    let reason = "region must be lower-case letters, digits and hyphens, such as cn-north-4";
    is_name.then_some(()).ok_or_else(|| Error::config(reason))
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    endpoint: Option<String>,
    #[serde(default)]
    endpoints: Option<Endpoints>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Endpoints {
    One(String),
    Several(Vec<String>),
}

/// What the file of endpoints says of a region.
pub(crate) fn read(path: &Path, region: &str) -> Result<Option<String>, Error> {
    let place = file_name(path);
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::config(format!("regions file {place} cannot be read: {error}")))?;
    pick(&text, region).map_err(|why| Error::config(format!("regions file {place}: {why}")))
}

/// Reads the text of a file; a refusal never quotes it.
pub(crate) fn pick(text: &str, region: &str) -> Result<Option<String>, String> {
    let services: Option<BTreeMap<String, Value>> =
        serde_saphyr::from_str(text).map_err(|error| match error.location() {
            Some(at) => format!("is not the expected YAML (line {}, column {})", at.line(), at.column()),
            None => "is not the expected YAML".to_owned(),
        })?;
    // What stands there for other services is theirs.
    let mut services = services.unwrap_or_default().into_iter();
    let Some((_, own)) = services.find(|(service, _)| service.eq_ignore_ascii_case(SERVICE)) else {
        return Ok(None);
    };
    let entries: Option<Vec<Entry>> = serde_json::from_value(own)
        .map_err(|_| format!("is not the expected YAML ({SERVICE} is not a list of regions)"))?;
    let mut entries = entries.unwrap_or_default().into_iter();
    let Some(entry) = entries.find(|entry| entry.id.as_deref() == Some(region)) else { return Ok(None) };
    let addresses = match entry.endpoints {
        None => Vec::new(),
        Some(Endpoints::One(addresses)) => vec![addresses],
        Some(Endpoints::Several(addresses)) => addresses,
    };
    let addresses = addresses.into_iter().chain(entry.endpoint);
    Ok(addresses.map(|address| first(&address)).find(|address| !address.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_follow_the_region() {
        assert_eq!(endpoint("cn-north-4"), "https://swr-api.cn-north-4.myhuaweicloud.com");
        assert_eq!(endpoint("eu-west-101"), "https://swr-api.eu-west-101.myhuaweicloud.eu");
        assert_eq!(iam_endpoint("cn-north-4"), "https://iam.cn-north-4.myhuaweicloud.com");
        assert_eq!(iam_endpoint("eu-west-101"), "https://iam.myhuaweicloud.com");
        assert_eq!(variable("cn-north-4"), "HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4");
    }

    #[test]
    fn a_region_is_a_part_of_a_host_name() {
        for bad in ["", "-", "a-", "a.b", "a/b", "a@b", "CN-NORTH-4", "a b", "é"] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(check("cn-north-4").is_ok());
    }

    #[test]
    fn the_file_names_endpoints_of_services() {
        let text = "Comment: mine\nECS: {}\nswr:\n  - endpoint: https://no.example\n  - id: lab\n    \
                    endpoints: ['https://swr.example, https://second.example']\n  - id: text\n    endpoints: 'a.example,b.example'\n  - id: other\n    endpoint: other.example\n";
        assert_eq!(pick(text, "lab").unwrap().as_deref(), Some("https://swr.example"));
        assert_eq!(pick(text, "text").unwrap().as_deref(), Some("a.example"));
        assert_eq!(pick(text, "other").unwrap().as_deref(), Some("other.example"));
        assert_eq!(pick(text, "cn-north-4").unwrap(), None);
        assert_eq!(pick("", "lab").unwrap(), None);
        for bad in ["SWR: {canary", "SWR: canary", "- canary"] {
            let why = pick(bad, "lab").unwrap_err();
            assert!(why.contains("YAML") && !why.contains("canary"), "{why}");
        }
    }
}
