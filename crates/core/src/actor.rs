//! Who acts: a person in a role, in a region, perhaps in a department.

use crate::id::{DepartmentId, RegionId, UserId};
use crate::word::Role;

/// The person behind a request, with everything the policy looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub user: UserId,
    /// What the person is.
    pub role: Role,
    /// The county or city that the account belongs to.
    pub region: RegionId,
    /// The department, for department roles and the supervision office.
    pub department: Option<DepartmentId>,
    /// 分管联系: departments in a leader's portfolio.
    pub portfolio: Vec<DepartmentId>,
    /// Counties below the city, for a city supervisor.
    pub counties: Vec<RegionId>,
}
