//! Doors for the fuzz targets in `tests/fuzz`: what reads bytes from outside, and what must hold whatever they are.
//! Not part of the public surface.

use std::time::{Duration, SystemTime};

use crate::ionos::{ADDRESS, profile, provider};
use crate::swr;
use crate::transport::{self, Unreadable};
use crate::{Token, TokenPage, json, models};

/// Answers of the service, successes and refusals.
pub fn answer(body: &[u8]) {
    readable(json::decode::<models::ReplacedToken>(body));
    readable(json::decode::<models::RegistryPage>(body));
    readable(json::decode::<models::Registry>(body));
    if let Some(token) = readable(json::decode::<Token>(body)) {
        assert_eq!(again(&token), token, "a token that was read can be written and read again");
    }
    if let Some(page) = readable(json::decode::<TokenPage>(body)) {
        assert_eq!(again(&page), page, "a page that was read can be written and read again");
    }
    let _ = provider::read_messages(body);
    readable(json::decode::<models::LongTermCredentialPage>(body));
    if let Some(page) = readable(json::decode::<models::TargetRegistryPage>(body)) {
        // What the service does not give back is not written.
        let without_secrets = again(&again(&page));
        assert_eq!(again(&page), without_secrets, "a page that was read can be written and read again");
    }
    let _ = swr::refusal::details(body);
}

/// The reason of a refusal goes into an error's text, which is one line of bounded length.
fn readable<T>(result: Result<T, Unreadable>) -> Option<T> {
    result.map_err(|why| assert_line(&why.reason, 300)).ok()
}

fn assert_line(text: &str, longest: usize) {
    assert!(!text.is_empty() && text.len() < longest && !text.contains(char::is_control), "{text:?}");
}

#[expect(clippy::unwrap_used, reason = "failing here is the purpose")]
fn again<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    let text = serde_json::to_vec(value).unwrap();
    json::decode(&text).map_err(|why| why.reason).unwrap()
}

/// The `Retry-After` header.
pub fn retry_after(value: &str) {
    let at = |seconds| {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        transport::parse_retry_after(value, now)
    };
    let (early, late) = (at(0), at(784_111_777));
    assert_eq!(early.is_some(), late.is_some(), "what is understood does not depend on the time");
    assert!(late <= early, "the wait for a date gets shorter, that for a span stays");
    assert_eq!(transport::parse_retry_after(value.trim(), SystemTime::UNIX_EPOCH), early);
}

/// The files of other tools: profiles, credentials, endpoints.
pub fn profile_file(text: &str) {
    for why in [swr::credentials_file::pick(text).err(), swr::regions::pick(text, "cn-north-4").err()] {
        why.iter().for_each(|why| assert_line(why, 200));
    }
    for wanted in [Some("ci"), None] {
        if let Err(why) = profile::pick(text, wanted) {
            // A name of the file may be quoted, with what cannot be printed escaped.
            assert_line(&why, 1000 + 10 * text.len());
        }
    }
}

/// The base URL.
pub fn base_url(text: &str) {
    match ADDRESS.read(text, false) {
        Err(error) => assert_line(error.reason(), 300),
        Ok(url) => {
            assert!(url.query().is_none() && url.fragment().is_none());
            assert!(url.username().is_empty() && url.password().is_none());
            assert!(url.scheme() == "https" || transport::is_loopback(&url));
            assert!(url.has_host() && url.path() != "/");
            assert_eq!(
                ADDRESS.read(url.as_str(), false).ok().as_ref(),
                Some(&url),
                "read twice is read once"
            );
            let call = format!("{}/registries?limit=1", url.as_str().trim_end_matches('/'));
            assert!(call.parse::<http::Uri>().is_ok(), "{call:?} can be asked for");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Every file of the stored corpus goes through its door on each run of the tests.
    #[test]
    fn the_stored_corpus_passes() {
        let text = |door: fn(&str)| move |bytes: &[u8]| std::str::from_utf8(bytes).into_iter().for_each(door);
        replay("answer", super::answer);
        replay("retry_after", text(super::retry_after));
        replay("profile_file", text(super::profile_file));
        replay("base_url", text(super::base_url));
    }

    fn replay(target: &str, door: impl Fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz/corpus").join(target);
        let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(files.len() >= 12, "{target}: the corpus has only {} files", files.len());
        for file in files {
            let input = std::fs::read(&file).unwrap();
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| door(&input)));
            assert!(outcome.is_ok(), "{}", file.display());
        }
    }
}
