//! What is said when a matter is not moved: the rules as data, and the plan of what fires when.

mod ladder;
mod rule;

pub use ladder::{AlertFacts, DueStep, Plan, StepKey, plan, unfired};
pub use rule::{AlertOutcome, Recipient, Rule, RuleKey, Step, default_rules, faults};
