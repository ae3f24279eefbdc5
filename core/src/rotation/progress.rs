//! What callers see of a rotation.

use std::fmt;

use crate::error::Error;
use crate::models::Retirement;

/// What becomes of the new credentials when they could not be put in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum OnDeployError {
    /// They are deleted: all is as before.
    #[default]
    DeleteNew,
    /// They are kept beside the old ones.
    KeepBoth,
}

/// How far a rotation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RotationStep {
    /// One of several rotations has begun.
    Begun,
    /// The new credentials work beside the old ones.
    Issued,
    /// The new credentials are in place.
    Deployed,
    /// The old ones are retired as far as that was possible.
    Retired,
    /// The new ones could not be put in place and are deleted.
    Undone,
    /// The new ones could not be put in place, or the rotation was cancelled meanwhile; both are there.
    KeptBoth,
    /// One of several rotations has failed.
    Failed,
}

/// What happened in a rotation; there is no secret in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RotationProgress {
    /// What happened.
    pub step: RotationStep,
    /// The id of what is replaced.
    pub old_id: String,
    /// The id of its successor, when there is one.
    pub new_id: Option<String>,
}

/// What a rotation gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RotationResult<R> {
    /// The old one, the new one and what logs in with it.
    pub rotation: R,
    /// What became of the old one.
    pub retirement: Retirement,
}

/// Why a rotation did not come to its end.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RotateError<E> {
    /// It could not begin: nothing was deployed.
    Begin(Error),
    /// The deployment failed, and the new credentials are deleted: all is as before.
    Deploy(E),
    /// The deployment failed, and both the new and the old credentials are there; the error names both ids.
    Incomplete {
        /// Of kind `rotation_incomplete`.
        error: Error,
        /// Why the deployment failed.
        cause: E,
    },
    /// The deployment succeeded, but the end could not be made because its arguments are wrong.
    Finish(Error),
}

impl<E: fmt::Display> fmt::Display for RotateError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begin(error) | Self::Finish(error) => error.fmt(f),
            Self::Deploy(cause) => write!(f, "the new credentials could not be put in place: {cause}"),
            Self::Incomplete { error, cause } => write!(f, "{error}: {cause}"),
        }
    }
}

/// For any reason that can be shown, a text too; it is in the text of this error.
impl<E: fmt::Debug + fmt::Display> std::error::Error for RotateError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Begin(error) | Self::Finish(error) | Self::Incomplete { error, .. } => Some(error),
            Self::Deploy(_) => None,
        }
    }
}
