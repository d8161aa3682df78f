//! What an administrator sends about an account.

use duban_core::id::{DepartmentId, UserId};
use duban_core::word::Role;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::input::clearable;

/// An account to be. The first sign-in asks for a new password.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// 2 to 32 of `a-z 0-9 . _ -`, unique in the installation.
    #[schema(min_length = 2, max_length = 32)]
    pub username: String,
    /// Name to show, at most 50 characters.
    #[schema(min_length = 1, max_length = 50)]
    pub name: String,
    /// Post to show, at most 100 characters.
    #[schema(max_length = 100)]
    pub post: Option<String>,
    /// What the person is.
    pub role: Role,
    /// Required for department heads and handlers.
    pub department_id: Option<DepartmentId>,
    /// Who receives a leader's reminders first.
    pub liaison_id: Option<UserId>,
    /// Departments in a leader's portfolio.
    #[serde(default)]
    pub portfolio: Vec<DepartmentId>,
    /// The first password: at least 10 characters of three kinds.
    #[schema(min_length = 10, max_length = 128, format = Password)]
    pub password: String,
}

/// Changes to an account; what is absent stays, null empties.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchUser {
    /// Name to show.
    #[schema(min_length = 1, max_length = 50)]
    pub name: Option<String>,
    /// Post to show.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<String>, max_length = 100)]
    pub post: Option<Option<String>>,
    /// What the person is.
    pub role: Option<Role>,
    /// The department.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub department_id: Option<Option<DepartmentId>>,
    /// Who receives a leader's reminders first.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub liaison_id: Option<Option<UserId>>,
    /// Departments in a leader's portfolio, all of them.
    pub portfolio: Option<Vec<DepartmentId>>,
    /// Whether the account may be used; closing it ends its sessions.
    pub active: Option<bool>,
}

/// The caller's own new password.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present one.
    #[schema(max_length = 128, format = Password)]
    pub current_password: String,
    /// The new one: at least 10 characters of three kinds.
    #[schema(min_length = 10, max_length = 128, format = Password)]
    pub new_password: String,
}

impl std::fmt::Debug for NewUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewUser")
            .field("username", &self.username)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChangePassword").finish_non_exhaustive()
    }
}
