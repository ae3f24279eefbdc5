//! The look-up of a region's project at IAM, for callers who did not give its id.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};

use super::provider::{Account, IamProvider};
use crate::call::Response;
use crate::client::Link;
use crate::error::{Error, ErrorKind};
use crate::json;
use crate::transport::{CallOptions, Effect, FAR_FUTURE, Operation, Request, is_id};

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

/// The link to IAM.
pub(crate) struct Projects {
    iam: Link<IamProvider>,
    region: Option<String>,
    /// Calls that need the project at the same time make one look-up.
    turn: Mutex<()>,
}

impl Projects {
    pub(crate) fn new(iam: Link<IamProvider>, region: Option<String>) -> Self {
        Self { iam, region, turn: Mutex::new(()) }
    }

    pub(crate) fn reconnected(&self, account: Arc<Account>) -> Result<Self, Error> {
        let iam = self.iam.reconnected(Arc::new(IamProvider(account)))?;
        Ok(Self::new(iam, self.region.clone()))
    }

    pub(crate) fn close(&self) {
        self.iam.close();
    }

    /// Finds the project, and gives what is left of the time of the call that needs it.
    pub(crate) async fn look_up(
        &self,
        account: &Account,
        generation: u64,
        timeout: Duration,
        max_retries: Option<u32>,
    ) -> Result<(String, Duration), Error> {
        let Some(region) = &self.region else {
            return Err(failed(
                "project_id is not given, and without region it cannot be looked up; pass either, or set \
                 HUAWEICLOUD_SDK_PROJECT_ID or HUAWEICLOUD_SDK_REGION",
            ));
        };
        let late = || {
            let reason =
                format!("no answer about the project of the region within {} s", timeout.as_secs_f64());
            let mut error = Error::new(ErrorKind::DeadlineExceeded, PROJECTS_LIST.id, reason);
            error.fields_mut().retryable = true;
            error
        };
        let deadline = Instant::now() + timeout.min(FAR_FUTURE);
        let _turn = timeout_at(deadline, self.turn.lock()).await.map_err(|_| late())?;
        let left = || match deadline.saturating_duration_since(Instant::now()) {
            Duration::ZERO => Err(late()),
            left => Ok(left),
        };
        if let (Some(known), _) = account.project() {
            return Ok((known, left()?));
        }
        let options = CallOptions { timeout: Some(left()?), max_retries, ..CallOptions::default() };
        let request = Request::new(&PROJECTS_LIST, &[], options)?.query("name", region);
        let found = self.iam.execute(request, |answer| json::decode::<Answer>(&answer.body)).await?;
        let id = only_project(found, region)?;
        account.remember_project(&id, generation);
        Ok((id, left()?))
    }
}

fn failed(reason: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, PROJECTS_LIST.id, reason)
}

fn only_project(found: Response<Answer>, region: &str) -> Result<String, Error> {
    let ids: Vec<&str> = found.value.projects.iter().map(|project| project.id.as_str()).collect();
    let mut error = match ids[..] {
        [id] if is_id(id) => return Ok(id.to_owned()),
        [] => failed(format!(
            "IAM knows no project of the region {region} for these credentials; pass project_id if there is one"
        )),
        _ if ids.iter().all(|id| is_id(id)) => failed(format!(
            "IAM knows {} projects of the region {region}; pass one of them as project_id: {}",
            ids.len(),
            ids.join(", ")
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
