//! Errors of every kind, searched for the secrets that led to them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

#[path = "support/canary.rs"]
mod canary;
mod support;

use std::time::Duration;

use base64::Engine as _;
use canary::{FILE_TOKEN, ID, PASSWORD, TOKEN, Texts, both_ways};
use registry_tokens::Proxy;
use registry_tokens_emulator::World;
use serde_json::json;
use support::{Events, LONG, new_token, world};

const SHORT: Duration = Duration::from_millis(500);

/// A service that answers every request with what it was sent, in its own words.
fn parrot(world: &World, status: u16) {
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("user:{PASSWORD}"));
    let message = format!("not with Bearer {TOKEN}, nor Basic {pair}, nor {PASSWORD}");
    let body = json!({"messages": [{"errorCode": PASSWORD, "message": message}, {"errorCode": TOKEN}]});
    let headers =
        json!({"WWW-Authenticate": message, "Location": format!("https://elsewhere.example/?t={TOKEN}")});
    let action = json!({"status": status, "headers": headers, "body": body});
    world.faults(json!({"times": null, "action": action})).unwrap();
}

#[tokio::test]
async fn errors_of_every_status_show_nothing_though_the_service_repeats_what_it_was_sent() {
    for status in [301, 302, 400, 401, 403, 404, 408, 409, 413, 418, 422, 429, 500, 501, 502, 503, 504] {
        let world = world();
        parrot(&world, status);
        for (builder, secret) in both_ways(&world.plain_url()).into_iter().zip([TOKEN, PASSWORD]) {
            let (mut texts, events) = (Texts::default(), Events::default());
            let client = events.observe(builder).build().unwrap();
            let tokens = client.tokens();
            texts.error(&tokens.get(ID, ID).await.unwrap_err());
            texts.error(&tokens.create(ID, new_token("ci")).await.unwrap_err());
            texts.error(&tokens.list(ID).all().await.unwrap_err());
            texts.debug(&events.all());
            texts.assert_clean(&[secret]);
        }
    }
}

#[tokio::test]
async fn errors_of_every_other_kind_show_nothing() {
    let mut kinds = std::collections::BTreeSet::new();
    for case in ["hang", "close", "unreadable", "nobody", "closed", "argument", "config", "file"] {
        let world = world();
        let issued =
            json!({"id": ID, "properties": {"name": [PASSWORD], "credentials": {"password": TOKEN}}});
        let action = match case {
            "hang" => json!({"hang": true}),
            "close" => json!({"close": "reset"}),
            _ => json!({"status": 201, "body": issued}),
        };
        world.faults(json!({"times": null, "action": action})).unwrap();
        let url = if case == "nobody" { format!("https://{}", support::nobody()) } else { world.plain_url() };
        for builder in both_ways(&url) {
            let mut texts = Texts::default();
            let client = builder.clone().timeout(if case == "hang" { SHORT } else { LONG }).build().unwrap();
            let create = || client.tokens().create(ID, new_token("ci"));
            let error = match case {
                "closed" => {
                    client.close();
                    create().await.unwrap_err()
                }
                "argument" => create().extra_header("X-Note", format!("{TOKEN}\n")).await.unwrap_err(),
                "config" => {
                    builder.proxy(Proxy::Url(format!("x://{TOKEN}:{PASSWORD}@"))).build().err().unwrap()
                }
                "file" => {
                    let file = tempfile::NamedTempFile::new().unwrap();
                    std::fs::write(&file, format!("profiles: [{{name: {FILE_TOKEN}: {TOKEN}")).unwrap();
                    builder.config_file(file.path()).build().err().unwrap()
                }
                _ => create().await.unwrap_err(),
            };
            kinds.insert(error.kind().as_str());
            texts.error(&error);
            texts.assert_clean(&[TOKEN, PASSWORD, FILE_TOKEN]);
        }
    }
    let wanted = [
        "closed",
        "config",
        "connect",
        "deadline_exceeded",
        "invalid_argument",
        "invalid_response",
        "transport",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), wanted);
}
