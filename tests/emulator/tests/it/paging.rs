//! Lists.

use serde_json::{Value, json};

use crate::support::{Client, split_url, tokens_path, world};

fn numbers(page: &Value) -> [u64; 4] {
    ["offset", "limit", "count", "total"].map(|key| page[key].as_u64().unwrap())
}

#[test]
fn pages_through_tokens() {
    let world = world();
    world.seed(json!({"tokens": 5})).unwrap();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    let all = client.get(&path).json();
    assert_eq!(numbers(&all), [0, 100, 5, 5]);
    assert_eq!(
        (&all["id"], &all["type"], &all["href"]),
        (&json!("tokens"), &json!("collection"), &json!(""))
    );
    assert_eq!((&all["_links"]["next"], &all["_links"]["previous"]), (&json!(""), &json!("")));
    let mut seen = Vec::new();
    let mut next = format!("{path}?limit=2");
    while !next.is_empty() {
        let page = client.get(&next).json();
        seen.extend(page["items"].as_array().unwrap().clone());
        let link = page["_links"]["next"].as_str().unwrap();
        next = link.strip_prefix(split_url(&world.url()).1).unwrap_or_default().to_owned();
    }
    assert_eq!(Value::Array(seen), all["items"]);
    let middle = client.get(&format!("{path}?offset=3&limit=2&filter.status=enabled")).json();
    assert_eq!(numbers(&middle), [3, 2, 2, 5]);
    assert!(
        middle["_links"]["previous"].as_str().unwrap().ends_with("?filter.status=enabled&offset=1&limit=2")
    );
    assert!(middle["_links"]["self"].as_str().unwrap().ends_with("offset=3&limit=2"));
    assert_eq!(numbers(&client.get(&format!("{path}?offset=9&limit=2")).json()), [9, 2, 0, 5]);
    assert_eq!(client.get(&format!("{path}?limit=2")).json()["_links"]["previous"], "");
}

#[test]
fn takes_digits_only() {
    let world = world();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    for query in [
        "offset=-1",
        "offset=a",
        "offset=",
        "limit=+5",
        "limit=0",
        "limit=1.0",
        "limit=99999999999999999999",
        "maxResults=x",
    ] {
        let answer = client.get(&format!("{path}?{query}"));
        assert_eq!((answer.status, answer.error_code().as_str()), (400, "invalid-query"), "{query}");
    }
    assert_eq!(client.get(&format!("{path}?depth=1&pretty=x")).status, 200, "unknown keys are tolerated");
}

#[test]
fn filters_exactly() {
    let world = world();
    world
        .seed(json!({"tokens": [{"name": "ci"}, {"name": "ci-2", "status": "disabled"}, {"name": "CI"}]}))
        .unwrap();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    for (query, total) in
        [("filter.name=ci", 1), ("filter.name=c", 0), ("filter.status=enabled", 2), ("filter.other=x", 3)]
    {
        assert_eq!(client.get(&format!("{path}?{query}")).json()["total"], total, "{query}");
    }
    let page = client.get(&format!("{path}?maxResults=2")).json();
    assert_eq!((&page["count"], &page["total"]), (&json!(2), &json!(3)));
}

#[test]
fn can_be_told_to_give_smaller_pages_than_asked_for() {
    let world = world();
    world.seed(json!({"tokens": 5, "max_limit": 2})).unwrap();
    let page = Client::new(&world).get(&format!("{}?limit=100", tokens_path(&world))).json();
    assert_eq!(numbers(&page), [0, 2, 2, 5]);
    world.seed(json!({"max_limit": null})).unwrap();
    assert_eq!(Client::new(&world).get(&tokens_path(&world)).json()["count"], 5);
}

#[test]
fn pages_through_registries_by_opaque_tokens() {
    let world = world();
    world.seed(json!({"registries": [{"name": "two"}, {"name": "three"}]})).unwrap();
    let mut client = Client::new(&world);
    let first = client.get("/registries?limit=2").json();
    assert_eq!(first["pagination"]["limit"], 2);
    let token = first["pagination"]["token"].as_str().unwrap();
    let second = client.get(&format!("/registries?limit=2&pagination.token={token}")).json();
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    assert_eq!((&second["pagination"]["token"], &second["_links"]["next"]), (&json!(""), &json!("")));
    assert_eq!(client.get("/registries?pagination.token=nonsense").status, 400);
    let found = client.get("/registries?filter.name=three").json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    assert_eq!(found["items"][0]["properties"]["name"], "three");
}

#[test]
fn a_registry_starts_slowly_when_it_is_seeded_that_way() {
    let world = world();
    let running = Client::new(&world).get(&format!("/registries/{}", world.registry_id())).json();
    assert_eq!(running["metadata"]["state"], "Running");
    assert_eq!(running["properties"]["hostname"], world.registry_hostname());
    let ids = world.seed(json!({"registries": [{"name": "slow", "reads_until_running": 2}]})).unwrap();
    let path = format!("/registries/{}", ids["registries"][0].as_str().unwrap());
    let mut client = Client::new(&world);
    let mut read = || {
        let registry = client.get(&path).json();
        (registry["metadata"]["state"].clone(), registry["properties"]["hostname"].clone())
    };
    assert_eq!(read(), (json!("New"), json!("")));
    assert_eq!(read(), (json!("New"), json!("")));
    assert_eq!(read(), (json!("Running"), json!("slow.cr.de-fra.ionos.example")));
}
