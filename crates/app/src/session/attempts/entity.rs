//! Table `sign_in_attempt`. What was tried from an address, at an account, or from a device, since when, and until
//! when it is refused. `id` is a keyed hash, so that nobody reads in it what was typed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub kind: String,
    /// The network address, as far as it is part of what is counted.
    pub address: Option<String>,
    /// The account; none for a name that nobody has.
    pub user_id: Option<Uuid>,
    pub tries: i32,
    /// When `tries` began.
    pub since: i64,
    /// Failures in a row, those under way among them.
    pub failures: i32,
    pub failed_at: i64,
    pub locked_until: Option<i64>,
    /// Failures under unknown user names that are not recorded in the chain yet.
    #[sea_orm(column_name = "untold")]
    pub pending_failures: i32,
    /// When such failures were last recorded.
    #[sea_orm(column_name = "told_at")]
    pub recorded_at: Option<i64>,
    /// When a limit was reached that the office was not notified of yet.
    pub alarm_at: Option<i64>,
    pub expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
