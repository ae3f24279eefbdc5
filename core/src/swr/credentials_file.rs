//! The credentials file that the official SDKs share.

use std::path::Path;

use configparser::ini::Ini;
use zeroize::Zeroizing;

use super::config::KeySet;
use crate::Secret;
use crate::error::Error;
use crate::one_line::file_name;

/// The section for services of a region, as SWR is one.
const SECTION: &str = "basic";

/// What a client takes from the file.
#[derive(Default)]
pub(crate) struct CredentialsFile {
    pub(crate) keys: KeySet,
    pub(crate) project_id: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
    /// It wants a login by federated identity.
    pub(crate) is_federated: bool,
}

pub(crate) fn read(path: &Path) -> Result<CredentialsFile, Error> {
    let place = file_name(path);
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|error| Error::config(format!("credentials file {place} cannot be read: {error}")))?;
    pick(&text).map_err(|why| Error::config(format!("credentials file {place}: {why}")))
}

/// Reads the text of a file; a refusal never quotes it, as it holds keys.
pub(crate) fn pick(text: &str) -> Result<CredentialsFile, String> {
    let mut file = Ini::new();
    // The SDKs read a value to the end of its line.
    file.set_inline_comment_symbols(Some(&[]));
    file.read(text.trim_start_matches('\u{feff}').to_owned()).map_err(|error| {
        let place = error.split_once(':').map_or("", |(place, _)| place);
        format!("is not the expected INI ({place})")
    })?;
    if !file.sections().iter().any(|name| name == SECTION) {
        return Err(format!("has no section [{SECTION}]"));
    }
    let value = |name: &str| file.get(SECTION, name).filter(|value| !value.is_empty());
    Ok(CredentialsFile {
        keys: KeySet {
            token: None,
            access_key: value("ak"),
            secret_key: value("sk").map(Secret::from),
            security_token: value("security_token").map(Secret::from),
        },
        project_id: value("project_id"),
        iam_endpoint: value("iam_endpoint"),
        is_federated: value("idp_id").is_some() && value("id_token_file").is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_for_regional_services_counts() {
        let text = "# mine\n[global]\nak = other\n[basic]\nAK = key\nsk: 'canary#;\\n'\nsecurity_token=\nproject_id = p1 \n";
        let file = pick(text).unwrap();
        assert_eq!(file.keys.access_key.as_deref(), Some("key"));
        assert_eq!(file.keys.secret_key, Some(Secret::from("'canary#;\\n'")));
        assert!(file.keys.security_token.is_none() && file.iam_endpoint.is_none() && !file.is_federated);
        assert_eq!(file.project_id.as_deref(), Some("p1"));
        assert!(pick("\u{feff}[basic]\nak = a\n").unwrap().keys.access_key.is_some());
        assert!(pick("[basic]\nidp_id = i\nid_token_file = f\n").unwrap().is_federated);
    }

    #[test]
    fn a_refusal_quotes_nothing() {
        for bad in ["[basic\nsk = canary", "[basic]\n = canary", "sk = canary", ""] {
            let why = pick(bad).err().unwrap();
            assert!(!why.contains("canary") && !why.contains(char::is_control), "{why}");
        }
    }
}
