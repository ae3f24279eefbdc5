//! What goes wrong with a call, and what a client then gets to see.

use fastrand::Rng;
use serde_json::{Value, json};

/// One row of the table at the end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Nothing,
    RefusedConnection,
    BadCredentials,
    Status401,
    Status408,
    Status429,
    Status429AtOnce,
    Status429TooLong,
    Status500,
    Status502Html,
    Status503,
    Status504,
    ResetBefore,
    ResetAfter,
    CloseBefore,
    CloseAfter,
    MidBody,
    LengthTooLong,
    LengthTooShort,
    InvalidJson,
    Page,
    Empty2xx,
    Delay,
    Drip,
    HangBefore,
    HangAfter,
    CancelEarly,
    CancelBefore,
    CancelAfter,
}

use Class::*;

/// How often each class is drawn. What loses the answers of creations comes often.
pub const WEIGHTS: &[(Class, u32)] = &[
    (Nothing, 30),
    (RefusedConnection, 3),
    (BadCredentials, 3),
    (Status401, 3),
    (Status408, 3),
    (Status429, 4),
    (Status429AtOnce, 4),
    (Status429TooLong, 3),
    (Status500, 4),
    (Status502Html, 5),
    (Status503, 5),
    (Status504, 4),
    (ResetBefore, 4),
    (ResetAfter, 6),
    (CloseBefore, 4),
    (CloseAfter, 6),
    (MidBody, 6),
    (LengthTooLong, 4),
    (LengthTooShort, 4),
    (InvalidJson, 5),
    (Page, 4),
    (Empty2xx, 5),
    (Delay, 3),
    (Drip, 2),
    (HangBefore, 3),
    (HangAfter, 4),
    (CancelEarly, 4),
    (CancelBefore, 4),
    (CancelAfter, 5),
];

/// What reaches the client of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A whole answer that means what it says.
    Status(u16),
    /// A success that cannot be read.
    Unreadable,
    /// A success of somebody else.
    Foreign,
    /// The connection broke after the request was sent.
    Broken,
    /// There was no connection.
    NoConnection,
    /// Nothing, until the deadline.
    Silence,
}

#[derive(Debug, Clone, Copy)]
pub struct Fault {
    pub class: Class,
    /// The service carries the request out before its answer is spoiled.
    pub after: bool,
    /// How many attempts are struck; none for all of them.
    pub times: Option<u32>,
}

impl Fault {
    /// `crowd`: other tasks are at work on the same world, so nothing that has to be waited for.
    pub fn draw(rng: &mut Rng, crowd: bool) -> Self {
        let total: u32 = WEIGHTS.iter().map(|(_, weight)| weight).sum();
        let mut at = rng.u32(..total);
        let drawn = WEIGHTS.iter().find(|(_, weight)| match at.checked_sub(*weight) {
            Some(rest) => {
                at = rest;
                false
            }
            None => true,
        });
        let class = match drawn.map_or(Nothing, |(class, _)| *class) {
            // Their effects are told apart from those of others only when nobody else is there.
            BadCredentials | Drip | HangBefore | HangAfter | CancelEarly | CancelBefore | CancelAfter
                if crowd =>
            {
                Nothing
            }
            class => class,
        };
        let either = rng.bool();
        let after = match class {
            Status500 | Status502Html | Status503 | Status504 => either,
            ResetAfter | CloseAfter | MidBody | LengthTooLong | LengthTooShort | InvalidJson | Page
            | Empty2xx | HangAfter | CancelAfter => true,
            _ => false,
        };
        let times = match class {
            RefusedConnection | BadCredentials | HangBefore | HangAfter | CancelBefore | CancelAfter => None,
            _ => *rng.choice([Some(1), Some(1), Some(2), Some(3), None].iter()).unwrap_or(&None),
        };
        Self { class, after, times }
    }

    /// Whether the emulator has anything to do with it.
    fn action(&self, rng: &mut Rng) -> Option<Value> {
        let status = |status: u16| json!({"status": status, "body": {"messages": [{"message": "a fault"}]}});
        Some(match self.class {
            Nothing | RefusedConnection | BadCredentials | CancelEarly => return None,
            Status401 => status(401),
            Status408 => status(408),
            Status429 => status(429),
            Status429AtOnce => json!({"status": 429, "headers": {"Retry-After": "0"}}),
            Status429TooLong => json!({"status": 429, "headers": {"Retry-After": "3600"}}),
            Status500 => status(500),
            Status502Html => {
                json!({"status": 502, "headers": {"Content-Type": "text/html"}, "body": "<html>502"})
            }
            Status503 => status(503),
            Status504 => json!({"status": 504}),
            ResetBefore | ResetAfter => json!({"close": "reset"}),
            CloseBefore | CloseAfter => json!({"close": "clean"}),
            MidBody => json!({"close": "mid_body"}),
            LengthTooLong => json!({"wrong_length": 1_000_000}),
            LengthTooShort => json!({"wrong_length": 10}),
            InvalidJson => json!({"status": *rng.choice([200, 201, 202].iter()).unwrap_or(&200),
                "body": *rng.choice(["{", "[]", "null", "{\"id\":1,\"items\":1}"].iter()).unwrap_or(&"")}),
            Page => json!({"status": *rng.choice([200, 201].iter()).unwrap_or(&200), "body": "<html>"}),
            Empty2xx => json!({"status": *rng.choice([200, 201, 204].iter()).unwrap_or(&200)}),
            Delay => json!({"delay_ms": rng.u32(1..8)}),
            Drip => json!({"drip_ms": 1}),
            HangBefore | HangAfter | CancelBefore | CancelAfter => json!({"hang": true}),
        })
    }

    /// The fault as the emulator takes it, for the requests of one step only.
    pub fn to_json(self, marker: &str, rng: &mut Rng) -> Option<Value> {
        let phase = if self.after { "after_processing" } else { "before_processing" };
        let action = self.action(rng)?;
        Some(json!({"path_contains": marker, "times": self.times, "phase": phase, "action": action}))
    }

    pub fn strikes(&self, attempt: u32) -> bool {
        !matches!(self.class, Nothing | CancelEarly) && self.times.is_none_or(|times| attempt <= times)
    }

    /// Whether the service sees a request that is struck.
    pub fn lets_through(&self) -> bool {
        self.after || matches!(self.class, Nothing | Delay | Drip | CancelEarly)
    }

    /// What becomes of the service's answer; `shows_nothing`: a success needs no body.
    pub fn spoil(&self, answer: u16, shows_nothing: bool) -> Seen {
        let is_success = (200..300).contains(&answer);
        match self.class {
            Nothing | Delay | Drip | CancelEarly => Seen::Status(answer),
            RefusedConnection => Seen::NoConnection,
            BadCredentials | Status401 => Seen::Status(401),
            Status408 => Seen::Status(408),
            Status429 | Status429AtOnce | Status429TooLong => Seen::Status(429),
            Status500 => Seen::Status(500),
            Status502Html => Seen::Status(502),
            Status503 => Seen::Status(503),
            Status504 => Seen::Status(504),
            ResetBefore | ResetAfter | CloseBefore | CloseAfter => Seen::Broken,
            // The status of a refusal says enough, however little of its body arrives; of a 204 half the head is lost.
            MidBody if is_success => Seen::Broken,
            LengthTooLong if is_success && !shows_nothing => Seen::Broken,
            LengthTooShort if is_success && !shows_nothing => Seen::Unreadable,
            MidBody | LengthTooLong | LengthTooShort => Seen::Status(answer),
            InvalidJson | Empty2xx if shows_nothing => Seen::Status(200),
            InvalidJson | Empty2xx => Seen::Unreadable,
            Page => Seen::Foreign,
            HangBefore | HangAfter | CancelBefore | CancelAfter => Seen::Silence,
        }
    }
}
