//! Who answers for a row: leader, lead department, co-departments.

use duban_core::lang::OFFICE;
use duban_core::say;
use duban_ledger::header::Column;
use duban_ledger::names::NameMatch;
use duban_ledger::units::{Group, Unit, split};

use super::line::{Certainty, Findings, LedgerRow, RowContext};
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
pub(super) fn read(line: &LedgerRow<'_>, context: &RowContext<'_>, findings: &mut Findings) -> Parties {
    let mut parties = Parties::default();
    let mut units = units_of(line, Column::Lead, context).into_iter();
    let (lead, others) = (units.next(), units.collect::<Vec<_>>());
    parties.lead = lead_department(lead, line, context, findings);
    parties.leader = leader(parties.lead.as_ref(), line, context, findings);
    if !others.is_empty() {
        let message = say!(OFFICE, "import.several_leads");
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
        findings.reading(
            line,
            Column::Co,
            names.join(&say!(OFFICE, "import.comma")),
            certainty,
        );
    }
    if parties.co.len() > CO_DEPARTMENTS_MAX {
        let message = say!(OFFICE, "import.co_too_many", most = CO_DEPARTMENTS_MAX);
        findings.error(line, Column::Co, "co_too_many", message);
    }
    parties
}

/// The units of a cell. Where no sign separates them, spaces do, if every part is a known name.
fn units_of(line: &LedgerRow<'_>, column: Column, context: &RowContext<'_>) -> Vec<Unit> {
    let known = |text: &str| matches!(context.roster.find_unit(text), NameMatch::Same(_));
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
    line: &LedgerRow<'_>,
    context: &RowContext<'_>,
    findings: &mut Findings,
) -> Option<Ref> {
    let text = match unit {
        None => {
            let hint = line.merged_hint(Column::Lead);
            let message = say!(OFFICE, "import.lead_missing", hint);
            findings.error(line, Column::Lead, "lead_missing", message);
            return None;
        }
        Some(Unit::Group { text, .. }) => {
            let message = say!(OFFICE, "import.lead_is_group", text);
            findings.error(line, Column::Lead, "lead_is_group", message);
            return None;
        }
        Some(Unit::Named(text)) => text,
    };
    match context.roster.find_unit(&text) {
        NameMatch::Same(at) => {
            let unit = context.roster.unit(at).clone();
            findings.read(line, Column::Lead, unit.name.clone());
            Some(unit)
        }
        NameMatch::Guess(at) => {
            let unit = context.roster.unit(at).clone();
            let message = say!(OFFICE, "import.name_guessed", text, name = unit.name);
            findings.guess(line, Column::Lead, unit.name.clone(), "unit_guessed", message);
            Some(unit)
        }
        NameMatch::Several(names) => {
            let message = say!(OFFICE, "import.lead_ambiguous", text, names = quoted(&names));
            findings.error(line, Column::Lead, "lead_ambiguous", message);
            None
        }
        NameMatch::Unknown(near) => {
            let advice = near_or(&near, say!(OFFICE, "import.lead_to_add"));
            findings.error(
                line,
                Column::Lead,
                "lead_unknown",
                say!(OFFICE, "import.lead_unknown", text, advice),
            );
            None
        }
    }
}

fn leader(
    lead: Option<&Ref>,
    line: &LedgerRow<'_>,
    context: &RowContext<'_>,
    findings: &mut Findings,
) -> Option<Ref> {
    let mut named = split(&line.text(Column::Leader)).into_iter();
    let Some(Unit::Named(text) | Unit::Group { text, .. }) = named.next() else {
        return leader_of_line(lead, line, context, findings);
    };
    if named.next().is_some() {
        let message = say!(OFFICE, "import.several_leaders");
        findings.warn(line, Column::Leader, "several_leaders", message);
    }
    let found = match context.roster.find_leader(&text) {
        NameMatch::Same(at) => {
            let leader = context.roster.leader(at);
            findings.read(line, Column::Leader, leader.reference.name.clone());
            leader
        }
        NameMatch::Guess(at) => {
            let leader = context.roster.leader(at);
            let name = leader.reference.name.clone();
            let message = say!(OFFICE, "import.name_guessed", text, name);
            findings.guess(line, Column::Leader, name, "leader_guessed", message);
            leader
        }
        NameMatch::Several(names) => {
            let message = say!(OFFICE, "import.leader_ambiguous", text, names = quoted(&names));
            findings.error(line, Column::Leader, "leader_ambiguous", message);
            return None;
        }
        NameMatch::Unknown(near) => {
            let advice = near_or(&near, say!(OFFICE, "import.leader_to_name"));
            findings.error(
                line,
                Column::Leader,
                "leader_unknown",
                say!(OFFICE, "import.leader_unknown", text, advice),
            );
            return None;
        }
    };
    if let Some(lead) = lead.filter(|lead| !found.is_in_charge_of(lead)) {
        let message = say!(
            OFFICE,
            "import.leader_not_in_charge",
            department = lead.name,
            leader = found.reference.name
        );
        findings.warn(line, Column::Leader, "leader_not_in_charge", message);
    }
    Some(found.reference.clone())
}

/// No leader is named: the one in charge of the lead department, if there is exactly one.
fn leader_of_line(
    lead: Option<&Ref>,
    line: &LedgerRow<'_>,
    context: &RowContext<'_>,
    findings: &mut Findings,
) -> Option<Ref> {
    if let Some(leader) = lead.and_then(|lead| context.roster.leader_in_charge_of(lead)) {
        let name = &leader.reference.name;
        let message = say!(OFFICE, "import.leader_from_portfolio", name);
        findings.warn(line, Column::Leader, "leader_from_portfolio", message);
        return Some(leader.reference.clone());
    }
    let hint = line.merged_hint(Column::Leader);
    let message = say!(OFFICE, "import.leader_missing", hint);
    findings.error(line, Column::Leader, "leader_missing", message);
    None
}

/// Adds the units of one cell and gives what they were read as.
fn co_departments(
    column: Column,
    units: Vec<Unit>,
    parties: &mut Parties,
    line: &LedgerRow<'_>,
    context: &RowContext<'_>,
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
                        Group::Townships => say!(OFFICE, "import.townships"),
                        Group::Departments => say!(OFFICE, "import.departments"),
                    };
                    let message = say!(OFFICE, "import.co_group", text, whom, count = members.len());
                    findings.warn(line, column, "co_group", message);
                    names.push(say!(OFFICE, "import.group", text, count = members.len()));
                }
                continue;
            }
        };
        match context.roster.find_unit(&text) {
            NameMatch::Same(at) => {
                add(context.roster.unit(at));
                names.push(context.roster.unit(at).name.clone());
            }
            NameMatch::Guess(at) => {
                let name = context.roster.unit(at).name.clone();
                add(context.roster.unit(at));
                findings.warn(
                    line,
                    column,
                    "unit_guessed",
                    say!(OFFICE, "import.name_guessed", text, name),
                );
                names.push(name);
            }
            NameMatch::Several(names) => {
                let names = quoted(&names);
                let message = say!(
                    OFFICE,
                    "import.co_ambiguous",
                    text,
                    names,
                    advice = say!(OFFICE, "import.co_to_add")
                );
                findings.warn(line, column, "co_ambiguous", message);
            }
            NameMatch::Unknown(near) => {
                let advice = near_or(&near, say!(OFFICE, "import.co_to_add"));
                let message = say!(OFFICE, "import.co_unknown", text, advice);
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
        .join(&say!(OFFICE, "import.comma"))
}

fn near_or(near: &[String], advice: String) -> String {
    if near.is_empty() {
        advice
    } else {
        say!(OFFICE, "import.near", names = quoted(near), advice)
    }
}
