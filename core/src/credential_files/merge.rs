//! One login among all else that a user's file holds.

use std::path::Path;

use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstInputValue, CstObject, CstObjectProp, CstRootNode};
use serde::de::IgnoredAny;

use super::check;
use super::docker_config::{self, auth};
use super::write::{Replacement, failed};
use crate::error::Error;
use crate::models::{ConfigMerge, Credentials};

pub(super) const OPERATION: &str = "credentials.merge_into";

/// What podman, docker and kubectl write beside `auth`; it would contradict the new login, and an identity token wins over it.
const OUTDATED: &[&str] = &["username", "password", "identitytoken", "registrytoken"];

/// Writes a login into a file that may be there or not.
pub(crate) fn merge_into(
    credentials: &Credentials,
    path: &Path,
    hostname: &str,
) -> Result<ConfigMerge, Error> {
    check::credentials(OPERATION, credentials)?;
    check::hostname(OPERATION, hostname)?;
    if path.as_os_str().is_empty() {
        return Err(Error::invalid_argument(OPERATION, "path must not be empty"));
    }
    if path.starts_with("~") {
        let reason = "path must not begin with ~, which only a shell takes for the home folder";
        return Err(Error::invalid_argument(OPERATION, reason));
    }
    let file = Replacement::begin(path)?;
    let before = file.read()?;
    if before.trim_ascii().is_empty() {
        file.write(docker_config::text(credentials, hostname))?;
        return Ok(ConfigMerge { shadowed_by: None });
    }
    let (text, merge) =
        merged(&before, credentials, hostname).map_err(|why| failed(file.path(), why, None))?;
    file.write(text)?;
    Ok(merge)
}

/// The text of a file with the login in it; or why there is no place for it.
pub(super) fn merged(
    before: &str,
    credentials: &Credentials,
    hostname: &str,
) -> Result<(String, ConfigMerge), String> {
    // Docker reads JSON and nothing of its dialects, which the parser that keeps every byte takes as well. Only the place of a
    // mistake is told: what stands there may be a password.
    serde_json::from_str::<IgnoredAny>(before)
        .map_err(|error| format!("is not JSON (line {}, column {})", error.line(), error.column()))?;
    let root = CstRootNode::parse(before, &ParseOptions::default()).map_err(|_| "is not JSON")?;
    let object = root.object_value().ok_or("is JSON, but not an object")?;
    let auths = child(&object, "auths")?;
    let entry = child(&auths, hostname)?;
    for name in OUTDATED {
        while let Some(outdated) = only(&entry, name)? {
            outdated.remove();
        }
    }
    let auth = CstInputValue::String(auth(credentials).to_string());
    match only(&entry, "auth")? {
        Some(property) => property.set_value(auth),
        None => {
            entry.append("auth", auth);
        }
    }
    Ok((root.to_string(), ConfigMerge { shadowed_by: shadow(&object, hostname)? }))
}

/// The object of this name, made where there is none or `null`.
fn child(object: &CstObject, name: &str) -> Result<CstObject, String> {
    let Some(property) = only(object, name)? else {
        return Ok(object.object_value_or_set(name));
    };
    let is_null = property.value().is_some_and(|value| value.as_null_keyword().is_some());
    match property.object_value() {
        Some(inner) => Ok(inner),
        None if is_null => Ok(property.object_value_or_set()),
        None => Err(format!("holds {name:?}, but not as an object")),
    }
}

/// The property of this name. Which of two counts depends on who reads the file.
fn only(object: &CstObject, name: &str) -> Result<Option<CstObjectProp>, String> {
    let mut found =
        object.properties().into_iter().filter(|property| property.decoded_name().as_deref() == Some(name));
    match (found.next(), found.next()) {
        (first, None) => Ok(first),
        _ => Err(format!("holds {name:?} twice in one object")),
    }
}

/// The helper that docker asks instead. An entry for the host counts also where it is empty: then docker reads the file. For
/// a part of a registry podman asks the helper of its host.
fn shadow(object: &CstObject, hostname: &str) -> Result<Option<String>, String> {
    let text = |object: &CstObject, name: &str| -> Result<Option<String>, String> {
        let value = only(object, name)?.and_then(|property| property.value());
        Ok(value.and_then(|value| value.as_string_lit()).and_then(|text| text.decoded_value().ok()))
    };
    let is_named = |helper: &String| !helper.is_empty();
    let host = hostname.split('/').next().unwrap_or(hostname);
    if let Some(helpers) = only(object, "credHelpers")?.and_then(|property| property.object_value()) {
        for name in [hostname, host] {
            if let Some(helper) = text(&helpers, name)? {
                return Ok(Some(helper).filter(is_named));
            }
        }
    }
    Ok(text(object, "credsStore")?.filter(is_named))
}
