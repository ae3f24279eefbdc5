//! The value of a `Retry-After` header.
#![no_main]

libfuzzer_sys::fuzz_target!(|value: &str| registry_tokens::fuzzing::retry_after(value));
