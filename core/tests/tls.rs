//! Whom a client believes to be the service, over real TLS.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

mod support;

use registry_tokens::{Error, ErrorKind, IonosClient, IonosClientBuilder};
use registry_tokens_emulator::{Leaf, Wait};
use support::{LONG, Tls, hermetic, in_child, run_child};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

fn towards(tls: &Tls, leaf: Leaf) -> IonosClientBuilder {
    let world = tls.emulator.world();
    hermetic(world.tls_url(leaf).unwrap()).token(world.token())
}

async fn list(client: IonosClient, tls: &Tls) -> Result<usize, Error> {
    client.tokens().list(tls.emulator.world().registry_id()).all().await.map(|tokens| tokens.len())
}

/// The call fails before a credential is sent, and is not tried again.
async fn assert_refused(builder: IonosClientBuilder, tls: &Tls, needle: &str) {
    let error = list(builder.build().unwrap(), tls).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert_eq!((error.attempts(), error.retryable(), error.outcome_unknown()), (1, false, false), "{error}");
    assert!(error.to_string().to_lowercase().contains(&needle.to_lowercase()), "{error}");
    assert_eq!(tls.emulator.world().requests().len(), 0, "credentials were sent");
}

#[tokio::test]
async fn a_certificate_of_a_known_issuer_is_accepted() {
    let tls = Tls::start();
    let client = towards(&tls, Leaf::Good).ca_certs(tls.ca()).build().unwrap();
    list(client.clone(), &tls).await.unwrap();
    list(client, &tls).await.unwrap();
    let requests = tls.emulator.world().requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].connection, requests[1].connection, "one handshake does for both");
}

#[tokio::test]
async fn certificates_that_prove_nothing_are_refused_before_credentials_are_sent() {
    let tls = Tls::start();
    for (leaf, needle) in [
        (Leaf::Expired, "expired"),
        (Leaf::WrongHost, "name"),
        (Leaf::UnknownCa, "UnknownIssuer"),
        (Leaf::SelfSigned, "certificate"),
    ] {
        assert_refused(towards(&tls, leaf).ca_certs(tls.ca()), &tls, needle).await;
    }
    assert_refused(towards(&tls, Leaf::Good), &tls, "UnknownIssuer").await;
}

#[tokio::test]
async fn a_create_over_a_refused_certificate_is_known_not_to_have_happened() {
    let tls = Tls::start();
    let client = towards(&tls, Leaf::UnknownCa).build().unwrap();
    let registry = tls.emulator.world().registry_id();
    let error = client.tokens().create(registry, support::new_token("ci")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), error.outcome_unknown()), (ErrorKind::Connect, 1, false));
    assert_eq!(support::stored(tls.emulator.world()), 0);
}

#[tokio::test]
async fn a_pin_stands_in_for_the_issuer() {
    let tls = Tls::start();
    for leaf in [Leaf::Good, Leaf::SelfSigned, Leaf::UnknownCa] {
        let pin = tls.emulator.leaf_sha256(leaf).unwrap();
        let colons: Vec<&str> =
            pin.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap()).collect();
        for text in [pin.clone(), pin.to_uppercase(), colons.join(":")] {
            list(towards(&tls, leaf).pinned_certificate(text).build().unwrap(), &tls).await.unwrap();
        }
    }
}

#[tokio::test]
async fn another_certificate_than_the_pinned_one_is_refused_even_with_a_known_issuer() {
    let tls = Tls::start();
    let other = tls.emulator.leaf_sha256(Leaf::SelfSigned).unwrap();
    for leaf in [Leaf::Good, Leaf::UnknownCa, Leaf::WrongHost] {
        let builder = towards(&tls, leaf).ca_certs(tls.ca()).pinned_certificate(other.as_str());
        assert_refused(builder, &tls, "not the pinned one").await;
    }
}

#[tokio::test]
async fn a_pin_excuses_neither_dates_nor_host_name() {
    let tls = Tls::start();
    for (leaf, needle) in [(Leaf::Expired, "expired"), (Leaf::WrongHost, "name")] {
        let pin = tls.emulator.leaf_sha256(leaf).unwrap();
        assert_refused(towards(&tls, leaf).ca_certs(tls.ca()).pinned_certificate(pin), &tls, needle).await;
    }
}

#[tokio::test]
async fn a_service_without_tls_gets_no_credentials() {
    let world = support::world();
    let url = world.plain_url().replace("http://", "https://");
    let client = hermetic(url).token("canary").build().unwrap();
    let error = client.registries().get(registry_id()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1), "{error}");
    let text = error.to_string();
    assert!(text.contains("TLS") && !text.contains("certificate") && !text.contains("canary"), "{text}");
    assert!(world.requests().is_empty());
}

#[tokio::test]
async fn a_handshake_that_is_cut_is_a_failed_connection_and_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let service = tokio::spawn(async move {
        let mut hellos = 0;
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut first = [0; 5];
            socket.read_exact(&mut first).await.unwrap();
            hellos += 1;
            if hellos == 3 {
                return hellos;
            }
        }
    });
    let client = hermetic(url).token("t").max_retries(2).build().unwrap();
    let id = registry_id();
    let call = client.tokens().create(id, support::new_token("ci"));
    let error = tokio::time::timeout(LONG, call.into_future()).await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3), "{error}");
    assert!(error.retryable() && !error.outcome_unknown());
    assert_eq!(service.await.unwrap(), 3);
}

/// The versions that a client offers in its first message, as the extension `supported_versions` lists them.
fn offered(hello: &[u8]) -> Vec<u16> {
    let two = |at: usize| usize::from(u16::from_be_bytes([hello[at], hello[at + 1]]));
    // Behind the heads of record and message, the old version and the random: session, ciphers, compression.
    let mut at = 5 + 4 + 2 + 32;
    at += 1 + usize::from(hello[at]);
    at += 2 + two(at);
    at += 1 + usize::from(hello[at]) + 2;
    while two(at) != 0x2b {
        at += 4 + two(at + 2);
    }
    let list = &hello[at + 5..at + 5 + usize::from(hello[at + 4])];
    list.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

#[tokio::test]
async fn nothing_older_than_tls_1_2_is_offered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let service = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut hello = vec![0; 5];
        socket.read_exact(&mut hello).await.unwrap();
        let mut rest = vec![0; usize::from(u16::from_be_bytes([hello[3], hello[4]]))];
        socket.read_exact(&mut rest).await.unwrap();
        // A server that only speaks TLS 1.1 would say so: version, random, no session, a cipher, no compression.
        let body = [&[3, 2][..], &[7; 32], &[0, 0xc0, 0x13, 0]].concat();
        let message = [&[2, 0, 0, body.len() as u8][..], &body].concat();
        let record = [&[22, 3, 2, 0, message.len() as u8][..], &message].concat();
        socket.write_all(&record).await.unwrap();
        // Kept open until the client itself has had enough.
        let _ = socket.read_to_end(&mut Vec::new()).await;
        hello.extend(rest);
        offered(&hello)
    });
    let client = hermetic(url).token("t").build().unwrap();
    let error = client.registries().get(registry_id()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1), "{error}");
    assert_eq!(service.await.unwrap(), [0x0304, 0x0303]);
}

#[test]
fn no_keys_are_written_for_those_who_listen() {
    let (tls, folder) = (Tls::start(), tempfile::tempdir().unwrap());
    let keys = folder.path().join("keys");
    let url = tls.emulator.world().tls_url(Leaf::Good).unwrap();
    let ca = tls.emulator.ca_file().unwrap().display().to_string();
    let keys_text = keys.display().to_string();
    let variables = [("SSLKEYLOGFILE", keys_text.as_str()), ("SSL_CERT_FILE", &ca), ("TEST_URL", &url)];
    run_child("child_with_a_platform_certificate", &variables);
    assert!(!keys.exists());
}

#[tokio::test]
async fn a_handshake_that_hangs_ends_with_the_connect_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let builder = hermetic(url).token("t").max_retries(0);
    let client = builder.connect_timeout(std::time::Duration::from_millis(200)).build().unwrap();
    let call = client.tokens().create(registry_id(), support::new_token("ci"));
    let error = tokio::time::timeout(LONG, call.into_future()).await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Connect, false), "{error}");
    let (mut socket, _) = listener.accept().await.unwrap();
    let _ = socket.write_all(b"too late").await;
}

#[test]
fn a_machine_without_certificates_can_still_build_and_trust_what_it_is_given() {
    let (tls, empty) = (Tls::start(), tempfile::tempdir().unwrap());
    let folder = empty.path().display().to_string();
    let nowhere = format!("{folder}/no-such-file.pem");
    let url = tls.emulator.world().tls_url(Leaf::Good).unwrap();
    let ca = tls.emulator.ca_file().unwrap().display().to_string();
    for file in [&folder, &nowhere] {
        let variables = [
            ("SSL_CERT_FILE", file.as_str()),
            ("SSL_CERT_DIR", &folder),
            ("TEST_URL", &url),
            ("TEST_CA", &ca),
        ];
        run_child("child_without_certificates", &variables);
    }
    assert!(tls.emulator.world().requests().len() >= 2, "the children reached the service");
}

#[tokio::test]
#[ignore = "started in a process of its own"]
async fn child_without_certificates() {
    let Some(url) = in_child("TEST_URL") else { return };
    let ca = std::fs::read(std::env::var("TEST_CA").unwrap()).unwrap();
    hermetic("http://127.0.0.1:1").token("t").build().unwrap();
    let distrustful = hermetic(&url).token("t").build().unwrap();
    let error = distrustful.registries().get(registry_id()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1), "{error}");
    let trusting = hermetic(&url).token("t").ca_certs(ca).build().unwrap();
    let error = trusting.registries().get(registry_id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication, "the service itself has answered: {error}");
}

#[test]
fn the_platforms_own_certificates_are_trusted() {
    let tls = Tls::start();
    let url = tls.emulator.world().tls_url(Leaf::Good).unwrap();
    let ca = tls.emulator.ca_file().unwrap().display().to_string();
    run_child("child_with_a_platform_certificate", &[("SSL_CERT_FILE", &ca), ("TEST_URL", &url)]);
}

#[tokio::test]
#[ignore = "started in a process of its own"]
async fn child_with_a_platform_certificate() {
    let Some(url) = in_child("TEST_URL") else { return };
    let error = hermetic(url).token("t").build().unwrap().registries().get(registry_id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication, "the service itself has answered: {error}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_environment_that_is_handed_over_says_where_certificates_are() {
    let tls = Tls::start();
    let ca = tls.emulator.ca_file().unwrap().display().to_string();
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(&ca, folder.path().join("ca.pem")).unwrap();
    let folder = folder.path().display().to_string();
    let towards = |variables: &[(&str, &str)], load: bool| {
        let mut environment = registry_tokens::binding::Environment::default();
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        environment.variables.extend(variables);
        towards(&tls, Leaf::Good).environment(environment).load_environment(load)
    };
    for places in [
        [("SSL_CERT_FILE", ca.as_str()), ("SSL_CERT_DIR", "")],
        [("SSL_CERT_FILE", ""), ("SSL_CERT_DIR", &folder)],
        [("SSL_CERT_FILE", "/nowhere"), ("SSL_CERT_DIR", &format!("/nowhere:{folder}"))],
    ] {
        list(towards(&places, true).build().unwrap(), &tls).await.unwrap();
    }
    let requests = tls.emulator.world().requests().len();
    for (variables, load) in [
        (&[("SSL_CERT_FILE", ca.as_str())], false),
        (&[("SSL_CERT_FILE", "/nowhere")], true),
        (&[("SSL_CERT_FILE", "")], true),
        (&[("NODE_EXTRA_CA_CERTS", ca.as_str())], true),
    ] {
        let error = list(towards(variables, load).build().unwrap(), &tls).await.unwrap_err();
        assert!(error.to_string().contains("UnknownIssuer"), "{variables:?}: {error}");
    }
    assert_eq!(tls.emulator.world().requests().len(), requests);
}

#[tokio::test]
async fn dropping_the_client_closes_its_connections() {
    let tls = Tls::start();
    let client = towards(&tls, Leaf::Good).ca_certs(tls.ca()).build().unwrap();
    list(client.clone(), &tls).await.unwrap();
    tls.emulator.world().wait(Wait::open(1)).await.unwrap();
    drop(client);
    tls.emulator.world().wait(Wait::open(0)).await.unwrap();
}

fn registry_id() -> String {
    "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b".to_owned()
}
