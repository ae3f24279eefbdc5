//! The methods of resources: what they give, what can be set on it, and which operation they make.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod support;

use support::{core, giving, resource, sample, taking};
use xtask::{Gives, Method, Type, check_surface, read_core, write_surface};

fn settings(method: &Method) -> Vec<String> {
    method.settings.iter().map(|setting| format!("{}: {}", setting.name, setting.ty)).collect()
}

#[test]
fn every_form_of_a_call_is_read_with_its_settings() {
    let wait = "pub struct Wait;
        impl Wait {
            /// How long.
            pub fn within(mut self, span: Duration) -> Self { self }
            pub fn both(mut self, one: u8, other: u8) -> Self { self }
            #[doc(hidden)]
            pub fn hidden(mut self, one: Unread) -> Self { self }
            call_options!(options, \"each look\");
        }
        impl Debug for Wait { type Output = Result<Unread, Error>; }
        impl std::future::IntoFuture for Wait { type Output = Result<Option<Registry>, Error>; }";
    let answered = format!(
        "{wait}
        impl Wait {{ pub fn with_response(self) -> BoxFuture<'static, ()> {{ }} }}"
    );
    for (output, beside, wanted, has, set) in [
        ("Call<()>", "", "nothing", true, vec![]),
        ("Call<Token>", "", "Token", true, vec![]),
        ("crate::call::Call<Option<Token>>", "", "optional<Token>", true, vec![]),
        ("Deletion", "", "nothing", true, vec!["missing_ok: bool"]),
        ("Wait", wait, "optional<Registry>", false, vec!["within: duration"]),
        ("Wait", &answered, "optional<Registry>", true, vec!["within: duration"]),
    ] {
        let surface = giving(output, beside).read().unwrap();
        let method = sample(&surface);
        assert_eq!(
            (method.gives.to_string().as_str(), settings(method)),
            (wanted, set.iter().map(ToString::to_string).collect())
        );
        assert!(matches!(method.gives, Gives::Call { has_response, .. } if has_response == has), "{output}");
    }
    let surface = giving("Wait", wait).read().unwrap();
    assert_eq!(sample(&surface).settings[0].doc, "How long.");
    assert_eq!(sample(&surface).settings[0].ty, Type::Duration);
}

#[test]
fn a_pager_is_read_with_what_can_be_set_on_any_and_on_its_own() {
    let beside = "impl Pager<models::FeaturePage> {
            pub fn colour(mut self, colour: String) -> Self { self }
            pub fn pair(mut self, one: u8, other: u8) -> Self { self }
        }";
    let copy =
        giving("Pager<FeaturePage>", beside).with("pub struct FeaturePage { pub items: Vec<Feature> }");
    let surface = copy.read().unwrap();
    let method = sample(&surface);
    assert_eq!(method.gives, Gives::Pager { page: "FeaturePage".into(), item: "Feature".into() });
    assert_eq!(settings(method), ["page_size: u64", "colour: string"]);
    assert!(surface.outputs().iter().any(|model| model.name == "FeaturePage"));
}

#[test]
fn methods_that_give_no_call_are_refused() {
    for (function, why) in [
        ("pub fn make(&self) {}", "gives a Call"),
        ("pub fn make(&self) -> Token {}", "gives a Call"),
        ("pub fn make(&self) -> Result<Token, Error> {}", "gives a Call"),
        ("pub fn make(&self) -> Samples {}", "gives a Call"),
        ("pub fn make(&self) -> Call<String> {}", "gives String, not a model"),
        ("pub fn make(&self) -> Call<Vec<String>> {}", "gives Vec<String>, not a model"),
        ("pub fn make(&self) -> Call<NoModel> {}", "NoModel is outside"),
        ("pub fn make(&self) -> Pager<Token> {}", "Token is not a model with items"),
        ("pub fn make(&self) -> Pager<Option<TokenPage>> {}", "not a model with items"),
        ("pub fn make(&mut self) -> Call<Token> {}", "takes &self"),
        ("pub fn make(self) -> Call<Token> {}", "takes &self"),
        ("pub fn make() -> Call<Token> {}", "takes &self"),
        ("pub async fn make(&self) -> Call<Token> {}", "not async"),
        ("pub fn make(&self, (one, other): (u8, u8)) -> Call<Token> {}", "plain name"),
    ] {
        let other = "pub fn other(&self) -> Call<Token> { operations::TOKENS_GET }";
        let text = resource(&format!("{other} {function}"), "").read().unwrap_err();
        assert!(text.contains("added.rs: Samples::make: ") && text.contains(why), "{function}: {text}");
    }
}

#[test]
fn a_method_belongs_to_the_row_of_its_name_or_of_its_body_or_of_what_it_gives() {
    let renamed = |functions| {
        resource(functions, "").replace("ionos/operations.rs", "\"tokens.get\"", "\"samples.make\"")
    };
    for (function, wanted) in [
        ("pub fn make(&self) -> Call<Registry> { operations::TOKENS_LIST }", "samples.make"),
        (
            "pub fn other(&self) -> Call<Token> {
                Call::new(async move |options| { [(&operations::TOKENS_UPDATE, TOKENS_LIST)]; \"TOKENS_GET\" })
            }",
            "tokens.update",
        ),
        ("pub fn other(&self) -> Call<Option<Token>> { inner(\"TOKENS_LIST\") }", "samples.make"),
    ] {
        let surface = renamed(function).read().unwrap();
        assert_eq!(sample(&surface).operation, wanted, "{function}");
    }

    let text = renamed("pub fn other(&self) -> Call<Registry> {}").read().unwrap_err();
    assert!(text.contains("added.rs: Samples::other: no operation is samples.other"), "{text}");
    let two = renamed("pub fn other(&self) -> Call<Token> {}");
    let text =
        two.replace("ionos/operations.rs", "\"tokens.update\"", "\"samples.update\"").read().unwrap_err();
    assert!(text.contains("not just one row of samples gives Token"), "{text}");
}

#[test]
fn every_operation_of_the_core_has_a_method() {
    let surface = read_core(&core()).unwrap();
    let resources: Vec<_> = surface.clients.iter().flat_map(|client| &client.resources).collect();
    for row in &surface.operations {
        let (accessor, name) = row.id.split_once('.').unwrap();
        let resource = resources.iter().find(|resource| resource.accessor == accessor).unwrap();
        let method = resource.methods.iter().find(|method| method.name == name).unwrap();
        assert_eq!(method.operation, row.id);
    }
}

#[test]
fn inputs_are_what_methods_take_and_outputs_what_they_give() {
    let surface =
        taking("impl Into<Extra>").with("pub struct Extra { pub inside: Option<Inner> } pub struct Inner {}");
    let surface = surface.read().unwrap();
    let names =
        |models: Vec<&xtask::Model>| models.iter().map(|model| model.name.clone()).collect::<Vec<_>>();
    let inputs = names(surface.inputs());
    for given in ["Extra", "Inner", "NewToken", "PageQuery", "Scope", "TargetRegistryInput", "TokenUpdate"] {
        assert!(inputs.iter().any(|name| name == given), "{given}");
    }
    assert!(!inputs.contains(&"Token".to_owned()));
    let outputs = names(surface.outputs());
    assert!(outputs.contains(&"TokenPage".to_owned()) && outputs.contains(&"Scope".to_owned()));
    assert!(!outputs.contains(&"Extra".to_owned()) && !outputs.contains(&"NewToken".to_owned()));
}

#[test]
fn the_surface_is_red_when_a_client_changes() {
    let added = || {
        let functions = "pub fn make(&self, value: impl Into<String>) -> Wait { operations::TOKENS_GET }";
        let beside = "pub struct Wait;
            impl Wait { call_options!(options, \"each\"); pub fn within(mut self, span: Duration) -> Self { self } }
            impl IntoFuture for Wait { type Output = Result<Token, Error>; }
            impl IonosClientBuilder { pub fn made(mut self, value: u8) -> Self { self } }";
        let model = "#[non_exhaustive] pub struct Extra { pub size: u8 }
            impl Extra {
                pub fn new(size: u8) -> Self { Self { size } }
                pub fn is_large(&self) -> bool { true }
            }";
        resource(functions, beside).with(model)
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("surface.json");
    write_surface(&added().read().unwrap(), &file).unwrap();
    check_surface(&added().read().unwrap(), &file).unwrap();

    let client = "ionos/added.rs";
    let model = "ionos/models/added.rs";
    for (source, from, to, shown) in [
        (client, "impl Into<String>", "impl Into<Secret>", "\"value\": \"secret\""),
        (client, "value: impl Into<String>", "other: impl Into<String>", "\"other\": \"string\""),
        (client, "span: Duration", "span: usize", "\"within\": \"usize\""),
        (client, "pub fn within", "fn within", "\"within\": \"duration\""),
        (client, "Result<Token, Error>", "Result<Option<Token>, Error>", "\"gives\": \"optional<Token>\""),
        (client, "Result<Token, Error>", "Result<(), Error>", "\"gives\": \"nothing\""),
        (client, "-> Wait", "-> Pager<RegistryPage>", "\"gives\": \"pager<RegistryPage>\""),
        (client, "operations::TOKENS_GET", "operations::REGISTRIES_GET", "registries.get"),
        (client, "value: u8", "value: i16", "\"made\": \"i16\""),
        (client, "pub fn samples", "pub fn specimens", "\"accessor\": \"specimens\""),
        (model, "#[non_exhaustive]", "", "open"),
        (model, "pub fn new(size: u8)", "pub fn new(size: i16)", "\"size\": \"i16\""),
        (model, "pub fn is_large(&self) -> bool", "pub fn is_large(&self) -> u8", "\"is_large\": \"u8\""),
    ] {
        let changed = added().replace(source, from, to);
        let text = check_surface(&changed.read().unwrap(), &file).unwrap_err().to_string();
        let is_marked = |line: &str| line.starts_with(['+', '-']) && line.contains(shown);
        assert!(text.lines().any(is_marked), "{shown}: {text}");
    }
    let changed = added().replace(client, "impl Into<String>", "impl Into<Secret>");
    let text = check_surface(&changed.read().unwrap(), &file).unwrap_err().to_string();
    let lines: Vec<_> = text
        .lines()
        .skip(1)
        .map(str::split_whitespace)
        .map(|words| words.collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(lines, ["\"name\": \"make\",", "- \"value\": \"string\"", "+ \"value\": \"secret\""]);
}

#[test]
fn names_that_other_languages_cannot_tell_apart_are_refused() {
    for (argument, why) in [
        ("timeout: String", "two of its arguments are named timeout"),
        ("name: String, token: NewToken", "two of its arguments are named name"),
        ("lambda: String", "lambda is a word of another language"),
    ] {
        let function = format!("pub fn make(&self, {argument}) -> Call<Token> {{ operations::TOKENS_GET }}");
        let text = resource(&function, "").read().unwrap_err();
        assert!(text.contains(why) && text.contains("Samples.make"), "{argument}: {text}");
    }
}
