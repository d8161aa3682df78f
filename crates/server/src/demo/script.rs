//! The play: what happens to which line of the ledger on which day of the first quarter of 2023.
//! Lines 1 to 33 are the tasks, 34 to 45 the issues. Everything that is not written here follows
//! from habit (see `played`): departments sign and report.

use chrono::NaiveDate;
use duban_app::matter::action::{
    AcceptInput, AnswerInput, ApproveExtensionInput, ClaimInput, Command, ExtensionInput, FindingInput,
    InstructInput, NoteInput, ObjectInput, ProposeInput, ReasonInput, ReassignInput, SolveOnSiteInput,
    SubmitInput, UrgeInput,
};
use duban_core::id::DepartmentId;
use duban_core::word::{CityAnswer, SlipColor};

use super::persona::{Cast, Where, Who};

/// One step of the play.
pub(super) struct Scene {
    pub(super) on: NaiveDate,
    /// Line of the ledger.
    pub(super) line: u32,
    pub(super) who: Who,
    pub(super) command: Command,
}

/// The last day of the play.
pub(super) fn curtain() -> NaiveDate {
    day(3, 15)
}

/// The day on which an issue came up and was handed over; tasks start on the first day.
pub(super) fn issued_on(line: u32) -> NaiveDate {
    match line {
        35 => day(2, 3),
        36 => day(2, 6),
        37 => day(2, 8),
        38 => day(2, 9),
        39 => day(2, 10),
        40 => day(2, 13),
        41 => day(2, 14),
        43 => day(2, 16),
        44 => day(2, 20),
        45 => day(2, 22),
        _ => day(1, 28),
    }
}

/// Lines that are not handed over by habit: two are solved on the spot before.
pub(super) const SOLVED_BEFORE_ISSUE: [u32; 2] = [34, 42];

/// Every step, by day.
pub(super) fn scenes(cast: &Cast) -> anyhow::Result<Vec<Scene>> {
    use Who::{City, CountyHead, Lead, Leader, Office, OfficeToo};
    let statistics = cast.department(Where::County, "县统计局")?;
    let energy = cast.department(Where::City, "市能源局")?;
    let reform = cast.department(Where::City, "市发展和改革委员会")?;
    let land = cast.department(Where::City, "市自然资源和规划局")?;
    let water = cast.department(Where::City, "市水务局")?;
    let environment = cast.department(Where::City, "市生态环境局")?;
    let mut scenes = Vec::new();
    let mut on = |month: u32, date: u32, line: u32, who: Who, command: Command| {
        scenes.push(Scene {
            on: day(month, date),
            line,
            who,
            command,
        });
    };

    // Objections: one is right, one is not.
    on(
        1,
        29,
        14,
        Lead,
        Command::Object(ObjectInput {
            reason: "入库纳统由统计部门审核把关,建议由县统计局牵头".to_owned(),
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
            note: Some("经研究,由县统计局牵头,县发展和改革局配合".to_owned()),
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
        Command::Overrule(reason("经费不属于退办理由,请按方案推进")),
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
            "现场协调供电局受理增容申请,3个工作日内办结",
        ),
    );
    on(2, 3, 34, Office, Command::Close(note("已回访企业,炉子恢复生产")));
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
        extension("两户企业设备检修未完成", day(2, 24), "清单已建,31户已复产"),
    );
    on(
        2,
        7,
        1,
        Leader,
        Command::ExtensionApprove(ApproveExtensionInput {
            note: Some("同意,务必按新时限完成".to_owned()),
            new_due_on: None,
        }),
    );
    on(
        2,
        9,
        13,
        Lead,
        extension("集中开工项目手续办理滞后", day(2, 28), "已开工7个,余5个待批"),
    );
    on(
        2,
        10,
        13,
        Leader,
        Command::ExtensionReject(reason("逾期后申请,不予延期,抓紧开工")),
    );
    on(
        2,
        13,
        13,
        CountyHead,
        Command::Instruct(InstructInput {
            text: "固定资产投资是一季度的关键,发改局每周向我报告一次开工情况。".to_owned(),
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
            "1个项目已完成,另1个待补件",
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
        (26, 2, 14, "前50户税源企业台账已建成,见附表"),
        (31, 2, 16, "监测预警周报已印发3期"),
        (2, 2, 17, "停产半停产企业12户全部复工"),
        (19, 2, 23, "6万亩任务全部开工,监理月报齐全"),
        (1, 2, 23, "一企一策清单兑现,1-2月增速预计达标"),
        (3, 3, 3, "验收合格7个、复产7个"),
        (23, 3, 3, "5个续建项目全部复工"),
        (35, 2, 15, "弃土场选址已批复"),
        (36, 2, 24, "两户企业错峰退税方案已执行"),
        (40, 2, 22, "两家超市已入库"),
    ] {
        on(month, date, line, Lead, claim(evidence));
        on(month, date + 3, line, Office, verify("实地核查属实,资料齐全"));
        on(
            month,
            date + 4,
            line,
            OfficeToo,
            Command::Close(note("符合销号条件")),
        );
    }
    on(3, 1, 43, Lead, claim("两个项目用地、环评手续补齐"));
    on(
        3,
        2,
        43,
        Office,
        Command::Return(reason("其中1个项目施工许可仍缺,补齐后再报")),
    );
    on(3, 9, 10, Lead, claim("赏花节已开幕,门票收入同比增长26%"));
    on(3, 10, 29, Lead, claim("闲置资产清查报告已报县政府"));
    on(3, 13, 29, Office, verify("清查报告数据与账面一致"));

    // Given up, put off, withdrawn.
    on(
        2,
        20,
        17,
        Leader,
        Command::Suspend(reason("标准厂房二期设计变更,报批期间中止计时")),
    );
    on(
        3,
        6,
        20,
        CountyHead,
        Command::CloseUnachieved(reason("灌区规划上位依据调整,可研不再单独报批")),
    );
    on(
        2,
        27,
        12,
        Leader,
        Command::Cancel(reason("与市级同类对接会合并举办")),
    );

    // To the city: answered and closed, accepted, returned, submitted, endorsed, proposed.
    let capacity = propose("县级已完成初审并两次对接", "协调加快产能核增审查", energy);
    on(2, 10, 37, Lead, capacity);
    on(2, 13, 37, Leader, Command::EscalationEndorse(note("同意提请")));
    on(2, 14, 37, Office, submit("师政请〔2023〕6号", day(2, 14)));
    on(2, 16, 37, City, accept(energy, day(3, 6), "张科长 0874-0000000"));
    on(
        3,
        1,
        37,
        City,
        Command::EscalationAnswer(AnswerInput {
            answer: CityAnswer::Solved,
            text: "市能源局已组织专家完成核增审查,批复文件另行印发".to_owned(),
        }),
    );
    on(3, 3, 37, Lead, claim("已收到市能源局核增批复"));
    on(3, 6, 37, Office, verify("批复文件已核对"));
    on(3, 7, 37, OfficeToo, Command::Close(note("市级解决,予以销号")));
    on(
        2,
        14,
        38,
        Lead,
        propose(
            "多次与供电部门会商,县级无调度权限",
            "协调送出工程与并网时序",
            reform,
        ),
    );
    on(2, 15, 38, Leader, Command::EscalationEndorse(note("同意")));
    on(2, 17, 38, Office, submit("师政请〔2023〕8号", day(2, 17)));
    on(2, 21, 38, City, accept(reform, day(3, 17), "李科长 0874-0000001"));
    on(
        2,
        15,
        39,
        Lead,
        propose("已挖潜存量180亩,仍缺420亩", "调剂新增建设用地指标420亩", land),
    );
    on(2, 16, 39, Leader, Command::EscalationEndorse(note("同意")));
    on(2, 17, 39, Office, submit("师政请〔2023〕8号", day(2, 17)));
    on(
        2,
        24,
        39,
        City,
        Command::EscalationReturn(reason("缺占补平衡方案,请补充后重新提请")),
    );
    on(
        2,
        23,
        44,
        Lead,
        propose("已协助企业完善报告", "加快环评审查", environment),
    );
    on(2, 24, 44, Leader, Command::EscalationEndorse(note("同意")));
    on(3, 13, 44, Office, submit("师政请〔2023〕11号", day(3, 13)));
    on(
        3,
        9,
        45,
        Lead,
        propose("可研已编制完成,县级已评审", "安排可研市级评审", water),
    );
    on(
        3,
        13,
        45,
        Leader,
        Command::EscalationEndorse(note("同意提请市级评审")),
    );
    on(
        3,
        14,
        18,
        Lead,
        propose(
            "征地签约率88%,跨县界地块补偿标准不一",
            "协调统一跨县界补偿标准",
            land,
        ),
    );

    scenes.sort_by_key(|scene| scene.on);
    Ok(scenes)
}

/// A day of 2023.
pub(super) fn day(month: u32, date: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2023, month, 1).unwrap_or_default();
    first + chrono::Days::new(u64::from(date.saturating_sub(1)))
}

fn note(text: &str) -> NoteInput {
    NoteInput {
        note: Some(text.to_owned()),
    }
}

fn reason(text: &str) -> ReasonInput {
    ReasonInput {
        reason: text.to_owned(),
    }
}

fn claim(evidence: &str) -> Command {
    Command::Claim(ClaimInput {
        evidence: evidence.to_owned(),
    })
}

fn verify(finding: &str) -> Command {
    Command::Verify(FindingInput {
        note: finding.to_owned(),
    })
}

fn solved(place: &str, solved_on: NaiveDate, how: &str) -> Command {
    Command::SolveOnSite(SolveOnSiteInput {
        place: place.to_owned(),
        solved_on,
        how: how.to_owned(),
        leader_id: None,
    })
}

fn extension(reason: &str, new_due_on: NaiveDate, progress: &str) -> Command {
    Command::ExtensionRequest(ExtensionInput {
        reason: reason.to_owned(),
        new_due_on,
        progress: progress.to_owned(),
    })
}

fn propose(tried: &str, ask: &str, city_department: DepartmentId) -> Command {
    Command::EscalationPropose(ProposeInput {
        tried: tried.to_owned(),
        ask: ask.to_owned(),
        city_department_id: Some(city_department.0),
        policy_basis: None,
    })
}

fn submit(document_number: &str, document_on: NaiveDate) -> Command {
    Command::EscalationSubmit(SubmitInput {
        document_number: document_number.to_owned(),
        document_on,
    })
}

fn accept(city_department: DepartmentId, city_due_on: NaiveDate, contact: &str) -> Command {
    Command::EscalationAccept(AcceptInput {
        city_department_id: city_department.0,
        city_due_on,
        contact: Some(contact.to_owned()),
    })
}
