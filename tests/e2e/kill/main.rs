//! A hundred deaths: the server is killed at random moments while departments write and the clock
//! moves. Afterwards everything that was acknowledged is there, once; no alert is missing and none is
//! doubled; numbers have no gaps; the chain is whole. What should be there is what a twin has that
//! ran the same script undisturbed.

mod driver;
mod evidence;
mod script;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use driver::Driver;
use duban_tests::World;
use evidence::Evidence;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use script::Day;

const DEATHS: u32 = 100;
/// Days that the script runs at least, so that the ladders are climbed to their top.
const DAYS: u32 = 12;
/// The longest life in milliseconds; long enough to get something done, too short to get much done.
const LIFE_MS: u64 = 900;
/// The same moments in every run.
const SEED: u64 = 20_230_128;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_deaths_lose_and_double_nothing() {
    let mut world = World::demo().await;
    let driver = Driver::of(&world).await;
    let deaths = AtomicU32::new(0);
    let (days, acknowledged) = std::thread::scope(|scope| {
        let server = &mut world.server;
        let killer = scope.spawn(|| {
            let mut random = StdRng::seed_from_u64(SEED);
            for _ in 0..DEATHS {
                std::thread::sleep(Duration::from_millis(random.random_range(0..LIFE_MS)));
                server.kill();
                server.start_again();
                deaths.fetch_add(1, Ordering::SeqCst);
            }
        });
        let played = tokio::task::block_in_place(|| {
            let enough = |days| days >= DAYS && deaths.load(Ordering::SeqCst) == DEATHS;
            tokio::runtime::Handle::current().block_on(play_until(&driver, enough))
        });
        killer.join().expect("the killer did its work");
        played
    });
    assert!(acknowledged.len() > 60, "{} writes only", acknowledged.len());
    assert!(
        driver.broken() > DEATHS / 2,
        "only {} requests met a death",
        driver.broken()
    );

    let killed = Evidence::gather(&world, &driver).await;
    for write in &acknowledged {
        assert_eq!(killed.times(write), 1, "{write} was acknowledged");
    }
    killed.is_sound();

    let twin = World::demo().await;
    let undisturbed = Driver::of(&twin).await;
    let (twin_days, twin_writes) = play_days(&undisturbed, days).await;
    assert_eq!(
        (twin_days, &twin_writes),
        (days, &acknowledged),
        "the twin did the same"
    );
    let twin = Evidence::gather(&twin, &undisturbed).await;
    killed.is_the_same_as(&twin);
}

/// Plays whole days until the end has come; tells how many and which writes were acknowledged.
async fn play_until(driver: &Driver, ended: impl Fn(u32) -> bool) -> (u32, Vec<String>) {
    let (mut days, mut acknowledged) = (0, Vec::new());
    while !ended(days) {
        acknowledged.extend(play(driver, days).await);
        days += 1;
    }
    (days, acknowledged)
}

async fn play_days(driver: &Driver, count: u32) -> (u32, Vec<String>) {
    let mut acknowledged = Vec::new();
    for day in 0..count {
        acknowledged.extend(play(driver, day).await);
    }
    (count, acknowledged)
}

/// One day: the office registers, the departments work side by side, night falls.
async fn play(driver: &Driver, number: u32) -> Vec<String> {
    let day = Day::number(number);
    let mut acknowledged = Vec::new();
    for new in &day.registered {
        driver.register(new).await;
        acknowledged.push(new.title.clone());
    }
    let work = day.work.iter().map(|works| driver.do_all(works));
    for done in futures::future::join_all(work).await {
        acknowledged.extend(done);
    }
    driver.clock(&day.next_morning).await;
    acknowledged
}
