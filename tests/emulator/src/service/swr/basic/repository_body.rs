//! The content of a repository, as it is created and updated.

use super::super::answers::Refusal;
use super::super::body::{self, Fields};
use super::names;
use crate::service::Call;

const CATEGORIES: [&str; 8] =
    ["app_server", "linux", "framework_app", "database", "lang", "other", "windows", "arm"];

/// What can be changed; `None`: left as it is.
pub(super) struct RepositoryBody {
    pub(super) is_public: bool,
    pub(super) category: Option<String>,
    pub(super) description: Option<String>,
}

impl RepositoryBody {
    fn read(fields: &Fields<'_>) -> Result<Self, Refusal> {
        let body = Self {
            is_public: fields.flag("is_public")?,
            category: fields.optional_text("category")?,
            description: fields.optional_text("description")?,
        };
        match &body.category {
            Some(word) if !CATEGORIES.contains(&word.as_str()) => {
                Err(Refusal::invalid(format!("category must be one of {}", CATEGORIES.join(", "))))
            }
            _ => Ok(body),
        }
    }
}

/// With the name. The pages differ on whether a slash in it is written as one here.
pub(super) fn of_creation(call: &Call<'_>) -> Result<(String, RepositoryBody), Refusal> {
    let given = body::json(call)?;
    let fields = Fields::new(&given, "the body", &["repository", "is_public", "category", "description"])?;
    let name = names::of_wire(&fields.text("repository")?);
    if !names::is_repository(&name) {
        return Err(invalid_name());
    }
    Ok((name, RepositoryBody::read(&fields)?))
}

pub(super) fn of_update(call: &Call<'_>) -> Result<RepositoryBody, Refusal> {
    let given = body::json(call)?;
    RepositoryBody::read(&Fields::new(&given, "the body", &["is_public", "category", "description"])?)
}

pub(super) fn invalid_name() -> Refusal {
    Refusal::new(400, "SVCSTG.SWR.4001029", "invalid image name")
}
