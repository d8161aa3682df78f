//! What an action on a matter works with.

use std::sync::Arc;

use chrono::NaiveDate;
use duban_core::calendar::Calendar;
use duban_core::id::RegionId;

use crate::Ctx;
use crate::directory::{Directory, Region};
use crate::error::AppResult;
use crate::store::Tx;
use crate::unit_of_work::Work;

/// The unit of work, who acts, and the region's people, calendar and day.
pub(crate) struct ActionContext<'a> {
    pub(crate) work: &'a Work<'a>,
    pub(crate) ctx: &'a Ctx,
    pub(crate) directory: Arc<Directory>,
    pub(crate) region: Region,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) today: NaiveDate,
    /// The product's present, ms.
    pub(crate) now: i64,
}

impl<'a> ActionContext<'a> {
    /// The context of an action on a matter of this region.
    pub(crate) async fn new(work: &'a Work<'a>, ctx: &'a Ctx, region: RegionId) -> AppResult<Self> {
        let app = work.app();
        let directory = app.directory().await?;
        let region = directory.region(region)?.clone();
        Ok(Self {
            work,
            ctx,
            calendar: app.calendar().await?,
            today: region.zone().local_date(app.now()),
            now: app.now().timestamp_millis(),
            directory,
            region,
        })
    }

    pub(crate) fn tx(&self) -> &Tx {
        self.work.tx()
    }
}
