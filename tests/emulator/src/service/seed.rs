//! A start state with more in it: what tests need and no client can ask for.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::registries::Registry;
use super::swr::SwrSeed;
use super::tokens::Token;
use super::validate::TokenInput;
use super::{Service, add};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    #[serde(default)]
    tokens: Tokens,
    #[serde(default)]
    registries: Vec<NewRegistry>,
    /// Which registry gets the tokens; the first one unless named.
    registry_id: Option<Uuid>,
    /// Kept as it is unless given; null lifts it.
    #[serde(default, deserialize_with = "given")]
    max_limit: Option<Option<u64>>,
}

/// So many tokens, or these.
#[derive(Deserialize)]
#[serde(untagged)]
enum Tokens {
    Count(usize),
    Listed(Vec<NewToken>),
}

impl Default for Tokens {
    fn default() -> Self {
        Self::Count(0)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NewToken {
    id: Option<Uuid>,
    name: Option<String>,
    status: Option<String>,
    #[serde(default)]
    scopes: Value,
    /// From now on; may be below the hour that the service asks of its clients.
    expires_in_seconds: Option<i64>,
    /// How long ago it was created.
    #[serde(default)]
    age_seconds: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewRegistry {
    id: Option<Uuid>,
    name: String,
    location: Option<String>,
    /// How often it is read by id before it is running.
    #[serde(default)]
    reads_until_running: u64,
    #[serde(default)]
    tokens: Tokens,
}

fn given<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<Option<u64>>, D::Error> {
    Option::deserialize(source).map(Some)
}

impl Service {
    /// Adds what is asked for and gives the ids of what was added.
    pub(crate) fn seed(&mut self, mut given: Value, now: DateTime<Utc>) -> Result<Value, String> {
        let swr = self.swr.grow(SwrSeed::take_from(&mut given)?, now)?;
        let seed: Seed = serde_json::from_value(given).map_err(|error| format!("seed: {error}"))?;
        let target = match seed.registry_id {
            Some(id) => self.registries.iter().position(|registry| registry.id == id),
            None => Some(0),
        };
        let author = self.account.author();
        let make = |tokens: Tokens, first: usize| -> Result<Vec<Token>, String> {
            let tokens = match tokens {
                Tokens::Count(count) => (0..count).map(|_| NewToken::default()).collect(),
                Tokens::Listed(tokens) => tokens,
            };
            tokens
                .into_iter()
                .enumerate()
                .map(|(index, token)| token.make(first + index, &author, now))
                .collect()
        };
        let registry = target
            .and_then(|index| self.registries.get_mut(index))
            .ok_or_else(|| "seed: no registry with this registry_id".to_owned())?;
        let tokens = make(seed.tokens, registry.tokens.len())?;
        let mut registries = Vec::new();
        for new in seed.registries {
            registries.push(Registry {
                id: new.id.unwrap_or_else(Uuid::new_v4),
                name: new.name,
                location: new.location.unwrap_or_else(|| "de/fra".to_owned()),
                reads_until_running: new.reads_until_running,
                created: now,
                tokens: make(new.tokens, 0)?,
            });
        }
        if let Some(max_limit) = seed.max_limit {
            self.max_limit = max_limit;
        }
        let mut ids = json!({
            "tokens": tokens.iter().map(|token| token.id.hyphenated().to_string()).collect::<Vec<_>>(),
            "registries": registries.iter().map(|new| new.id.hyphenated().to_string()).collect::<Vec<_>>(),
        });
        registry.tokens.extend(tokens);
        self.registries.extend(registries);
        add(&mut ids, self.swr.plant(swr));
        Ok(ids)
    }
}

impl NewToken {
    fn make(self, index: usize, author: &super::auth::Author, now: DateTime<Utc>) -> Result<Token, String> {
        let at = |seconds: i64| {
            TimeDelta::try_seconds(seconds)
                .and_then(|distance| now.checked_add_signed(distance))
                .map(|time| time.trunc_subsecs(0))
                .ok_or_else(|| "seed: this time is out of the calendar".to_owned())
        };
        let created = at(self.age_seconds.saturating_neg())?;
        let input = TokenInput {
            name: self.name.unwrap_or_else(|| format!("seeded-{index:05}")),
            scopes: self.scopes,
            status: self.status.unwrap_or_else(|| "enabled".to_owned()),
            expiry: self.expires_in_seconds.map(at).transpose()?,
        };
        Ok(Token::new(self.id.unwrap_or_else(Uuid::new_v4), input, author, created))
    }
}
