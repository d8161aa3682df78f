//! The ledger of the demo county: read as it should be, written as drafts, once.

use std::fmt::Write;
use std::{env, fs};

use duban_app::import::{self, Apply, ImportRow, ImportStatus, ImportView, RowKey, Upload};
use duban_app::matter::query::{Filter, Sort, list};
use duban_app::paging::PageRequest;
use duban_app::{AppError, matter};
use duban_core::word::{MatterKind, ReportCycle, SourceKind, Status, WeakLink};

mod importing;
mod support;

use importing::{County, LEDGER, codes, county};

/// How every row of the ledger is read, to be looked at by a person when it changes.
const GRID: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/importing/ledger-2023q1.txt");

fn line(row: &ImportRow) -> String {
    let name =
        |reference: &Option<duban_app::Ref>| reference.as_ref().map_or("—".to_owned(), |r| r.name.clone());
    let co: Vec<&str> = row.co_departments.iter().map(|unit| unit.name.as_str()).collect();
    let co = if co.len() > 5 {
        format!("{} 个单位", co.len())
    } else {
        co.join("、")
    };
    let day = row.report_day.map_or(String::new(), |day| format!(" {day}"));
    let level = match (row.suggests_city, row.suggests_on_site) {
        (true, _) => " 提请市级",
        (_, true) => " 现场",
        _ => "",
    };
    let weak = row.weak_link_kind.map_or("", WeakLink::as_str);
    format!(
        "{} {} {} | {} | {} | {} | {} | {}{day} | {weak}{level} | {} {} | {}",
        row.sheet,
        row.row,
        row.title,
        name(&row.leader),
        name(&row.lead_department),
        co,
        row.due_on.map_or("—".to_owned(), |date| date.to_string()),
        row.report_cycle,
        row.source_kind,
        row.source_dated_on
            .map_or("—".to_owned(), |date| date.to_string()),
        codes(row).join(" "),
    )
}

#[tokio::test]
async fn the_demo_ledger_is_read_as_a_person_reads_it() {
    let county = county().await;
    let view = county.upload(LEDGER).await.expect("a preview");
    assert_eq!((view.task_count, view.issue_count, view.error_count), (33, 12, 0));
    assert_eq!(view.status, ImportStatus::Previewed);
    assert_eq!(
        view.plan.as_ref().map(|plan| plan.name.as_str()),
        Some(county.plan_title.as_str())
    );
    assert_eq!(view.rows.iter().filter(|row| row.suggests_city).count(), 5);
    assert_eq!(view.notes, Vec::<String>::new());
    let mut grid = String::new();
    for row in &view.rows {
        writeln!(grid, "{}", line(row).trim_end()).expect("text");
    }
    if env::var_os("UPDATE_GRIDS").is_some() {
        fs::write(GRID, &grid).expect("the grid");
    }
    assert_eq!(
        grid,
        fs::read_to_string(GRID).expect("the grid"),
        "run with UPDATE_GRIDS=1 and read the change"
    );
}

#[tokio::test]
async fn guesses_name_what_was_read_and_what_to_do() {
    let county = county().await;
    let view = county.upload(LEDGER).await.expect("a preview");
    let row = |sheet: &str, number: u32| {
        view.rows
            .iter()
            .find(|row| row.sheet.starts_with(sheet) && row.row == number)
            .expect("a row")
    };
    let monthly = row("任务", 17);
    assert_eq!(monthly.due_on, "2023-03-20".parse().ok());
    assert_eq!(
        (monthly.report_cycle, monthly.report_day),
        (ReportCycle::Monthly, Some(20))
    );
    let due = monthly
        .problems
        .iter()
        .find(|problem| problem.code == "due_monthly")
        .expect("a warning");
    assert_eq!(due.column.as_deref(), Some("完成时限"));
    assert_eq!(
        due.message,
        "“每月20日”读作每月20日反馈进展,办结时限为期限内最后一次,即2023-03-20,请核对。"
    );
    let group = &row("任务", 31).problems[0];
    assert_eq!(
        group.message,
        "“各部门”按全部县直部门(牵头单位除外)读取,共26个单位,请核对。"
    );
    let unknown = &row("任务", 19).problems[0];
    assert_eq!(unknown.code, "co_unknown");
    assert!(
        unknown
            .message
            .starts_with("未找到单位“各项目业主单位”,不列入配合单位。"),
        "{}",
        unknown.message
    );
    // The category is merged over twelve rows and speaks for all of them; it starts anew below.
    assert_eq!(row("任务", 15).category.as_deref(), Some("一、狠抓行业支撑"));
    assert_eq!(row("任务", 16).category.as_deref(), Some("二、狠抓项目建设"));
    // 2023-03-25 is a Saturday: worth saying, nothing to correct.
    let reading = row("任务", 8)
        .readings
        .iter()
        .find(|reading| reading.column == "完成时限")
        .expect("a reading");
    assert_eq!(
        (reading.read_as.as_str(), reading.guess),
        ("2023-03-25(星期六,非工作日)", false)
    );
    let issue = row("问题", 4);
    assert_eq!(
        issue.source_title.as_deref(),
        Some("2月1日副县长(工业)调研工业园区")
    );
    assert!(issue.suggests_on_site);
    let remark = "涉及:园区某硅业企业\n层级研判:县级可解决(现场)\n进展:现场已明确";
    assert_eq!(issue.remark.as_deref(), Some(remark));
}

async fn drafts(county: &County) -> Vec<matter::view::MatterRow> {
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

async fn apply(county: &County, view: &ImportView, skip: Vec<RowKey>) -> Result<ImportView, AppError> {
    let ctx = county.ctx(county.supervisor).await;
    import::apply(county.app(), &ctx, view.id, Apply { skip_rows: skip }).await
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
    let bytes = importing::sheet(&[good, bad]);
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
async fn a_ledger_is_its_offices_own() {
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
