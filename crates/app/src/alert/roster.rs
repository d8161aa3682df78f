//! From "the handler" to persons.

use std::collections::HashMap;

use duban_core::alert::Recipient;
use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::policy::{is_city_office, role_of, sees_matters};
use duban_core::word::Role;

use crate::directory::Directory;

/// A region's active people by what they are, so that resolving costs a look-up.
#[derive(Debug)]
pub(crate) struct Roster<'a> {
    directory: &'a Directory,
    by_role: HashMap<Role, Vec<UserId>>,
    by_department: HashMap<(DepartmentId, Role), Vec<UserId>>,
    city_supervisors: Vec<UserId>,
}

/// Who is responsible for a matter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Assignment {
    pub leader: UserId,
    pub lead_department: DepartmentId,
}

impl<'a> Roster<'a> {
    /// The people of a county and the supervisors of its city.
    pub(crate) fn new(directory: &'a Directory, region: RegionId) -> Self {
        let mut roster = Self {
            directory,
            by_role: HashMap::new(),
            by_department: HashMap::new(),
            city_supervisors: Vec::new(),
        };
        for person in directory.people(region) {
            roster.by_role.entry(person.role).or_default().push(person.id);
            if let Some(department) = person.department {
                roster
                    .by_department
                    .entry((department, person.role))
                    .or_default()
                    .push(person.id);
            }
        }
        if let Some(city) = directory.region(region).ok().and_then(|region| region.city) {
            let supervisors = directory
                .people(city)
                .filter(|person| is_city_office(person.role));
            roster
                .city_supervisors
                .extend(supervisors.map(|person| person.id));
        }
        roster
    }

    /// The persons behind the recipients, each once and under the first name that fits. For a
    /// recipient who is not there the supervision office is told, and where that has nobody the county
    /// head, so that nothing is dropped silently. Empty only where none of them has an account.
    pub(crate) fn resolve(
        &self,
        recipients: &[Recipient],
        assignment: Assignment,
    ) -> Vec<(UserId, Recipient)> {
        let mut found: Vec<(UserId, Recipient)> = Vec::new();
        for recipient in recipients {
            let mut persons = self.persons(*recipient, assignment);
            let mut received_as = *recipient;
            for substitute in [Recipient::Supervisor, Recipient::CountyHead] {
                if persons.is_empty() {
                    persons = self.all(substitute).to_vec();
                    received_as = substitute;
                }
            }
            for user in persons {
                if !found.iter().any(|(added, _)| *added == user) {
                    found.push((user, received_as));
                }
            }
        }
        found
    }

    /// Handlers and head of a department, and the office's own people where it is the office.
    pub(crate) fn department(&self, department: DepartmentId) -> Vec<UserId> {
        [
            Recipient::Handler,
            Recipient::DepartmentHead,
            Recipient::Supervisor,
        ]
        .into_iter()
        .flat_map(|recipient| self.of_department(department, recipient))
        .copied()
        .collect()
    }

    /// Everyone in the region who is this by role.
    pub(crate) fn all(&self, recipient: Recipient) -> &[UserId] {
        role_of(recipient)
            .and_then(|role| self.by_role.get(&role))
            .map_or(&[], Vec::as_slice)
    }

    /// The same within a department.
    fn of_department(&self, department: DepartmentId, recipient: Recipient) -> &[UserId] {
        role_of(recipient)
            .and_then(|role| self.by_department.get(&(department, role)))
            .map_or(&[], Vec::as_slice)
    }

    /// The supervisors of the city above.
    pub(crate) fn city(&self) -> &[UserId] {
        &self.city_supervisors
    }

    fn persons(&self, recipient: Recipient, assignment: Assignment) -> Vec<UserId> {
        let of_lead = |recipient| self.of_department(assignment.lead_department, recipient);
        match recipient {
            // A department without the one is reached through the other.
            Recipient::Handler if !of_lead(Recipient::Handler).is_empty() => {
                of_lead(Recipient::Handler).to_vec()
            }
            Recipient::DepartmentHead if of_lead(Recipient::DepartmentHead).is_empty() => {
                of_lead(Recipient::Handler).to_vec()
            }
            Recipient::Handler | Recipient::DepartmentHead => of_lead(Recipient::DepartmentHead).to_vec(),
            Recipient::LeaderLiaison => match self.liaison(assignment.leader) {
                Some(liaison) => vec![liaison],
                None => self.leader(assignment.leader),
            },
            Recipient::Leader => self.leader(assignment.leader),
            Recipient::CountyHead | Recipient::Supervisor => self.all(recipient).to_vec(),
            Recipient::CitySupervisor => self.city().to_vec(),
        }
    }

    /// The leader, unless the account was locked or is no leader's any more: then neither the matter nor what is to
    /// be decided on it is this person's.
    pub(crate) fn leader(&self, leader: UserId) -> Vec<UserId> {
        self.directory
            .person(leader)
            .filter(|person| person.leads())
            .map(|person| person.id)
            .into_iter()
            .collect()
    }

    /// The liaison, unless the account was locked or given a role without matters since it was named.
    fn liaison(&self, leader: UserId) -> Option<UserId> {
        let liaison = self.directory.person(leader)?.liaison?;
        self.directory
            .person(liaison)
            .filter(|person| person.active && sees_matters(person.role))
            .map(|person| person.id)
    }
}
