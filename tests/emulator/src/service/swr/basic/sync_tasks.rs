//! Where new images of a repository are copied to of their own accord. These bodies have names of another style.

use serde_json::{Value, json};

use super::super::SwrAccount;
use super::super::answers::Refusal;
use super::super::body::{self, Fields};
use super::{Asked, Ids, Repository};
use crate::http::response::Response;
use crate::service::Call;

/// Where images may be copied to.
const REGIONS: [&str; 3] = ["cn-north-1", "cn-east-3", "ap-southeast-1"];

/// Another organization, in another region.
pub(super) struct Target {
    pub(super) region: String,
    pub(super) namespace: String,
}

impl Target {
    pub(super) fn read(fields: &Fields<'_>) -> Result<Self, Refusal> {
        let target =
            Self { region: fields.text("remoteRegionId")?, namespace: fields.text("remoteNamespace")? };
        if !REGIONS.contains(&target.region.as_str()) {
            return Err(Refusal::invalid(format!("remoteRegionId must be one of {}", REGIONS.join(", "))));
        }
        Ok(target)
    }

    pub(super) fn is_of(&self, row: &Value) -> bool {
        row["remoteRegionId"] == self.region && row["remoteNamespace"] == self.namespace
    }
}

/// False unless given.
pub(super) fn optional_flag(fields: &Fields<'_>, key: &str) -> Result<bool, Refusal> {
    if fields.get(key).is_some() { fields.flag(key) } else { Ok(false) }
}

pub(super) fn regions(call: &Call<'_>) -> Result<Response, Refusal> {
    if call.method != "GET" {
        return Err(Refusal::method_not_allowed("GET"));
    }
    body::none(call)?;
    Ok(Response::json(200, &REGIONS.iter().map(|region| json!({"regionID": region})).collect()))
}

/// As it is shown.
pub(super) fn row(
    id: i64,
    (namespace, repository): (&str, &str),
    target: &Target,
    account: &SwrAccount,
    now: &str,
) -> Value {
    json!({
        "id": id,
        "namespace": namespace,
        "repoName": repository,
        "remoteRegionId": target.region,
        "remoteNamespace": target.namespace,
        "override": false,
        "syncAuto": false,
        "domainID": account.domain_id,
        "domainName": SwrAccount::DOMAIN_NAME,
        "createdAt": now,
        "updatedAt": now,
    })
}

pub(super) fn answer(
    repository: &mut Repository,
    namespace: &str,
    ids: &mut Ids,
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    match asked.call.method {
        "GET" => {
            body::none(asked.call)?;
            Ok(Response::json(200, &json!(repository.sync_tasks)))
        }
        "POST" => create(repository, namespace, ids, asked),
        "DELETE" => delete(repository, asked.call),
        _ => Err(Refusal::method_not_allowed("GET, POST, DELETE")),
    }
}

fn create(
    repository: &mut Repository,
    namespace: &str,
    ids: &mut Ids,
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    let given = body::json(asked.call)?;
    let known = ["remoteRegionId", "remoteNamespace", "syncAuto", "override"];
    let fields = Fields::new(&given, "the body", &known)?;
    let target = Target::read(&fields)?;
    let (auto, overwrite) = (optional_flag(&fields, "syncAuto")?, optional_flag(&fields, "override")?);
    if repository.sync_tasks.iter().any(|task| target.is_of(task)) {
        return Err(Refusal::invalid("there is such a task already"));
    }
    let place = (namespace, repository.name.as_str());
    let mut task = row(ids.next(), place, &target, asked.account, &asked.now());
    task["syncAuto"] = json!(auto);
    task["override"] = json!(overwrite);
    repository.sync_tasks.push(task);
    Ok(Response::json(200, &json!({})))
}

/// A task has no id that a client could name: the body says which one.
fn delete(repository: &mut Repository, call: &Call<'_>) -> Result<Response, Refusal> {
    let given = body::json(call)?;
    let target = Target::read(&Fields::new(&given, "the body", &["remoteRegionId", "remoteNamespace"])?)?;
    let index = repository.sync_tasks.iter().position(|task| target.is_of(task));
    // The service's own way to say that there is none.
    let unknown = || Refusal::new(400, "SVCSTG.SWR.4001158", "the synchronization task does not exist");
    repository.sync_tasks.remove(index.ok_or_else(unknown)?);
    Ok(Response::json(200, &json!({})))
}
