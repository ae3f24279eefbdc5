//! The fault run: every class in every language.

use std::collections::BTreeMap;
use std::time::Instant;

use fastrand::Rng;
use futures_util::StreamExt as _;
use serde_json::Value;

use crate::Settings;
use crate::case::Trial;
use crate::count::Count;
use crate::driver::{Driver, Setting, Style};
use crate::places::Places;
use crate::plan::{Case, Class, Plan};
use crate::table::Table;

/// How many calls a driver has under way.
const SIDE_BY_SIDE: usize = 8;

pub async fn run(settings: &Settings, styles: &[Style]) -> Result<Count, String> {
    let plan = Plan::read()?;
    let places = Places::open().await?;
    println!("faults: seed {}; --seed {} repeats it", settings.seed, settings.seed);
    let mut table = Table::default();
    let mut count = Count::default();
    for style in styles {
        count.add(one_style(settings, &plan, &places, *style, &mut table).await?);
    }
    let names: Vec<&str> = styles.iter().map(|style| style.name).collect();
    let classes = plan.classes.iter().map(|class| class.id.as_str());
    table.print(&names, &classes.filter(|id| id.contains(&settings.only)).collect::<Vec<_>>());
    Ok(count)
}

async fn one_style(
    settings: &Settings,
    plan: &Plan,
    places: &Places,
    style: Style,
    table: &mut Table,
) -> Result<Count, String> {
    let begun = Instant::now();
    let driver = Driver::start(style, &Setting::default()).await?;
    let on = &driver;
    let trials = trials(settings, plan, style.is_rust() && !settings.bounded);
    // Whatever a language sets up once is there before it is counted.
    let first =
        trials.iter().find(|trial| trial.promise.ok).unwrap_or(trials.first().ok_or("nothing to try")?);
    first.run(on, places).await?;
    let before = driver.measure().await?;
    let mut count = Count::default();
    let running = trials.iter().map(|trial| async move { (trial, trial.run(on, places).await) });
    let mut running = futures_util::stream::iter(running).buffer_unordered(SIDE_BY_SIDE);
    while let Some((trial, ended)) = running.next().await {
        let ended = ended?;
        let cell = table.cell(style.name, &trial.class.id);
        cell.calls += 1;
        cell.as_promised += usize::from(ended.problems.is_empty());
        cell.worst_overrun = cell.worst_overrun.max(ended.overrun);
        count.note("faults", style.name, &trial.title(), &ended.problems);
    }
    count.note("faults", style.name, "leaks", &leaks(on, &before).await?);
    drop(running);
    count.note("faults", style.name, "end", &driver.end().await.err().into_iter().collect::<Vec<_>>());
    println!("faults {}: {} s", style.name, begun.elapsed().as_secs());
    Ok(count)
}

/// What is to be tried: everything, or one operation of each effect, drawn the same for every language.
fn trials<'a>(settings: &Settings, plan: &'a Plan, full: bool) -> Vec<Trial<'a>> {
    let mut rng = Rng::with_seed(settings.seed);
    let mut trials = Vec::new();
    let mut by_effect: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, operation) in &plan.operations {
        by_effect.entry(&operation.effect).or_default().push(name);
    }
    for class in &plan.classes {
        // One case of a class is enough where time is short.
        let chosen = rng.usize(..class.cases.len());
        for (index, case) in class.cases.iter().enumerate() {
            for (effect, names) in &by_effect {
                let drawn = rng.usize(..names.len());
                let chosen = !settings.bounded || chosen == index;
                for (at, name) in names.iter().enumerate() {
                    let wanted = full || (chosen && at == drawn);
                    if wanted && class.id.contains(&settings.only) {
                        trials.extend(trial(plan, class, case, name, effect, trials.len()));
                    }
                }
            }
        }
    }
    rng.shuffle(&mut trials);
    trials
}

fn trial<'a>(
    plan: &'a Plan,
    class: &'a Class,
    case: &'a Case,
    name: &str,
    effect: &str,
    number: usize,
) -> Option<Trial<'a>> {
    let (name, operation) = plan.operations.get_key_value(name)?;
    Some(Trial { plan, class, case, name, operation, promise: case.promise(name, effect)?, number })
}

/// What is left of calls that are over. It may take a moment until the last of it is gone.
async fn leaks(driver: &Driver, before: &Value) -> Result<Vec<String>, String> {
    let begun = Instant::now();
    loop {
        let now = driver.measure().await?;
        let more = |key: &str| now[key].as_u64() > before[key].as_u64();
        let grown: Vec<&str> = ["handles", "tasks"].into_iter().filter(|key| more(key)).collect();
        if grown.is_empty() {
            return Ok(Vec::new());
        }
        if begun.elapsed().as_secs() > 20 {
            return Ok(grown
                .iter()
                .map(|key| format!("{key} leak: {} before, {} after", before[*key], now[*key]))
                .collect());
        }
    }
}
