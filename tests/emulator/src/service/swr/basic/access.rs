//! Who else may do what with an organization or a repository.

use serde_json::{Value, json};

use super::super::SwrAccount;
use super::super::answers::Refusal;
use super::super::body::{self, Fields};
use super::{Asked, Namespace, Repository};
use crate::http::response::Response;

/// The highest of the three rights.
pub(super) const MANAGE: i64 = 7;
const RIGHTS: [i64; 3] = [MANAGE, 3, 1];

/// The rights of others.
#[derive(Clone, Default)]
pub(super) struct Access(Vec<UserAuth>);

#[derive(Clone)]
pub(super) struct UserAuth {
    pub(super) user_id: String,
    pub(super) user_name: String,
    pub(super) auth: i64,
}

/// What the two kinds of permissions answer differently.
struct Kind {
    granted: u16,
    exists: &'static str,
    missing: &'static str,
}

const OF_NAMESPACE: Kind = Kind { granted: 200, exists: "SVCSTG.SWR.4090076", missing: "SVCSTG.SWR.4040078" };
const OF_REPOSITORY: Kind =
    Kind { granted: 201, exists: "SVCSTG.SWR.4090089", missing: "SVCSTG.SWR.4040091" };

pub(super) fn of_namespace(namespace: &mut Namespace, asked: Asked<'_>) -> Result<Response, Refusal> {
    let own = json!({
        "id": namespace.id,
        "name": namespace.name,
        "creator_name": namespace.creator_name,
        "self_auth": self_auth(namespace.auth, asked),
    });
    namespace.access.answer(&OF_NAMESPACE, own, asked)
}

pub(super) fn of_repository(repository: &mut Repository, asked: Asked<'_>) -> Result<Response, Refusal> {
    let own = json!({"id": repository.id, "name": repository.name, "self_auth": self_auth(MANAGE, asked)});
    repository.access.answer(&OF_REPOSITORY, own, asked)
}

fn self_auth(auth: i64, asked: Asked<'_>) -> Value {
    let account = asked.account;
    json!({"user_id": account.user_id, "user_name": SwrAccount::USER_NAME, "auth": auth})
}

impl Access {
    pub(super) fn new(users: Vec<UserAuth>) -> Self {
        Self(users)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    pub(super) fn inspect(&self) -> Value {
        self.0.iter().map(UserAuth::to_json).collect()
    }

    /// All of a request is done, or nothing.
    fn answer(&mut self, kind: &Kind, mut own: Value, asked: Asked<'_>) -> Result<Response, Refusal> {
        let missing = || Refusal::new(404, kind.missing, "the permission does not exist");
        match asked.call.method {
            "GET" => {
                body::none(asked.call)?;
                own["others_auths"] = self.inspect();
                Ok(Response::json(200, &own))
            }
            "POST" => {
                let users = users(asked)?;
                if users.iter().any(|user| self.position(&user.user_id).is_some()) {
                    return Err(Refusal::new(409, kind.exists, "the permission exists"));
                }
                self.0.extend(users);
                Ok(Response::new(kind.granted))
            }
            "PATCH" => {
                let users = users(asked)?;
                let mut changed = self.0.clone();
                for user in users {
                    let known = changed.iter_mut().find(|known| known.user_id == user.user_id);
                    *known.ok_or_else(missing)? = user;
                }
                self.0 = changed;
                Ok(Response::new(201))
            }
            "DELETE" => {
                let ids = user_ids(asked)?;
                if ids.iter().any(|id| self.position(id).is_none()) {
                    return Err(missing());
                }
                self.0.retain(|user| !ids.contains(&user.user_id));
                Ok(Response::new(204))
            }
            _ => Err(Refusal::method_not_allowed("GET, POST, PATCH, DELETE")),
        }
    }

    fn position(&self, user_id: &str) -> Option<usize> {
        self.0.iter().position(|user| user.user_id == user_id)
    }
}

impl UserAuth {
    fn to_json(&self) -> Value {
        json!({"user_id": self.user_id, "user_name": self.user_name, "auth": self.auth})
    }
}

/// The rights that a body grants or changes.
fn users(asked: Asked<'_>) -> Result<Vec<UserAuth>, Refusal> {
    let body = body::json(asked.call)?;
    let mut users: Vec<UserAuth> = Vec::new();
    for user in items(&body)? {
        let fields = Fields::new(user, "a permission", &["user_id", "user_name", "auth"])?;
        let auth = fields.required("auth")?.as_i64().filter(|auth| RIGHTS.contains(auth));
        let user = UserAuth {
            user_id: fields.text("user_id")?,
            user_name: fields.text("user_name")?,
            auth: auth.ok_or_else(|| {
                Refusal::new(400, "SVCSTG.SWR.4001091", "auth must be 7 (manage), 3 (edit) or 1 (read)")
            })?,
        };
        if user.user_id == asked.account.user_id {
            return Err(Refusal::invalid("nobody can grant permissions to themselves"));
        }
        if users.iter().any(|known| known.user_id == user.user_id) {
            return Err(Refusal::invalid("a user is there more than once"));
        }
        users.push(user);
    }
    Ok(users)
}

fn user_ids(asked: Asked<'_>) -> Result<Vec<String>, Refusal> {
    let body = body::json(asked.call)?;
    let text = |id: &Value| id.as_str().filter(|id| !id.is_empty()).map(str::to_owned);
    let ids: Option<Vec<String>> = items(&body)?.iter().map(text).collect();
    ids.ok_or_else(|| Refusal::invalid("the body must hold ids of users"))
}

fn items(body: &Value) -> Result<&Vec<Value>, Refusal> {
    let items = body.as_array().filter(|items| !items.is_empty());
    items.ok_or_else(|| Refusal::invalid("the body must be an array that is not empty"))
}
