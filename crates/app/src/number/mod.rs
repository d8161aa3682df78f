//! Numbers as the office writes them (`督〔2023〕0012号`): per region, kind and year, without gaps,
//! because each is given out in the transaction that uses it.

use duban_core::id::RegionId;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::{AppError, AppResult};
use crate::store::Tx;

pub(crate) mod entity;

/// What a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberKind {
    /// A matter: 督〔year〕nnnn号.
    Matter,
    /// An urge slip: 催〔year〕nnnn号.
    Slip,
}

impl NumberKind {
    const fn key(self) -> &'static str {
        match self {
            Self::Matter => "matter",
            Self::Slip => "slip",
        }
    }

    const fn word(self) -> char {
        match self {
            Self::Matter => '督',
            Self::Slip => '催',
        }
    }
}

/// The next `count` numbers, in order. The counter's row stays locked until the transaction ends.
pub(crate) async fn next(
    tx: &Tx,
    region: RegionId,
    kind: NumberKind,
    year: i32,
    count: usize,
) -> AppResult<Vec<String>> {
    let step = i32::try_from(count).map_err(|_| AppError::Internal("too many numbers at once".to_owned()))?;
    if step == 0 {
        return Ok(Vec::new());
    }
    // The counter's row is waited for by all who register, as the chain's head is by all who write.
    tx.turn(region.0).await?;
    let last = match raise(tx, region, kind, year, step).await? {
        Some(last) => last,
        None => {
            let first = entity::ActiveModel {
                region_id: Set(region.0),
                kind: Set(kind.key().to_owned()),
                year: Set(year),
                last: Set(0),
            };
            let keys = [
                entity::Column::RegionId,
                entity::Column::Kind,
                entity::Column::Year,
            ];
            entity::Entity::insert(first)
                .on_conflict(OnConflict::columns(keys).do_nothing().to_owned())
                .exec_without_returning(tx)
                .await?;
            raise(tx, region, kind, year, step)
                .await?
                .ok_or_else(|| AppError::Internal("number counter is missing".to_owned()))?
        }
    };
    Ok((last - step + 1..=last)
        .map(|n| format!("{}〔{year}〕{n:04}号", kind.word()))
        .collect())
}

/// Where a matter's number stands among all of its region: by year, then as a number. As text `10000号` would come
/// before `1001号`. A text that is no number of ours comes first.
pub(crate) fn order(number: &str) -> i64 {
    let read = || {
        let (year, number) = number.split_once('〔')?.1.split_once('〕')?;
        let number: i64 = number.strip_suffix('号')?.parse().ok()?;
        Some(year.parse::<i64>().ok()? * 1_000_000_000 + number)
    };
    read().unwrap_or(0)
}

async fn raise(tx: &Tx, region: RegionId, kind: NumberKind, year: i32, step: i32) -> AppResult<Option<i32>> {
    let rows = entity::Entity::update_many()
        .col_expr(entity::Column::Last, Expr::col(entity::Column::Last).add(step))
        .filter(entity::Column::RegionId.eq(region.0))
        .filter(entity::Column::Kind.eq(kind.key()))
        .filter(entity::Column::Year.eq(year))
        .exec_with_returning(tx)
        .await?;
    Ok(rows.first().map(|row| row.last))
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn numbers_sort_by_year_and_then_as_numbers() {
        let rising = [
            "x",
            "督〔2023〕0001号",
            "督〔2023〕1001号",
            "督〔2023〕9999号",
            "督〔2023〕10000号",
            "督〔2023〕1000000号",
            "督〔2024〕0001号",
        ];
        assert!(rising.windows(2).all(|pair| order(pair[0]) < order(pair[1])));
    }
}
