//! People as the outside sees them.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::{RegionId, UserId};
use duban_core::word::{RegionLevel, Role};
use serde::Serialize;
use utoipa::ToSchema;

use crate::words::Ref;

/// The caller, and what the menu shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    /// The account.
    pub id: UserId,
    /// User name.
    pub username: String,
    /// Name to show.
    pub name: String,
    /// Post to show.
    pub post: Option<String>,
    /// What the person is.
    pub role: Role,
    /// Where the account belongs.
    pub region: RegionRef,
    /// The department, if any.
    pub department: Option<Ref>,
    /// Whether a new password must be chosen first.
    pub must_change_password: bool,
    /// Pages of the menu, in order.
    #[schema(value_type = Vec<String>)]
    pub pages: Vec<&'static str>,
    /// Which home page.
    #[schema(value_type = String)]
    pub home: &'static str,
    /// The product's present day where the region is.
    pub today: NaiveDate,
    /// Whether the person may register matters.
    pub can_create_matter: bool,
    /// Whether the person may create and change accounts.
    pub can_manage_users: bool,
    /// Roles that the person may give to an account.
    pub grantable_roles: Vec<Role>,
}

/// A region by id, name and level.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegionRef {
    /// Its id.
    pub id: RegionId,
    /// Its name.
    pub name: String,
    /// County or city.
    pub level: RegionLevel,
}

/// An account as its administrator sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserView {
    /// The account.
    pub id: UserId,
    /// User name.
    pub username: String,
    /// Name to show.
    pub name: String,
    /// Post to show.
    pub post: Option<String>,
    /// What the person is.
    pub role: Role,
    /// Whether the caller may change the account and set its password.
    pub can_manage: bool,
    /// The department, if any.
    pub department: Option<Ref>,
    /// Who receives a leader's reminders first.
    pub liaison: Option<Ref>,
    /// Departments in a leader's portfolio.
    pub portfolio: Vec<Ref>,
    /// Whether the account may be used.
    pub active: bool,
    /// Whether a new password must be chosen at the next sign-in.
    pub must_change_password: bool,
    /// Until when sign-ins are refused after too many failures, from one address or device at least.
    pub locked_until: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A leader whom a matter may be given to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Leader {
    /// The account.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Post.
    pub post: Option<String>,
    /// Departments in the portfolio.
    pub departments: Vec<Ref>,
}
