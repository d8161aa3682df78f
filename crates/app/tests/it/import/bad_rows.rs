//! Rows that are not as they should be, and rows as other offices write them.

use duban_app::import::Severity;
use rust_xlsxwriter::{Format, Workbook};

use super::county::{codes, county, sheet_of};

#[tokio::test]
async fn each_bad_cell_is_named_with_its_remedy() {
    let county = county().await;
    for (row, column, expected, remedy) in [
        (
            ["1", "甲", "县长", "县财政局", "", "2月30日", ""],
            "完成时限",
            "!due_no_such_day",
            "最后一天是28日",
        ),
        (
            ["1", "甲", "县长", "县财政局", "", "", ""],
            "完成时限",
            "!due_missing",
            "请填写日期",
        ),
        (
            ["1", "甲", "县长", "县财政局", "", "长期", ""],
            "完成时限",
            "!due_open_ended",
            "请填写办结日期",
        ),
        (
            ["1", "甲", "县长", "县财政局", "", "下周", ""],
            "完成时限",
            "!due_unreadable",
            "3月底前",
        ),
        (
            ["1", "", "县长", "县财政局", "", "3月25日", ""],
            "目标任务",
            "!title_missing",
            "请填写",
        ),
        (
            ["1", "甲", "书记", "县财政局", "", "3月25日", ""],
            "责任领导",
            "!leader_unknown",
            "请写领导姓名或职务",
        ),
        (
            ["1", "甲", "副县长", "县财政局", "", "3月25日", ""],
            "责任领导",
            "!leader_ambiguous",
            "请写明",
        ),
        (
            ["1", "甲", "县长", "县财务局", "", "3月25日", ""],
            "牵头单位",
            "!lead_unknown",
            "“县财政局”",
        ),
        (
            ["1", "甲", "县长", "", "", "3月25日", ""],
            "牵头单位",
            "!lead_missing",
            "请填写",
        ),
        (
            ["1", "甲", "县长", "各部门", "", "3月25日", ""],
            "牵头单位",
            "!lead_is_group",
            "一个牵头单位",
        ),
        (
            ["1", "甲", "县长", "县财政局", "县卫计局、某公司", "3月25日", ""],
            "配合单位",
            "co_unknown",
            "不列入配合单位",
        ),
        (
            ["1", "甲", "县长", "县财政局", "县业局", "3月25日", ""],
            "配合单位",
            "co_ambiguous",
            "“县业局”可能是“县工业和信息化局”、“县农业农村局”",
        ),
        (
            ["1", "甲", "县长", "县业局", "", "3月25日", ""],
            "牵头单位",
            "!lead_ambiguous",
            "“县业局”可能是“县工业和信息化局”、“县农业农村局”",
        ),
        (
            ["1", "甲", "县长", "县发改局", "", "3月25日", ""],
            "牵头单位",
            "unit_guessed",
            "“县发展和改革局”",
        ),
        (
            ["1", "甲", "县长", "县财政局、县税务局", "", "3月25日", ""],
            "牵头单位",
            "several_leads",
            "第一个",
        ),
        (
            ["1", "甲", "县长、常务副县长", "县财政局", "", "3月25日", ""],
            "责任领导",
            "several_leaders",
            "第一位",
        ),
        (
            ["1", "甲", "", "县财政局", "", "3月25日", ""],
            "责任领导",
            "leader_from_portfolio",
            "“常务副县长”",
        ),
        (
            ["1", "甲", "副县长(农业)", "县财政局", "", "3月25日", ""],
            "责任领导",
            "leader_not_in_charge",
            "分管联系",
        ),
        (
            ["1", "甲", "县长", "县财政局", "", "1月10日", ""],
            "完成时限",
            "due_past",
            "2023-01-28",
        ),
        (
            ["1", "甲", "县长", "县财政局", "", "2023-04-10", ""],
            "完成时限",
            "due_outside_plan",
            "2023-03-31",
        ),
        (
            ["1", "甲", "县长", "县财政局", "", "3月25日", "双周"],
            "反馈频次",
            "cycle_unknown",
            "每周",
        ),
    ] {
        let rows = county.rows(&[row]).await;
        let codes = codes(&rows[0]);
        assert!(codes.contains(&expected.to_owned()), "{row:?}: {codes:?}");
        let code = expected.trim_start_matches('!');
        let problem = rows[0]
            .problems
            .iter()
            .find(|problem| problem.code == code)
            .expect("it is there");
        assert_eq!(problem.column.as_deref(), Some(column), "{row:?}");
        assert!(problem.message.contains(remedy), "{row:?}: {}", problem.message);
        assert_eq!((rows[0].sheet.as_str(), rows[0].row), ("Sheet1", 2));
    }
    let long = "长".repeat(201);
    let rows = county
        .rows(&[["1", &long, "县长", "县财政局", "", "3月25日", ""]])
        .await;
    assert_eq!(codes(&rows[0]), ["!title_too_long"]);
}

#[tokio::test]
async fn units_come_in_many_spellings() {
    let county = county().await;
    for (cell, expected) in [
        ("县税务局 县统计局", &["县税务局", "县统计局"][..]),
        ("县 税务局\u{ff0c}县统计局", &["县税务局", "县统计局"]),
        ("县税务局\n县统计局;县税务局", &["县税务局", "县统计局"]),
        ("县财政局、县税务局", &["县税务局"]),
        ("雄壁镇人民政府、丹凤街道办事处", &["雄壁镇", "丹凤街道"]),
    ] {
        let rows = county
            .rows(&[["1", "甲", "县长", "县财政局", cell, "3月25日", ""]])
            .await;
        let names: Vec<&str> = rows[0]
            .co_departments
            .iter()
            .map(|unit| unit.name.as_str())
            .collect();
        assert_eq!(names, expected, "{cell:?}");
        assert!(!rows[0].has_error());
    }
}

#[tokio::test]
async fn merged_cells_fill_only_the_category() {
    let county = county().await;
    let mut book = Workbook::new();
    let plain = Format::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 5, "一季度任务", &plain)
        .expect("a title");
    for (column, heading) in (0..).zip(["类别", "目标任务", "责任领导", "牵头单位", "完成时限", "备注"])
    {
        sheet.write_string(1, column, heading).expect("a heading");
    }
    sheet
        .merge_range(2, 0, 4, 0, "一、工业", &plain)
        .expect("category");
    sheet.merge_range(2, 2, 3, 2, "县长", &plain).expect("leader");
    sheet
        .merge_range(2, 4, 3, 5, "3月25日", &plain)
        .expect("due and remark");
    for row in 2..=5 {
        sheet.write_string(row, 1, format!("第{row}项")).expect("a title");
        sheet.write_string(row, 3, "县政府督查室").expect("a lead");
    }
    for row in [4, 5] {
        sheet.write_string(row, 2, "县长").expect("a leader");
        sheet.write_string(row, 4, "3月25日").expect("a date");
    }
    sheet
        .merge_range(6, 0, 6, 5, "填表人:某某", &plain)
        .expect("a footer");
    let view = county
        .upload(&book.save_to_buffer().expect("a workbook"))
        .await
        .expect("a preview");
    let category = |at: usize| view.rows[at].category.as_deref();
    assert_eq!(
        [category(0), category(1), category(2), category(3)],
        [Some("一、工业"), Some("一、工业"), Some("一、工业"), None]
    );
    assert_eq!(codes(&view.rows[0]), Vec::<String>::new());
    assert_eq!(codes(&view.rows[1]), ["!leader_missing", "!due_missing"]);
    assert!(
        view.rows[1]
            .problems
            .iter()
            .all(|problem| problem.message.contains("取消合并"))
    );
    assert_eq!(view.rows.len(), 4);
    assert_eq!(view.error_count, 2);
}

#[tokio::test]
async fn ledgers_of_other_shapes() {
    let county = county().await;
    let bytes = sheet_of(&[
        &["督办台账"],
        &["序号", "督办事项", "责任单位", "", "办理时限", "联系电话"],
        &["", "", "牵头单位", "配合单位"],
        &["一、项目建设"],
        &["1", "甲\n乙", "县财政局", "县税务局", "2023.3.10", "0874"],
        &["2"],
        &["", "", "", "", "", "合计", "1"],
        &["序号", "督办事项", "责任单位", "", "办理时限"],
        &["3", "甲乙", "县税务局", "", "#REF!"],
    ]);
    let view = county.upload(&bytes).await.expect("a preview");
    assert_eq!(view.rows.len(), 2, "{:?}", view.rows);
    let first = &view.rows[0];
    assert_eq!(
        (first.title.as_str(), first.category.as_deref()),
        ("甲乙", Some("一、项目建设"))
    );
    assert_eq!(
        first.leader.as_ref().map(|leader| leader.name.as_str()),
        Some("常务副县长")
    );
    assert_eq!(first.co_departments.len(), 1);
    assert_eq!(
        codes(&view.rows[1]),
        ["leader_from_portfolio", "!due_unreadable", "duplicate_in_file"]
    );
    assert_eq!(
        view.notes,
        [
            "工作表“Sheet1”中未导入的栏目：联系电话。",
            "工作表“Sheet1”第7行没有事项，未读取。"
        ]
    );
    let warned = view
        .rows
        .iter()
        .flat_map(|row| &row.problems)
        .filter(|p| p.severity == Severity::Warning);
    assert_eq!(i32::try_from(warned.count()).expect("few"), view.warning_count);
}
