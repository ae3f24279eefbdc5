//! What the basic edition does by itself: retention rules, synchronization, triggers.

use futures_util::TryStreamExt;
use registry_tokens::SwrClient;
use registry_tokens::models::{
    ImageSync, NewSyncTask, NewTrigger, OrderType, Retention, RetentionInput, SyncJob, SyncTask, TagSelector,
    Trigger, TriggerAppType, TriggerType,
};
use serde_json::{Value, json};

use crate::{Given, Result, done, unknown};

pub async fn make(client: &SwrClient, operation: &str, given: &Given) -> Result<Value> {
    let (rules, tasks, triggers) = (client.retention_rules(), client.sync_tasks(), client.triggers());
    if operation == "sync_tasks.regions" {
        let regions = tasks.regions().await?;
        return Ok(json!({"regions": regions.iter().map(|region| &region.region_id).collect::<Vec<_>>()}));
    }
    let (namespace, repository) = (given.text("namespace")?, given.text("repository")?);
    let retention = || given.needed::<u64>("retention_id");
    let trigger = || given.text("trigger");
    Ok(match operation {
        "retention_rules.list" => {
            let reports: Result<Vec<_>> =
                rules.list(namespace, repository).await?.iter().map(retention_report).collect();
            json!({"rules": reports?})
        }
        "retention_rules.get" => retention_report(&rules.get(namespace, repository, retention()?).await?)?,
        "retention_rules.create" => {
            let made = rules.create(namespace, repository, retention_input(given)?).await?;
            json!({"made": true, "id": made.id})
        }
        "retention_rules.update" => {
            done(rules.update(namespace, repository, retention()?, retention_input(given)?)).await?
        }
        "retention_rules.delete" => done(rules.delete(namespace, repository, retention()?)).await?,
        "retention_rules.histories" => {
            let mut pager = rules.histories(namespace, repository);
            if let Some(size) = given.read("page_size")? {
                pager = pager.page_size(size).offset(given.needed("offset")?);
            }
            json!({"tags": pager.map_ok(|deleted| deleted.tag).try_collect::<Vec<_>>().await?})
        }
        "sync_tasks.list" => {
            let targets = tasks.list(namespace, repository).await?;
            json!({"targets": targets.iter().map(target).collect::<Vec<_>>()})
        }
        "sync_tasks.create" => {
            let (region, remote) = remote(given)?;
            let mut task = NewSyncTask::new(region, remote);
            task.sync_auto = given.read("sync_auto")?;
            task.overwrite = given.read("overwrite")?;
            done(tasks.create(namespace, repository, task)).await?
        }
        "sync_tasks.delete" => {
            let (region, remote) = remote(given)?;
            done(tasks.delete(namespace, repository, region, remote)).await?
        }
        "sync_tasks.sync_images" => {
            let (region, remote) = remote(given)?;
            let mut sync = ImageSync::new(region, remote, given.needed::<Vec<String>>("image_tags")?);
            sync.overwrite = given.read("overwrite")?;
            json!({"failed_tags": tasks.sync_images(namespace, repository, sync).await?.failed_tags})
        }
        "sync_tasks.jobs" => {
            let mut pager = tasks.jobs(namespace, repository);
            pager = pager.page_size(given.needed("page_size")?).offset(given.needed("offset")?);
            if let Some(order) = given.read::<OrderType>("order_type")? {
                pager = pager.order_type(order);
            }
            let job = |job: SyncJob| format!("{} {}", job.tag, job.status.unwrap_or_default());
            json!({"jobs": pager.map_ok(job).try_collect::<Vec<_>>().await?})
        }
        "triggers.list" => {
            let reports = triggers.list(namespace, repository).await?;
            json!({"triggers": reports.iter().map(trigger_report).collect::<Vec<_>>()})
        }
        "triggers.get" => trigger_report(&triggers.get(namespace, repository, trigger()?).await?),
        "triggers.create" => done(triggers.create(namespace, repository, new_trigger(given)?)).await?,
        "triggers.enable" => done(triggers.enable(namespace, repository, trigger()?)).await?,
        "triggers.disable" => done(triggers.disable(namespace, repository, trigger()?)).await?,
        "triggers.delete" => done(triggers.delete(namespace, repository, trigger()?)).await?,
        other => return unknown(other),
    })
}

fn retention_input(given: &Given) -> Result<RetentionInput> {
    let mut input = RetentionInput::new();
    input.days = given.read("days")?;
    input.num = given.read("num")?;
    input.tag_selectors = given.read("tag_selectors")?.unwrap_or_default();
    Ok(input)
}

fn retention_report(retention: &Retention) -> Result<Value> {
    let rule = retention.rules.first().ok_or("no rule")?;
    let selector = |one: &TagSelector| format!("{} {}", one.kind, one.pattern);
    Ok(json!({
        "template": rule.template,
        "params": rule.params.to_json(),
        "tag_selectors": rule.tag_selectors.iter().map(selector).collect::<Vec<_>>(),
    }))
}

fn remote(given: &Given) -> Result<(String, String)> {
    Ok((given.text("remote_region_id")?, given.text("remote_namespace")?))
}

fn target(task: &SyncTask) -> String {
    let SyncTask { remote_region_id: region, remote_namespace: namespace, .. } = task;
    format!("{region}/{namespace} {} {}", json!(task.sync_auto), json!(task.overwrite))
}

fn new_trigger(given: &Given) -> Result<NewTrigger> {
    let app_type: TriggerAppType = given.needed("app_type")?;
    let trigger_type: TriggerType = given.needed("trigger_type")?;
    let (name, application) = (given.text("name")?, given.text("application")?);
    let mut trigger = NewTrigger::new(name, app_type, application, given.text("cluster_ns")?, trigger_type);
    trigger.condition = given.read("condition")?;
    trigger.cluster_id = given.read("cluster_id")?;
    trigger.cluster_name = given.read("cluster_name")?;
    trigger.container = given.read("container")?;
    trigger.enable = given.read("enable")?;
    trigger.trigger_mode = given.read("trigger_mode")?;
    Ok(trigger)
}

fn trigger_report(trigger: &Trigger) -> Value {
    json!({
        "name": trigger.name,
        "type": format!("{} {}", trigger.trigger_type, trigger.condition),
        "enable": trigger.enable,
        "history": trigger.history.len(),
    })
}
