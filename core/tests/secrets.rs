//! Secrets are planted everywhere, and every text a caller could print is searched for them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

#[path = "support/canary.rs"]
mod canary;
mod support;

use std::fmt::{Debug, Display, Write as _};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use canary::{ID, PASSWORD, PROXY_PASSWORD, TOKEN, Texts, both_ways, panic_message, search};
use registry_tokens::{AccountCredentials, ErrorKind, IonosClient, Proxy, ReplacedToken, Secret};
use serde_json::json;
use support::{Events, new_token, world};

#[test]
fn the_search_finds_a_planted_leak() {
    let finds = |text: String, secret: &str| {
        search::search(&[text], &[secret.to_owned()]).expect_err("a leak that is not found");
    };
    let base64 = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    for user in ["u", "us", "use", "user@example.com"] {
        finds(format!("sent Basic {}", base64(format!("{user}:{PASSWORD}"))), PASSWORD);
    }
    finds(format!("sent Bearer {TOKEN}"), TOKEN);
    finds(json!({"token": TOKEN}).to_string(), TOKEN);
    finds(format!("{TOKEN:?}"), TOKEN);
    finds("https://u:canary%22password%25%2F%2B77c0@host".to_owned(), PASSWORD);
    search::search(&["[redacted]".to_owned()], &[TOKEN.to_owned()]).unwrap();
}

#[tokio::test]
async fn clients_and_what_they_make_show_nothing() {
    let mut texts = Texts::default();
    let proxy = Proxy::Url(format!("http://u:{PROXY_PASSWORD}@127.0.0.1:1"));
    texts.debug(&proxy);
    for builder in both_ways("https://127.0.0.1:1") {
        let builder = builder.proxy(proxy.clone());
        texts.debug(&builder);
        let client = builder.clone().build().unwrap();
        let (tokens, registries) = (client.tokens(), client.registries());
        texts.debug(&client);
        texts.debug(&(&tokens, &registries));
        texts.debug(&tokens.get(ID, ID).extra_header("X-Note", TOKEN).extra_query("note", PASSWORD));
        texts.debug(&tokens.list(ID).extra_header("X-Note", TOKEN));
        texts.debug(&tokens.list(ID).pages());
        texts.debug(&registries.wait_until_running(ID));
        let blocking = builder.build_blocking().unwrap();
        texts.debug(&(
            blocking.tokens().get(ID, ID),
            blocking.tokens().list(ID),
            blocking.registries().list().pages(),
        ));
        texts.debug(&blocking);
    }
    texts.debug(&[AccountCredentials::token(TOKEN), AccountCredentials::basic("user", PASSWORD)]);
    texts.assert_clean(&[TOKEN, PASSWORD, PROXY_PASSWORD]);
}

#[tokio::test]
async fn what_a_service_issues_shows_nothing_until_it_is_revealed() {
    let world = world();
    let events = Events::default();
    let client = events.observe(support::builder(&world)).build().unwrap();
    let response =
        client.tokens().create(world.registry_id(), new_token("ci")).with_response().await.unwrap();
    let issued = response.value.clone();
    let password = issued.credentials.password.reveal();
    assert!(String::from_utf8_lossy(response.body()).contains(password), "it is there to be found");
    let replaced: ReplacedToken = serde_json::from_slice(response.body()).unwrap();
    let mut texts = Texts::default();
    texts.debug(&response);
    texts.debug(&(&issued, &issued.credentials, &replaced));
    texts.debug(&(issued.to_json(), replaced.to_json(), issued.token.to_json()));
    texts.debug(&(response.headers(), response.request_id(), events.all()));
    texts.0.push(format!("{} {:>40}", issued.credentials.password, issued.credentials.password));
    texts.0.push(panic_message(|| assert_eq!(issued.credentials.password, Secret::from("another"))));
    texts.0.push(panic_message(|| {
        assert_eq!(issued.clone(), {
            let mut other = issued.clone();
            other.token.name.clear();
            other
        })
    }));
    texts.assert_clean(&[password, world.token()]);
    for refusal in [
        serde_json::to_string(&issued.credentials.password).unwrap_err(),
        serde_json::to_string(&issued.credentials).unwrap_err(),
        serde_json::to_string(&issued).unwrap_err(),
        serde_json::to_string(&replaced).unwrap_err(),
        serde_json::to_value(vec![&issued]).unwrap_err(),
    ] {
        assert!(refusal.to_string().contains("reveal()"), "{refusal}");
        assert!(!refusal.to_string().contains(password));
    }
}

/// Keeps everything that is traced, whatever its level and target.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl tracing::Subscriber for Recorder {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        self.0.lock().unwrap().push(format!("{span:?}"));
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        self.0.lock().unwrap().push(format!("{values:?}"));
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut text = format!("{}: ", event.metadata().target());
        event.record(&mut |field: &tracing::field::Field, value: &dyn Debug| {
            let _ = write!(text, "{field}={value:?} ");
        });
        self.0.lock().unwrap().push(text);
    }

    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn traces_of_every_level_show_nothing() {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let world = world();
    world.faults(json!({"path_contains": ID, "times": null, "action": {"status": 503}})).unwrap();
    let client = support::builder(&world).on_event(registry_tokens::tracing_observer()).build().unwrap();
    let issued = client.tokens().create(world.registry_id(), new_token("ci")).await.unwrap();
    client.tokens().get(ID, ID).await.unwrap_err();
    let texts = Texts(recorder.0.lock().unwrap().clone());
    let ours: Vec<_> = texts.0.iter().filter(|text| text.starts_with("registry_tokens: ")).collect();
    assert_eq!(ours.len(), 6, "{ours:?}");
    assert!(ours[0].contains("tokens.create") && ours[1].contains("503"), "{ours:?}");
    assert!(!ours.iter().any(|text| text.contains(ID)), "ids are nobody's business: {ours:?}");
    texts.assert_clean(&[world.token(), issued.credentials.password.reveal()]);
}

/// The same for those who write to `log`: reqwest and rustls do, hyper's parts to `tracing`.
impl log::Log for Recorder {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.0.lock().unwrap().push(format!("{}: {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn logs_of_every_level_show_nothing_though_a_proxy_and_tls_are_on_the_way() {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    log::set_boxed_logger(Box::new(recorder.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let tls = support::Tls::start();
    let world = tls.emulator.world();
    let refused = tls.emulator.proxy_with_login_url().replace("proxy-password", PROXY_PASSWORD);
    let mut secrets = vec![PROXY_PASSWORD.to_owned(), "proxy-password".to_owned(), world.token().to_owned()];
    for proxy in [tls.emulator.proxy_with_login_url(), refused] {
        let builder = support::hermetic(world.url()).token(world.token()).ca_certs(tls.ca()).max_retries(1);
        let client = builder.proxy(Proxy::Url(proxy)).build().unwrap();
        if let Ok(issued) = client.tokens().create(world.registry_id(), new_token("ci")).await {
            secrets.push(issued.credentials.password.reveal().to_owned());
        }
    }
    assert_eq!(secrets.len(), 4, "one of the two was issued");
    let texts = Texts(recorder.0.lock().unwrap().clone());
    for crate_name in ["reqwest", "rustls", "hyper"] {
        assert!(
            texts.0.iter().any(|text| text.starts_with(crate_name)),
            "{crate_name} says something at all"
        );
    }
    texts.assert_clean(&secrets.iter().map(String::as_str).collect::<Vec<_>>());
}

#[tokio::test]
async fn new_credentials_hold_for_later_calls_of_all_clones_and_bad_ones_change_nothing() {
    let world = world();
    let client = support::builder(&world).contract_number("4711").build().unwrap();
    let clone: IonosClient = client.clone();
    let get = || async { clone.registries().get(world.registry_id()).await.map(drop) };
    get().await.unwrap();
    client.set_credentials(AccountCredentials::basic(world.username(), world.password())).unwrap();
    get().await.unwrap();
    for bad in [
        AccountCredentials::token(format!("{TOKEN}\n\u{7f}")),
        AccountCredentials::basic("a:b", PASSWORD),
        AccountCredentials::token(""),
    ] {
        let error = client.set_credentials(bad).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        let mut texts = Texts::default();
        texts.error(&error);
        texts.assert_clean(&[TOKEN, PASSWORD]);
    }
    get().await.unwrap();
    client.set_credentials(AccountCredentials::token("expired")).unwrap();
    assert_eq!(get().await.unwrap_err().kind(), ErrorKind::Authentication);
    let sent = |name: &str| -> Vec<String> {
        let first = |text: &str| text.split(' ').next().unwrap().to_owned();
        world
            .requests()
            .iter()
            .map(|request| request.headers.get(name).map_or(String::new(), first))
            .collect()
    };
    assert_eq!(sent("authorization"), ["Bearer", "Basic", "Basic", "Bearer"]);
    assert_eq!(sent("x-contract-number"), ["", "4711", "4711", ""]);
}

/// What `{}` shows of a secret is also what a log line shows.
fn shown(value: impl Display) -> String {
    value.to_string()
}

#[test]
fn a_secret_shows_itself_only_when_asked() {
    assert_eq!(shown(Secret::from(TOKEN)), "[redacted]");
    assert_eq!(Secret::from(TOKEN).reveal(), TOKEN);
}
