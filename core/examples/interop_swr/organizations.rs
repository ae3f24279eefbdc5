//! Organizations of the basic edition, permissions and quotas.

use registry_tokens::SwrClient;
use registry_tokens::models::{
    Access, AccessLevel, Namespace, NamespaceQuery, PermissionGrant, PermissionRevocation, Quota, QuotaQuery,
    UserPermission,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Given, Result, done, unknown};

pub async fn make(client: &SwrClient, operation: &str, given: &Given) -> Result<Value> {
    let (namespaces, permissions) = (client.namespaces(), client.namespace_permissions());
    let namespace = || given.text("namespace");
    Ok(match operation {
        "namespaces.list" => {
            let mut query = NamespaceQuery::new();
            query.name = given.read("name")?;
            query.mode = given.read("mode")?;
            let name = |row: &Namespace| format!("{} {}", row.name, row.auth.clone().unwrap_or_default());
            json!({"names": namespaces.list(query).await?.iter().map(name).collect::<Vec<_>>()})
        }
        "namespaces.get" => {
            let row = namespaces.get(namespace()?).await?;
            json!({"name": row.name, "auth": row.auth, "creator_name": row.creator_name})
        }
        "namespaces.create" => done(namespaces.create(namespace()?)).await?,
        "namespaces.delete" => done(namespaces.delete(namespace()?)).await?,
        "namespace_permissions.get" => access(permissions.get(namespace()?).await?),
        "namespace_permissions.grant" => done(permissions.grant(namespace()?, grant(given)?)).await?,
        "namespace_permissions.update" => done(permissions.update(namespace()?, grant(given)?)).await?,
        "namespace_permissions.revoke" => done(permissions.revoke(namespace()?, revocation(given)?)).await?,
        "quotas.list" => {
            let quota = |row: &Quota| format!("{} {}/{}", row.quota_key, json!(row.used), row.quota_limit);
            let rows = client.quotas().list(QuotaQuery::new()).await?;
            json!({"quotas": rows.iter().map(quota).collect::<Vec<_>>()})
        }
        other => return unknown(other),
    })
}

/// A user as the scenario writes it: with the level's word.
#[derive(Deserialize)]
struct User {
    user_id: String,
    user_name: String,
    auth: AccessLevel,
}

pub fn grant(given: &Given) -> Result<PermissionGrant> {
    let users = given.needed::<Vec<User>>("users")?.into_iter();
    Ok(PermissionGrant::new(users.map(|user| UserPermission::new(user.user_id, user.user_name, user.auth))))
}

pub fn revocation(given: &Given) -> Result<PermissionRevocation> {
    Ok(PermissionRevocation::new(given.needed::<Vec<String>>("user_ids")?))
}

pub fn access(access: Access) -> Value {
    let other = |user: &UserPermission| format!("{} {} {}", user.user_id, user.user_name, user.auth);
    json!({
        "name": access.name,
        "self": access.self_auth.map(|user| format!("{} {}", user.user_name, user.auth)),
        "others": access.others_auths.iter().map(other).collect::<Vec<_>>(),
    })
}
