//! The proxy stubs.

use registry_tokens_emulator::{Emulator, Options};
use serde_json::json;

use crate::support::{Client, EMULATOR, basic, split_url, world};

#[test]
fn tunnels_to_this_machine_and_records_it() {
    let world = world();
    let url = world.url();
    let target = split_url(&url).0;
    let mut client = Client::at(&EMULATOR.proxy_url());
    client.write(format!(
        "CONNECT {target} HTTP/1.1\r\nHost: {target}\r\nProxy-Authorization: Basic mine\r\n\r\n"
    ));
    assert_eq!(client.read().unwrap().status, 200);
    let mut client = Client::over(client.stream, &url).authorized(&format!("Bearer {}", world.token()));
    assert_eq!(client.get("/registries").status, 200);
    let requests = EMULATOR.proxy_requests();
    let request =
        requests.iter().find(|request| request.proxy_authorization.as_deref() == Some("Basic mine")).unwrap();
    assert_eq!((request.method.as_str(), request.target.as_str(), request.status), ("CONNECT", target, 200));
    assert!(!format!("{request:?}").contains("mine"));
    let shown = Client::at(&EMULATOR.control_url()).get("/proxy/requests").json();
    assert!(shown.as_array().unwrap().contains(&request.to_json()));
}

#[test]
fn leads_nowhere_else() {
    for (target, status) in
        [("203.0.113.1:443", 403), ("registry.example:443", 403), ("127.0.0.1", 400), ("127.0.0.1:1", 502)]
    {
        let mut client = Client::at(&EMULATOR.proxy_url());
        client.write(format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n"));
        let answer = client.read().unwrap();
        assert_eq!((answer.status, answer.header("connection")), (status, Some("close")), "{target}");
        assert!(
            EMULATOR
                .proxy_requests()
                .iter()
                .any(|request| request.target == target && request.status == status)
        );
    }
}

#[test]
fn one_of_them_asks_for_a_login() {
    let world = world();
    let url = world.url();
    let target = split_url(&url).0;
    let with_login = EMULATOR.proxy_with_login_url();
    let (login, address) = with_login.strip_prefix("http://").unwrap().split_once('@').unwrap();
    let (user, password) = login.split_once(':').unwrap();
    for (authorization, status) in
        [(String::new(), 407), (basic(user, "wrong"), 407), (basic(user, password), 200)]
    {
        let mut client = Client::at(&format!("http://{address}"));
        client.write(format!(
            "CONNECT {target} HTTP/1.1\r\nHost: h\r\nProxy-Authorization: {authorization}\r\n\r\n"
        ));
        let answer = client.read().unwrap();
        assert_eq!((answer.status, answer.header("proxy-authenticate").is_some()), (status, status == 407));
    }
}

#[test]
fn forwards_plain_requests() {
    let world = world();
    let mut client = Client::at(&EMULATOR.proxy_url());
    let url = format!("{}/registries?limit=1", world.url());
    client.write(format!(
        "GET {url} HTTP/1.1\r\nHost: h\r\nProxy-Authorization: Basic x\r\nAuthorization: Bearer {}\r\n\r\n",
        world.token()
    ));
    assert_eq!(client.read().unwrap().status, 200);
    let seen = &world.requests()[0];
    assert_eq!((seen.path.as_str(), seen.query.as_deref()), ("/registries", Some("limit=1")));
    assert_eq!(seen.headers.get("proxy-authorization"), None);
    assert!(EMULATOR.proxy_requests().iter().any(|request| request.method == "GET" && request.target == url));
}

#[test]
fn forgets_what_it_was_asked() {
    let emulator = Emulator::start_blocking(Options::default()).unwrap();
    let mut client = Client::at(&emulator.proxy_url());
    client.write("CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: h\r\n\r\n");
    client.read().unwrap();
    let mut control = Client::at(&emulator.control_url());
    let shown = json!([{"method": "CONNECT", "target": "elsewhere.example:443", "proxy_authorization": null, "status": 403}]);
    assert_eq!(control.get("/proxy/requests").json(), shown);
    assert_eq!(control.call("DELETE", "/proxy/requests", None).status, 204);
    assert_eq!(control.get("/proxy/requests").json(), json!([]));
}
