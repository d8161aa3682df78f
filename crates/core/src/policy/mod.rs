//! Who may do and see what. Every permission of the product is decided here, from data.
//!
//! [`check`] decides an action on a matter, [`visibility`] the scope of every list, count, search and feed,
//! [`has_permission`] everything that is not about one matter. What the matter's state allows is the life cycle's business;
//! [`abilities`] and [`blocked_actions`] put both together.

mod permission;
mod relation;
mod role;

use crate::actor::Actor;
use crate::id::{DepartmentId, RegionId, UserId};
use crate::matter::MatterFacts;
use crate::matter::lifecycle::{self, TransitionContext};
use crate::word::{Action, Blocker, Role};

pub use permission::{HomePage, Permission, has_permission, home, pages, sees_matters};
pub use relation::Relation;
pub use role::{
    decides_own_only, exists_in, grants, grants_first, hears_of_refused_sign_ins, is_administrator,
    is_city_office, is_county_head, leads_matters, manager, manages, manages_accounts, needs_department,
    oversees_counties, role_of, solver,
};

/// The policy's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Go ahead.
    Allowed,
    /// Seen, but not theirs to do (403).
    Forbidden,
    /// As if it did not exist (404).
    Hidden,
}

/// What a person sees of all matters; every read takes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// No matter at all.
    Nothing,
    /// Everything in a county.
    Region(RegionId),
    /// A leader's own matters, drafts among them, and those that were handed over to a department of the portfolio.
    Leader {
        /// The county.
        region: RegionId,
        /// The leader.
        leader: UserId,
        /// The portfolio.
        departments: Vec<DepartmentId>,
    },
    /// Matters that were handed over to a department to lead or to co-operate in. Until then a draft is the office's and
    /// its approver's alone.
    Department {
        /// The county.
        region: RegionId,
        /// The department.
        department: DepartmentId,
    },
    /// Matters of these counties that were ever submitted to the city.
    City {
        /// The city above them.
        city: RegionId,
        /// The counties.
        counties: Vec<RegionId>,
    },
}

impl Scope {
    /// Whether submissions are read before they left the county, too: what a county only thinks of asking is not the
    /// city's to read.
    pub const fn reads_proposals(&self) -> bool {
        !matches!(self, Self::City { .. })
    }
}

/// Decides an action on a matter.
pub fn check(actor: &Actor, action: Action, facts: &MatterFacts) -> Decision {
    if !can_see(actor, facts) {
        return Decision::Hidden;
    }
    if action
        .definition()
        .allowed_relations
        .iter()
        .any(|relation| relation.is(actor, facts))
    {
        Decision::Allowed
    } else {
        Decision::Forbidden
    }
}

/// Whether a matter lies in a person's scope.
pub fn can_see(actor: &Actor, facts: &MatterFacts) -> bool {
    let takes_part = |department: DepartmentId| {
        facts.is_handed_over() && (facts.lead_department == department || facts.part_of(department).is_some())
    };
    match visibility(actor) {
        Scope::Nothing => false,
        Scope::Region(region) => facts.region == region,
        Scope::Leader {
            region,
            leader,
            departments,
        } => facts.region == region && (facts.leader == leader || departments.into_iter().any(takes_part)),
        Scope::Department { region, department } => facts.region == region && takes_part(department),
        Scope::City { counties, .. } => facts.ever_submitted && counties.contains(&facts.region),
    }
}

/// The scope that every read by a person takes.
pub fn visibility(actor: &Actor) -> Scope {
    match actor.role {
        Role::CountyHead | Role::Supervisor => Scope::Region(actor.region),
        Role::Leader => Scope::Leader {
            region: actor.region,
            leader: actor.user,
            departments: actor.portfolio.clone(),
        },
        Role::DepartmentHead | Role::Handler => {
            actor
                .department
                .map_or(Scope::Nothing, |department| Scope::Department {
                    region: actor.region,
                    department,
                })
        }
        Role::CitySupervisor => Scope::City {
            city: actor.region,
            counties: actor.counties.clone(),
        },
        Role::Statistician | Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => Scope::Nothing,
    }
}

/// What a person can do to a matter now: allowed by the policy and open by the life cycle.
pub fn abilities(actor: &Actor, facts: &MatterFacts, ctx: &TransitionContext<'_>) -> Vec<Action> {
    let able = |action: &Action| {
        check(actor, *action, facts) == Decision::Allowed && lifecycle::open(*action, facts, ctx)
    };
    Action::ALL.iter().copied().filter(able).collect()
}

/// What is a person's to do now and yet closed, with the refusal that trying it would meet, so that nobody looks for
/// a button in vain. A department's own part that is signed for or done is no obstacle: there is nothing left to do.
pub fn blocked_actions(
    actor: &Actor,
    facts: &MatterFacts,
    ctx: &TransitionContext<'_>,
) -> Vec<(Action, Blocker)> {
    let mine = |action: &Action| check(actor, *action, facts) == Decision::Allowed;
    let why = |action| Some((action, lifecycle::blocker_of(action, facts, ctx)?.blocker()?));
    Action::ALL.iter().copied().filter(mine).filter_map(why).collect()
}
