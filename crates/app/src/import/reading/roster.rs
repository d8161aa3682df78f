//! The leaders and units of a region, to be found by the names that a ledger uses.

use duban_core::id::{DepartmentId, RegionId};
use duban_core::policy::{is_county_head, leads_matters};
use duban_core::word::DepartmentKind;
use duban_ledger::names::{Brackets, NameIndex, NameMatch};
use duban_ledger::units::Group;

use crate::directory::Directory;
use crate::words::Ref;

/// Who can be named in a region's ledger.
#[derive(Debug)]
pub(in crate::import) struct Roster {
    leaders: Vec<Leader>,
    leader_names: NameIndex,
    units: Vec<UnitEntry>,
    unit_names: NameIndex,
}

#[derive(Debug, Clone)]
pub(super) struct Leader {
    pub(super) reference: Ref,
    pub(super) head: bool,
    portfolio: Vec<DepartmentId>,
}

impl Leader {
    pub(super) fn is_in_charge_of(&self, department: &Ref) -> bool {
        self.head || self.portfolio.contains(&department.id.into())
    }
}

#[derive(Debug)]
struct UnitEntry {
    kind: DepartmentKind,
    reference: Ref,
}

impl Roster {
    pub(in crate::import) fn of(directory: &Directory, region: RegionId) -> Self {
        let mut roster = Self {
            leaders: Vec::new(),
            leader_names: NameIndex::default(),
            units: Vec::new(),
            unit_names: NameIndex::default(),
        };
        for person in directory.people(region) {
            if !leads_matters(person.role) {
                continue;
            }
            let at = roster.leaders.len();
            roster.leader_names.add(at, &person.name);
            if let Some(post) = person.post.as_deref().filter(|post| *post != person.name) {
                let shown = format!("{post} {}", person.name);
                roster.leader_names.add_shown(at, post, shown);
            }
            roster.leaders.push(Leader {
                reference: directory.person_ref(person.id),
                head: is_county_head(person.role),
                portfolio: directory.portfolio(person.id).to_vec(),
            });
        }
        for unit in directory.departments(region).filter(|unit| unit.active) {
            roster.unit_names.add(roster.units.len(), &unit.name);
            roster.units.push(UnitEntry {
                kind: unit.kind,
                reference: directory.department_ref(unit.id),
            });
        }
        roster
    }

    pub(super) fn find_leader(&self, text: &str) -> NameMatch {
        self.leader_names.find(text, Brackets::Telling)
    }

    pub(super) fn leader(&self, at: usize) -> &Leader {
        &self.leaders[at]
    }

    /// The leader in whose portfolio the department is, if there is exactly one.
    pub(super) fn leader_in_charge_of(&self, department: &Ref) -> Option<&Leader> {
        let mut found = self
            .leaders
            .iter()
            .filter(|leader| !leader.head && leader.is_in_charge_of(department));
        found.next().filter(|_| found.next().is_none())
    }

    pub(super) fn find_unit(&self, text: &str) -> NameMatch {
        self.unit_names.find(text, Brackets::Aside)
    }

    pub(super) fn unit(&self, at: usize) -> &Ref {
        &self.units[at].reference
    }

    /// Everyone whom a group name means.
    pub(super) fn group(&self, group: Group) -> impl Iterator<Item = &Ref> {
        let kind = match group {
            Group::Townships => DepartmentKind::Township,
            Group::Departments => DepartmentKind::Department,
        };
        self.units
            .iter()
            .filter(move |unit| unit.kind == kind)
            .map(|unit| &unit.reference)
    }
}
