//! What a temporary login is asked for with.

use std::time::Duration;

/// What kind of temporary login to get.
///
/// Mirrors the query of `CreateSecret`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TemporaryLogin {
    /// The name of the project, sent as `projectname`. Default: left to the service, which takes the region's.
    pub project_name: Option<String>,
    /// How long it is to work, 15 minutes to 24 hours in whole seconds. Default: left to the service.
    pub duration: Option<Duration>,
}

impl TemporaryLogin {
    /// A login as the service gives it when nothing is said.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the name of the project.
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.project_name = Some(name.into());
        self
    }

    /// Sets how long it is to work.
    pub fn duration(mut self, span: Duration) -> Self {
        self.duration = Some(span);
        self
    }
}
