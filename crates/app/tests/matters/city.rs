//! What the city reads of a matter that came back, while the county thinks of asking again.

use std::collections::HashSet;

use chrono::TimeDelta;
use duban_app::event::query::timeline;
use duban_app::feed::{self, Change};
use duban_app::matter::action::Command;
use duban_app::matter::query::{Filter, Sort, count, get, list};
use duban_app::paging::PageRequest;
use duban_app::{alert, escalation};
use duban_core::word::{Action, EscalationStatus};
use serde_json::{Value, json};
use support::{Fixture, fixture};

use crate::pages::submitted;
use crate::*;

async fn does(f: &Fixture, who: &str, matter: &Matter, action: Action, input: Value) -> Matter {
    act(f, who, matter, Command::parse(action, input).expect("a command")).await
}

async fn proposed(f: &Fixture, matter: &Matter, ask: &str) -> Matter {
    let input = json!({ "tried": "县里的打算", "ask": ask, "policy_basis": "尚未公开的文件" });
    does(f, "d01", matter, Action::EscalationPropose, input).await
}

/// Everything that a person reads of a matter, as one text, and in which states of a submission the lists find it.
async fn read(f: &Fixture, who: &str, matter: &Matter) -> (String, HashSet<EscalationStatus>) {
    let (ctx, id) = (f.ctx(who).await, matter.row.id);
    let page = || PageRequest {
        limit: Some(200),
        cursor: None,
    };
    let whole = get(&f.app, &ctx, id).await.expect("the matter");
    let told = timeline(&f.app, &ctx, id, &page()).await.expect("the timeline");
    let alerts = alert::query::of_matter(&f.app, &ctx, id, &page())
        .await
        .expect("alerts");
    let submissions = escalation::query::list(&f.app, &ctx, &Default::default(), &page()).await;
    let text = [
        serde_json::to_string(&whole.escalation),
        serde_json::to_string(&told.items),
        serde_json::to_string(&alerts.items),
        serde_json::to_string(&submissions.expect("submissions").items),
    ]
    .map(|json| json.expect("a text"))
    .concat();
    let mut states = HashSet::new();
    for state in EscalationStatus::ALL {
        let filter = Filter {
            escalation: vec![*state],
            ..Filter::default()
        };
        let found = list(&f.app, &ctx, &filter, Sort::Number, &page())
            .await
            .expect("a list");
        assert_eq!(
            found.items.len() as u64,
            count(&f.app, &ctx, &filter).await.expect("a count")
        );
        if !found.items.is_empty() {
            states.insert(*state);
        }
    }
    (text, states)
}

/// What the city's stream told since, and how many messages are under way to it.
async fn heard(f: &Fixture, since: &feed::Cursor) -> (Vec<String>, i64) {
    let city = f.ctx("shiducha").await;
    let stretch = feed::since(&f.app, &city, since, 100).await.expect("a stretch");
    let actions = stretch.changes.into_iter().filter_map(|change| match change {
        Change::Matter { action, .. } => Some(action),
        Change::Notification { .. } => None,
    });
    let messages = f
        .number(
            "SELECT COUNT(*) AS n FROM outbox WHERE recipient_id IN \
             (SELECT id FROM user_account WHERE username = 'shiducha')",
        )
        .await;
    (actions.collect(), messages)
}

#[tokio::test]
async fn what_a_county_thinks_of_asking_again_is_not_the_citys_to_read() {
    use EscalationStatus::{Proposed, Returned, Submitted, Withdrawn};
    let f = fixture().await;
    let matter = submitted(&f, "2023-06-30").await;
    let matter = does(
        &f,
        "shiducha",
        &matter,
        Action::EscalationReturn,
        json!({ "reason": "先自行协调" }),
    )
    .await;
    let city = f.ctx("shiducha").await;
    let before = feed::head(&f.app, &city).await.expect("a place");
    let (_, messages) = heard(&f, &before).await;
    let secret = [
        "想请",
        "打算",
        "尚未公开",
        "undecided",
        "不再提请",
        "escalation_withdraw",
    ];
    let unread = |text: &str| {
        for words in secret {
            assert!(!text.contains(words), "{words} in {text}");
        }
        assert_eq!(text.matches("\"escalation_propose\"").count(), 1, "the first one");
        assert!(
            text.contains("先自行协调") && text.contains("report_overdue"),
            "{text}"
        );
    };

    let matter = proposed(&f, &matter, "第二次想请").await;
    f.clock.advance(TimeDelta::days(9));
    alert::sweep(&f.app, 100).await.expect("a sweep");
    let (text, states) = read(&f, "ducha1", &matter).await;
    assert!(
        text.contains("第二次想请") && text.contains("escalation_undecided"),
        "{text}"
    );
    assert_eq!(states, HashSet::from([Proposed]));
    let (text, states) = read(&f, "shiducha", &matter).await;
    unread(&text);
    assert_eq!(states, HashSet::from([Returned]));

    let back = json!({ "reason": "不再提请" });
    let matter = does(&f, "leader1", &matter, Action::EscalationWithdraw, back).await;
    let (text, states) = read(&f, "shiducha", &matter).await;
    unread(&text);
    assert_eq!(states, HashSet::from([Returned]));
    assert_eq!(read(&f, "ducha1", &matter).await.1, HashSet::from([Withdrawn]));
    assert_eq!(heard(&f, &before).await, (vec!["alert".to_owned()], messages));

    let matter = proposed(&f, &matter, "第三次请").await;
    let matter = does(&f, "leader1", &matter, Action::EscalationEndorse, json!({})).await;
    let letter = json!({ "document_number": "师政请〔2023〕2号", "document_on": "2023-02-01" });
    let matter = does(&f, "ducha1", &matter, Action::EscalationSubmit, letter).await;
    let (text, states) = read(&f, "shiducha", &matter).await;
    assert!(
        text.contains("第三次请") && !text.contains("第二次想请"),
        "{text}"
    );
    assert_eq!(states, HashSet::from([Submitted]));
    let steps = [
        "alert",
        "escalation_propose",
        "escalation_endorse",
        "escalation_submit",
    ]
    .map(str::to_owned);
    assert_eq!(heard(&f, &before).await, (steps.to_vec(), messages + 1));

    let back = json!({ "reason": "已自行解决" });
    does(&f, "leader1", &matter, Action::EscalationWithdraw, back).await;
    assert_eq!(
        heard(&f, &before).await.1,
        messages + 2,
        "what it had is taken back"
    );
}
