//! The server dies while somebody writes; the same write, sent again under its key, is answered soon after the start,
//! and is done once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use duban_tests::retrying::{AnswerLog, RetryingClient};
use duban_tests::world::text;
use duban_tests::{Person, World};
use rand::Rng;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

const KILLS: u32 = 10;
/// How long after the server listens again the write may still be unanswered.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// A write whose answer did not come.
struct UnansweredWrite {
    title: String,
    key: String,
    body: Value,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_is_sent_again_after_a_kill_is_answered_soon() {
    let mut world = World::demo().await;
    let office = world.office().await;
    let draft = office.draft("").await;
    let answer_log = Arc::new(AnswerLog::default());
    let again = RetryingClient::new(
        vec![office.clone()],
        &answer_log,
        ANSWERED_WITHIN,
        ANSWERED_WITHIN,
    );
    let mut done = Vec::new();
    for kill in 0..KILLS {
        let moment = Duration::from_millis(rand::rng().random_range(40..200));
        let killed = async {
            sleep(moment).await;
            world.server.kill();
        };
        let (cut, ()) = tokio::join!(write_until_cut(&office, &draft, kill, &mut done), killed);
        world.server.start_again();
        let began = Instant::now();
        let answer = again.write_under(&cut.key, "/matters", None, &cut.body).await;
        let took = began.elapsed();
        let is_done = answer.status == 201 || answer.body["rule"] == "already_done";
        assert!(is_done, "{}: {}", answer.status, answer.text);
        assert!(took < ANSWERED_WITHIN, "kill {kill}: answered after {took:?}");
        done.push(cut.title);
    }
    answer_log.saw_nothing_wrong();
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for matter in office.matters("").await {
        *times.entry(text(&matter["title"])).or_insert(0) += 1;
    }
    for title in &done {
        assert_eq!(times.get(title), Some(&1), "{title} was answered");
    }
}

/// Registers one matter after the other; tells of the one that was on its way when the server died.
async fn write_until_cut(
    office: &Person,
    draft: &Value,
    kill: u32,
    done: &mut Vec<String>,
) -> UnansweredWrite {
    for number in 0.. {
        let title = format!("第{kill}次第{number}件");
        let key = format!("{kill}-{number}");
        let mut body = draft.clone();
        body["title"] = json!(title);
        let request = office
            .request(Method::POST, "/matters")
            .header("idempotency-key", &key);
        match office.try_send(request.json(&body)).await {
            Ok(answer) => {
                answer.must_be(201);
                done.push(title);
            }
            Err(_) => return UnansweredWrite { title, key, body },
        }
    }
    unreachable!("the server was not killed")
}
