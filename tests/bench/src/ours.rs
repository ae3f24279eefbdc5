//! This library.

use registry_tokens::{IonosClient, IonosClientBuilder, PageQuery, Token};

use crate::answers::{REGISTRY_ID, TOKEN_ID};
use crate::{Load, Meter, Used, WARM_UP};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn builder(address: &str) -> IonosClientBuilder {
    let url = format!("http://{address}/containerregistries");
    IonosClient::builder().token("bench").base_url(url).load_environment(false)
}

pub(crate) fn run(load: Load, address: &str, count: u32) -> Result<Used> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = builder(address).build()?;
        let mut meter = Meter::start();
        let mut seen = 0;
        for number in 0..WARM_UP + count {
            if number == WARM_UP {
                (meter, seen) = (Meter::start(), 0);
            }
            seen += match load {
                Load::Get => look(&client.tokens().get(REGISTRY_ID, TOKEN_ID).await?),
                Load::List100 => client
                    .tokens()
                    .list_page(REGISTRY_ID, PageQuery::new())
                    .await?
                    .items
                    .iter()
                    .map(look)
                    .sum(),
            };
        }
        Ok(meter.stop(seen))
    })
}

pub(crate) fn run_blocking(load: Load, address: &str, count: u32) -> Result<Used> {
    let client = builder(address).build_blocking()?;
    let mut meter = Meter::start();
    let mut seen = 0;
    for number in 0..WARM_UP + count {
        if number == WARM_UP {
            (meter, seen) = (Meter::start(), 0);
        }
        seen += match load {
            Load::Get => look(&client.tokens().get(REGISTRY_ID, TOKEN_ID).send()?),
            Load::List100 => {
                client.tokens().list_page(REGISTRY_ID, PageQuery::new()).send()?.items.iter().map(look).sum()
            }
        };
    }
    Ok(meter.stop(seen))
}

/// Reads what every driver reads, so that work put off is not work saved.
fn look(token: &Token) -> u64 {
    let status = token.status.as_ref().map_or(0, |status| status.as_str().len());
    let expiry = token.expiry_date.map_or(0, |date| date.timestamp().unsigned_abs());
    let scope = token.scopes.first().map_or(0, |scope| scope.name.len());
    (token.name.len() + status + scope) as u64 + expiry
}
