//! What an alert says, as the product says it, for the two steps that are measured.

use chrono::Datelike;
use duban_core::alert::DueStep;
use duban_core::word::SlipColor;

/// Why a step fired.
pub(crate) fn why(due: &DueStep, days: i32) -> String {
    let from = due.counted_from;
    let counted = match from.succ_opt() {
        Some(first) if days > 0 => format!("（按{}年工作日历，自{first}起算）", first.year()),
        _ => format!("（按{}年工作日历）", from.year()),
    };
    let said = if days > 0 {
        format!("应于{from}完成，已逾期{days}个工作日{counted}")
    } else {
        format!("应于{from}完成，还剩{}个工作日{counted}", -days)
    };
    let missed = if due.send {
        ""
    } else {
        "；错过未发，已由更高一级代替"
    };
    let (step, version) = (due.step, due.version);
    format!(
        "{said}；规则：到期阶梯 T{step:+} 第{version}版；日历版本：{}{missed}",
        due.calendar_version
    )
}

/// Headline and text of the message.
pub(crate) fn alert(
    due: &DueStep,
    days: i32,
    number: &str,
    matter: &str,
    slip: Option<&str>,
) -> (String, String) {
    let from = due.counted_from;
    let (head, ask) = if days > 0 {
        (
            format!("已逾期{days}个工作日"),
            format!("应于{from}完成，请立即办理并反馈进展"),
        )
    } else {
        (
            format!("还剩{}个工作日", -days),
            format!("应于{from}完成，如不能按期请在到期前申请延期"),
        )
    };
    let body = match (slip, due.slip) {
        (Some(slip), Some(color)) => format!("{number}：{ask}。{}催办单 {slip}。", name(color)),
        _ => format!("{number}：{ask}。"),
    };
    (format!("{head}：{matter}"), body)
}

const fn name(color: SlipColor) -> &'static str {
    match color {
        SlipColor::Blue => "蓝色",
        SlipColor::Yellow => "黄色",
        SlipColor::Red => "红色",
    }
}
