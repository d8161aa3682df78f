//! What the county does by itself.

use duban_app::matter::action::{
    ApproveExtensionInput, Command, InstructInput, ObjectInput, ReassignInput, UrgeInput,
};
use duban_core::word::SlipColor;

use super::Step;
use super::commands::{claim, day, extension, note, reason, solved, verify};
use crate::demo::persona::{Persona, Personas, RegionChoice};

/// In the order of what happens, not of when.
pub(super) fn steps(personas: &Personas) -> anyhow::Result<Vec<Step>> {
    use Persona::{CountyHead, Lead, Leader, Office, SecondOfficer};
    let statistics = personas.department(RegionChoice::County, "县统计局")?;
    let mut steps = Vec::new();
    let mut on = |month: u32, date: u32, line: u32, persona: Persona, command: Command| {
        steps.push(Step::new(month, date, line, persona, command));
    };

    // Objections: one is right, one is not.
    on(
        1,
        29,
        14,
        Lead,
        Command::Object(ObjectInput {
            reason: "入库纳统由统计部门审核把关，建议由县统计局牵头".to_owned(),
            suggested_department_id: Some(statistics.0),
        }),
    );
    on(
        1,
        31,
        14,
        Office,
        Command::Reassign(ReassignInput {
            department_id: statistics.0,
            note: Some("经研究，由县统计局牵头，县发展和改革局配合".to_owned()),
        }),
    );
    on(
        1,
        29,
        32,
        Lead,
        Command::Object(ObjectInput {
            reason: "宣传经费尚未落实".to_owned(),
            suggested_department_id: None,
        }),
    );
    on(
        1,
        31,
        32,
        Office,
        Command::Overrule(reason("经费不属于退办理由，请按方案推进")),
    );

    // Solved on the spot.
    on(
        2,
        1,
        34,
        Leader,
        solved(
            "县工业园区",
            day(2, 1),
            "现场协调供电局受理增容申请，3个工作日内办结",
        ),
    );
    on(2, 3, 34, Office, Command::Close(note("已回访企业，炉子恢复生产")));
    on(
        2,
        16,
        42,
        Leader,
        solved(
            "通行手续现场办公会",
            day(2, 16),
            "交通运输局现场办理超限运输通行手续",
        ),
    );
    on(2, 17, 42, Office, Command::Close(note("手续已发")));

    // Extensions: approved, asked late and refused, waiting.
    on(
        2,
        6,
        1,
        Lead,
        extension("两户企业设备检修未完成", day(2, 24), "清单已建，31户已复产"),
    );
    on(
        2,
        7,
        1,
        Leader,
        Command::ExtensionApprove(ApproveExtensionInput {
            note: Some("同意，务必按新时限完成".to_owned()),
            new_due_on: None,
        }),
    );
    on(
        2,
        9,
        13,
        Lead,
        extension("集中开工项目手续办理滞后", day(2, 28), "已开工7个，余5个待批"),
    );
    on(
        2,
        10,
        13,
        Leader,
        Command::ExtensionReject(reason("逾期后申请，不予延期，抓紧开工")),
    );
    on(
        2,
        13,
        13,
        CountyHead,
        Command::Instruct(InstructInput {
            text: "固定资产投资是一季度的关键，发改局每周向我报告一次开工情况。".to_owned(),
        }),
    );
    on(
        3,
        13,
        15,
        Lead,
        extension(
            "升压站用地预审需补充林勘资料",
            day(3, 24),
            "1个项目已完成，另1个待补件",
        ),
    );
    on(
        3,
        14,
        15,
        Office,
        Command::Urge(UrgeInput {
            color: SlipColor::Blue,
            text: "请于2个工作日内书面说明滞后原因和补救措施".to_owned(),
        }),
    );

    // Done: in time, late, after a return.
    for (line, month, date, evidence) in [
        (26, 2, 14, "前50户税源企业台账已建成，见附表"),
        (31, 2, 16, "监测预警周报已印发3期"),
        (2, 2, 17, "停产半停产企业12户全部复工"),
        (19, 2, 23, "6万亩任务全部开工，监理月报齐全"),
        (1, 2, 23, "一企一策清单兑现，1-2月增速预计达标"),
        (3, 3, 3, "验收合格7个、复产7个"),
        (23, 3, 3, "5个续建项目全部复工"),
        (35, 2, 15, "弃土场选址已批复"),
        (36, 2, 24, "两户企业错峰退税方案已执行"),
        (40, 2, 22, "两家超市已入库"),
    ] {
        on(month, date, line, Lead, claim(evidence));
        on(month, date + 3, line, Office, verify("实地核查属实，资料齐全"));
        on(
            month,
            date + 4,
            line,
            SecondOfficer,
            Command::Close(note("符合销号条件")),
        );
    }
    on(3, 1, 43, Lead, claim("两个项目用地、环评手续补齐"));
    on(
        3,
        2,
        43,
        Office,
        Command::Return(reason("其中1个项目施工许可仍缺，补齐后再报")),
    );
    on(3, 9, 10, Lead, claim("赏花节已开幕，门票收入同比增长26%"));
    on(3, 10, 29, Lead, claim("闲置资产清查报告已报县政府"));
    on(3, 13, 29, Office, verify("清查报告数据与账面一致"));

    // Given up, put off, withdrawn.
    on(
        2,
        20,
        17,
        Leader,
        Command::Suspend(reason("标准厂房二期设计变更，报批期间中止计时")),
    );
    on(
        3,
        6,
        20,
        CountyHead,
        Command::CloseUnachieved(reason("灌区规划上位依据调整，可研不再单独报批")),
    );
    on(
        2,
        27,
        12,
        Leader,
        Command::Cancel(reason("与市级同类对接会合并举办")),
    );
    Ok(steps)
}
