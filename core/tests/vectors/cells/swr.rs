//! The cells of SWR.

use registry_tokens::swr::OPERATIONS;
use registry_tokens::{Operation, PathRule};

use super::{Required, operations, swr_basic};

/// What the client fills in itself.
const PROJECT: &str = "project_id";

const ID_CASES: &str =
    "empty dot dot_dot percent_dots slash question hash nul non_ascii braced_uuid upper_case simple_uuid";
const NUMBER_CASES: &str = "negative";
const NAMESPACE_CASES: &str =
    "empty dot dot_dot percent_dots slash question hash nul non_ascii upper_case touching too_long";
const REPOSITORY_CASES: &str =
    "empty dot dot_dot percent_dots climb slash question hash nul non_ascii upper_case touching too_long";
const ERROR_CASES: &str = "301 400 401 403 404 405 409 429 500 503 504 connect deadline transport invalid_response \
                           invalid_argument";
const BODY_CASES: &str = "shape_1 shape_2 shape_3 shape_4 shape_5 shape_6 shape_7";
const CODE_CASES: &str = "4000306 4001158 4001090 4031032 4031042 4000031 4001048 4010000 apigw_0301";
const RETRY_CASES: &str =
    "connect 429 429_retry_after_zero 408 502 503 504 reset close throttled_403 400 500 exhausted";
const CONFIG_CASES: &str = "no_credentials only_access_key only_secret_key security_token_alone endpoint_query \
                            endpoint_password foreign_http no_region_no_endpoint region_words project_id_slash \
                            token_injection access_key_injection credentials_file_malformed \
                            credentials_file_no_section regions_file_malformed";
const AUTH_CASES: &str = "keys temporary_keys token file_keys regions_file";
const LOOK_UP_CASES: &str = "one once none two";
const ANSWER_CASES: &str = "header_and_body body_only header_only no_expiry neither";

/// The one list whose pages follow a marker.
const BY_MARKER: &str = "repositories.list_by_marker";

/// What the client puts together from rows, with the path parameters it takes over from them.
const COMPOSITIONS: &[(&str, &str)] = &[
    ("target_registries.list_page", "target_registries.list"),
    ("target_registries.find", "target_registries.list"),
    ("long_term_credentials.list_page", "long_term_credentials.list"),
    ("long_term_credentials.find", "long_term_credentials.list"),
    ("repositories.list_page", "repositories.list"),
];

const ROTATIONS: &[(&str, &[&str])] = &[
    ("long_term_credentials.begin_rotation", &["instance_id", "credential_id"]),
    ("long_term_credentials.finish_rotation", &["instance_id", "old_id", "new_id"]),
    ("long_term_credentials.undo_rotation", &["instance_id", "old_id", "new_id"]),
];

/// How an answer with a password is lost.
const LOST_CASES: &str = "reset close 500 502 503 504 no_auth_token empty_auth_token never_arrived three_times \
                          look_up_fails deletion_fails";

pub fn required(cells: &mut Required) {
    cells.add_rotations(ROTATIONS, ID_CASES);
    cells.add("long_term_credentials.begin_rotation/lost", LOST_CASES);
    for (id, row) in operations(OPERATIONS, COMPOSITIONS) {
        cells.add(id, "happy");
        for parameter in row.parameters.iter().filter(|parameter| parameter.name != PROJECT) {
            let cases = match (parameter.name, parameter.rule) {
                (_, PathRule::Integer) => NUMBER_CASES,
                ("namespace", _) => NAMESPACE_CASES,
                ("repository", _) => REPOSITORY_CASES,
                _ => ID_CASES,
            };
            cells.add(&format!("{id}/id/{}", parameter.name), cases);
        }
        if row.paging.is_some() && row.id == id {
            cells.add(&format!("{id}/page"), "empty two_pages short_page_not_last");
            cells.add(&format!("{id}/all"), "one_request");
            // A marker marks a place in the list, so that nothing is read twice.
            cells.add(&format!("{id}/all"), if id == BY_MARKER { "two_requests" } else { "two_scans" });
        }
        if row.method == http::Method::DELETE {
            cells.add(&format!("{id}/retry"), "404_after_503");
            // Who takes a right from somebody means one that is there.
            if !id.ends_with(".revoke") {
                cells.add(&format!("{id}/missing_ok"), "404");
            }
        }
    }
    for id in ["target_registries.get", "long_term_credentials.create"] {
        cells.add(&format!("{id}/error"), ERROR_CASES);
    }
    for row in retried() {
        cells.add(&format!("{}/retry", row.id), RETRY_CASES);
    }
    cells.add("target_registries.delete/retry", "400_not_found_after_503");
    cells.add("target_registries.get/error_body", BODY_CASES);
    cells.add("target_registries.get/code", CODE_CASES);
    cells.add("target_registries.get/auth", AUTH_CASES);
    cells.add("login.create_temporary/answer", ANSWER_CASES);
    cells.add("long_term_credentials.create/secret", "no_auth_token empty_auth_token");
    cells.add("projects.list/look_up", LOOK_UP_CASES);
    cells.add("projects.list/error", "403 no_region");
    cells.add("client.build/swr_config", CONFIG_CASES);
    swr_basic::required(cells);
}

/// The first row of each effect under each method, lists apart: what can be repeated depends on nothing else.
fn retried() -> Vec<&'static Operation> {
    let mut rows: Vec<&Operation> = Vec::new();
    for row in OPERATIONS.iter().filter(|row| row.paging.is_none()) {
        if !rows.iter().any(|known| (known.effect, &known.method) == (row.effect, &row.method)) {
            rows.push(row);
        }
    }
    rows
}
