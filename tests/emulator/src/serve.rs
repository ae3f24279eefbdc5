//! One connection: its requests one after the other, each handed to the world or control call it is for.

use std::sync::Arc;

use crate::api::Api;
use crate::control;
use crate::delivery::{Delivery, Target, not_found, play};
use crate::http::connection::{Connection, Gone, Received, Request};
use crate::http::response::Response;
use crate::http::stream::Stream;
use crate::http::{Head, Refused};
use crate::hub::{Hub, Route};
use crate::registry_token::{self, Endpoint};
use crate::requests::{Ended, RecordedRequest};
use crate::script::Then;
use crate::world::{Core, Scope, State, Ticket};

pub(crate) async fn serve(hub: Arc<Hub>, stream: Stream) {
    let mut visitor = Visitor { number: hub.next_connection(), hub, worlds: Vec::new() };
    let mut connection = Connection::new(stream);
    loop {
        let then = match connection.receive().await {
            Received::Request(request) => visitor.answer(&mut connection, &request).await,
            Received::CutShort(request) => {
                // A ticket that is dropped at once says that the client went away.
                drop(visitor.arrive_somewhere(&request.head, &request.body));
                return;
            }
            Received::Closed => return,
            Received::Refused(head, refused) => {
                visitor.refuse(&mut connection, head.as_ref(), &refused).await;
                return connection.close_and_linger().await;
            }
        };
        match then {
            Ok(Then::Keep) => {}
            Ok(Then::Close) => return connection.close().await,
            Ok(Then::Linger) => return connection.close_and_linger().await,
            Ok(Then::Reset) => return connection.reset(),
            Ok(Then::Stall) | Err(Gone) => return,
        }
    }
}

/// A connection as the worlds see it: it belongs to every world that one of its requests was for.
struct Visitor {
    number: u64,
    hub: Arc<Hub>,
    worlds: Vec<Arc<Core>>,
}

impl Visitor {
    async fn answer(&mut self, connection: &mut Connection, request: &Request) -> Result<Then, Gone> {
        let hub = Arc::clone(&self.hub);
        let (path, query) = split_target(&request.head.target);
        let keeps_alive = request.head.keeps_alive();
        let (ticket, delivery) = match hub.route(path) {
            Route::Control(call) => {
                let response = tokio::select! {
                    biased;
                    response = control::answer(&hub, call, query, request) => response,
                    gone = connection.client_gone() => return Err(gone),
                };
                connection.send(&response.encode(&request.head.method), None, || ()).await?;
                return Ok(if keeps_alive { Then::Keep } else { Then::Close });
            }
            Route::Astray { world } => {
                let record = self.record(&request.head, (None, path), &request.body);
                let (ticket, ()) = self.arrive(&world, &Scope::Service, record, |_| ());
                let response = not_found("no API here: is the prefix of the URL missing?");
                (ticket, Delivery::plain(&response, request))
            }
            Route::RegistryToken { world } => {
                let record = self.record(&request.head, (None, registry_token::PATH), &request.body);
                let endpoint = Endpoint { signer: &hub.signer, service: &world.registry_token_service() };
                let (ticket, response) = self.arrive(&world, &Scope::Service, record, |state| {
                    let now = state.clock.now();
                    endpoint.answer(&mut state.service, &request.head, query, now)
                });
                (ticket, Delivery::plain(&response, request))
            }
            Route::Api { world, scope: Scope::Service, api, path: below } => {
                let record = self.record(&request.head, (Some(api), below), &request.body);
                let target = Target { world: &world, request, api, full_path: path, path: below, query };
                let (ticket, begun) =
                    self.arrive(&world, &Scope::Service, record, |state| target.begin(state));
                (ticket, play(connection, &target, begun).await?)
            }
            Route::Api { world, scope: Scope::Script(id), api, path } => {
                let record = self.record(&request.head, (Some(api), path), &request.body);
                let scripted = record.clone();
                let (ticket, reply) = self.arrive(&world, &Scope::Script(id.clone()), record, |state| {
                    state.scripts.get_mut(&id).map(|script| script.answer(&scripted))
                });
                // A script can be gone when its world has been reset since the request was routed.
                let gone = || Delivery::plain(&not_found("no such script"), request);
                (ticket, reply.map_or_else(gone, Delivery::from))
            }
        };
        match delivery.carry_out(connection, ticket).await? {
            Then::Keep if !keeps_alive => Ok(Then::Close),
            then => Ok(then),
        }
    }

    async fn refuse(&mut self, connection: &mut Connection, head: Option<&Head>, refused: &Refused) {
        let ticket = head.and_then(|head| self.arrive_somewhere(head, &[]));
        let body = serde_json::json!({
            "httpStatus": refused.status,
            "messages": [{"errorCode": "malformed-request", "message": refused.message}],
        });
        let response = Response::json(refused.status, &body).with("Connection", "close");
        let answered = || {
            if let Some(mut ticket) = ticket {
                ticket.answering(refused.status);
                ticket.end(Ended::Answered);
            }
        };
        // Whether it arrives makes no difference: the connection is closed either way.
        let _ = connection.send(&response.encode("GET"), None, answered).await;
    }

    /// Records a request that will not be answered by what it was meant for.
    fn arrive_somewhere(&mut self, head: &Head, body: &[u8]) -> Option<Ticket> {
        let (path, _) = split_target(&head.target);
        let hub = Arc::clone(&self.hub);
        let (world, scope, place) = match hub.route(path) {
            Route::Control(_) => return None,
            Route::Astray { world } => (world, Scope::Service, (None, path)),
            Route::RegistryToken { world } => (world, Scope::Service, (None, registry_token::PATH)),
            Route::Api { world, scope, api, path } => (world, scope, (Some(api), path)),
        };
        let record = self.record(head, place, body);
        Some(self.arrive(&world, &scope, record, |_| ()).0)
    }

    fn arrive<T>(
        &mut self,
        world: &Arc<Core>,
        scope: &Scope,
        record: RecordedRequest,
        at_once: impl FnOnce(&mut State) -> T,
    ) -> (Ticket, T) {
        if !self.worlds.iter().any(|known| Arc::ptr_eq(known, world)) {
            self.worlds.push(Arc::clone(world));
        }
        world.arrive(scope, record, at_once)
    }

    /// `place`: the API, and the path below its prefix.
    fn record(&self, head: &Head, place: (Option<Api>, &str), body: &[u8]) -> RecordedRequest {
        RecordedRequest::new(head, split_target(&head.target), place, body, self.number)
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        for world in &self.worlds {
            world.disconnect(self.number);
        }
    }
}

/// Path and query of a request target; a proxy's absolute form is accepted, as every server must.
fn split_target(target: &str) -> (&str, Option<&str>) {
    let path_and_query = match target.split_once("://") {
        Some((scheme, rest)) if !scheme.starts_with('/') => {
            rest.find('/').map_or("/", |start| &rest[start..])
        }
        _ => target,
    };
    match path_and_query.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (path_and_query, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_targets_of_both_forms() {
        assert_eq!(split_target("/a/b?c=d?e"), ("/a/b", Some("c=d?e")));
        assert_eq!(split_target("http://h:1/a?b"), ("/a", Some("b")));
        assert_eq!(split_target("http://h:1"), ("/", None));
        assert_eq!(split_target("/a?u=http://h/x"), ("/a", Some("u=http://h/x")));
    }
}
