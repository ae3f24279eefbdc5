//! How many promises were kept and how many were not.

/// What a part of the run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Count {
    /// One promise of a language; what was wrong with it is said where it is found.
    pub fn note(&mut self, part: &str, style: &str, name: &str, problems: &[String]) {
        if problems.is_empty() {
            self.passed += 1;
        } else {
            self.failed += 1;
            println!("FAILED {part}/{style}/{name}: {}", problems.join("; "));
        }
    }

    /// What cannot be tried on this machine, and why.
    pub fn skip(&mut self, what: &str) {
        self.skipped += 1;
        println!("skipped: {what}");
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}
