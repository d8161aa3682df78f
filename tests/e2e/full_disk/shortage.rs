//! Two ways to have no space: the disk is full, or the processes' files may not grow. SQLite calls the second an I/O
//! error.

use duban_tests::volume::limit_files_of;

use super::TestInstallation;

/// Every fifth shortage is one of files.
const FILES: u32 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shortage {
    Disk,
    Files,
}

impl Shortage {
    /// None where neither way is open.
    pub(crate) fn of_round(installation: &TestInstallation, round: u32) -> Option<Self> {
        let limited = limit_files_of(installation.server.pid(), None);
        match (installation.volume.is_mounted(), limited) {
            (true, true) if round % 5 == FILES => Some(Self::Files),
            (true, _) => Some(Self::Disk),
            (false, true) => Some(Self::Files),
            (false, false) => None,
        }
    }

    pub(crate) fn begin(self, installation: &TestInstallation) {
        match self {
            Self::Disk => installation.volume.fill(),
            Self::Files => limit(installation, Some(0)),
        }
    }

    pub(crate) fn end(self, installation: &TestInstallation) {
        match self {
            Self::Disk => installation.volume.free(),
            Self::Files => limit(installation, None),
        }
    }
}

fn limit(installation: &TestInstallation, bytes: Option<u64>) {
    for pid in [installation.server.pid(), installation.worker.pid()] {
        assert!(limit_files_of(pid, bytes), "a limit of {bytes:?} for {pid}");
    }
}
