//! The client.

use std::sync::Arc;

use http::HeaderMap;
use tokio::time::timeout_at;

use super::basic::{
    Login, NamespacePermissions, Namespaces, Quotas, Repositories, RepositoryPermissions, RetentionRules,
    SyncTasks, Triggers,
};
use super::builder::SwrClientBuilder;
use super::config::Resolved;
use super::credentials::SwrCredentials;
use super::enterprise::{LongTermCredentials, TargetRegistries, TemporaryCredentials};
use super::project::{self, Projects};
use super::provider::{Account, IamProvider, PROJECT_ID, SwrProvider, header_value};
use crate::call::{Call, Response};
use crate::client::Link;
use crate::error::Error;
use crate::transport::{Answer, CallOptions, Lookup, Operation, Request, Settings, Unreadable, end_of};

/// A client of Huawei Cloud SWR, the Software Repository for Container.
///
/// Cheap to clone, safe to use from many tasks at once; clones share connections, retry budget and credentials. Its calls
/// need a Tokio runtime with time and I/O; without one, use [`blocking::SwrClient`](crate::blocking::SwrClient).
#[derive(Clone)]
pub struct SwrClient {
    inner: Arc<Inner>,
}

struct Inner {
    link: Link<SwrProvider>,
    projects: Projects,
    account: Arc<Account>,
}

impl SwrClient {
    pub(crate) fn connect(resolved: Resolved, variable: Lookup<'_>) -> Result<Self, Error> {
        let Resolved { credentials, project, region, settings, iam } = resolved;
        let account = Arc::new(Account::new(&credentials, project)?);
        let proxy = settings.proxy(None, variable)?;
        let link = Link::new(settings, proxy, Arc::new(SwrProvider(account.clone())))?;
        let connect = |iam: Settings| {
            let proxy = iam.proxy(None, variable)?;
            Link::new(iam, proxy, Arc::new(IamProvider(account.clone())))
        };
        let iam = iam.map(connect).transpose()?;
        Ok(Self { inner: Arc::new(Inner { link, projects: Projects::new(iam, region), account }) })
    }

    /// The same client with connections of its own, for a process made by `fork`; see [`Link::reconnected`].
    #[doc(hidden)]
    pub fn reconnected(&self) -> Result<Self, Error> {
        let Inner { link, projects, account } = &*self.inner;
        let account = Arc::new(account.copied());
        let link = link.reconnected(Arc::new(SwrProvider(account.clone())))?;
        let projects = projects.reconnected(&account)?;
        Ok(Self { inner: Arc::new(Inner { link, projects, account }) })
    }

    /// Starts the set-up of a client.
    pub fn builder() -> SwrClientBuilder {
        SwrClientBuilder::default()
    }

    /// A client from the environment (`HUAWEICLOUD_SDK_AK`, ...) and the files of the official SDKs alone.
    ///
    /// # Errors
    /// `config`, when they do not make a client; nothing is sent.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// The target registries of Enterprise instances.
    pub fn target_registries(&self) -> TargetRegistries {
        TargetRegistries::new(self.clone())
    }

    /// The long-term credentials of Enterprise instances.
    pub fn long_term_credentials(&self) -> LongTermCredentials {
        LongTermCredentials::new(self.clone())
    }

    /// The temporary credentials of Enterprise instances.
    pub fn temporary_credentials(&self) -> TemporaryCredentials {
        TemporaryCredentials::new(self.clone())
    }

    /// Organizations of the basic edition.
    pub fn namespaces(&self) -> Namespaces {
        Namespaces::new(self.clone())
    }

    /// Permissions on organizations of the basic edition.
    pub fn namespace_permissions(&self) -> NamespacePermissions {
        NamespacePermissions::new(self.clone())
    }

    /// Repositories of the basic edition.
    pub fn repositories(&self) -> Repositories {
        Repositories::new(self.clone())
    }

    /// Permissions on repositories of the basic edition.
    pub fn repository_permissions(&self) -> RepositoryPermissions {
        RepositoryPermissions::new(self.clone())
    }

    /// Which images of the basic edition the service deletes by itself.
    pub fn retention_rules(&self) -> RetentionRules {
        RetentionRules::new(self.clone())
    }

    /// Copies of the basic edition's images in other regions.
    pub fn sync_tasks(&self) -> SyncTasks {
        SyncTasks::new(self.clone())
    }

    /// Triggers of the basic edition.
    pub fn triggers(&self) -> Triggers {
        Triggers::new(self.clone())
    }

    /// Quotas of the basic edition.
    pub fn quotas(&self) -> Quotas {
        Quotas::new(self.clone())
    }

    /// Logins to the basic edition.
    pub fn login(&self) -> Login {
        Login::new(self.clone())
    }

    /// Replaces the account's credentials for every request from now on, also of clones of this client and of calls that are
    /// waiting to try again. A project that was looked up, or came from the credentials file, is looked up anew for calls that
    /// begin later; one that was given stays.
    ///
    /// # Errors
    /// `config`, when they cannot be sent; the old ones stay.
    pub fn set_credentials(&self, credentials: SwrCredentials) -> Result<(), Error> {
        self.inner.account.set_credentials(&credentials)
    }

    /// Closes the client and its clones: requests under way end as they would have, later ones and retries get `closed`.
    pub fn close(&self) {
        self.inner.link.close();
        self.inner.projects.close();
    }

    /// A call whose path names no project; `ids` are the parameters of the path, in order.
    pub(crate) fn call<T: 'static, const N: usize>(
        &self,
        operation: &'static Operation,
        ids: [String; N],
        complete: impl Fn(Request) -> Result<Request, Error> + Send + Sync + 'static,
        read: impl Fn(&Answer) -> Result<T, Unreadable> + Send + Sync + 'static,
    ) -> Call<T> {
        let client = self.clone();
        Call::new(async move |options| {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let request = Request::new(operation, &ids, options).and_then(&complete)?;
            client.execute(request, |answer, _| read(answer)).await
        })
    }

    /// Makes a call whose answer says something in its headers.
    pub(crate) async fn execute<T>(
        &self,
        request: Request,
        read: impl Fn(&Answer, &HeaderMap) -> Result<T, Unreadable>,
    ) -> Result<Response<T>, Error> {
        let Inner { link, account, .. } = &*self.inner;
        let request = match account.project() {
            (Some(project), _) => of_project(request, &project)?,
            (None, _) => request,
        };
        link.execute_with_headers(request, read).await
    }

    /// Makes a call in the account's project, the first parameter of every Enterprise path; the further ones are `ids`.
    pub(crate) async fn execute_in_project<T>(
        &self,
        operation: &'static Operation,
        ids: &[&str],
        mut options: CallOptions,
        complete: impl Fn(Request) -> Result<Request, Error>,
        read: impl Fn(&Answer) -> Result<T, Unreadable>,
    ) -> Result<Response<T>, Error> {
        let Inner { link, projects, account } = &*self.inner;
        let request = |project: &str, options: CallOptions| {
            let ids: Vec<&str> = std::iter::once(project).chain(ids.iter().copied()).collect();
            let request = Request::new(operation, &ids, options).and_then(&complete)?;
            // The header says the same as the path, whatever comes between two attempts.
            of_project(request, project)
        };
        let project = match account.project() {
            (Some(known), _) => known,
            (None, generation) => {
                // What would be refused is refused before anything is sent, the look-up included.
                link.check(request("project", options.clone())?)?;
                let timeout = options.timeout.unwrap_or(link.settings().timeout);
                let deadline = end_of(timeout);
                options.deadline = Some(deadline);
                let look_up =
                    timeout_at(deadline, projects.look_up(account, generation, options.max_retries));
                look_up.await.unwrap_or_else(|_| Err(project::late(timeout)))?
            }
        };
        link.execute(request(&project, options)?, read).await
    }
}

fn of_project(request: Request, project: &str) -> Result<Request, Error> {
    Ok(request.header(&PROJECT_ID, header_value(project)?))
}

impl std::fmt::Debug for SwrClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SwrClient").finish_non_exhaustive()
    }
}
