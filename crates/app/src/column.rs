//! Columns whose values are words of the field: text in the database, an enum in a row.

use std::sync::Arc;

use duban_core::word::{UnknownWord, Vocabulary};
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, IntoActiveValue, QueryResult, Set, TryGetError, TryGetable, Value};
use serde::{Serialize, Serializer};

/// A word in a column. The newtype is needed because neither core's enums nor sea-orm's traits belong to this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word<T>(pub T);

impl<T> Word<T> {
    /// The word itself.
    pub fn get(self) -> T {
        self.0
    }
}

impl<T> From<T> for Word<T> {
    fn from(word: T) -> Self {
        Self(word)
    }
}

impl<T: PartialEq> PartialEq<T> for Word<T> {
    fn eq(&self, other: &T) -> bool {
        self.0 == *other
    }
}

/// As in the database, so that an event records the same text whether it is given the row's word or core's.
impl<T: Vocabulary> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<T: Vocabulary> From<Word<T>> for Value {
    fn from(Word(word): Word<T>) -> Self {
        word.as_str().into()
    }
}

impl<T: Vocabulary> Nullable for Word<T> {
    // PostgreSQL wants to know the type of an absent value, too.
    fn null() -> Value {
        String::null()
    }
}

impl<T: Vocabulary> ValueType for Word<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let text = <String as ValueType>::try_from(value)?;
        text.parse().map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        String::type_name()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::String(StringLen::None)
    }
}

impl<T: Vocabulary> TryGetable for Word<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        text.parse().map(Self).map_err(|unknown: UnknownWord| {
            TryGetError::DbErr(DbErr::TryIntoErr {
                from: "text",
                into: unknown.kind,
                source: Arc::new(unknown),
            })
        })
    }
}

impl<T: Vocabulary> IntoActiveValue<Self> for Word<T> {
    fn into_active_value(self) -> sea_orm::ActiveValue<Self> {
        Set(self)
    }
}

/// The stored word that no rule knows, where that is the error.
pub(crate) fn unknown_word(error: &DbErr) -> Option<&UnknownWord> {
    match error {
        DbErr::TryIntoErr { source, .. } => source.downcast_ref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use duban_core::word::Status;
    use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, Statement};

    use super::*;
    use crate::error::AppError;

    async fn read(text: &str) -> Result<Option<Word<Status>>, DbErr> {
        let db = Database::connect(ConnectOptions::new("sqlite::memory:")).await?;
        let select = format!("SELECT {text} AS status");
        let row = db
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, select))
            .await?;
        row.ok_or_else(|| DbErr::RecordNotFound("row".to_owned()))?
            .try_get("", "status")
    }

    #[tokio::test]
    async fn words_are_read_and_unknown_ones_are_named() {
        for status in Status::ALL {
            assert_eq!(read(&format!("'{status}'")).await, Ok(Some(Word(*status))));
        }
        assert_eq!(read("NULL").await, Ok(None));
        let error = AppError::from(read("'lost'").await.expect_err("no status"));
        assert!(
            matches!(&error, AppError::Corrupt(text) if text == r#""lost" is not a Status"#),
            "{error:?}"
        );
    }

    #[test]
    fn words_are_bound_and_serialized_as_text() {
        assert_eq!(Value::from(Word(Status::Issued)), Value::from("issued"));
        assert_eq!(Value::from(None::<Word<Status>>), Value::String(None));
        assert_eq!(
            serde_json::json!(Word(Status::Issued)),
            serde_json::json!("issued")
        );
        let read = |text: &str| <Word<Status> as ValueType>::try_from(text.into()).ok();
        assert_eq!(read("issued"), Some(Word(Status::Issued)));
        assert_eq!(read("lost"), None);
    }
}
