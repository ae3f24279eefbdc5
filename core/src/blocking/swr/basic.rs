//! The resources of the basic edition.

use crate::blocking::call::{Call, Deletion};
use crate::blocking::facade::facade;
use crate::blocking::pager::Pager;
use crate::models::{
    Access, CreatedRetention, Credentials, ImageSync, ManualSync, Namespace, NamespaceQuery, NewRepository,
    NewSyncTask, NewTrigger, PermissionGrant, PermissionRevocation, Quota, QuotaQuery, Repository,
    RepositoryMarkerPage, RepositoryPage, RepositoryQuery, RepositoryUpdate, Retention, RetentionHistoryPage,
    RetentionInput, SyncJobPage, SyncRegion, SyncTask, TemporaryLogin, Trigger,
};

facade! {
    /// Organizations, which the API calls namespaces; see [`crate::swr::Namespaces`].
    Namespaces over crate::swr::Namespaces {
        /// The organizations; see [`crate::swr::Namespaces::list`].
        fn list(query: NamespaceQuery) -> Call<Vec<Namespace>>;

        /// One organization; see [`crate::swr::Namespaces::get`].
        fn get(namespace: impl Into<String>) -> Call<Namespace>;

        /// Makes an organization; see [`crate::swr::Namespaces::create`].
        fn create(namespace: impl Into<String>) -> Call<()>;

        /// Deletes an organization; see [`crate::swr::Namespaces::delete`].
        fn delete(namespace: impl Into<String>) -> Deletion;
    }
}

facade! {
    /// Who may do what with an organization; see [`crate::swr::NamespacePermissions`].
    NamespacePermissions over crate::swr::NamespacePermissions {
        /// The permissions on an organization; see [`crate::swr::NamespacePermissions::get`].
        fn get(namespace: impl Into<String>) -> Call<Access>;

        /// Gives users permissions on an organization; see [`crate::swr::NamespacePermissions::grant`].
        fn grant(namespace: impl Into<String>, grant: PermissionGrant) -> Call<()>;

        /// Changes the permissions of users on an organization; see [`crate::swr::NamespacePermissions::update`].
        fn update(namespace: impl Into<String>, grant: PermissionGrant) -> Call<()>;

        /// Takes the permissions of users on an organization back; see [`crate::swr::NamespacePermissions::revoke`].
        fn revoke(namespace: impl Into<String>, revocation: PermissionRevocation) -> Call<()>;
    }
}

facade! {
    /// Repositories of images; see [`crate::swr::Repositories`].
    Repositories over crate::swr::Repositories {
        /// Every repository that the caller may see; see [`crate::swr::Repositories::list`].
        fn list() -> Pager<RepositoryPage>;

        /// One page of repositories; see [`crate::swr::Repositories::list_page`].
        fn list_page(query: RepositoryQuery) -> Call<RepositoryPage>;

        /// The same by a newer list of the service; see [`crate::swr::Repositories::list_by_marker`].
        fn list_by_marker() -> Pager<RepositoryMarkerPage>;

        /// One repository; see [`crate::swr::Repositories::get`].
        fn get(namespace: impl Into<String>, repository: impl Into<String>) -> Call<Repository>;

        /// Makes a repository; see [`crate::swr::Repositories::create`].
        fn create(namespace: impl Into<String>, repository: NewRepository) -> Call<()>;

        /// Changes a repository; see [`crate::swr::Repositories::update`].
        fn update(namespace: impl Into<String>, repository: impl Into<String>, update: RepositoryUpdate) -> Call<()>;

        /// Deletes a repository; see [`crate::swr::Repositories::delete`].
        fn delete(namespace: impl Into<String>, repository: impl Into<String>) -> Deletion;
    }
}

facade! {
    /// Who may do what with a repository; see [`crate::swr::RepositoryPermissions`].
    RepositoryPermissions over crate::swr::RepositoryPermissions {
        /// The permissions on a repository; see [`crate::swr::RepositoryPermissions::get`].
        fn get(namespace: impl Into<String>, repository: impl Into<String>) -> Call<Access>;

        /// Gives users permissions on a repository; see [`crate::swr::RepositoryPermissions::grant`].
        fn grant(namespace: impl Into<String>, repository: impl Into<String>, grant: PermissionGrant) -> Call<()>;

        /// Changes the permissions of users on a repository; see [`crate::swr::RepositoryPermissions::update`].
        fn update(namespace: impl Into<String>, repository: impl Into<String>, grant: PermissionGrant) -> Call<()>;

        /// Takes the permissions of users on a repository back; see [`crate::swr::RepositoryPermissions::revoke`].
        fn revoke(namespace: impl Into<String>, repository: impl Into<String>, revocation: PermissionRevocation) -> Call<()>;
    }
}

facade! {
    /// Which images of a repository the service deletes by itself; see [`crate::swr::RetentionRules`].
    RetentionRules over crate::swr::RetentionRules {
        /// The retentions of a repository; see [`crate::swr::RetentionRules::list`].
        fn list(namespace: impl Into<String>, repository: impl Into<String>) -> Call<Vec<Retention>>;

        /// One retention; see [`crate::swr::RetentionRules::get`].
        fn get(namespace: impl Into<String>, repository: impl Into<String>, retention_id: u64) -> Call<Retention>;

        /// Makes a retention; see [`crate::swr::RetentionRules::create`].
        fn create(namespace: impl Into<String>, repository: impl Into<String>, retention: RetentionInput) -> Call<CreatedRetention>;

        /// Replaces all of a retention; see [`crate::swr::RetentionRules::update`].
        fn update(namespace: impl Into<String>, repository: impl Into<String>, retention_id: u64, retention: RetentionInput) -> Call<()>;

        /// Deletes a retention; see [`crate::swr::RetentionRules::delete`].
        fn delete(namespace: impl Into<String>, repository: impl Into<String>, retention_id: u64) -> Deletion;

        /// What the retentions of a repository deleted; see [`crate::swr::RetentionRules::histories`].
        fn histories(namespace: impl Into<String>, repository: impl Into<String>) -> Pager<RetentionHistoryPage>;
    }
}

facade! {
    /// Copies of a repository's images in other regions; see [`crate::swr::SyncTasks`].
    SyncTasks over crate::swr::SyncTasks {
        /// The standing orders of a repository; see [`crate::swr::SyncTasks::list`].
        fn list(namespace: impl Into<String>, repository: impl Into<String>) -> Call<Vec<SyncTask>>;

        /// Orders that every image pushed from now on is copied; see [`crate::swr::SyncTasks::create`].
        fn create(namespace: impl Into<String>, repository: impl Into<String>, task: NewSyncTask) -> Call<()>;

        /// Deletes the standing order to copy there; see [`crate::swr::SyncTasks::delete`].
        fn delete(namespace: impl Into<String>, repository: impl Into<String>, remote_region_id: impl Into<String>, remote_namespace: impl Into<String>) -> Deletion;

        /// Copies images now; see [`crate::swr::SyncTasks::sync_images`].
        fn sync_images(namespace: impl Into<String>, repository: impl Into<String>, sync: ImageSync) -> Call<ManualSync>;

        /// The single copies; see [`crate::swr::SyncTasks::jobs`].
        fn jobs(namespace: impl Into<String>, repository: impl Into<String>) -> Pager<SyncJobPage>;

        /// The regions that images can be copied to; see [`crate::swr::SyncTasks::regions`].
        fn regions() -> Call<Vec<SyncRegion>>;
    }
}

facade! {
    /// Triggers, which update a workload when an image is pushed; see [`crate::swr::Triggers`].
    Triggers over crate::swr::Triggers {
        /// The triggers of a repository; see [`crate::swr::Triggers::list`].
        fn list(namespace: impl Into<String>, repository: impl Into<String>) -> Call<Vec<Trigger>>;

        /// The trigger of this name; see [`crate::swr::Triggers::get`].
        fn get(namespace: impl Into<String>, repository: impl Into<String>, trigger: impl Into<String>) -> Call<Trigger>;

        /// Makes a trigger; see [`crate::swr::Triggers::create`].
        fn create(namespace: impl Into<String>, repository: impl Into<String>, trigger: NewTrigger) -> Call<()>;

        /// Lets a trigger work again; see [`crate::swr::Triggers::enable`].
        fn enable(namespace: impl Into<String>, repository: impl Into<String>, trigger: impl Into<String>) -> Call<()>;

        /// Keeps a trigger; see [`crate::swr::Triggers::disable`].
        fn disable(namespace: impl Into<String>, repository: impl Into<String>, trigger: impl Into<String>) -> Call<()>;

        /// Deletes a trigger; see [`crate::swr::Triggers::delete`].
        fn delete(namespace: impl Into<String>, repository: impl Into<String>, trigger: impl Into<String>) -> Deletion;
    }
}

facade! {
    /// How much of everything there may be; see [`crate::swr::Quotas`].
    Quotas over crate::swr::Quotas {
        /// The quotas of the account's project; see [`crate::swr::Quotas::list`].
        fn list(query: QuotaQuery) -> Call<Vec<Quota>>;
    }
}

facade! {
    /// Logins to the basic edition; see [`crate::swr::Login`].
    Login over crate::swr::Login {
        /// A login that works for hours; see [`crate::swr::Login::create_temporary`].
        fn create_temporary(login: TemporaryLogin) -> Call<Credentials>;

        /// A login by a bearer token; see [`crate::swr::Login::create_enhanced`].
        fn create_enhanced() -> Call<Credentials>;
    }
}
