//! The first page: what its cards count, and that each opens exactly these.

use duban_app::home::{self, Card, CardPage};
use duban_app::matter::action::{
    AcceptInput, ClaimInput, Command, ExtensionInput, FindingInput, ProposeInput, ReasonInput,
    SolveOnSiteInput,
};
use duban_app::matter::query::Filter;
use duban_app::paging::PageRequest;
use duban_app::region::settings::{self, Versioned};
use duban_app::submission;
use duban_app::submission::query::SubmissionFilter;
use duban_core::id::DepartmentId;
use duban_core::region::Settings;
use duban_core::word::{CoPart, Holder};

use super::pages::{submitted, titles};
use super::*;
use crate::support::{Fixture, fixture};

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
        let expected = reported(&fixture, "xianzhang", "decision_wanted").await;
        assert_eq!(expected, i64::try_from(waits).expect("few"));
        let finding = FindingInput { note: text("属实") };
        if holder == Holder::CountyHead {
            let verified = act(&fixture, "xianzhang", &matter, Command::Verify(finding)).await;
            assert_eq!(verified.row.holder, Holder::SupervisionOffice);
        }
    }
}

/// How many messages of a kind a person was sent.
async fn reported(fixture: &Fixture, who: &str, kind: &str) -> i64 {
    let sent = "SELECT COUNT(*) AS n FROM outbox";
    let to = format!("recipient_id = (SELECT id FROM user_account WHERE username = '{who}')");
    fixture
        .number(&format!("{sent} WHERE payload LIKE '%\"{kind}\"%' AND {to}"))
        .await
}

#[tokio::test]
async fn the_county_head_hears_of_the_offices_claim_while_a_new_date_is_undecided() {
    let fixture = fixture().await;
    let led = NewMatter {
        lead_department_id: fixture.office.0,
        co_department_ids: Vec::new(),
        ..new(&fixture, "督查室牵头", "2023-02-10")
    };
    let office = fixture.ctx("ducha1").await;
    let matter = command::create(&fixture.app, &office, led)
        .await
        .expect("a draft");
    let matter = act(&fixture, "ducha1", &matter, Command::Issue(note())).await;
    let matter = act(&fixture, "ducha1", &matter, Command::Sign(note())).await;
    let request = ExtensionInput {
        reason: text("雨季"),
        new_due_on: "2023-02-20".parse().unwrap(),
        progress: text("八成"),
    };
    let matter = act(&fixture, "ducha1", &matter, Command::ExtensionRequest(request)).await;
    let claim = ClaimInput {
        evidence: text("验收单"),
    };
    let matter = act(&fixture, "ducha1", &matter, Command::Claim(claim)).await;
    assert_eq!(matter.row.holder, Holder::Leader);
    for (who, expected) in [("xianzhang", 1), ("ducha2", 0)] {
        assert_eq!(
            reported(&fixture, who, "decision_wanted").await,
            expected,
            "{who}"
        );
    }
    let reject = ReasonInput {
        reason: text("按期可办结"),
    };
    let matter = act(&fixture, "leader1", &matter, Command::ExtensionReject(reject)).await;
    assert_eq!(matter.row.holder, Holder::CountyHead);
    assert_eq!(
        reported(&fixture, "xianzhang", "decided").await,
        1,
        "it can be checked now"
    );
}

/// The leader who has solved on the spot does not close, nor does the county head close what he has verified.
#[tokio::test]
async fn a_leader_finds_to_close_what_a_leader_may_close() {
    let fixture = fixture().await;
    let office = fixture.ctx("ducha1").await;
    let Versioned { version, settings } = settings::get(&fixture.app, &office).await.expect("settings");
    let own_hands = Settings {
        close_delegated: false,
        ..settings
    };
    settings::update(&fixture.app, &office, version, own_hands)
        .await
        .expect("set");
    let solved = || SolveOnSiteInput {
        place: text("现场"),
        solved_on: "2023-01-28".parse().unwrap(),
        how: text("当场协调"),
        leader_id: Some(fixture.user("leader1").0),
    };
    for (who, leaders, offices) in [("ducha1", 1, 0), ("leader1", 1, 1), ("xianzhang", 2, 1)] {
        let matter = created(&fixture, who, "2023-02-10").await;
        act(&fixture, who, &matter, Command::SolveOnSite(solved())).await;
        for (reader, count) in [("leader1", leaders), ("ducha1", offices), ("xianzhang", 0)] {
            let card = card(&fixture, reader, "to_close").await;
            assert_eq!(card.count, count, "{reader} after {who}");
            assert_eq!(matters_behind(&fixture, reader, &card).await as u64, count);
        }
    }
}

#[tokio::test]
async fn cards_are_sorted_by_severity() {
    let fixture = fixture().await;
    for who in ["xianzhang", "leader1", "ducha1", "d01-head", "d01", "shiducha"] {
        let home = home::cards(&fixture.app, &fixture.ctx(who).await)
            .await
            .expect("a page");
        let falling = home.cards.is_sorted_by(|one, next| one.severity >= next.severity);
        assert!(falling, "{who}: {:?}", home.cards);
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
async fn submission_cards_open_the_page_of_submissions() {
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

/// How many rows the ledger shows by the card's own query.
async fn matters_behind(fixture: &Fixture, who: &str, card: &Card) -> usize {
    let filter = Filter {
        status: vec![card.query["status"].parse().unwrap()],
        holder: Some(card.query["holder"].parse().unwrap()),
        leader: card.query.get("leader").map(|leader| leader.parse().unwrap()),
        ..Filter::default()
    };
    assert_eq!(filter.parameters(), card.query);
    titles(fixture, who, &filter).await.len()
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
    let opened = submission::query::list(&fixture.app, &ctx, &filter, &page).await;
    opened.unwrap().items.len()
}

#[tokio::test]
async fn a_leaders_decisions_are_on_that_leaders_first_page_only() {
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
    // What waits for an approval is not handed over yet: it is its own leader's alone.
    for (who, count, open) in [("leader1", 1, 4), ("xianzhang", 1, 4), ("leader2", 0, 3)] {
        for key in ["to_approve", "extensions_to_decide", "to_endorse", "to_close"] {
            let card = card(&fixture, who, key).await;
            // Who has solved on the spot does not close.
            let count = if key == "to_close" { 0 } else { count };
            assert_eq!(card.count, count, "{who} {key}");
            if key == "to_endorse" {
                let opened = submissions_behind(&fixture, who, &card).await;
                assert_eq!(opened as u64, count, "{who} {key}");
            }
        }
        assert_eq!(card(&fixture, who, "open").await.count, open, "{who} sees them");
    }
}
