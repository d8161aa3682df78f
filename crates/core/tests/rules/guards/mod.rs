//! Each guard with the refusal it names and the case it lets pass.

mod ending;
mod limits;
mod parties;

use duban_core::error::RuleError;
use duban_core::matter::MatterFacts;
use duban_core::matter::lifecycle::{TransitionContext, apply};
use duban_core::word::{Action, Status};

use crate::builders::{by, persona};

/// Applies an action by a persona, after adjusting matter and inputs.
fn check(
    action: Action,
    who: &str,
    facts: MatterFacts,
    inputs: impl Fn(&mut TransitionContext<'_>),
    expected: Result<Status, RuleError>,
) {
    let actor = persona(who);
    let mut ctx = by(&actor);
    inputs(&mut ctx);
    let found = apply(action, &facts, &ctx).map(|next| next.status);
    assert_eq!(found, expected, "{action} by {who}");
}

fn none(_: &mut TransitionContext<'_>) {}
