//! The first page: what its cards count, and that each opens exactly these.

use duban_app::escalation;
use duban_app::escalation::query::SubmissionFilter;
use duban_app::home::{self, Card, CardPage};
use duban_app::matter::action::{
    AcceptInput, ClaimInput, Command, ExtensionInput, FindingInput, ProposeInput, SolveOnSiteInput,
};
use duban_app::matter::query::Filter;
use duban_app::paging::PageRequest;
use duban_core::id::DepartmentId;
use duban_core::word::{CoPart, Holder};
use support::{Fixture, fixture};

use crate::pages::{submitted, titles};
use crate::*;

#[tokio::test]
async fn a_co_department_finds_its_open_parts_on_its_first_page() {
    let fixture = fixture().await;
    created(&fixture, "草稿", "2023-03-10").await;
    let matter = in_progress(&fixture, "2023-03-10").await;
    let part = |part: CoPart| Filter {
        party: Some(fixture.d02.0),
        part: vec![part],
        ..Filter::default()
    };
    assert_eq!(
        card(&fixture, "d02", "co_parts").await.count,
        1,
        "the draft is nobody's yet"
    );
    assert_eq!(card(&fixture, "d01", "co_parts").await.count, 0);
    assert_eq!(titles(&fixture, "ducha1", &part(CoPart::Pending)).await.len(), 2);
    let matter = act(&fixture, "d02", &matter, Command::Sign(note())).await;
    assert_eq!(
        titles(&fixture, "d02", &part(CoPart::Signed)).await,
        ["送出工程时序"]
    );
    let card_now = card(&fixture, "d02", "co_parts").await;
    assert_eq!(
        (card_now.count, card_now.query.get("part").map(String::as_str)),
        (1, Some("pending,signed"))
    );
    let done = FindingInput { note: text("完成") };
    act(&fixture, "d02", &matter, Command::CompletePart(done)).await;
    assert_eq!(card(&fixture, "d02", "co_parts").await.count, 0);
}

/// Nobody of the office may check what the office has claimed itself.
#[tokio::test]
async fn what_the_office_claims_waits_on_the_county_heads_first_page() {
    let fixture = fixture().await;
    let led = |lead: DepartmentId| NewMatter {
        lead_department_id: lead.0,
        co_department_ids: Vec::new(),
        ..new(&fixture, "督查室牵头", "2023-03-10")
    };
    let office = fixture.ctx("ducha1").await;
    // The first claim goes on waiting for the office while its own one waits for the county head.
    for (lead, handler, holder, waits) in [
        (fixture.d01, "d01", Holder::SupervisionOffice, 0),
        (fixture.office, "ducha1", Holder::CountyHead, 1),
    ] {
        let matter = command::create(&fixture.app, &office, led(lead))
            .await
            .expect("a draft");
        let matter = act(&fixture, "ducha1", &matter, Command::Issue(note())).await;
        let matter = act(&fixture, handler, &matter, Command::Sign(note())).await;
        let claim = ClaimInput {
            evidence: text("验收单"),
        };
        let matter = act(&fixture, handler, &matter, Command::Claim(claim)).await;
        assert_eq!(matter.row.holder, holder);
        assert_eq!(card(&fixture, "xianzhang", "to_verify").await.count, waits);
        assert_eq!(card(&fixture, "ducha1", "to_verify").await.count, 1, "{holder}");
        let told = "SELECT COUNT(*) AS n FROM outbox WHERE payload LIKE '%decision_wanted%'";
        let told_head =
            format!("{told} AND recipient_id = (SELECT id FROM user_account WHERE username = 'xianzhang')");
        assert_eq!(
            fixture.number(&told_head).await,
            i64::try_from(waits).expect("few")
        );
        let finding = FindingInput { note: text("属实") };
        if holder == Holder::CountyHead {
            let verified = act(&fixture, "xianzhang", &matter, Command::Verify(finding)).await;
            assert_eq!(verified.row.holder, Holder::SupervisionOffice);
        }
    }
}

async fn card(fixture: &Fixture, who: &str, key: &str) -> Card {
    let home = home::cards(&fixture.app, &fixture.ctx(who).await)
        .await
        .expect("a page");
    home.cards
        .into_iter()
        .find(|card| card.key == key)
        .unwrap_or_else(|| panic!("{who} has no {key}"))
}

#[tokio::test]
async fn what_is_worked_off_on_the_page_of_submissions_opens_it() {
    let fixture = fixture().await;
    let matter = submitted(&fixture, "2023-02-10").await;
    for (who, key, count) in [
        ("leader1", "to_endorse", 0),
        ("ducha1", "to_submit", 0),
        ("shiducha", "to_accept", 1),
    ] {
        let card = card(&fixture, who, key).await;
        assert_eq!((card.page, card.count), (CardPage::Escalations, count), "{key}");
        let opened = submissions_behind(&fixture, who, &card).await;
        assert_eq!(opened as u64, card.count, "{key}");
    }
    let accept = AcceptInput {
        city_department_id: fixture.city_department.0,
        city_due_on: "2023-02-03".parse().unwrap(),
        contact: None,
    };
    act(&fixture, "shiducha", &matter, Command::EscalationAccept(accept)).await;
    assert_eq!(card(&fixture, "shiducha", "to_answer").await.count, 1);
}

/// How many rows the page of submissions shows by the card's own query.
async fn submissions_behind(fixture: &Fixture, who: &str, card: &Card) -> usize {
    let filter = SubmissionFilter {
        status: card.query["status"]
            .split(',')
            .map(|state| state.parse().unwrap())
            .collect(),
        leader: card.query.get("leader").map(|leader| leader.parse().unwrap()),
    };
    let ctx = fixture.ctx(who).await;
    let page = PageRequest::default();
    let opened = escalation::query::list(&fixture.app, &ctx, &filter, &page).await;
    opened.unwrap().items.len()
}

#[tokio::test]
async fn what_another_leader_decides_waits_on_nobody_elses_first_page() {
    let fixture = fixture().await;
    // Leader 2 sees all of these: a department of the portfolio co-operates.
    let draft = created(&fixture, "立项", "2023-02-10").await;
    act(&fixture, "ducha1", &draft, Command::SubmitForApproval(note())).await;
    let matter = in_progress(&fixture, "2023-02-10").await;
    let request = ExtensionInput {
        reason: text("雨季"),
        new_due_on: "2023-02-20".parse().unwrap(),
        progress: text("八成"),
    };
    act(&fixture, "d01", &matter, Command::ExtensionRequest(request)).await;
    let matter = in_progress(&fixture, "2023-02-10").await;
    let propose = ProposeInput {
        tried: text("协调两次"),
        ask: text("请市级协调"),
        city_department_id: None,
        policy_basis: None,
    };
    act(&fixture, "d01", &matter, Command::EscalationPropose(propose)).await;
    let matter = created(&fixture, "现场解决", "2023-02-10").await;
    let solved = SolveOnSiteInput {
        place: text("现场"),
        solved_on: "2023-01-28".parse().unwrap(),
        how: text("当场协调"),
        leader_id: None,
    };
    act(&fixture, "leader1", &matter, Command::SolveOnSite(solved)).await;
    for (who, count) in [("leader1", 1), ("xianzhang", 1), ("leader2", 0)] {
        for key in ["to_approve", "extensions_to_decide", "to_endorse", "to_close"] {
            let card = card(&fixture, who, key).await;
            assert_eq!(card.count, count, "{who} {key}");
            if key == "to_endorse" {
                let opened = submissions_behind(&fixture, who, &card).await;
                assert_eq!(opened as u64, count, "{who} {key}");
            }
        }
        assert_eq!(card(&fixture, who, "open").await.count, 4, "{who} sees them all");
    }
}
