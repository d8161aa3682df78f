//! Recipients of an action, with message kind and severity.

use crate::word::words;

words! {
    /// What a notification is about.
    NotificationKind {
        /// A step of the ladder fired (提醒、催办).
        Alert = "alert",
        /// A matter was handed over (交办).
        Assigned = "assigned",
        /// Work came back (退回).
        Returned = "returned",
        /// The reader has to decide (待审).
        DecisionWanted = "decision_wanted",
        /// Something was decided (已审).
        Decided = "decided",
        /// A submission to the city moved (提请市级).
        Escalation = "escalation",
        /// A leader wrote an instruction (批示).
        Instruction = "instruction",
        /// The office chased by hand (催办).
        Urged = "urged",
        /// Good to know.
        Info = "info",
    }
    /// How loud a notification is; the colours are those of the urge slips.
    Severity {
        /// Plain.
        Info = "info",
        /// 蓝色.
        Blue = "blue",
        /// 黄色.
        Yellow = "yellow",
        /// 红色.
        Red = "red",
    }
}

/// A group of persons around a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The lead department's people.
    Lead,
    /// The co-departments' people.
    Co,
    /// The responsible leader.
    Leader,
    /// The county head.
    CountyHead,
    /// The supervision office.
    Office,
    /// Who checks a claim: the office, or the county head where the office has claimed.
    Verifier,
    /// The city's supervision office.
    City,
}

/// One message of an action: of what kind, how loud, to whom.
#[derive(Debug, Clone, Copy)]
pub struct Notice {
    /// What it is about.
    pub kind: NotificationKind,
    /// How loud it is.
    pub severity: Severity,
    /// To whom it goes.
    pub audiences: &'static [Audience],
}

pub(super) const fn plain(kind: NotificationKind, audiences: &'static [Audience]) -> Notice {
    Notice {
        kind,
        severity: Severity::Info,
        audiences,
    }
}

pub(super) const fn yellow(kind: NotificationKind, audiences: &'static [Audience]) -> Notice {
    Notice {
        severity: Severity::Yellow,
        ..plain(kind, audiences)
    }
}

pub(super) const fn blue(kind: NotificationKind, audiences: &'static [Audience]) -> Notice {
    Notice {
        severity: Severity::Blue,
        ..plain(kind, audiences)
    }
}
