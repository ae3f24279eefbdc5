//! Where a client's settings come from, and what is refused. The environment is a list here, never the process's own.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::*;
use crate::ErrorKind;
use crate::binding::looks_up;
use crate::ionos::defaults as ionos;

#[path = "config_value_tests.rs"]
mod values;

const PROFILE: &str = "currentProfile: ci
profiles:
  - name: ci
    environment: prod
    credentials: { token: canary-file-token }
  - name: basic
    credentials: { username: file-user, password: canary-file-password }
  - name: half
    credentials: { username: file-user }
  - name: careless
    environment: lab
environments:
  - name: prod
    products:
      - name: containerregistry
        endpoints: [{ name: \"https://file.example/containerregistries\" }]
  - name: lab
    products:
      - name: containerregistry
        endpoints: [{ name: \"https://lab.example\", skipTlsVerify: true }]
";

/// A home directory, a list of variables, and what a caller gives.
struct Case {
    home: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
    options: IonosClientBuilder,
    asked: RefCell<BTreeSet<String>>,
}

impl Case {
    fn new(variables: &[(&'static str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let (home, options) = (tempfile::tempdir().unwrap(), IonosClientBuilder::default());
        Self { home, variables, options, asked: RefCell::default() }
    }

    fn given(mut self, change: impl FnOnce(&mut IonosClientBuilder)) -> Self {
        change(&mut self.options);
        self
    }

    fn file(self, name: &str, text: &str) -> Self {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    fn resolve(&self) -> Result<Resolved, Error> {
        let variable = |name: &str| {
            assert!(looks_up(name), "{name} is not handed over by bindings");
            self.asked.borrow_mut().insert(name.to_owned());
            self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        };
        let home = Some(self.home.path().to_owned());
        resolve(self.options.clone(), &Surroundings { variable: &variable, home })
    }

    /// The text of the refusal, which names none of the secrets.
    fn refusal(&self) -> String {
        let error = self.resolve().err().expect("refused");
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Config, "client.build"));
        let text = format!("{error} {error:?}");
        assert!(!text.contains("canary"), "{text}");
        text
    }
}

fn token(text: &str) -> AccountCredentials {
    AccountCredentials::token(text)
}

#[test]
fn credentials_come_from_the_first_layer_that_has_any() {
    let layered = || Case::new(&[("IONOS_TOKEN", "env")]).file(".ionos/config", PROFILE);
    assert_eq!(
        layered().given(|o| o.own.token = Some("arg".into())).resolve().unwrap().credentials,
        token("arg")
    );
    assert_eq!(layered().resolve().unwrap().credentials, token("env"));
    let file_only = Case::new(&[]).file(".ionos/config", PROFILE);
    assert_eq!(file_only.resolve().unwrap().credentials, token("canary-file-token"));
    assert!(Case::new(&[]).refusal().contains("IONOS_TOKEN"));
}

#[test]
fn a_pair_given_as_arguments_beats_a_token_of_the_environment() {
    let case = Case::new(&[("IONOS_TOKEN", "env")]).given(|o| {
        o.own.username = Some("u".into());
        o.own.password = Some("p".into());
    });
    assert_eq!(case.resolve().unwrap().credentials, AccountCredentials::basic("u", "p"));
}

#[test]
fn inside_a_layer_a_token_beats_a_pair() {
    let all = [("IONOS_TOKEN", "t"), ("IONOS_USERNAME", "u"), ("IONOS_PASSWORD", "p")];
    assert_eq!(Case::new(&all).resolve().unwrap().credentials, token("t"));
    assert_eq!(Case::new(&all[1..]).resolve().unwrap().credentials, AccountCredentials::basic("u", "p"));
    let both = Case::new(&[]).given(|o| {
        (o.own.token, o.own.username, o.own.password) =
            (Some("t".into()), Some("u".into()), Some("p".into()));
    });
    assert_eq!(both.resolve().unwrap().credentials, token("t"));
}

#[test]
fn half_a_pair_names_what_is_missing_and_takes_no_half_from_elsewhere() {
    let password = Case::new(&[("IONOS_USERNAME", "u"), ("IONOS_PASSWORD", "p")]);
    let text = password.given(|o| o.own.password = Some("canary".into())).refusal();
    assert!(text.contains("password is given but username is not"), "{text}");
    let text = Case::new(&[("IONOS_PASSWORD", "p")]).given(|o| o.own.username = Some("u".into())).refusal();
    assert!(text.contains("username is given but password is not"), "{text}");
    let text = Case::new(&[("IONOS_USERNAME", "u")]).file(".ionos/config", PROFILE).refusal();
    assert!(text.contains("IONOS_USERNAME is given but IONOS_PASSWORD is not"), "{text}");
    let text = Case::new(&[("IONOS_PASSWORD", "canary")]).refusal();
    assert!(text.contains("IONOS_PASSWORD is given but IONOS_USERNAME is not"), "{text}");
    let text = Case::new(&[("IONOS_CURRENT_PROFILE", "half")]).file(".ionos/config", PROFILE).refusal();
    assert!(text.contains("password of the profile"), "{text}");
}

#[test]
fn every_variable_of_the_contract_is_read_and_no_other() {
    let pin = "ab".repeat(32);
    let variables = [
        ("IONOS_USERNAME", "u"),
        ("IONOS_PASSWORD", "p"),
        ("IONOS_API_URL", "https://env.example/registries"),
        ("IONOS_CONTRACT_NUMBER", "4711"),
        ("IONOS_PINNED_CERT", pin.as_str()),
        ("IONOS_CURRENT_PROFILE", "basic"),
    ];
    let mut case = Case::new(&variables).file("elsewhere", PROFILE);
    case.variables.push(("IONOS_CONFIG_FILE", case.home.path().join("elsewhere").display().to_string()));
    let resolved = case.resolve().unwrap();
    assert_eq!(resolved.credentials, AccountCredentials::basic("u", "p"));
    assert_eq!(resolved.settings.base_url.as_str(), "https://env.example/registries");
    assert_eq!(resolved.contract_number.unwrap(), "4711");
    assert_eq!(resolved.settings.trust.pinned_certificate, Some([0xab; 32]));
    let mut known: BTreeSet<String> = variables.iter().map(|(name, _)| (*name).to_owned()).collect();
    known.extend(["IONOS_TOKEN", "IONOS_CONFIG_FILE", "SSL_CERT_FILE", "SSL_CERT_DIR"].map(str::to_owned));
    // IONOS_HTTP_PROXY is read where the HTTP client is made.
    assert_eq!(*case.asked.borrow(), known);
}

#[test]
fn an_empty_variable_is_no_variable() {
    let empty = [
        ("IONOS_TOKEN", ""),
        ("IONOS_USERNAME", ""),
        ("IONOS_PASSWORD", ""),
        ("IONOS_API_URL", ""),
        ("IONOS_CONTRACT_NUMBER", ""),
        ("IONOS_PINNED_CERT", ""),
        ("IONOS_CURRENT_PROFILE", ""),
        ("IONOS_CONFIG_FILE", ""),
    ];
    let resolved = Case::new(&empty).file(".ionos/config", PROFILE).resolve().unwrap();
    assert_eq!(resolved.credentials, token("canary-file-token"));
    assert_eq!(resolved.settings.base_url.as_str(), "https://file.example/containerregistries");
    assert!(resolved.contract_number.is_none() && resolved.settings.trust.pinned_certificate.is_none());
}

#[test]
fn arguments_beat_variables_and_variables_beat_the_file() {
    let case = || {
        let variables = [("IONOS_API_URL", "https://env.example"), ("IONOS_CONTRACT_NUMBER", "1")];
        Case::new(&variables).file(".ionos/config", PROFILE)
    };
    let given = case().given(|o| {
        o.own.base_url = Some("https://arg.example".into());
        o.own.contract_number = Some("2".into());
    });
    let given = given.resolve().unwrap();
    assert_eq!(given.settings.base_url.as_str(), "https://arg.example/containerregistries");
    assert_eq!(given.contract_number.unwrap(), "2");
    let read = case().resolve().unwrap();
    assert_eq!(read.settings.base_url.as_str(), "https://env.example/containerregistries");
    let named = Case::new(&[("IONOS_CURRENT_PROFILE", "ci")]).file(".ionos/config", PROFILE);
    let named = named.given(|o| o.own.profile = Some("basic".into())).resolve().unwrap();
    assert_eq!(named.credentials, AccountCredentials::basic("file-user", "canary-file-password"));
}

#[test]
fn the_default_file_has_two_names() {
    let both = Case::new(&[]).file(".ionos/config", PROFILE);
    let both = both
        .file(".ionos/config.yaml", "currentProfile: x\nprofiles: [{name: x, credentials: {token: yaml}}]");
    assert_eq!(both.resolve().unwrap().credentials, token("canary-file-token"));
    std::fs::remove_file(both.home.path().join(".ionos/config")).unwrap();
    assert_eq!(both.resolve().unwrap().credentials, token("yaml"));
}

#[test]
fn a_broken_default_file_does_not_hurt_who_needs_nothing_from_it() {
    for broken in ["{canary", "profiles: canary", "currentProfile: nobody", "\0canary"] {
        let case = Case::new(&[("IONOS_TOKEN", "t")]).file(".ionos/config", broken);
        assert_eq!(case.resolve().unwrap().settings.base_url.as_str(), ionos::BASE_URL);
        Case::new(&[]).file(".ionos/config", broken).refusal();
        Case::new(&[("IONOS_TOKEN", "t"), ("IONOS_CURRENT_PROFILE", "ci")])
            .file(".ionos/config", broken)
            .refusal();
    }
    let folder = Case::new(&[("IONOS_TOKEN", "t")]).file(".ionos/config/inside", "");
    folder.resolve().unwrap();
}

#[test]
fn a_file_that_was_named_must_be_good_also_for_who_has_credentials() {
    for (content, needle) in
        [(None, "cannot be read"), (Some("{canary"), "YAML"), (Some("{}"), "currentProfile")]
    {
        let mut case = Case::new(&[("IONOS_TOKEN", "t")]);
        case = content.into_iter().fold(case, |case, text| case.file("named", text));
        let path = case.home.path().join("named");
        let by_argument = case.given(|o| o.own.config_file = Some(path.clone()));
        let text = by_argument.refusal();
        assert!(text.contains(needle) && text.contains("named"), "{text}");
    }
    let folder = Case::new(&[]);
    let path = folder.home.path().to_owned();
    assert!(folder.given(|o| o.own.config_file = Some(path)).refusal().contains("cannot be read"));
    assert!(Case::new(&[("IONOS_CURRENT_PROFILE", "ci")]).refusal().contains("no config file"));
}

#[test]
fn a_profile_can_not_switch_verification_off() {
    let case = Case::new(&[("IONOS_CURRENT_PROFILE", "careless"), ("IONOS_TOKEN", "canary")]);
    assert!(case.file(".ionos/config", PROFILE).refusal().contains("skipTlsVerify"));
}

fn some_certificate() -> String {
    use base64::Engine as _;
    let der = &webpki_root_certs::TLS_SERVER_ROOT_CERTS[0];
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

#[test]
fn the_certificate_of_a_profile_is_checked_and_added() {
    let with = |pem: &str| {
        let data = format!("endpoints: [{{ certificateAuthData: {pem:?}, name: ");
        Case::new(&[("IONOS_TOKEN", "t")])
            .file(".ionos/config", &PROFILE.replace("endpoints: [{ name: ", &data))
    };
    let pem = some_certificate();
    let resolved = with(&pem).given(|o| o.common.ca_certs = vec![pem.clone().into()]).resolve().unwrap();
    assert_eq!(resolved.settings.trust.ca_certs.len(), 2);
    let elsewhere = with(&pem).given(|o| o.own.base_url = Some("https://other.example".into()));
    let trust = elsewhere.resolve().unwrap().settings.trust;
    assert!(trust.ca_certs.is_empty(), "it speaks for the profile's endpoint and for no other");
    assert!(with("canary is no PEM").refusal().contains("ca_certs"));
    assert!(with("  ").resolve().unwrap().settings.trust.ca_certs.is_empty());
}
