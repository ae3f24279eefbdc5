//! What was hit how often, and whether that is enough to mean something.

use std::collections::BTreeMap;

use crate::faults::WEIGHTS;
use crate::request::OPERATIONS;

const LEAST_HITS: u32 = 50;
const LEAST_LOST_CREATIONS: u32 = 300;

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Ok,
    Error,
    /// An error with `outcome_unknown`.
    Unknown,
    Cancelled,
}

#[derive(Debug, Default, Clone)]
pub struct Tally {
    rows: BTreeMap<String, [u32; 4]>,
    /// Tokens that were made while the caller never got to see their passwords.
    pub lost_creations: u32,
    pub expired: u32,
    pub attempts: u32,
    /// Steps whose outcome was foretold to the letter.
    pub foretold: u32,
}

impl Tally {
    pub fn count(&mut self, operation: &str, class: &str, end: End) {
        for row in [operation, class] {
            self.rows.entry(row.to_owned()).or_default()[end as usize] += 1;
        }
    }

    pub fn add(&mut self, other: &Self) {
        for (row, counts) in &other.rows {
            let sum = self.rows.entry(row.clone()).or_default();
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        self.lost_creations += other.lost_creations;
        self.expired += other.expired;
        self.attempts += other.attempts;
        self.foretold += other.foretold;
    }

    fn hits(&self, row: &str) -> u32 {
        self.rows.get(row).map_or(0, |counts| counts.iter().sum())
    }

    fn classes() -> impl Iterator<Item = String> {
        WEIGHTS.iter().map(|(class, _)| format!("{class:?}"))
    }

    pub fn print(&self) {
        let line = |row: &str| {
            let [ok, error, unknown, cancelled] = self.rows.get(row).copied().unwrap_or_default();
            println!("{row:<20} {:>7} {ok:>7} {error:>7} {unknown:>7} {cancelled:>9}", self.hits(row));
        };
        let head = |title: &str| {
            println!(
                "{title:<20} {:>7} {:>7} {:>7} {:>7} {:>9}",
                "steps", "ok", "error", "unknown", "cancelled"
            );
        };
        head("operation");
        OPERATIONS.iter().for_each(|row| line(row));
        println!();
        head("fault");
        Self::classes().for_each(|row| line(&row));
        println!(
            "\ncreations that lost their answer: {}; tokens that expired: {}; requests of the calls: {}; outcomes foretold: {}",
            self.lost_creations, self.expired, self.attempts, self.foretold
        );
    }

    /// What was hit too rarely.
    pub fn gaps(&self) -> Vec<String> {
        let rows = OPERATIONS.iter().map(|row| (*row).to_owned()).chain(Self::classes());
        let mut gaps: Vec<String> = rows
            .filter(|row| self.hits(row) < LEAST_HITS)
            .map(|row| format!("{row} was hit {} times, {LEAST_HITS} are wanted", self.hits(&row)))
            .collect();
        if self.lost_creations < LEAST_LOST_CREATIONS {
            gaps.push(format!(
                "{} creations lost their answer, {LEAST_LOST_CREATIONS} are wanted",
                self.lost_creations
            ));
        }
        gaps
    }
}
