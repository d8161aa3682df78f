//! Table `chain_head`. The newest link of a region's chain; locked by every writer, so that the chain is one line.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chain_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region_id: Uuid,
    pub seq: i64,
    pub mac: String,
    /// Number of the newest line in any inbox of the region; who writes one locks the head as well.
    pub change_seq: i64,
    /// The number that the seal covers; less than `seq` where a process of the release before went on.
    pub sealed_seq: Option<i64>,
    /// See [`super::seal`]; none while no process with the key has seen a head from before there were seals.
    pub seal: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
