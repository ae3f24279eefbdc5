//! The basic edition: organizations, and what is below them.

mod access;
mod given;
mod names;
mod namespaces;
mod quotas;
mod repositories;
mod repository_body;
mod repository_lists;
mod retention_body;
mod retentions;
mod seed;
mod sync_jobs;
mod sync_tasks;
mod triggers;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::SwrAccount;
use super::answers::Refusal;
use super::body;
use crate::http::response::Response;
use crate::service::Call;
use namespaces::Namespace;
use quotas::Quotas;
use repositories::Repository;
pub(super) use seed::BasicSeed;
pub(crate) use seed::{NAMESPACE, REPOSITORY};

/// What there is in the basic edition of one world.
#[derive(Clone, Default)]
pub(super) struct Basic {
    namespaces: Vec<Namespace>,
    quotas: Quotas,
    ids: Ids,
}

/// Ids of everything that has one: never given twice.
#[derive(Clone, Default)]
struct Ids(i64);

impl Ids {
    fn next(&mut self) -> i64 {
        self.0 = self.0.saturating_add(1);
        self.0
    }
}

/// A request, by whom, and when: what every operation needs.
#[derive(Clone, Copy)]
struct Asked<'a> {
    call: &'a Call<'a>,
    account: &'a SwrAccount,
}

impl Asked<'_> {
    fn now(&self) -> String {
        written(self.call.now)
    }
}

impl Basic {
    /// Everything there is.
    pub(super) fn inspect(&self, account: &SwrAccount) -> Value {
        json!({
            "namespaces": self.namespaces.iter().map(|one| one.inspect(account)).collect::<Vec<_>>(),
            "quotas": self.quotas.inspect(),
        })
    }

    pub(super) fn answer(
        &mut self,
        version: &str,
        path: &[&str],
        account: &SwrAccount,
        call: &Call<'_>,
    ) -> Result<Response, Refusal> {
        if !body::is_json(call) {
            return Err(Refusal::invalid("Content-Type: application/json is needed, even without a body"));
        }
        // Signed as two segments and read as one: no client may mean this.
        if path.iter().any(|segment| segment.contains('/')) {
            return Err(Refusal::no_such_api());
        }
        let asked = Asked { call, account };
        match (version, path) {
            ("v2", ["namespaces"]) => match call.method {
                "GET" => namespaces::list(&self.namespaces, asked),
                "POST" => namespaces::create(&mut self.namespaces, &self.quotas, &mut self.ids, asked),
                _ => Err(Refusal::method_not_allowed("GET, POST")),
            },
            ("v2", ["namespaces", namespace]) => match call.method {
                "GET" => namespaces::show(self.namespace(namespace)?, asked),
                "DELETE" => namespaces::delete(&mut self.namespaces, namespace, call),
                _ => Err(Refusal::method_not_allowed("GET, DELETE")),
            },
            ("v2", ["namespaces", namespace, "access"]) => {
                access::of_namespace(self.namespace(namespace)?, asked)
            }
            ("v2", ["namespaces", namespace, "repos", rest @ ..]) => {
                let index = namespaces::position(&self.namespaces, namespace)?;
                let Self { namespaces, quotas, ids } = self;
                let namespace = namespaces.get_mut(index).ok_or_else(namespaces::unknown)?;
                below(namespace, rest, quotas, ids, asked)
            }
            ("v2", ["projects", project, "quotas"]) => {
                if *project != account.project_id {
                    return Err(Refusal::foreign_project());
                }
                quotas::list(&self.quotas, &self.namespaces, call)
            }
            ("v2", ["regions"]) => sync_tasks::regions(call),
            ("v2", ["repos"]) => repository_lists::by_offset(&self.namespaces, call),
            ("v3", ["repos"]) => repository_lists::by_marker(&self.namespaces, call),
            ("v2", ["shared-repositories" | "agency" | "overview"])
            | ("v2", ["projects", _, "feature-gates"])
            | ("v2", ["namespaces", _, "repositories", _, "access-domains", ..])
            | ("v3", ["shared-repositories"] | ["namespaces", _, "repos", _, "tags"]) => {
                Err(Refusal::not_played())
            }
            _ => Err(Refusal::no_such_api()),
        }
    }

    fn namespace(&mut self, name: &str) -> Result<&mut Namespace, Refusal> {
        let index = namespaces::position(&self.namespaces, name)?;
        self.namespaces.get_mut(index).ok_or_else(namespaces::unknown)
    }
}

/// The repositories of an organization.
fn below(
    namespace: &mut Namespace,
    path: &[&str],
    quotas: &Quotas,
    ids: &mut Ids,
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    let call = asked.call;
    let (name, rest) = match path {
        [] if call.method == "POST" => return repositories::create(namespace, quotas, ids, asked),
        [] => return Err(Refusal::method_not_allowed("POST")),
        [name, rest @ ..] => (name, rest),
    };
    let index = repositories::position(&namespace.repositories, name)?;
    if rest.is_empty() && call.method == "DELETE" {
        return repositories::delete(&mut namespace.repositories, index, call);
    }
    let in_namespace = namespace.name.clone();
    let repository = namespace.repositories.get_mut(index).ok_or_else(repositories::unknown)?;
    match (rest, call.method) {
        ([], "GET") => repositories::show(repository, namespace.id, &in_namespace, asked),
        ([], "PATCH") => repositories::update(repository, call),
        ([], _) => Err(Refusal::method_not_allowed("GET, PATCH, DELETE")),
        (["access"], _) => access::of_repository(repository, asked),
        (["retentions", rest @ ..], _) => retentions::answer(repository, rest, ids, call),
        (["sync_repo"], _) => sync_tasks::answer(repository, &in_namespace, ids, asked),
        (["sync_images"], "POST") => sync_jobs::start(repository, &in_namespace, ids, asked),
        (["sync_images"], _) => Err(Refusal::method_not_allowed("POST")),
        (["sync_job"], "GET") => sync_jobs::list(repository, call),
        (["sync_job"], _) => Err(Refusal::method_not_allowed("GET")),
        (["triggers", rest @ ..], _) => triggers::answer(repository, rest, asked),
        (["tags", ..], _) => Err(Refusal::not_played()),
        _ => Err(Refusal::no_such_api()),
    }
}

/// Whether this path is among those whose refusals have been seen in the older form only.
pub(super) fn refuses_in_the_older_form(path: &str) -> bool {
    let below = path.split_once("/repos/").map_or("", |(_, below)| below);
    ["/retentions", "/sync_", "/triggers"].iter().any(|part| below.contains(part))
}

/// How the basic edition writes times: as many digits of a second as there are, in threes.
fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
