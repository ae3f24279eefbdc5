//! Runs the examples that the README and the recipes show.
#![allow(dead_code, reason = "each file of tests uses a part of this")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use registry_tokens_emulator::{Emulator, Options};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Rust snippets of a Markdown text.
pub fn snippets(markdown: &str) -> Vec<String> {
    let parts = markdown.split("```rust\n").skip(1);
    parts.filter_map(|part| Some(part.split_once("```")?.0.to_owned())).collect()
}

/// Runs an example, as built for this test run, with only what it needs in its environment.
pub fn run(name: &str, emulator: &Emulator, arguments: &[&str]) -> Output {
    let logins = tempfile::tempdir().expect("a folder");
    run_with(name, emulator, arguments, logins.path())
}

/// The same with a folder of its own for files with logins.
pub fn run_with(name: &str, emulator: &Emulator, arguments: &[&str], logins: &Path) -> Output {
    command(name, emulator, arguments, logins).output().expect("the example starts")
}

/// The same, not yet started.
pub fn command(name: &str, emulator: &Emulator, arguments: &[&str], logins: &Path) -> Command {
    let this = std::env::current_exe().expect("this test has a path");
    let folder = this.parent().and_then(Path::parent).expect("target/PROFILE/deps").join("examples");
    let mut command = Command::new(folder.join(name));
    command
        .args(arguments)
        .env_clear()
        .env("IONOS_API_URL", emulator.url())
        .env("IONOS_TOKEN", emulator.world().token())
        .env("HUAWEICLOUD_SDK_AK", emulator.world().swr_access_key())
        .env("HUAWEICLOUD_SDK_SK", emulator.world().swr_secret_key())
        .env("HUAWEICLOUD_SDK_REGION", emulator.world().swr_region())
        .env("HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4", emulator.world().swr_url())
        .env("HUAWEICLOUD_SDK_IAM_ENDPOINT", emulator.world().iam_url())
        .env("SWR_INSTANCE_ID", emulator.world().swr_instance_id())
        .env("DOCKER_CONFIG", logins)
        .env("LOGINS", logins)
        .env("REGISTRY", "demo")
        .env("REPOSITORY", "team/app")
        .env("NAMESPACE", "apps")
        .env("ORGANIZATION", "example-team")
        .env("USER_ID", "5f3c9d2e7a1b4c6d8e0f1a2b3c4d5e6f")
        .env("USER_NAME", "reader")
        .env("GITHUB_RUN_ID", "4711")
        .env("GITHUB_ENV", logins.join("later.env"))
        .env("PATH", logins);
    command
}

pub fn emulator() -> Emulator {
    Emulator::start_blocking(Options::default()).expect("the emulator starts")
}
