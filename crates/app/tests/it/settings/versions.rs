//! The version of what an office has set, and of each of its rules.

use duban_app::AppError;
use duban_app::region::settings::{Versioned, get, update};
use duban_core::alert::{Rule, RuleKey};
use duban_core::region::Settings;

use super::*;
use crate::support::fixture;

#[tokio::test]
async fn settings_change_for_one_region_and_only_changed_rules_get_a_new_version() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let first = get(&f.app, &ctx).await.expect("settings");
    assert_eq!((first.version, &first.settings), (1, &Settings::default()));
    let saved = change(&f.app, &ctx, |settings| {
        settings.yellow_days = 5;
        settings.ladder[1].steps.pop();
        settings.ladder[0].version = 99;
    })
    .await;
    assert_eq!(saved.version, 2);
    let versions: Vec<u32> = saved.settings.ladder.iter().map(|rule| rule.version).collect();
    assert_eq!(
        versions[..3],
        [1, 2, 1],
        "the version is not the sender's to choose"
    );
    assert_eq!(get(&f.app, &ctx).await.expect("settings"), saved);
    let directory = f.app.directory().await.expect("directory");
    let yellow = |region| directory.region(region).expect("county").settings.yellow_days;
    assert_eq!((yellow(f.county), yellow(f.other_county)), (5, 3));

    let again = change(&f.app, &ctx, |_| {}).await;
    assert_eq!(again.version, 2);
    assert_eq!(f.events("settings_changed").await, 1, "no change, no event");
}

/// "Rule, version" on an alert names one ladder for ever.
#[tokio::test]
async fn a_rule_that_comes_back_has_a_version_of_its_own() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let version = |saved: &Versioned, key| {
        let mut settings = saved.settings.clone();
        rule(&mut settings, key).version
    };
    change(&f.app, &ctx, |settings| {
        rule(settings, RuleKey::LookBack).steps = vec![step(30)];
    })
    .await;
    change(&f.app, &ctx, |settings| {
        settings.ladder.retain(|rule| rule.key != RuleKey::LookBack);
    })
    .await;
    let back = change(&f.app, &ctx, |settings| {
        settings.ladder.push(Rule {
            key: RuleKey::LookBack,
            version: 1,
            steps: vec![step(90)],
        });
    })
    .await;
    assert_eq!((back.version, version(&back, RuleKey::LookBack)), (4, 4));
    let next = change(&f.app, &ctx, |settings| {
        rule(settings, RuleKey::LookBack).steps = vec![step(60)];
    })
    .await;
    assert_eq!(version(&next, RuleKey::LookBack), 5);
}

#[tokio::test]
async fn a_stale_version_of_the_settings_is_refused() {
    let f = fixture().await;
    let (office, admin) = (f.ctx("ducha1").await, f.ctx("ducha2").await);
    let seen = get(&f.app, &office).await.expect("settings");
    change(&f.app, &admin, |settings| settings.yellow_days = 5).await;
    let mut stale = seen.settings.clone();
    stale.alert_hour = 10;
    let refused = update(&f.app, &office, seen.version, stale).await;
    assert!(
        matches!(refused, Err(AppError::Stale { current: 2 })),
        "{refused:?}"
    );
    let kept = get(&f.app, &office).await.expect("settings").settings;
    assert_eq!((kept.yellow_days, kept.alert_hour), (5, 9));
}
