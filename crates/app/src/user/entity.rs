//! Table `user_account`. A person who signs in.

use duban_core::word::Role;
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub department_id: Option<Uuid>,
    pub liaison_id: Option<Uuid>,
    pub username: String,
    pub name: String,
    pub post: Option<String>,
    pub role: Word<Role>,
    pub password_hash: String,
    pub must_change_password: bool,
    pub active: bool,
    pub position: i32,
    /// Not read any more, like the one below: attempts are counted in a table of their own.
    pub failed_logins: i32,
    pub locked_until: Option<i64>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
