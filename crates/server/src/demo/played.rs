use anyhow::Result;
use duban_app::App;
use duban_app::demo::DemoClock;

use super::load::Loaded;

pub(super) async fn play(_app: &App, _clock: &DemoClock, _county: &Loaded) -> Result<()> {
    Ok(())
}
