//! Huawei Cloud SWR, and what of IAM its clients need.

mod account;
mod answers;
mod basic;
mod body;
mod credentials;
mod iam;
mod login;
mod query;
mod registry_body;
mod seed;
mod target_registries;

use chrono::{DateTime, SecondsFormat, Utc};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, Login, add};
use crate::api::Api;
use crate::clock;
use crate::http::response::Response;
use account::Caller;
pub(crate) use account::{REGION, SwrAccount};
use answers::{Refusal, Shape};
use basic::Basic;
pub(crate) use basic::{NAMESPACE, REPOSITORY};
use credentials::LongTermCredential;
use iam::Project;
pub(super) use seed::SwrSeed;
use target_registries::TargetRegistry;

/// The state of one world's SWR.
pub(super) struct Swr {
    account: SwrAccount,
    target_registries: Vec<TargetRegistry>,
    last_registry_id: i64,
    long_term_credentials: Vec<LongTermCredential>,
    projects: Vec<Project>,
    /// What was given away and can be neither listed nor deleted.
    temporary_credentials: Vec<Value>,
    logins: Vec<Value>,
    basic: Basic,
}

impl Swr {
    /// The start state: the documented target registry, one project, no credentials; one organization.
    pub(super) fn new(account: SwrAccount) -> Self {
        Self {
            target_registries: vec![TargetRegistry::example()],
            last_registry_id: target_registries::FIRST_ID,
            long_term_credentials: Vec::new(),
            projects: vec![Project::of(&account)],
            temporary_credentials: Vec::new(),
            logins: Vec::new(),
            basic: Basic::new(&account),
            account,
        }
    }

    pub(super) fn answer(&mut self, call: &Call<'_>) -> Response {
        let request_id = Uuid::new_v4().simple().to_string();
        let response = match call.api {
            Api::Iam => self.route_iam(call),
            _ => self.route(call),
        };
        let response = response.unwrap_or_else(|refusal| refusal.response(shape(call), &request_id));
        let response =
            response.with("Date", clock::http_date(call.now)).with("X-Request-Id", request_id.clone());
        if call.api == Api::Iam {
            response.with("X-IAM-Trace-Id", format!("token_{request_id}"))
        } else {
            response
        }
    }

    /// Everything there is, secrets included.
    pub(super) fn inspect(&self) -> Value {
        let credentials = self.long_term_credentials.iter();
        let mut shown = json!({
            "target_registries": self.target_registries.iter().map(TargetRegistry::inspect).collect::<Vec<_>>(),
            "long_term_credentials": credentials.map(|one| one.inspect(&self.account)).collect::<Vec<_>>(),
            "projects": self.projects.iter().map(Project::to_json).collect::<Vec<_>>(),
            "temporary_credentials": self.temporary_credentials,
            "logins": self.logins,
        });
        add(&mut shown, self.basic.inspect(&self.account));
        shown
    }

    /// Whom its credentials let into an image registry.
    pub(super) fn logins(&self) -> Vec<Login<'_>> {
        let lasting = self.long_term_credentials.iter().map(LongTermCredential::login);
        let temporary = self
            .temporary_credentials
            .iter()
            .filter_map(|issued| Login::of_record(issued, "user_id", "auth_token", "expire_date"));
        let commands = self
            .logins
            .iter()
            .filter_map(|issued| Login::of_record(issued, "user", "password", "expires_at"));
        lasting.chain(temporary).chain(commands).collect()
    }

    fn route_iam(&mut self, call: &Call<'_>) -> Result<Response, Refusal> {
        self.account.admit(call)?;
        match (call.method, call.path) {
            ("GET", "/v3/projects") => iam::list(&self.projects, call),
            (_, "/v3/projects") => Err(Refusal::method_not_allowed("GET")),
            (_, "/v3/auth/tokens") => Err(Refusal::not_played()),
            _ => Err(Refusal::no_such_api()),
        }
    }

    fn route(&mut self, call: &Call<'_>) -> Result<Response, Refusal> {
        let caller = self.account.admit(call)?;
        let decoded: Vec<String> = call
            .path
            .split('/')
            .skip(1)
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect();
        let segments: Vec<&str> = decoded.iter().map(String::as_str).collect();
        match segments.as_slice() {
            ["v2", "manage", "utils", command] => self.login(command, &caller, call),
            [version @ ("v2" | "v3"), "manage", rest @ ..] => {
                self.basic.answer(version, rest, &self.account, call)
            }
            ["v2", project, "instances", rest @ ..] => {
                if *project != self.account.project_id {
                    return Err(Refusal::foreign_project());
                }
                match rest {
                    [] | [_] => Err(Refusal::not_played()),
                    [instance, ..] if *instance != self.account.instance_id => {
                        Err(Refusal::not_found("instance not found"))
                    }
                    [_, rest @ ..] => self.enterprise(rest, call),
                }
            }
            _ => Err(Refusal::no_such_api()),
        }
    }

    fn login(&mut self, command: &str, caller: &Caller, call: &Call<'_>) -> Result<Response, Refusal> {
        match (call.method, command) {
            ("POST", "secret") => login::temporary(&mut self.logins, &self.projects, caller, call),
            ("POST", "authorizationtoken") => login::enhanced(&mut self.logins, caller, call),
            (_, "secret" | "authorizationtoken") => Err(Refusal::method_not_allowed("POST")),
            _ => Err(Refusal::no_such_api()),
        }
    }

    /// Below an instance.
    fn enterprise(&mut self, path: &[&str], call: &Call<'_>) -> Result<Response, Refusal> {
        let registries = &mut self.target_registries;
        let credentials = &mut self.long_term_credentials;
        match (path, call.method) {
            (["registries"], "GET") => target_registries::list(registries, call),
            (["registries"], "POST") => {
                target_registries::create(registries, &mut self.last_registry_id, call)
            }
            (["registries"], _) => Err(Refusal::method_not_allowed("GET, POST")),
            (["registries", id], "GET") => target_registries::show(registries, id),
            (["registries", id], "PUT") => target_registries::replace(registries, id, call),
            (["registries", id], "DELETE") => target_registries::delete(registries, id),
            (["registries", _], _) => Err(Refusal::method_not_allowed("GET, PUT, DELETE")),
            // The service's own spelling: one is created in the singular, everything else is in the plural.
            (["long-term-credential"], "POST") => credentials::create(credentials, call),
            (["long-term-credential"], _) => Err(Refusal::method_not_allowed("POST")),
            (["long-term-credentials"], "GET") => credentials::list(credentials, &self.account, call),
            (["long-term-credentials"], _) => Err(Refusal::method_not_allowed("GET")),
            (["long-term-credentials", id], "PUT") => credentials::switch(credentials, id, call),
            (["long-term-credentials", id], "DELETE") => credentials::delete(credentials, id),
            (["long-term-credentials", _], _) => Err(Refusal::method_not_allowed("PUT, DELETE")),
            (["temp-credential"], "POST") => credentials::temporary(&mut self.temporary_credentials, call),
            (["temp-credential"], _) => Err(Refusal::method_not_allowed("POST")),
            (["replication", ..], _) => Err(Refusal::not_played()),
            _ => Err(Refusal::no_such_api()),
        }
    }
}

fn shape(call: &Call<'_>) -> Shape {
    match call.api {
        Api::Iam => Shape::Iam,
        _ if call.path.starts_with("/v2/manage/") || call.path.starts_with("/v3/manage/") => {
            if basic::refuses_in_the_older_form(call.path) {
                Shape::BasicOlder
            } else {
                Shape::Basic
            }
        }
        _ => Shape::Enterprise,
    }
}

/// How SWR writes times: UTC, six digits of a second.
fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Micros, true)
}
