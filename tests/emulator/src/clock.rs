//! The time of one world: the real time and what the tests have added to it.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    ahead: TimeDelta,
}

impl Clock {
    pub(crate) fn now(self) -> DateTime<Utc> {
        Utc::now().checked_add_signed(self.ahead).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// False when that leads out of the calendar.
    pub(crate) fn advance(&mut self, seconds: i64) -> bool {
        let ahead = TimeDelta::try_seconds(seconds)
            .and_then(|step| self.ahead.checked_add(&step))
            .filter(|ahead| Utc::now().checked_add_signed(*ahead).is_some());
        if let Some(ahead) = ahead {
            self.ahead = ahead;
        }
        ahead.is_some()
    }
}

/// How the service writes times: UTC, whole seconds.
pub(crate) fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The form of the `Date` header.
pub(crate) fn http_date(time: DateTime<Utc>) -> String {
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advances_and_stays_within_the_calendar() {
        let mut clock = Clock::default();
        assert!(clock.advance(3600));
        assert!(clock.now() > Utc::now() + TimeDelta::seconds(3590));
        assert!(!clock.advance(i64::MAX));
        assert!(!clock.advance(10_000_000_000_000));
    }

    #[test]
    fn writes_times_as_the_service_does() {
        let time = DateTime::from_timestamp(1_000_000_000, 999_000_000).unwrap();
        assert_eq!(written(time), "2001-09-09T01:46:40Z");
        assert_eq!(http_date(time), "Sun, 09 Sep 2001 01:46:40 GMT");
    }
}
