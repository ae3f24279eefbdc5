//! Clients, their options and the arguments of methods are read; what no binding could express is refused with its place.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod support;

use support::{Copy, resource, taking};
use xtask::Client;

#[test]
fn every_type_of_an_argument_is_read() {
    let accepted = [
        ("bool", "bool"),
        ("&bool", "bool"),
        ("usize", "usize"),
        ("u64", "u64"),
        ("Duration", "duration"),
        ("crate::Timestamp", "timestamp"),
        ("&Option<Vec<Scope>>", "optional<list<Scope>>"),
        ("BTreeMap<String, String>", "map<string>"),
        ("Patch<Vec<Scope>>", "patch<list<Scope>>"),
        ("NewToken", "NewToken"),
        ("TokenStatus", "TokenStatus"),
        ("std::path::PathBuf", "path"),
        ("Vec<u8>", "bytes"),
        ("Option<ResourceId>", "optional<id>"),
        ("Proxy", "proxy"),
        ("impl Into<String>", "string"),
        ("impl Into<Secret> + Send", "secret"),
        ("impl Into<PathBuf>", "path"),
        ("impl Into<Vec<u8>>", "bytes"),
        ("impl Into<ResourceId>", "id"),
        ("impl Into<ScopeAction>", "ScopeAction"),
        ("impl Into<Scope>", "Scope"),
        ("impl IntoIterator<Item = Scope>", "list<Scope>"),
        ("impl IntoIterator<Item = impl Into<ScopeAction>>", "list<ScopeAction>"),
        ("impl Fn(&Event) + Send + Sync + 'static", "observer"),
    ];
    let argument = |(index, (rust, _)): (usize, &(&str, &str))| {
        format!("pub fn make_{index}(&self, value: {rust}) -> Call<Token> {{ operations::TOKENS_GET }}")
    };
    let setter = |(index, (rust, _)): (usize, &(&str, &str))| {
        format!("pub fn set_{index}(mut self, value: {rust}) -> Self {{ self }}")
    };
    let setters: String = accepted.iter().enumerate().map(setter).collect();
    let functions: String = accepted.iter().enumerate().map(argument).collect();
    let copy = resource(&functions, &format!("impl IonosClientBuilder {{ {setters} }}"));

    let client = copy.read().unwrap().clients.remove(0);
    let samples = client.resources.iter().find(|resource| resource.name == "Samples").unwrap();
    for (index, (rust, wanted)) in accepted.iter().enumerate() {
        let taken = &samples.methods[index].parameters[0];
        assert_eq!((taken.name.as_str(), taken.ty.to_string().as_str()), ("value", *wanted), "{rust}");
        let set = client.options.iter().find(|option| option.name == format!("set_{index}")).unwrap();
        assert_eq!(set.ty.to_string(), *wanted, "{rust}");
    }
}

#[test]
fn arguments_outside_are_refused_with_their_place() {
    let refused = [
        "u128",
        "&str",
        "&mut Scope",
        "&[Scope]",
        "NoModel",
        "Vec<NoModel>",
        "(String, String)",
        "Box<Proxy>",
        "impl Into<NoModel>",
        "impl Into<u32>",
        "impl Into<Option<String>>",
        "impl AsRef<str>",
        "impl Into<String> + Clone",
        "Option<impl Into<String>>",
        "impl IntoIterator",
        "impl IntoIterator<Item = &str>",
        "impl IntoIterator<Item = impl IntoIterator<Item = Scope>>",
        "impl Fn(&str)",
        "impl Fn(&Event) -> bool",
        "impl FnOnce(&Event)",
        "impl Send",
    ];
    for rust in refused {
        let text = taking(rust).read().unwrap_err();
        assert!(text.contains("added.rs: Samples::make(value): "), "{rust}: {text}");
        assert!(text.contains("closed set of argument types"), "{rust}: {text}");
    }
    let option = "impl IonosClientBuilder { pub fn made(mut self, colour: Colour) -> Self { self } }";
    let text = Copy::new().with_file("ionos/added.rs", option).read().unwrap_err();
    assert!(text.contains("added.rs: IonosClientBuilder::made(colour): Colour is outside"), "{text}");
}

#[test]
fn the_options_of_a_client_are_the_public_setters_of_its_builder() {
    let added = "impl IonosClientBuilder {
        /// What it is.
        pub fn made(mut self, value: u8) -> Self { self }
        pub fn two(mut self, one: Unread, other: Unread) -> Self { self }
        pub fn none(mut self) -> Self { self }
        pub fn ready(self, value: Unread) -> Result<IonosClient, Error> { self }
        pub fn shared(&self, value: Unread) -> Self { self }
        pub(crate) fn inner(mut self, value: Unread) -> Self { self }
        #[doc(hidden)]
        pub fn hidden(mut self, value: Unread) -> Self { self }
    }";
    let Client { name, provider, doc, options, .. } =
        Copy::new().with_file("ionos/added.rs", added).read().unwrap().clients.remove(0);
    assert_eq!((name.as_str(), provider.as_str()), ("IonosClient", "ionos"));
    assert!(doc.starts_with("A client of the IONOS Container Registry API."));
    let names: Vec<_> = options.iter().map(|option| option.name.as_str()).collect();
    assert_eq!(names[..4], ["made", "token", "username", "password"]);
    assert_eq!(options[0].doc, "What it is.");
    for skipped in ["two", "none", "ready", "shared", "inner", "hidden", "language", "build"] {
        assert!(!names.contains(&skipped), "{skipped}");
    }
}

#[test]
fn what_gives_no_calls_is_no_resource() {
    let added = "impl IonosClient {
        pub fn one(&self) -> Quiet { Quiet }
        pub fn two(&self, which: u8) -> Tokens { Tokens }
        pub fn three() -> Tokens { Tokens }
        #[doc(hidden)]
        pub fn four(&self) -> Tokens { Tokens }
        pub fn five(&self) -> Option<Tokens> { None }
    }
    pub struct Quiet;
    impl Quiet { pub fn size(&self) -> usize { 0 } }";
    let surface = Copy::new().with_file("ionos/added.rs", added).read().unwrap();
    let accessors: Vec<_> =
        surface.clients[0].resources.iter().map(|resource| resource.accessor.as_str()).collect();
    assert_eq!(accessors, ["tokens", "registries"]);
}

#[test]
fn a_folder_has_one_client() {
    let second = Copy::new()
        .with_file("ionos/added.rs", "pub struct Second; pub type SecondBuilder = ClientBuilder<u8>;");
    let none = Copy::new().replace("ionos/builder.rs", "pub type IonosClientBuilder", "type Inner");
    for copy in [second, none] {
        let text = copy.read().unwrap_err();
        assert!(text.contains("ionos: there is to be one struct X"), "{text}");
    }
}
