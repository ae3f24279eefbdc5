//! The token endpoint that image registries send their clients to: `docker login`, pulls and pushes with the
//! credentials that the services issued. It belongs to no API of theirs.

mod signer;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use url::form_urlencoded;
use uuid::Uuid;

use crate::clock::written;
use crate::http::response::Response;
use crate::http::{Head, Headers};
use crate::service::{Login, Service};
pub(crate) use signer::Signer;

/// What follows a world's prefix.
pub(crate) const PATH: &str = "/token";
/// `iss` of the JWTs.
pub(crate) const ISSUER: &str = "registry-tokens-emulator";
/// How long a JWT is good for, in seconds. Clients take less for this much.
const LIFE: i64 = 60;

/// The endpoint of one world.
pub(crate) struct Endpoint<'a> {
    pub(crate) signer: &'a Signer,
    /// What its registry is called.
    pub(crate) service: &'a str,
}

/// One `scope` of a request: `TYPE:NAME:ACTION,ACTION`.
struct Asked<'a> {
    kind: &'a str,
    name: &'a str,
    actions: Vec<&'a str>,
}

impl Endpoint<'_> {
    /// `now` is the world's time, which decides what has expired; a JWT bears the real one, which its registry knows.
    pub(crate) fn answer(
        &self,
        service: &mut Service,
        head: &Head,
        query: Option<&str>,
        now: DateTime<Utc>,
    ) -> Response {
        self.grant(service, head, query, now).unwrap_or_else(|refusal| refusal)
    }

    fn grant(
        &self,
        service: &mut Service,
        head: &Head,
        query: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Response, Response> {
        if head.method != "GET" {
            return Err(refusal(405, "UNSUPPORTED", "only GET is played here").with("Allow", "GET"));
        }
        let (user, password) =
            credentials(&head.headers).ok_or_else(|| unauthorized("no credentials, or not as Basic"))?;
        let login = service.log_in(&user, &password, now).map_err(unauthorized)?;
        let query: Vec<(String, String)> =
            form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        let mut access = Vec::new();
        for (key, value) in &query {
            match key.as_str() {
                "service" if value != self.service => {
                    return Err(malformed("service is not the registry of this endpoint"));
                }
                "scope" => {
                    for scope in value.split_whitespace() {
                        let asked = Asked::parse(scope)
                            .ok_or_else(|| malformed("scope must be TYPE:NAME:ACTION,ACTION"))?;
                        access.extend(asked.access(&login));
                    }
                }
                _ => {}
            }
        }
        let left = login.expires().map_or(LIFE, |expires| expires.signed_duration_since(now).num_seconds());
        self.issue(&user, access, left.clamp(0, LIFE))
    }

    fn issue(&self, user: &str, access: Vec<Value>, life: i64) -> Result<Response, Response> {
        let issued = Utc::now();
        let expires = issued.checked_add_signed(TimeDelta::seconds(life)).unwrap_or(issued);
        let claims = json!({
            "iss": ISSUER,
            "aud": self.service,
            "sub": user,
            "iat": issued.timestamp(),
            "nbf": issued.timestamp(),
            "exp": expires.timestamp(),
            "jti": Uuid::new_v4().simple().to_string(),
            "access": access,
        });
        let jwt = self.signer.sign(&claims).ok_or_else(|| refusal(500, "UNKNOWN", "cannot sign"))?;
        let body =
            json!({"token": jwt, "access_token": jwt, "expires_in": life, "issued_at": written(issued)});
        Ok(Response::json(200, &body).with("Cache-Control", "no-store"))
    }
}

impl<'a> Asked<'a> {
    /// Names hold slashes and may hold a port, hence the outermost colons.
    fn parse(scope: &'a str) -> Option<Self> {
        let (kind, rest) = scope.split_once(':')?;
        let (name, actions) = rest.rsplit_once(':')?;
        Some(Self { kind, name, actions: actions.split(',').collect() })
    }

    /// Nothing when nothing of it is allowed: the registry refuses then, not this endpoint.
    fn access(&self, login: &Login<'_>) -> Option<Value> {
        let actions = login.rights().granted(self.kind, self.name, &self.actions);
        (!actions.is_empty()).then(|| json!({"type": self.kind, "name": self.name, "actions": actions}))
    }
}

/// User name and password; the name is what stands before the first colon.
fn credentials(headers: &Headers) -> Option<(String, String)> {
    let mut given = headers.all("authorization");
    let (Some(authorization), None) = (given.next(), given.next()) else {
        return None;
    };
    let (scheme, proof) = authorization.split_once(' ')?;
    let pair = String::from_utf8(STANDARD.decode(proof).ok()?).ok()?;
    let (user, password) = pair.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| (user.to_owned(), password.to_owned()))
}

fn unauthorized(why: &str) -> Response {
    refusal(401, "UNAUTHORIZED", why).with("WWW-Authenticate", "Basic realm=\"registry\"")
}

fn malformed(why: &str) -> Response {
    refusal(400, "UNSUPPORTED", why)
}

fn refusal(status: u16, code: &str, why: &str) -> Response {
    Response::json(status, &json!({"errors": [{"code": code, "message": why}]}))
}
