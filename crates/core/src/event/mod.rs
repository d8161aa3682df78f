//! What the events of the chain say: a kind each, with the facts that go with it. Every fact says whether it is a formal one
//! or the county's business, which who may not read matters may not read here either.
//!
//! An event is stored as two JSON objects, what was and what is. Rows of former releases hold facts that are written no
//! more; they stay readable, and a fact that nobody knows counts as business.

mod data;
mod kind;
mod payload;
mod redact;
mod system;

pub use data::{
    AccountFact, AccountUnlocked, ActionDetails, AlertStep, Alerted, Changes, DepartmentCreated, ImportRead,
    LoginFailed, LoginSucceeded, MatterAction, MatterCreated, MatterFact, Nothing, PasswordSet, PlanCreated,
    Printed, RefreshReused, RefusalReason, Refused, RegionCreated, RegionLinked, SessionsRevoked,
    SettingsChanged, Sheet, UserChanged, UserCreated,
};
pub use kind::EventKind;
pub use payload::{ChangingFact, Fact, Sensitivity};
pub use redact::{Redaction, UNSHOWN};
pub use system::{EventData, SystemEvent};
