//! Makes an organization and a repository in SWR's basic edition, and reads the repository back.

use registry_tokens::blocking::SwrClient;
use registry_tokens::models::{NewRepository, RepositoryCategory};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let organization = std::env::var("ORGANIZATION")?;
    let client = SwrClient::from_env()?;
    client.namespaces().create(&organization).send()?;

    let repository = NewRepository::new("team/app", false)
        .category(RepositoryCategory::LINUX)
        .description("What the team runs");
    client.repositories().create(&organization, repository).send()?;

    let made = client.repositories().get(&organization, "team/app").send()?;
    println!("docker push {}:latest", made.path);
    Ok(())
}
