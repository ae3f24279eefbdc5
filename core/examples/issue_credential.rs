//! The README's example for SWR, whole: issue a credential, use it, take it back; and log in to the basic edition.

use registry_tokens::SwrClient;
use registry_tokens::models::TemporaryLogin;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = SwrClient::from_env()?; // HUAWEICLOUD_SDK_REGION, _AK and _SK; the keys also from ~/.huaweicloud/credentials
    let instance = std::env::var("SWR_INSTANCE_ID")?;

    let issued = client.long_term_credentials().create(&instance, "ci-push").await?;
    let login = &issued.credentials; // the same type as at IONOS: shown once, and by us only on reveal()
    println!("docker login INSTANCE_ADDRESS -u {} -p {}", login.username, login.password);
    client.long_term_credentials().delete(&instance, &issued.token_id).await?;

    let basic = client.login().create_temporary(TemporaryLogin::new()).await?;
    println!("docker login {} -u {}", basic.hostname.unwrap_or_default(), basic.username);
    Ok(())
}
