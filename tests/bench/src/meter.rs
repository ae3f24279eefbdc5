//! What a process used.

use std::fs;
use std::io;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// A running measurement.
pub(crate) struct Meter {
    cpu: Duration,
    wall: Instant,
}

/// CPU and wall time of the measured part.
#[derive(Default)]
pub(crate) struct Used {
    pub(crate) cpu: Duration,
    pub(crate) wall: Duration,
}

impl Meter {
    pub(crate) fn start() -> Self {
        Self { cpu: clock(ClockId::ProcessCPUTime), wall: Instant::now() }
    }

    pub(crate) fn stop(self) -> Used {
        Used { cpu: clock(ClockId::ProcessCPUTime).saturating_sub(self.cpu), wall: self.wall.elapsed() }
    }
}

/// What the whole process used from its start.
pub(crate) fn since_start() -> io::Result<Used> {
    // Linux counts from the system's start, in ticks of 10 ms; the name in parentheses may hold spaces.
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = fields.split_whitespace().nth(19).and_then(|ticks| ticks.parse().ok()).unwrap_or(0);
    let wall = clock(ClockId::Boottime).saturating_sub(Duration::from_millis(ticks * 10));
    Ok(Used { cpu: clock(ClockId::ProcessCPUTime), wall })
}

/// A line of `/proc/self/status` in KiB, such as `VmHWM`: the peak of the resident memory.
pub(crate) fn memory(name: &str) -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    kib.ok_or_else(|| io::Error::other(format!("no {name} in /proc/self/status")))
}

fn clock(id: ClockId) -> Duration {
    let time = clock_gettime(id);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}
