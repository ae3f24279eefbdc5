//! Issuing the successor.

use super::name;
use super::service::{Known, Rotated};
use crate::call::Response;
use crate::error::{Error, ErrorKind};

/// How often a successor is issued whose password is lost on the way.
const MOST_TRIES: usize = 3;

/// Issues a successor; where the answer is lost, what nobody has the password of is deleted and another one issued.
pub(crate) async fn issue<S: Rotated>(service: &S, old: &Known) -> Result<Response<S::Issued>, Error> {
    let mut tries = 0;
    loop {
        tries += 1;
        let name = name::successor(&old.name, &old.id, S::LONGEST_NAME);
        let error = match service.create(&name).await {
            Ok(issued) => return Ok(issued),
            Err(error) => error,
        };
        let is_last = tries == MOST_TRIES;
        if error.outcome_unknown() {
            if let Err((why, found)) = remove(service, &name).await {
                let mut error = stranded(error, old, &name, Some(&why));
                let known = &mut error.fields_mut().resource_id;
                *known = known.take().or(found);
                return Err(error);
            }
            if is_last {
                // It was not there, or is deleted; but a request that was lost may still arrive.
                return Err(stranded(error, old, &name, None));
            }
        } else if is_last || error.kind() != ErrorKind::Conflict {
            return Err(error);
        }
    }
}

/// Deletes what bears a name; where that fails, its id if it was found.
async fn remove<S: Rotated>(service: &S, name: &str) -> Result<(), (Error, Option<String>)> {
    let Some(item) = service.find(name).await.map_err(|why| (why, None))? else { return Ok(()) };
    let id = S::known(&item).id;
    service.delete(&id).await.map_err(|why| (why, Some(id)))
}

/// The error of a successor that may be there without anybody knowing its password.
fn stranded(mut error: Error, old: &Known, name: &str, why: Option<&Error>) -> Error {
    let mut reason = format!("{}; the rotation of {} may have left {name} behind", error.reason(), old.id);
    if let Some(why) = why {
        let (operation, why) = (why.operation(), why.reason());
        reason.push_str(&format!(", which could not be looked for and deleted ({operation}: {why})"));
    }
    reason.push_str("; the next rotation of the same finds it");
    error.fields_mut().reason = reason;
    error
}
