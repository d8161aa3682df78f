//! The main job, end to end over HTTP: a county runs its plan. One county, one clock, the steps in
//! the order in which they happen; and two smaller stories that need a county of their own.

mod alerts;
mod audit;
mod chain;
mod city;
mod counters;
mod hand_over;
mod import;
mod numbers;
mod on_site;
mod spring_festival;

use duban_tests::World;

#[tokio::test]
async fn a_county_runs_its_plan() {
    let mut world = World::demo().await;
    // Saturday 2023-01-28, a make-up working day.
    import::preview_and_apply(&world).await;
    hand_over::all_in_one_go(&world).await;
    hand_over::sign_and_report(&world).await;
    hand_over::object_and_reassign(&world).await;
    hand_over::leave_an_objection_undecided(&world).await;
    city::propose_endorse_submit(&world).await;
    city::accept(&world).await;
    on_site::solve_and_strike_off(&world).await;
    city::answer_and_close(&world).await;
    city::leave_one_there(&world).await;
    on_site::solve_in_the_county(&world).await;
    alerts::climb_the_ladder(&world).await;
    alerts::after_downtime_only_the_highest_is_sent(&mut world).await;
    city::nobody_in_the_county_is_chased(&world).await;
    audit::overdue(&world).await;
    counters::open_exactly_what_they_count(&world).await;
    chain::is_whole_until_a_row_is_altered(&world).await;
}

#[tokio::test]
async fn the_spring_festival_and_its_make_up_days_are_respected() {
    spring_festival::three_working_days().await;
}
