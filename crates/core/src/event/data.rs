//! The kinds of events with their facts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::payload::{ChangingFact, Fact, Payload, Told, changing_facts, payloads};
use crate::alert::{AlertOutcome, RuleKey};
use crate::id::{DepartmentId, MatterId, PlanId, RegionId, UserId};
use crate::word::{Action, CityAnswer, MatterKind, RegionLevel, ReportCycle, Role, SlipColor, Status, words};

words! {
    /// What can be printed.
    Sheet {
        /// The overdue audit.
        Overdue = "overdue",
    }
    /// Why something was refused, where it is not told by the action.
    RefusalReason {
        /// Too many ids that lead nowhere.
        NotFound = "not_found",
    }
}

changing_facts! {
    /// What of a matter can change.
    MatterFact {
        Formal Status = "status",
        Formal Stage = "stage",
        Formal Resolution = "resolution",
        Formal Outcome = "outcome",
        Formal Holder = "holder",
        Formal EscalationStatus = "escalation_status",
        Formal ExtensionPending = "extension_pending",
        Formal ProgressPercent = "progress_percent",
        Formal DueOn = "due_on",
        Formal DueInWorkingDays = "due_in_working_days",
        Formal CityDueOn = "city_due_on",
        Formal StoppedOn = "stopped_on",
        Formal LeaderId = "leader_id",
        Formal LeadDepartmentId = "lead_department_id",
        Formal CoDepartmentIds = "co_department_ids",
        Formal PlanId = "plan_id",
        Formal Kind = "kind",
        Formal Urgency = "urgency",
        Formal WeakLinkKind = "weak_link_kind",
        Formal ReportCycle = "report_cycle",
        Formal ReportDay = "report_day",
        Business Title = "title",
        Business Requirement = "requirement",
        Business Category = "category",
        Business Basis = "basis",
        Business Remark = "remark",
        Business Source = "source",
    }
}

changing_facts! {
    /// What of an account can change.
    AccountFact {
        Formal Name = "name",
        Formal Post = "post",
        Formal Role = "role",
        Formal Department = "department",
        Formal Liaison = "liaison",
        Formal Active = "active",
        Formal Portfolio = "portfolio",
    }
}

/// Facts that changed, before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    before: Map<String, Value>,
    after: Map<String, Value>,
}

impl Changes {
    /// Notes a fact if it is another one now.
    pub fn note<T: Serialize>(&mut self, fact: impl ChangingFact, before: &T, after: &T) {
        self.note_named(fact.name(), json(before), json(after));
    }

    /// The same for a fact that has its name from elsewhere, e.g. from the settings.
    pub fn note_named(&mut self, name: &str, before: Value, after: Value) {
        if before != after {
            self.insert(name, before, after);
        }
    }

    /// Notes a fact that became another one although it is called the same.
    pub fn note_replaced<T: Serialize>(&mut self, fact: impl ChangingFact, before: &T, after: &T) {
        self.insert(fact.name(), json(before), json(after));
    }

    fn insert(&mut self, name: &str, before: Value, after: Value) {
        self.before.insert(name.to_owned(), before);
        self.after.insert(name.to_owned(), after);
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty()
    }
}

/// What cannot be written as JSON does not occur among facts: they are words, ids, dates, numbers and texts.
fn json<T: Serialize>(fact: &T) -> Value {
    serde_json::to_value(fact).unwrap_or_default()
}

/// An action on a matter: what changed, and what goes with the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterAction {
    /// What was done.
    pub action: Action,
    /// The matter's facts that changed.
    pub changes: Changes,
    /// The action's particulars.
    pub details: ActionDetails,
}

/// A change of the settings, each by its name there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsChanged {
    /// What changed.
    pub changes: Changes,
}

/// A change of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserChanged {
    /// Whose account it is.
    pub username: String,
    /// What changed.
    pub changes: Changes,
}

impl Told for MatterAction {
    const FACTS: &'static [&'static [Fact]] = &[MatterFact::FACTS, <ActionDetails as Payload>::FACTS];

    fn told(&self) -> (Map<String, Value>, Map<String, Value>) {
        let (_, mut after) = self.details.told();
        after.extend(self.changes.after.clone());
        (self.changes.before.clone(), after)
    }
}

impl Told for SettingsChanged {
    const FACTS: &'static [&'static [Fact]] = &[];

    fn told(&self) -> (Map<String, Value>, Map<String, Value>) {
        (self.changes.before.clone(), self.changes.after.clone())
    }
}

impl Told for UserChanged {
    const FACTS: &'static [&'static [Fact]] = &[AccountFact::FACTS];

    fn told(&self) -> (Map<String, Value>, Map<String, Value>) {
        let mut after = self.changes.after.clone();
        after.insert("username".to_owned(), json(&self.username));
        (self.changes.before.clone(), after)
    }
}

/// A step of the ladder as its event tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the alert")]
pub struct AlertStep {
    pub rule: RuleKey,
    pub version: u32,
    pub step: i32,
    pub cycle: String,
    pub outcome: AlertOutcome,
    /// The number of its urge slip.
    pub slip: Option<String>,
    pub recipients: Vec<UserId>,
}

payloads! {
    /// What goes with an action; each action fills what it has.
    #[derive(Default)]
    ActionDetails {
        /// Whose the matter is, according to the department that objects; null where it does not say.
        formal? suggested_department_id: Option<Uuid>,
        /// How far it is, from 0 to 100.
        formal? percent: i32,
        /// Whose report or part it is, by name.
        business? department: String,
        /// What comes next.
        business? next_step: String,
        /// What is in the way.
        business? problems: String,
        /// Where it was solved.
        business? place: String,
        /// The day on which it was solved.
        formal? solved_on: NaiveDate,
        /// The number of the urge slip.
        business? slip_number: String,
        /// Its colour.
        formal? color: SlipColor,
        /// What the county has tried.
        business? tried: String,
        /// The city's department, by name.
        business? city_department: String,
        /// The letter's number.
        business? document_number: String,
        /// The letter's date.
        formal? document_on: NaiveDate,
        /// What the city answered.
        formal? answer: CityAnswer,
        /// Whether the county's office recorded the city's step.
        formal? on_behalf: bool,
        /// The date before an extension.
        formal? from_due_on: NaiveDate,
        /// The date that was asked for or given.
        formal? to_due_on: NaiveDate,
        /// Whether the extension was asked for after the date.
        formal? late: bool,
    }
    /// A matter was registered.
    MatterCreated {
        /// Its number.
        formal number: String,
        /// Task or issue.
        formal kind: MatterKind,
        /// What it is about.
        business title: String,
        /// What is asked for.
        business requirement: String,
        /// Where its life begins.
        formal status: Status,
        /// The responsible leader.
        formal leader_id: Uuid,
        /// The lead department.
        formal lead_department_id: Uuid,
        /// The date, or what it would be today.
        formal due_on: NaiveDate,
        /// Working days from the hand-over.
        formal due_in_working_days: Option<i32>,
        /// How often progress is reported.
        formal report_cycle: ReportCycle,
        /// The decision that it rests on.
        business basis: Option<String>,
    }
    /// The ladder chased somebody.
    Alerted {
        /// The steps of this time.
        business alerts: Vec<AlertStep>,
    }
    /// Somebody signed in.
    LoginSucceeded {
        /// What the browser says of itself.
        formal user_agent: Option<String>,
        /// From where.
        formal address: Option<String>,
    }
    /// Somebody did not.
    LoginFailed {
        /// The account; null where there is none of that name.
        formal username: Option<String>,
        /// Failures in a row, or since the last event of the address.
        formal failures: i32,
        /// Whether this one locked the account.
        formal? locked: bool,
        /// From where.
        formal address: Option<String>,
    }
    /// Somebody else set the password.
    PasswordSet {
        /// The account.
        formal username: String,
    }
    /// A refresh token came a second time.
    RefreshReused {
        /// The account.
        formal username: String,
    }
    /// Somebody else ended all sessions.
    SessionsRevoked {
        /// The account.
        formal username: String,
    }
    /// The locks of an account were opened.
    AccountUnlocked {
        /// The account.
        formal username: String,
    }
    /// Somebody tried what was not theirs to do.
    Refused {
        /// Method and address.
        formal operation: String,
        /// The action; null where the operation is none.
        formal? action: Option<String>,
        /// Why, where it is not told by the action.
        formal? reason: RefusalReason,
        /// How often, if more than once.
        formal? times: u32,
        /// The matters, if more than one.
        formal? matter_ids: Vec<MatterId>,
    }
    /// A page was printed.
    Printed {
        /// Which page.
        formal what: Sheet,
        /// Its filters as they stood in the address.
        formal query: String,
        /// Rows on paper.
        formal count: u64,
    }
    /// An account was made.
    UserCreated {
        /// Its id.
        formal id: Uuid,
        /// The account.
        formal username: String,
        /// The role it has.
        formal role: Role,
        /// Absent where the account was loaded with the county.
        formal? department: Option<DepartmentId>,
    }
    /// A ledger was read, or its rows became drafts.
    ImportRead {
        /// The reading.
        formal import_id: Uuid,
        /// The name of the file.
        business file_name: String,
        /// What was in it.
        business sha256: String,
        /// Tasks found.
        formal tasks: i32,
        /// Issues found.
        formal issues: i32,
    }
    /// A region was set up.
    RegionCreated {
        /// Its code.
        formal code: String,
        /// Its name.
        formal name: String,
        /// County or city.
        formal level: RegionLevel,
    }
    /// A county came under its city.
    RegionLinked {
        /// The city.
        formal city: RegionId,
        /// Whether the city works with the system.
        formal city_on_system: bool,
    }
    /// A department was added.
    DepartmentCreated {
        /// Its id.
        formal id: DepartmentId,
        /// Its name.
        formal name: String,
    }
    /// A plan was added.
    PlanCreated {
        /// Its id.
        formal id: PlanId,
        /// What it is about.
        business title: String,
        /// How many it has.
        formal targets: usize,
    }
    /// What is told by its kind alone.
    Nothing {}
}
