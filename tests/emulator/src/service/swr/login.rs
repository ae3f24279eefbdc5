//! Login commands of the basic edition.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::account::{Caller, REGION, access_key, random};
use super::answers::Refusal;
use super::body;
use super::credentials::later;
use super::iam::Project;
use super::query::Query;
use super::written;
use crate::http::response::Response;
use crate::service::Call;

const SHORTEST: usize = 15 * 60;
const LONGEST: usize = 24 * 60 * 60;
const ENHANCED: TimeDelta = TimeDelta::hours(12);

pub(super) fn temporary(
    issued: &mut Vec<Value>,
    projects: &[Project],
    caller: &Caller,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    let query = Query::new(call.query);
    let project = query.text("projectname")?.unwrap_or(REGION);
    if project != REGION && !projects.iter().any(|known| known.name == project) {
        return Err(Refusal::invalid("projectname is not a project of this account"));
    }
    let seconds = query.integer("duration_seconds")?.unwrap_or(LONGEST);
    if !(SHORTEST..=LONGEST).contains(&seconds) {
        return Err(Refusal::invalid(format!("duration_seconds must be from {SHORTEST} to {LONGEST}")));
    }
    let lasts = i64::try_from(seconds).map_or(ENHANCED, TimeDelta::seconds);
    let key = caller.access_key.clone().unwrap_or_else(access_key);
    issue(issued, &format!("{project}@{key}"), lasts, "X-Swr-Expireat", call)
}

pub(super) fn enhanced(
    issued: &mut Vec<Value>,
    caller: &Caller,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    let key = caller.access_key.clone().unwrap_or_else(access_key);
    issue(issued, &format!("bearertoken@{key}"), ENHANCED, "x-swr-expireat", call)
}

/// The pages write the name of the last header in two ways, hence `expiry_header`.
fn issue(
    issued: &mut Vec<Value>,
    user: &str,
    lasts: TimeDelta,
    expiry_header: &str,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    if !body::is_json(call) {
        return Err(Refusal::invalid("Content-Type: application/json is needed, even without a body"));
    }
    body::none(call)?;
    let host = format!("swr.{REGION}.myhuaweicloud.example");
    let password = random("swr-login-password-");
    let expires = written(later(call.now, lasts));
    let auth = STANDARD.encode(format!("{user}:{password}"));
    let answer = Response::json(200, &json!({"auths": {host.clone(): {"auth": auth}}}))
        .with("X-Swr-Dockerlogin", format!("docker login -u {user} -p {password} {host}"))
        .with(expiry_header, expires.clone());
    issued.push(json!({"user": user, "password": password, "host": host, "expires_at": expires}));
    Ok(answer)
}
