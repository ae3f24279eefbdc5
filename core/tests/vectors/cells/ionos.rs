//! The cells of IONOS.

use registry_tokens::Effect;
use registry_tokens::ionos::OPERATIONS;

use super::{Required, operations};

const ID_CASES: &str = "empty dot dot_dot percent_dots slash question hash nul non_ascii simple_uuid braced_uuid urn_uuid \
                        upper_case";
const ERROR_CASES: &str = "301 400 401 403 404 405 408 409 413 415 422 429 500 501 502 503 504 connect deadline transport \
                           invalid_response invalid_argument";
const RETRY_CASES: &str = "connect 429 429_retry_after_zero 429_retry_after_past_date 429_retry_after_too_long 408 502 503 \
                           504 reset close truncated_body 301 400 500 501 unreadable exhausted";
const CONFIG_CASES: &str = "no_credentials only_username only_password base_url_query base_url_fragment base_url_password \
                            base_url_words base_url_ftp foreign_http contract_number_words contract_number_injection \
                            user_agent_injection user_agent_non_ascii ca_certs pin_short pin_not_hex pin_without_tls \
                            file_malformed file_directory file_profile_unknown file_skip_tls_verify";
const PATCH_CASES: &str = "expiry_absent expiry_null expiry_set scopes_absent scopes_null scopes_empty scopes_set \
                           status_set all_set nothing";
const PAGE_CASES: &str = "empty short_last short_page_not_last total_shrinks limit_one ten_thousand no_total repeats \
                          filters max_results offset null_items links_absolute_foreign";
const ALL_CASES: &str = "one_request second_request overlapping shifted_once unstable";
const TIME_CASES: &str = "offset fraction nanoseconds far_future lower_case_z date_only no_offset";
const DECODE_CASES: &str = "unknown_fields unknown_words null_metadata null_properties no_id no_name null_scopes \
                            null_credentials duplicate_keys trailing_garbage empty_body html_200";

/// What the client puts together from rows, with the path parameters it takes over from them.
const COMPOSITIONS: &[(&str, &str)] = &[
    ("tokens.list_page", "tokens.list"),
    ("tokens.find", "tokens.list"),
    ("registries.find", "registries.list"),
    ("registries.wait_until_running", "registries.get"),
];

const ROTATIONS: &[(&str, &[&str])] = &[
    ("tokens.begin_rotation", &["registry_id", "token_id"]),
    ("tokens.finish_rotation", &["registry_id", "old_id", "new_id"]),
    ("tokens.undo_rotation", &["registry_id", "old_id", "new_id"]),
    ("tokens.list_expiring", &["registry_id"]),
];

/// How an answer with a password is lost.
const LOST_CASES: &str = "reset close truncated_body 408 500 502 503 504 no_password empty_password no_json \
                          never_arrived three_times look_up_fails deletion_fails";

pub fn required(cells: &mut Required) {
    cells.add_rotations(ROTATIONS, ID_CASES);
    cells.add("tokens.begin_rotation/lost", LOST_CASES);
    let mut add = |stem: String, cases: &str| cells.add(&stem, cases);
    for (id, row) in operations(OPERATIONS, COMPOSITIONS) {
        add(id.to_owned(), "happy");
        for parameter in row.parameters {
            add(format!("{id}/id/{}", parameter.name), ID_CASES);
        }
    }
    // Error rows: the first read and the first write of a resource; retries: every row of another effect.
    for id in ["tokens.get", "tokens.create"] {
        add(format!("{id}/error"), ERROR_CASES);
    }
    let retried =
        |effect: Effect| OPERATIONS.iter().filter(move |row| row.effect == effect && row.paging.is_none());
    for row in retried(Effect::Read)
        .take(1)
        .chain(retried(Effect::Idempotent))
        .chain(retried(Effect::RevealsSecret).take(1))
    {
        add(format!("{}/retry", row.id), RETRY_CASES);
    }
    add("client.build/config".to_owned(), CONFIG_CASES);
    add("tokens.update/patch".to_owned(), PATCH_CASES);
    add("tokens.list/page".to_owned(), PAGE_CASES);
    add("tokens.list/all".to_owned(), ALL_CASES);
    add("tokens.list/error".to_owned(), "listing_unstable");
    add("registries.list/page".to_owned(), "two_pages repeated_token");
    add("tokens.get/time".to_owned(), TIME_CASES);
    add("tokens.get/decode".to_owned(), DECODE_CASES);
}
