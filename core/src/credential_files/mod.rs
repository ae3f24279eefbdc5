//! The files in which docker, podman, skopeo and Kubernetes look for what opens a registry.
//!
//! All of them read `{"auths": {HOST: {"auth": base64 of "user:password"}}}`.

mod check;
mod docker_config;
mod kubernetes;
mod merge;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use docker_config::docker_config;
pub(crate) use kubernetes::kubernetes_secret;
pub(crate) use merge::merge_into;
