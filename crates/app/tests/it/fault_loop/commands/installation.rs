//! Settings, the regions of an installation and the keys of repeated writes.

use duban_app::department::command::{self as department, NewDepartment};
use duban_app::event::denial::{self, Denial};
use duban_app::matter::command as matter;
use duban_app::plan::command::{self as plan, NewPlan};
use duban_app::region::command::{self as region, NewRegion};
use duban_app::region::settings;
use duban_app::{AppResult, idempotency, key_value};
use duban_core::word::{DepartmentKind, RegionLevel};

use super::{Case, Kind, Work, fresh};
use crate::matter::steps::new;

pub(super) fn installation() -> Vec<Case> {
    vec![
        case!(Command, "settings_update", |f| {
            let ctx = f.ctx("ducha1").await;
            let settings::Versioned {
                version,
                mut settings,
            } = settings::get(&f.app, &ctx).await.expect("settings");
            settings.yellow_days = if settings.yellow_days == 3 { 4 } else { 3 };
            work!([ctx, settings] app => settings::update(&app, &ctx, version, settings).await)
        }),
        case!(Command, "plan_create", |f| {
            let county = f.county;
            let new = NewPlan {
                title: format!("方案{}", fresh()),
                from_on: "2023-01-01".parse().expect("a date"),
                to_on: "2023-03-31".parse().expect("a date"),
                goal: String::new(),
                targets: Vec::new(),
            };
            work!([new] app => plan::create(&app, county, new).await)
        }),
        case!(Command, "departments_create", |f| {
            let county = f.county;
            let name = format!("县某某局{}", fresh());
            let new = || NewDepartment {
                name: name.clone(),
                kind: DepartmentKind::Department,
            };
            let new = vec![new()];
            work!([new] app => department::create(&app, county, new).await)
        }),
        case!(Command, "region_create", |_f| {
            let new = NewRegion::new(fresh().to_string(), "某县", RegionLevel::County);
            work!([new] app => region::create(&app, new).await)
        }),
        case!(Command, "state_set", |_f| {
            let value = fresh().to_string();
            work!([value] app => key_value::set(&app, "test", &value).await)
        }),
        // What could not be told is told with the next.
        case!(Job, "refusal_record", |f| {
            let (ctx, refused) = (
                f.ctx("d01").await,
                Denial::new(format!("POST /api/v1/{}", fresh())),
            );
            work!([ctx, refused] app => denial::record(&app, &ctx, refused).await)
        }),
        case!(Command, "key_taken", |f| {
            let (ctx, key) = (f.ctx("d01").await, fresh().to_string());
            work!([ctx, key] app => idempotency::begin(&app, &ctx, &key, "hash").await)
        }),
        case!(Command, "key_released", |f| {
            let ctx = f.ctx("d01").await;
            let begun = idempotency::begin(&f.app, &ctx, &fresh().to_string(), "hash")
                .await
                .expect("begun");
            let idempotency::Begin::New(held) = begun else {
                panic!("not free")
            };
            work!([held] app => idempotency::release(&app, &held).await)
        }),
        case!(Command, "write_under_a_key", |f| {
            let (ctx, new) = (f.ctx("ducha1").await, new(f, "一键一次", "2023-12-20"));
            let begun = idempotency::begin(&f.app, &ctx, &fresh().to_string(), "hash")
                .await
                .expect("begun");
            let idempotency::Begin::New(held) = begun else {
                panic!("not free")
            };
            work!([ctx, new, held] app => idempotency::run_with_key(held, matter::create(&app, &ctx, new)).await)
        }),
    ]
}
