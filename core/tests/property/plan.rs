//! Draws the call of one step, from the numbers of its seed.

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use registry_tokens::Scope;
use uuid::Uuid;

use crate::model::Entry;
use crate::request::{Due, Input, Request};

/// Draws the arguments of one step.
pub struct Draw<'a> {
    pub rng: &'a mut Rng,
    pub truth: &'a [Entry],
    pub now: DateTime<Utc>,
    /// A name nobody has.
    pub fresh_name: String,
}

impl Draw<'_> {
    pub fn request(&mut self) -> (Request, Due) {
        let page_size = self.rng.u64(1..12);
        match self.rng.u32(..100) {
            0..4 => (Request::Items { page_size }, Due::Status(200)),
            4..8 => (Request::Pages { page_size }, Due::Status(200)),
            8..12 => (Request::All { page_size }, Due::Status(200)),
            12..18 => self.list_page(),
            18..25 => {
                let (id, due) = self.id();
                (Request::Get { id }, due)
            }
            25..31 => self.find(),
            31..61 => self.create(),
            61..68 => self.replace_existing(),
            68..74 => self.replace_new(),
            74..86 => self.update(),
            86..95 => self.delete(false),
            _ => self.delete(true),
        }
    }

    fn list_page(&mut self) -> (Request, Due) {
        let limit = self.rng.u64(..20);
        let status = self.one_in(3).then(|| self.pick(&["enabled", "disabled"]).to_owned());
        let due = if limit == 0 { Due::Refusal } else { Due::Status(200) };
        (Request::ListPage { offset: self.rng.u64(..30), limit, status }, due)
    }

    fn find(&mut self) -> (Request, Due) {
        match (self.rng.u32(..10), self.known()) {
            (0, _) => (Request::Find { name: String::new() }, Due::Refusal),
            (1..8, Some(entry)) => (Request::Find { name: entry.name }, Due::Status(200)),
            _ => (Request::Find { name: self.fresh_name.clone() }, Due::Status(200)),
        }
    }

    fn create(&mut self) -> (Request, Due) {
        let (mut input, mut due) = self.input(Due::Status(201));
        if let (true, Some(entry)) = (due == Due::Status(201) && self.one_in(20), self.known()) {
            (input.name, due) = (entry.name, Due::Status(409));
        }
        (Request::Create(input), due)
    }

    fn replace_existing(&mut self) -> (Request, Due) {
        let Some(entry) = self.known() else { return self.replace_new() };
        let (mut input, mut due) = self.input(Due::Status(200));
        if due == Due::Status(200) {
            // The name of a token cannot change.
            if self.one_in(10) { due = Due::Status(400) } else { input.name = entry.name }
        }
        (Request::Replace { id: entry.id.to_string(), input }, due)
    }

    fn replace_new(&mut self) -> (Request, Due) {
        let (input, due) = self.input(Due::Status(201));
        (Request::Replace { id: self.uuid().to_string(), input }, due)
    }

    fn update(&mut self) -> (Request, Due) {
        let (id, mut due) = self.id();
        let (mut status, mut scopes, mut expiry) = (None, None, None);
        match self.rng.u32(..12) {
            0 => due = Due::Refusal,
            1 => {
                expiry = Some(Some(Utc::now() - TimeDelta::days(1)));
                due = Due::Refusal;
            }
            2 if due == Due::Status(200) => (status, due) = (Some("paused".to_owned()), Due::Status(400)),
            _ => {
                if self.rng.bool() {
                    status = Some(self.pick(&["enabled", "disabled"]).to_owned());
                }
                if status.is_none() || self.rng.bool() {
                    scopes = Some(self.rng.bool().then(|| self.scopes()));
                }
                if self.rng.bool() {
                    expiry = Some(self.rng.bool().then(|| self.expiry()));
                }
            }
        }
        (Request::Update { id, status, scopes, expiry }, due)
    }

    fn delete(&mut self, missing_ok: bool) -> (Request, Due) {
        let (id, due) = self.id();
        let due = if due == Due::Status(200) { Due::Status(204) } else { due };
        (Request::Delete { id, missing_ok }, due)
    }

    /// What a token is to be; `due` unless something is wrong with it.
    fn input(&mut self, due: Due) -> (Input, Due) {
        let mut input = Input {
            name: self.fresh_name.clone(),
            scopes: self.rng.bool().then(|| self.scopes()),
            status: self.rng.bool().then(|| self.pick(&["enabled", "disabled"]).to_owned()),
            expiry: self.rng.bool().then(|| self.expiry()),
        };
        let wrong = match self.rng.u32(..60) {
            0 => {
                input.name.clear();
                Due::Refusal
            }
            1 => {
                input.name.push('_');
                Due::Status(400)
            }
            2 => {
                input.status = Some("paused".to_owned());
                Due::Status(400)
            }
            3 => {
                input.expiry = Some(Utc::now() - TimeDelta::seconds(1));
                Due::Refusal
            }
            // In the future for the client, too soon for the service.
            4 => {
                input.expiry = Some(self.now + TimeDelta::minutes(30));
                Due::Status(400)
            }
            5 => {
                input.scopes = Some(vec![Scope::repository("", ["pull"])]);
                Due::Refusal
            }
            _ => due,
        };
        (input, wrong)
    }

    /// The id of a token, of none, or of nothing.
    fn id(&mut self) -> (String, Due) {
        match (self.rng.u32(..20), self.known()) {
            (0, _) => {
                let bad = ["", ".", "..", "%2e%2e", "a/b", "x?y", "x#y", "\0", "é", "{6b9e}", "tokens"];
                (self.pick(&bad).to_owned(), Due::Refusal)
            }
            (1..3, _) | (_, None) => (self.uuid().to_string(), Due::Status(404)),
            (_, Some(entry)) => (entry.id.to_string(), Due::Status(200)),
        }
    }

    fn scopes(&mut self) -> Vec<Scope> {
        let count = self.rng.usize(..4);
        let scope = |draw: &mut Self| {
            let actions: Vec<&str> =
                ["pull", "push", "delete"].into_iter().filter(|_| draw.rng.bool()).collect();
            Scope::repository(draw.pick(&["team/app", "team/web", "*"]), actions)
        };
        (0..count).map(|_| scope(self)).collect()
    }

    /// Half an hour off the whole hours by which the clock moves, so that nothing ever expires by itself.
    fn expiry(&mut self) -> DateTime<Utc> {
        let at = self.now + TimeDelta::hours(self.rng.i64(1..12)) + TimeDelta::minutes(30);
        at - TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()))
    }

    fn known(&mut self) -> Option<Entry> {
        (!self.truth.is_empty()).then(|| self.truth[self.rng.usize(..self.truth.len())].clone())
    }

    fn uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.rng.u128(..).to_le_bytes()).into_uuid()
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.rng.u32(..count) == 0
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.rng.usize(..words.len())]
    }
}
