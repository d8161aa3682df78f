//! The limit of open files: every connection is one, and so is every file of the database.

use duban_api::Options;

use crate::config::Settings;

/// Below this many, a few hundred people with open pages are too many.
const LOW_LIMIT: u64 = 4096;
/// Files for logs, keys, the listener and whatever the libraries open.
const RESERVED_FILES: u64 = 64;
/// Files for each connection of the database: SQLite has three of them open.
const FILES_PER_CONNECTION: u64 = 4;

/// Raises this process's limit as far as the system allows, and says so when that is not far.
pub(crate) fn raise_limit() {
    let (before, now) = (limit::current(), limit::raise());
    match now {
        Some(now) if now < LOW_LIMIT => tracing::warn!(
            open_files = now,
            "few files may be open at once, and with them few connections; raise the hard limit to 65536"
        ),
        Some(now) => tracing::info!(open_files = now, before, "limit of open files"),
        None => {}
    }
}

/// What the API is told of the settings, with no more connections of callers than the files allow.
pub(crate) fn options(settings: &Settings) -> Options {
    Options {
        proxies: settings.proxies,
        connections: max_connections(settings, limit::current()),
        connections_per_address: settings.connections_per_address,
        heavy_reads: settings.heavy_reads,
    }
}

fn max_connections(settings: &Settings, files: Option<u64>) -> usize {
    let database = u64::from(settings.connections) * FILES_PER_CONNECTION;
    let left = files.map_or(u64::MAX, |files| files.saturating_sub(RESERVED_FILES + database));
    let left = usize::try_from(left).unwrap_or(usize::MAX).max(1);
    settings.max_connections.min(left)
}

#[cfg(unix)]
mod limit {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// The limit in force; none where there is none.
    pub(super) fn current() -> Option<u64> {
        getrlimit(Resource::Nofile).current
    }

    /// Raises it to the hard limit; the limit in force after that.
    pub(super) fn raise() -> Option<u64> {
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        if current != maximum {
            let highest = Rlimit {
                current: maximum,
                maximum,
            };
            if let Err(error) = setrlimit(Resource::Nofile, highest) {
                tracing::warn!(%error, "the limit of open files cannot be raised");
            }
        }
        self::current()
    }
}

#[cfg(not(unix))]
mod limit {
    pub(super) fn current() -> Option<u64> {
        None
    }

    pub(super) fn raise() -> Option<u64> {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn connections_leave_files_for_the_database() {
        let settings = Settings::in_folder(Path::new("nowhere"));
        for (files, connections) in [
            (None, 4000),
            (Some(65_536), 4000),
            (Some(1024), 1024 - 64 - 32),
            (Some(64), 1),
        ] {
            assert_eq!(max_connections(&settings, files), connections, "{files:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_limit_is_raised_as_far_as_it_goes() {
        raise_limit();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
        assert_eq!(limit.current, limit.maximum);
    }
}
