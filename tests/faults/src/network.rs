//! What stands between a client and its service: one call for each set-up, in a process of its own.

use std::collections::BTreeMap;
use std::net::{Ipv6Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;

use registry_tokens_emulator::{Emulator, Leaf, Options};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Settings;
use crate::case::GRACE;
use crate::count::Count;
use crate::driver::{Driver, Setting, Style, root};
use crate::judge::{judge, shortened};
use crate::places::{Places, filled};
use crate::plan::Expected;
use crate::secrets;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Network {
    #[allow(dead_code, reason = "for readers of the file")]
    about: String,
    base: Map<String, Value>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[allow(dead_code, reason = "for readers of the file")]
    about: String,
    #[serde(default)]
    environment: Map<String, Value>,
    client: Map<String, Value>,
    #[serde(default)]
    wrapper: Vec<String>,
    needs: Option<String>,
    expected: Expected,
    /// How often a proxy is asked for a tunnel.
    tunnels: usize,
}

const WRONG_PASSWORD: &str = "canary-proxy-password";

pub async fn run(settings: &Settings, styles: &[Style]) -> Result<Count, String> {
    let text = include_str!("../network.json");
    let network: Network = serde_json::from_str(text).map_err(|why| format!("network.json: {why}"))?;
    let places = Places::open().await?;
    let ipv6 =
        Emulator::start_blocking(Options::default().listen(SocketAddr::new(Ipv6Addr::LOCALHOST.into(), 0)))
            .ok();
    println!("\nnetwork");
    let mut count = Count::default();
    for case in network.cases.iter().filter(|case| case.id.contains(&settings.only)) {
        if let Some(missing) = missing(case, ipv6.is_some()).await {
            count.skip(&format!("network/{}: {missing}", case.id));
            continue;
        }
        let mut kept = Vec::new();
        for style in styles {
            let tried = one(case, &network.base, &places, ipv6.as_ref(), *style).await;
            let problems = tried.unwrap_or_else(|why| vec![why]);
            count.note("network", style.name, &case.id, &problems);
            if problems.is_empty() {
                kept.push(style.name);
            }
        }
        println!("{:<26}as promised in {}/{}: {}", case.id, kept.len(), styles.len(), kept.join(" "));
    }
    Ok(count)
}

/// What this machine lacks for a case.
async fn missing(case: &Case, has_ipv6: bool) -> Option<String> {
    if case.needs.as_deref() == Some("ipv6") && !has_ipv6 {
        return Some("this machine has no IPv6".to_owned());
    }
    let (program, arguments) = wrapper(&case.wrapper)?;
    let mut check = tokio::process::Command::new(program);
    let ended =
        check.args(arguments).arg("--check").stdout(Stdio::null()).stderr(Stdio::null()).status().await;
    (!ended.is_ok_and(|status| status.success()))
        .then(|| "this machine allows no namespaces of one's own".to_owned())
}

/// The program of a wrapper, and what it is told first.
fn wrapper(given: &[String]) -> Option<(String, &[String])> {
    let (name, arguments) = given.split_first()?;
    Some((root().join("tests/faults/wrappers").join(name).display().to_string(), arguments))
}

async fn one(
    case: &Case,
    base: &Map<String, Value>,
    places: &Places,
    ipv6: Option<&Emulator>,
    style: Style,
) -> Result<Vec<String>, String> {
    let on_ipv6 = if case.needs.as_deref() == Some("ipv6") { ipv6 } else { None };
    let world = on_ipv6.unwrap_or(&places.emulator).session();
    let mut words = places.words(&world, None)?;
    let tls_url = world.tls_url(Leaf::Good).unwrap_or_default();
    let proxy = places.emulator.proxy_url();
    words.extend(BTreeMap::from([
        ("proxied_url", json!(tls_url.replace("127.0.0.1", "emulator.test"))),
        ("tls_url", json!(tls_url)),
        ("ipv6_url", json!(world.url())),
        ("ca_file", json!(places.emulator.ca_file())),
        ("proxy", json!(proxy)),
        ("proxy_with_login", json!(places.emulator.proxy_with_login_url())),
        ("proxy_with_wrong_login", json!(proxy_with_wrong_login(places))),
        ("refused_proxy", json!(places.refused())),
    ]));
    let environment = filled(&Value::Object(case.environment.clone()), &words);
    let variables = environment.as_object().into_iter().flatten();
    let setting = Setting {
        environment: variables
            .map(|(name, value)| (name.clone(), value.as_str().map(str::to_owned)))
            .collect(),
        wrapper: wrapper(&case.wrapper)
            .map_or_else(Vec::new, |(program, arguments)| [&[program], arguments].concat()),
    };
    let mut options = base.clone();
    options.extend(case.client.clone());
    let client = filled(&Value::Object(options), &words);
    let deadline = Duration::from_millis(client["timeout_ms"].as_u64().unwrap_or(0));
    let command = json!({
        "do": "call", "provider": "ionos", "client": client,
        "call": {"operation": "tokens.list_page", "arguments": {"registry_id": world.registry_id(), "limit": 1}},
    });
    let proxied = places.emulator.proxy_requests().len();

    let driver = Driver::start(style, &setting).await?;
    let answer = driver.ask(command).await?;
    let mut problems = judge(&case.expected, "tokens.list", &answer);
    problems.extend(driver.end().await.err());
    let elapsed = Duration::from_secs_f64(answer["elapsed_ms"].as_f64().unwrap_or(0.0) / 1000.0);
    if elapsed > deadline + GRACE {
        problems.push(format!("it took {elapsed:?}, its deadline was {deadline:?}"));
    }
    let sent = world.requests().len() as u64;
    if sent != case.expected.sent {
        problems.push(format!("{sent} requests reached the service, {} were promised", case.expected.sent));
    }
    let tunnels = places.emulator.proxy_requests().len() - proxied;
    if tunnels != case.tunnels {
        problems.push(format!("{tunnels} tunnels were asked for, {} were promised", case.tunnels));
    }
    let hidden = [world.token().to_owned(), WRONG_PASSWORD.to_owned()];
    problems
        .extend(secrets::search(&[answer["texts"].to_string(), answer["crash"].to_string()], &hidden).err());
    if !problems.is_empty() {
        problems.push(format!("it said: {}", shortened(&answer)));
    }
    Ok(problems)
}

fn proxy_with_wrong_login(places: &Places) -> String {
    let url = places.emulator.proxy_with_login_url();
    let host = url.rsplit_once('@').map_or("", |(_, host)| host);
    format!("http://proxy-user:{WRONG_PASSWORD}@{host}")
}
