//! The fault run: every class in every language.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fastrand::Rng;
use futures_util::StreamExt as _;

use crate::Settings;
use crate::case::Trial;
use crate::count::Count;
use crate::driver::{Driver, Setting, Style, grown};
use crate::places::Places;
use crate::plan::{Case, Class, Plan};
use crate::table::Table;

/// How many calls a driver has under way.
const SIDE_BY_SIDE: usize = 8;

/// How long the last of what calls leave may take to go away.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub async fn run(settings: &Settings, styles: &[Style]) -> Result<Count, String> {
    let plan = Plan::read()?;
    let places = Places::open().await?;
    println!("faults: seed {}; --seed {} repeats it", settings.seed, settings.seed);
    let mut table = Table::default();
    let mut count = Count::default();
    for style in styles {
        one_style(settings, &plan, &places, *style, &mut table, &mut count).await;
    }
    let names: Vec<&str> = styles.iter().map(|style| style.name).collect();
    let classes = plan.classes.iter().map(|class| class.id.as_str());
    table.print(&names, &classes.filter(|id| id.contains(&settings.only)).collect::<Vec<_>>());
    Ok(count)
}

/// A language that cannot be tried at all has broken a promise, and the others are tried nevertheless.
async fn one_style(
    settings: &Settings,
    plan: &Plan,
    places: &Places,
    style: Style,
    table: &mut Table,
    count: &mut Count,
) {
    let begun = Instant::now();
    let driver = match Driver::start(style, &Setting::default()).await {
        Ok(driver) => driver,
        Err(why) => return count.note("faults", style.name, "start", &[why]),
    };
    let trials = trials(settings, plan, style.is_rust() && !settings.bounded);
    if let Err(why) = try_all(&driver, &trials, places, table, count).await {
        count.note("faults", style.name, "run", &[why]);
    }
    count.note("faults", style.name, "end", driver.end().await.err().as_slice());
    println!("faults {}: {} s", style.name, begun.elapsed().as_secs());
}

async fn try_all(
    driver: &Driver,
    trials: &[Trial<'_>],
    places: &Places,
    table: &mut Table,
    count: &mut Count,
) -> Result<(), String> {
    // Whatever a language sets up once is there before it is counted: as many at once as there will be.
    let easy = trials.iter().filter(|trial| trial.promise.ok).take(SIDE_BY_SIDE);
    for ended in futures_util::future::join_all(easy.map(|trial| trial.run(driver, places))).await {
        ended?;
    }
    let before = driver.at_rest(None, PATIENCE).await?;
    let style = driver.style.name;
    let running = trials.iter().map(|trial| async move { (trial, trial.run(driver, places).await) });
    let mut running = futures_util::stream::iter(running).buffer_unordered(SIDE_BY_SIDE);
    while let Some((trial, ended)) = running.next().await {
        let ended = ended?;
        let cell = table.cell(style, &trial.class.id);
        cell.calls += 1;
        cell.as_promised += usize::from(ended.problems.is_empty());
        cell.worst_overrun = cell.worst_overrun.max(ended.overrun);
        count.note("faults", style, &trial.title(), &ended.problems);
    }
    let after = driver.at_rest(Some(&before), PATIENCE).await?;
    count.note("faults", style, "leaks", &grown(&before, &after));
    Ok(())
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
