//! How a person can be related to a matter; each action lists the relations that may take it.

use crate::actor::Actor;
use crate::matter::MatterFacts;
use crate::word::Role;

/// A relation of a person to a matter. The scope is checked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// 县长: stands above every leader of the county.
    CountyHead,
    /// The matter's own leader.
    MatterLeader,
    /// Any leader who sees the matter.
    AnyLeader,
    /// 督查室.
    Supervisor,
    /// The lead department: its handler, its head, or the office's own people where the office leads.
    LeadDepartment,
    /// A co-department: its handler, its head, or the office's own people where the office co-operates.
    CoDepartment,
    /// The head of the lead department.
    LeadHead,
    /// The city's office, or the county's on its behalf where the city does not use the system.
    CitySide,
}

impl Relation {
    /// Whether the person has this relation to the matter.
    pub fn is(self, actor: &Actor, facts: &MatterFacts) -> bool {
        let of_department = matches!(
            actor.role,
            Role::DepartmentHead | Role::Handler | Role::Supervisor
        );
        match self {
            Self::CountyHead => actor.role == Role::CountyHead,
            Self::MatterLeader => actor.role == Role::Leader && actor.user == facts.leader,
            Self::AnyLeader => actor.role == Role::Leader,
            Self::Supervisor => actor.role == Role::Supervisor,
            Self::LeadDepartment => of_department && actor.department == Some(facts.lead_department),
            Self::CoDepartment => {
                of_department
                    && actor
                        .department
                        .is_some_and(|department| facts.part_of(department).is_some())
            }
            Self::LeadHead => {
                actor.role == Role::DepartmentHead && actor.department == Some(facts.lead_department)
            }
            Self::CitySide if facts.city_on_system => actor.role == Role::CitySupervisor,
            Self::CitySide => actor.role == Role::Supervisor,
        }
    }
}
