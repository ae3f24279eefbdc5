//! One case: a call under a fault, what it came to, and whether that was promised.

use std::time::{Duration, Instant};

use registry_tokens_emulator::{Wait, World};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::judge::{judge, shortened, wrong_values};
use crate::places::{Places, Words, filled};
use crate::plan::{Case, Class, Done, Expected, Operation, Plan};
use crate::secrets;

/// How much later than its deadline a call may end.
pub const GRACE: Duration = Duration::from_secs(2);

/// What making and closing the client may take besides, where many do so at once.
const AROUND: Duration = Duration::from_secs(10);

/// What is to be tried.
pub struct Trial<'a> {
    pub plan: &'a Plan,
    pub class: &'a Class,
    pub case: &'a Case,
    pub name: &'a str,
    pub operation: &'a Operation,
    pub promise: &'a Expected,
    /// Unique in a run.
    pub number: usize,
}

/// What came of it.
pub struct Ended {
    /// What differs from the promise; nothing if it was kept.
    pub problems: Vec<String>,
    /// How much longer than its deadline the call took.
    pub overrun: Duration,
}

impl Trial<'_> {
    pub fn title(&self) -> String {
        let times = self.case.times.map_or_else(|| "always".to_owned(), |times| format!("{times}x"));
        format!("{}/{times}/{}", self.class.id, self.name)
    }

    /// Makes the call; an error is one of the run itself, such as a driver that hangs.
    pub async fn run(&self, driver: &Driver, places: &Places) -> Result<Ended, String> {
        let world = places.emulator.session();
        let seed = json!({"tokens": [{"name": "kept"}], "target_registries": [{"name": "kept"}], "namespaces": [{"name": "empty"}]});
        let made = world.seed(seed).map_err(|why| why.to_string())?;
        let mut words = places.words(&world, self.class.at.as_deref())?;
        words.insert("kept", made["tokens"][0].clone());
        words.insert("target", made["target_registries"][0].clone());
        words.insert("name", json!(format!("fault-{}", self.number)));

        let mut options = self.plan.clients.get(&self.operation.provider).cloned().unwrap_or_default();
        options.extend(self.class.client.clone());
        let client = filled(&Value::Object(options), &words);
        let deadline = Duration::from_millis(client["timeout_ms"].as_u64().unwrap_or(0));
        let arguments = filled(&self.operation.arguments, &words);
        let mut command = json!({
            "do": "call", "provider": self.operation.provider, "client": client,
            "call": {"operation": self.name, "arguments": arguments},
        });
        let mut warmed = None;
        let kept = self.class.warm.as_ref().map(|_| format!("kept-{}", self.number));
        if let (Some(kept), Some(warm)) = (&kept, &self.class.warm) {
            command["keep"] = json!(kept);
            warmed = Some(self.warm(driver, &world, &command, warm, &words).await?);
        }
        if let Some(fault) = &self.class.fault {
            let mut fault = filled(&Value::Object(fault.clone()), &words);
            fault["times"] = json!(self.case.times);
            world.faults(fault).map_err(|why| why.to_string())?;
        }

        let begun = Instant::now();
        let answer = driver.ask(command).await?;
        let wall = begun.elapsed();
        if let Some(kept) = kept {
            driver.ask(json!({"do": "close", "keep": kept})).await?;
        }
        let mut problems = judge(self.promise, self.operation.row.as_deref().unwrap_or(self.name), &answer);
        let elapsed = Duration::from_secs_f64(answer["elapsed_ms"].as_f64().unwrap_or(0.0) / 1000.0);
        let overrun = elapsed.saturating_sub(deadline);
        if overrun > GRACE {
            problems.push(format!("it took {elapsed:?}, its deadline was {deadline:?}"));
        }
        if wall > deadline + GRACE + AROUND {
            problems.push(format!("with its client it took {wall:?}, its deadline was {deadline:?}"));
        }
        // Every client of this world is closed, so nothing of it may be open any more.
        if let Err(left) = world.wait(Wait::open(0).and_in_flight(0)).await {
            problems.push(format!("connections are left: {left}"));
        }
        if let (Some(warmed), Some(reuses)) = (warmed, self.class.reuses) {
            let first = world.requests().first().map(|request| request.connection);
            if first.is_some_and(|first| first == warmed) != reuses {
                problems.push(format!(
                    "its first request came on connection {first:?}, the one before on {warmed}"
                ));
            }
        }
        problems.extend(self.compare_with_service(&world, &answer, &words));
        let hidden = [world.token(), world.swr_secret_key(), "canary-access-secret"].map(str::to_owned);
        let texts: Vec<String> = [&answer["texts"], &answer["crash"]].map(Value::to_string).to_vec();
        problems.extend(secrets::search(&texts, &hidden).err());
        if !problems.is_empty() {
            problems.push(format!("it said: {}", shortened(&answer)));
        }
        Ok(Ended { problems, overrun })
    }

    /// A first call, so that there is a connection to go wrong: its number.
    async fn warm(
        &self,
        driver: &Driver,
        world: &World,
        command: &Value,
        fault: &Value,
        words: &Words,
    ) -> Result<u64, String> {
        if fault.is_object() {
            world.faults(json!({"action": fault})).map_err(|why| why.to_string())?;
        }
        let first = if self.operation.provider == "swr" { "namespaces.get" } else { "registries.get" };
        let mut command = command.clone();
        let arguments = filled(&self.plan.operations[first].arguments, words);
        command["call"] = json!({"operation": first, "arguments": arguments});
        let answer = driver.ask(command).await?;
        if answer.get("value").is_none() {
            return Err(format!("{}: the first call failed: {answer}", self.title()));
        }
        if fault.is_object() {
            world.wait(Wait::open(0)).await.map_err(|why| why.to_string())?;
        }
        let connection = world.requests().last().map(|request| request.connection);
        world.forget_requests();
        connection.ok_or_else(|| format!("{}: the first call reached nobody", self.title()))
    }

    /// The service's own account of it.
    fn compare_with_service(&self, world: &World, answer: &Value, words: &Words) -> Vec<String> {
        let done = &filled_done(self.operation, words);
        let mut problems = Vec::new();
        let sent = world.requests().len() as u64;
        if sent != self.promise.sent {
            problems
                .push(format!("{sent} requests reached the service, {} were promised", self.promise.sent));
        }
        let state = world.state();
        if let Some(value) = answer.get("value") {
            problems.extend(wrong_values(
                value,
                &filled(&Value::Object(self.operation.gives.clone()), words),
                done,
                &state,
            ));
        }
        let Some(done) = done else { return problems };
        let is_done = done.holds(&state);
        if is_done != self.promise.done {
            problems.push(format!(
                "that the service has done it is {is_done}, {} was promised",
                self.promise.done
            ));
        }
        let error = &answer["error"];
        let told =
            if error.is_null() { Some(true) } else { (error["outcome_unknown"] == false).then_some(false) };
        if told.is_some_and(|told| told != is_done) {
            problems
                .push(format!("the caller was told another outcome than the service's: done is {is_done}"));
        }
        problems
    }
}

fn filled_done(operation: &Operation, words: &Words) -> Option<Done> {
    let done = operation.done.as_ref()?;
    let fill = |value: &Option<Value>| value.as_ref().map(|value| filled(value, words));
    Some(Done { list: done.list.clone(), has: fill(&done.has), lacks: fill(&done.lacks) })
}
