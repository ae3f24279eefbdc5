//! What tests need to be there and no client can ask for.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Swr;
use super::account::{REGION, random};
use super::basic::{Basic, BasicSeed};
use super::credentials::LongTermCredential;
use super::iam::Project;
use super::registry_body::{Credential, RegistryBody};
use super::target_registries::{TargetRegistry, next_id};
use crate::service::add;

/// The keys of a seed that are for SWR.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct SwrSeed {
    #[serde(default)]
    target_registries: Listed<NewRegistry>,
    #[serde(default)]
    long_term_credentials: Listed<NewCredential>,
    /// Kept as they are unless given.
    projects: Option<Vec<NewProject>>,
    #[serde(skip)]
    basic: BasicSeed,
}

impl SwrSeed {
    const KEYS: [&str; 3] = ["target_registries", "long_term_credentials", "projects"];

    /// Takes its keys out of a seed.
    pub(crate) fn take_from(given: &mut Value) -> Result<Self, String> {
        let mut taken = |keys: &[&str]| {
            let entries = keys.iter().filter_map(|key| given.as_object_mut()?.remove_entry(*key));
            Value::Object(entries.collect())
        };
        let (own, basic) = (taken(&Self::KEYS), taken(&BasicSeed::KEYS));
        let wrong = |error| format!("seed: {error}");
        let seed: Self = serde_json::from_value(own).map_err(wrong)?;
        Ok(Self { basic: serde_json::from_value(basic).map_err(wrong)?, ..seed })
    }
}

/// So many, or these.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Listed<T> {
    Count(usize),
    These(Vec<T>),
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self::Count(0)
    }
}

impl<T: Default> Listed<T> {
    pub(super) fn items(self) -> Vec<T> {
        match self {
            Self::Count(count) => std::iter::repeat_with(T::default).take(count).collect(),
            Self::These(items) => items,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NewRegistry {
    id: Option<i64>,
    name: Option<String>,
    description: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    project_id: Option<String>,
    region_id: Option<String>,
    instance_id: Option<String>,
    url: Option<String>,
    #[serde(default)]
    credential: NewLogin,
    dns_conf: Option<Value>,
    insecure: Option<bool>,
    status: Option<String>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NewLogin {
    access_key: Option<String>,
    access_secret: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NewCredential {
    token_id: Option<String>,
    name: Option<String>,
    user_id: Option<String>,
    user_profile: Option<String>,
    auth_token: Option<String>,
    enable: Option<bool>,
    /// False: another user's, listed with `self_only=false` only.
    own: Option<bool>,
    created_at: Option<DateTime<Utc>>,
    expire_date: Option<DateTime<Utc>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NewProject {
    id: Option<String>,
    name: Option<String>,
    domain_id: Option<String>,
    description: Option<String>,
    enabled: Option<bool>,
}

/// What a seed becomes, once nothing can be wrong with it any more.
pub(crate) struct Grown {
    registries: Vec<TargetRegistry>,
    credentials: Vec<LongTermCredential>,
    projects: Option<Vec<Project>>,
    basic: Basic,
    basic_ids: Value,
}

impl Swr {
    pub(crate) fn grow(&self, seed: SwrSeed, now: DateTime<Utc>) -> Result<Grown, String> {
        let mut last = self.last_registry_id;
        let mut registries: Vec<TargetRegistry> = Vec::new();
        for new in seed.target_registries.items() {
            let id = new.id.unwrap_or_else(|| next_id(&self.target_registries, last));
            if self.target_registries.iter().chain(&registries).any(|known| known.id == id) {
                return Err(format!("seed: there already is a target registry {id}"));
            }
            last = last.max(id);
            let number = self.target_registries.len() + registries.len();
            registries.push(new.make(id, number, now));
        }
        let (basic, basic_ids) = self.basic.grown(seed.basic, &self.account, now)?;
        let first = self.long_term_credentials.len();
        let credentials = seed.long_term_credentials.items().into_iter().enumerate();
        let projects = seed.projects.map(|projects| {
            projects.into_iter().enumerate().map(|(index, new)| self.project(index, new)).collect()
        });
        Ok(Grown {
            registries,
            credentials: credentials.map(|(index, new)| new.make(first + index, now)).collect(),
            projects,
            basic,
            basic_ids,
        })
    }

    /// Takes it over and gives the ids of what was added.
    pub(crate) fn plant(&mut self, grown: Grown) -> Value {
        let largest = grown.registries.iter().map(|new| new.id).max();
        self.last_registry_id = self.last_registry_id.max(largest.unwrap_or_default());
        let mut ids = json!({
            "target_registries": grown.registries.iter().map(|new| new.id).collect::<Vec<_>>(),
            "long_term_credentials": grown.credentials.iter().map(|new| &new.token_id).collect::<Vec<_>>(),
        });
        self.target_registries.extend(grown.registries);
        self.long_term_credentials.extend(grown.credentials);
        if let Some(projects) = grown.projects {
            self.projects = projects;
        }
        self.basic = grown.basic;
        add(&mut ids, grown.basic_ids);
        ids
    }

    /// The first one is the account's own unless it says otherwise.
    fn project(&self, index: usize, new: NewProject) -> Project {
        let own = || if index == 0 { self.account.project_id.clone() } else { random("") };
        Project {
            id: new.id.unwrap_or_else(own),
            name: new.name.unwrap_or_else(|| REGION.to_owned()),
            domain_id: new.domain_id.unwrap_or_else(|| random("")),
            description: new.description.unwrap_or_default(),
            enabled: new.enabled.unwrap_or(true),
        }
    }
}

impl NewRegistry {
    fn make(self, id: i64, number: usize, now: DateTime<Utc>) -> TargetRegistry {
        let created = self.created_at.unwrap_or(now);
        let login = self.credential;
        TargetRegistry {
            id,
            content: RegistryBody {
                name: self.name.unwrap_or_else(|| format!("seeded-{number:05}")),
                description: self.description.unwrap_or_default(),
                kind: self.kind.unwrap_or_else(|| "huawei-SWR".to_owned()),
                project_id: self.project_id,
                region_id: self.region_id.unwrap_or_default(),
                instance_id: self.instance_id.unwrap_or_default(),
                url: self.url.unwrap_or_else(|| "https://target.example".to_owned()),
                credential: Credential {
                    access_key: login.access_key.unwrap_or_else(|| format!("{REGION}@seeded")),
                    access_secret: login.access_secret.unwrap_or_else(|| random("target-secret-")),
                },
                dns_conf: self.dns_conf,
                insecure: self.insecure.unwrap_or(true),
            },
            status: self.status.unwrap_or_else(|| "healthy".to_owned()),
            created,
            updated: self.updated_at.unwrap_or(created),
        }
    }
}

impl NewCredential {
    fn make(self, number: usize, now: DateTime<Utc>) -> LongTermCredential {
        let name = self.name.unwrap_or_else(|| format!("seeded-{number:05}"));
        let made = LongTermCredential::new(name, self.created_at.unwrap_or(now));
        LongTermCredential {
            token_id: self.token_id.unwrap_or(made.token_id),
            name: made.name,
            user_id: self.user_id.unwrap_or(made.user_id),
            user_profile: self.user_profile.unwrap_or(made.user_profile),
            auth_token: self.auth_token.unwrap_or(made.auth_token),
            enable: self.enable.unwrap_or(true),
            own: self.own.unwrap_or(true),
            created: made.created,
            expires: self.expire_date.unwrap_or(made.expires),
        }
    }
}
