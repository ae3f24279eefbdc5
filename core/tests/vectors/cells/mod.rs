//! Which ids the vectors must hold, derived from the operation tables; see "Required ids" in `tests/vectors/README.md`.

mod ionos;
mod swr;
mod swr_basic;

use registry_tokens::Operation;

/// The ids that must be there.
#[derive(Default)]
struct Required(Vec<String>);

impl Required {
    fn add(&mut self, stem: &str, cases: &str) {
        self.0.extend(cases.split_whitespace().map(|case| format!("{stem}/{case}")));
    }
}

impl Required {
    /// Those of the parts of a rotation, which have other ids than the rows of which they are made.
    fn add_rotations(&mut self, parts: &[(&str, &[&str])], id_cases: &str) {
        for (id, parameters) in parts {
            self.add(id, "happy");
            for parameter in *parameters {
                self.add(&format!("{id}/id/{parameter}"), id_cases);
            }
        }
    }
}

/// The rows of a table by their ids, and what the client puts together from them.
fn operations(
    rows: &[&'static Operation],
    compositions: &[(&'static str, &str)],
) -> Vec<(&'static str, &'static Operation)> {
    let row = |id: &str| rows.iter().find(|row| row.id == id).copied();
    let compositions = compositions.iter().filter_map(|(id, of)| Some((*id, row(of)?)));
    rows.iter().map(|row| (row.id, *row)).chain(compositions).collect()
}

/// Which of the required ids are missing.
pub fn check(ids: &[String]) -> Result<(), String> {
    let mut required = Required::default();
    ionos::required(&mut required);
    swr::required(&mut required);
    let missing: Vec<&String> = required.0.iter().filter(|id| !ids.contains(id)).collect();
    println!("required cells: {}, of {} vectors", required.0.len(), ids.len());
    if missing.is_empty() { Ok(()) } else { Err(format!("cells without a vector: {missing:?}")) }
}
