//! The token endpoint: who gets a JWT, and what is in it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use registry_tokens_emulator::World;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::{Value, json};
use x509_cert::Certificate;
use x509_cert::der::Decode as _;

use crate::support::{Answer, Client, basic, tokens_path, world};
use crate::swr_support::{Caller, instance_path};

/// A scope up to its actions.
const SCOPE: &str = "scope=repository:team/app:";

fn ask(world: &World, user: &str, password: &str, query: &str) -> Answer {
    let client = Client::at(&world.registry_token_url()).authorized(&basic(user, password));
    { client }.get(&format!("?service={}&{query}", world.registry_token_service()))
}

fn part(jwt: &str, index: usize) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(jwt.split('.').nth(index).unwrap()).unwrap()
}

/// The claims of the JWT in an answer, checked for signature, form and agreement with the rest of the answer.
fn claims(world: &World, answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.json());
    let body = answer.json();
    let jwt = body["token"].as_str().unwrap();
    assert_eq!(body["access_token"], jwt);
    let header: Value = serde_json::from_slice(&part(jwt, 0)).unwrap();
    assert_eq!((&header["typ"], &header["alg"]), (&json!("JWT"), &json!("ES256")));
    let certificate = CertificateDer::from_pem_slice(world.registry_token_certificate().as_bytes()).unwrap();
    let certificate = Certificate::from_der(&certificate).unwrap();
    let key = certificate.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes();
    let signed = jwt.rsplit_once('.').unwrap().0;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key).verify(signed.as_bytes(), &part(jwt, 2)).unwrap();
    let claims: Value = serde_json::from_slice(&part(jwt, 1)).unwrap();
    assert_eq!(claims["iss"], world.registry_token_issuer());
    assert_eq!(claims["aud"], world.registry_token_service());
    let issued = DateTime::parse_from_rfc3339(body["issued_at"].as_str().unwrap()).unwrap().timestamp();
    let time = |claim: &str| claims[claim].as_i64().unwrap();
    assert_eq!((time("iat"), time("nbf")), (issued, issued));
    assert_eq!(time("exp") - issued, body["expires_in"].as_i64().unwrap());
    assert!((Utc::now().timestamp() - issued).abs() < 30, "the real clock, whatever the world's says");
    claims
}

fn refused(answer: &Answer) -> String {
    let body = answer.json();
    assert_eq!((answer.status, &body["errors"][0]["code"]), (401, &json!("UNAUTHORIZED")), "{body}");
    assert!(answer.header("www-authenticate").is_some_and(|challenge| challenge.starts_with("Basic ")));
    body["errors"][0]["message"].as_str().unwrap().to_owned()
}

/// A token in the world's registry: id, user name, password.
fn token(world: &World, properties: Value) -> [String; 3] {
    let made = Client::new(world).post(&tokens_path(world), &json!({"properties": properties}));
    assert_eq!(made.status, 201, "{}", made.json());
    let made = made.json();
    let login = &made["properties"]["credentials"];
    [&made["id"], &login["username"], &login["password"]].map(|value| value.as_str().unwrap().to_owned())
}

fn scope(name: &str, actions: &[&str]) -> Value {
    json!({"type": "repository", "name": name, "actions": actions})
}

#[test]
fn grants_what_the_scopes_allow_and_no_more() {
    let world = world();
    let scopes = json!([scope("team/app", &["pull", "push"]), scope("*", &["pull"])]);
    let [_, user, password] = token(&world, json!({"name": "ci", "scopes": scopes}));
    let access = |query: &str| claims(&world, &ask(&world, &user, &password, query))["access"].clone();
    assert_eq!(access(""), json!([]));
    assert_eq!(access("account=ci"), json!([]));
    let both = json!([scope("team/app", &["pull", "push"])]);
    assert_eq!(access(&format!("{SCOPE}pull,push,delete")), both);
    assert_eq!(access(&format!("{SCOPE}*")), both, "no star gets into a JWT");
    assert_eq!(access(&format!("{SCOPE}delete")), json!([]));
    assert_eq!(access("scope=repository%3Aa%2Fb%2Fc%3Apush%2Cpull"), json!([scope("a/b/c", &["pull"])]));
    let two = json!([scope("team/app", &["push"]), scope("h:5000/x", &["pull"])]);
    assert_eq!(access(&format!("{SCOPE}push&scope=repository:h:5000/x:pull")), two);
    assert_eq!(access(&format!("{SCOPE}push+repository:h:5000/x:pull")), two);
    assert_eq!(access("scope=registry:catalog:*"), json!([]));
    assert_eq!(claims(&world, &ask(&world, &user, &password, ""))["sub"], "ci");
}

#[test]
fn refuses_who_is_unknown_disabled_expired_or_deleted() {
    let world = world();
    let scopes = json!([scope("*", &["pull"])]);
    let [id, user, password] = token(&world, json!({"name": "ci", "scopes": scopes}));
    let again = || ask(&world, &user, &password, "");
    assert_eq!(refused(&ask(&world, "nobody", &password, "")), "unknown user name");
    assert_eq!(refused(&ask(&world, &user, "wrong", "")), "wrong password");
    assert_eq!(refused(&ask(&world, world.username(), world.password(), "")), "unknown user name");
    let mut owner = Client::new(&world);
    let path = format!("{}/{id}", tokens_path(&world));
    for (status, lets_in) in [("disabled", false), ("enabled", true)] {
        assert_eq!(owner.call("PATCH", &path, Some(&json!({"status": status}))).status, 200);
        assert_eq!(again().status == 200, lets_in, "{status}");
    }
    assert_eq!(owner.call("DELETE", &path, None).status, 204);
    assert_eq!(refused(&again()), "unknown user name");
    assert_eq!(refused(&ask(&crate::support::world(), &user, &password, "")), "unknown user name");
    let nobody = Client::at(&world.registry_token_url()).get("");
    assert_eq!(refused(&nobody), "no credentials, or not as Basic");
}

#[test]
fn a_jwt_ends_with_its_token() {
    let world = world();
    let expiry = (Utc::now() + chrono::TimeDelta::hours(2)).to_rfc3339();
    let [_, user, password] = token(&world, json!({"name": "short", "expiryDate": expiry}));
    let life = || ask(&world, &user, &password, "").json()["expires_in"].as_i64();
    assert_eq!(life(), Some(60));
    world.advance_clock(Duration::from_secs(7200 - 45)).unwrap();
    claims(&world, &ask(&world, &user, &password, ""));
    assert!(life().is_some_and(|life| (1..=45).contains(&life)), "{:?}", life());
    world.advance_clock(Duration::from_secs(45)).unwrap();
    assert_eq!(refused(&ask(&world, &user, &password, "")), "unknown user name");
}

#[test]
fn credentials_of_swr_open_every_repository() {
    let world = world();
    let mut caller = Caller::new(&world);
    let made =
        caller.post(&instance_path(&world, "/long-term-credential"), &json!({"name": "ci-bot"})).json();
    let temporary = caller.call("POST", &instance_path(&world, "/temp-credential"), None).json();
    let command = caller.command("/v2/manage/utils/secret?duration_seconds=900");
    let command = command.header("x-swr-dockerlogin").unwrap().to_owned();
    let words: Vec<&str> = command.split(' ').collect();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let logins = [
        (text(&made["user_id"]), text(&made["auth_token"])),
        (text(&temporary["user_id"]), text(&temporary["auth_token"])),
        (words[3].to_owned(), words[5].to_owned()),
    ];
    let lets_in = || logins.each_ref().map(|(user, password)| ask(&world, user, password, "").status == 200);
    for (user, password) in &logins {
        let access = claims(&world, &ask(&world, user, password, &format!("{SCOPE}*")))["access"].clone();
        assert_eq!(access, json!([scope("team/app", &["pull", "push", "delete"])]), "{user}");
    }
    let one = instance_path(&world, "/long-term-credentials/") + made["token_id"].as_str().unwrap();
    assert_eq!(caller.call("PUT", &one, Some(&json!({"enable": false}))).status, 200);
    assert_eq!(lets_in(), [false, true, true], "disabled");
    assert_eq!(caller.call("PUT", &one, Some(&json!({"enable": true}))).status, 200);
    world.advance_clock(Duration::from_secs(901)).unwrap();
    assert_eq!(lets_in(), [true, true, false], "expired");
    assert_eq!(refused(&ask(&world, words[3], words[5], "")), "this credential has expired");
    world.advance_clock(Duration::from_secs(24 * 3600)).unwrap();
    assert_eq!(lets_in(), [true, false, false], "expired");
    assert_eq!(caller.call("DELETE", &one, None).status, 204);
    assert_eq!(lets_in(), [false; 3], "deleted");
}

#[test]
fn is_no_part_of_any_api() {
    let world = world();
    world.faults(json!({"times": null, "action": {"status": 503}})).unwrap();
    let [user, password] = ["nobody", "wrong"];
    assert_eq!(ask(&world, user, password, "").status, 401, "faults are for the APIs");
    let recorded = &world.requests()[0];
    assert_eq!((recorded.api, recorded.path.as_str(), recorded.status), (None, "/token", Some(401)));
    assert!(recorded.query.as_deref().is_some_and(|query| query.starts_with("service=")));
    let world = crate::support::world();
    let [_, user, password] = token(&world, json!({"name": "ci"}));
    let client = || Client::at(&world.registry_token_url()).authorized(&basic(&user, &password));
    assert_eq!(client().get("?service=another").status, 400, "the registry of another world");
    assert_eq!(client().get("?scope=repository").status, 400);
    let post = client().call("POST", "", None);
    assert_eq!((post.status, post.header("allow")), (405, Some("GET")));
    assert_eq!(client().get("/").status, 404);
    let bearer = Client::at(&world.registry_token_url()).authorized(&format!("Bearer {}", world.token()));
    assert_eq!({ bearer }.get("").status, 401);
}
