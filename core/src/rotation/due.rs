//! Which items are to be rotated because they expire soon.

use std::collections::HashMap;
use std::time::Duration;

use super::name;
use super::service::Known;
use crate::Timestamp;

/// How long after its successor was issued an item is retired: the time that a deployment may take. Whoever changes an item
/// later than that has something else in mind.
const LONGEST_DEPLOYMENT: Duration = Duration::from_secs(60 * 60);

/// The indexes of those that expire by a moment and that a rotation has neither replaced nor left behind.
pub(crate) fn due(items: &[Known], by: Timestamp, family: &Family) -> Vec<usize> {
    // Only those of one base name can have replaced each other; each beside each would be too much work for many.
    let mut relatives: HashMap<&str, Vec<&Known>> = HashMap::new();
    for item in items {
        relatives.entry(family.base(item)).or_default().push(item);
    }
    let relatives_of = |item: &Known| relatives.get(family.base(item)).map_or(&[][..], Vec::as_slice);
    let expires = |item: &Known| {
        item.is_enabled
            && item.expiry.is_some_and(|expiry| expiry <= by)
            && !family.has_replaced(relatives_of(item), item)
    };
    // Rotating the old one retires the successors that earlier rotations left behind.
    let is_left_behind =
        |item: &Known| relatives_of(item).iter().any(|old| family.is_successor(item, old) && expires(old));
    (0..items.len()).filter(|at| expires(&items[*at]) && !is_left_behind(&items[*at])).collect()
}

/// The index of the one that is in use of those with a name and their successors: the first of those that no rotation has
/// replaced, because what comes behind it may be half done.
pub(crate) fn current(items: &[Known], name: &str, family: &Family) -> Option<usize> {
    let base = name::base(name, family.longest_name);
    let is_one = |item: &Known| item.name == name || family.base(item) == base;
    let all: Vec<&Known> = items.iter().collect();
    let wanted = |at: &usize| {
        let item = &items[*at];
        is_one(item) && item.is_enabled && !family.has_replaced(&all, item)
    };
    (0..items.len()).filter(wanted).min_by_key(|at| (items[*at].created, *at))
}

/// What tells which items replace each other.
pub(crate) struct Family {
    /// How long those go on at most that were retired.
    pub(crate) longest_rest: Duration,
    /// The longest name that the service takes.
    pub(crate) longest_name: usize,
}

impl Family {
    fn base<'a>(&self, item: &'a Known) -> &'a str {
        name::base(&item.name, self.longest_name)
    }

    pub(crate) fn is_successor(&self, item: &Known, old: &Known) -> bool {
        name::is_successor(&item.name, &old.name, &old.id, self.longest_name)
    }

    /// Whether a successor, or a later one beside it, is in place: then it was retired just after that was issued. One that is
    /// not certain to be replaced is rotated once more, which leaves what works.
    fn has_replaced(&self, items: &[&Known], item: &Known) -> bool {
        items.iter().any(|other| {
            let is_later_sibling = other.id != item.id
                && name::are_siblings(&item.name, &other.name)
                && other.created >= item.created;
            (self.is_successor(other, item) || is_later_sibling)
                && other.is_enabled
                && outlives(other, item)
                && was_retired_for(item, other)
                && self.ends_soon(item)
        })
    }

    /// Whether an item ends as one does that was retired, and not as somebody else may have wanted it.
    fn ends_soon(&self, item: &Known) -> bool {
        let (Some(changed), Some(expiry)) = (item.changed, item.expiry) else { return false };
        expiry.signed_duration_since(changed).to_std().is_ok_and(|rest| rest <= self.longest_rest)
    }
}

fn outlives(other: &Known, item: &Known) -> bool {
    match (other.expiry, item.expiry) {
        (Some(other), Some(item)) => other > item,
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// Whether an item was changed just after another one was issued.
pub(super) fn was_retired_for(item: &Known, other: &Known) -> bool {
    let (Some(changed), Some(issued)) = (item.changed, other.created) else { return false };
    let after = changed.signed_duration_since(issued);
    after.to_std().is_ok_and(|after| after <= LONGEST_DEPLOYMENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;
    const ID: &str = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";

    const FAMILY: Family = Family { longest_rest: Duration::from_secs(2 * 60 * 60), longest_name: 63 };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn item(id: &str, name: &str, created: i64, changed: Option<i64>, expiry: Option<i64>) -> Known {
        Known {
            id: id.to_owned(),
            name: name.to_owned(),
            is_enabled: true,
            created: Some(at(created)),
            changed: changed.map(at),
            expiry: expiry.map(at),
        }
    }

    fn names(items: &[Known], within: i64) -> Vec<&str> {
        due(items, at(within), &FAMILY).into_iter().map(|index| items[index].name.as_str()).collect()
    }

    #[test]
    fn those_that_expire_in_time_and_are_enabled() {
        let mut items = [
            item("a", "soon", -DAY, None, Some(HOUR)),
            item("b", "later", -DAY, None, Some(9 * DAY)),
            item("c", "never", -DAY, None, None),
            item("d", "off", -DAY, None, Some(HOUR)),
        ];
        items[3].is_enabled = false;
        assert_eq!(names(&items, DAY), ["soon"]);
        assert_eq!(names(&items, 10 * DAY), ["soon", "later"]);
    }

    #[test]
    fn a_replaced_one_is_not_rotated_again() {
        // Retired ten minutes after its successor was issued.
        let old = item(ID, "ci", -30 * DAY, Some(-300), Some(HOUR));
        let new = item("e", "ci-r1b4e28ba0001", -900, None, Some(30 * DAY));
        assert_eq!(names(&[old.clone(), new.clone()], DAY), [""; 0]);
        // Every token is due, the successor too: it is in use.
        assert_eq!(names(&[old.clone(), new], 90 * DAY), ["ci-r1b4e28ba0001"]);
    }

    #[test]
    fn a_rotation_that_was_killed_is_begun_again_and_its_rest_is_not_rotated() {
        let old = item(ID, "ci", -30 * DAY, None, Some(HOUR));
        let rest = item("e", "ci-r1b4e28ba0001", -DAY, None, Some(29 * DAY));
        assert_eq!(names(&[old.clone(), rest.clone()], DAY), ["ci"]);
        assert_eq!(names(&[rest.clone(), old.clone()], 90 * DAY), ["ci"]);
        // Somebody changed the old one since, for another reason.
        let changed = Known { changed: Some(at(-HOUR)), ..old.clone() };
        assert_eq!(names(&[changed, rest.clone()], DAY), ["ci"]);
        // Somebody gave the old one more time just after the rotation was killed.
        let prolonged = Known { changed: Some(at(-DAY + 60)), expiry: Some(at(7 * DAY)), ..old };
        assert_eq!(names(&[prolonged, rest], 8 * DAY), ["ci"]);
    }

    #[test]
    fn what_was_left_behind_and_retired_with_the_old_one_is_not_rotated() {
        let old = item(ID, "ci", -30 * DAY, Some(-60), Some(HOUR));
        let rest = item("e", "ci-r1b4e28ba0001", -DAY, Some(-60), Some(HOUR));
        let new = item("f", "ci-r1b4e28ba0002", -90, None, Some(30 * DAY));
        assert_eq!(names(&[old, rest, new], DAY), [""; 0]);
    }

    #[test]
    fn without_dates_it_is_rotated_once_more() {
        let old = Known { changed: None, ..item(ID, "ci", -30 * DAY, None, Some(HOUR)) };
        let new = item("e", "ci-r1b4e28ba0001", -900, None, Some(30 * DAY));
        assert_eq!(names(&[old, new], DAY), ["ci"]);
    }

    #[test]
    fn one_that_was_kept_beside_its_successor_does_not_hide_it() {
        let old = item(ID, "ci", -30 * DAY, None, None);
        let new = item("e", "ci-r1b4e28ba0001", -20 * DAY, None, Some(HOUR));
        assert_eq!(names(&[old, new], DAY), ["ci-r1b4e28ba0001"]);
    }

    #[test]
    fn the_one_in_use_is_found_by_the_first_name() {
        let name =
            |items: &[Known], name: &str| current(items, name, &FAMILY).map(|at| items[at].name.clone());
        let old = item(ID, "ci", -30 * DAY, Some(-300), Some(HOUR));
        let new = item("e", "ci-r1b4e28ba0001", -900, None, Some(30 * DAY));
        let both = [old.clone(), new.clone(), item("f", "cix", -DAY, None, None)];
        assert_eq!(name(&both, "ci").as_deref(), Some("ci-r1b4e28ba0001"));
        assert_eq!(name(&both, "ci-r1b4e28ba0001").as_deref(), Some("ci-r1b4e28ba0001"));
        assert_eq!(name(&[new], "ci").as_deref(), Some("ci-r1b4e28ba0001"));
        // A rotation that was killed: the old one is in use.
        let half =
            [Known { changed: None, ..old }, item("e", "ci-r1b4e28ba0001", -900, None, Some(30 * DAY))];
        assert_eq!(name(&half, "ci").as_deref(), Some("ci"));
        assert_eq!(name(&half, "other"), None);
    }
}
