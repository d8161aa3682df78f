//! From the preview to drafts: all or none, once, and only by the office it belongs to.

use duban_app::import::{self, Apply, ImportStatus, ImportView, RowKey, Upload};
use duban_app::matter::query::{Filter, Sort, list};
use duban_app::paging::PageRequest;
use duban_app::{AppError, matter};
use duban_core::word::{MatterKind, SourceKind, Status, WeakLink};

use super::county::{self, County, LEDGER, codes, county};

pub(crate) async fn drafts(county: &County) -> Vec<matter::view::MatterRow> {
    let ctx = county.ctx(county.supervisor).await;
    let page = PageRequest {
        limit: Some(200),
        cursor: None,
    };
    list(county.app(), &ctx, &Filter::default(), Sort::Number, &page)
        .await
        .expect("a list")
        .items
}

pub(crate) async fn apply(
    county: &County,
    view: &ImportView,
    skip: Vec<RowKey>,
) -> Result<ImportView, AppError> {
    let ctx = county.ctx(county.supervisor).await;
    let apply = Apply {
        skip_rows: skip,
        confirm_duplicates: false,
    };
    import::apply(county.app(), &ctx, view.id, apply).await
}

#[tokio::test]
async fn applying_makes_drafts_that_can_be_issued() {
    let county = county().await;
    let view = county.upload(LEDGER).await.expect("a preview");
    assert!(drafts(&county).await.is_empty());
    let applied = apply(&county, &view, Vec::new()).await.expect("drafts");
    assert_eq!(applied.status, ImportStatus::Applied);
    assert!(applied.applied_at.is_some());

    let rows = drafts(&county).await;
    assert_eq!(rows.len(), 45);
    assert!(rows.iter().all(|row| row.status == Status::Draft));
    let numbers: Vec<String> = (1..=45)
        .map(|number| format!("督〔2023〕{number:04}号"))
        .collect();
    assert_eq!(
        rows.iter().map(|row| row.number.clone()).collect::<Vec<_>>(),
        numbers
    );

    let ctx = county.ctx(county.supervisor).await;
    let task = matter::query::get(county.app(), &ctx, rows[13].id)
        .await
        .expect("a matter");
    assert_eq!(task.row.title, "新开工项目入库纳统");
    assert_eq!(task.basis.as_deref(), Some(county.plan_title.as_str()));
    assert_eq!(task.plan.as_ref().map(|plan| plan.id), Some(county.plan.0));
    let source = task.source.expect("a source");
    assert_eq!(
        (source.kind, source.title),
        (SourceKind::Document, county.plan_title.clone())
    );
    assert_eq!(task.co_departments.len(), 26);
    let issue = matter::query::get(county.app(), &ctx, rows[33].id)
        .await
        .expect("a matter");
    assert_eq!(
        (issue.row.kind, issue.weak_link_kind),
        (MatterKind::Issue, Some(WeakLink::Industry))
    );
    assert_eq!(issue.requirement, "供电局现场受理,3个工作日内办结");
    assert!(
        issue.actions.contains(&duban_core::word::Action::Issue),
        "{:?}",
        issue.actions
    );

    // One source for all tasks and one for each of the twelve visits and meetings.
    let sources = "SELECT COUNT(*) AS n FROM source WHERE import_id IS NOT NULL";
    assert_eq!(county.f.number(sources).await, 13);
    assert_eq!(county.f.events("import_applied").await, 1);

    assert!(matches!(
        apply(&county, &view, Vec::new()).await,
        Err(AppError::Conflict("already_applied"))
    ));
    assert_eq!(drafts(&county).await.len(), 45);
    let again = county.upload(LEDGER).await.expect("a preview");
    assert!(
        again
            .rows
            .iter()
            .all(|row| codes(row).contains(&"duplicate_open".to_owned()))
    );
}

#[tokio::test]
async fn rows_with_errors_are_left_out_only_by_name() {
    let county = county().await;
    let good = ["1", "甲", "县长", "县财政局", "", "3月25日", "每周"];
    let bad = ["2", "乙", "县长", "县财政局", "", "2月30日", "每周"];
    let bytes = county::sheet(&[good, bad]);
    let view = county.upload(&bytes).await.expect("a preview");
    let key = |row| RowKey {
        sheet: "Sheet1".to_owned(),
        row,
    };
    for (skip, field, code) in [
        (vec![], "skip_rows", "rows_with_errors"),
        (vec![key(2)], "skip_rows", "rows_with_errors"),
        (vec![key(3), key(9)], "skip_rows[1]", "unknown_row"),
        (vec![key(2), key(3)], "skip_rows", "nothing_left"),
    ] {
        match apply(&county, &view, skip).await {
            Err(AppError::Invalid(errors)) => {
                assert_eq!((errors[0].field.as_str(), errors[0].code), (field, code));
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(drafts(&county).await.is_empty());
    apply(&county, &view, vec![key(3)]).await.expect("drafts");
    let titles: Vec<String> = drafts(&county).await.into_iter().map(|row| row.title).collect();
    assert_eq!(titles, ["甲"]);
}

#[tokio::test]
async fn two_at_once_apply_once() {
    let county = county().await;
    let view = county.upload(LEDGER).await.expect("a preview");
    let (one, two) = tokio::join!(
        apply(&county, &view, Vec::new()),
        apply(&county, &view, Vec::new())
    );
    assert_eq!(
        u8::from(one.is_ok()) + u8::from(two.is_ok()),
        1,
        "{one:?} {two:?}"
    );
    assert_eq!(drafts(&county).await.len(), 45);
}

#[tokio::test]
async fn a_ledger_is_hidden_from_other_roles_and_regions() {
    let county = county().await;
    let view = county.upload(LEDGER).await.expect("a preview");
    let leader = county.ctx(county.leader).await;
    assert!(matches!(
        import::query::get(county.app(), &leader, view.id).await,
        Err(AppError::Forbidden)
    ));
    let stranger = county.ctx(county.stranger).await;
    assert!(matches!(
        import::query::get(county.app(), &stranger, view.id).await,
        Err(AppError::NotFound)
    ));
    let refused = import::apply(county.app(), &stranger, view.id, Apply::default()).await;
    assert!(matches!(refused, Err(AppError::NotFound)));
    let upload = |year, plan| Upload {
        file_name: String::new(),
        bytes: LEDGER.to_vec(),
        year,
        plan,
    };
    let forbidden = import::preview(county.app(), &leader, upload(2023, None)).await;
    assert!(matches!(forbidden, Err(AppError::Forbidden)));
    for (year, plan) in [(1899, None), (2100, None), (2023, Some(county.plan))] {
        let invalid = import::preview(county.app(), &stranger, upload(year, plan)).await;
        assert!(matches!(invalid, Err(AppError::Invalid(_))), "{year} {plan:?}");
    }
    let own = county.ctx(county.supervisor).await;
    let read = import::query::get(county.app(), &own, view.id)
        .await
        .expect("the preview");
    assert_eq!(read.rows, view.rows);
}

fn one_row() -> Vec<u8> {
    county::sheet(&[["1", "甲", "县长", "县财政局", "", "3月25日", "每周"]])
}

#[tokio::test]
async fn the_same_file_is_applied_twice_only_on_purpose() {
    let county = county().await;
    // Two colleagues upload the same file before either applies it: neither preview can know of the other.
    let bytes = one_row();
    let first = county.upload(&bytes).await.expect("a preview");
    let second = county.upload(&bytes).await.expect("a preview");
    apply(&county, &first, Vec::new()).await.expect("drafts");
    let refused = apply(&county, &second, Vec::new()).await;
    assert!(
        matches!(refused, Err(AppError::Conflict("same_file_applied"))),
        "{refused:?}"
    );
    assert_eq!(drafts(&county).await.len(), 1);
    let ctx = county.ctx(county.supervisor).await;
    let on_purpose = Apply {
        skip_rows: Vec::new(),
        confirm_duplicates: true,
    };
    import::apply(county.app(), &ctx, second.id, on_purpose)
        .await
        .expect("drafts");
    assert_eq!(drafts(&county).await.len(), 2);
}

#[tokio::test]
async fn changes_since_the_preview_are_reported_by_row() {
    let county = county().await;
    let view = county.upload(&one_row()).await.expect("a preview");
    // Another file brought a matter of the same title meanwhile.
    let other = county::sheet(&[["9", "甲", "县长", "县财政局", "", "3月26日", "每周"]]);
    let other = county.upload(&other).await.expect("a preview");
    apply(&county, &other, Vec::new()).await.expect("drafts");
    match apply(&county, &view, Vec::new()).await {
        Err(AppError::Invalid(errors)) => assert_eq!(
            (errors[0].code, errors[0].detail.as_deref()),
            ("rows_open_since", Some("Sheet1 2"))
        ),
        other => panic!("{other:?}"),
    }
    county.f.sql("UPDATE department SET active = FALSE").await;
    county.f.advance(chrono::TimeDelta::seconds(10));
    let ctx = county.ctx(county.supervisor).await;
    let on_purpose = Apply {
        skip_rows: Vec::new(),
        confirm_duplicates: true,
    };
    match import::apply(county.app(), &ctx, view.id, on_purpose).await {
        Err(AppError::Invalid(errors)) => assert_eq!(
            (errors[0].code, errors[0].detail.as_deref()),
            ("rows_without_parties", Some("Sheet1 2"))
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn uploads_are_found_again_with_what_is_left_to_issue() {
    let county = county().await;
    let applied = county.upload(LEDGER).await.expect("a preview");
    apply(&county, &applied, Vec::new()).await.expect("drafts");
    let waiting = county.upload(&one_row()).await.expect("a preview");
    let ctx = county.ctx(county.supervisor).await;
    let first = PageRequest {
        limit: Some(1),
        cursor: None,
    };
    let newest = import::query::list(county.app(), &ctx, &first)
        .await
        .expect("a page");
    assert_eq!(
        (
            newest.items[0].id,
            newest.items[0].status,
            newest.items[0].drafts_left
        ),
        (waiting.id, ImportStatus::Previewed, 0)
    );
    let next = PageRequest {
        limit: Some(1),
        cursor: newest.next_cursor,
    };
    let older = import::query::list(county.app(), &ctx, &next)
        .await
        .expect("a page");
    assert_eq!(
        (
            older.items[0].id,
            older.items[0].status,
            older.items[0].drafts_left
        ),
        (applied.id, ImportStatus::Applied, 45)
    );
    assert_eq!(older.items[0].uploaded_by.id, county.supervisor.0);
    assert_eq!(older.next_cursor, None);
    let stranger = county.ctx(county.stranger).await;
    let theirs = import::query::list(county.app(), &stranger, &PageRequest::default())
        .await
        .expect("a page");
    assert!(theirs.items.is_empty());
    let leader = county.ctx(county.leader).await;
    assert!(matches!(
        import::query::list(county.app(), &leader, &PageRequest::default()).await,
        Err(AppError::Forbidden)
    ));
}
