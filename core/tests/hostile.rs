//! A service, or somebody on the way to it, that means harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

#[path = "support/canary.rs"]
mod canary;
mod support;

use std::time::Duration;

use canary::{ID, TOKEN, Texts};
use registry_tokens::{Error, ErrorKind, IonosClient, Proxy, SwrClient};
use serde_json::json;
use support::{LONG, client, hermetic, new_token, seed, world};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How much a program may be sent before somebody must have stopped: far above what sockets hold between two ends.
const TOO_MUCH: usize = 64 << 20;

/// Reads one request without a body.
async fn read_request(socket: &mut TcpStream) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let read = socket.read_buf(&mut request).await.unwrap();
        assert!(read > 0, "the client has gone before its request was whole");
    }
}

/// A service that answers one request with `head` and then with `more` again and again; gives how much was taken.
async fn endless(head: &'static str, more: &'static str) -> (IonosClient, JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        let more = more.repeat(1000);
        let mut taken = 0;
        let mut next = head.as_bytes();
        while taken < TOO_MUCH && socket.write_all(next).await.is_ok() {
            taken += next.len();
            next = more.as_bytes();
        }
        taken
    });
    (hermetic(url).token("t").max_retries(0).timeout(LONG).build().unwrap(), service)
}

async fn get(client: &IonosClient) -> Result<String, Error> {
    client.tokens().get(ID, ID).await.map(|token| token.name)
}

#[tokio::test]
async fn a_head_without_end_is_not_read_to_its_end() {
    for (head, more) in
        [("HTTP/1.1 200 OK\r\nX: ", "aaaaaaaa"), ("HTTP/1.1 200 OK\r\n", "X: a\r\n"), ("HTTP/1.1 ", "2000")]
    {
        let (client, service) = endless(head, more).await;
        let error = get(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert!(service.await.unwrap() < TOO_MUCH, "{head:?}");
    }
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_answers_nobody() {
    let answer = |name: &str| {
        let body = json!({"id": ID, "properties": {"name": name}}).to_string();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let (first, second, planted) = (answer("first"), answer("second"), answer("planted"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = tokio::spawn(async move {
        let (mut one, _) = listener.accept().await.unwrap();
        read_request(&mut one).await;
        one.write_all(format!("{first}{planted}").as_bytes()).await.unwrap();
        let (mut two, _) = listener.accept().await.unwrap();
        read_request(&mut two).await;
        two.write_all(second.as_bytes()).await.unwrap();
        (one, two)
    });
    let client = hermetic(url).token("t").max_retries(0).timeout(LONG).build().unwrap();
    assert_eq!(get(&client).await.unwrap(), "first");
    assert_eq!(get(&client).await.unwrap(), "second");
    service.await.unwrap();
}

#[tokio::test]
async fn addresses_in_an_answer_are_never_asked() {
    let (here, there) = (world(), world());
    seed(&here, 3);
    let elsewhere = format!("{}/registries", there.plain_url());
    let page = json!({
        "items": [{"id": ID, "href": elsewhere, "properties": {"name": "a"}}],
        "links": {"next": elsewhere, "prev": elsewhere, "self": elsewhere},
        "href": elsewhere, "offset": 0, "limit": 1, "count": 1, "total": 3,
    });
    let there_by_name = there.plain_url();
    let authority = there_by_name.trim_start_matches("http://").split('/').next().unwrap();
    let headers = json!({"Link": format!("<{elsewhere}>; rel=next"), "Content-Location": elsewhere,
        "Location": elsewhere, "Refresh": format!("0; url={elsewhere}"), "Alt-Svc": format!("h2=\"{authority}\"")});
    here.faults(json!({"times": 1, "action": {"status": 200, "headers": headers, "body": page}})).unwrap();
    let client = client(&here);
    let all = client.tokens().list(here.registry_id()).page_size(1).all().await.unwrap();
    assert!(all.len() >= 3, "{}", all.len());
    get(&client).await.unwrap_err();

    let page = json!({"registries": [], "total": 1, "links": {"next": elsewhere}, "next": elsewhere});
    here.faults(json!({"times": 2, "action": {"status": 200, "headers": headers, "body": page}})).unwrap();
    let swr = SwrClient::builder().load_environment(false).proxy(Proxy::Off).max_retries(0);
    let swr = swr.region(here.swr_region()).endpoint(here.swr_plain_url()).project_id(here.swr_project_id());
    let swr = swr.access_key(here.swr_access_key()).secret_key(here.swr_secret_key()).build().unwrap();
    for _ in 0..3 {
        // How a list that tells of itself wrongly ends is of no matter here.
        let _ = swr.target_registries().list(here.swr_instance_id()).all().await;
    }
    assert!(here.requests().len() >= 5, "the service was asked");
    assert!(there.requests().is_empty(), "somebody else saw the credentials");
}

#[tokio::test]
async fn what_a_service_repeats_in_its_addresses_is_not_shown() {
    // Nothing in it has a meaning in an address.
    const PLAIN: &str = "canary-Plain-4C7D";
    for (status, location, close) in [
        (201, format!("/registries/{ID}/tokens/{PLAIN}"), None),
        (201, format!("/registries/{ID}/tokens/a{PLAIN}b/"), None),
        // Of this one the head is all that comes.
        (201, format!("/registries/{ID}/tokens/{PLAIN}"), Some("mid_body")),
        (302, format!("https://{PLAIN}.example/"), None),
        (302, format!("//{PLAIN}/?{PLAIN}"), None),
    ] {
        let here = world();
        let action = json!({
            "status": status, "headers": {"Location": location}, "body": {"id": PLAIN}, "close": close,
        });
        here.faults(json!({"times": null, "action": action})).unwrap();
        let client = hermetic(here.plain_url()).token(PLAIN).max_retries(0).build().unwrap();
        let error = client.tokens().create(ID, new_token("ci")).await.unwrap_err();
        let mut texts = Texts::default();
        texts.error(&error);
        texts.debug(&error.resource_id());
        texts.debug(&error.response_headers());
        texts.assert_clean(&[PLAIN, &PLAIN.to_lowercase()]);
    }
}

#[tokio::test]
async fn a_proxy_that_repeats_its_login_does_not_show_it() {
    const PAIR: &str = "dXNlcjpjYW5hcnkvcHJveHk=";
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://user:canary%2Fproxy@{}", listener.local_addr().unwrap());
    let service = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        let said = json!({"errorCode": PAIR, "message": "not canary/proxy, nor canary%2Fproxy"});
        let body = json!({"messages": [said]}).to_string();
        let head = format!("HTTP/1.1 407 No\r\nLocation: /{PAIR}\r\nContent-Length: {}\r\n\r\n", body.len());
        socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    });
    let builder = hermetic("http://127.0.0.1:1").token("t").max_retries(0).timeout(LONG);
    let error = get(&builder.proxy(Proxy::Url(proxy)).build().unwrap()).await.unwrap_err();
    service.await.unwrap();
    assert_eq!(error.http_status(), Some(407), "{error}");
    let mut texts = Texts::default();
    texts.error(&error);
    texts.debug(&error.response_headers());
    texts.assert_clean(&["canary/proxy", "canary%2Fproxy", PAIR]);
}

#[tokio::test]
async fn words_of_a_service_in_errors_of_our_own_are_clean_and_short() {
    const PLAIN: &str = "canary-plain-4c7d";
    let here = world();
    let state = format!("a\r\nb\u{1b}[2J {PLAIN} {}", "c".repeat(60_000));
    let registry =
        json!({"id": ID, "properties": {"name": "r", "location": "x"}, "metadata": {"state": state}});
    let action = json!({"status": 200, "body": registry});
    here.faults(json!({"times": null, "path_contains": "/registries/", "action": action})).unwrap();
    let client = hermetic(here.plain_url()).token(PLAIN).build().unwrap();
    let wait = client.registries().wait_until_running(ID).within(Duration::from_millis(900));
    let of_state = wait.await.unwrap_err();
    assert_eq!(of_state.kind(), ErrorKind::DeadlineExceeded, "{of_state}");

    let projects: Vec<_> =
        (0..2000).map(|n| json!({"id": if n == 3 { PLAIN.to_owned() } else { n.to_string() }})).collect();
    let action = json!({"status": 200, "body": {"projects": projects}});
    here.faults(json!({"times": null, "path_contains": "/v3/projects", "action": action})).unwrap();
    let swr = SwrClient::builder().load_environment(false).proxy(Proxy::Off).region("cn-north-4");
    let swr = swr
        .endpoint(here.swr_plain_url())
        .iam_endpoint(here.iam_plain_url())
        .access_key("a")
        .secret_key(PLAIN);
    let of_projects = swr.build().unwrap().target_registries().list(ID).all().await.unwrap_err();
    assert_eq!(of_projects.kind(), ErrorKind::Config, "{of_projects}");

    for error in [of_state, of_projects] {
        let text = error.to_string();
        assert!(text.len() < 1000 && !text.contains(char::is_control), "{text:?}");
        assert!(text.contains("[redacted]"), "{text}");
        let mut texts = Texts::default();
        texts.error(&error);
        texts.assert_clean(&[PLAIN]);
    }
}

#[tokio::test]
async fn a_credential_in_the_place_of_a_headers_name_is_not_shown() {
    let client = hermetic("http://127.0.0.1:1").token("t").build().unwrap();
    let line = format!("Authorization: Bearer {TOKEN}");
    for name in [line.as_str(), TOKEN, &format!("{TOKEN} ")] {
        let error = client.tokens().get(ID, ID).extra_header(name, "a").await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidArgument, 0), "{error}");
        let mut texts = Texts::default();
        texts.error(&error);
        texts.assert_clean(&[TOKEN]);
    }
}

#[tokio::test]
async fn nesting_without_end_is_no_crash_whatever_the_status() {
    let nested = |open: &str| {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let body = open.repeat(4_000_000 / open.len());
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = std::thread::spawn(move || {
            use std::io::{Read as _, Write as _};
            for status in [200, 400, 503] {
                let (mut socket, _) = listener.accept().unwrap();
                let _ = socket.read(&mut [0; 4096]).unwrap();
                let head = format!(
                    "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
                    body.len()
                );
                let _ = socket.write_all(head.as_bytes()).and_then(|()| socket.write_all(body.as_bytes()));
            }
        });
        (hermetic(url).token("t").max_retries(0).timeout(LONG).build().unwrap(), service)
    };
    for open in ["[", "{\"messages\":", "{\"a\":[", "{\"properties\":{\"metadata\":"] {
        let (client, service) = nested(open);
        for kind in [ErrorKind::InvalidResponse, ErrorKind::BadRequest, ErrorKind::Server] {
            let error = get(&client).await.unwrap_err();
            assert_eq!(error.kind(), kind, "{error}");
        }
        tokio::task::spawn_blocking(|| service.join().unwrap()).await.unwrap();
    }
}

#[tokio::test]
async fn answers_that_never_become_final_end_with_the_time_of_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        while socket.write_all(b"HTTP/1.1 102 Processing\r\n\r\n").await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    let builder = hermetic(url).token("t").max_retries(0);
    let client = builder.timeout(Duration::from_millis(200)).build().unwrap();
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded, "{error}");
    service.await.unwrap();
}
