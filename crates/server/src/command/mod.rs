//! One file per command.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::cli::{Admin, Audit, Cli, Command, County};
use crate::config::Settings;
use crate::{county, demo, telemetry};

mod admin;
mod audit;
mod backup;
mod serve;
mod signal;

pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    if matches!(cli.command, Command::Openapi) {
        print!("{}", duban_api::openapi::document());
        return Ok(ExitCode::SUCCESS);
    }
    let settings = Settings::load(&cli.flags)?;
    telemetry::start(&settings)?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")?
        .block_on(dispatch(cli.command, &settings))
}

async fn dispatch(command: Command, settings: &Settings) -> Result<ExitCode> {
    match command {
        Command::Serve(flags) => serve::serve(settings, flags).await,
        Command::Api(flags) => serve::api(settings, flags).await,
        Command::Worker(flags) => serve::worker(settings, flags).await,
        Command::Migrate(flags) => serve::migrate(settings, flags.new).await,
        Command::Demo(flags) => demo::load(settings, flags.played).await,
        Command::County(County::Load(load)) => county::load(settings, &load).await,
        Command::Admin(Admin::Create(new)) => admin::create(settings, new).await,
        Command::Admin(Admin::List) => admin::accounts::list(settings).await,
        Command::Admin(Admin::ResetPassword(whose)) => {
            admin::accounts::reset_password(settings, &whose.username).await
        }
        Command::Admin(Admin::Unlock(whose)) => admin::accounts::unlock(settings, &whose.username).await,
        Command::Admin(Admin::MakeSecurityAdmin(new)) => {
            admin::accounts::make_security_admin(settings, &new).await
        }
        Command::Audit(Audit::Verify(what)) => audit::verify(settings, what).await,
        Command::Audit(Audit::Head) => audit::head(settings).await,
        Command::Backup(flags) => backup::write(settings, &flags.to).await,
        Command::Openapi => Ok(ExitCode::SUCCESS),
    }
}
