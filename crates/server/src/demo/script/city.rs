//! What goes to the city.

use duban_app::matter::action::{AnswerInput, Command};
use duban_core::word::CityAnswer;

use super::Step;
use super::commands::{accept, claim, day, note, propose, reason, submit, verify};
use crate::demo::persona::{Persona, Personas, RegionChoice};

/// Answered and closed, accepted, returned, submitted, endorsed, proposed.
pub(super) fn steps(personas: &Personas) -> anyhow::Result<Vec<Step>> {
    use Persona::{City, Lead, Leader, Office, SecondOfficer};
    let energy = personas.department(RegionChoice::City, "市能源局")?;
    let reform = personas.department(RegionChoice::City, "市发展和改革委员会")?;
    let land = personas.department(RegionChoice::City, "市自然资源和规划局")?;
    let water = personas.department(RegionChoice::City, "市水务局")?;
    let environment = personas.department(RegionChoice::City, "市生态环境局")?;
    let mut steps = Vec::new();
    let mut on = |month: u32, date: u32, line: u32, persona: Persona, command: Command| {
        steps.push(Step::new(month, date, line, persona, command));
    };

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
            text: "市能源局已组织专家完成核增审查，批复文件另行印发".to_owned(),
        }),
    );
    on(3, 3, 37, Lead, claim("已收到市能源局核增批复"));
    on(3, 6, 37, Office, verify("批复文件已核对"));
    on(
        3,
        7,
        37,
        SecondOfficer,
        Command::Close(note("市级解决，予以销号")),
    );
    on(
        2,
        14,
        38,
        Lead,
        propose(
            "多次与供电部门会商，县级无调度权限",
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
        propose("已挖潜存量180亩，仍缺420亩", "调剂新增建设用地指标420亩", land),
    );
    on(2, 16, 39, Leader, Command::EscalationEndorse(note("同意")));
    on(2, 17, 39, Office, submit("师政请〔2023〕8号", day(2, 17)));
    on(
        2,
        24,
        39,
        City,
        Command::EscalationReturn(reason("缺占补平衡方案，请补充后重新提请")),
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
        propose("可研已编制完成，县级已评审", "安排可研市级评审", water),
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
            "征地签约率88%，跨县界地块补偿标准不一",
            "协调统一跨县界补偿标准",
            land,
        ),
    );
    Ok(steps)
}
