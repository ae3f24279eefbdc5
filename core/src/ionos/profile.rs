//! The profile file that IONOS's command line tool and Terraform provider share.

use std::path::Path;

use serde::Deserialize;
use zeroize::Zeroizing;

use crate::Secret;
use crate::error::Error;
use crate::one_line::{file_name, one_line};

/// What a client takes from its profile.
#[derive(Default)]
pub(crate) struct Profile {
    pub(crate) token: Option<Secret>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) base_url: Option<String>,
    pub(crate) ca_certs: Option<Vec<u8>>,
    /// It wants the service's certificate to go unverified.
    pub(crate) skips_verification: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    #[serde(default)]
    current_profile: Option<String>,
    #[serde(default)]
    profiles: Option<Vec<Entry>>,
    #[serde(default)]
    environments: Option<Vec<Environment>>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    environment: Option<String>,
    #[serde(default)]
    credentials: Option<Credentials>,
}

#[derive(Deserialize, Default)]
struct Credentials {
    #[serde(default)]
    token: Option<Secret>,
    #[serde(default)]
    username: Option<String>,
    #[serde(default)]
    password: Option<Secret>,
}

#[derive(Deserialize)]
struct Environment {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    products: Option<Vec<Product>>,
}

#[derive(Deserialize)]
struct Product {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    endpoints: Option<Vec<Endpoint>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    skip_tls_verify: Option<bool>,
    #[serde(default)]
    certificate_auth_data: Option<String>,
}

/// Reads the file and picks the profile `wanted`, else the file's current one.
pub(crate) fn read(path: &Path, wanted: Option<&str>) -> Result<Profile, Error> {
    let place = file_name(path);
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|error| Error::config(format!("config file {place} cannot be read: {error}")))?;
    pick(&text, wanted).map_err(|why| Error::config(format!("config file {place}: {why}")))
}

/// Picks a profile from the text of a file; a refusal never quotes the text, which holds passwords.
pub(crate) fn pick(text: &str, wanted: Option<&str>) -> Result<Profile, String> {
    let file: File = serde_saphyr::from_str(text).map_err(|error| match error.location() {
        Some(at) => format!("is not the expected YAML (line {}, column {})", at.line(), at.column()),
        None => "is not the expected YAML".to_owned(),
    })?;
    let Some(name) = wanted.or(file.current_profile.as_deref()) else {
        return Err("names no currentProfile; set IONOS_CURRENT_PROFILE or pass profile".to_owned());
    };
    let profiles = file.profiles.unwrap_or_default();
    let known = known_names(&profiles);
    let is_wanted = |entry: &Entry| entry.name.as_deref().is_some_and(|own| is_same(own, name));
    let Some(entry) = profiles.into_iter().find(is_wanted) else {
        return Err(format!("has no profile {:?}; it has: {known}", one_line(name)));
    };
    let credentials = entry.credentials.unwrap_or_default();
    let mut profile = Profile {
        token: credentials.token.filter(|token| !token.is_empty()),
        username: credentials.username.filter(|name| !name.is_empty()),
        password: credentials.password.filter(|password| !password.is_empty()),
        ..Profile::default()
    };
    let environments = file.environments.unwrap_or_default();
    let endpoint = entry.environment.and_then(|environment| find_endpoint(environments, &environment));
    if let Some(endpoint) = endpoint {
        profile.skips_verification = endpoint.skip_tls_verify == Some(true);
        profile.base_url = endpoint.name.filter(|url| !url.is_empty());
        profile.ca_certs =
            endpoint.certificate_auth_data.filter(|pem| !pem.trim().is_empty()).map(String::into_bytes);
    }
    Ok(profile)
}

/// The names of the profiles for an error's text.
fn known_names(profiles: &[Entry]) -> String {
    one_line(&profiles.iter().filter_map(|entry| entry.name.as_deref()).collect::<Vec<_>>().join(", "))
}

fn find_endpoint(environments: Vec<Environment>, wanted: &str) -> Option<Endpoint> {
    const PRODUCT: &str = "containerregistry";
    let named = |name: &Option<String>, wanted: &str| name.as_deref().is_some_and(|own| is_same(own, wanted));
    let environment = environments.into_iter().find(|one| named(&one.name, wanted))?;
    let product = environment.products?.into_iter().find(|one| named(&one.name, PRODUCT))?;
    product.endpoints?.into_iter().next()
}

/// Names are compared without case and without blanks around them, as the other tools do.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
version: 1.0
currentProfile: " CI "
profiles:
  - name: ci
    environment: Prod
    credentials: { token: canary-token, username: u, password: canary-password }
  - name: bare
environments:
  - name: prod
    products:
      - name: ContainerRegistry
        endpoints:
          - name: https://gateway.example.net/containerregistries
            location: ""
            skipTlsVerify: false
"#;

    #[test]
    fn the_current_profile_is_found_without_case_and_blanks() {
        let profile = pick(FILE, None).unwrap();
        assert_eq!(profile.token, Some(Secret::from("canary-token")));
        assert_eq!(profile.base_url.as_deref(), Some("https://gateway.example.net/containerregistries"));
        assert!(profile.ca_certs.is_none());
        assert!(pick(FILE, Some("bare")).unwrap().token.is_none());
    }

    #[test]
    fn an_unknown_profile_is_refused_with_the_known_ones() {
        let why = pick(FILE, Some("other")).err().unwrap();
        assert!(why.contains("\"other\"") && why.contains("ci, bare"), "{why}");
    }

    #[test]
    fn a_wish_to_skip_verification_is_seen() {
        let profile = pick(&FILE.replace("skipTlsVerify: false", "skipTlsVerify: true"), None).unwrap();
        assert!(profile.skips_verification && !pick(FILE, None).unwrap().skips_verification);
    }

    #[test]
    fn a_malformed_file_is_refused_without_quoting_it() {
        for bad in ["profiles: {canary", "profiles:\n  - name: [canary]\n", "\tcanary", "profiles: canary"] {
            let why = pick(bad, Some("ci")).err().unwrap();
            assert!(why.contains("YAML") && !why.contains("canary"), "{why}");
        }
        assert!(pick("{}", None).err().unwrap().contains("IONOS_CURRENT_PROFILE"));
    }

    #[test]
    fn an_error_stays_one_line_of_bounded_length() {
        let text =
            format!("profiles: [{{name: &a \"x\\n\\0{}\"}}{}]", "y".repeat(60), ", {name: *a}".repeat(50));
        let why = pick(&text, Some("ci")).err().unwrap();
        assert!(why.len() < 600 && !why.contains(char::is_control), "{why:?}");
    }
}
