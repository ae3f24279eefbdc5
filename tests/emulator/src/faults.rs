//! Faults: what goes wrong with which request.

use std::collections::VecDeque;
use std::time::Duration;

use base64::Engine as _;
use fastrand::Rng;
use serde::Deserialize;
use serde_json::Value;

use crate::http::response::Response;

/// A fault as the control plane takes it. Every key of a matcher may be left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    method: Option<String>,
    path_contains: Option<String>,
    one_in: Option<u64>,
    #[serde(default)]
    seed: u64,
    #[serde(default)]
    skip: u64,
    #[serde(default = "once")]
    times: Option<u64>,
    #[serde(default)]
    phase: Phase,
    action: GivenAction,
}

// `"times": null` means for ever; a missing key means once, hence not `Option`'s own default.
#[expect(clippy::unnecessary_wraps, reason = "the shape serde asks for")]
fn once() -> Option<u64> {
    Some(1)
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// The service never sees the request.
    #[default]
    BeforeProcessing,
    /// The service has done what was asked, then the answer is spoiled.
    AfterProcessing,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenAction {
    status: Option<u16>,
    #[serde(default)]
    headers: serde_json::Map<String, Value>,
    body: Option<Value>,
    body_base64: Option<String>,
    delay_ms: Option<u64>,
    body_delay_ms: Option<u64>,
    close: Option<Close>,
    #[serde(default)]
    hang: bool,
    drip_ms: Option<u64>,
    wrong_length: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Close {
    Clean,
    Reset,
    MidBody,
    /// After the whole answer, on a connection that was to be kept.
    AfterAnswer,
}

#[derive(Clone)]
struct Fault {
    method: Option<String>,
    path_contains: Option<String>,
    chance: Option<Chance>,
    skip: u64,
    times: Option<u64>,
    phase: Phase,
    action: Action,
    given: Value,
}

/// Strikes one matching request in so many, by a generator of its own, so that a run can be repeated.
#[derive(Clone)]
struct Chance {
    one_in: u64,
    rng: Rng,
}

/// What to do to one request. Keys can be combined: a delayed 503 whose body breaks off.
#[derive(Clone)]
pub(crate) struct Action {
    /// Takes the place of the service's answer.
    pub(crate) answer: Option<Response>,
    pub(crate) delay: Option<Duration>,
    /// Between the head of the answer and its body.
    pub(crate) body_delay: Option<Duration>,
    pub(crate) close: Option<Close>,
    pub(crate) hang: bool,
    pub(crate) drip: Option<Duration>,
    pub(crate) wrong_length: Option<u64>,
}

/// The faults of one world, in the order in which they were set.
#[derive(Default)]
pub(crate) struct Faults(VecDeque<Fault>);

impl Faults {
    /// Adds one fault or a list of them; none is added when one is malformed.
    pub(crate) fn add(&mut self, given: Value) -> Result<(), String> {
        let list = match given {
            Value::Array(list) => list,
            one => vec![one],
        };
        let faults = list.into_iter().map(Fault::parse).collect::<Result<Vec<_>, _>>()?;
        self.0.extend(faults);
        Ok(())
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The faults that can still strike, with what is left of `skip` and `times`.
    pub(crate) fn to_json(&self) -> Value {
        self.0
            .iter()
            .map(|fault| {
                let mut given = fault.given.clone();
                given["skip"] = fault.skip.into();
                given["times"] = fault.times.into();
                given
            })
            .collect()
    }

    /// The fault that strikes this request, if any. Every matching fault up to it counts the request against `skip`.
    pub(crate) fn strike(&mut self, method: &str, path_and_query: &str) -> Option<(Phase, Action)> {
        let matching =
            self.0.iter_mut().enumerate().filter(|(_, fault)| fault.matches(method, path_and_query));
        for (index, fault) in matching {
            if fault.chance.as_mut().is_some_and(|chance| chance.rng.u64(..chance.one_in) != 0) {
                continue;
            }
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            let struck = (fault.phase, fault.action.clone());
            if let Some(times) = &mut fault.times {
                *times = times.saturating_sub(1);
                if *times == 0 {
                    self.0.remove(index);
                }
            }
            return Some(struck);
        }
        None
    }
}

impl Fault {
    fn parse(value: Value) -> Result<Self, String> {
        let given: Given =
            serde_json::from_value(value.clone()).map_err(|error| format!("fault: {error}"))?;
        if given.times == Some(0) {
            return Err("fault: `times` is at least 1, or null for every time".to_owned());
        }
        if given.one_in == Some(0) {
            return Err("fault: `one_in` is at least 1".to_owned());
        }
        let chance = |one_in| Chance { one_in, rng: Rng::with_seed(given.seed) };
        Ok(Self {
            method: given.method,
            path_contains: given.path_contains,
            chance: given.one_in.map(chance),
            skip: given.skip,
            times: given.times,
            phase: given.phase,
            action: given.action.parse()?,
            given: value,
        })
    }

    fn matches(&self, method: &str, path_and_query: &str) -> bool {
        self.method.as_ref().is_none_or(|wanted| wanted == method)
            && self.path_contains.as_ref().is_none_or(|wanted| path_and_query.contains(wanted.as_str()))
    }
}

impl GivenAction {
    fn parse(self) -> Result<Action, String> {
        let answer = self.answer()?;
        let action = Action {
            answer,
            delay: self.delay_ms.map(Duration::from_millis),
            body_delay: self.body_delay_ms.map(Duration::from_millis),
            close: self.close,
            hang: self.hang,
            drip: self.drip_ms.map(Duration::from_millis),
            wrong_length: self.wrong_length,
        };
        let idle = action.answer.is_none()
            && action.delay.is_none()
            && action.body_delay.is_none()
            && action.close.is_none()
            && action.drip.is_none()
            && action.wrong_length.is_none();
        if idle && !action.hang {
            return Err("fault: the action does nothing".to_owned());
        }
        if self.hang && self.close.is_some() {
            return Err("fault: `hang` and `close` exclude each other".to_owned());
        }
        Ok(action)
    }

    fn answer(&self) -> Result<Option<Response>, String> {
        let Some(status) = self.status else {
            if self.body.is_some() || self.body_base64.is_some() || !self.headers.is_empty() {
                return Err("fault: `headers` and `body` need a `status`".to_owned());
            }
            return Ok(None);
        };
        if !(200..=999).contains(&status) {
            return Err("fault: `status` is from 200 to 999".to_owned());
        }
        let mut response = Response::new(status);
        for (name, value) in &self.headers {
            let value = value.as_str().ok_or_else(|| format!("fault: header `{name}` is not a string"))?;
            response = response.with(name, value);
        }
        response.body = match (&self.body, &self.body_base64) {
            (Some(_), Some(_)) => return Err("fault: `body` and `body_base64` exclude each other".to_owned()),
            (Some(Value::String(text)), None) => text.clone().into_bytes(),
            (Some(json), None) => {
                response = response.with("Content-Type", "application/json");
                json.to_string().into_bytes()
            }
            (None, Some(base64)) => base64::engine::general_purpose::STANDARD
                .decode(base64)
                .map_err(|error| format!("fault: `body_base64`: {error}"))?,
            (None, None) => Vec::new(),
        };
        Ok(Some(response))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(given: Value) -> Faults {
        let mut faults = Faults::default();
        faults.add(given).unwrap();
        faults
    }

    #[test]
    fn skips_then_strikes_so_many_times() {
        let mut faults = faults(json!({"method": "GET", "skip": 1, "times": 2, "action": {"status": 503}}));
        let struck: Vec<bool> = (0..4).map(|_| faults.strike("GET", "/x").is_some()).collect();
        assert_eq!(struck, [false, true, true, false]);
        assert_eq!(faults.to_json(), json!([]));
    }

    #[test]
    fn matches_method_and_path_and_query() {
        let mut faults = faults(
            json!({"method": "GET", "path_contains": "limit=5", "times": null, "action": {"hang": true}}),
        );
        assert!(faults.strike("POST", "/x?limit=5").is_none());
        assert!(faults.strike("GET", "/x?limit=6").is_none());
        assert!(faults.strike("GET", "/x?limit=5").is_some());
        assert_eq!(faults.to_json()[0]["times"], Value::Null);
    }

    #[test]
    fn strikes_by_chance_and_again_by_the_same() {
        let struck = |seed: u64| {
            let mut faults =
                faults(json!({"one_in": 5, "seed": seed, "times": null, "action": {"status": 503}}));
            (0..1000).map(|_| faults.strike("GET", "/").is_some()).collect::<Vec<_>>()
        };
        let count = struck(1).into_iter().filter(|struck| *struck).count();
        assert!((150..250).contains(&count), "{count}");
        assert_eq!(struck(1), struck(1));
        assert_ne!(struck(1), struck(2));
    }

    #[test]
    fn the_first_matching_fault_strikes() {
        let mut faults = faults(json!([{"action": {"status": 502}}, {"action": {"status": 503}}]));
        let mut status =
            || faults.strike("GET", "/").and_then(|(_, action)| action.answer).map(|answer| answer.status);
        assert_eq!((status(), status(), status()), (Some(502), Some(503), None));
    }

    #[test]
    fn refuses_what_it_does_not_understand() {
        for wrong in [
            json!({}),
            json!({"action": {}}),
            json!({"action": {"stauts": 500}}),
            json!({"action": {"status": 500}, "fase": "before_processing"}),
            json!({"action": {"body": "without a status"}}),
            json!({"action": {"status": 500, "body": "", "body_base64": ""}}),
            json!({"action": {"status": 500, "body_base64": "?"}}),
            json!({"action": {"status": 500, "headers": {"a": 1}}}),
            json!({"action": {"status": 100}}),
            json!({"action": {"hang": true, "close": "reset"}}),
            json!({"action": {"hang": true}, "times": 0}),
            json!({"action": {"hang": true}, "one_in": 0}),
            json!([{"action": {"hang": true}}, 5]),
        ] {
            let mut faults = Faults::default();
            assert!(faults.add(wrong.clone()).is_err(), "{wrong}");
            assert_eq!(faults.to_json(), json!([]), "nothing of it may stay: {wrong}");
        }
    }
}
