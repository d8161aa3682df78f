//! The file's plan beside the database's.

use duban_app::plan::command::{NewPlan, NewTarget};
use duban_app::plan::{PlanView, TargetView};

use super::file::{Plan, Target};

/// A plan for the database.
pub(crate) fn new_plan(plan: &Plan) -> NewPlan {
    let targets = plan.targets.iter().map(|target| NewTarget {
        indicator: target.indicator.clone(),
        growth_tenths: tenths(target.growth),
        period: target.period.clone(),
        leader_post: target.leader.clone(),
        lead_department: target.lead.clone(),
    });
    NewPlan {
        title: plan.title.clone(),
        from_on: plan.from,
        to_on: plan.to,
        goal: plan.goal.clone(),
        targets: targets.collect(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a growth rate in tenths of a per cent is small"
)]
fn tenths(growth: f64) -> i32 {
    (growth * 10.0).round() as i32
}

pub(super) fn is_unchanged(there: &PlanView, requested: &Plan) -> bool {
    let same_target = |(there, requested): (&TargetView, &Target)| {
        there.indicator == requested.indicator
            && tenths(there.growth) == tenths(requested.growth)
            && there.period == requested.period
            && there.leader == requested.leader
            && there.lead == requested.lead
    };
    (there.from_on, there.to_on, &there.goal) == (requested.from, requested.to, &requested.goal)
        && there.targets.len() == requested.targets.len()
        && there.targets.iter().zip(&requested.targets).all(same_target)
}
