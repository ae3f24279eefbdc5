//! The emulator as its users see it: over raw sockets, so that nothing between test and wire smooths anything over.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod connections;
mod control;
mod faults;
mod paging;
mod placeholders;
mod program;
mod proxy;
mod registry_token;
mod scripts;
mod support;
mod swr_access;
mod swr_basic;
mod swr_credentials;
mod swr_organizations;
mod swr_permissions;
mod swr_registries;
mod swr_repositories;
mod swr_retentions;
mod swr_support;
mod swr_sync;
mod swr_triggers;
mod swr_worlds;
mod tls;
mod tokens;
