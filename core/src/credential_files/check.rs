//! What the files cannot express, and names that nothing would ever match.

use crate::error::Error;
use crate::models::Credentials;

/// The longest name of an object in Kubernetes (a DNS subdomain), and of a namespace (a DNS label).
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Checks that a login can be written as `user:password`.
pub(super) fn credentials(operation: &'static str, credentials: &Credentials) -> Result<(), Error> {
    let refuse = |reason| Err(Error::invalid_argument(operation, reason));
    let is_control = |text: &str| text.chars().any(char::is_control);
    match (credentials.username.as_str(), credentials.password.reveal()) {
        ("", _) => refuse("the user name is empty, which docker refuses"),
        (name, _) if name.contains(':') => {
            refuse("the user name holds a colon, which separates it from the password in these files")
        }
        (name, _) if is_control(name) => refuse("the user name holds control characters"),
        (_, "") => refuse("the password is empty"),
        (_, password) if password.contains('\0') => {
            refuse("the password holds a NUL character, which docker cuts off")
        }
        (_, password) if password.ends_with(['\n', '\r']) => refuse(
            "the password ends with a line break, as if it came from echo: it would be sent and refused",
        ),
        _ => Ok(()),
    }
}

/// Checks that clients would look for this key: they compare it with what stands in front of an image's name.
pub(super) fn hostname(operation: &'static str, hostname: &str) -> Result<(), Error> {
    let wrong = match hostname {
        "" => "hostname must not be empty: a registry has none until it is running",
        _ if hostname.contains("://") => "hostname must be without https://, as in front of an image's name",
        _ if hostname.ends_with('/') => "hostname must not end with a slash",
        _ if hostname.contains(|c: char| c.is_whitespace() || c.is_control() || "@?#\\\"".contains(c)) => {
            "hostname must be a host with a port where there is one, as in front of an image's name"
        }
        _ if hostname.starts_with(['/', ':']) || hostname.contains("//") => {
            "hostname must begin with the name of a host"
        }
        _ if hostname.split_once('/').is_some_and(|(_, path)| path.contains(':')) => {
            "hostname must be without a tag"
        }
        _ if !has_plain_port(hostname) => "hostname must have a number behind the colon",
        _ => return Ok(()),
    };
    Err(Error::invalid_argument(operation, wrong))
}

/// Whether there is no port, or a number; an IPv6 address in brackets has colons of its own.
fn has_plain_port(hostname: &str) -> bool {
    let host = hostname.split('/').next().unwrap_or_default();
    let behind = host.rsplit(']').next().unwrap_or_default();
    behind.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok())
}

/// Checks the name of a Kubernetes object.
pub(super) fn object_name(operation: &'static str, name: &str) -> Result<(), Error> {
    let is_fine = name.len() <= LONGEST_NAME && name.split('.').all(is_label);
    if is_fine {
        return Ok(());
    }
    let reason = "name must be 1 to 253 lower-case letters, digits, hyphens and dots, with a letter or digit at both \
                  ends of each part between dots";
    Err(Error::invalid_argument(operation, reason))
}

/// Checks the name of a Kubernetes namespace.
pub(super) fn namespace(operation: &'static str, name: &str) -> Result<(), Error> {
    if name.len() <= LONGEST_LABEL && is_label(name) {
        return Ok(());
    }
    let reason = "namespace must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";
    Err(Error::invalid_argument(operation, reason))
}

fn is_label(label: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !label.is_empty() && label.bytes().all(is_inner) && !label.starts_with('-') && !label.ends_with('-')
}
