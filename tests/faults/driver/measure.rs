//! What this process holds just now.

use serde_json::{Value, json};

use crate::command::Style;

pub fn now(style: Style) -> Value {
    let tasks = match style {
        // One of them is this.
        Style::Async => tokio::runtime::Handle::current().metrics().num_alive_tasks().saturating_sub(1),
        Style::Blocking => 0,
    };
    json!({
        "resident_kib": resident_kib(),
        // One of them is the listing itself.
        "handles": entries("/proc/self/fd").saturating_sub(1),
        "threads": entries("/proc/self/task"),
        "tasks": tasks,
    })
}

fn entries(folder: &str) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
