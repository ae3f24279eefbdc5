//! The variables that a client looks up: those of the process, or those that a binding hands over where a thread of its
//! language has its own.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::{ionos, swr};

/// What may be looked up. Nothing else is ever found, so a binding need not hand over more.
const PREFIXES: &[&str] = &[ionos::VARIABLES, swr::VARIABLES];
const NAMES: &[&str] = &[
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "REQUEST_METHOD",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/// Whether a client may look up the variable of this name.
pub fn looks_up(name: &str) -> bool {
    is_ours(name) || NAMES.iter().any(|known| is_same(known, name))
}

fn is_ours(name: &str) -> bool {
    PREFIXES.iter().any(|prefix| begins(name, prefix))
}

fn begins(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len()).is_some_and(|start| is_same(start, prefix))
}

/// Windows knows variables in any case; a list that was handed over has them as they were written.
fn is_same(one: &str, other: &str) -> bool {
    if cfg!(windows) { one.eq_ignore_ascii_case(other) } else { one == other }
}

/// What stands for the process's own environment.
///
/// Without `SSL_CERT_FILE` and `SSL_CERT_DIR` among the variables the platform's certificates are loaded by the platform's own
/// rules, which on Linux look both up in the process.
#[derive(Clone, Default)]
pub struct Environment {
    /// The variables, by name; those that [`looks_up`] does not name are of no use.
    pub variables: BTreeMap<String, String>,
    /// The user's home folder.
    pub home: Option<PathBuf>,
}

/// Where a client looks.
pub(crate) enum Source {
    Nowhere,
    Process,
    HandedOver(Environment),
}

impl Source {
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        match self {
            _ if !looks_up(name) => None,
            Self::Nowhere => None,
            Self::Process => std::env::var(name).ok(),
            Self::HandedOver(environment) => {
                let mut all = environment.variables.iter();
                all.find(|(known, _)| is_same(known, name)).map(|(_, value)| value.clone())
            }
        }
    }

    pub(crate) fn home(&self) -> Option<PathBuf> {
        match self {
            Self::Nowhere => None,
            Self::Process => std::env::home_dir(),
            Self::HandedOver(environment) => environment.home.clone(),
        }
    }

    /// One of a service's variables that is set to what is no text; taken for unset it could change whom a client trusts.
    pub(crate) fn unreadable(&self, prefix: &str) -> Option<String> {
        match self {
            Self::Nowhere => None,
            Self::Process => {
                let mut all =
                    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
                all.find(|(name, value)| begins(name, prefix) && value.to_str().is_none())
                    .map(|(name, _)| name)
            }
            // A language that has nothing but text for a variable shows this for bytes that are none.
            Self::HandedOver(environment) => {
                let mut all = environment.variables.iter();
                all.find(|(name, value)| begins(name, prefix) && value.contains(char::REPLACEMENT_CHARACTER))
                    .map(|(name, _)| name.clone())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_over_stands_for_the_process() {
        let variables = [("IONOS_TOKEN", "t"), ("HOME", "/h"), ("IONOS_PROFILE", "caf\u{fffd}")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let source = Source::HandedOver(Environment { variables, home: Some("/elsewhere".into()) });
        assert_eq!(source.variable("IONOS_TOKEN").as_deref(), Some("t"));
        // The process has one, and the list is the only door.
        assert_eq!((source.variable("PATH"), source.variable("HOME")), (None, None));
        assert_eq!(source.home(), Some("/elsewhere".into()));
        assert_eq!(source.unreadable("IONOS_").as_deref(), Some("IONOS_PROFILE"));
        assert_eq!(source.unreadable("HUAWEICLOUD_SDK_"), None);
        assert!(Source::Process.variable("PATH").is_none());
        assert!(Source::Nowhere.home().is_none() && Source::Nowhere.unreadable("IONOS_").is_none());
    }
}
