//! Departments, townships and offices.

use duban_core::id::{DepartmentId, RegionId};
use duban_core::word::DepartmentKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub mod command;
pub(crate) mod entity;
pub mod query;

/// A department as the outside sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DepartmentView {
    /// Its id.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// What kind of body it is.
    pub kind: DepartmentKind,
    /// The county or city it belongs to.
    pub region_id: RegionId,
}
