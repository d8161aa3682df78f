//! What is left to issue of a ledger, whatever became of its drafts since.

use duban_app::import;
use duban_app::matter::action::{Command, NoteInput};
use duban_app::matter::command;
use duban_app::matter::input::{NewSource, PatchMatter};
use duban_app::matter::query::{Filter, count};
use duban_app::paging::PageRequest;
use duban_core::id::ImportId;
use duban_core::word::{SourceKind, Status};
use duban_migrations::{Migrator, MigratorTrait};

use super::apply::{apply, drafts};
use super::county::{self, County, county};

/// What the ledger's line says, and how many drafts its link opens.
async fn left(county: &County, id: ImportId) -> (i64, u64) {
    let ctx = county.ctx(county.supervisor).await;
    let listed = import::query::list(county.app(), &ctx, &PageRequest::default())
        .await
        .expect("a page");
    let opened = Filter {
        import: Some(id.0),
        status: vec![Status::Draft],
        ..Filter::default()
    };
    let opened = count(county.app(), &ctx, &opened).await.expect("a count");
    (listed.items[0].drafts_left, opened)
}

#[tokio::test]
async fn a_draft_with_another_source_is_still_of_its_ledger() {
    let county = county().await;
    let bytes = county::sheet(&[
        ["1", "甲", "县长", "县财政局", "", "3月25日", "每周"],
        ["2", "乙", "县长", "县财政局", "", "3月25日", "每周"],
    ]);
    let view = county.upload(&bytes).await.expect("a preview");
    apply(&county, &view, Vec::new()).await.expect("drafts");
    assert_eq!(left(&county, view.id).await, (2, 2));
    let ctx = county.ctx(county.supervisor).await;
    let draft = drafts(&county).await.remove(0);
    let meeting = NewSource {
        kind: SourceKind::Meeting,
        title: "县政府常务会议".to_owned(),
        document_number: None,
        dated_on: None,
    };
    for (version, source) in (draft.version..).zip([None, Some(meeting)]) {
        let named = source.is_some();
        let patch = PatchMatter {
            source: Some(source),
            ..PatchMatter::default()
        };
        let patched = command::patch(county.app(), &ctx, draft.id, version, patch)
            .await
            .expect("patched");
        assert_eq!(patched.source.is_some(), named);
        assert_eq!(left(&county, view.id).await, (2, 2), "{named}");
    }
    let issue = Command::Issue(NoteInput { note: None });
    command::act(county.app(), &ctx, draft.id, draft.version + 2, issue)
        .await
        .expect("issued");
    assert_eq!(left(&county, view.id).await, (1, 1));
}

#[tokio::test]
async fn drafts_of_a_release_before_are_found_by_their_source() {
    let county = county().await;
    let sheet = county::sheet(&[["1", "甲", "县长", "县财政局", "", "3月25日", "每周"]]);
    let view = county.upload(&sheet).await.expect("a preview");
    apply(&county, &view, Vec::new()).await.expect("drafts");
    for older in [
        "DROP INDEX ix_matter_import_id",
        "ALTER TABLE matter DROP COLUMN import_id",
        "DELETE FROM seaql_migrations WHERE version = 'm0015_import'",
    ] {
        county.f.sql(older).await;
    }
    Migrator::up(county.f.store.for_migrations(), None)
        .await
        .expect("migrated");
    assert_eq!(left(&county, view.id).await, (1, 1));
}
