//! What is said when a matter is not moved: the rules as data, and the plan of what fires when.

mod ladder;
mod rule;

pub use ladder::{AlertFacts, DueStep, Plan, Why, plan};
pub use rule::{
    CITY_SILENT_DAYS, LOOK_BACK_DAYS, Recipient, Rule, RuleKey, Step, UNDECIDED_DAYS, default_rules, faults,
};
