//! Bodies of answers: decoding of every model, and the service's messages.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| registry_tokens::fuzzing::answer(body));
