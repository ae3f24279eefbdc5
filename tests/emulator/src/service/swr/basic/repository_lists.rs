//! The two lists of repositories: by offset, and by marker.

use serde_json::{Value, json};

use super::super::answers::Refusal;
use super::super::body;
use super::super::query::Query;
use super::given::Given;
use super::{Namespace, Repository, names};
use crate::http::response::Response;
use crate::service::Call;

const MOST: usize = 1000;
const PLAIN: [&str; 8] =
    ["namespace", "name", "category", "is_public", "limit", "offset", "order_column", "order_type"];
const MARKED: [&str; 6] = ["namespace", "name", "category", "is_public", "limit", "marker"];
/// The last one is the official SDK's, the others the pages'.
const COLUMNS: [&str; 6] = ["updated_time", "name", "tag_count", "namespace", "is_public", "updated_at"];
const COLUMNS_IN_FILTER: [&str; 3] = ["updated_time", "name", "tag_count"];

/// A repository and where it is.
type Row<'a> = (&'a Namespace, &'a Repository);

pub(super) fn by_offset(namespaces: &[Namespace], call: &Call<'_>) -> Result<Response, Refusal> {
    if call.method != "GET" {
        return Err(Refusal::method_not_allowed("GET"));
    }
    body::none(call)?;
    let given = Given::new(call, &PLAIN, &PLAIN)?;
    let mut found = matching(namespaces, &given)?;
    sort(&mut found, &given)?;
    let window = given.window(MOST)?;
    let total = found.len();
    let rows = window.rows(&found, |(namespace, repository)| repository.row(&namespace.name, total));
    let count = rows.len();
    Ok(window.mark(Response::json(200, &Value::Array(rows)), count, total))
}

/// The marker is the id of the last one that was given.
pub(super) fn by_marker(namespaces: &[Namespace], call: &Call<'_>) -> Result<Response, Refusal> {
    if call.method != "GET" {
        return Err(Refusal::method_not_allowed("GET"));
    }
    body::none(call)?;
    let given = Given::plain(&Query::new(call.query), &MARKED)?;
    let limit = given.integer("limit")?.unwrap_or(100);
    if !(1..=MOST).contains(&limit) {
        return Err(given.refusal(format!("limit must be from 1 to {MOST}")));
    }
    let marker = given.integer("marker")?.unwrap_or_default();
    let mut found = matching(namespaces, &given)?;
    found.sort_by_key(|(_, repository)| repository.id);
    found.retain(|(_, repository)| usize::try_from(repository.id).is_ok_and(|id| id > marker));
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map_or(0, |(_, repository)| repository.id);
    let rows: Vec<Value> =
        found.iter().map(|(namespace, repository)| repository.marked_row(&namespace.name)).collect();
    Ok(Response::json(200, &json!({"repos": rows, "nextMarker": next})))
}

/// Names need only be alike where they are in a filter.
fn matching<'a>(namespaces: &'a [Namespace], given: &Given) -> Result<Vec<Row<'a>>, Refusal> {
    let alike =
        |name: &str, wanted: &str| if given.filtered { name.contains(wanted) } else { name == wanted };
    if given.text("name").is_some_and(|name| name.contains('/')) {
        return Err(given.refusal("name: write $ in the place of /"));
    }
    let name = given.text("name").map(names::of_wire);
    let (namespace, category) = (given.text("namespace"), given.text("category"));
    let is_public = given.word("is_public", &["true", "false"])?.map(|word| word == "true");
    let all =
        namespaces.iter().flat_map(|one| one.repositories.iter().map(move |repository| (one, repository)));
    Ok(all
        .filter(|(one, _)| namespace.is_none_or(|wanted| alike(&one.name, wanted)))
        .filter(|(_, repository)| name.as_ref().is_none_or(|wanted| alike(&repository.name, wanted)))
        .filter(|(_, repository)| category.is_none_or(|wanted| repository.category == wanted))
        .filter(|(_, repository)| is_public.is_none_or(|wanted| repository.is_public == wanted))
        .collect())
}

/// The last changed first unless asked.
fn sort(rows: &mut [Row<'_>], given: &Given) -> Result<(), Refusal> {
    let known: &[&str] = if given.filtered { &COLUMNS_IN_FILTER } else { &COLUMNS };
    let column = given.text("order_column");
    if column.is_some_and(|column| !known.contains(&column)) {
        let rule = format!("order_column must be one of {}", known.join(", "));
        return Err(Refusal::new(400, "SVCSTG.SWR.4001096", rule));
    }
    let direction = given.word("order_type", &["desc", "asc"])?;
    if column.is_some() != direction.is_some() {
        return Err(given.refusal("order_column and order_type must be used together"));
    }
    rows.sort_by(|(one_in, one), (other_in, other)| {
        let order = match column {
            Some("name") => one.name.cmp(&other.name),
            Some("tag_count") => one.tags.len().cmp(&other.tags.len()),
            Some("namespace") => one_in.name.cmp(&other_in.name),
            Some("is_public") => one.is_public.cmp(&other.is_public),
            _ => one.updated.cmp(&other.updated),
        };
        let order = order.then(one.id.cmp(&other.id));
        if direction == Some("asc") { order } else { order.reverse() }
    });
    Ok(())
}
