//! Our driver for `tests/interop/habits`: makes one call, in default settings; see `run` there.

use std::fmt::Debug;
use std::time::Instant;

use registry_tokens::{Error, IonosClient, NewToken, PageQuery};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let call = std::env::args().nth(1).ok_or("which call?")?;
    let registry = std::env::var("REGISTRY_ID")?;
    let client = IonosClient::from_env()?;
    let tokens = client.tokens();
    let report = match call.as_str() {
        "list" => measure(tokens.list_page(&registry, PageQuery::new())).await,
        "list-filtered" => {
            measure(tokens.list_page(&registry, PageQuery::new().filter("name", "ci-push"))).await
        }
        "get-unknown" => measure(tokens.get(&registry, "00000000-0000-4000-8000-000000000000")).await,
        "create" => measure(tokens.create(&registry, NewToken::new("ci-push"))).await,
        "create-naive" => Value::Null, // does not compile: an expiry date is an instant
        "delete-dots" => measure(tokens.delete(&registry, "..")).await,
        other => return Err(format!("unknown call {other}").into()),
    };
    println!("{report}");
    Ok(())
}

async fn measure<T: Debug>(call: impl IntoFuture<Output = std::result::Result<T, Error>>) -> Value {
    let started = Instant::now();
    let result = call.await;
    let seconds = started.elapsed().as_secs_f64();
    let (error, texts) = match &result {
        Ok(value) => (None, json!({"{:?}": format!("{value:?}"), "{:#?}": format!("{value:#?}")})),
        Err(error) => {
            let unknown = if error.outcome_unknown() { ", outcome unknown" } else { "" };
            let (debug, pretty) = (format!("{error:?}"), format!("{error:#?}"));
            let texts = json!({"{}": error.to_string(), "{:?}": debug, "{:#?}": pretty});
            (Some(format!("{}{unknown}", error.kind())), texts)
        }
    };
    json!({"seconds": seconds, "error": error, "pauses": [], "texts": texts})
}
