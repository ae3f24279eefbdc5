//! The look-up of a region's project at IAM, for callers who did not give its id.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, WeakShared};
use http::Method;
use serde::Deserialize;

use super::provider::{Account, IamProvider};
use crate::call::Response;
use crate::client::Link;
use crate::error::{Error, ErrorKind};
use crate::json;
use crate::transport::{CallOptions, Effect, Operation, Request, is_id};

/// Not an operation of SWR and not offered as such; its row gives retries and events like any other.
static PROJECTS_LIST: Operation = Operation {
    id: "projects.list",
    method: Method::GET,
    path: "/v3/projects",
    parameters: &[],
    effect: Effect::Read,
    input: None,
    output: None,
    paging: None,
    reference: "KeystoneListProjects",
};

#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "json::null_as_default")]
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
}

/// What a look-up comes to, for every call that waits for it.
type Outcome = BoxFuture<'static, Result<String, Error>>;

/// The link to IAM.
pub(crate) struct Projects {
    iam: Option<Arc<Link<IamProvider>>>,
    region: Option<String>,
    /// The look-up that is under way, and the generation of the credentials that it is for.
    running: Mutex<Option<(u64, WeakShared<Outcome>)>>,
}

impl Projects {
    pub(crate) fn new(iam: Option<Link<IamProvider>>, region: Option<String>) -> Self {
        Self { iam: iam.map(Arc::new), region, running: Mutex::new(None) }
    }

    pub(crate) fn reconnected(&self, account: &Arc<Account>) -> Result<Self, Error> {
        let again = |iam: &Arc<Link<IamProvider>>| iam.reconnected(Arc::new(IamProvider(account.clone())));
        Ok(Self::new(self.iam.as_ref().map(again).transpose()?, self.region.clone()))
    }

    pub(crate) fn close(&self) {
        self.iam.iter().for_each(|iam| iam.close());
    }

    /// Finds the project. Calls that need it at the same time share one look-up, and its failure as well.
    pub(crate) async fn look_up(
        &self,
        account: &Arc<Account>,
        generation: u64,
        max_retries: Option<u32>,
    ) -> Result<String, Error> {
        let Some(region) = &self.region else {
            return Err(failed(
                "project_id is not given, and without region it cannot be looked up; pass either, or set \
                 HUAWEICLOUD_SDK_PROJECT_ID or HUAWEICLOUD_SDK_REGION",
            ));
        };
        let Some(iam) = &self.iam else {
            return Err(failed(
                "project_id is not given, and the endpoint is not the region's own, so that nobody knows its IAM; pass \
                 project_id or iam_endpoint",
            ));
        };
        let outcome = {
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            let under_way = running.as_ref().filter(|(of, _)| *of == generation);
            under_way.and_then(|(_, outcome)| outcome.upgrade()).unwrap_or_else(|| {
                let options = CallOptions { max_retries, ..CallOptions::default() };
                let look_up = find(iam.clone(), region.clone(), account.clone(), generation, options);
                let outcome = look_up.boxed().shared();
                *running = outcome.downgrade().map(|outcome| (generation, outcome));
                outcome
            })
        };
        outcome.await
    }
}

/// Asks IAM, within the client's own times: more than one call may wait for the answer.
async fn find(
    iam: Arc<Link<IamProvider>>,
    region: String,
    account: Arc<Account>,
    generation: u64,
    options: CallOptions,
) -> Result<String, Error> {
    let request = Request::new(&PROJECTS_LIST, &[], options)?.query("name", &region);
    let found = iam.execute(request, |answer| json::decode::<Answer>(&answer.body)).await?;
    let id = only_project(found, &region, |ids| iam.clean(ids))?;
    account.remember_project(&id, generation);
    Ok(id)
}

/// The error of a call whose time was up before the project was found.
pub(crate) fn late(timeout: Duration) -> Error {
    let reason = format!("no answer about the project of the region within {} s", timeout.as_secs_f64());
    let mut error = Error::new(ErrorKind::DeadlineExceeded, PROJECTS_LIST.id, reason);
    error.fields_mut().attempts = 1;
    error.fields_mut().retryable = true;
    error
}

fn failed(reason: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, PROJECTS_LIST.id, reason)
}

fn only_project(
    found: Response<Answer>,
    region: &str,
    clean: impl Fn(&str) -> String,
) -> Result<String, Error> {
    let ids: Vec<&str> = found.value.projects.iter().map(|project| project.id.as_str()).collect();
    let mut error = match ids[..] {
        [id] if is_id(id) => return Ok(id.to_owned()),
        [] => failed(format!(
            "IAM knows no project of the region {region} for these credentials; pass project_id if there is one"
        )),
        _ if ids.iter().all(|id| is_id(id)) => failed(format!(
            "IAM knows {} projects of the region {region}; pass one of them as project_id: {}",
            ids.len(),
            clean(&ids.join(", "))
        )),
        _ => {
            let reason =
                "the answer is not what the API promises: projects: an id with characters that no id has";
            Error::new(ErrorKind::InvalidResponse, PROJECTS_LIST.id, reason)
        }
    };
    let fields = error.fields_mut();
    fields.http_status = Some(found.http_status());
    fields.request_id = found.request_id().map(str::to_owned);
    fields.attempts = found.attempts();
    Err(error)
}
