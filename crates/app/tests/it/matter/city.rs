//! What the city reads of a matter that came back, while the county thinks of asking again.

use std::collections::HashSet;

use chrono::TimeDelta;
use duban_app::event::query::timeline;
use duban_app::feed::{self, Change};
use duban_app::matter::query::{Filter, Sort, count, get, list};
use duban_app::paging::PageRequest;
use duban_app::{alert, submission};
use duban_core::word::{Action, EscalationStatus, Holder};
use serde_json::{Value, json};

use super::pages::submitted;
use super::*;
use crate::support::{Fixture, fixture};

async fn does(f: &Fixture, who: &str, matter: &Matter, action: Action, input: Value) -> Matter {
    act(
        f,
        who,
        matter,
        duban_app::matter::action::parse(action, input).expect("a command"),
    )
    .await
}

async fn proposed(f: &Fixture, matter: &Matter, ask: &str) -> Matter {
    let input = json!({ "tried": "县里的打算", "ask": ask, "policy_basis": "尚未公开的文件" });
    does(f, "d01", matter, Action::EscalationPropose, input).await
}

/// Submitted and given back by the city.
async fn returned(f: &Fixture, due_on: &str) -> Matter {
    let matter = submitted(f, due_on).await;
    let back = json!({ "reason": "先自行协调" });
    does(f, "shiducha", &matter, Action::EscalationReturn, back).await
}

/// Everything that a person reads of a matter, as one text, and in which states of a submission the lists find it.
async fn read(f: &Fixture, who: &str, matter: &Matter) -> (String, HashSet<EscalationStatus>) {
    let (ctx, id) = (f.ctx(who).await, matter.row.id);
    let page = || PageRequest {
        limit: Some(200),
        cursor: None,
    };
    let whole = get(&f.app, &ctx, id).await.expect("the matter");
    let reported = timeline(&f.app, &ctx, id, &page()).await.expect("the timeline");
    let alerts = alert::query::of_matter(&f.app, &ctx, id, &page())
        .await
        .expect("alerts");
    let submissions = submission::query::list(&f.app, &ctx, &Default::default(), &page()).await;
    let text = [
        serde_json::to_string(&whole.escalation),
        serde_json::to_string(&reported.items),
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
        Change::Matter { action, .. } => Some(action.to_string()),
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
async fn an_unsubmitted_proposal_is_hidden_from_the_city() {
    use EscalationStatus::{Proposed, Returned, Submitted, Withdrawn};
    let f = fixture().await;
    let matter = returned(&f, "2023-06-30").await;
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

/// How a matter stands for the city, and what its newest event tells.
async fn reported(f: &Fixture, matter: &Matter) -> Value {
    let (ctx, id) = (f.ctx("shiducha").await, matter.row.id);
    let page = PageRequest {
        limit: Some(200),
        cursor: None,
    };
    let whole = get(&f.app, &ctx, id).await.expect("the matter");
    let event = timeline(&f.app, &ctx, id, &page).await.expect("the timeline");
    let event = event.items.into_iter().next().expect("an event");
    let listed = submission::query::list(&f.app, &ctx, &Default::default(), &page)
        .await
        .expect("submissions");
    let mut holders = vec![whole.row.holder];
    let of_this = listed
        .items
        .iter()
        .map(|item| &item.matter)
        .filter(|row| row.id == id);
    holders.extend(of_this.map(|row| row.holder));
    for holder in Holder::ALL {
        let filter = Filter {
            holder: Some(*holder),
            ..Filter::default()
        };
        let found = list(&f.app, &ctx, &filter, Sort::Number, &page)
            .await
            .expect("a list");
        let rows = found.items.iter().filter(|row| row.id == id);
        holders.extend(rows.flat_map(|row| [*holder, row.holder]));
    }
    json!([event.action, event.before, event.after, holders])
}

#[tokio::test]
async fn ending_a_proposal_reveals_nothing_to_the_city() {
    let f = fixture().await;
    let solved = json!({
        "place": "现场", "solved_on": "2023-01-28", "how": "当场协调", "leader_id": f.user("leader1"),
    });
    let later = json!({ "reason": "征地", "new_due_on": "2023-07-31", "progress": "一半" });
    for (who, action, input) in [
        ("leader1", Action::Cancel, json!({ "reason": "不再需要" })),
        ("leader1", Action::SolveOnSite, solved),
        (
            "xianzhang",
            Action::CloseUnachieved,
            json!({ "reason": "无法完成" }),
        ),
        ("leader1", Action::Suspend, json!({ "reason": "上级暂停" })),
        ("d01", Action::ExtensionRequest, later),
    ] {
        let plain = returned(&f, "2023-06-30").await;
        let before = reported(&f, &plain).await;
        let plain = does(&f, who, &plain, action, input.clone()).await;
        let expected = reported(&f, &plain).await;
        for endorsed in [false, true] {
            let matter = returned(&f, "2023-06-30").await;
            let mut matter = proposed(&f, &matter, "第二次想请").await;
            if endorsed {
                matter = does(&f, "leader1", &matter, Action::EscalationEndorse, json!({})).await;
            }
            let case = format!("{action}, endorsed: {endorsed}");
            assert_eq!(reported(&f, &matter).await, before, "before {case}");
            let matter = does(&f, who, &matter, action, input.clone()).await;
            assert_eq!(reported(&f, &matter).await, expected, "{case}");
        }
    }
}

/// What goes out for a matter at one hour is one event, named after the last.
#[tokio::test]
async fn alerts_of_one_hour_stay_on_the_citys_timeline() {
    let f = fixture().await;
    let matter = returned(&f, "2023-02-08").await;
    f.clock.set("2023-02-06T02:00:00Z");
    let matter = proposed(&f, &matter, "第二次想请").await;
    f.sql("UPDATE matter SET next_report_due_on = NULL").await;
    // T+1 and the third day of the proposal.
    f.clock.set("2023-02-09T01:00:00Z");
    alert::sweep(&f.app, 100).await.expect("a sweep");
    let newest = async |who: &str| {
        let reported = timeline(&f.app, &f.ctx(who).await, matter.row.id, &PageRequest::default()).await;
        let event = reported.expect("the timeline").items.into_iter().next();
        let event = event.expect("an event");
        let alerts = event.after["alerts"].as_array().expect("alerts").iter();
        let rules: HashSet<String> = alerts.map(|alert| alert["rule"].to_string()).collect();
        (event.rule.expect("a rule"), event.note.is_some(), rules.len())
    };
    assert_eq!(
        newest("ducha1").await,
        ("escalation_undecided".to_owned(), true, 2)
    );
    assert_eq!(newest("shiducha").await, ("due".to_owned(), false, 1));
}

/// Returned and asked again is two submissions of one matter, on one page.
#[tokio::test]
async fn a_submission_has_the_actions_of_its_matter() {
    let f = fixture().await;
    let matter = returned(&f, "2023-06-30").await;
    let matter = proposed(&f, &matter, "第二次想请").await;
    let back = json!({ "reason": "再议" });
    does(&f, "leader1", &matter, Action::EscalationWithdraw, back).await;
    for who in ["d01", "d02", "ducha1"] {
        let ctx = f.ctx(who).await;
        let whole = get(&f.app, &ctx, matter.row.id).await.expect("the matter");
        assert!(!whole.actions.is_empty(), "{who}");
        let (filter, page) = Default::default();
        let listed = submission::query::list(&f.app, &ctx, &filter, &page).await;
        let listed = listed.expect("submissions").items;
        let offered: Vec<_> = listed.into_iter().map(|item| item.actions).collect();
        assert_eq!(offered, [whole.actions.clone(), whole.actions], "{who}");
    }
}
