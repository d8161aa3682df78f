//! The ledger of the demo county, read as a person reads it.

use std::fmt::Write;
use std::{env, fs};

use duban_app::import::{ImportRow, ImportStatus};
use duban_core::word::{ReportCycle, WeakLink};

use super::county::{LEDGER, codes, county};

/// How every row of the ledger is read, to be looked at by a person when it changes.
const GRID: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/import/ledger-2023q1.txt");

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
        "“每月20日”读作每月20日反馈进展，办结时限为期限内最后一次，即2023-03-20，请核对。"
    );
    let group = &row("任务", 31).problems[0];
    assert_eq!(
        group.message,
        "“各部门”按全部县直部门（牵头单位除外）读取，共26个单位，请核对。"
    );
    let unknown = &row("任务", 19).problems[0];
    assert_eq!(unknown.code, "co_unknown");
    assert!(
        unknown
            .message
            .starts_with("未找到单位“各项目业主单位”，不列入配合单位。"),
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
        ("2023-03-25（星期六，非工作日）", false)
    );
    let issue = row("问题", 4);
    assert_eq!(
        issue.source_title.as_deref(),
        Some("2月1日副县长(工业)调研工业园区")
    );
    assert!(issue.suggests_on_site);
    let remark = "涉及：园区某硅业企业\n层级研判：县级可解决(现场)\n进展：现场已明确";
    assert_eq!(issue.remark.as_deref(), Some(remark));
}
