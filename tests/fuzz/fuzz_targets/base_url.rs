//! A base URL as a caller, the environment or a profile gives it.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| registry_tokens::fuzzing::base_url(text));
