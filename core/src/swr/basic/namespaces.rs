//! Organizations.

use serde_json::json;

use super::{decode, filter};
use crate::call::{Call, Deletion};
use crate::json::{self, nothing};
use crate::swr::client::SwrClient;
use crate::swr::models::{Namespace, NamespaceList, NamespaceQuery};
use crate::swr::{operations, validation};
use crate::transport::{Answer, Request};

/// Organizations, which the API calls namespaces. Get it from [`SwrClient::namespaces`].
#[derive(Debug, Clone)]
pub struct Namespaces {
    client: SwrClient,
}

impl Namespaces {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// The organizations; the service gives all of them at once.
    ///
    /// Mirrors `ListNamespaces`.
    pub fn list(&self, query: NamespaceQuery) -> Call<Vec<Namespace>> {
        let complete = move |request: Request| {
            validation::namespaces(request.operation.id, &query)?;
            let name = query.name.clone().map(|name| ("namespace", name));
            Ok(match &query.mode {
                // Only a filter can name a mode, and beside a filter nothing else counts.
                Some(mode) => {
                    let mode = ("mode", mode.as_str().to_owned());
                    request.query("filter", filter(name.into_iter().chain([mode])))
                }
                None => name.into_iter().fold(request, |request, (part, name)| request.query(part, name)),
            })
        };
        let read = |answer: &Answer| json::decode::<NamespaceList>(&answer.body).map(|list| list.namespaces);
        self.client.call(&operations::NAMESPACES_LIST, [], complete, read)
    }

    /// One organization.
    ///
    /// Mirrors `ShowNamespace`. `not_found` where there is none.
    pub fn get(&self, namespace: impl Into<String>) -> Call<Namespace> {
        self.client.call(&operations::NAMESPACES_GET, [namespace.into()], Ok, decode)
    }

    /// Makes an organization; [`get`](Self::get) tells its id. The name is 1 to 64 lower-case letters and digits that begin with a
    /// letter, with `.`, `_`, `__` or hyphens between them.
    ///
    /// Mirrors `CreateNamespace`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown). `conflict` where the name is taken, and, with the code
    /// `SVCSTG.SWR.4090023`, where the service is busy; `bad_request` where there may be no
    /// more of them, see [`Quotas`](super::Quotas).
    pub fn create(&self, namespace: impl Into<String>) -> Call<()> {
        let namespace = namespace.into();
        let complete = move |request: Request| {
            validation::namespace(request.operation.id, &namespace)?;
            request.json(&json!({"namespace": namespace}))
        };
        self.client.call(&operations::NAMESPACES_CREATE, [], complete, nothing)
    }

    /// Deletes an organization. A 404 is `not_found`, unless an attempt before may have deleted it, or
    /// [`missing_ok`](Deletion::missing_ok) is set. `bad_request` (406) where it still has repositories.
    ///
    /// Mirrors `DeleteNamespaces`.
    pub fn delete(&self, namespace: impl Into<String>) -> Deletion {
        Deletion::new(self.client.call(&operations::NAMESPACES_DELETE, [namespace.into()], Ok, nothing))
    }
}
