//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use serde::Serialize;

/// Duban (督办): follows every matter of a county's plan to its end.
#[derive(Debug, Parser)]
#[command(name = "duban", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) flags: Flags,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Settings that may stand before or after the command. They win over DUBAN_… variables, which win
/// over the TOML file.
#[derive(Debug, Clone, Default, Args, Serialize)]
pub(crate) struct Flags {
    /// TOML file with settings [env: DUBAN_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,
    /// Folder of the database and the keys [env: DUBAN_DATA_DIR; default: data]
    #[arg(long, global = true, value_name = "FOLDER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data_dir: Option<String>,
    /// sqlite://… or postgres://… [env: DUBAN_DATABASE_URL; default: SQLite in the data folder]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database_url: Option<String>,
    /// Address of the API; port 0 takes a free one [env: DUBAN_LISTEN; default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) listen: Option<String>,
    /// What is logged, e.g. info or duban_worker=debug,info [env: DUBAN_LOG; default: info]
    #[arg(long, global = true, value_name = "FILTER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<String>,
    /// pretty or json [env: DUBAN_LOG_FORMAT; default: pretty]
    #[arg(long, global = true, value_name = "FORMAT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log_format: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// API, web pages and worker in one process
    Serve(DemoFlags),
    /// API and web pages without a worker
    Api(DemoClockFlag),
    /// The worker alone
    Worker(WorkerFlags),
    /// Bring the database's schema up to date
    Migrate(New),
    /// Load the demo county into an empty database
    Demo(Played),
    /// Set counties up: city, departments, leaders' posts, plan
    #[command(subcommand)]
    County(County),
    /// Accounts, for who sits at the machine: the first ones, and those that nobody signed in can help any more
    #[command(subcommand)]
    Admin(Admin),
    /// The chain of events
    #[command(subcommand)]
    Audit(Audit),
    /// Copy the SQLite database while the server runs
    Backup(Backup),
    /// Print the HTTP contract (OpenAPI 3.1)
    Openapi,
}

#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct New {
    /// Begin an empty database although the data folder belongs to one with events, or go on although the events of
    /// a region are gone
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct DemoFlags {
    #[command(flatten)]
    pub(crate) new: New,
    /// Run the demo county on a movable clock; never on real data
    #[arg(long)]
    pub(crate) demo: bool,
    /// Load it played forward to mid-March 2023 when the database is empty
    #[arg(long, requires = "demo")]
    pub(crate) played: bool,
}

#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct DemoClockFlag {
    /// The database holds the demo county; follow its clock
    #[arg(long)]
    pub(crate) demo: bool,
}

#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct WorkerFlags {
    #[command(flatten)]
    pub(crate) clock: DemoClockFlag,
    /// Run nothing; end with 0 when the worker is well and otherwise with 1, telling why
    #[arg(long)]
    pub(crate) check: bool,
    /// Run nothing; put the messages that were given up back in line for the workers that run
    #[arg(long, conflicts_with = "check")]
    pub(crate) retry_dead: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum County {
    /// Add what the file names and the database lacks; what is there is never changed
    Load(LoadCounty),
}

#[derive(Debug, Args)]
pub(crate) struct LoadCounty {
    /// TOML file: region, its city, departments, townships, leaders' posts, plan; docs/OPERATIONS.md shows one
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Check the file and tell what would be added, without writing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Played {
    /// Played forward to mid-March 2023
    #[arg(long)]
    pub(crate) played: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Make the first system administrator, and the region when it is not there
    Create(CreateAdmin),
    /// List all accounts with role, region and state
    List,
    /// Give an account a new password, open its locks and end its sessions; it is printed once and must be changed
    ResetPassword(Whose),
    /// Open the locks that failed sign-ins have put on an account; its password stays
    Unlock(Whose),
    /// Make a security administrator of a region that has none left who can sign in
    MakeSecurityAdmin(MakeSecurityAdmin),
}

/// An account.
#[derive(Debug, Args)]
pub(crate) struct Whose {
    /// User name
    #[arg(long)]
    pub(crate) username: String,
}

#[derive(Debug, Args)]
pub(crate) struct MakeSecurityAdmin {
    /// User name of the new account
    #[arg(long)]
    pub(crate) username: String,
    /// Administrative code of the region, e.g. 530323
    #[arg(long)]
    pub(crate) region_code: String,
    /// Read the password from standard input; otherwise one is made up and printed once
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// What is not given is asked for when a person sits at the terminal.
#[derive(Debug, Args)]
pub(crate) struct CreateAdmin {
    #[command(flatten)]
    pub(crate) new: New,
    /// User name
    #[arg(long)]
    pub(crate) username: Option<String>,
    /// Administrative code of the region, e.g. 530323
    #[arg(long)]
    pub(crate) region_code: Option<String>,
    /// Name of the region, e.g. 师宗县; needed when it is not there yet
    #[arg(long)]
    pub(crate) region_name: Option<String>,
    /// county or city; a region that is not there yet becomes a county when this is absent
    #[arg(long)]
    pub(crate) region_level: Option<String>,
    /// Read the password from standard input; otherwise one is made up and printed once
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Check the whole chain; ends with 1 and names the first bad row when it does not hold
    Verify(Verify),
    /// Print the newest number and seal of every region, to be kept elsewhere; ends with 1 when a chain is broken
    Head,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Only this region, by code or name
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// A head printed earlier, as NUMBER:SEAL; shows a tail that was cut off since
    #[arg(long, requires = "region", value_name = "NUMBER:SEAL")]
    pub(crate) known: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The copy; must not exist yet
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}
