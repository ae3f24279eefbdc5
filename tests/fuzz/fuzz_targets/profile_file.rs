//! The text of a profile file.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| registry_tokens::fuzzing::profile_file(text));
