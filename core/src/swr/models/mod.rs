//! The values of the SWR API; see [`crate::models`].

mod access;
mod list_order;
mod long_term_credential;
mod namespace;
mod quota;
mod repository;
mod repository_input;
mod retention;
mod rotation;
mod sync;
mod target_registry;
mod target_registry_input;
mod temporary_login;
mod trigger;
pub(crate) mod wire;

pub use access::{Access, AccessLevel, PermissionGrant, PermissionRevocation, UserPermission};
pub use list_order::{OrderType, RegistryOrderColumn};
pub use long_term_credential::{
    IssuedLongTermCredential, LongTermCredential, LongTermCredentialPage, LongTermCredentialQuery,
};
pub(crate) use namespace::NamespaceList;
pub use namespace::{Namespace, NamespaceMode, NamespaceQuery};
pub(crate) use quota::QuotaList;
pub use quota::{Quota, QuotaQuery};
pub(crate) use repository::TotalRange;
pub use repository::{Repository, RepositoryCategory, RepositoryMarkerPage, RepositoryPage};
pub use repository_input::{NewRepository, RepositoryOrderColumn, RepositoryQuery, RepositoryUpdate};
pub(crate) use retention::RetentionBody;
pub use retention::{
    CreatedRetention, Retention, RetentionHistory, RetentionHistoryPage, RetentionInput, RetentionParams,
    RetentionRule, RetentionTemplate, TagSelector, TagSelectorKind,
};
pub use rotation::{LongTermCredentialRetirement, LongTermCredentialRotation};
pub(crate) use sync::SyncTarget;
pub use sync::{
    ImageSync, ManualSync, NewSyncTask, SyncJob, SyncJobPage, SyncJobStatus, SyncRegion, SyncTask,
};
pub use target_registry::{
    CreatedTargetRegistry, DnsConf, TargetRegistry, TargetRegistryCredential, TargetRegistryPage,
    TargetRegistryStatus, TargetRegistryType,
};
pub use target_registry_input::{TargetRegistryInput, TargetRegistryQuery};
pub use temporary_login::TemporaryLogin;
pub(crate) use trigger::{EVERY_TAG, TriggerBody, TriggerSwitch};
pub use trigger::{NewTrigger, Trigger, TriggerAppType, TriggerHistory, TriggerMode, TriggerType};

use crate::models::api_json;

api_json!(
    Access,
    CreatedRetention,
    CreatedTargetRegistry,
    DnsConf,
    IssuedLongTermCredential,
    LongTermCredential,
    LongTermCredentialPage,
    ManualSync,
    Namespace,
    Quota,
    Repository,
    RepositoryMarkerPage,
    RepositoryPage,
    Retention,
    RetentionHistory,
    RetentionHistoryPage,
    RetentionParams,
    RetentionRule,
    SyncJob,
    SyncJobPage,
    SyncRegion,
    SyncTask,
    TagSelector,
    TargetRegistry,
    TargetRegistryCredential,
    TargetRegistryPage,
    Trigger,
    TriggerHistory,
    UserPermission
);

#[cfg(test)]
mod tests {
    use serde::{Serialize, de::DeserializeOwned};
    use serde_json::{Value, json};

    use super::*;

    /// Reads what the service writes, and gives what is written of it again.
    fn again<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(wire: Value) -> Value {
        let read: T = serde_json::from_value(wire).unwrap();
        let written = serde_json::to_value(&read).unwrap();
        assert_eq!(serde_json::from_value::<T>(written.clone()).unwrap(), read, "the inverse");
        written
    }

    #[test]
    fn values_of_lists_are_written_as_the_service_writes_them() {
        let task = json!({
            "id": 7, "namespace": "group", "repoName": "team/app", "remoteRegionId": "cn-east-3",
            "remoteNamespace": "there", "override": true, "syncAuto": false, "domainID": "d", "domainName": "n",
            "createdAt": "2030-01-02T03:04:05Z", "updatedAt": null,
        });
        assert_eq!(again::<SyncTask>(task.clone()), task);
        let quota = json!({"quota_key": "namespace", "quota_limit": 5, "unit": "", "used": 9_007_199_254_740_993_u64});
        assert_eq!(again::<Quota>(quota.clone()), quota);
        assert_eq!(again::<SyncRegion>(json!({"regionID": "cn-north-1"})), json!({"regionID": "cn-north-1"}));
        let log = json!({"retention_log": [{
            "id": 1, "retention_id": 2, "namespace": "group", "repo": "team/app", "tag": "v1",
            "created_at": "2030-01-02T03:04:05Z", "rule_type": "{\"template\":\"tag_rule\",\"params\":{\"num\":\"7\"}}",
        }], "total": 1});
        assert_eq!(again::<RetentionHistoryPage>(log.clone()), log);
        let job = again::<SyncJobPage>(
            json!({"items": [{"id": 3, "domainID": "d", "status": "new-word"}], "total": 1}),
        );
        assert_eq!([&job["items"][0]["domainID"], &job["items"][0]["status"]], ["d", "new-word"]);
        let page = again::<RepositoryMarkerPage>(
            json!({"repos": [{"name": "a", "namespace_name": "n"}], "nextMarker": 0}),
        );
        assert_eq!(page["repos"][0]["namespace"], "n");
        assert!(page["nextMarker"].is_null(), "0 is the end");
    }

    #[test]
    fn a_level_that_nobody_knows_keeps_its_number() {
        let wire = json!({"user_id": "u", "user_name": "n", "auth": 5});
        let read: UserPermission = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!((read.auth.as_str(), again::<UserPermission>(wire.clone())), ("5", wire));
    }
}
