//! Who else may do what: of organizations and of repositories alike, but for codes.

use registry_tokens_emulator::World;
use serde_json::{Value, json};

use crate::support::world;
use crate::swr_support::{Caller, bare, column};

/// Path, status of a grant, codes of one that is there and one that is not.
const KINDS: [(&str, u16, &str, &str); 2] = [
    ("/namespaces/group/access", 200, "4090076", "4040078"),
    ("/namespaces/group/repos/team%24app/access", 201, "4090089", "4040091"),
];

fn user(id: &str, auth: i64) -> Value {
    json!({"user_id": id, "user_name": format!("name of {id}"), "auth": auth})
}

fn others(caller: &mut Caller, path: &str) -> Value {
    let shown = caller.read(path)["others_auths"].clone();
    let theirs = shown.as_array().unwrap().iter().filter(|user| user["user_name"] != "user01");
    theirs.cloned().collect()
}

#[test]
fn permissions_are_granted_changed_and_revoked() {
    for (path, granted, exists, missing) in KINDS {
        let world = world();
        let mut caller = Caller::new(&world);
        let (one, two) = (user("one", 1), user("two", 3));
        let both = json!([one, two]);
        assert_eq!(bare(&caller.manage("POST", path, Some(&both))), (granted, String::new()));
        assert_eq!(others(&mut caller, path), both);
        let partly_new = json!([user("three", 1), one]);
        assert_eq!(caller.refused("POST", path, Some(&partly_new)), (409, exists.to_owned()), "{path}");
        let changed = json!([user("one", 7)]);
        assert_eq!(bare(&caller.manage("PATCH", path, Some(&changed))), (201, String::new()));
        let partly_known = json!([user("two", 7), user("three", 1)]);
        assert_eq!(caller.refused("PATCH", path, Some(&partly_known)), (404, missing.to_owned()));
        assert_eq!(others(&mut caller, path), json!([user("one", 7), two]), "all or nothing");
        let revoked = caller.refused("DELETE", path, Some(&json!(["one", "three"])));
        assert_eq!(revoked, (404, missing.to_owned()));
        assert_eq!(bare(&caller.manage("DELETE", path, Some(&json!(["one"])))), (204, String::new()));
        assert_eq!(others(&mut caller, path), json!([two]));
    }
}

#[test]
fn the_caller_is_shown_apart() {
    let world = world();
    let mut caller = Caller::new(&world);
    let own = json!({"user_id": world.swr_user_id(), "user_name": world.swr_user_name(), "auth": 7});
    let group = caller.read("/namespaces/group/access");
    assert_eq!((&group["self_auth"], &group["name"]), (&own, &json!("group")));
    assert_eq!(group["creator_name"], world.swr_user_name());
    assert_eq!(column(&group["others_auths"], "user_name"), ["user01"]);
    let repository = caller.read("/namespaces/group/repos/team%24app/access");
    assert_eq!((&repository["self_auth"], &repository["name"]), (&own, &json!("team/app")));
    assert!(repository["id"].is_i64() && repository.get("creator_name").is_none());
}

#[test]
fn a_wrong_body_is_refused() {
    let world = world();
    let mut caller = Caller::new(&world);
    for (path, ..) in KINDS {
        for (body, code) in wrong_grants(&world) {
            for method in ["POST", "PATCH"] {
                let refused = caller.refused(method, path, Some(&body));
                assert_eq!(refused, (400, code.to_owned()), "{method} {body}");
            }
        }
        for body in [json!([]), json!({}), json!([1]), json!([""]), json!([user("one", 1)])] {
            assert_eq!(caller.refused("DELETE", path, Some(&body)).0, 400, "{body}");
        }
        assert_eq!(caller.refused("DELETE", path, None).0, 400, "a DELETE without its body");
        assert_eq!(others(&mut caller, path), json!([]));
    }
}

fn wrong_grants(world: &World) -> Vec<(Value, &'static str)> {
    let mut unknown = user("one", 1);
    unknown["more"] = json!(1);
    vec![
        (json!([user("one", 2)]), "4001091"),
        (json!([user("one", 0)]), "4001091"),
        (json!([{"user_id": "one", "user_name": "n", "auth": "7"}]), "4001091"),
        (json!([{"user_id": "one", "user_name": "n"}]), "4000014"),
        (json!([{"user_id": "", "user_name": "n", "auth": 1}]), "4000014"),
        (json!([{"user_id": "one", "auth": 1}]), "4000014"),
        (json!([user("one", 1), user("one", 3)]), "4000014"),
        (json!([user(world.swr_user_id(), 1)]), "4000014"),
        (json!([unknown]), "4000014"),
        (json!([]), "4000014"),
        (user("one", 1), "4000014"),
    ]
}
