//! Who answers for a row: leader, lead department, co-departments.

use duban_core::ledger::header::Column;
use duban_core::ledger::names::Found;
use duban_core::ledger::units::{Group, Unit, split};

use super::line::{Certainty, Context, Findings, Line};
use crate::matter::input::CO_DEPARTMENTS_MAX;
use crate::words::Ref;

/// Everyone named in a row, as far as found.
#[derive(Debug, Default)]
pub(super) struct Parties {
    pub(super) leader: Option<Ref>,
    pub(super) lead: Option<Ref>,
    pub(super) co: Vec<Ref>,
}

/// Reads leader, lead department and co-departments.
pub(super) fn read(line: &Line<'_>, context: &Context<'_>, findings: &mut Findings) -> Parties {
    let mut parties = Parties::default();
    let mut units = units_of(line, Column::Lead, context).into_iter();
    let (lead, others) = (units.next(), units.collect::<Vec<_>>());
    parties.lead = lead_department(lead, line, context, findings);
    parties.leader = leader(parties.lead.as_ref(), line, context, findings);
    if !others.is_empty() {
        let message = "有多个单位：第一个作为牵头单位，其余列为配合单位，请核对。".to_owned();
        findings.warn(line, Column::Lead, "several_leads", message);
    }
    let mut names = Vec::new();
    for (column, units) in [
        (Column::Lead, others),
        (Column::Co, units_of(line, Column::Co, context)),
    ] {
        names.extend(co_departments(
            column,
            units,
            &mut parties,
            line,
            context,
            findings,
        ));
    }
    if line.cell(Column::Co).is_some() {
        let doubtful = findings.has_problem(line, Column::Co);
        let certainty = if doubtful {
            Certainty::Guess
        } else {
            Certainty::Sure
        };
        findings.reading(line, Column::Co, names.join("、"), certainty);
    }
    if parties.co.len() > CO_DEPARTMENTS_MAX {
        let message = format!("配合单位超过{CO_DEPARTMENTS_MAX}个，请减少。");
        findings.error(line, Column::Co, "co_too_many", message);
    }
    parties
}

/// The units of a cell. Where no sign separates them, spaces do, if every part is a known name.
fn units_of(line: &Line<'_>, column: Column, context: &Context<'_>) -> Vec<Unit> {
    let known = |text: &str| matches!(context.roster.find_unit(text), Found::Same(_));
    let spread = |unit: Unit| match unit {
        Unit::Named(text) if text.contains(' ') && !known(&text) && text.split(' ').all(known) => {
            text.split(' ').map(|part| Unit::Named(part.to_owned())).collect()
        }
        unit => vec![unit],
    };
    split(&line.text(column)).into_iter().flat_map(spread).collect()
}

fn lead_department(
    unit: Option<Unit>,
    line: &Line<'_>,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Ref> {
    let text = match unit {
        None => {
            let hint = line.merged_hint(Column::Lead);
            let message = format!("牵头单位为空。请填写一个单位的全称。{hint}");
            findings.error(line, Column::Lead, "lead_missing", message);
            return None;
        }
        Some(Unit::Group { text, .. }) => {
            let message = format!("“{text}”不是一个单位。请写明一个牵头单位，其余写入配合单位。");
            findings.error(line, Column::Lead, "lead_is_group", message);
            return None;
        }
        Some(Unit::Named(text)) => text,
    };
    match context.roster.find_unit(&text) {
        Found::Same(at) => {
            let unit = context.roster.unit(at).clone();
            findings.read(line, Column::Lead, unit.name.clone());
            Some(unit)
        }
        Found::Guess(at) => {
            let unit = context.roster.unit(at).clone();
            let message = format!("“{text}”按“{}”读取，请核对。", unit.name);
            findings.guess(line, Column::Lead, unit.name.clone(), "unit_guessed", message);
            Some(unit)
        }
        Found::Several(names) => {
            let message = format!("“{text}”可能是{}，请写明全称。", quoted(&names));
            findings.error(line, Column::Lead, "lead_ambiguous", message);
            None
        }
        Found::Unknown(near) => {
            let advice = near_or(&near, "请写单位全称，或先由系统管理员增加该单位。");
            findings.error(
                line,
                Column::Lead,
                "lead_unknown",
                format!("未找到单位“{text}”。{advice}"),
            );
            None
        }
    }
}

fn leader(
    lead: Option<&Ref>,
    line: &Line<'_>,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Ref> {
    let mut named = split(&line.text(Column::Leader)).into_iter();
    let Some(Unit::Named(text) | Unit::Group { text, .. }) = named.next() else {
        return leader_of_line(lead, line, context, findings);
    };
    if named.next().is_some() {
        let message = "有多位领导：一项事项只有一位责任领导，按第一位读取，请核对。".to_owned();
        findings.warn(line, Column::Leader, "several_leaders", message);
    }
    let found = match context.roster.find_leader(&text) {
        Found::Same(at) => {
            let leader = context.roster.leader(at);
            findings.read(line, Column::Leader, leader.reference.name.clone());
            leader
        }
        Found::Guess(at) => {
            let leader = context.roster.leader(at);
            let name = leader.reference.name.clone();
            let message = format!("“{text}”按“{name}”读取，请核对。");
            findings.guess(line, Column::Leader, name, "leader_guessed", message);
            leader
        }
        Found::Several(names) => {
            let message = format!("“{text}”可能是{}，请写明。", quoted(&names));
            findings.error(line, Column::Leader, "leader_ambiguous", message);
            return None;
        }
        Found::Unknown(near) => {
            let advice = near_or(&near, "请写领导姓名或职务，与系统中的一致。");
            findings.error(
                line,
                Column::Leader,
                "leader_unknown",
                format!("未找到领导“{text}”。{advice}"),
            );
            return None;
        }
    };
    if let Some(lead) = lead.filter(|lead| !found.is_in_charge_of(lead)) {
        let message = format!(
            "“{}”不在“{}”的分管联系范围内，请核对责任领导。",
            lead.name, found.reference.name
        );
        findings.warn(line, Column::Leader, "leader_not_in_charge", message);
    }
    Some(found.reference.clone())
}

/// No leader is named: the one in charge of the lead department, if there is exactly one.
fn leader_of_line(
    lead: Option<&Ref>,
    line: &Line<'_>,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Ref> {
    if let Some(leader) = lead.and_then(|lead| context.roster.leader_in_charge_of(lead)) {
        let name = &leader.reference.name;
        let message = format!("责任领导为空，按牵头单位的分管联系领导“{name}”读取，请核对。");
        findings.warn(line, Column::Leader, "leader_from_portfolio", message);
        return Some(leader.reference.clone());
    }
    let hint = line.merged_hint(Column::Leader);
    let message = format!("责任领导为空。请填写一位领导的姓名或职务。{hint}");
    findings.error(line, Column::Leader, "leader_missing", message);
    None
}

/// How a co-department that was left out comes in after all.
const TO_ADD: &str = "如需列入，请写单位全称后重新上传，或导入后在拟办中补上。";

/// Adds the units of one cell and gives what they were read as.
fn co_departments(
    column: Column,
    units: Vec<Unit>,
    parties: &mut Parties,
    line: &Line<'_>,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Vec<String> {
    let mut names = Vec::new();
    let lead = parties.lead.clone();
    let mut add = |unit: &Ref| {
        if lead.as_ref() != Some(unit) && !parties.co.contains(unit) {
            parties.co.push(unit.clone());
        }
    };
    let mut groups: Vec<Group> = Vec::new();
    for unit in units {
        let text = match unit {
            Unit::Named(text) => text,
            Unit::Group { text, group } => {
                if !groups.contains(&group) {
                    groups.push(group);
                    let members: Vec<&Ref> = context
                        .roster
                        .group(group)
                        .filter(|unit| lead.as_ref() != Some(unit))
                        .collect();
                    members.iter().for_each(|unit| add(unit));
                    let whom = match group {
                        Group::Townships => "全部乡镇（街道）",
                        Group::Departments => "全部县直部门（牵头单位除外）",
                    };
                    let message = format!("“{text}”按{whom}读取，共{}个单位，请核对。", members.len());
                    findings.warn(line, column, "co_group", message);
                    names.push(format!("{text}（{}个单位）", members.len()));
                }
                continue;
            }
        };
        match context.roster.find_unit(&text) {
            Found::Same(at) => {
                add(context.roster.unit(at));
                names.push(context.roster.unit(at).name.clone());
            }
            Found::Guess(at) => {
                let name = context.roster.unit(at).name.clone();
                add(context.roster.unit(at));
                findings.warn(
                    line,
                    column,
                    "unit_guessed",
                    format!("“{text}”按“{name}”读取，请核对。"),
                );
                names.push(name);
            }
            Found::Several(names) => {
                let names = quoted(&names);
                let message = format!("“{text}”可能是{names}，不列入配合单位。{TO_ADD}");
                findings.warn(line, column, "co_ambiguous", message);
            }
            Found::Unknown(near) => {
                let advice = near_or(&near, TO_ADD);
                let message = format!("未找到单位“{text}”，不列入配合单位。{advice}");
                findings.warn(line, column, "co_unknown", message);
            }
        }
    }
    names
}

fn quoted(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("“{name}”"))
        .collect::<Vec<_>>()
        .join("、")
}

fn near_or(near: &[String], advice: &str) -> String {
    if near.is_empty() {
        advice.to_owned()
    } else {
        format!("相近的有{}。{advice}", quoted(near))
    }
}
