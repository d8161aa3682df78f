//! Files that keep to every limit and are as heavy as that allows: reading one, or several at once, costs the server no
//! more than a bounded piece of memory.

use duban_tests::world::text;
use duban_tests::{World, ledger, oversized_xlsx};
use futures::future::join_all;

use super::Written;

const MIB: u64 = 1024 * 1024;
/// What reading a file may add to the memory of the server; one is read at a time.
const BOUND: u64 = 96 * MIB;
/// Uploads at once.
const AT_ONCE: usize = 4;
/// What each further one may add: its bytes as they came (5 MiB) and what the transport keeps of them meanwhile.
const EACH: u64 = 16 * MIB;

type Make = fn() -> Vec<u8>;

/// Name, file, the code that refuses it.
const FILES: [(&str, Make, &str); 9] = [
    (
        "ten million shared texts",
        oversized_xlsx::many_texts,
        "too_much_text",
    ),
    (
        "one long shared text",
        oversized_xlsx::one_long_text,
        "too_much_text",
    ),
    (
        "ordinary shared texts",
        oversized_xlsx::ordinary_texts,
        "too_much_text",
    ),
    (
        "ten million formats",
        oversized_xlsx::many_formats,
        "too_many_parts",
    ),
    ("full sheets", oversized_xlsx::full_sheets, "too_many_cells"),
    ("texts in cells", oversized_xlsx::texts_in_cells, "too_much_text"),
    ("one long cell", oversized_xlsx::one_long_cell, "too_much_text"),
    (
        "one long attribute",
        oversized_xlsx::one_long_attribute,
        "no_table",
    ),
    ("merges only", oversized_xlsx::many_merges, "too_many_rows"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_heaviest_files_cost_bounded_memory() {
    let world = World::demo().await;
    let office = world.office().await;
    let warm = office
        .upload("a.xlsx", ledger::tasks(&[ledger::GOOD_ROW]), 2023)
        .await;
    warm.must_be(201);
    let before = Written::so_far(&world).await;
    let (mut wrong, mut files) = (Vec::new(), Vec::new());
    for (name, make, code) in FILES {
        let file = make();
        assert!(
            file.len() < 5 * 1024 * 1024,
            "{name} is small outside: {}",
            file.len()
        );
        world.server.forget_peak_memory();
        let memory = world.server.peak_memory();
        let answer = office.upload("重.xlsx", file.clone(), 2023).await;
        let swollen = world.server.peak_memory().saturating_sub(memory);
        let reported = &answer.body["errors"][0];
        if answer.status != 422 || reported["field"] != "file" || reported["code"] != code || swollen >= BOUND
        {
            wrong.push(format!(
                "{name}: {} MiB, {} {}",
                swollen / MIB,
                answer.status,
                answer.text
            ));
        }
        files.push((swollen, file));
    }
    // The heaviest four side by side.
    files.sort_by_key(|(swollen, _)| std::cmp::Reverse(*swollen));
    world.server.forget_peak_memory();
    let memory = world.server.peak_memory();
    let answers = join_all(
        files
            .into_iter()
            .take(AT_ONCE)
            .map(|(_, file)| office.upload("重.xlsx", file, 2023)),
    )
    .await;
    let swollen = world.server.peak_memory().saturating_sub(memory);
    for answer in answers {
        answer.problem(422, "invalid_input");
    }
    if swollen >= BOUND + (AT_ONCE as u64 - 1) * EACH {
        wrong.push(format!("{AT_ONCE} at once: {} MiB", swollen / MIB));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
    assert!(!text(&office.get("/me").await.expect(200)["id"]).is_empty());
}
