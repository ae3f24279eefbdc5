//! Has SWR's basic edition delete images that are older than a month, but for the releases, and takes it back.

use registry_tokens::blocking::SwrClient;
use registry_tokens::models::{RetentionInput, TagSelector, TagSelectorKind};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let organization = std::env::var("ORGANIZATION")?;
    let client = SwrClient::from_env()?;
    let rules = client.retention_rules();
    let releases = TagSelector::new(TagSelectorKind::REGEXP, r"^v\d+(\.\d+)*$");
    let month = RetentionInput::new().days(30).tag_selectors([releases]);
    let made = rules.create(&organization, "team/app", month).send()?;

    for rule in rules.get(&organization, "team/app", made.id).send()?.rules {
        println!("{}: after {} days", rule.template, rule.params.days.unwrap_or_default());
    }
    rules.delete(&organization, "team/app", made.id).send()?;
    Ok(())
}
