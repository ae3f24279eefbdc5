//! What the emulator reads from a connection: heads, framing, chunked bodies.
#![no_main]

#[path = "../doors/emulator_parser.rs"]
mod door;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| door::emulator_parser(bytes));
