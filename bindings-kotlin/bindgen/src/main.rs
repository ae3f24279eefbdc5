#![forbid(unsafe_code)]
//! `uniffi-bindgen`, so that generator and runtime cannot drift apart.

fn main() {
    uniffi::uniffi_bindgen_main();
}
