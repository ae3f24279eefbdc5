//! A text that shows itself only when asked.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// What every text form of a [`Secret`] shows instead of its value.
pub(crate) const REDACTED: &str = "[redacted]";

/// A password or token.
///
/// `Debug` and `Display` show `[redacted]`; the value itself comes only from [`Secret::reveal`]. Equality takes the
/// same time wherever two values differ, and this copy is wiped from memory when it is dropped.
///
/// Serialising one is refused: a password that the service shows once must not turn into the word "redacted" in a file.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a value. The caller's own copies stay the caller's concern.
    pub fn new(value: impl Into<String>) -> Self {
        Self(Zeroizing::new(value.into()))
    }

    /// The value in clear.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether the value is the empty text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

impl From<&String> for Secret {
    fn from(value: &String) -> Self {
        Self::new(value.as_str())
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("a Secret is not serialised; call reveal() and store the value on purpose"))
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(SecretVisitor)
    }
}

struct SecretVisitor;

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, value: &str) -> Result<Secret, E> {
        Ok(Secret::new(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Secret, E> {
        Ok(Secret::new(value))
    }
}

/// Replaces every occurrence of the given secrets in a text that comes from outside.
///
/// A service may echo what it was sent; its words go into errors, the credentials in them must not.
pub(crate) fn redact(text: &str, secrets: &[Secret]) -> String {
    let mut clean = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let given = Zeroizing::new(secret.reveal().to_owned());
        for form in [json_form(&given), line_form(&given), given] {
            if !form.is_empty() && clean.contains(form.as_str()) {
                let next = clean.replace(form.as_str(), REDACTED);
                clean.zeroize();
                clean = next;
            }
        }
    }
    clean
}

/// How a text stands in a header or another place of one line, where controls become blanks and those at its ends go.
fn line_form(text: &str) -> Zeroizing<String> {
    let line = Zeroizing::new(text.replace(char::is_control, " "));
    Zeroizing::new(line.trim().to_owned())
}

/// How a text stands in JSON, without the quotes around it: a service may repeat the body that it was sent.
fn json_form(text: &str) -> Zeroizing<String> {
    let quoted = Zeroizing::new(serde_json::Value::from(text).to_string());
    Zeroizing::new(quoted[1..quoted.len() - 1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_form_hides_the_value() {
        let secret = Secret::new("canary-5f1e");
        for text in
            [format!("{secret}"), format!("{secret:?}"), format!("{secret:#?}"), format!("{secret:>30}")]
        {
            assert!(text.contains(REDACTED) && !text.contains("canary"), "{text}");
        }
    }

    #[test]
    fn serialising_is_refused_with_the_cure() {
        let refusal = serde_json::to_string(&Secret::new("canary-5f1e")).unwrap_err().to_string();
        assert!(refusal.contains("reveal()") && !refusal.contains("canary"), "{refusal}");
    }

    #[test]
    fn equality_is_by_value() {
        assert_eq!(Secret::new("a"), Secret::from("a"));
        assert_ne!(Secret::new("a"), Secret::new("ab"));
    }

    #[test]
    fn a_dropped_one_is_wiped() {
        // Memory that is gone cannot be looked at; the type promises it.
        fn promises_it<T: zeroize::ZeroizeOnDrop>(_: &T) {}
        promises_it(&Secret::new("canary-5f1e").0);
    }

    #[test]
    fn echoed_secrets_are_replaced_everywhere() {
        let secrets = [Secret::new("s3cret"), Secret::new("")];
        assert_eq!(redact("s3cret and s3cret", &secrets), "[redacted] and [redacted]");
    }
}
