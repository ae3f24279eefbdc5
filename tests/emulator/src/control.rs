//! The control plane over HTTP. Everything it does, the library's [`World`](crate::World) does too.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use url::form_urlencoded;

use crate::http::connection::Request;
use crate::http::response::Response;
use crate::hub::{CONTROL, Hub};
use crate::proxy::ProxyRequest;
use crate::requests::RecordedRequest;
use crate::wait::Wait;
use crate::world::{Core, Scope};

type Answer = Result<Response, Response>;

pub(crate) async fn answer(hub: &Arc<Hub>, path: &str, query: Option<&str>, request: &Request) -> Response {
    if !holds_key(hub, request) {
        return problem(401, "the X-Emulator-Key header is missing or wrong");
    }
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let method = request.head.method.as_str();
    let answered = match (method, segments.as_slice()) {
        ("GET", []) => Ok(Response::json(200, &hub.ready_line())),
        ("POST", ["sessions"]) => Ok(Response::json(201, &hub.describe(&hub.add_session()))),
        ("DELETE", ["sessions", id]) if hub.remove_session(id) => Ok(Response::new(204)),
        ("GET", ["sessions", id]) => find(hub, id).map(|world| Response::json(200, &hub.describe(&world))),
        ("GET", ["proxy", "requests"]) => {
            let requests = hub.proxy_log.requests();
            Ok(Response::json(200, &requests.iter().map(ProxyRequest::to_json).collect()))
        }
        ("DELETE", ["proxy", "requests"]) => {
            hub.proxy_log.forget();
            Ok(Response::new(204))
        }
        (_, ["sessions", id, call @ ..]) => match find(hub, id) {
            Ok(world) => for_world(hub, &world, method, call, query, request).await,
            Err(response) => Err(response),
        },
        (_, call) => for_world(hub, &hub.default, method, call, query, request).await,
    };
    answered.unwrap_or_else(|response| response)
}

async fn for_world(
    hub: &Hub,
    world: &Core,
    method: &str,
    call: &[&str],
    query: Option<&str>,
    request: &Request,
) -> Answer {
    match (method, call) {
        ("GET", ["requests"]) => {
            let state = world.lock();
            let records = state.traffic.records().iter().map(RecordedRequest::to_json).collect();
            Ok(Response::json(200, &records))
        }
        ("DELETE", ["requests"]) => {
            world.lock().traffic.forget();
            Ok(Response::new(204))
        }
        ("GET", ["faults"]) => Ok(Response::json(200, &world.lock().faults.to_json())),
        ("POST", ["faults"]) => {
            world.lock().faults.add(body(request)?).map_err(|error| problem(400, &error))?;
            Ok(Response::new(204))
        }
        ("DELETE", ["faults"]) => {
            world.lock().faults.clear();
            Ok(Response::new(204))
        }
        ("POST", ["script"]) => {
            let id = world.add_script(&body(request)?).map_err(|error| problem(400, &error))?;
            let mut made = hub.addresses.urls(|api| world.script_path(&id, api));
            made.insert("script".to_owned(), json!(id));
            Ok(Response::json(201, &Value::Object(made)))
        }
        ("GET", ["script", id]) => match world.lock().scripts.get(*id) {
            Some(script) => Ok(Response::json(200, &script.report().to_json())),
            None => Err(problem(404, "no such script")),
        },
        ("DELETE", ["script", id]) => match world.lock().scripts.remove(*id) {
            Some(_) => Ok(Response::new(204)),
            None => Err(problem(404, "no such script")),
        },
        ("GET", ["wait"]) => {
            let (scope, wait) = wait_from(query).map_err(|error| problem(400, &error))?;
            if world.lock().traffic(&scope).is_none() {
                return Err(problem(404, "no such script"));
            }
            match world.wait(&scope, wait).await {
                Ok(counts) => Ok(Response::json(200, &json!(counts))),
                Err(vain) => {
                    let body = json!({"error": "this did not happen in time", "last": vain.last});
                    // Not 408: some HTTP clients take that as an invitation to ask once more.
                    Err(Response::json(504, &body))
                }
            }
        }
        ("POST", ["clock"]) => advance(world, &body(request)?),
        ("POST", ["seed"]) => {
            let mut state = world.lock();
            let now = state.clock.now();
            let ids = state.service.seed(body(request)?, now).map_err(|error| problem(400, &error))?;
            Ok(Response::json(201, &ids))
        }
        ("GET", ["state"]) => {
            let mut state = world.lock();
            let now = state.clock.now();
            Ok(Response::json(200, &state.service.inspect(now)))
        }
        ("POST", ["reset"]) => {
            world.reset();
            Ok(Response::new(204))
        }
        _ => {
            let path = format!("{CONTROL}/.../{}", call.join("/"));
            Err(problem(404, &format!("no control call {method} {path}, see the emulator's README")))
        }
    }
}

fn find(hub: &Hub, id: &str) -> Result<Arc<Core>, Response> {
    hub.session(id).ok_or_else(|| problem(404, "no such session"))
}

fn holds_key(hub: &Hub, request: &Request) -> bool {
    match &hub.control_key {
        None => true,
        Some(key) => request.head.headers.get("x-emulator-key") == Some(key),
    }
}

fn body(request: &Request) -> Result<Value, Response> {
    serde_json::from_slice(&request.body)
        .map_err(|error| problem(400, &format!("the body is not JSON: {error}")))
}

fn advance(world: &Core, body: &Value) -> Answer {
    let only = body.as_object().is_some_and(|object| object.len() == 1);
    let seconds =
        body["advance_seconds"].as_u64().filter(|_| only).and_then(|seconds| i64::try_from(seconds).ok());
    let mut state = world.lock();
    if !seconds.is_some_and(|seconds| state.clock.advance(seconds)) {
        return Err(problem(
            400,
            "advance_seconds must be a number of seconds that stays within the calendar",
        ));
    }
    Ok(Response::json(200, &json!({"now": crate::clock::written(state.clock.now())})))
}

fn wait_from(query: Option<&str>) -> Result<(Scope, Wait), String> {
    let (mut scope, mut wait) = (Scope::Service, Wait::default());
    for (key, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let number = || value.parse::<u32>().map_err(|_| format!("{key} must be a number"));
        let count = || number().map(|number| usize::try_from(number).ok());
        match key.as_ref() {
            "arrived" => wait.arrived = count()?,
            "in_flight" => wait.in_flight = count()?,
            "open" => wait.open = count()?,
            "timeout_ms" => wait.timeout = Duration::from_millis(number()?.into()),
            "script" => scope = Scope::Script(value.into_owned()),
            _ => return Err(format!("unknown key {key}")),
        }
    }
    Ok((scope, wait))
}

fn problem(status: u16, text: &str) -> Response {
    Response::json(status, &json!({"error": text}))
}
