//! Two ways to have no space: the disk is full, or the processes' files may not grow. SQLite calls the second an I/O
//! error.

use duban_tests::volume::limit_files_of;

use super::Stage;

/// Every fifth shortage is one of files.
const FILES: u32 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shortage {
    Disk,
    Files,
}

impl Shortage {
    /// None where neither way is open.
    pub(crate) fn of_round(stage: &Stage, round: u32) -> Option<Self> {
        let limited = limit_files_of(stage.server.pid(), None);
        match (stage.volume.is_mounted(), limited) {
            (true, true) if round % 5 == FILES => Some(Self::Files),
            (true, _) => Some(Self::Disk),
            (false, true) => Some(Self::Files),
            (false, false) => None,
        }
    }

    pub(crate) fn begin(self, stage: &Stage) {
        match self {
            Self::Disk => stage.volume.fill(),
            Self::Files => limit(stage, Some(0)),
        }
    }

    pub(crate) fn end(self, stage: &Stage) {
        match self {
            Self::Disk => stage.volume.free(),
            Self::Files => limit(stage, None),
        }
    }
}

fn limit(stage: &Stage, bytes: Option<u64>) {
    for pid in [stage.server.pid(), stage.worker.pid()] {
        assert!(limit_files_of(pid, bytes), "a limit of {bytes:?} for {pid}");
    }
}
