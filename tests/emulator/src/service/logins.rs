//! Whom the issued credentials let into an image registry, and what they may do there.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Service;

/// The words that a token's own `*` stands for.
const ACTIONS: [&str; 3] = ["pull", "push", "delete"];

/// One pair of user name and password. Not `Debug`: it holds the password.
pub(crate) struct Login<'a> {
    pub(super) user: &'a str,
    pub(super) password: &'a str,
    pub(super) enabled: bool,
    pub(super) expires: Option<DateTime<Utc>>,
    pub(super) rights: Rights<'a>,
}

/// What a login may do.
#[derive(Clone, Copy)]
pub(crate) enum Rights<'a> {
    /// What the scopes of a token say, as the service keeps them: an array or null.
    Scopes(&'a Value),
    /// Every action on every repository.
    Everything,
}

impl<'a> Login<'a> {
    /// A login out of what is remembered of an answer.
    pub(super) fn of_record(issued: &'a Value, user: &str, password: &str, expires: &str) -> Option<Self> {
        Some(Self {
            user: issued[user].as_str()?,
            password: issued[password].as_str()?,
            enabled: true,
            expires: Some(DateTime::parse_from_rfc3339(issued[expires].as_str()?).ok()?.with_timezone(&Utc)),
            rights: Rights::Everything,
        })
    }

    pub(crate) fn expires(&self) -> Option<DateTime<Utc>> {
        self.expires
    }

    pub(crate) fn rights(&self) -> Rights<'a> {
        self.rights
    }
}

impl Service {
    /// Who this is, or why nobody.
    pub(crate) fn log_in(
        &mut self,
        user: &str,
        password: &str,
        now: DateTime<Utc>,
    ) -> Result<Login<'_>, &'static str> {
        self.delete_expired(now);
        let of_ionos = self.registries.iter().flat_map(|registry| &registry.tokens).map(|token| Login {
            user: &token.name,
            password: &token.password,
            enabled: token.status == "enabled",
            expires: token.expiry,
            rights: Rights::Scopes(&token.scopes),
        });
        // A name may be that of several: registries have tokens of the same name, login commands the same user.
        let named: Vec<Login<'_>> =
            of_ionos.chain(self.swr.logins()).filter(|login| login.user == user).collect();
        if named.is_empty() {
            return Err("unknown user name");
        }
        let known = named.into_iter().find(|login| login.password == password).ok_or("wrong password")?;
        if !known.enabled {
            return Err("this credential is disabled");
        }
        if known.expires.is_some_and(|expires| expires <= now) {
            return Err("this credential has expired");
        }
        Ok(known)
    }
}

impl Rights<'_> {
    /// What of the actions asked for is allowed; an asked `*` stands for all that are.
    pub(crate) fn granted(self, kind: &str, name: &str, asked: &[&str]) -> Vec<String> {
        let allowed = self.allowed(kind, name);
        let wanted = |action: &&str| asked.contains(action) || asked.contains(&"*");
        let mut granted: Vec<String> = Vec::new();
        for action in allowed.into_iter().filter(wanted) {
            if !granted.iter().any(|known| known == action) {
                granted.push(action.to_owned());
            }
        }
        granted
    }

    fn allowed(&self, kind: &str, name: &str) -> Vec<&str> {
        let scopes = match self {
            Self::Scopes(scopes) => scopes.as_array().map_or(&[][..], Vec::as_slice),
            Self::Everything if kind == "repository" => return ACTIONS.to_vec(),
            Self::Everything => return Vec::new(),
        };
        let fits = |scope: &&Value| scope["type"] == kind && (scope["name"] == name || scope["name"] == "*");
        let actions = scopes.iter().filter(fits).filter_map(|scope| scope["actions"].as_array()).flatten();
        let words = actions.filter_map(Value::as_str);
        // To a registry `*` means more than the three words, so it never gets to see it.
        words.flat_map(|word| if word == "*" { ACTIONS.to_vec() } else { vec![word] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn grants_what_is_both_asked_for_and_allowed() {
        let scopes = json!([
            {"type": "repository", "name": "team/app", "actions": ["pull", "push"]},
            {"type": "repository", "name": "*", "actions": ["pull"]},
            {"type": "repository", "name": "all", "actions": ["*"]},
            {"type": "repository", "name": "none", "actions": null},
            {"type": "registry", "name": "catalog", "actions": ["list"]},
        ]);
        let granted = |kind, name, asked: &[&str]| Rights::Scopes(&scopes).granted(kind, name, asked);
        assert_eq!(granted("repository", "team/app", &["pull", "push", "delete"]), ["pull", "push"]);
        assert_eq!(granted("repository", "team/app", &["*"]), ["pull", "push"]);
        assert_eq!(granted("repository", "team/other", &["push", "pull"]), ["pull"]);
        assert_eq!(granted("repository", "all", &["*"]), ["pull", "push", "delete"]);
        assert_eq!(granted("repository", "all", &["launch"]), [""; 0]);
        assert_eq!(granted("repository", "none", &["push"]), [""; 0]);
        assert_eq!(granted("registry", "catalog", &["*"]), ["list"]);
        assert_eq!(granted("other", "team/app", &["pull"]), [""; 0]);
        assert_eq!(Rights::Scopes(&Value::Null).granted("repository", "a", &["pull"]), [""; 0]);
        assert_eq!(Rights::Everything.granted("repository", "a/b", &["delete", "*"]).len(), 3);
        assert_eq!(Rights::Everything.granted("registry", "catalog", &["*"]), [""; 0]);
    }
}
