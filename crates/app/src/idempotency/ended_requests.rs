//! Requests that have ended and whose keys could not be given back.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

/// Requests of this process that have ended and whose keys could not be given back. An older one than fit in is free
/// when its lease ends.
#[derive(Debug, Default)]
pub(crate) struct EndedRequests {
    holders: Mutex<VecDeque<Uuid>>,
}

impl EndedRequests {
    const CAPACITY: usize = 10_000;

    pub(super) fn add(&self, holder: Uuid) {
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        if holders.len() == Self::CAPACITY {
            holders.pop_front();
        }
        holders.push_back(holder);
    }

    pub(super) fn has(&self, holder: Option<Uuid>) -> bool {
        let holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        holder.is_some_and(|holder| holders.contains(&holder))
    }
}
