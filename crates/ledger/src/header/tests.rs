use super::*;

fn rows(lines: &[&str]) -> Vec<Vec<String>> {
    lines
        .iter()
        .map(|line| line.split('|').map(str::to_owned).collect())
        .collect()
}

fn show(sheet: &str, lines: &[&str]) -> Option<String> {
    let header = find(sheet, &rows(lines))?;
    let columns: Vec<String> = header
        .columns
        .iter()
        .map(|(column, place, _)| format!("{place}{column:?}"))
        .collect();
    Some(format!(
        "{} after {}: {} unread {}",
        header.kind,
        header.rows,
        columns.join(" "),
        header.unread.join(",")
    ))
}

#[test]
fn headers_of_known_ledgers() {
    for (sheet, lines, wanted) in [
        (
            "任务分解表",
            &[
                "师宗县任务分解表",
                "填报单位",
                "序号|类别|目标任务|工作要求|责任领导|牵头单位|配合单位|完成时限|反馈频次|备注",
            ][..],
            "task after 3: 0Sequence 1Category 2Title 3Requirement 4Leader 5Lead 6Co 7Due 8Cycle 9Remark unread ",
        ),
        (
            "Sheet2",
            &[
                "序号|问题来源|涉及企业/项目/指标|问题描述|薄弱环节类别|层级研判|解决措施|责任领导|牵头单位|时限|进展|是否解决",
            ],
            "issue after 1: 0Sequence 1Source 2Subject 3Title 4WeakLink 5Level 6Measures 7Leader 8Lead 9Due 10Progress unread 是否解决",
        ),
        (
            "台账",
            &["序号|编号|督办事项|牵头领导|牵头单位|责任单位|完成时限(年月日)"],
            "task after 1: 0Sequence 2Title 3Leader 4Lead 5Co 6Due unread 编号",
        ),
        (
            "台账",
            &[
                "序 号|目标\n任务|责任领导|责任单位||完成时限",
                "|||牵头单位|配合单位|",
                "1|甲|县长|县财政局|县税务局|3月",
            ],
            "task after 2: 0Sequence 1Title 2Leader 3Lead 4Co 5Due unread ",
        ),
    ] {
        assert_eq!(show(sheet, lines).as_deref(), Some(wanted), "{lines:?}");
    }
}

#[test]
fn texts_that_are_no_header() {
    for lines in [
        &[][..],
        &["说明|备注"],
        &["序号|姓名|电话"],
        &["目标任务|备注"],
        &["本表列出目标任务、责任领导、牵头单位"],
    ] {
        assert_eq!(show("Sheet1", lines), None, "{lines:?}");
    }
}

#[test]
fn headings_between_rows_are_numbered_in_chinese() {
    for (text, wanted) in [
        ("二、狠抓项目建设", true),
        ("（十一）工业", true),
        ("第三部分 重点任务", true),
        ("一. 项目", true),
        ("狠抓项目建设", false),
        ("1、狠抓项目建设", false),
        ("一季度工作", false),
        ("", false),
    ] {
        assert_eq!(is_section(text), wanted, "{text}");
    }
}
