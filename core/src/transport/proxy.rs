//! Which proxy, if any, stands between a client and its service.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use url::{Host, Url};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::secret::Secret;

/// A caller's choice of proxy.
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Proxy {
    /// What the environment says: for IONOS `IONOS_HTTP_PROXY`, else `HTTPS_PROXY` / `HTTP_PROXY` / `ALL_PROXY` and `NO_PROXY`.
    /// A loopback address is never reached through such a proxy.
    #[default]
    Environment,
    /// None.
    Off,
    /// This one, `http://[user:password@]host:port`, whatever the environment says.
    Url(String),
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment => f.write_str("Environment"),
            Self::Off => f.write_str("Off"),
            // The URL may hold a password.
            Self::Url(_) => f.write_str("Url([redacted])"),
        }
    }
}

/// A proxy that was chosen, and what of its login may not show should it repeat that.
#[derive(Clone)]
pub(crate) struct ChosenProxy {
    pub(crate) proxy: reqwest::Proxy,
    pub(crate) login: Vec<Secret>,
}

/// Looks up a variable of the environment.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The proxy for a service at `base`, from the caller's choice and the environment.
///
/// `own_variable` is the provider's own, if it has one; it wins over the system's.
pub(crate) fn resolve(
    choice: &Proxy,
    base: &Url,
    own_variable: Option<&str>,
    environment: Lookup<'_>,
) -> Result<Option<ChosenProxy>, Error> {
    match choice {
        Proxy::Off => Ok(None),
        Proxy::Url(url) => build("proxy", url).map(Some),
        Proxy::Environment if is_loopback(base) => Ok(None),
        Proxy::Environment => {
            // A variable that is set to nothing is how a shell says "none".
            let environment = |name: &str| environment(name).filter(|value| !value.trim().is_empty());
            if let Some(name) = own_variable
                && let Some(url) = environment(name)
            {
                return build(name, &url).map(Some);
            }
            let either = |name: &str| environment(name).or_else(|| environment(&name.to_lowercase()));
            let name = if base.scheme() == "https" { "HTTPS_PROXY" } else { "HTTP_PROXY" };
            // A CGI server hands a request's `Proxy:` header on as HTTP_PROXY.
            let is_cgi = name == "HTTP_PROXY" && environment("REQUEST_METHOD").is_some();
            let found = if is_cgi { None } else { either(name) };
            let Some(url) = found.or_else(|| either("ALL_PROXY")) else { return Ok(None) };
            let exceptions = either("NO_PROXY").and_then(|hosts| reqwest::NoProxy::from_string(&hosts));
            let ChosenProxy { proxy, login } = build(name, &url)?;
            Ok(Some(ChosenProxy { proxy: proxy.no_proxy(exceptions), login }))
        }
    }
}

fn build(source: &str, url: &str) -> Result<ChosenProxy, Error> {
    let text = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
    // The reason of the failure may quote the URL, and the URL may hold a password.
    let bad = || {
        Error::config(format!(
            "{source} must be the URL of an HTTP proxy, such as http://proxy.example:3128 (SOCKS is not spoken)"
        ))
    };
    let parsed = Url::parse(&text).map_err(|_| bad())?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() {
        return Err(bad());
    }
    let proxy = reqwest::Proxy::all(text).map_err(|_| bad())?;
    Ok(ChosenProxy { proxy, login: login(&parsed) })
}

/// The password, or the user name where there is nothing else, as it stands in the URL, as it is meant and as it is sent.
fn login(url: &Url) -> Vec<Secret> {
    let meant = |text: &str| Zeroizing::new(percent_decode_str(text).decode_utf8_lossy().into_owned());
    let (user, password) = (url.username(), url.password().unwrap_or_default());
    if user.is_empty() && password.is_empty() {
        return Vec::new();
    }
    let pair = Zeroizing::new(format!("{}:{}", *meant(user), *meant(password)));
    let own = if password.is_empty() { user } else { password };
    vec![Secret::from(own), Secret::from(meant(own).as_str()), Secret::from(STANDARD.encode(pair.as_bytes()))]
}

/// Whether an address is this machine: `127.0.0.0/8`, `::1`, `localhost`.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(choice: &Proxy, base: &str, variables: &[(&str, &str)]) -> Result<bool, Error> {
        let lookup = |name: &str| {
            assert!(crate::binding::looks_up(name), "{name} is not handed over by bindings");
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        resolve(choice, &Url::parse(base).unwrap(), Some("IONOS_HTTP_PROXY"), &lookup)
            .map(|proxy| proxy.is_some())
    }

    #[test]
    fn the_environment_names_a_proxy_for_foreign_hosts_only() {
        let service = "https://api.example.com";
        assert!(resolved(&Proxy::Environment, service, &[("HTTPS_PROXY", "http://p:1")]).unwrap());
        assert!(resolved(&Proxy::Environment, service, &[("https_proxy", "p:1")]).unwrap());
        assert!(resolved(&Proxy::Environment, service, &[("IONOS_HTTP_PROXY", "http://p:1")]).unwrap());
        assert!(!resolved(&Proxy::Environment, service, &[("HTTP_PROXY", "http://p:1")]).unwrap());
        assert!(!resolved(&Proxy::Off, service, &[("HTTPS_PROXY", "http://p:1")]).unwrap());
        for loopback in ["https://localhost:1", "https://127.9.9.9:1", "https://[::1]:1"] {
            assert!(!resolved(&Proxy::Environment, loopback, &[("ALL_PROXY", "http://p:1")]).unwrap());
            assert!(resolved(&Proxy::Url("http://p:1".into()), loopback, &[]).unwrap());
        }
    }

    #[test]
    fn an_empty_variable_is_no_proxy() {
        let service = "https://api.example.com";
        for name in ["IONOS_HTTP_PROXY", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
            assert!(!resolved(&Proxy::Environment, service, &[(name, "")]).unwrap(), "{name}");
        }
        let both = [("HTTPS_PROXY", ""), ("https_proxy", "http://p:1")];
        assert!(resolved(&Proxy::Environment, service, &both).unwrap());
    }

    #[test]
    fn a_request_header_cannot_set_a_proxy() {
        let variables = [("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")];
        assert!(!resolved(&Proxy::Environment, "http://api.example.com", &variables).unwrap());
    }

    #[test]
    fn a_bad_proxy_is_named_without_its_password() {
        let bad = Proxy::Url("ftp://user:canary@p:1".into());
        let text = resolved(&bad, "https://api.example.com", &[]).unwrap_err().to_string();
        assert!(text.contains("proxy") && !text.contains("canary"), "{text}");
        assert!(!format!("{bad:?}").contains("canary"));
    }
}
