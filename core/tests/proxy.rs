//! Proxies: those a caller names and those the environment names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

mod support;

use registry_tokens::{Error, ErrorKind, IonosClient, Proxy};
use registry_tokens_emulator::{Leaf, World};
use serde_json::json;
use support::{Tls, hermetic, in_child, new_token, run_child};

const ID: &str = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";
const HOST: &str = "registry-tokens-test.example";

fn through(tls: &Tls, proxy: &str) -> IonosClient {
    let world = tls.emulator.world();
    let builder = hermetic(world.url()).token(world.token()).ca_certs(tls.ca()).max_retries(0);
    builder.proxy(Proxy::Url(proxy.into())).build().unwrap()
}

async fn list(client: &IonosClient, world: &World) -> Result<usize, Error> {
    client.tokens().list(world.registry_id()).all().await.map(|tokens| tokens.len())
}

fn port(url: &str) -> String {
    url::Url::parse(url).unwrap().port().unwrap().to_string()
}

#[tokio::test]
async fn https_goes_through_a_tunnel_that_sees_no_credentials() {
    let tls = Tls::start();
    let world = tls.emulator.world();
    let client = through(&tls, &tls.emulator.proxy_url());
    list(&client, world).await.unwrap();
    client.tokens().create(world.registry_id(), new_token("by-proxy")).await.unwrap();
    let asked = tls.emulator.proxy_requests();
    assert_eq!(asked.len(), 1, "both calls share the tunnel");
    assert_eq!((asked[0].method.as_str(), asked[0].status), ("CONNECT", 200));
    assert!(world.url().contains(&asked[0].target), "{}", asked[0].target);
    assert_eq!(asked[0].proxy_authorization, None);
    assert_eq!(world.requests().len(), 2);
}

#[tokio::test]
async fn a_certificate_is_checked_through_a_tunnel_too() {
    let tls = Tls::start();
    let world = tls.emulator.world();
    let builder = hermetic(world.tls_url(Leaf::UnknownCa).unwrap()).token(world.token());
    let client = builder.proxy(Proxy::Url(tls.emulator.proxy_url())).build().unwrap();
    let error = list(&client, world).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1), "{error}");
    assert!(world.requests().is_empty());
}

#[tokio::test]
async fn a_login_in_the_proxys_url_is_used_and_stays_with_the_proxy() {
    let tls = Tls::start();
    let client = through(&tls, &tls.emulator.proxy_with_login_url());
    list(&client, tls.emulator.world()).await.unwrap();
    let asked = tls.emulator.proxy_requests();
    assert!(asked[0].proxy_authorization.as_deref().unwrap().starts_with("Basic "));
    let request = &tls.emulator.world().requests()[0];
    assert!(request.headers.get("proxy-authorization").is_none());
    assert!(request.headers.get("authorization").unwrap().starts_with("Bearer "));
}

#[tokio::test]
async fn a_login_that_the_proxy_refuses_is_a_failed_connection_without_secrets() {
    let tls = Tls::start();
    let world = tls.emulator.world();
    let wrong = tls.emulator.proxy_with_login_url().replace("proxy-password", "canary-proxy-password");
    let client = through(&tls, &wrong);
    let error = client.tokens().create(world.registry_id(), new_token("ci")).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Connect, false), "{error}");
    let text = format!("{error} {error:?} {client:?}");
    assert!(text.contains("proxy"), "the text names who refused: {text}");
    assert!(!text.contains("canary") && !text.contains(world.token()), "{text}");
    assert_eq!(tls.emulator.proxy_requests()[0].status, 407);
    assert!(world.requests().is_empty());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_a_failed_connection() {
    let tls = Tls::start();
    let url = format!("http://user:canary@{}", support::nobody());
    let error = list(&through(&tls, &url), tls.emulator.world()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
}

#[tokio::test]
async fn plain_http_is_handed_on_by_the_proxy_that_was_named() {
    let tls = Tls::start();
    let world = tls.emulator.world();
    let builder = hermetic(world.plain_url()).token(world.token());
    let client = builder.proxy(Proxy::Url(tls.emulator.proxy_url())).build().unwrap();
    list(&client, world).await.unwrap();
    let asked = tls.emulator.proxy_requests();
    assert!(asked[0].method == "GET" && asked[0].target.starts_with("http://"), "{asked:?}");
}

#[tokio::test]
async fn redirects_are_not_followed_and_creates_not_repeated_through_a_proxy_either() {
    for action in [json!({"status": 302}), json!({"status": 307}), json!({"close": "reset"})] {
        let tls = Tls::start();
        let (world, there) = (tls.emulator.world(), tls.emulator.session());
        let mut action = action;
        if action["status"].is_number() {
            action["headers"] = json!({"Location": there.plain_url()});
        }
        world.faults(json!({"times": null, "phase": "after_processing", "action": action})).unwrap();
        let client = hermetic(world.plain_url()).token(world.token()).max_retries(0);
        let client = client.proxy(Proxy::Url(tls.emulator.proxy_url())).build().unwrap();
        client.registries().get(world.registry_id()).await.unwrap_err();
        let error = client.tokens().create(world.registry_id(), new_token("ci")).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{error}");
        assert_eq!((world.requests().len(), there.requests().len()), (2, 0), "{error}");
    }
}

#[tokio::test]
async fn an_answer_is_unpacked_and_held_to_its_cap_through_a_proxy_too() {
    let tls = Tls::start();
    let token = |name: String| {
        let properties = json!({"name": name, "credentials": {"username": "ci", "password": "pw"}});
        json!({"reply": {"status": 200, "gzip": true, "body": {"json": {"id": ID, "properties": properties}}}})
    };
    let exchanges = [token("ci".into()), token("x".repeat(100_000))];
    let script = tls.emulator.session().script(&json!({"exchanges": exchanges})).unwrap();
    let client = hermetic(script.url()).token("t").ca_certs(tls.ca()).max_response_bytes(65_536);
    let client = client.proxy(Proxy::Url(tls.emulator.proxy_url())).build().unwrap();
    assert_eq!(client.tokens().get(ID, ID).await.unwrap().name, "ci");
    let error = client.tokens().get(ID, ID).await.unwrap_err();
    assert!(error.to_string().contains("max_response_bytes"), "{error}");
}

#[tokio::test]
async fn a_bad_proxy_is_refused_by_name_and_without_its_password() {
    for bad in ["", "ftp://user:canary@p:1", "http://", "http://user:canary@", "socks5://user:canary@p:1"] {
        let builder = hermetic("https://api.example.com").token("t").proxy(Proxy::Url(bad.into()));
        let error = builder.build().err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("proxy") && !error.to_string().contains("canary"), "{error}");
    }
}

/// Makes a call in a process with these variables; gives what the proxies saw. The service has a name that no resolver
/// knows, so a call can only come through by way of a proxy, which the stub refuses with 403.
fn proxied(tls: &Tls, url: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let before = tls.emulator.proxy_requests().len();
    let ca = tls.emulator.ca_file().unwrap().display().to_string();
    let token = tls.emulator.world().token().to_owned();
    let mut all = vec![("TEST_URL", url), ("TEST_CA", &ca), ("IONOS_TOKEN", &token)];
    all.extend(variables);
    run_child("child_makes_a_call", &all);
    tls.emulator.proxy_requests().split_off(before).into_iter().map(|request| request.target).collect()
}

#[tokio::test]
#[ignore = "started in a process of its own"]
async fn child_makes_a_call() {
    let Some(url) = in_child("TEST_URL") else { return };
    let ca = std::fs::read(std::env::var("TEST_CA").unwrap()).unwrap();
    let client =
        IonosClient::builder().base_url(url).allow_http(true).ca_certs(ca).max_retries(0).build().unwrap();
    // How it ends is for the parent to tell, by what arrived where.
    let _ = client.registries().get("6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b").await;
}

#[test]
fn the_environment_names_the_proxy() {
    let tls = Tls::start();
    let (proxy, url) = (tls.emulator.proxy_url(), format!("https://{HOST}"));
    let target = vec![format!("{HOST}:443")];
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "IONOS_HTTP_PROXY"] {
        assert_eq!(proxied(&tls, &url, &[(name, &proxy)]), target, "{name}");
    }
    let without_scheme = proxy.trim_start_matches("http://");
    assert_eq!(proxied(&tls, &url, &[("HTTPS_PROXY", without_scheme)]), target);
    assert_eq!(proxied(&tls, &url, &[("HTTP_PROXY", &proxy)]), [""; 0], "not for https");
    assert_eq!(proxied(&tls, &format!("http://{HOST}"), &[("HTTP_PROXY", &proxy)]).len(), 1);
}

#[test]
fn the_environment_names_exceptions() {
    let tls = Tls::start();
    let (proxy, url) = (tls.emulator.proxy_url(), format!("https://{HOST}"));
    for exceptions in [HOST, "example", ".example", "other.example, registry-tokens-test.example", "*"] {
        let variables = [("HTTPS_PROXY", proxy.as_str()), ("NO_PROXY", exceptions)];
        assert_eq!(proxied(&tls, &url, &variables), [""; 0], "{exceptions}");
    }
    let variables = [("HTTPS_PROXY", proxy.as_str()), ("NO_PROXY", "other.example")];
    assert_eq!(proxied(&tls, &url, &variables).len(), 1);
}

#[test]
fn our_own_variable_wins_over_the_systems() {
    let tls = Tls::start();
    let url = format!("https://{HOST}");
    let (own, system) = (tls.emulator.proxy_with_login_url(), tls.emulator.proxy_url());
    let variables = [("IONOS_HTTP_PROXY", own.as_str()), ("HTTPS_PROXY", &system), ("NO_PROXY", HOST)];
    assert_eq!(proxied(&tls, &url, &variables).len(), 1);
    assert!(tls.emulator.proxy_requests()[0].proxy_authorization.is_some(), "it was the other one");
}

#[test]
fn this_machine_is_never_reached_through_a_proxy_of_the_environment() {
    let tls = Tls::start();
    let world = tls.emulator.world();
    let proxy = tls.emulator.proxy_url();
    let localhost = world.url().replace("127.0.0.1", "localhost");
    assert!(!port(&localhost).is_empty());
    let urls = [world.url(), world.plain_url(), localhost];
    for (count, url) in urls.iter().enumerate() {
        let variables = [
            ("HTTPS_PROXY", proxy.as_str()),
            ("HTTP_PROXY", &proxy),
            ("ALL_PROXY", &proxy),
            ("IONOS_HTTP_PROXY", &proxy),
        ];
        assert_eq!(proxied(&tls, url, &variables), [""; 0], "{url}");
        assert_eq!(world.requests().len(), count + 1, "it arrived directly: {url}");
    }
}

#[test]
fn a_hermetic_client_ignores_the_proxies_of_the_environment() {
    let tls = Tls::start();
    let proxy = tls.emulator.proxy_url();
    let variables = [("HTTPS_PROXY", proxy.as_str()), ("IONOS_HTTP_PROXY", &proxy), ("TEST_HERMETIC", "1")];
    run_child("child_is_hermetic", &variables);
    assert!(tls.emulator.proxy_requests().is_empty());
}

#[tokio::test]
#[ignore = "started in a process of its own"]
async fn child_is_hermetic() {
    let Some(_) = in_child("TEST_HERMETIC") else { return };
    let builder = IonosClient::builder().load_environment(false).token("t").max_retries(0);
    let error = builder.base_url(format!("https://{HOST}")).build().unwrap().registries().find("a").await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Connect);
}
