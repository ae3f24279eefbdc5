//! The table at the end: language by class of faults.

use std::collections::BTreeMap;
use std::time::Duration;

/// How the calls of one class ended in one language.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub calls: usize,
    pub as_promised: usize,
    pub worst_overrun: Duration,
}

#[derive(Default)]
pub struct Table {
    cells: BTreeMap<(String, String), Cell>,
}

impl Table {
    pub fn cell(&mut self, style: &str, class: &str) -> &mut Cell {
        self.cells.entry((style.to_owned(), class.to_owned())).or_default()
    }

    /// Prints it: `as promised/calls`, and the worst overrun of the class in any language.
    pub fn print(&self, styles: &[&str], classes: &[&str]) {
        println!(
            "\n{:<18}{}{:>14}",
            "",
            styles.iter().map(|style| format!("{style:>15}")).collect::<String>(),
            "worst overrun"
        );
        for class in classes {
            let mut worst = Duration::ZERO;
            let mut line = format!("{class:<18}");
            for style in styles {
                let cell =
                    self.cells.get(&((*style).to_owned(), (*class).to_owned())).cloned().unwrap_or_default();
                worst = worst.max(cell.worst_overrun);
                line.push_str(&format!("{:>15}", format!("{}/{}", cell.as_promised, cell.calls)));
            }
            println!("{line}{:>14}", shown(worst));
        }
        let sum = |style: &str| {
            let own = self.cells.iter().filter(|((of, _), _)| of == style).map(|(_, cell)| cell);
            own.fold((0, 0), |(good, all), cell| (good + cell.as_promised, all + cell.calls))
        };
        let sums = styles.iter().map(|style| {
            let (good, all) = sum(style);
            format!("{:>15}", format!("{good}/{all}"))
        });
        let worst = self.cells.values().map(|cell| cell.worst_overrun).max().unwrap_or_default();
        println!("{:<18}{}{:>14}", "all", sums.collect::<String>(), shown(worst));
    }
}

fn shown(overrun: Duration) -> String {
    if overrun.is_zero() { "none".to_owned() } else { format!("{} ms", overrun.as_millis()) }
}
