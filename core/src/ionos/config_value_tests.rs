//! What single settings may be, and what they are where nobody sets them.

use std::time::Duration;

use super::*;
use crate::client::Limits;
use crate::transport::{Proxy, defaults};

fn given(change: impl FnOnce(&mut IonosClientBuilder)) -> Case {
    Case::new(&[("IONOS_TOKEN", "t")]).given(change)
}

#[test]
fn every_default_is_its_named_constant() {
    let resolved = given(|_| ()).resolve().unwrap();
    let settings = resolved.settings;
    assert_eq!(settings.base_url.as_str(), ionos::BASE_URL);
    assert_eq!(settings.timeout, defaults::TIMEOUT);
    assert_eq!(settings.attempt_timeout, defaults::ATTEMPT_TIMEOUT);
    assert_eq!(settings.connect_timeout, defaults::CONNECT_TIMEOUT);
    assert_eq!(settings.pool_idle_timeout, defaults::POOL_IDLE_TIMEOUT);
    assert_eq!(settings.max_response_bytes, defaults::MAX_RESPONSE_BYTES);
    assert_eq!(settings.retry.max_retries, defaults::MAX_RETRIES);
    assert_eq!(settings.retry.first_wait, defaults::FIRST_WAIT);
    assert_eq!(settings.retry.longest_wait, defaults::LONGEST_WAIT);
    assert_eq!(settings.retry.longest_retry_after, defaults::LONGEST_RETRY_AFTER);
    assert!(settings.proxy == Proxy::Environment && settings.observer.is_none());
    assert!(settings.trust.ca_certs.is_empty() && settings.trust.pinned_certificate.is_none());
    assert!(resolved.contract_number.is_none());
}

#[test]
fn the_named_constants_are_those_that_are_promised() {
    let (seconds, millis) = (Duration::from_secs, Duration::from_millis);
    assert_eq!(ionos::BASE_URL, "https://api.ionos.com/containerregistries");
    assert_eq!((defaults::TIMEOUT, defaults::ATTEMPT_TIMEOUT), (seconds(60), seconds(20)));
    assert_eq!((defaults::CONNECT_TIMEOUT, defaults::POOL_IDLE_TIMEOUT), (seconds(5), seconds(15)));
    assert_eq!((defaults::MAX_RETRIES, defaults::FIRST_WAIT), (4, millis(100)));
    assert_eq!((defaults::LONGEST_WAIT, defaults::LONGEST_RETRY_AFTER), (seconds(10), seconds(60)));
    assert_eq!((defaults::MAX_RESPONSE_BYTES, defaults::RETRY_BUDGET), (32 << 20, 100));
    assert_eq!(ionos::PAGE_SIZE, 100);
}

#[test]
fn every_limit_can_be_set() {
    let millis = Duration::from_millis;
    let resolved = given(|o| {
        o.common.limits = Limits {
            timeout: Some(millis(1)),
            attempt_timeout: Some(millis(2)),
            connect_timeout: Some(millis(3)),
            pool_idle_timeout: Some(millis(4)),
            max_response_bytes: Some(5),
            max_retries: Some(6),
            first_wait: Some(millis(7)),
            longest_wait: Some(millis(8)),
            longest_retry_after: Some(millis(9)),
        }
    });
    let settings = resolved.resolve().unwrap().settings;
    assert_eq!((settings.timeout, settings.attempt_timeout), (millis(1), millis(2)));
    assert_eq!((settings.connect_timeout, settings.pool_idle_timeout), (millis(3), millis(4)));
    assert_eq!((settings.max_response_bytes, settings.retry.max_retries), (5, 6));
    assert_eq!((settings.retry.first_wait, settings.retry.longest_wait), (millis(7), millis(8)));
    assert_eq!(settings.retry.longest_retry_after, millis(9));
}

#[test]
fn no_time_at_all_is_refused_by_name() {
    let zero = Some(Duration::ZERO);
    assert!(given(|o| o.common.limits.timeout = zero).refusal().contains("client.build: timeout"));
    assert!(given(|o| o.common.limits.attempt_timeout = zero).refusal().contains("attempt_timeout"));
    assert!(given(|o| o.common.limits.connect_timeout = zero).refusal().contains("connect_timeout"));
}

#[test]
fn a_base_url_is_completed() {
    for (text, whole) in [
        ("api.example.com", "https://api.example.com/containerregistries"),
        ("api.example.com/", "https://api.example.com/containerregistries"),
        ("api.example.com:8443", "https://api.example.com:8443/containerregistries"),
        ("https://api.example.com", "https://api.example.com/containerregistries"),
        ("https://api.example.com/v2", "https://api.example.com/v2"),
        (" https://api.example.com/v2/ ", "https://api.example.com/v2/"),
        ("localhost:80", "https://localhost:80/containerregistries"),
        ("HTTPS://API.EXAMPLE.COM", "https://api.example.com/containerregistries"),
    ] {
        let resolved = given(|o| o.own.base_url = Some(text.into())).resolve().unwrap();
        assert_eq!(resolved.settings.base_url.as_str(), whole, "{text}");
    }
}

#[test]
fn a_base_url_that_is_none_is_refused_without_quoting_it() {
    for (text, needle) in [
        ("", "is not a URL"),
        ("https://", "is not a URL"),
        ("https://a b", "is not a URL"),
        ("ftp://api.example.com", "must be http or https"),
        ("file:///canary", "must be http or https"),
        ("https://user:canary@api.example.com", "must not hold credentials"),
        ("https://canary@api.example.com", "must not hold credentials"),
        ("user:canary@api.example.com", "must not hold credentials"),
        ("https://api.example.com/?token=canary", "query or fragment"),
        ("https://api.example.com/?", "query or fragment"),
        ("https://api.example.com/#canary", "query or fragment"),
    ] {
        let refusal = given(|o| o.own.base_url = Some(text.into())).refusal();
        assert!(refusal.contains("base_url") && refusal.contains(needle), "{text}: {refusal}");
    }
}

#[test]
fn plain_http_is_for_this_machine() {
    let with = |url: &str| given(|o| o.own.base_url = Some(url.into()));
    for near in
        ["http://127.0.0.1:1", "http://127.9.8.7", "http://[::1]:1", "http://localhost", "http://LOCALHOST"]
    {
        assert_eq!(with(near).resolve().unwrap().settings.base_url.scheme(), "http", "{near}");
    }
    for far in [
        "http://api.example.com",
        "http://localhost.example.com",
        "http://128.0.0.1",
        "http://[::2]",
        "http://0.0.0.0",
    ] {
        let refusal = with(far).refusal();
        assert!(refusal.contains("base_url") && refusal.contains("allow_http"), "{far}: {refusal}");
        with(far).given(|o| o.common.allow_http = true).resolve().unwrap();
    }
}

#[test]
fn a_contract_number_is_digits() {
    for bad in ["12a", " 12", "12\r\nX-Evil: 1", "-1", "१२"] {
        assert!(
            given(|o| o.own.contract_number = Some(bad.into())).refusal().contains("contract_number"),
            "{bad:?}"
        );
    }
    assert!(given(|o| o.own.contract_number = Some(String::new())).refusal().contains("contract_number"));
}

#[test]
fn our_user_agent_stays_in_front() {
    let agent = |own: Option<&str>| given(|o| o.common.user_agent = own.map(str::to_owned));
    let ours = format!("registry-tokens/{} (rust)", env!("CARGO_PKG_VERSION"));
    assert_eq!(agent(None).resolve().unwrap().settings.user_agent, ours.as_str());
    assert_eq!(agent(Some("ci/1")).resolve().unwrap().settings.user_agent, format!("{ours} ci/1").as_str());
    for bad in ["a\r\nX-Evil: 1", "a\0", "é"] {
        assert!(agent(Some(bad)).refusal().contains("user_agent"), "{bad:?}");
    }
}

#[test]
fn a_pin_needs_https_and_64_digits() {
    let pin = |text: &str, url: &str| {
        given(|o| (o.common.pinned_certificate, o.own.base_url) = (Some(text.into()), Some(url.into())))
    };
    let good = "AB:".repeat(32);
    pin(&good, "https://127.0.0.1:1").resolve().unwrap();
    assert!(pin(&good, "http://127.0.0.1:1").refusal().contains("pinned_certificate needs an https"));
    for bad in ["", "ab", "canary", &"zz".repeat(32)] {
        assert!(pin(bad, "https://127.0.0.1:1").refusal().contains("pinned_certificate"), "{bad}");
    }
}

#[test]
fn a_bad_certificate_is_refused_without_quoting_it() {
    for bad in ["", "canary", "-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----"] {
        assert!(given(|o| o.common.ca_certs = vec![bad.into()]).refusal().contains("ca_certs"), "{bad:?}");
    }
}

#[test]
fn a_hermetic_builder_needs_everything_given() {
    // Whatever stands in the environment of this test: none of it counts.
    let builder = crate::IonosClient::builder().load_environment(false);
    let error = builder.clone().build().expect_err("there are no credentials");
    assert!(error.to_string().contains("no credentials"), "{error}");
    builder.clone().token("t").build().unwrap();
    let error = builder.token("t").profile("ci").build().expect_err("there is no file");
    assert!(error.to_string().contains("no config file"), "{error}");
}
