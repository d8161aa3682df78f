//! How long a person waits in a database of a million matters: the product alone, one question after the other.

use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};
use tokio::time::Instant;

use crate::child::Server;
use crate::client::{Connection, get};
use crate::county::SUPERVISOR;
use crate::fixture::Fixture;
use crate::{Content, Side, engine};

/// How often each question is asked.
const TIMES: usize = 9;

/// Fills a database and prints a table of milliseconds.
pub(crate) async fn measure(fixture: &Fixture, matters: usize, now: DateTime<Utc>) -> Result<()> {
    let filling = Instant::now();
    let url = fixture.make("million", Content::Mixed, matters, now).await?;
    let version = engine::version(&url).await?;
    println!(
        "{version} with {matters} matters, filled in {:.0} s",
        filling.elapsed().as_secs_f64()
    );
    let county = engine::county(&url).await?;
    let server = Server::start(Side::Ours, &url, now)?;
    let (unit, leader) = (county.units[3].unit.id, county.leaders[3].id);
    let list = |query: &str| format!("/api/v1/matters?limit=50{query}");
    let count = |query: &str| format!("/api/v1/matters/count{query}");
    let questions = [
        (SUPERVISOR, "the ledger as it opens", list("&open=true")),
        (SUPERVISOR, "the whole ledger", list("")),
        (SUPERVISOR, "by number", list("&sort=number")),
        (SUPERVISOR, "newest first", list("&sort=-created_at")),
        (SUPERVISOR, "red", list("&light=red")),
        (SUPERVISOR, "a department's", list(&format!("&department={unit}"))),
        (SUPERVISOR, "a leader's", list(&format!("&leader={leader}"))),
        (
            SUPERVISOR,
            "search of a word in many",
            list("&q=%E7%9D%A3%E5%8A%9E"),
        ),
        (
            SUPERVISOR,
            "search of a word in none",
            list("&q=%E6%9C%BA%E5%9C%BA"),
        ),
        (SUPERVISOR, "search of a number", list("&q=012345")),
        (SUPERVISOR, "count of the open ones", count("?open=true")),
        (SUPERVISOR, "count of all", count("")),
        (SUPERVISOR, "count of a search", count("?q=%E6%9C%BA%E5%9C%BA")),
        (SUPERVISOR, "the first page", "/api/v1/home".to_owned()),
        (SUPERVISOR, "the counters", "/api/v1/counters".to_owned()),
        ("leader4", "a leader's own ledger", list("&open=true")),
        ("leader4", "a leader's first page", "/api/v1/home".to_owned()),
        ("d04", "a department's own ledger", list("&open=true")),
        ("d04", "a department's first page", "/api/v1/home".to_owned()),
    ];
    println!("\n| question at {matters} matters | median ms | slowest ms |\n|---|---:|---:|");
    for (who, what, target) in questions {
        let request = get(&target, &server.token_of(who).await?);
        let mut connection = Connection::open(server.port).await?;
        let mut millis = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let asked = Instant::now();
            let answer = connection.send(&request).await?;
            millis.push(asked.elapsed().as_secs_f64() * 1e3);
            ensure!(answer.status == 200, "{target} answered {}", answer.status);
        }
        millis.sort_by(f64::total_cmp);
        println!("| {what} | {:.1} | {:.1} |", millis[TIMES / 2], millis[TIMES - 1]);
    }
    drop(server);
    fixture.drop("million").await
}
