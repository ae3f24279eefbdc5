//! The one call of IAM that clients of SWR need: which project has this name.

use serde_json::{Value, json};

use super::SwrAccount;
use super::account::REGION;
use super::answers::Refusal;
use super::query::Query;
use crate::http::response::Response;
use crate::service::Call;

pub(super) struct Project {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) domain_id: String,
    pub(super) description: String,
    pub(super) enabled: bool,
}

impl Project {
    /// The project of the account, named like its region.
    pub(super) fn of(account: &SwrAccount) -> Self {
        Self {
            id: account.project_id.clone(),
            name: REGION.to_owned(),
            domain_id: account.domain_id.clone(),
            description: String::new(),
            enabled: true,
        }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "domain_id": self.domain_id,
            "parent_id": self.domain_id,
            "is_domain": false,
            "enabled": self.enabled,
            "description": self.description,
            "links": {"self": link(&format!("/v3/projects/{}", self.id))},
        })
    }
}

pub(super) fn list(projects: &[Project], call: &Call<'_>) -> Result<Response, Refusal> {
    let query = Query::new(call.query);
    let name = query.text("name")?;
    let matching: Vec<Value> = projects
        .iter()
        .filter(|project| name.is_none_or(|wanted| project.name == wanted))
        .map(Project::to_json)
        .collect();
    let own = call.query.map_or_else(|| call.path.to_owned(), |query| format!("{}?{query}", call.path));
    let links = json!({"self": link(&own), "previous": null, "next": null});
    Ok(Response::json(200, &json!({"projects": matching, "links": links})))
}

fn link(path: &str) -> String {
    format!("https://iam.{REGION}.myhuaweicloud.example{path}")
}
