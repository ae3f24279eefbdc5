//! Images that are copied at once, and the jobs that did it.

use serde_json::{Value, json};

use super::super::SwrAccount;
use super::super::answers::Refusal;
use super::super::body::{self, Fields};
use super::given::Given;
use super::sync_tasks::{Target, optional_flag, row as task_row};
use super::{Asked, Ids, Repository};
use crate::http::response::Response;
use crate::service::Call;

/// As it is shown: much like a task.
pub(super) fn row(id: i64, place: (&str, &str), target: &Target, account: &SwrAccount, now: &str) -> Value {
    let mut job = task_row(id, place, target, account, now);
    if let Value::Object(fields) = &mut job {
        fields.remove("syncAuto");
    }
    job["status"] = json!("success");
    job["tag"] = json!("latest");
    job["syncOperatorId"] = json!(account.user_id);
    job["syncOperatorName"] = json!(SwrAccount::USER_NAME);
    job
}

/// Answers with the tags that failed: those that the repository does not have.
pub(super) fn start(
    repository: &mut Repository,
    namespace: &str,
    ids: &mut Ids,
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    let given = body::json(asked.call)?;
    let known = ["imageTag", "remoteRegionId", "remoteNamespace", "override"];
    let fields = Fields::new(&given, "the body", &known)?;
    let target = Target::read(&fields)?;
    let overwrite = optional_flag(&fields, "override")?;
    let tags: Option<Vec<&str>> = fields
        .required("imageTag")?
        .as_array()
        .and_then(|tags| tags.iter().map(|tag| tag.as_str().filter(|tag| !tag.is_empty())).collect());
    let tags = tags.filter(|tags| !tags.is_empty());
    let tags = tags.ok_or_else(|| Refusal::invalid("imageTag must be an array of tags that is not empty"))?;
    let (there, failed): (Vec<&str>, Vec<&str>) =
        tags.into_iter().partition(|tag| repository.tags.iter().any(|known| known == tag));
    for tag in there {
        let place = (namespace, repository.name.as_str());
        let mut job = row(ids.next(), place, &target, asked.account, &asked.now());
        job["override"] = json!(overwrite);
        job["tag"] = json!(tag);
        let done = |known: &Value| known["tag"] == tag && known["status"] == "success" && target.is_of(known);
        if !overwrite && repository.sync_jobs.iter().any(done) {
            job["status"] = json!("existed");
        }
        repository.sync_jobs.insert(0, job);
    }
    Ok(Response::json(200, &json!(failed)))
}

/// The only list that wants its filter.
pub(super) fn list(repository: &Repository, call: &Call<'_>) -> Result<Response, Refusal> {
    body::none(call)?;
    let given = Given::filter(call, &["limit", "offset", "order"])?;
    let ascending = given.word("order", &["desc", "asc"])? == Some("asc");
    let window = given.window(usize::MAX)?;
    if !window.was_asked() {
        return Err(given.refusal("limit and offset are required"));
    }
    let mut jobs: Vec<&Value> = repository.sync_jobs.iter().collect();
    if ascending {
        jobs.reverse();
    }
    let rows = window.rows(&jobs, |job| (*job).clone());
    let count = rows.len();
    Ok(window.mark(Response::json(200, &Value::Array(rows)), count, jobs.len()))
}
