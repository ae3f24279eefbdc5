//! Lets a user pull from a repository of SWR's basic edition, and shows who may do what with it.

use registry_tokens::blocking::SwrClient;
use registry_tokens::models::{AccessLevel, PermissionGrant, UserPermission};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let organization = std::env::var("ORGANIZATION")?;
    let user = UserPermission::new(std::env::var("USER_ID")?, std::env::var("USER_NAME")?, AccessLevel::READ);
    let client = SwrClient::from_env()?;
    let permissions = client.repository_permissions();
    permissions.grant(&organization, "team/app", PermissionGrant::new([user])).send()?;

    let access = permissions.get(&organization, "team/app").send()?;
    for other in access.others_auths {
        println!("{}: {}", other.user_name, other.auth);
    }
    Ok(())
}
