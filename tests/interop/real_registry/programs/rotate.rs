//! Rotates one token and merges the new login into a file; README.md in the folder above says what it takes and gives.

use registry_tokens::IonosClient;
use registry_tokens::models::{Retire, TokenRotation};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, retire, config, hostname] = arguments.as_slice() else {
        return Err("TOKEN_ID RETIRE_OR_- CONFIG_PATH HOSTNAME".into());
    };
    let client = IonosClient::from_env()?;
    let (config, hostname) = (config.clone(), hostname.clone());
    let deploy =
        async move |rotation: TokenRotation| rotation.credentials.merge_into(config, hostname).map(drop);
    let mut rotate = client.tokens().rotate(std::env::var("REGISTRY_ID")?, id, deploy);
    if retire != "-" {
        rotate = rotate.retire(Retire::from(retire.as_str()));
    }
    let result = rotate.await?;
    let id = result.rotation.new.id.to_string();
    println!("{}", json!({"id": id, "old_outcome": result.retirement.old_outcome.as_str()}));
    Ok(())
}
