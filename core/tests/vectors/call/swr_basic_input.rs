//! What calls of the basic edition of SWR are given.

use registry_tokens::models::{
    AccessLevel, ImageSync, NamespaceQuery, NewRepository, NewSyncTask, NewTrigger, PermissionGrant,
    PermissionRevocation, QuotaQuery, RepositoryQuery, RepositoryUpdate, RetentionInput, TagSelector,
    TriggerAppType, TriggerType, UserPermission,
};

use crate::arguments::Arguments;

impl Arguments {
    pub fn namespace(&mut self) -> Result<String, String> {
        self.text("namespace")
    }

    pub fn repository(&mut self) -> Result<String, String> {
        self.text("repository")
    }

    pub fn names(&mut self) -> Result<(String, String), String> {
        Ok((self.namespace()?, self.repository()?))
    }

    pub fn missing_ok(&mut self) -> Result<bool, String> {
        Ok(self.maybe("missing_ok")?.unwrap_or(false))
    }

    pub fn remote(&mut self) -> Result<(String, String), String> {
        Ok((self.text("remote_region_id")?, self.text("remote_namespace")?))
    }

    pub fn namespace_query(&mut self) -> Result<NamespaceQuery, String> {
        let mut query = NamespaceQuery::new();
        query.name = self.maybe_text("name")?;
        query.mode = self.maybe("mode")?;
        Ok(query)
    }

    pub fn repository_query(&mut self) -> Result<RepositoryQuery, String> {
        let mut query = RepositoryQuery::new();
        query.offset = self.maybe("offset")?.unwrap_or(query.offset);
        query.limit = self.maybe("limit")?.unwrap_or(query.limit);
        query.namespace = self.maybe_text("namespace")?;
        query.name = self.maybe_text("name")?;
        query.category = self.maybe("category")?;
        query.is_public = self.maybe("is_public")?;
        query.order_column = self.maybe("order_column")?;
        query.order_type = self.maybe("order_type")?;
        query.filters = self.maybe("filters")?.unwrap_or_default();
        Ok(query)
    }

    pub fn new_repository(&mut self) -> Result<NewRepository, String> {
        let mut repository = NewRepository::new(self.text("name")?, self.required("is_public")?);
        repository.category = self.maybe("category")?;
        repository.description = self.maybe_text("description")?;
        Ok(repository)
    }

    pub fn repository_update(&mut self) -> Result<RepositoryUpdate, String> {
        let mut update = RepositoryUpdate::new(self.required("is_public")?);
        update.category = self.maybe("category")?;
        update.description = self.maybe_text("description")?;
        Ok(update)
    }

    pub fn retention(&mut self) -> Result<RetentionInput, String> {
        let mut rule = RetentionInput::new();
        rule.days = self.maybe("days")?;
        rule.num = self.maybe("num")?;
        Ok(match self.maybe::<Vec<TagSelector>>("tag_selectors")? {
            Some(selectors) => rule.tag_selectors(selectors),
            None => rule,
        })
    }

    pub fn new_sync_task(&mut self) -> Result<NewSyncTask, String> {
        let (region, target) = self.remote()?;
        let mut task = NewSyncTask::new(region, target);
        task.sync_auto = self.maybe("sync_auto")?;
        task.overwrite = self.maybe("overwrite")?;
        Ok(task)
    }

    pub fn image_sync(&mut self) -> Result<ImageSync, String> {
        let (region, target) = self.remote()?;
        let mut sync = ImageSync::new(region, target, self.required::<Vec<String>>("image_tags")?);
        sync.overwrite = self.maybe("overwrite")?;
        Ok(sync)
    }

    pub fn new_trigger(&mut self) -> Result<NewTrigger, String> {
        let (name, app_type) = (self.text("name")?, TriggerAppType::from(self.text("app_type")?));
        let (application, cluster_ns) = (self.text("application")?, self.text("cluster_ns")?);
        let trigger_type = TriggerType::from(self.text("trigger_type")?);
        let mut trigger = NewTrigger::new(name, app_type, application, cluster_ns, trigger_type);
        trigger.condition = self.maybe_text("condition")?;
        trigger.cluster_id = self.maybe_text("cluster_id")?;
        trigger.cluster_name = self.maybe_text("cluster_name")?;
        trigger.container = self.maybe_text("container")?;
        trigger.enable = self.maybe("enable")?;
        trigger.trigger_mode = self.maybe("trigger_mode")?;
        Ok(trigger)
    }

    pub fn grant(&mut self) -> Result<PermissionGrant, String> {
        let users = self.required::<Vec<Arguments>>("users")?;
        let users: Result<Vec<UserPermission>, String> = users.into_iter().map(Arguments::user).collect();
        Ok(PermissionGrant::new(users?))
    }

    /// A caller says the right as a word, the service as a number: this is not what an answer holds.
    fn user(mut self) -> Result<UserPermission, String> {
        let (id, name) = (self.text("user_id")?, self.text("user_name")?);
        let user = UserPermission::new(id, name, AccessLevel::from(self.text("auth")?));
        self.end()?;
        Ok(user)
    }

    pub fn revocation(&mut self) -> Result<PermissionRevocation, String> {
        Ok(PermissionRevocation::new(self.required::<Vec<String>>("user_ids")?))
    }

    pub fn quota_query(&mut self) -> Result<QuotaQuery, String> {
        let mut query = QuotaQuery::new();
        query.namespace = self.maybe_text("namespace")?;
        query.repository = self.maybe_text("repository")?;
        Ok(query)
    }
}
