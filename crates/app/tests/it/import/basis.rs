//! On what a matter of a ledger rests: the plan, or a source that its row names, and nothing else.

use duban_app::import::{self, Apply, Upload};
use duban_app::matter::query::{Filter, Sort, get, list};
use duban_app::paging::PageRequest;
use duban_core::word::Action;

use super::county::{codes, county, sheet_of};

const NAMED: &[&str] = &["序号", "问题", "责任领导", "牵头单位", "完成时限", "问题来源"];
const UNNAMED: &[&str] = &["序号", "目标任务", "责任领导", "牵头单位", "完成时限"];
const ABOVE: &[&str] = &["一季度任务分解表"];

/// The basis of the only row of a ledger, whether it warned of its lack, and whether it can be issued without approval.
async fn basis(rows: &[&[&str]], with_plan: bool) -> (Option<String>, bool, bool) {
    let county = county().await;
    let (app, office) = (county.app(), county.ctx(county.supervisor).await);
    let upload = Upload {
        file_name: "台账.xlsx".to_owned(),
        bytes: sheet_of(rows),
        year: 2023,
        plan: with_plan.then_some(county.plan),
    };
    let view = import::preview(app, &office, upload).await.expect("a preview");
    let warned = codes(&view.rows[0]).contains(&"basis_missing".to_owned());
    import::apply(app, &office, view.id, Apply::default())
        .await
        .expect("drafts");
    let filter = Filter {
        import: Some(view.id.0),
        ..Filter::default()
    };
    let drafts = list(app, &office, &filter, Sort::Number, &PageRequest::default()).await;
    let draft = drafts.expect("a list").items.remove(0);
    let draft = get(app, &office, draft.id).await.expect("a draft");
    let plan = draft.plan.as_ref().map(|plan| plan.name.clone());
    let basis = draft.basis.filter(|basis| Some(basis) != plan.as_ref());
    (basis, warned, draft.actions.contains(&Action::Issue))
}

#[tokio::test]
async fn a_heading_is_not_taken_as_the_basis() {
    let task = &["1", "甲", "县长", "县财政局", "3月25日"][..];
    let named = &["1", "甲", "县长", "县财政局", "3月25日", "2月3日专题会"][..];
    let empty = &["1", "甲", "县长", "县财政局", "3月25日", ""][..];
    for (rows, with_plan, expected) in [
        (&[UNNAMED, task][..], false, (None, true, false)),
        (&[ABOVE, UNNAMED, task], false, (None, true, false)),
        (&[NAMED, empty], false, (None, true, false)),
        (&[UNNAMED, task], true, (None, false, true)),
        (
            &[NAMED, named],
            false,
            (Some("2月3日专题会".to_owned()), false, true),
        ),
    ] {
        assert_eq!(
            basis(rows, with_plan).await,
            expected,
            "{rows:?} with plan: {with_plan}"
        );
    }
}
