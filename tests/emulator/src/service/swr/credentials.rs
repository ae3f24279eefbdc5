//! Access credentials of an Enterprise instance: what `docker login` takes.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::account::random;
use super::answers::Refusal;
use super::body::{self, Fields};
use super::query::Query;
use super::{SwrAccount, written};
use crate::http::response::Response;
use crate::service::{Call, Login, Rights};

const DEFAULT_LIMIT: usize = 100;
/// As good as never.
const LONG_TERM: TimeDelta = TimeDelta::days(50 * 365);
const TEMPORARY: TimeDelta = TimeDelta::hours(24);

/// Not `Debug`: it holds the password.
pub(super) struct LongTermCredential {
    pub(super) token_id: String,
    pub(super) name: String,
    pub(super) user_id: String,
    pub(super) user_profile: String,
    pub(super) auth_token: String,
    pub(super) enable: bool,
    /// Whether it belongs to the world's own user.
    pub(super) own: bool,
    pub(super) created: DateTime<Utc>,
    pub(super) expires: DateTime<Utc>,
}

impl LongTermCredential {
    pub(super) fn new(name: String, now: DateTime<Utc>) -> Self {
        Self {
            token_id: random(""),
            name,
            user_id: random("swr-login-"),
            user_profile: SwrAccount::USER_NAME.to_owned(),
            auth_token: random("swr-long-term-password-"),
            enable: true,
            own: true,
            created: now,
            expires: later(now, LONG_TERM),
        }
    }

    pub(super) fn login(&self) -> Login<'_> {
        Login {
            user: &self.user_id,
            password: &self.auth_token,
            enabled: self.enable,
            expires: Some(self.expires),
            rights: Rights::Everything,
        }
    }

    pub(super) fn inspect(&self, account: &SwrAccount) -> Value {
        let mut shown = self.row(account);
        shown["auth_token"] = json!(self.auth_token);
        shown["own"] = json!(self.own);
        shown
    }

    fn row(&self, account: &SwrAccount) -> Value {
        json!({
            "token_id": self.token_id,
            "name": self.name,
            "instance_id": account.instance_id,
            "user_id": self.user_id,
            "user_profile": self.user_profile,
            "enable": self.enable,
            "created_at": written(self.created),
            "expire_date": written(self.expires),
        })
    }

    /// The only answer that holds the password.
    fn secret(&self) -> Value {
        json!({
            "auth_token": self.auth_token,
            "created_at": written(self.created),
            "expire_date": written(self.expires),
            "token_id": self.token_id,
            "user_id": self.user_id,
        })
    }
}

pub(super) fn list(
    credentials: &[LongTermCredential],
    account: &SwrAccount,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    let query = Query::new(call.query);
    let page = query.page(DEFAULT_LIMIT)?;
    let self_only = query.boolean("self_only")?.unwrap_or(true);
    let matching: Vec<&LongTermCredential> =
        credentials.iter().filter(|credential| credential.own || !self_only).collect();
    let rows = matching.iter().skip(page.offset).take(page.limit);
    let rows: Vec<Value> = rows.map(|credential| credential.row(account)).collect();
    Ok(Response::json(200, &json!({"auth_tokens": rows, "total": matching.len()})))
}

pub(super) fn create(
    credentials: &mut Vec<LongTermCredential>,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    let given = body::json(call)?;
    let name = Fields::new(&given, "the body", &["name"])?.text("name")?;
    if !valid_name(&name) {
        let rule = "name: 1 to 64 lower-case letters and digits, single . _ - between them";
        return Err(Refusal::invalid(rule));
    }
    if credentials.iter().any(|credential| credential.name == name) {
        return Err(Refusal::name_in_use());
    }
    let credential = LongTermCredential::new(name, call.now);
    let answer = Response::json(201, &credential.secret());
    credentials.push(credential);
    Ok(answer)
}

pub(super) fn switch(
    credentials: &mut [LongTermCredential],
    id: &str,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    let credential = credentials.iter_mut().find(|known| known.token_id == id).ok_or_else(unknown)?;
    let given = body::json(call)?;
    credential.enable = Fields::new(&given, "the body", &["enable"])?.flag("enable")?;
    Ok(Response::new(200))
}

pub(super) fn delete(credentials: &mut Vec<LongTermCredential>, id: &str) -> Result<Response, Refusal> {
    let index = credentials.iter().position(|known| known.token_id == id).ok_or_else(unknown)?;
    credentials.remove(index);
    Ok(Response::new(204))
}

/// Neither listed nor deleted; `issued` is for the tests only.
pub(super) fn temporary(issued: &mut Vec<Value>, call: &Call<'_>) -> Result<Response, Refusal> {
    body::none(call)?;
    let credential = LongTermCredential {
        auth_token: random("swr-temporary-password-"),
        expires: later(call.now, TEMPORARY),
        ..LongTermCredential::new(String::new(), call.now)
    };
    issued.push(credential.secret());
    Ok(Response::json(201, &credential.secret()))
}

/// `^[a-z0-9]+(?:[._-][a-z0-9]+)*$`, at most 64.
fn valid_name(name: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.len() <= 64 && name.split(['.', '_', '-']).all(word)
}

pub(super) fn later(time: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    time.checked_add_signed(by).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn unknown() -> Refusal {
    Refusal::not_found("credential not found")
}
