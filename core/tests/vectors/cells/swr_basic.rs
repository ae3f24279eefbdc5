//! The cells of SWR's basic edition, beside those that every row of SWR has.

use registry_tokens::Operation;
use registry_tokens::swr::OPERATIONS;

use super::Required;

/// What calls that give nothing answer, by pages of the service that differ about it.
const SUCCESS_CASES: &str = "200_object 201_empty 202_empty 204";
const RANGE_CASES: &str = "header lower_case missing empty star words of_rows unreadable_of_rows beats_rows";
const LEVEL_CASES: &str = "auth_manage auth_edit auth_read auth_unknown";
const HISTORY_CASES: &str =
    "rule_read rule_no_json rule_broken rule_other_json rule_empty rule_null rule_missing";
const NUMBER_AS_TEXT_CASES: &str = "days_text days_number num_text num_number days_words";
const SWITCH_CASES: &str = "enable_true_text enable_false_text enable_true enable_false enable_words";

/// A quota that is used up, and what cannot go because it is not empty: statuses that say little by themselves.
const REFUSED: &[(&str, &str)] = &[
    ("namespaces.create/code", "4000097"),
    ("namespaces.delete/code", "4060074"),
    ("repositories.delete/code", "4060012"),
];

/// The operations among the published signing vectors.
const SIGNED: &[(&str, &str)] = &[
    ("namespaces.create/signing", "s09"),
    ("repositories.list_page/signing", "s10"),
    ("repositories.get/signing", "s11"),
    ("retention_rules.create/signing", "s12"),
    ("repository_permissions.grant/signing", "s13"),
    ("sync_tasks.delete/signing", "s14"),
    ("sync_tasks.jobs/signing", "s15"),
    ("triggers.disable/signing", "s17"),
    ("quotas.list/signing", "s18"),
];

pub fn required(cells: &mut Required) {
    for row in OPERATIONS.iter().filter(|row| is_basic(row)) {
        // What is done about an answer that may be passing shows its effect.
        cells.add(&format!("{}/retry", row.id), "503");
        if row.output.is_none() {
            cells.add(&format!("{}/success", row.id), SUCCESS_CASES);
        }
    }
    cells.add("repositories.list_page/range", RANGE_CASES);
    cells.add("namespaces.get/decode", LEVEL_CASES);
    cells.add("namespaces.get/project", "given unknown no_region file token");
    cells.add("quotas.list/project", "given looked_up no_region");
    cells.add("retention_rules.get/decode", NUMBER_AS_TEXT_CASES);
    cells.add("retention_rules.histories/decode", HISTORY_CASES);
    cells.add("triggers.get/decode", SWITCH_CASES);
    for id in ["repositories.get/decode", "repositories.list_page/decode"] {
        cells.add(id, "large_sizes");
    }
    for id in ["retention_rules.delete", "sync_tasks.delete"] {
        cells.add(&format!("{id}/retry"), "400_not_found_after_503");
        cells.add(&format!("{id}/missing_ok"), "400_not_found");
    }
    for (id, case) in REFUSED.iter().chain(SIGNED) {
        cells.add(id, case);
    }
}

/// Whether a row is of the basic edition; its logins have cells of their own.
fn is_basic(row: &Operation) -> bool {
    row.path.contains("/manage/") && !row.path.contains("/utils/")
}
