//! The credentials file that the official SDKs share.

use std::path::Path;

use ini::{Ini, ParseOption};
use zeroize::Zeroizing;

use super::config::KeySet;
use crate::Secret;
use crate::error::Error;

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
    let place = path.display();
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|error| Error::config(format!("credentials file {place} cannot be read: {error}")))?;
    pick(&text).map_err(|why| Error::config(format!("credentials file {place}: {why}")))
}

/// Reads the text of a file; a refusal never quotes it, as it holds keys.
pub(crate) fn pick(text: &str) -> Result<CredentialsFile, String> {
    // Values stand as they are: no quotes, escapes or comments behind them, as the SDKs read the file.
    let options = ParseOption { enabled_quote: false, enabled_escape: false, ..ParseOption::default() };
    let file = Ini::load_from_str_opt(text, options)
        .map_err(|error| format!("is not the expected INI (line {}, column {})", error.line, error.col))?;
    let Some(section) = file.section(Some(SECTION)) else {
        return Err(format!("has no section [{SECTION}]"));
    };
    let value = |name: &str| {
        let mut all = section.iter().filter(|(known, _)| known.trim().eq_ignore_ascii_case(name));
        all.next_back().map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
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
        assert!(pick("[basic]\nidp_id = i\nid_token_file = f\n").unwrap().is_federated);
    }

    #[test]
    fn a_refusal_quotes_nothing() {
        for bad in ["[basic\nsk = canary", "[basic]\ncanary", "sk = canary", ""] {
            let why = pick(bad).err().unwrap();
            assert!(!why.contains("canary") && !why.contains(char::is_control), "{why}");
        }
    }
}
