//! Answers on their way out: what is sent, how badly, and what becomes of the connection.

use std::time::Duration;

use serde_json::json;

use crate::api::Api;
use crate::faults::{Action, Close, Phase};
use crate::http::connection::{Connection, Gone, Request};
use crate::http::response::Response;
use crate::requests::Ended;
use crate::script::{Reply, Then};
use crate::service::Call;
use crate::world::{Core, State, Ticket};

/// Bytes for the client, and what becomes of the request and its connection after them.
pub(crate) struct Delivery {
    status: Option<u16>,
    bytes: Vec<u8>,
    /// How much goes out first, and how long the rest waits.
    pause: Option<(usize, Duration)>,
    pace: Option<Duration>,
    then: Then,
    ended: Ended,
}

/// A request to a world's service.
pub(crate) struct Target<'a> {
    pub(crate) world: &'a Core,
    pub(crate) request: &'a Request,
    pub(crate) api: Api,
    /// As received.
    pub(crate) full_path: &'a str,
    /// Below the API's prefix.
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
}

/// What was done with a request the moment it arrived.
pub(crate) enum Begun {
    Processed(Response),
    /// A fault strikes. The answer is there if the service was to see the request first.
    Struck(Action, Option<Response>),
}

impl Target<'_> {
    pub(crate) fn begin(&self, state: &mut State) -> Begun {
        let method = &self.request.head.method;
        let path_and_query =
            self.query.map_or_else(|| self.path.to_owned(), |query| format!("{}?{query}", self.path));
        match state.faults.strike(method, &path_and_query) {
            None => Begun::Processed(self.process(state)),
            Some((Phase::AfterProcessing, action)) => {
                let response = self.process(state);
                Begun::Struck(action, Some(response))
            }
            Some((Phase::BeforeProcessing, action)) => Begun::Struck(action, None),
        }
    }

    fn process(&self, state: &mut State) -> Response {
        state.service.answer(&Call {
            method: &self.request.head.method,
            api: self.api,
            full_path: self.full_path,
            path: self.path,
            query: self.query,
            headers: &self.request.head.headers,
            body: &self.request.body,
            prefix: &self.world.api_path(self.api),
            now: state.clock.now(),
        })
    }
}

/// The service's answer, spoiled if a fault strikes.
pub(crate) async fn play(
    connection: &mut Connection,
    target: &Target<'_>,
    begun: Begun,
) -> Result<Delivery, Gone> {
    let (action, processed) = match begun {
        Begun::Processed(response) => return Ok(Delivery::plain(&response, target.request)),
        Begun::Struck(action, processed) => (action, processed),
    };
    if let Some(delay) = action.delay {
        connection.pause(delay).await?;
    }
    if action.hang {
        return Ok(Delivery::silence(Then::Stall));
    }
    match action.close {
        Some(Close::Clean) => return Ok(Delivery::silence(Then::Close)),
        Some(Close::Reset) => return Ok(Delivery::silence(Then::Reset)),
        Some(Close::MidBody | Close::AfterAnswer) | None => {}
    }
    let process = || target.process(&mut target.world.lock());
    let response = action.answer.clone().or(processed).unwrap_or_else(process);
    Ok(Delivery::spoiled(&response, &action, target.request))
}

impl Delivery {
    pub(crate) fn plain(response: &Response, request: &Request) -> Self {
        Self {
            status: Some(response.status),
            bytes: closing(response, request).encode(&request.head.method),
            pause: None,
            pace: None,
            then: Then::Keep,
            ended: Ended::Answered,
        }
    }

    /// Nothing is sent.
    fn silence(then: Then) -> Self {
        Self { status: None, bytes: Vec::new(), pause: None, pace: None, then, ended: Ended::Fault }
    }

    fn spoiled(response: &Response, action: &Action, request: &Request) -> Self {
        let response = closing(response, request);
        let length = response.true_length();
        let stated = action.wrong_length.unwrap_or(length);
        let mut bytes = response.head(stated);
        let pause = action.body_delay.map(|delay| (bytes.len(), delay));
        if request.head.method != "HEAD" {
            bytes.extend_from_slice(&response.body);
        }
        let (then, ended) = if action.close == Some(Close::MidBody) {
            // Half of the body goes missing; of an answer without one, half of the head.
            let missing =
                if response.body.is_empty() { bytes.len() } else { response.body.len() }.div_ceil(2);
            bytes.truncate(bytes.len().saturating_sub(missing));
            (Then::Close, Ended::Fault)
        } else if action.close == Some(Close::AfterAnswer) {
            // Whoever waits until nothing is open may send the next request, which must not meet the end of the connection.
            (Then::Linger, Ended::Answered)
        } else if stated > length {
            // The client would wait for the rest for ever.
            (Then::Close, Ended::Fault)
        } else if stated < length {
            // What is left over is to meet the client's next answer.
            (Then::Keep, Ended::Fault)
        } else {
            (Then::Keep, Ended::Answered)
        };
        Self { status: Some(response.status), bytes, pause, pace: action.drip, then, ended }
    }

    pub(crate) async fn carry_out(
        self,
        connection: &mut Connection,
        mut ticket: Ticket,
    ) -> Result<Then, Gone> {
        let stalls = self.then == Then::Stall;
        if let Some(status) = self.status {
            ticket.answering(status);
        }
        let ended = self.ended;
        let mut bytes = self.bytes.as_slice();
        if let Some((length, delay)) = self.pause {
            let (first, rest) = bytes.split_at(length.min(bytes.len()));
            bytes = rest;
            let paused = match connection.write(first).await {
                Ok(()) => connection.pause(delay).await,
                gone => gone,
            };
            if paused.is_err() {
                ticket.end(Ended::ClientClosed);
                return Err(Gone);
            }
        }
        let sent = connection
            .send(bytes, self.pace, || {
                if !stalls {
                    ticket.end(ended);
                }
            })
            .await;
        if sent.is_err() {
            ticket.end(Ended::ClientClosed);
            return Err(Gone);
        }
        if stalls {
            connection.client_gone().await;
        }
        Ok(self.then)
    }
}

impl From<Reply> for Delivery {
    fn from(reply: Reply) -> Self {
        match reply.bytes {
            Some(bytes) => Self {
                status: reply.status,
                bytes,
                pause: None,
                pace: None,
                then: reply.then,
                ended: Ended::Answered,
            },
            None => Self::silence(reply.then),
        }
    }
}

pub(crate) fn not_found(message: &str) -> Response {
    let body = json!({"httpStatus": 404, "messages": [{"errorCode": "not-found", "message": message}]});
    Response::json(404, &body)
}

/// Says so when this is the connection's last answer.
fn closing(response: &Response, request: &Request) -> Response {
    let response = response.clone();
    if request.head.keeps_alive() { response } else { response.with("Connection", "close") }
}
