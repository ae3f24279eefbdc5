//! What is there from the start, and what tests need to be there besides.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::SwrAccount;
use super::super::seed::Listed;
use super::access::{Access, MANAGE, UserAuth};
use super::namespaces::Namespace;
use super::quotas::Quotas;
use super::repositories::Repository;
use super::sync_tasks::Target;
use super::{Basic, Ids, retentions, sync_jobs, sync_tasks, triggers, written};

/// An organization of the start state, and the one of its repositories that has something of everything.
pub(crate) const NAMESPACE: &str = "group";
pub(crate) const REPOSITORY: &str = "busybox";

const START: &str = include_str!("start.json");

/// The keys of a seed that are for the basic edition.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct BasicSeed {
    #[serde(default)]
    namespaces: Listed<NewNamespace>,
    /// Kept as they are unless given.
    quotas: Option<Quotas>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NewNamespace {
    /// That of one that is there: this adds to it.
    name: Option<String>,
    id: Option<i64>,
    creator_name: Option<String>,
    auth: Option<i64>,
    #[serde(default)]
    access: Vec<NewPermission>,
    #[serde(default)]
    repositories: Listed<NewRepository>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPermission {
    user_id: String,
    user_name: String,
    auth: i64,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NewRepository {
    id: Option<i64>,
    name: Option<String>,
    category: Option<String>,
    description: Option<String>,
    size: Option<i64>,
    is_public: Option<bool>,
    num_download: Option<i64>,
    status: Option<bool>,
    priority: Option<i64>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    access: Vec<NewPermission>,
    #[serde(default)]
    retentions: Listed<Value>,
    #[serde(default)]
    retention_log: Listed<Value>,
    #[serde(default)]
    sync_tasks: Listed<Value>,
    #[serde(default)]
    sync_jobs: Listed<Value>,
    #[serde(default)]
    triggers: Listed<Value>,
}

impl BasicSeed {
    pub(in super::super) const KEYS: [&str; 2] = ["namespaces", "quotas"];
}

impl Basic {
    pub(in super::super) fn new(account: &SwrAccount) -> Self {
        let start = serde_json::from_str(START).unwrap_or_default();
        // A test reads it: nothing can be wrong with it.
        Self::default()
            .grown(start, account, DateTime::UNIX_EPOCH)
            .map(|(basic, _)| basic)
            .unwrap_or_default()
    }

    /// With the seed in it, and the names and ids of what was added.
    pub(in super::super) fn grown(
        &self,
        seed: BasicSeed,
        account: &SwrAccount,
        now: DateTime<Utc>,
    ) -> Result<(Self, Value), String> {
        let mut grown = self.clone();
        let (mut names, mut ids) = (Vec::new(), Vec::new());
        for new in seed.namespaces.items() {
            let name = new.name.unwrap_or_else(|| format!("seeded-{:05}", grown.namespaces.len()));
            let index = grown.namespaces.iter().position(|known| known.name == name);
            let index = match index {
                Some(_) if new.id.is_some() || new.auth.is_some() || new.creator_name.is_some() => {
                    return Err(format!("seed: the organization {name} is there: it can only be added to"));
                }
                Some(index) => index,
                None => {
                    grown.namespaces.push(Namespace {
                        id: grown.ids.take(new.id),
                        name: name.clone(),
                        creator_name: new.creator_name.unwrap_or_else(|| SwrAccount::USER_NAME.to_owned()),
                        auth: new.auth.unwrap_or(MANAGE),
                        access: Access::default(),
                        repositories: Vec::new(),
                    });
                    grown.namespaces.len() - 1
                }
            };
            let Basic { namespaces, ids: counter, .. } = &mut grown;
            let Some(namespace) = namespaces.get_mut(index) else { continue };
            namespace.access.extend(access(new.access));
            for new in new.repositories.items() {
                let made = new.make(namespace, counter, account, now)?;
                ids.push(made.id);
                namespace.repositories.push(made);
            }
            names.push(name);
        }
        if let Some(quotas) = seed.quotas {
            grown.quotas = quotas;
        }
        Ok((grown, json!({"namespaces": names, "repositories": ids})))
    }
}

impl Ids {
    /// The one that was given, or the next one.
    fn take(&mut self, given: Option<i64>) -> i64 {
        match given {
            Some(id) => {
                self.0 = self.0.max(id);
                id
            }
            None => self.next(),
        }
    }

    /// For what is kept as it is shown: its own one, or the next one.
    fn take_of(&mut self, given: &Value) -> i64 {
        self.take(given["id"].as_i64())
    }
}

impl NewRepository {
    fn make(
        self,
        namespace: &Namespace,
        ids: &mut Ids,
        account: &SwrAccount,
        now: DateTime<Utc>,
    ) -> Result<Repository, String> {
        let name = self.name.unwrap_or_else(|| format!("seeded-{:05}", namespace.repositories.len()));
        if namespace.repositories.iter().any(|known| known.name == name) {
            return Err(format!("seed: there already is a repository {name}"));
        }
        let new = Repository::new(ids.take(self.id), name.clone(), self.created_at.unwrap_or(now));
        let (place, time) = ((namespace.name.as_str(), name.as_str()), written(now));
        let target = Target { region: "cn-east-3".to_owned(), namespace: "target".to_owned() };
        let rules = json!([{"template": "date_rule", "params": {"days": "30"}, "tag_selectors": []}]);
        let retentions = each(self.retentions, |_, given| retentions::shown(ids.take_of(given), &rules))?;
        let retention_id = retentions.first().map_or(json!(1), |retention| retention["id"].clone());
        Ok(Repository {
            category: self.category.unwrap_or_else(|| new.category.clone()),
            description: self.description.unwrap_or_default(),
            size: self.size.unwrap_or_default(),
            is_public: self.is_public.unwrap_or_default(),
            num_download: self.num_download.unwrap_or_default(),
            status: self.status.unwrap_or_default(),
            priority: self.priority.unwrap_or_default(),
            updated: self.updated_at.unwrap_or(new.created),
            tags: self.tags,
            access: access(self.access),
            retention_log: each(self.retention_log, |number, given| {
                let tag = format!("old-{number:05}");
                retentions::log_row(ids.take_of(given), &retention_id, place, &tag, &time)
            })?,
            retentions,
            sync_tasks: each(self.sync_tasks, |_, given| {
                sync_tasks::row(ids.take_of(given), place, &target, account, &time)
            })?,
            sync_jobs: each(self.sync_jobs, |_, given| {
                sync_jobs::row(ids.take_of(given), place, &target, account, &time)
            })?,
            triggers: each(self.triggers, |number, _| {
                triggers::row(&format!("seeded-{number:05}"), SwrAccount::USER_NAME, &time)
            })?,
            ..new
        })
    }
}

fn access(given: Vec<NewPermission>) -> Access {
    let users = given.into_iter().map(|NewPermission { user_id, user_name, auth }| UserAuth {
        user_id,
        user_name,
        auth,
    });
    Access::new(users.collect())
}

/// Rows with what is given in the place of what they would say; nothing may be given that they do not say.
fn each(given: Listed<Value>, mut row: impl FnMut(usize, &Value) -> Value) -> Result<Vec<Value>, String> {
    let merged = given.items().into_iter().enumerate().map(|(number, given)| {
        let mut row = row(number, &given);
        match given {
            Value::Null => Ok(row),
            Value::Object(fields) => {
                for (key, value) in fields {
                    *row.get_mut(&key).ok_or_else(|| format!("seed: unknown field {key}"))? = value;
                }
                Ok(row)
            }
            _ => Err("seed: a row must be an object".to_owned()),
        }
    });
    merged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_state_can_be_read() {
        let start = serde_json::from_str(START).unwrap();
        let account = SwrAccount::random();
        let (basic, ids) = Basic::default().grown(start, &account, DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(ids["namespaces"], json!([NAMESPACE]));
        assert!(basic.namespaces[0].repositories.iter().any(|repository| repository.name == REPOSITORY));
    }
}
