//! Organizations.

use serde_json::{Value, json};

use super::super::SwrAccount;
use super::super::answers::Refusal;
use super::super::body::{self, Fields};
use super::access::{Access, MANAGE};
use super::given::Given;
use super::quotas::Quotas;
use super::{Asked, Ids, Repository, names};
use crate::http::response::Response;
use crate::service::Call;

#[derive(Clone)]
pub(super) struct Namespace {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) creator_name: String,
    /// The caller's own right; 0: none but on some repository, so that it is listed as visible only.
    pub(super) auth: i64,
    pub(super) access: Access,
    pub(super) repositories: Vec<Repository>,
}

impl Namespace {
    fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "creator_name": self.creator_name,
            "auth": self.auth,
            "access_user_count": self.access.len() + usize::from(self.auth != 0),
            "repo_count": self.repositories.len(),
        })
    }

    pub(super) fn inspect(&self, account: &SwrAccount) -> Value {
        let mut shown = self.to_json();
        shown["access"] = self.access.inspect();
        shown["repositories"] =
            self.repositories.iter().map(|one| one.inspect(self.id, &self.name, account)).collect();
        shown
    }
}

pub(super) fn list(namespaces: &[Namespace], asked: Asked<'_>) -> Result<Response, Refusal> {
    body::none(asked.call)?;
    let given = Given::new(asked.call, &["namespace"], &["namespace", "mode"])?;
    let name = given.text("namespace");
    let all = given.word("mode", &["visible"])?.is_some();
    let rows: Vec<Value> = namespaces
        .iter()
        .filter(|namespace| all || namespace.auth != 0)
        .filter(|namespace| name.is_none_or(|wanted| namespace.name == wanted))
        .map(Namespace::to_json)
        .collect();
    Ok(Response::json(200, &json!({"namespaces": rows})))
}

pub(super) fn show(namespace: &Namespace, asked: Asked<'_>) -> Result<Response, Refusal> {
    body::none(asked.call)?;
    Ok(Response::json(200, &namespace.to_json()))
}

pub(super) fn create(
    namespaces: &mut Vec<Namespace>,
    quotas: &Quotas,
    ids: &mut Ids,
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    let given = body::json(asked.call)?;
    let name = Fields::new(&given, "the body", &["namespace"])?.text("namespace")?;
    if !names::is_namespace(&name) {
        return Err(invalid_name());
    }
    if namespaces.iter().any(|namespace| namespace.name == name) {
        return Err(Refusal::new(409, "SVCSTG.SWR.4090060", "the organization exists"));
    }
    if namespaces.len() >= quotas.namespace {
        return Err(Refusal::new(400, "SVCSTG.SWR.4000097", "the quota of organizations is used up"));
    }
    namespaces.push(Namespace {
        id: ids.next(),
        name,
        creator_name: SwrAccount::USER_NAME.to_owned(),
        auth: MANAGE,
        access: Access::default(),
        repositories: Vec::new(),
    });
    Ok(Response::new(201))
}

pub(super) fn delete(
    namespaces: &mut Vec<Namespace>,
    name: &str,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    body::none(call)?;
    let index = position(namespaces, name)?;
    if namespaces.get(index).is_some_and(|namespace| !namespace.repositories.is_empty()) {
        return Err(Refusal::new(406, "SVCSTG.SWR.4060074", "the organization still has images"));
    }
    namespaces.remove(index);
    Ok(Response::new(204))
}

/// Where the organization with this name from a path is.
pub(super) fn position(namespaces: &[Namespace], name: &str) -> Result<usize, Refusal> {
    if !names::is_namespace(name) {
        return Err(invalid_name());
    }
    namespaces.iter().position(|namespace| namespace.name == name).ok_or_else(unknown)
}

pub(super) fn unknown() -> Refusal {
    Refusal::new(404, "SVCSTG.SWR.4040058", "the organization does not exist")
}

fn invalid_name() -> Refusal {
    Refusal::new(400, "SVCSTG.SWR.4001028", "invalid organization name")
}
