//! Where a client's settings come from, and what is refused. The environment is a list here, never the process's own.

use super::*;
use crate::ErrorKind;
use crate::binding::looks_up;

const FILE: &str =
    "[basic]\nak = file-key\nsk = canary-file\nproject_id = of-file\niam_endpoint = https://iam.file\n";

/// A home directory, a list of variables, and what a caller gives.
struct Case {
    home: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
    options: SwrClientBuilder,
}

impl Case {
    fn new(variables: &[(&'static str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let home = tempfile::tempdir().unwrap();
        Self { home, variables, options: SwrClientBuilder::default().region("cn-north-4") }
    }

    fn given(mut self, change: impl FnOnce(SwrClientBuilder) -> SwrClientBuilder) -> Self {
        self.options = change(self.options);
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

const KEYS: &[(&str, &str)] = &[("HUAWEICLOUD_SDK_AK", "key"), ("HUAWEICLOUD_SDK_SK", "canary-env")];

#[test]
fn credentials_come_as_one_set_from_one_layer() {
    let from = |case: Case| case.resolve().unwrap().credentials;
    let both = || Case::new(KEYS).file(CREDENTIALS_FILE, FILE);
    assert_eq!(from(both()), SwrCredentials::access_key("key", "canary-env"));
    let given = both().given(|o| o.access_key("own").secret_key("canary-own"));
    assert_eq!(from(given), SwrCredentials::access_key("own", "canary-own"));
    let token = both().given(|o| o.token("canary-token").access_key("own"));
    assert_eq!(from(token), SwrCredentials::token("canary-token"));
    let file = Case::new(&[]).file(CREDENTIALS_FILE, FILE);
    assert_eq!(from(file), SwrCredentials::access_key("file-key", "canary-file"));
    let temporary = Case::new(&[KEYS[0], KEYS[1], ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "canary-st")]);
    let wanted = SwrCredentials::temporary("key", "canary-env", "canary-st");
    assert_eq!(from(temporary), wanted);
}

#[test]
fn half_a_set_is_refused_by_name() {
    assert!(Case::new(&KEYS[..1]).refusal().contains("HUAWEICLOUD_SDK_SK"));
    assert!(Case::new(&KEYS[1..]).refusal().contains("HUAWEICLOUD_SDK_AK"));
    assert!(Case::new(KEYS).given(|o| o.access_key("a")).refusal().contains("secret_key"));
    assert!(Case::new(KEYS).given(|o| o.security_token("canary")).refusal().contains("access_key"));
    assert!(Case::new(&[]).file(CREDENTIALS_FILE, "[basic]\nak = a\n").refusal().contains("\"sk\" of it"));
    assert!(Case::new(&[]).refusal().contains("no credentials"));
}

#[test]
fn a_login_that_is_not_spoken_is_refused() {
    let federated = [("HUAWEICLOUD_SDK_IDP_ID", "i"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "f")];
    assert!(Case::new(&federated).refusal().contains("federated"));
    let file = Case::new(&[]).file(CREDENTIALS_FILE, "[basic]\nidp_id = i\nid_token_file = f\n");
    assert!(file.refusal().contains("federated"));
    assert!(Case::new(&federated).given(|o| o.token("t")).resolve().is_ok());
}

#[test]
fn a_files_project_goes_with_its_keys() {
    let file = Case::new(&[]).file(CREDENTIALS_FILE, FILE).resolve().unwrap();
    assert_eq!(file.project, Project::OfKeys(Some("of-file".to_owned())));
    assert_eq!(file.iam.unwrap().base_url.as_str(), "https://iam.file/");
    let other = Case::new(KEYS).file(CREDENTIALS_FILE, FILE).resolve().unwrap();
    assert_eq!(other.project, Project::OfKeys(None));
    assert_eq!(other.iam.unwrap().base_url.as_str(), "https://iam.cn-north-4.myhuaweicloud.com/");
    let variable = Case::new(&[("HUAWEICLOUD_SDK_PROJECT_ID", "p")]).file(CREDENTIALS_FILE, FILE);
    assert_eq!(variable.resolve().unwrap().project, Project::Given("p".to_owned()));
    assert!(Case::new(KEYS).given(|o| o.project_id("a/b")).refusal().contains("project_id"));
}

#[test]
fn the_endpoint_is_that_of_the_region_unless_somebody_says_otherwise() {
    const REGIONS: &str = "SWR:\n  - { id: cn-north-4, endpoint: https://swr.lab }\n";
    let at = |case: &Case| case.resolve().unwrap().settings.base_url.to_string();
    let case = Case::new(KEYS);
    assert_eq!(at(&case), "https://swr-api.cn-north-4.myhuaweicloud.com/");
    let case = case.file(REGIONS_FILE, REGIONS);
    assert_eq!(at(&case), "https://swr.lab/");
    let variable = ("HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4", "swr.one,swr.two");
    let case = Case::new(&[KEYS[0], KEYS[1], variable]).file(REGIONS_FILE, REGIONS);
    assert_eq!(at(&case), "https://swr.one/");
    assert_eq!(at(&case.given(|o| o.endpoint("https://own.example/base"))), "https://own.example/base");
    assert!(Case::new(KEYS).file(REGIONS_FILE, "SWR: {canary").refusal().contains("regions.yaml"));
    let named = [KEYS[0], KEYS[1], ("HUAWEICLOUD_SDK_REGIONS_FILE", "/nowhere/regions.yaml")];
    assert!(Case::new(&named).refusal().contains("/nowhere"));
}

#[test]
fn a_region_or_an_endpoint_is_needed() {
    let without = |o: SwrClientBuilder| {
        let mut o = o;
        o.own.region = None;
        o
    };
    assert!(Case::new(KEYS).given(without).refusal().contains("HUAWEICLOUD_SDK_REGION"));
    assert!(Case::new(KEYS).given(|o| without(o).endpoint("https://swr.example")).resolve().is_ok());
    let variable = Case::new(&[KEYS[0], KEYS[1], ("HUAWEICLOUD_SDK_REGION", "eu-west-101")]).given(without);
    assert!(variable.resolve().unwrap().settings.base_url.as_str().ends_with("myhuaweicloud.eu/"));
    assert!(Case::new(KEYS).given(|o| o.region("a/b")).refusal().contains("region"));
}

#[test]
fn a_broken_default_file_hurts_only_who_needs_it() {
    let broken = |case: Case| case.file(CREDENTIALS_FILE, "[basic\ncanary");
    assert!(broken(Case::new(KEYS)).resolve().is_ok());
    assert!(broken(Case::new(&[])).refusal().contains("credentials file"));
    let named = [KEYS[0], KEYS[1], ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/nowhere/credentials")];
    assert!(Case::new(&named).refusal().contains("/nowhere"));
}

#[test]
fn a_pin_is_not_asked_of_another_host() {
    let pinned = |o: SwrClientBuilder| o.pinned_certificate("ab".repeat(32));
    let resolved = Case::new(KEYS).given(pinned).resolve().unwrap();
    assert!(resolved.settings.trust.pinned_certificate.is_some());
    assert!(resolved.iam.unwrap().trust.pinned_certificate.is_none());
    let one_host = |o: SwrClientBuilder| o.endpoint("https://lab/swr").iam_endpoint("https://lab/iam");
    let resolved = Case::new(KEYS).given(pinned).given(one_host).resolve().unwrap();
    assert!(resolved.iam.unwrap().trust.pinned_certificate.is_some());
}

#[test]
fn an_endpoint_of_ones_own_has_no_iam_unless_it_is_named() {
    let own = |o: SwrClientBuilder| o.endpoint("https://swr.corp.example");
    assert!(Case::new(KEYS).given(own).resolve().unwrap().iam.is_none());
    let named = Case::new(&[KEYS[0], KEYS[1], ("HUAWEICLOUD_SDK_IAM_ENDPOINT", "iam.corp.example")]);
    assert_eq!(
        named.given(own).resolve().unwrap().iam.unwrap().base_url.as_str(),
        "https://iam.corp.example/"
    );
}
