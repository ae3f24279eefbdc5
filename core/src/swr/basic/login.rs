//! Logins to the basic edition.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use zeroize::Zeroizing;

use crate::Secret;
use crate::call::Call;
use crate::json;
use crate::models::Credentials;
use crate::swr::client::SwrClient;
use crate::swr::models::{TemporaryLogin, wire};
use crate::swr::{operations, validation};
use crate::transport::{Answer, Request, Unreadable};

/// Holds `docker login -u USER -p PASSWORD [HOST]`, all of it a secret.
const COMMAND: &str = "x-swr-dockerlogin";
const EXPIRY: &str = "x-swr-expireat";

/// Logins to the basic edition. Get it from [`SwrClient::login`].
#[derive(Debug, Clone)]
pub struct Login {
    client: SwrClient,
}

impl Login {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// A login that works for hours. Asking again gives another one, so it is repeated like a read.
    ///
    /// Mirrors `CreateSecret`. `invalid_argument` for a duration that is not 15 minutes to 24 hours.
    pub fn create_temporary(&self, login: TemporaryLogin) -> Call<Credentials> {
        let client = self.client.clone();
        Call::new(async move |options| {
            let operation = &operations::LOGIN_CREATE_TEMPORARY;
            validation::temporary_login(operation.id, &login)?;
            let request = Request::new(operation, &[], options)?
                .maybe_query("projectname", login.project_name.as_ref())
                .maybe_query("duration_seconds", login.duration.map(|span| span.as_secs()));
            client.execute(request, read_login).await
        })
    }

    /// A login by a bearer token, which only sites with the newer IAM have. Asking again gives another one, so it is
    /// repeated like a read.
    ///
    /// Mirrors `CreateAuthorizationToken`. `permission_denied` where the site or the caller lacks it.
    pub fn create_enhanced(&self) -> Call<Credentials> {
        let client = self.client.clone();
        Call::new(async move |options| {
            let request = Request::new(&operations::LOGIN_CREATE_ENHANCED, &[], options)?;
            client.execute(request, read_login).await
        })
    }
}

/// A user name, a password, and perhaps the host that they are for.
struct Found {
    username: String,
    password: Secret,
    hostname: Option<String>,
}

/// The body says the same as the command in the header; either may be missing.
fn read_login(answer: &Answer, headers: &HeaderMap) -> Result<Credentials, Unreadable> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let body = if answer.body.iter().all(u8::is_ascii_whitespace) {
        wire::LoginBody { auths: None }
    } else {
        json::decode(&answer.body)?
    };
    let mut auths = body.auths.unwrap_or_default().into_iter();
    let (host, auth) = match (auths.next(), auths.next()) {
        (Some((host, entry)), None) => (Some(host), entry.and_then(|entry| entry.auth)),
        // Of several hosts only the command can say which is meant.
        _ => (None, None),
    };
    let found = auth.as_ref().and_then(of_auth).or_else(|| header(COMMAND).and_then(of_command));
    let Some(Found { username, password, hostname }) = found else {
        return Err(Unreadable::new(
            "the answer is not what the API promises: neither auths nor x-swr-dockerlogin holds a user name and password",
        ));
    };
    let hostname = host.filter(|host| !host.is_empty()).or(hostname);
    let expires_at = match header(EXPIRY).filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(json::time(text).map_err(|_| {
            Unreadable::new("the answer is not what the API promises: x-swr-expireat: not a time")
        })?),
    };
    Ok(Credentials { username, password, hostname: hostname.map(|host| bare(&host)), expires_at })
}

/// `USER:PASSWORD` in Base64.
fn of_auth(auth: &Secret) -> Option<Found> {
    let pair = Zeroizing::new(STANDARD.decode(auth.reveal().trim()).ok()?);
    let (username, password) = std::str::from_utf8(&pair).ok()?.split_once(':')?;
    found(username, password, None)
}

/// What stands behind `-u` and `-p`, and the one word that belongs to neither.
fn of_command(command: &str) -> Option<Found> {
    let mut words = command.split_whitespace();
    let (mut username, mut password, mut host) = (None, None, None);
    while let Some(word) = words.next() {
        match word.split_once('=').unwrap_or((word, "")) {
            ("docker" | "login", "") => {}
            ("-u" | "--username", "") => username = words.next(),
            ("-p" | "--password", "") => password = words.next(),
            ("--username", name) => username = Some(name),
            ("--password", secret) => password = Some(secret),
            (option, _) if option.starts_with('-') => {}
            _ => host = Some(word.to_owned()),
        }
    }
    found(username?, password?, host)
}

fn found(username: &str, password: &str, hostname: Option<String>) -> Option<Found> {
    let is_whole = !username.is_empty() && !password.is_empty();
    is_whole.then(|| Found { username: username.to_owned(), password: Secret::from(password), hostname })
}

/// The host of what may be written as an address.
fn bare(host: &str) -> String {
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    host.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_taken_apart() {
        let found = of_command("docker login -u cn-north-4@AK -p pass:word https://swr.example/").unwrap();
        assert_eq!((found.username.as_str(), found.password.reveal()), ("cn-north-4@AK", "pass:word"));
        assert_eq!(found.hostname.map(|host| bare(&host)).as_deref(), Some("swr.example"));
        let long = of_command("docker login --username=u --password=p=q --tls h").unwrap();
        assert_eq!((long.username.as_str(), long.password.reveal()), ("u", "p=q"));
        assert_eq!(long.hostname.as_deref(), Some("h"));
        assert!(of_command("docker login -p x -u y").unwrap().hostname.is_none());
        for bad in ["", "docker login", "docker login -u a", "docker login -u a -p", "-p a"] {
            assert!(of_command(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_pair_is_cut_at_its_first_colon() {
        let auth = |pair: &str| of_auth(&Secret::from(STANDARD.encode(pair)));
        assert_eq!(auth("u:p:q").unwrap().password.reveal(), "p:q");
        for bad in ["", "u", ":p", "u:"] {
            assert!(auth(bad).is_none(), "{bad}");
        }
        assert!(of_auth(&Secret::from("!")).is_none());
    }
}
