//! Until the hand-over a matter is the office's and its approver's, whichever way it is asked for.

use duban_app::event::query::timeline;
use duban_app::feed::{self, Change, Cursor};
use duban_app::matter::action::{Command, ReasonInput};
use duban_app::matter::query::{Filter, Sort, count, deadline, get, list, reports};
use duban_app::paging::PageRequest;
use duban_app::{AppError, AppResult, alert};
use duban_core::word::Status;

use super::*;
use crate::support::{Fixture, fixture};

/// Who is asked, and whether the matter was handed over to their departments.
const ALWAYS: [&str; 3] = ["ducha1", "xianzhang", "leader1"];
const ONCE_HANDED_OVER: [&str; 4] = ["d01", "d01-head", "d02", "leader2"];

fn found<T>(answer: AppResult<T>) -> bool {
    match answer {
        Ok(_) => true,
        Err(AppError::NotFound) => false,
        Err(error) => panic!("{error}"),
    }
}

/// Every way to learn of the matter, which must all say the same.
async fn sees(f: &Fixture, who: &str, matter: &Matter) -> bool {
    let (app, ctx, id) = (&f.app, f.ctx(who).await, matter.row.id);
    let (all, page) = (Filter::default(), PageRequest::default());
    let sees = found(get(app, &ctx, id).await);
    let listed = list(app, &ctx, &all, Sort::DueAsc, &page).await.expect("a list");
    let begin: Cursor = "0.0".parse().expect("a cursor");
    let stretch = feed::since(app, &ctx, &begin, 1000).await;
    let heard = stretch.expect("a stretch").changes;
    let heard = heard
        .iter()
        .any(|change| matches!(change, Change::Matter { matter_id, .. } if *matter_id == id));
    for (way, answer) in [
        ("list", listed.items.iter().any(|row| row.id == id)),
        ("count", count(app, &ctx, &all).await.expect("a count") == 1),
        ("timeline", found(timeline(app, &ctx, id, &page).await)),
        ("deadline", found(deadline(app, &ctx, id).await)),
        ("reports", found(reports(app, &ctx, id, &page).await)),
        (
            "alerts",
            found(alert::query::of_matter(app, &ctx, id, &page).await),
        ),
        ("feed", heard),
    ] {
        assert_eq!(answer, sees, "{who} by {way}");
    }
    sees
}

async fn check(f: &Fixture, matter: &Matter, handed_over: bool, case: &str) {
    for who in ALWAYS {
        assert!(sees(f, who, matter).await, "{who}: {case}");
    }
    for who in ONCE_HANDED_OVER {
        assert_eq!(sees(f, who, matter).await, handed_over, "{who}: {case}");
    }
}

#[tokio::test]
async fn a_matter_is_the_departments_from_the_hand_over_on() {
    let f = fixture().await;
    let draft = created(&f, "拟办", "2023-03-31").await;
    check(&f, &draft, false, "draft").await;
    let waiting = act(&f, "ducha1", &draft, Command::SubmitForApproval(note())).await;
    check(&f, &waiting, false, "pending approval").await;
    let reason = || ReasonInput {
        reason: text("依据不足"),
    };
    let back = act(&f, "leader1", &waiting, Command::Reject(reason())).await;
    check(&f, &back, false, "rejected").await;
    let issued = act(&f, "ducha1", &back, Command::Issue(note())).await;
    check(&f, &issued, true, "issued").await;
    let gone = act(&f, "leader1", &issued, Command::Cancel(reason())).await;
    check(&f, &gone, true, "cancelled afterwards").await;
}

#[tokio::test]
async fn a_draft_that_was_cancelled_stays_hidden() {
    let f = fixture().await;
    let draft = created(&f, "拟办", "2023-03-31").await;
    let reason = ReasonInput {
        reason: text("重复")
    };
    let gone = act(&f, "leader1", &draft, Command::Cancel(reason)).await;
    check(&f, &gone, false, "cancelled").await;
}

/// The rule in core decides on one matter, the scope on many.
#[tokio::test]
async fn the_rule_and_the_scope_agree_in_every_status() {
    let f = fixture().await;
    let matter = created(&f, "拟办", "2023-03-31").await;
    for status in Status::ALL {
        for at in ["NULL", "1674867600000"] {
            f.sql(&format!(
                "UPDATE matter SET status = '{status}', handed_over_at = {at}"
            ))
            .await;
            let never = *status == Status::Cancelled && at == "NULL";
            let handed_over = status.is_handed_over() && !never;
            check(&f, &matter, handed_over, &format!("{status} {at}")).await;
        }
    }
}
