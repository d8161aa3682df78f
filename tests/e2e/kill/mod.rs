//! A hundred deaths: the server is killed at random moments while departments write and the clock
//! moves. Afterwards everything that was acknowledged is there, once; no alert is missing and none is
//! doubled; numbers have no gaps; the chain is whole. Which rungs of the ladder are climbed is reckoned here from the
//! script; everything else is what a twin has that ran the same script undisturbed.

mod driver;
mod killer;

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use driver::Driver;
use duban_tests::World;
use duban_tests::script::{Day, Evidence};
use killer::Killer;
use tokio::time::Instant;

/// Deaths at least, and at most where luck is against the numbers below.
const DEATHS: Range<u32> = 100..400;
/// Days that the script runs at least, so that the ladders are climbed to their top.
const DAYS: u32 = 12;
/// Lives in which death must have cut off a request, and those in which it must have cut off a sweep.
const CUT_OFF: usize = 50;
const CUT_SWEEPS: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_servers_lose_and_double_nothing() {
    let mut world = World::demo().await;
    let (driver, sweeping) = Driver::of(&world).await;
    // The first day passes in peace and tells how quick this machine is.
    let began = Instant::now();
    let mut acknowledged = play(&driver, 0).await;
    let killer = Killer::on_a_machine_with(began.elapsed(), driver.sweep_us.clone());
    let over = AtomicBool::new(false);
    let (days, writes) = std::thread::scope(|scope| {
        let (server, done, over) = (&mut world.server, &driver.deaths, &over);
        let aimed = || driver.cut.count() >= CUT_OFF && driver.cut_sweeps.count() >= CUT_SWEEPS;
        let killing = scope.spawn(move || {
            killer.kill(server, &sweeping, &DEATHS, done, aimed);
            over.store(true, Ordering::SeqCst);
        });
        let played = tokio::task::block_in_place(|| {
            let enough = |days| days >= DAYS && over.load(Ordering::SeqCst);
            tokio::runtime::Handle::current().block_on(play_until(&driver, enough))
        });
        killing.join().expect("the killer did its work");
        played
    });
    acknowledged.extend(writes);
    let (cut, sweeps) = (driver.cut.count(), driver.cut_sweeps.count());
    assert!(
        cut >= CUT_OFF && sweeps >= CUT_SWEEPS,
        "{cut} lives ended over a request, {sweeps} of them over a sweep"
    );

    let killed = evidence(&world, &driver).await;
    for write in &acknowledged {
        assert_eq!(killed.times(write), 1, "{write} was acknowledged");
    }
    killed.is_sound();
    killed.has_climbed(days);

    let twin = World::demo().await;
    let (undisturbed, _) = Driver::of(&twin).await;
    for day in 0..days {
        play(&undisturbed, day).await;
    }
    let twin = evidence(&twin, &undisturbed).await;
    twin.has_climbed(days);
    killed.is_the_same_as(&twin);
}

async fn evidence(world: &World, driver: &Driver) -> Evidence {
    let auditor = world.person("auditor").await;
    Evidence::gather(&auditor, &driver.office, driver.everybody()).await
}

/// Plays whole days after the first until the end has come; tells how many and which writes were acknowledged.
async fn play_until(driver: &Driver, ended: impl Fn(u32) -> bool) -> (u32, Vec<String>) {
    let (mut days, mut acknowledged) = (1, Vec::new());
    while !ended(days) {
        acknowledged.extend(play(driver, days).await);
        days += 1;
    }
    (days, acknowledged)
}

/// One day: the office registers, the departments work side by side, night falls.
async fn play(driver: &Driver, number: u32) -> Vec<String> {
    let day = Day::number(number);
    let mut acknowledged = Vec::new();
    for new in &day.registered {
        driver.register(new).await;
        acknowledged.push(new.title.clone());
    }
    if !day.batch.is_empty() {
        driver.register_together(&day.batch).await;
        acknowledged.extend(day.batch.iter().map(|new| new.title.clone()));
    }
    let work = day.work.iter().map(|works| driver.do_all(works));
    for done in futures::future::join_all(work).await {
        acknowledged.extend(done);
    }
    driver.clock(&day.next_morning).await;
    acknowledged
}
