//! Repositories of the basic edition, and permissions on them.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use registry_tokens::models::{
    NewRepository, Repository, RepositoryCategory, RepositoryMarkerPage, RepositoryQuery, RepositoryUpdate,
};
use registry_tokens::{Pager, SwrClient};
use serde_json::{Value, json};

use crate::organizations::{access, grant, revocation};
use crate::{Given, Result, done, unknown};

pub async fn make(client: &SwrClient, operation: &str, given: &Given) -> Result<Value> {
    let (repositories, permissions) = (client.repositories(), client.repository_permissions());
    let (namespace, repository) = (|| given.text("namespace"), || given.text("repository"));
    Ok(match operation {
        "repositories.list_page" => {
            let page = repositories.list_page(query(given)?).await?;
            json!({"names": names(&page.items), "total": page.total})
        }
        "repositories.list_by_marker" => {
            let rows: Vec<_> = by_marker(repositories.list_by_marker(), given)?.try_collect().await?;
            json!({"names": names(&rows)})
        }
        "repositories.get" => {
            let row = repositories.get(namespace()?, repository()?).await?;
            json!({
                "name": row.name,
                "category": row.category,
                "description": row.description,
                "is_public": row.is_public,
                "num_images": row.num_images,
            })
        }
        "repositories.create" => {
            let mut new = NewRepository::new(given.text("name")?, given.needed("is_public")?);
            new.category = given.read("category")?;
            new.description = given.read("description")?;
            done(repositories.create(namespace()?, new)).await?
        }
        "repositories.update" => {
            let mut update = RepositoryUpdate::new(given.needed("is_public")?);
            update.category = given.read("category")?;
            update.description = given.read("description")?;
            done(repositories.update(namespace()?, repository()?, update)).await?
        }
        "repositories.delete" => done(repositories.delete(namespace()?, repository()?)).await?,
        "repository_permissions.get" => access(permissions.get(namespace()?, repository()?).await?),
        "repository_permissions.grant" => {
            done(permissions.grant(namespace()?, repository()?, grant(given)?)).await?
        }
        "repository_permissions.update" => {
            done(permissions.update(namespace()?, repository()?, grant(given)?)).await?
        }
        "repository_permissions.revoke" => {
            done(permissions.revoke(namespace()?, repository()?, revocation(given)?)).await?
        }
        other => return unknown(other),
    })
}

fn query(given: &Given) -> Result<RepositoryQuery> {
    let mut query = RepositoryQuery::new();
    query.offset = given.read("offset")?.unwrap_or(query.offset);
    query.limit = given.read("limit")?.unwrap_or(query.limit);
    query.namespace = given.read("namespace")?;
    query.name = given.read("name")?;
    query.category = given.read("category")?;
    query.is_public = given.read("is_public")?;
    query.order_column = given.read("order_column")?;
    query.order_type = given.read("order_type")?;
    query.filters = given.read::<BTreeMap<_, _>>("filters")?.unwrap_or_default();
    Ok(query)
}

fn by_marker(mut pager: Pager<RepositoryMarkerPage>, given: &Given) -> Result<Pager<RepositoryMarkerPage>> {
    if let Some(size) = given.read("page_size")? {
        pager = pager.page_size(size);
    }
    if let Some(namespace) = given.read::<String>("namespace")? {
        pager = pager.namespace(namespace);
    }
    if let Some(name) = given.read::<String>("name")? {
        pager = pager.name(name);
    }
    if let Some(category) = given.read::<RepositoryCategory>("category")? {
        pager = pager.category(category);
    }
    if let Some(is_public) = given.read("is_public")? {
        pager = pager.is_public(is_public);
    }
    Ok(pager)
}

fn names(rows: &[Repository]) -> Vec<String> {
    rows.iter().map(|row| format!("{}/{}", row.namespace, row.name)).collect()
}
